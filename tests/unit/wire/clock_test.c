/* SPDX-License-Identifier: MIT */
#include "wire/clock.h"

#include "cases.h"
#include "check.h"
#include "random_message.h"
#include "sieben/error.h"

static void test_captured_times(void **state)
{
    (void)state;
    /* ALL#46, Monday 2016-02-08, with the century of an S7-300 */
    const uint8_t octets[] = {0x00, 0x19, 0x16, 0x02, 0x08, 0x14, 0x51, 0x37, 0x91, 0x62};
    struct s7_time10 payload;
    struct s7_clock clock;
    assert_int_equal(s7_time10_decode((struct s7_octets){octets, sizeof octets}, &payload), S7_OK);
    assert_int_equal(payload.century, 0x19);
    assert_int_equal(s7_time8_decode(payload.time, &clock), S7_OK);
    assert_int_equal(clock.year, 2016);
    assert_int_equal(clock.month, 2);
    assert_int_equal(clock.day, 8);
    assert_int_equal(clock.hour, 14);
    assert_int_equal(clock.minute, 51);
    assert_int_equal(clock.second, 37);
    assert_int_equal(clock.millisecond, 916);
    assert_int_equal(clock.weekday, 2);
    const uint8_t old[] = {0x94, 0x01, 0x09, 0x21,
                           0x53, 0x42, 0x15, 0x21}; /* STOP#3: the clock was never set */
    assert_int_equal(s7_time8_decode(old, &clock), S7_OK);
    assert_int_equal(clock.year, 1994);
}

static void test_century_is_written_as_asked(void **state)
{
    (void)state;
    const struct s7_clock clock = {.year = 2016,
                                   .month = 2,
                                   .day = 8,
                                   .hour = 14,
                                   .minute = 51,
                                   .second = 37,
                                   .weekday = 2,
                                   .millisecond = 916};
    const uint8_t expected[] = {0x00, 0x19, 0x16, 0x02, 0x08, 0x14, 0x51, 0x37, 0x91, 0x62};
    uint8_t octets[S7_TIME10_SIZE];
    struct s7_time10 payload = s7_time10_of(&clock, 19);
    struct s7_writer writer = s7_writer_over(octets, sizeof octets);
    s7_time10_encode(&writer, &payload);
    assert_true(!writer.bad && s7_writer_size(&writer) == sizeof octets);
    assert_memory_equal(octets, expected, sizeof octets);
    payload = s7_time10_of(&clock, 20);
    assert_int_equal(payload.century, 0x20);
}

static void test_sizes(void **state)
{
    (void)state;
    const uint8_t octets[12] = {0};
    for (size_t size = 0; size <= sizeof octets; size++) {
        struct s7_time10 payload = {.reserved = 77};
        int expected = size == S7_TIME10_SIZE ? S7_OK : S7_ERR_S7_MALFORMED;
        assert_int_equal(s7_time10_decode((struct s7_octets){octets, size}, &payload), expected);
        assert_int_equal(payload.reserved, expected == S7_OK ? 0 : 77);
    }
}

static void assert_decodes(const uint8_t good[S7_TIME8_SIZE], size_t at, uint8_t octet, bool decodes)
{
    uint8_t octets[S7_TIME8_SIZE];
    struct s7_clock clock = {.year = 77};
    memcpy(octets, good, sizeof octets);
    octets[at] = octet;
    assert_int_equal(s7_time8_decode(octets, &clock), decodes ? S7_OK : S7_ERR_S7_MALFORMED);
    assert_true(decodes || clock.year == 77);
}

