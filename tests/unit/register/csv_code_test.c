/* SPDX-License-Identifier: MIT */
#include "register/csv_code.h"

#include <string.h>

#include "check.h"

static void characters_are_well_formed(void **state)
{
    (void)state;
    static const char *const good[] = {"a",
                                       "\x7F",
                                       "\xC2\x80",
                                       "\xDF\xBF",
                                       "\xE0\xA0\x80",
                                       "\xED\x9F\xBF",
                                       "\xEE\x80\x80",
                                       "\xF0\x90\x80\x80",
                                       "\xF4\x8F\xBF\xBF"};
    static const char *const bad[] = {"\x80",
                                      "\xBF",
                                      "\xC0\x80",
                                      "\xC1\xBF",
                                      "\xC2",
                                      "\xC2.",
                                      "\xE0\x9F\xBF",
                                      "\xED\xA0\x80",
                                      "\xE2\x82",
                                      "\xF0\x8F\xBF\xBF",
                                      "\xF4\x90\x80\x80",
                                      "\xF5\x80\x80\x80",
                                      "\xFC"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_int_equal(s7_csv_character(good[i], strlen(good[i])), strlen(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(s7_csv_character(bad[i], strlen(bad[i])), 0);
    assert_int_equal(s7_csv_character("", 1), 0);
    assert_int_equal(s7_csv_character("a", 0), 0);
    assert_int_equal(s7_csv_character("\xE2\x82\xAC", 2), 0); /* the third octet is not there */
}

static void what_is_no_text_is_named(void **state)
{
    (void)state;
    assert_non_null(strstr(s7_csv_flaw("\xFF\xFE"
                                       "a",
                                       3),
                           "UTF-16"));
    assert_non_null(strstr(s7_csv_flaw("\xFE\xFF", 2), "UTF-16"));
    assert_non_null(strstr(s7_csv_flaw("PK\x03\x04xyz", 7), "workbook"));
    assert_non_null(strstr(s7_csv_flaw("\xD0\xCF\x11\xE0", 4), "workbook"));
    assert_null(s7_csv_flaw("PK\x03", 3));
    assert_null(s7_csv_flaw("", 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(characters_are_well_formed),
                                       cmocka_unit_test(what_is_no_text_is_named)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
