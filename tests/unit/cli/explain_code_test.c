/* SPDX-License-Identifier: MIT
 *
 * A number as a code: of the kind that is named with it, or of every kind whose codes look like it.
 */
#include "cli/explain_reading.h"

#include <string.h>

#include "base/strbuf.h"
#include "check.h"

static struct s7_explain_answer answer;

static struct s7_explain_span span_of(const char *text)
{
    return (struct s7_explain_span){text, strlen(text)};
}

/* "header 0x8104 (81 04)|..." of all meanings. */
static const char *told(void)
{
    static char text[1024];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    for (size_t i = 0; i < answer.count; i++)
        s7_strbuf_printf(&buf, "%s%s %s", i ? "|" : "", s7_explain_form(answer.meanings[i].kind)->word,
                         answer.meanings[i].code);
    return text;
}

static const char *bare(const char *text)
{
    memset(&answer, 0, sizeof answer);
    return s7_explain_read_bare(&answer, span_of(text)) ? told() : NULL;
}

static const char *said(const char *text)
{
    memset(&answer, 0, sizeof answer);
    return s7_explain_read_said(&answer, span_of(text)) ? told() : NULL;
}

static void numbers_alone(void **state)
{
    (void)state;
    static const struct {
        const char *asked, *told;
    } rows[] = {
        {"401", "error ACCESS_PUT_GET (401)"},
        {"-401", "error ACCESS_PUT_GET (401)"},
        {"8104", "header 0x8104 (81 04)"},
        {"81 04", "header 0x8104 (81 04)"},
        {"0x8104", "header 0x8104 (81 04)"},
        {"33028", "header 0x8104 (81 04)"},
        {"D402", "header 0xD402 (D4 02)"},
        {"05", "item item 05"},
        {"0x05", "item item 05"},
        {"5", "layer layer 5 DATA|item item 05"},
        {"4", "layer layer 4 ACCESS|status STATUS 4"},
        {"2", "layer layer 2 ISO|status STATUS 2|dr DR 2 (0x02)|er ER 2|control control 02|exit exit 2"},
        {"40", "exit exit 40"},
        {"133", "class class 85|dr DR 133 (0x85)"},
        {"0x81", "class class 81|dr DR 129 (0x81)"},
        {"0132", "szl SZL 0132"},
        {"4304", "event event 4304"},
        {"0x01400000", "message \"CPU : Function not available\""},
        {"20971520", "message \"CPU : Function not available\""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *got = bare(rows[i].asked);
        assert_non_null(got);
        assert_string_equal(got, rows[i].told);
        assert_int_equal(answer.nearest_count, 0);
    }
    assert_null(bare("ACCESS_PUT_GET"));
    assert_null(bare(""));
}

static void numbers_of_a_named_kind(void **state)
{
    (void)state;
    static const struct {
        const char *asked, *told;
    } rows[] = {
        {"layer 4", "layer layer 4 ACCESS"},
        {"Layer ACCESS", "layer layer 4 ACCESS"},
        {"item 05", "item item 05"},
        {"item 5", "item item 05"},
        {"Item  Code: 0x0a", "item item 0A"},
        {"item 10", "item item 0A"},
        {"return code 3", "item item 03"},
        {"STATUS 8", "status STATUS 8"},
        {"status=W#16#0008", "status STATUS 8"},
        {"STATUS 1B", "status STATUS 27"},
        {"STATUS PARTNER_ACCESS", "status STATUS 8"},
        {"GET STATUS 11", "status STATUS 11"},
        {"DR 2", "dr DR 2 (0x02)"},
        {"DR2", "dr DR 2 (0x02)"},
        {"DR 2 (0x02)", "dr DR 2 (0x02)"},
        {"dr reason 128", "dr DR 128 (0x80)"},
        {"DR 80", "dr DR 128 (0x80)"},
        {"COTP DR reason 0x88", "dr DR 136 (0x88)"},
        {"ER cause 1", "er ER 1"},
        {"exit 40", "exit exit 40"},
        {"exit code 130", "exit exit 130"},
        {"error 401", "error ACCESS_PUT_GET (401)"},
        {"class 0x85", "class class 85"},
        {"error class 85", "class class 85"},
        {"header 81 04", "header 0x8104 (81 04)"},
        {"SZL 0132", "szl SZL 0132"},
        {"SZL 131", "szl SZL 0131"},
        {"szl-id W#16#0424", "szl SZL 0424"},
        {"event 4304", "event event 4304"},
        {"event id 16#43FE", "event event 43FE"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *got = said(rows[i].asked);
        assert_non_null(got);
        assert_string_equal(got, rows[i].told);
    }
}

/* A word alone, or with more than a number behind it, is left to those who look for messages. */
static void no_number_behind_the_kind(void **state)
{
    (void)state;
    assert_null(said("layer"));
    assert_null(said("ERROR"));
    assert_null(said("error class 0x81 code 0x04"));
    assert_null(said("Error in PDU negotiation"));
    assert_null(said("drive 2"));
    assert_null(said("401"));
    assert_int_equal(answer.count, 0);
}

static void unknown_numbers_have_neighbours(void **state)
{
    (void)state;
    assert_string_equal(bare("0x8199"), "");
    assert_int_equal(answer.nearest_count, 2);
    assert_string_equal(answer.nearest[0].code, "class 81");
    assert_string_equal(answer.nearest[1].code, "0x810A (81 0A)");
    assert_string_equal(said("DR 9"), "");
    assert_int_equal(answer.nearest_count, 1);
    assert_string_equal(answer.nearest[0].code, "DR 3 (0x03)");
    assert_string_equal(said("szl 0501"), "");
    assert_string_equal(answer.nearest[0].code, "SZL 0000");
    assert_string_equal(said("exit 41"), "");
    assert_string_equal(answer.nearest[0].code, "exit 40");
    assert_string_equal(bare("9999999999"), "");
    assert_int_equal(answer.nearest_count, 0);
}

static void meanings_are_told_once_and_while_there_is_room(void **state)
{
    (void)state;
    struct s7_meaning meaning;
    memset(&answer, 0, sizeof answer);
    assert_true(s7_explain_number(S7_EXPLAIN_ITEM, 5, false, &meaning));
    s7_explain_add(&answer, &meaning);
    s7_explain_add(&answer, &meaning);
    assert_int_equal(answer.count, 1);
    for (size_t i = 0; s7_explain_at(S7_EXPLAIN_HEADER, i, &meaning); i++) {
        s7_explain_add(&answer, &meaning);
        s7_explain_add_nearest(&answer, &meaning);
    }
    assert_int_equal(answer.count, S7_ANSWER_MOST);
    assert_int_equal(answer.nearest_count, S7_ANSWER_NEAREST);
}

/* A kind that is not named takes only what is written as its codes are. */
static void named_or_not(void **state)
{
    (void)state;
    struct s7_explain_digits digits;
    assert_true(s7_explain_read_digits(span_of("80"), &digits));
    memset(&answer, 0, sizeof answer);
    s7_explain_add_digits(&answer, S7_EXPLAIN_SZL, &digits, false);
    assert_int_equal(answer.count, 0);
    s7_explain_add_digits(&answer, S7_EXPLAIN_DR, &digits, false);
    assert_int_equal(answer.count, 1);
    assert_true(s7_explain_read_digits(span_of("11"), &digits));
    s7_explain_add_digits(&answer, S7_EXPLAIN_SZL, &digits, true);
    assert_string_equal(told(), "dr DR 128 (0x80)|szl SZL 0011");
    memset(&answer, 0, sizeof answer);
    assert_true(s7_explain_read_code(&answer, S7_EXPLAIN_STATUS, span_of("8")));
    assert_string_equal(told(), "status STATUS 8");
    assert_false(s7_explain_read_code(&answer, S7_EXPLAIN_STATUS, span_of("eight")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_alone),
        cmocka_unit_test(numbers_of_a_named_kind),
        cmocka_unit_test(no_number_behind_the_kind),
        cmocka_unit_test(unknown_numbers_have_neighbours),
        cmocka_unit_test(meanings_are_told_once_and_while_there_is_room),
        cmocka_unit_test(named_or_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
