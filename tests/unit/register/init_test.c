/* SPDX-License-Identifier: MIT */
#include "register/init.h"

#include <stdlib.h>

#include "check.h"
#include "line.h"
#include "plant/fmt.h"

static char text[S7_INIT_TEXT_SIZE];
static size_t findings;

static void count_finding(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark,
                          const char *message)
{
    (void)user;
    (void)severity;
    fprintf(stderr, "%u:%u: %s\n", mark.line, mark.column, message);
    findings++;
}

static struct s7_plant *first_plant(const char *name)
{
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    struct s7_plant *plant = NULL;
    s7_init_write(name, &buf);
    assert_false(buf.truncated);
    findings = 0;
    assert_int_equal(s7_plant_load(text, buf.length, count_finding, NULL, &plant), S7_OK);
    assert_int_equal(findings, 0);
    return plant;
}

static void it_loads_without_a_finding(void **state)
{
    (void)state;
    struct s7_plant *plant = first_plant("Line 4");
    assert_string_equal(plant->name, "Line 4");
    assert_int_equal(plant->connection_count, 1);
    assert_int_equal(plant->connections[0].job_count, 2);
    assert_true(plant->connections[0].owner[0] && plant->connections[0].purpose[0]);
    s7_plant_free(plant);
}

static void it_is_in_canonical_form(void **state)
{
    (void)state;
    char *canonical = NULL;
    size_t size = 0;
    struct s7_plant *plant = first_plant("4"); /* in quotes, as it would be a number without */
    assert_int_equal(s7_fmt_text(text, strlen(text), count_finding, NULL, &canonical, &size), S7_OK);
    s7_plant_free(plant);
    must(canonical != NULL);
    bool is_same = strcmp(canonical, text) == 0;
    free(canonical);
    assert_true(is_same);
}

static void every_name_is_kept(void **state)
{
    (void)state;
    static const char *const names[] = {"\"",  "\\", "a \\\" b: #c",    "Anlage Süd – 4",
                                        "{x}", "'",  "\xF0\x9F\x8F\xAD"};
    char longest[S7_INIT_NAME_MOST + 1] = "";
    memset(longest, '"', S7_INIT_NAME_MOST);
    for (size_t i = 0; i <= sizeof names / sizeof names[0]; i++) {
        const char *name = i < sizeof names / sizeof names[0] ? names[i] : longest;
        assert_true(s7_init_is_name(name));
        struct s7_plant *plant = first_plant(name);
        assert_string_equal(plant->name, name);
        s7_plant_free(plant);
    }
}

static void what_no_plant_can_be_called(void **state)
{
    (void)state;
    static const char *const names[] = {
        "",         "a\nb",     "\t",           "\x7F",   "\xC2\x85",         "\xFF",         "\xC3",
        "\xC0\x80", "\xE2\x82", "\xED\xA0\x80", "a\x80.", "\xF4\x90\x80\x80", "\xEF\xBB\xBF."};
    char too_long[S7_INIT_NAME_MOST + 2] = "";
    memset(too_long, 'a', S7_INIT_NAME_MOST + 1);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_false(s7_init_is_name(names[i]));
    assert_false(s7_init_is_name(too_long));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_loads_without_a_finding),
        cmocka_unit_test(it_is_in_canonical_form),
        cmocka_unit_test(every_name_is_kept),
        cmocka_unit_test(what_no_plant_can_be_called),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
