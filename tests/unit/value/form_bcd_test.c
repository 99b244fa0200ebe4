/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "check.h"
#include "value/form.h"

static const unsigned bases_ms[] = {10, 100, 1000, 10000};

static int decode(enum s7_type type, uint32_t raw, struct s7_value *ret_value)
{
    const struct s7_type_row *row = s7_type_find(type);
    return row->form->decode(row, raw, ret_value);
}

static int encode(enum s7_type type, uint64_t number, uint32_t *ret_raw)
{
    const struct s7_type_row *row = s7_type_find(type);
    struct s7_value value = {.type = type, .as.unsigned_ = number};
    return row->form->encode(row, &value, ret_raw);
}

/** -1: refused, and then the value is untouched; column and message in *error. */
static int64_t parse(enum s7_type type, const char *text, struct s7_text_error *error)
{
    const struct s7_type_row *row = s7_type_find(type);
    struct s7_scan scan = {.text = text, .length = strlen(text), .error = error};
    struct s7_value value = {.type = type, .as.unsigned_ = 4711};
    int status = row->form->parse(row, &scan, &value);
    if (status == S7_OK)
        return (int64_t)value.as.unsigned_;
    assert_int_equal(status, S7_ERR_LOCAL_VALUE);
    assert_int_equal(value.as.unsigned_, 4711);
    return -1;
}

static void assert_written(enum s7_type type, uint64_t number, const char *expected)
{
    const struct s7_type_row *row = s7_type_find(type);
    struct s7_value value = {.type = type, .as.unsigned_ = number};
    char text[40];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    row->form->format(row, &value, &buf);
    assert_string_equal(text, expected);
}

static bool is_bcd(unsigned raw)
{
    return (raw & 0xF) < 10 && (raw >> 4 & 0xF) < 10 && (raw >> 8 & 0xF) < 10;
}

static unsigned number_of(unsigned raw)
{
    return (raw >> 8 & 0xF) * 100 + (raw >> 4 & 0xF) * 10 + (raw & 0xF);
}

/** All 65536 words: exactly those of three decimal digits are counters, and each is written as it was. */
static void every_word_as_counter(void **state)
{
    (void)state;
    for (unsigned raw = 0; raw < 0x10000; raw++) {
        struct s7_value value = {.as.unsigned_ = 4711};
        uint32_t again = 0;
        if (raw > 0xFFF || !is_bcd(raw)) {
            assert_int_equal(decode(S7_TYPE_COUNTER, raw, &value), S7_ERR_LOCAL_VALUE);
            assert_int_equal(value.as.unsigned_, 4711);
            continue;
        }
        assert_int_equal(decode(S7_TYPE_COUNTER, raw, &value), S7_OK);
        assert_int_equal(value.as.unsigned_, number_of(raw));
        assert_int_equal(encode(S7_TYPE_COUNTER, value.as.unsigned_, &again), S7_OK);
        assert_int_equal(again, raw);
    }
}

/** All 65536 words: digits times base; the two highest bits are not part of a timer's value. */
static void every_word_as_timer(void **state)
{
    (void)state;
    for (unsigned raw = 0; raw < 0x10000; raw++) {
        struct s7_value value = {.as.unsigned_ = 4711};
        if (!is_bcd(raw)) {
            assert_int_equal(decode(S7_TYPE_TIMER, raw, &value), S7_ERR_LOCAL_VALUE);
            assert_int_equal(value.as.unsigned_, 4711);
            continue;
        }
        assert_int_equal(decode(S7_TYPE_TIMER, raw, &value), S7_OK);
        assert_int_equal(value.as.unsigned_, number_of(raw) * bases_ms[raw >> 12 & 3]);
    }
}

