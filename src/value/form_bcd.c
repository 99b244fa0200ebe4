/* SPDX-License-Identifier: MIT
 *
 * Timers and counters: three BCD digits; a timer's word also holds its base (10 ms, 100 ms, 1 s, 10 s).
 */
#include <inttypes.h>

#include "value/form.h"

enum { BASE_COUNT = 4 };

static const unsigned bases_ms[BASE_COUNT] = {10, 100, 1000, 10000};

/** Lowest three BCD digits; false: one of them is above 9. */
static bool from_bcd(uint32_t raw, unsigned *ret_number)
{
    unsigned hundreds = raw >> 8 & 0xF;
    unsigned tens = raw >> 4 & 0xF;
    unsigned ones = raw & 0xF;
    if (hundreds > 9 || tens > 9 || ones > 9)
        return false;
    *ret_number = hundreds * 100 + tens * 10 + ones;
    return true;
}

static uint32_t to_bcd(uint64_t number)
{
    return (uint32_t)(number / 100 << 8 | number / 10 % 10 << 4 | number % 10);
}

static int count_decode(const struct s7_type_row *row, uint32_t raw, struct s7_value *ret_value)
{
    (void)row;
    unsigned number = 0;
    if (raw >> 12 || !from_bcd(raw, &number))
        return S7_ERR_LOCAL_VALUE;
    ret_value->as.unsigned_ = number;
    return S7_OK;
}

static int count_encode(const struct s7_type_row *row, const struct s7_value *value, uint32_t *ret_raw)
{
    uint32_t number = 0;
    int error = s7_form_unsigned_encode(row, value, &number);
    if (!error)
        *ret_raw = to_bcd(number);
    return error;
}

/** Also as STEP 7 writes it: C#55. */
static int count_parse(const struct s7_type_row *row, struct s7_scan *scan, struct s7_value *ret_value)
{
    s7_scan_word(scan, "C#");
    return s7_form_unsigned_parse(row, scan, ret_value);
}

static void count_format(const struct s7_type_row *row, const struct s7_value *value, struct s7_strbuf *buf)
{
    (void)row;
    s7_strbuf_printf(buf, "%" PRIu64, value->as.unsigned_);
}

static int time_decode(const struct s7_type_row *row, uint32_t raw, struct s7_value *ret_value)
{
    (void)row;
    unsigned number = 0;
    if (!from_bcd(raw, &number))
        return S7_ERR_LOCAL_VALUE;
    ret_value->as.unsigned_ = (uint64_t)number * bases_ms[raw >> 12 & 3];
    return S7_OK;
}

/** The finest base that holds the time exactly; BASE_COUNT: none does. */
static unsigned base_of(uint64_t ms)
{
    unsigned base = 0;
    while (base < BASE_COUNT && (ms % bases_ms[base] != 0 || ms / bases_ms[base] > 999))
        base++;
    return base;
}

static int time_encode(const struct s7_type_row *row, const struct s7_value *value, uint32_t *ret_raw)
{
    (void)row;
    unsigned base = base_of(value->as.unsigned_);
    if (base == BASE_COUNT)
        return S7_ERR_LOCAL_VALUE;
    *ret_raw = base << 12 | to_bcd(value->as.unsigned_ / bases_ms[base]);
    return S7_OK;
}

static const struct {
    const char *name;
    unsigned ms;
} units[] = {{"h", 3600000}, {"ms", 1}, {"m", 60000}, {"s", 1000}};

static void time_format(const struct s7_type_row *row, const struct s7_value *value, struct s7_strbuf *buf)
{
    (void)row;
    uint64_t ms = value->as.unsigned_;
    s7_strbuf_add(buf, "S5T#");
    if (ms == 0)
        s7_strbuf_add(buf, "0ms");
    if (ms / 3600000)
        s7_strbuf_printf(buf, "%" PRIu64 "h", ms / 3600000);
    if (ms / 60000 % 60)
        s7_strbuf_printf(buf, "%" PRIu64 "m", ms / 60000 % 60);
    if (ms / 1000 % 60)
        s7_strbuf_printf(buf, "%" PRIu64 "s", ms / 1000 % 60);
    if (ms % 1000)
        s7_strbuf_printf(buf, "%" PRIu64 "ms", ms % 1000);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/** One part like "30s", added to *ms. */
static int take_part(const struct s7_type_row *row, struct s7_scan *scan, uint64_t *ms)
{
    size_t start = scan->at;
    uint64_t number = 0;
    for (; is_digit(s7_scan_peek(scan)); scan->at++)
        if (number <= (uint64_t)row->highest)
            number = number * 10 + (uint64_t)(s7_scan_peek(scan) - '0');
    if (scan->at == start)
        return s7_scan_fail(scan, scan->at, "a time is written like S5T#1m30s or S5T#500ms");
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (!s7_scan_word(scan, units[i].name))
            continue;
        *ms += number * units[i].ms;
        if (*ms > (uint64_t)row->highest)
            return s7_scan_fail(scan, start, "a timer holds up to S5T#2h46m30s");
        return S7_OK;
    }
    return s7_scan_fail(scan, scan->at, "a unit is missing here: h, m, s or ms");
}

static int time_parse(const struct s7_type_row *row, struct s7_scan *scan, struct s7_value *ret_value)
{
    uint64_t ms = 0;
    size_t start = scan->at;
    int error = S7_OK;
    if (s7_scan_word(scan, "S5T#") || s7_scan_word(scan, "S5TIME#")) {
        do
            error = take_part(row, scan, &ms);
        while (!error && scan->at < scan->length);
    } else {
        int64_t number = 0;
        error = s7_scan_whole(scan, row->name, row->lowest, row->highest, &number);
        ms = (uint64_t)number;
    }
    if (error)
        return error;
    if (base_of(ms) == BASE_COUNT)
        return s7_scan_fail(scan, start,
                            "a timer has three digits of 10 ms, 100 ms, 1 s or 10 s: this time needs more");
    ret_value->as.unsigned_ = ms;
    return S7_OK;
}

static int time_number(const struct s7_type_row *row, double number, struct s7_value *ret_value)
{
    int64_t whole = 0;
    int error = s7_form_round(row, number, &whole);
    if (error || base_of((uint64_t)whole) == BASE_COUNT)
        return S7_ERR_LOCAL_VALUE;
    ret_value->as.unsigned_ = (uint64_t)whole;
    return S7_OK;
}

const struct s7_form s7_form_time = {time_decode, time_encode, time_format, time_parse, time_number};
const struct s7_form s7_form_count = {count_decode, count_encode, count_format, count_parse,
                                      s7_form_unsigned_number};
