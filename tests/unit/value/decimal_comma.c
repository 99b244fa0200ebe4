/* SPDX-License-Identifier: MIT
 *
 * The promise of value/decimal.h, whatever locales this machine has: the linker puts the functions below in the
 * place of libc's, and they behave as in a locale whose decimal point is a comma.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "value/decimal.h"
#include "value/type.h"

int __wrap_snprintf(char *text, size_t size, const char *format, ...);
double __wrap_strtod(const char *text, char **ret_end);
float __wrap_strtof(const char *text, char **ret_end);
double __real_strtod(const char *text, char **ret_end);

static unsigned long calls;

int __wrap_snprintf(char *text, size_t size, const char *format, ...)
{
    calls++;
    va_list args;
    va_start(args, format);
    int length = vsnprintf(text, size, format, args);
    va_end(args);
    for (char *point = text; (point = strchr(point, '.'));)
        *point = ',';
    return length;
}

/** A point ends the number, a comma is the point. */
static void comma_number(const char *text, char *ret_number, size_t size)
{
    size_t length = strcspn(text, ".");
    assert_true(length < size);
    memcpy(ret_number, text, length);
    ret_number[length] = '\0';
    char *comma = strchr(ret_number, ',');
    if (comma)
        *comma = '.';
}

double __wrap_strtod(const char *text, char **ret_end)
{
    char number[S7_DECIMAL_SIZE];
    calls++;
    assert_null(ret_end);
    comma_number(text, number, sizeof number);
    return __real_strtod(number, NULL);
}

float __wrap_strtof(const char *text, char **ret_end)
{
    return (float)__wrap_strtod(text, ret_end);
}

static void the_replaced_functions_have_a_comma(void **state)
{
    (void)state;
    char text[16];
    assert_int_equal(snprintf(text, sizeof text, "%.1f", 2.5), 3);
    assert_string_equal(text, "2,5");
    double number = strtod("2.5", NULL);
    assert_true(number > 1.9 && number < 2.1);
}

static void decimals_are_read_with_a_point(void **state)
{
    (void)state;
    double number = 0;
    unsigned long before = calls;
    assert_true(s7_decimal_parse("-12.50e1", 8, &number));
    assert_true(number > -125.1 && number < -124.9);
    assert_true(calls > before);
    assert_false(s7_decimal_parse("12,5", 4, &number));
}

static void reals_have_a_point(void **state)
{
    (void)state;
    static const char *const texts[] = {"20.5", "-0.1", "100.0", "3.4028235e38", "1.5e-7", "16777216.0", "0.0"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct s7_value value;
        char text[40];
        struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
        unsigned long before = calls;
        assert_int_equal(s7_value_parse(S7_TYPE_REAL, texts[i], strlen(texts[i]), &value, NULL), S7_OK);
        s7_value_format(&value, &buf);
        assert_string_equal(text, texts[i]);
        assert_true(calls > before + 1);
    }
    struct s7_value value;
    assert_int_equal(s7_value_parse(S7_TYPE_REAL, "20,5", 4, &value, NULL), S7_ERR_LOCAL_VALUE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_replaced_functions_have_a_comma),
        cmocka_unit_test(decimals_are_read_with_a_point),
        cmocka_unit_test(reals_have_a_point),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