/** Every time that a timer can hold, with the finest base that holds it; every other is refused. */
static void times_take_the_finest_base(void **state)
{
    (void)state;
    for (uint64_t ms = 0; ms <= 10000000; ms += ms < 20000 ? 1 : 10) {
        unsigned base = 0;
        while (base < 4 && (ms % bases_ms[base] || ms / bases_ms[base] > 999))
            base++;
        uint32_t raw = 0xEEEEEEEE;
        struct s7_value value;
        if (base == 4) {
            assert_true(encode(S7_TYPE_TIMER, ms, &raw) == S7_ERR_LOCAL_VALUE && raw == 0xEEEEEEEE);
            continue;
        }
        assert_true(encode(S7_TYPE_TIMER, ms, &raw) == S7_OK && raw >> 12 == base);
        assert_true(decode(S7_TYPE_TIMER, raw, &value) == S7_OK && value.as.unsigned_ == ms);
    }
    uint32_t raw = 0;
    assert_int_equal(encode(S7_TYPE_TIMER, UINT64_MAX, &raw), S7_ERR_LOCAL_VALUE);
    assert_int_equal(encode(S7_TYPE_COUNTER, 1000, &raw), S7_ERR_LOCAL_VALUE);
    assert_int_equal(encode(S7_TYPE_COUNTER, UINT64_MAX, &raw), S7_ERR_LOCAL_VALUE);
    assert_int_equal(raw, 0);
}

static void times_are_written_with_the_units_they_need(void **state)
{
    (void)state;
    static const struct {
        uint64_t ms;
        const char *text;
    } rows[] = {
        {0, "S5T#0ms"},         {10, "S5T#10ms"},          {1000, "S5T#1s"},    {1500, "S5T#1s500ms"},
        {60000, "S5T#1m"},      {90000, "S5T#1m30s"},      {3600000, "S5T#1h"}, {3660000, "S5T#1h1m"},
        {3610000, "S5T#1h10s"}, {9990000, "S5T#2h46m30s"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_written(S7_TYPE_TIMER, rows[i].ms, rows[i].text);
        assert_int_equal(parse(S7_TYPE_TIMER, rows[i].text, NULL), rows[i].ms);
    }
    assert_written(S7_TYPE_COUNTER, 0, "0");
    assert_written(S7_TYPE_COUNTER, 999, "999");
}

static void other_notations_are_read(void **state)
{
    (void)state;
    assert_int_equal(parse(S7_TYPE_TIMER, "1500", NULL), 1500);
    assert_int_equal(parse(S7_TYPE_TIMER, "16#3E8", NULL), 1000);
    assert_int_equal(parse(S7_TYPE_TIMER, "s5time#90S", NULL), 90000);
    assert_int_equal(parse(S7_TYPE_TIMER, "S5T#100m", NULL), 6000000);
    assert_int_equal(parse(S7_TYPE_TIMER, "S5T#0000000000001s", NULL), 1000);
    assert_int_equal(parse(S7_TYPE_TIMER, "S5T#500ms1s", NULL), 1500);
    assert_int_equal(parse(S7_TYPE_COUNTER, "c#55", NULL), 55);
    assert_int_equal(parse(S7_TYPE_COUNTER, "16#10", NULL), 16);
}

static const struct {
    enum s7_type type;
    const char *text;
    size_t column;
    const char *says;
} faults[] = {
    {S7_TYPE_TIMER, "", 1, "missing"},
    {S7_TYPE_TIMER, "-10", 1, "TIMER holds 0 to 9990000"},
    {S7_TYPE_TIMER, "9990010", 1, "TIMER holds 0 to 9990000"},
    {S7_TYPE_TIMER, "5", 1, "a timer has three digits of 10 ms, 100 ms, 1 s or 10 s: this time needs more"},
    {S7_TYPE_TIMER, "S5T#9990s10ms", 10, "up to S5T#2h46m30s"},
    {S7_TYPE_TIMER, "S5T#10s10ms", 1, "this time needs more"},
    {S7_TYPE_TIMER, "S5T#", 5, "written like S5T#1m30s"},
    {S7_TYPE_TIMER, "S5TIME#x", 8, "written like S5T#1m30s"},
    {S7_TYPE_TIMER, "S5T#1s 5ms", 7, "written like S5T#1m30s"},
    {S7_TYPE_TIMER, "S5T#30", 7, "a unit is missing here"},
    {S7_TYPE_TIMER, "S5T#30d", 7, "a unit is missing here"},
    {S7_TYPE_TIMER, "S5T#1.5s", 6, "a unit is missing here"},
    {S7_TYPE_TIMER, "S5T#2h46m31s", 10, "up to S5T#2h46m30s"},
    {S7_TYPE_TIMER, "S5T#99900000ms", 5, "a timer holds up to S5T#2h46m30s"},
    {S7_TYPE_TIMER, "S5T#99999999999999999999999ms", 5, "up to S5T#2h46m30s"},
    {S7_TYPE_TIMER, "S5T#99999999999999999999999", 28, "a unit is missing here"},
    {S7_TYPE_COUNTER, "1000", 1, "COUNTER holds 0 to 999"},
    {S7_TYPE_COUNTER, "C#1000", 3, "COUNTER holds 0 to 999"},
    {S7_TYPE_COUNTER, "C#", 3, "missing"},
    {S7_TYPE_COUNTER, "C55", 1, "digit is expected"},
};

static void faults_are_told_with_their_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        struct s7_text_error error = {.column = 0};
        int64_t number = parse(faults[i].type, faults[i].text, &error);
        if (number != -1 || error.column != faults[i].column || !strstr(error.message, faults[i].says))
            fail_msg("\"%s\": %ld, column %zu: %s", faults[i].text, (long)number, error.column, error.message);
        assert_int_equal(parse(faults[i].type, faults[i].text, NULL), -1);
    }
}

