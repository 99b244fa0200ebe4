/* SPDX-License-Identifier: MIT */
#include "value/decimal.h"

#include <float.h>
#include <stdio.h>
#include <stdlib.h>

struct digits {
    const char *text;
    size_t length;
    size_t at;
    char *plain;
    size_t used;
    size_t count; /**< digits taken so far */
    int shift;    /**< powers of ten that the point took away */
};

static bool is_digit(const struct digits *d)
{
    return d->at < d->length && d->text[d->at] >= '0' && d->text[d->at] <= '9';
}

static bool take_octet(struct digits *d, char c)
{
    if (d->at >= d->length || d->text[d->at] != c)
        return false;
    d->at++;
    return true;
}

/** Takes digits up to the limit; false when there are too many. */
static bool take_digits(struct digits *d)
{
    for (; is_digit(d); d->at++) {
        if (d->count == S7_DECIMAL_DIGITS)
            return false;
        d->plain[d->used++] = d->text[d->at];
        d->count++;
    }
    return true;
}

static bool take_mantissa(struct digits *d)
{
    if (take_octet(d, '-'))
        d->plain[d->used++] = '-';
    if (!is_digit(d) || !take_digits(d))
        return false;
    if (!take_octet(d, '.'))
        return true;
    size_t before = d->count;
    if (!is_digit(d) || !take_digits(d))
        return false;
    d->shift = -(int)(d->count - before);
    return true;
}

static bool take_exponent(struct digits *d)
{
    if (!take_octet(d, 'e') && !take_octet(d, 'E'))
        return true;
    bool negative = take_octet(d, '-');
    if (!negative)
        take_octet(d, '+');
    if (!is_digit(d))
        return false;
    int exponent = 0;
    for (int i = 0; is_digit(d); i++, d->at++) {
        if (i == 4)
            return false;
        exponent = exponent * 10 + (d->text[d->at] - '0');
    }
    d->shift += negative ? -exponent : exponent;
    return true;
}

size_t s7_decimal_plain(const char *text, size_t length, char *ret_plain)
{
    char plain[S7_DECIMAL_SIZE];
    struct digits d = {.text = text, .length = length, .plain = plain};
    if (!take_mantissa(&d) || !take_exponent(&d) || d.at != length)
        return d.at + 1;
    snprintf(ret_plain, S7_DECIMAL_SIZE, "%.*se%d", (int)d.used, plain, d.shift);
    return 0;
}

bool s7_decimal_parse(const char *text, size_t length, double *ret_number)
{
    char plain[S7_DECIMAL_SIZE];
    if (s7_decimal_plain(text, length, plain) != 0)
        return false;
    double number = strtod(plain, NULL);
    if (number > DBL_MAX || number < -DBL_MAX)
        return false;
    *ret_number = number;
    return true;
}
