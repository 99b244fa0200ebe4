/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "cli/exit.h"
#include "profile/profile.h"
#include "said.h"

/* The line of `text` that begins with "  name "; it ends with its line. */
static const char *line_of(const char *text, const char *name)
{
    static char line[256];
    char start[64];
    snprintf(start, sizeof start, "\n  %s ", name);
    const char *at = strstr(text, start);
    assert_non_null(at);
    snprintf(line, sizeof line, "%.*s", (int)strcspn(at + 1, "\n"), at + 1);
    return line;
}

static void every_figure_with_its_mark(void **state)
{
    (void)state;
    struct said said = SAY("profile", "show", "s7-1200");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.err, "");
    assert_memory_equal(said.out, "s7-1200: S7-1200\n  CPU 1212C V4.4, captured: 8/8/1008 asked", 58);
    const struct s7_profile *profile = s7_profile_find("s7-1200");
    const struct s7_figure_row *row;
    for (size_t i = 0; (row = s7_figure_at(i)) != NULL; i++) {
        const char *line = line_of(said.out, row->name);
        assert_non_null(strstr(line, s7_evidence_words(s7_figure_of(profile, row)->evidence)));
        assert_non_null(strstr(line, row->meaning));
    }
    assert_non_null(strstr(line_of(said.out, "pdu_length"), " 240 octets "));
    assert_non_null(strstr(line_of(said.out, "order_number"), " 6ES7 212-1AE40-0XB0 "));
    assert_non_null(strstr(line_of(said.out, "optimized_code"), " 0x05 "));
}

static void sizes_of_one_call(void **state)
{
    (void)state;
    struct said said = SAY("profile", "show", "s7-1500");
    assert_string_equal(line_of(said.out, "GET"), "  GET       942      938      934      930");
    assert_string_equal(line_of(said.out, "PUT"), "  PUT       932      916      900      884");
    said = SAY("profile", "show", "s7-300");
    assert_string_equal(line_of(said.out, "GET"), "  GET       222        -        -        -");
}

static void what_is_little_known_says_so(void **state)
{
    (void)state;
    struct said said = SAY("profile", "show", "logo");
    assert_memory_equal(said.out, "logo: LOGO!, experimental: too little", 37);
    assert_non_null(strstr(line_of(said.out, "firmware"), " - "));
}

static void the_same_as_a_document(void **state)
{
    (void)state;
    const struct s7_profile *profile;
    for (size_t i = 0; (profile = s7_profile_at(i)) != NULL; i++) {
        struct said said = SAY("profile", "show", profile->name, "--json");
        assert_int_equal(said.exit_code, S7_EXIT_OK);
        json_t *document = json_loads(said.out, 0, NULL);
        assert_string_equal(json_string_value(json_object_get(document, "schema")), "sieben/profile-show/1");
        assert_string_equal(json_string_value(json_object_get(document, "name")), profile->name);
        json_t *figures = json_object_get(document, "figures");
        const struct s7_figure_row *row;
        size_t count = 0;
        for (; (row = s7_figure_at(count)) != NULL; count++) {
            const char *mark;
            json_t *value;
            assert_int_equal(
                json_unpack(json_object_get(figures, row->name), "{s:o, s:s}", "value", &value, "mark", &mark),
                0);
            const struct s7_figure *figure = s7_figure_of(profile, row);
            assert_string_equal(mark, s7_evidence_letter(figure->evidence));
            if (row->form == S7_FIGURE_FLAG)
                assert_int_equal(json_is_true(value), figure->value);
            else if (json_is_string(value))
                assert_string_equal(json_string_value(value),
                                    s7_figure_word_of(row->form, figure->value)->word);
            else
                assert_int_equal(json_integer_value(value), figure->value);
        }
        size_t texts = 0;
        while (s7_figure_text_at(texts))
            texts++;
        assert_int_equal(json_object_size(figures), count + texts);
        assert_int_equal(json_array_size(json_object_get(document, "get")), profile->block_areas.value);
        json_t *put = json_object_get(document, "put");
        assert_int_equal(json_integer_value(json_array_get(put, 0)), profile->pdu_length.value - 28);
        json_decref(document);
    }
}

static void unknown_names_are_answered_with_those_there_are(void **state)
{
    (void)state;
    struct said said = SAY("profile", "show", "s7-150");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_string_equal(said.out, "");
    assert_string_equal(said.err,
                        "sieben profile show: there is no profile \"s7-150\"; there are s7-300 s7-400 "
                        "s7-1200 s7-1500 et200sp logo s7-200-smart pc\n");
}

static void built_in_ones_are_there_with_a_plant_too(void **state)
{
    (void)state;
    static const char plant[] = "sieben: 1\nplant: {name: Line 4}\n";
    struct said said = SAY_TO(plant, "profile", "show", "s7-400@-");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_memory_equal(said.out, "s7-400: S7-400\n", 15);
    said = SAY_TO(plant, "profile", "show", "s7-40@-");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_non_null(strstr(said.err, "there is no profile \"s7-40\"; there are s7-300 "));
    said = SAY_TO("sieben: 2\n", "profile", "show", "s7-400@-");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_string_equal(said.out, "");
}

/* What the plant file states is marked so, the rest has the marks of the profile that it is like. */
static void a_profile_of_a_plant_file(void **state)
{
    (void)state;
    static const char plant[] =
        "sieben: 1\nplant: {name: Line 4}\n"
        "profiles:\n"
        "  old: {like: s7-1500, firmware: V1.8, tpdu_limits_pdu: false, refusal_tsap: dr,\n"
        "        pdu_length: 480}\n";
    struct said said = SAY_TO(plant, "profile", "show", "old@-");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_memory_equal(said.out, "old: ", 5);
    static const char *const stated[] = {"firmware", "tpdu_limits_pdu", "refusal_tsap", "pdu_length"};
    for (size_t i = 0; i < sizeof stated / sizeof stated[0]; i++)
        assert_non_null(strstr(line_of(said.out, stated[i]), " stated in the plant file "));
    assert_non_null(strstr(line_of(said.out, "firmware"), " V1.8 "));
    assert_non_null(strstr(line_of(said.out, "tpdu_limits_pdu"), " no "));
    assert_non_null(strstr(line_of(said.out, "refusal_tsap"), " dr "));
    assert_non_null(strstr(line_of(said.out, "slot"), " 1                     captured or documented "));
    assert_string_equal(line_of(said.out, "GET"), "  GET       462      458      454      450");
    said = SAY_TO(plant, "profile", "show", "young@-");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_non_null(strstr(said.err, "there is no profile \"young\"; there are old s7-300 "));
}

static void one_profile_is_expected(void **state)
{
    (void)state;
    assert_misuse(SAY("profile", "show"), "profile show", "one profile is expected: NAME, or NAME@PLANT");
    assert_misuse(SAY("profile", "show", "a", "b"), "profile show",
                  "one profile is expected: NAME, or NAME@PLANT");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_figure_with_its_mark),
        cmocka_unit_test(sizes_of_one_call),
        cmocka_unit_test(what_is_little_known_says_so),
        cmocka_unit_test(the_same_as_a_document),
        cmocka_unit_test(unknown_names_are_answered_with_those_there_are),
        cmocka_unit_test(built_in_ones_are_there_with_a_plant_too),
        cmocka_unit_test(a_profile_of_a_plant_file),
        cmocka_unit_test(one_profile_is_expected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
