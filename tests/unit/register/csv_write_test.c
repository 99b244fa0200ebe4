/* SPDX-License-Identifier: MIT */
#include "register/csv_write.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

static void expect(const char *text, const char *expected)
{
    struct s7_fmt_out out = {.text = NULL};
    s7_csv_write_field(&out, text, S7_CSV_HOLDS_VALUE, ';', false);
    assert_string_equal(out.text, expected);
    free(out.text);
}

static void what_needs_quotes_has_them(void **state)
{
    (void)state;
    expect("plain", "plain;");
    expect("", ";");
    expect("a;b", "\"a;b\";");
    expect("a,b", "\"a,b\";");
    expect("a\nb", "\"a\nb\";");
    expect("say \"x\"", "\"say \"\"x\"\"\";");
    expect("\"\"", "\"\"\"\"\"\";");
    expect(" a", "\" a\";");
}

static void no_field_is_a_formula(void **state)
{
    (void)state;
    expect("=1+1", "'=1+1;");
    expect("=L4+OV", "'=L4+OV;");
    expect("+a", "'+a;");
    expect("-a", "'-a;");
    expect("@x", "'@x;");
    expect("'x", "''x;");
    expect("\tx", "\"'\tx\";");
    expect("\xEF\xBC\x9D"
           "1",
           "'\xEF\xBC\x9D"
           "1;");
    expect("-12", "-12;");
    expect("+0.5", "+0.5;");
    expect("-1,5", "\"-1,5\";");
    expect("-1.5.6", "'-1.5.6;");
    expect("-", "'-;");
    expect("-5.", "'-5.;");
}

/** What Excel and Calc make another text of; and what they leave alone. */
static void what_would_come_back_as_another_text_is_marked(void **state)
{
    (void)state;
    static const char *const changed[] = {"007",
                                          "00123",
                                          "1.10",
                                          "10.10",
                                          "0302",
                                          "03.02",
                                          "1E5",
                                          "1e5",
                                          "10E1",
                                          "4.5",
                                          "1,5",
                                          "3.2.7",
                                          "12:30",
                                          "10:30:00",
                                          "2026-01-02",
                                          "2026-11-20 06:00:00",
                                          "1/2",
                                          "5 %",
                                          "+5",
                                          "-5.50",
                                          "$5",
                                          "DEC1",
                                          "1-Mar",
                                          "MAR-1",
                                          "Mai 2026",
                                          "3. Oktober",
                                          "TRUE",
                                          "falsch",
                                          "1234567890123456",
                                          "192.168.100.200",
                                          "1.000.000",
                                          "5."};
    static const char *const kept[] = {"0",
                                       "7",
                                       "1001",
                                       "256",
                                       "C-001",
                                       "V2.9",
                                       "10.0.0.1",
                                       "10.1.0.0/16",
                                       "fd00::5",
                                       "10.0.0.5:1102",
                                       "28:63:36:01:02:03",
                                       "T5",
                                       "MARCEL1",
                                       "MARCH",
                                       "W#16#100",
                                       "1s",
                                       "MA1",
                                       "5/s",
                                       "truer",
                                       "0.0.0.0"};
    for (size_t i = 0; i < sizeof changed / sizeof changed[0]; i++) {
        struct s7_fmt_out out = {.text = NULL};
        s7_csv_write_field(&out, changed[i], S7_CSV_HOLDS_TEXT, '\t', false);
        if (!strstr(out.text, "'"))
            fail_msg("%s is written as it is", changed[i]);
        free(out.text);
    }
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        struct s7_fmt_out out = {.text = NULL};
        s7_csv_write_field(&out, kept[i], S7_CSV_HOLDS_TEXT, '\t', false);
        if (strstr(out.text, "'"))
            fail_msg("%s is marked", kept[i]);
        free(out.text);
    }
    expect("007", "007;"); /* of a number it is only another form */
}

static void the_last_field_ends_the_record(void **state)
{
    (void)state;
    struct s7_fmt_out out = {.text = NULL};
    s7_csv_write_field(&out, "a", S7_CSV_HOLDS_VALUE, ',', false);
    s7_csv_write_field(&out, "b", S7_CSV_HOLDS_VALUE, ',', true);
    assert_string_equal(out.text, "a,b\r\n");
    free(out.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_needs_quotes_has_them),
                                       cmocka_unit_test(no_field_is_a_formula),
                                       cmocka_unit_test(what_would_come_back_as_another_text_is_marked),
                                       cmocka_unit_test(the_last_field_ends_the_record)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