/** The scan may already stand behind something: places still count from the beginning of the text. */
static void the_rest_of_a_scan_is_read(void **state)
{
    (void)state;
    const struct s7_type_row *row = s7_type_find(S7_TYPE_TIMER);
    struct s7_text_error error = {.column = 0};
    struct s7_scan scan = {.text = "t=S5T#12s340ms", .length = 14, .at = 2, .error = &error};
    struct s7_value value = {.as.unsigned_ = 4711};
    assert_int_equal(row->form->parse(row, &scan, &value), S7_ERR_LOCAL_VALUE);
    assert_int_equal(error.column, 3);
    scan = (struct s7_scan){.text = "t=S5T#12s340ms", .length = 9, .at = 2, .error = &error};
    assert_int_equal(row->form->parse(row, &scan, &value), S7_OK);
    assert_int_equal(value.as.unsigned_, 12000);
    assert_int_equal(scan.at, 9);
}

static void numbers_become_times_and_counts(void **state)
{
    (void)state;
    static const struct {
        enum s7_type type;
        double number;
        int64_t value; /* -1: refused */
    } rows[] = {
        {S7_TYPE_TIMER, 1500, 1500},       {S7_TYPE_TIMER, 1499.6, 1500}, {S7_TYPE_TIMER, 1501, -1},
        {S7_TYPE_TIMER, 9990000, 9990000}, {S7_TYPE_TIMER, 9990001, -1},  {S7_TYPE_TIMER, -1, -1},
        {S7_TYPE_TIMER, -0.4, 0},          {S7_TYPE_COUNTER, 999.4, 999}, {S7_TYPE_COUNTER, 999.5, -1},
        {S7_TYPE_COUNTER, 0.5, 1},         {S7_TYPE_COUNTER, -0.5, -1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct s7_type_row *row = s7_type_find(rows[i].type);
        struct s7_value value = {.as.unsigned_ = 4711};
        int error = row->form->number(row, rows[i].number, &value);
        assert_int_equal(error, rows[i].value < 0 ? S7_ERR_LOCAL_VALUE : S7_OK);
        assert_int_equal(value.as.unsigned_, rows[i].value < 0 ? 4711 : rows[i].value);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_as_counter),
        cmocka_unit_test(every_word_as_timer),
        cmocka_unit_test(times_take_the_finest_base),
        cmocka_unit_test(times_are_written_with_the_units_they_need),
        cmocka_unit_test(other_notations_are_read),
        cmocka_unit_test(faults_are_told_with_their_place),
        cmocka_unit_test(the_rest_of_a_scan_is_read),
        cmocka_unit_test(numbers_become_times_and_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
