/* SPDX-License-Identifier: MIT
 *
 * value/decimal.h — decimal fractions as text, whatever the locale says.
 *
 * strtod() and printf() follow the decimal point of the locale.  They agree in every locale on "123e-2" and on
 * digits, so numbers pass through that form.
 */
#ifndef VALUE_DECIMAL_H
#define VALUE_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>

enum {
    S7_DECIMAL_DIGITS = 64 /**< most digits accepted in a text */,
    S7_DECIMAL_SIZE = S7_DECIMAL_DIGITS + 16
};

/**
 * Rewrites "-12.50e3" as "-1250e1".  Sign, digits with at most one point, exponent of at most four digits; the whole
 * text must be used.
 * @param ret_plain  S7_DECIMAL_SIZE octets
 * @return 0, or the place (from 1) of the octet that cannot be part of a decimal number.
 */
size_t s7_decimal_plain(const char *text, size_t length, char *ret_plain);

/** Reads a decimal number.  @return false: not a number, or outside what a double holds. */
bool s7_decimal_parse(const char *text, size_t length, double *ret_number);

#endif
