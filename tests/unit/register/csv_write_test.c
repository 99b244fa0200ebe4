/* SPDX-License-Identifier: MIT */
#include "register/csv_write.h"

#include <stdlib.h>

#include "check.h"

static void expect(const char *text, const char *expected)
{
    struct s7_fmt_out out = {.text = NULL};
    s7_csv_write_field(&out, text, ';', false);
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

static void the_last_field_ends_the_record(void **state)
{
    (void)state;
    struct s7_fmt_out out = {.text = NULL};
    s7_csv_write_field(&out, "a", ',', false);
    s7_csv_write_field(&out, "b", ',', true);
    assert_string_equal(out.text, "a,b\r\n");
    free(out.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_needs_quotes_has_them),
                                       cmocka_unit_test(no_field_is_a_formula),
                                       cmocka_unit_test(the_last_field_ends_the_record)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