static void test_every_octet_is_checked(void **state)
{
    (void)state;
    const uint8_t good[] = {0x16, 0x02, 0x08, 0x14, 0x51, 0x37, 0x91, 0x62};
    static const unsigned least[] = {0, 1, 1, 0, 0, 0, 0, 0};
    static const unsigned most[] = {99, 12, 29, 23, 59, 59, 99, 97};
    for (size_t at = 0; at < S7_TIME8_SIZE; at++) {
        for (unsigned octet = 0; octet < 256; octet++) {
            unsigned tens = octet >> 4, ones = octet & 0x0F, value = tens * 10 + ones;
            bool bcd = tens <= 9 && ones <= 9;
            bool in_range = value >= least[at] && value <= most[at];
            if (at == S7_TIME8_SIZE - 1)
                in_range = ones <= 7; /* milliseconds and weekday, 0: undefined */
            assert_decodes(good, at, (uint8_t)octet, bcd && in_range);
        }
    }
}

static void test_calendar(void **state)
{
    (void)state;
    const uint8_t leap[] = {0x00, 0x02, 0x29, 0, 0, 0, 0, 0};
    const uint8_t thirty[] = {0x16, 0x04, 0x30, 0, 0, 0, 0, 0};
    assert_decodes(leap, 0, 0x00, true); /* 2000 */
    assert_decodes(leap, 0, 0x89, false);
    assert_decodes(leap, 0, 0x88, true); /* 2088 */
    assert_decodes(leap, 0, 0x92, true); /* 1992 */
    assert_decodes(leap, 0, 0x90, false);
    assert_decodes(thirty, 2, 0x30, true);
    assert_decodes(thirty, 2, 0x31, false);
    assert_decodes(thirty, 1, 0x12, true);
}

static void test_valid(void **state)
{
    (void)state;
    const struct s7_clock good = {.year = 1990,
                                  .month = 12,
                                  .day = 31,
                                  .hour = 23,
                                  .minute = 59,
                                  .second = 59,
                                  .weekday = 7,
                                  .millisecond = 999};
    struct s7_clock clock = good;
    assert_true(s7_clock_valid(&clock));
    clock.year = 1989;
    assert_false(s7_clock_valid(&clock));
    clock.year = 2090;
    assert_false(s7_clock_valid(&clock));
    clock = good;
    clock.month = 13;
    assert_false(s7_clock_valid(&clock));
    clock.month = 0;
    assert_false(s7_clock_valid(&clock));
    clock = good;
    clock.millisecond = 1000;
    assert_false(s7_clock_valid(&clock));
    clock = good;
    clock.weekday = 8;
    assert_false(s7_clock_valid(&clock));
}

static struct s7_clock random_time(struct s7_chance *chance)
{
    return (struct s7_clock){.year = (uint16_t)(1990 + s7_chance_below(chance, 100)),
                             .month = (uint8_t)(1 + s7_chance_below(chance, 12)),
                             .day = (uint8_t)(1 + s7_chance_below(chance, 31)),
                             .hour = (uint8_t)s7_chance_below(chance, 24),
                             .minute = (uint8_t)s7_chance_below(chance, 60),
                             .second = (uint8_t)s7_chance_below(chance, 60),
                             .weekday = (uint8_t)s7_chance_below(chance, 8),
                             .millisecond = (uint16_t)s7_chance_below(chance, 1000)};
}

static void test_random_times_come_back(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("clock");
    for (unsigned long i = 0; i < cases_count(); i++) {
        struct s7_clock clock = random_time(&chance), again;
        uint8_t octets[S7_TIME8_SIZE];
        if (!s7_clock_valid(&clock))
            continue;
        s7_time8_encode(&clock, octets);
        assert_int_equal(s7_time8_decode(octets, &again), S7_OK);
        assert_true(again.year == clock.year && again.month == clock.month && again.day == clock.day);
        assert_true(again.hour == clock.hour && again.minute == clock.minute && again.second == clock.second);
        assert_true(again.millisecond == clock.millisecond && again.weekday == clock.weekday);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_captured_times),
        cmocka_unit_test(test_century_is_written_as_asked),
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_every_octet_is_checked),
        cmocka_unit_test(test_calendar),
        cmocka_unit_test(test_valid),
        cmocka_unit_test(test_random_times_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
