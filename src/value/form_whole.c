/* SPDX-License-Identifier: MIT
 *
 * BOOL, the bit strings BYTE WORD DWORD, and the whole numbers INT DINT.
 */
#include <inttypes.h>

#include "value/form.h"

int s7_form_round(const struct s7_type_row *row, double number, int64_t *ret_whole)
{
    if (!(number > (double)row->lowest - 0.5 && number < (double)row->highest + 0.5))
        return S7_ERR_LOCAL_VALUE;
    /* adding 0.5 before cutting would itself be rounded: 0.49999999999999994 + 0.5 is 1.0 */
    int64_t whole = (int64_t)number;
    double rest = number - (double)whole;
    *ret_whole = whole + (rest >= 0.5) - (rest <= -0.5);
    return S7_OK;
}

static int boolean_decode(const struct s7_type_row *row, uint32_t raw, struct s7_value *ret_value)
{
    (void)row;
    ret_value->as.boolean = raw & 1;
    return S7_OK;
}

static int boolean_encode(const struct s7_type_row *row, const struct s7_value *value, uint32_t *ret_raw)
{
    (void)row;
    *ret_raw = value->as.boolean;
    return S7_OK;
}

static void boolean_format(const struct s7_type_row *row, const struct s7_value *value, struct s7_strbuf *buf)
{
    (void)row;
    s7_strbuf_add(buf, value->as.boolean ? "true" : "false");
}

static int boolean_parse(const struct s7_type_row *row, struct s7_scan *scan, struct s7_value *ret_value)
{
    bool is_true = s7_scan_word(scan, "true");
    if (is_true || s7_scan_word(scan, "false")) {
        if (scan->at < scan->length)
            return s7_scan_fail(scan, scan->at, "nothing may follow true or false");
        ret_value->as.boolean = is_true;
        return S7_OK;
    }
    char first = s7_scan_peek(scan);
    if (first < '0' || first > '9')
        return s7_scan_fail(scan, scan->at, "BOOL is true, false, 1 or 0");
    int64_t number = 0;
    int error = s7_scan_whole(scan, row->name, row->lowest, row->highest, &number);
    if (!error)
        ret_value->as.boolean = number != 0;
    return error;
}

static int boolean_number(const struct s7_type_row *row, double number, struct s7_value *ret_value)
{
    int64_t whole = 0;
    int error = s7_form_round(row, number, &whole);
    if (!error)
        ret_value->as.boolean = whole != 0;
    return error;
}

static int bits_decode(const struct s7_type_row *row, uint32_t raw, struct s7_value *ret_value)
{
    (void)row;
    ret_value->as.unsigned_ = raw;
    return S7_OK;
}

int s7_form_unsigned_encode(const struct s7_type_row *row, const struct s7_value *value, uint32_t *ret_raw)
{
    if (value->as.unsigned_ > (uint64_t)row->highest)
        return S7_ERR_LOCAL_VALUE;
    *ret_raw = (uint32_t)value->as.unsigned_;
    return S7_OK;
}

/** STEP 7 says the width of a bit string in front of its base: B#16#FF, W#16#1234, DW#16#1, 2# likewise. */
static void skip_width(struct s7_scan *scan)
{
    static const char *const widths[] = {"B#", "W#", "DW#"};
    struct s7_scan ahead = *scan;
    for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++) {
        if (!s7_scan_word(&ahead, widths[i]))
            continue;
        size_t digits = ahead.at;
        if (s7_scan_word(&ahead, "16#") || s7_scan_word(&ahead, "2#"))
            scan->at = digits;
        return;
    }
}

static int bits_parse(const struct s7_type_row *row, struct s7_scan *scan, struct s7_value *ret_value)
{
    skip_width(scan);
    return s7_form_unsigned_parse(row, scan, ret_value);
}

static void bits_format(const struct s7_type_row *row, const struct s7_value *value, struct s7_strbuf *buf)
{
    s7_strbuf_printf(buf, "16#%0*" PRIX64, (int)(row->bits / 4), value->as.unsigned_);
}

int s7_form_unsigned_parse(const struct s7_type_row *row, struct s7_scan *scan, struct s7_value *ret_value)
{
    int64_t number = 0;
    int error = s7_scan_whole(scan, row->name, row->lowest, row->highest, &number);
    if (!error)
        ret_value->as.unsigned_ = (uint64_t)number;
    return error;
}

int s7_form_unsigned_number(const struct s7_type_row *row, double number, struct s7_value *ret_value)
{
    int64_t whole = 0;
    int error = s7_form_round(row, number, &whole);
    if (!error)
        ret_value->as.unsigned_ = (uint64_t)whole;
    return error;
}

/** The raw octets as a two's complement number of the type's width. */
static int integer_decode(const struct s7_type_row *row, uint32_t raw, struct s7_value *ret_value)
{
    int64_t number = raw;
    ret_value->as.signed_ = number > row->highest ? number - (INT64_C(1) << row->bits) : number;
    return S7_OK;
}

static int integer_encode(const struct s7_type_row *row, const struct s7_value *value, uint32_t *ret_raw)
{
    if (value->as.signed_ < row->lowest || value->as.signed_ > row->highest)
        return S7_ERR_LOCAL_VALUE;
    *ret_raw = (uint32_t)value->as.signed_ & UINT32_MAX >> (32 - row->bits);
    return S7_OK;
}

static void integer_format(const struct s7_type_row *row, const struct s7_value *value, struct s7_strbuf *buf)
{
    (void)row;
    s7_strbuf_printf(buf, "%" PRId64, value->as.signed_);
}

static int integer_parse(const struct s7_type_row *row, struct s7_scan *scan, struct s7_value *ret_value)
{
    if (row->type != S7_TYPE_DINT || !s7_scan_word(scan, "L#"))
        skip_width(scan);
    return s7_scan_whole(scan, row->name, row->lowest, row->highest, &ret_value->as.signed_);
}

static int integer_number(const struct s7_type_row *row, double number, struct s7_value *ret_value)
{
    return s7_form_round(row, number, &ret_value->as.signed_);
}

const struct s7_form s7_form_boolean = {boolean_decode, boolean_encode, boolean_format, boolean_parse,
                                        boolean_number};
const struct s7_form s7_form_bits = {bits_decode, s7_form_unsigned_encode, bits_format, bits_parse,
                                     s7_form_unsigned_number};
const struct s7_form s7_form_integer = {integer_decode, integer_encode, integer_format, integer_parse,
                                        integer_number};
