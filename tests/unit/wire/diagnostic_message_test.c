/* SPDX-License-Identifier: MIT */
#include "wire/diagnostic_message.h"

#include "cases.h"
#include "check.h"
#include "random_message.h"
#include "sieben/error.h"

static void test_captured_event(void **state)
{
    (void)state;
    /* ONL#62, second record */
    const uint8_t octets[] = {0x13, 0x81, 0x1B, 0x64, 0xC7, 0x72, 0x43, 0x04, 0x08, 0x14,
                              0x77, 0x14, 0x16, 0x02, 0x08, 0x23, 0x08, 0x10, 0x26, 0x32};
    struct s7_diagnostic_event event;
    assert_int_equal(s7_diagnostic_event_decode((struct s7_octets){octets, sizeof octets}, &event), S7_OK);
    assert_int_equal(event.event, 0x1381);
    assert_int_equal(event.priority, 0x1B);
    assert_int_equal(event.ob, 0x64);
    assert_int_equal(event.dat_id, 0xC772);
    assert_int_equal(event.info1, 0x4304);
    assert_int_equal(event.info2, 0x08147714);
    assert_memory_equal(event.time, octets + 12, S7_TIME8_SIZE);
    assert_int_equal(s7_event_class(event.event), 1);
    assert_int_equal(s7_event_number(event.event), 0x81);
    assert_true(s7_event_entering(event.event));
    assert_false(s7_event_entering(0x4200));
}

static void test_sizes(void **state)
{
    (void)state;
    const uint8_t octets[24] = {0};
    for (size_t size = 0; size <= sizeof octets; size++) {
        struct s7_diagnostic_event event = {.event = 77};
        bool fits = size == S7_DIAGNOSTIC_EVENT_SIZE;
        assert_int_equal(s7_diagnostic_event_decode((struct s7_octets){octets, size}, &event),
                         fits ? S7_OK : S7_ERR_S7_MALFORMED);
        assert_int_equal(event.event, fits ? 0 : 77);
    }
}

static void test_random_events_come_back(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("diagnostic event");
    for (unsigned long i = 0; i < cases_count(); i++) {
        struct s7_diagnostic_event event = random_event(&chance), again;
        uint8_t octets[S7_DIAGNOSTIC_EVENT_SIZE];
        struct s7_writer writer = s7_writer_over(octets, sizeof octets);
        s7_diagnostic_event_encode(&writer, &event);
        assert_true(!writer.bad && s7_writer_left(&writer) == 0);
        assert_int_equal(s7_diagnostic_event_decode((struct s7_octets){octets, sizeof octets}, &again), S7_OK);
        assert_true(event_equal(&event, &again));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_captured_event),
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_random_events_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
