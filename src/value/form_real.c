/* SPDX-License-Identifier: MIT
 *
 * REAL: IEEE 754 single, as the shortest text that reads back to the same bits.
 */
#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "value/decimal.h"
#include "value/form.h"

_Static_assert(sizeof(float) == 4 && FLT_MANT_DIG == 24, "float is IEEE 754 single");

enum { QUIET_NAN = 0x7FC00000, EXPONENT_BITS = 0x7F800000, SIGN_BIT_SHIFT = 31 };

/** digits[0].digits[1…] × 10^exponent; without sign. */
struct scientific {
    char digits[16];
    int count;
    int exponent;
};

static uint32_t bits_of(float real)
{
    uint32_t bits;
    memcpy(&bits, &real, sizeof bits);
    return bits;
}

static float real_of(uint32_t bits)
{
    float real;
    memcpy(&real, &bits, sizeof real);
    return real;
}

/** `precision` significant digits; the octets between first digit and exponent may be any decimal point. */
static struct scientific scientific_of(float real, int precision)
{
    char text[48];
    snprintf(text, sizeof text, "%.*e", precision - 1, (double)real);
    struct scientific s = {.count = 0};
    const char *at = text;
    for (; *at != 'e'; at++)
        if (*at >= '0' && *at <= '9' && s.count < (int)sizeof s.digits)
            s.digits[s.count++] = *at;
    s.exponent = (int)strtol(at + 1, NULL, 10);
    return s;
}

static float real_from(const struct scientific *s)
{
    char text[48];
    snprintf(text, sizeof text, "%.*se%d", s->count, s->digits, s->exponent - (s->count - 1));
    return strtof(text, NULL);
}

static struct scientific shortest_of(float positive)
{
    struct scientific s = scientific_of(positive, 1);
    for (int precision = 2; bits_of(real_from(&s)) != bits_of(positive) && precision <= 9; precision++)
        s = scientific_of(positive, precision);
    return s;
}

static void add_fixed(const struct scientific *s, struct s7_strbuf *buf)
{
    int point = s->exponent + 1; /* digits in front of the point */
    if (point <= 0)
        s7_strbuf_add(buf, "0.");
    for (int i = point < 0 ? point : 0; i < 0; i++)
        s7_strbuf_char(buf, '0');
    for (int i = 0; i < s->count || i < point; i++) {
        if (i > 0 && i == point)
            s7_strbuf_char(buf, '.');
        s7_strbuf_char(buf, i < s->count ? s->digits[i] : '0');
    }
    if (point >= s->count)
        s7_strbuf_add(buf, ".0");
}

static void add_scientific(const struct scientific *s, struct s7_strbuf *buf)
{
    s7_strbuf_printf(buf, "%c.%.*se%d", s->digits[0], s->count > 1 ? s->count - 1 : 1,
                     s->count > 1 ? s->digits + 1 : "0", s->exponent);
}

static int real_decode(const struct s7_type_row *row, uint32_t raw, struct s7_value *ret_value)
{
    (void)row;
    ret_value->as.real = real_of(raw);
    return S7_OK;
}

static int real_encode(const struct s7_type_row *row, const struct s7_value *value, uint32_t *ret_raw)
{
    (void)row;
    memcpy(ret_raw, &value->as.real, sizeof *ret_raw);
    return S7_OK;
}

static void real_format(const struct s7_type_row *row, const struct s7_value *value, struct s7_strbuf *buf)
{
    (void)row;
    uint32_t bits;
    memcpy(&bits, &value->as.real, sizeof bits);
    uint32_t magnitude = bits & 0x7FFFFFFF;
    if (magnitude > EXPONENT_BITS) {
        s7_strbuf_add(buf, "NaN");
        if (bits != QUIET_NAN)
            s7_strbuf_printf(buf, "(16#%08X)", (unsigned)bits);
        return;
    }
    if (bits >> SIGN_BIT_SHIFT)
        s7_strbuf_char(buf, '-');
    if (magnitude == EXPONENT_BITS) {
        s7_strbuf_add(buf, "inf");
        return;
    }
    struct scientific s = shortest_of(real_of(magnitude));
    if (s.exponent >= -5 && s.exponent <= 8)
        add_fixed(&s, buf);
    else
        add_scientific(&s, buf);
}

/** "NaN" or "NaN(16#7FC00001)": the bits behind it must be those of a NaN. */
static int parse_nan(struct s7_scan *scan, struct s7_value *ret_value)
{
    int64_t bits = QUIET_NAN;
    size_t start = scan->at;
    if (s7_scan_word(scan, "(16#")) {
        if (scan->length == 0 || scan->text[scan->length - 1] != ')')
            return s7_scan_fail(scan, scan->length, "a closing ) is missing here");
        struct s7_scan inside = *scan;
        inside.length--;
        inside.at -= 3;
        int error = s7_scan_whole(&inside, "REAL", 0, UINT32_MAX, &bits);
        if (error)
            return error;
        scan->at = scan->length;
    }
    if (scan->at != scan->length || (bits & 0x7FFFFFFF) <= EXPONENT_BITS)
        return s7_scan_fail(scan, start, "NaN stands alone or with the bits of a NaN: NaN(16#7FC00001)");
    uint32_t raw = (uint32_t)bits;
    memcpy(&ret_value->as.real, &raw, sizeof raw);
    return S7_OK;
}

static int parse_decimal(struct s7_scan *scan, struct s7_value *ret_value)
{
    char plain[S7_DECIMAL_SIZE];
    size_t wrong = s7_decimal_plain(scan->text + scan->at, scan->length - scan->at, plain);
    if (wrong)
        return s7_scan_fail(scan, scan->at + wrong - 1, "REAL is a decimal number: 20.5 or 1.0e-3");
    float real = strtof(plain, NULL);
    if (real > FLT_MAX || real < -FLT_MAX)
        return s7_scan_fail(scan, scan->at, "REAL holds up to 3.4028235e38 in both directions");
    scan->at = scan->length;
    ret_value->as.real = real;
    return S7_OK;
}

static int real_parse(const struct s7_type_row *row, struct s7_scan *scan, struct s7_value *ret_value)
{
    (void)row;
    if (s7_scan_word(scan, "nan"))
        return parse_nan(scan, ret_value);
    size_t start = scan->at;
    bool negative = s7_scan_word(scan, "-");
    if (s7_scan_word(scan, "inf") && scan->at == scan->length) {
        ret_value->as.real = real_of(EXPONENT_BITS | (negative ? 1U << SIGN_BIT_SHIFT : 0));
        return S7_OK;
    }
    scan->at = start;
    return parse_decimal(scan, ret_value);
}

static int real_number(const struct s7_type_row *row, double number, struct s7_value *ret_value)
{
    (void)row;
    if (!(number >= -(double)FLT_MAX && number <= (double)FLT_MAX))
        return S7_ERR_LOCAL_VALUE;
    ret_value->as.real = (float)number;
    return S7_OK;
}

const struct s7_form s7_form_real = {real_decode, real_encode, real_format, real_parse, real_number};
