/* SPDX-License-Identifier: MIT
 *
 * The diagnostic buffer: a ring, newest first.
 */
#include "unit/cpu/peer.h"

#include "cpu/diagnostics.h"

enum { CAPACITY = 5 };

static struct s7_diagnostic_event numbered(uint16_t id)
{
    return (struct s7_diagnostic_event){.event = id};
}

static void a_new_buffer_is_empty(void **state)
{
    (void)state;
    struct s7_diagnostic_event room[CAPACITY];
    struct s7_cpu_diagnostics diagnostics;
    s7_cpu_diagnostics_init(&diagnostics, room, CAPACITY);
    assert_null(s7_cpu_diagnostics_at(&diagnostics, 0));
    assert_null(s7_cpu_diagnostics_transition(&diagnostics));
}

static void the_oldest_gives_way_when_it_is_full(void **state)
{
    (void)state;
    struct s7_diagnostic_event room[CAPACITY];
    for (size_t capacity = 1; capacity <= CAPACITY; capacity++) {
        struct s7_cpu_diagnostics diagnostics;
        s7_cpu_diagnostics_init(&diagnostics, room, capacity);
        for (uint16_t newest = 1; newest <= 23; newest++) {
            struct s7_diagnostic_event event = numbered(newest);
            s7_cpu_diagnostics_add(&diagnostics, &event);
            size_t count = newest < capacity ? newest : capacity;
            for (size_t i = 0; i < count; i++)
                assert_int_equal(s7_cpu_diagnostics_at(&diagnostics, i)->event, newest - i);
            assert_null(s7_cpu_diagnostics_at(&diagnostics, count));
            assert_null(s7_cpu_diagnostics_at(&diagnostics, SIZE_MAX));
        }
    }
}

static void the_newest_event_of_class_four_is_the_last_transition(void **state)
{
    (void)state;
    static const uint16_t ids[] = {0x4301, 0x4302, 0x4304, 0x1381, 0xA400};
    struct s7_diagnostic_event room[CAPACITY];
    struct s7_cpu_diagnostics diagnostics;
    s7_cpu_diagnostics_init(&diagnostics, room, CAPACITY);
    for (size_t i = 0; i < CAPACITY; i++) {
        struct s7_diagnostic_event event = numbered(ids[i]);
        s7_cpu_diagnostics_add(&diagnostics, &event);
    }
    assert_int_equal(s7_cpu_diagnostics_transition(&diagnostics)->event, 0x4304);
}

/* The newest entry of a captured buffer: Monday 2016-02-08 23:08:10.264. */
static void an_event_is_kept_as_it_is_on_the_wire(void **state)
{
    (void)state;
    struct s7_cpu_event event = {.event = 0x4302,
                                 .priority = 0xFF,
                                 .ob = 0x68,
                                 .dat_id = 0xC700,
                                 .info1 = 0,
                                 .info2 = 0x08147714,
                                 .at = {2016, 2, 8, 23, 8, 10, 0, 264}};
    uint8_t octets[20], expected[20];
    for (uint8_t weekday = 0; weekday <= 3; weekday++) {
        event.at.weekday = weekday;
        struct s7_diagnostic_event kept = s7_cpu_diagnostics_event(&event);
        struct s7_writer writer = s7_writer_over(octets, sizeof octets);
        s7_diagnostic_event_encode(&writer, &kept);
        octets_of_hex("4302ff68c700000008147714 1602082308102642", expected);
        expected[19] = (uint8_t)(0x40 | (weekday ? weekday : 2)); /* not given: the day's own */
        assert_memory_equal(octets, expected, 20);
    }
}

static struct s7_cpu *cpu_with(const struct s7_cpu_event *events, size_t count)
{
    struct s7_cpu_config config;
    s7_cpu_config_default(&config);
    config.limits.diagnostics = CAPACITY;
    config.events = events;
    config.event_count = count;
    config.clock = (struct s7_clock){2026, 11, 20, 12, 0, 0, 0, 0};
    return cpu_of(&config);
}

static void what_happens_gets_the_time_of_the_clock(void **state)
{
    (void)state;
    static const struct s7_cpu_event before[] = {
        {.event = 0x4302, .at = {2016, 2, 8, 23, 8, 10, 0, 264}},
        {.event = 0x4301, .at = {2016, 2, 8, 23, 8, 9, 0, 0}},
    };
    struct s7_cpu *cpu = cpu_with(before, 2);
    struct s7_cpu_event added = {.event = 0x3501,
                                 .priority = 1,
                                 .ob = 80,
                                 .dat_id = 2,
                                 .info1 = 3,
                                 .info2 = 4,
                                 .at = {1999, 1, 1, 0, 0, 0, 0, 0}};
    struct s7_cpu_event found;
    struct s7_diagnostic_event kept;
    s7_cpu_add_event(cpu, &added, 90 * S7_SECOND);
    assert_true(s7_cpu_event_at(cpu, 0, &found));
    assert_int_equal(found.event, 0x3501);
    assert_int_equal(found.priority, 1);
    assert_int_equal(found.ob, 80);
    assert_int_equal(found.dat_id, 2);
    assert_int_equal(found.info1, 3);
    assert_int_equal(found.info2, 4);
    assert_int_equal(found.at.year, 2026);
    assert_int_equal(found.at.minute, 1);
    assert_int_equal(found.at.second, 30);
    assert_true(s7_cpu_event_at(cpu, 1, &found));
    assert_int_equal(found.event, 0x4302);
    assert_int_equal(found.at.millisecond, 264);
    assert_true(s7_cpu_event_at(cpu, 2, &found));
    assert_int_equal(found.event, 0x4301);
    assert_false(s7_cpu_event_at(cpu, 3, &found));
    assert_int_equal(found.event, 0x4301); /* untouched */
    s7_cpu_diagnose(cpu, &added, 0, &kept);
    assert_int_equal(kept.event, 0x3501);
    assert_memory_equal(kept.time, ((const uint8_t[]){0x26, 0x11, 0x20, 0x12, 0, 0, 0, 6}), 8);
    s7_cpu_free(cpu);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_buffer_is_empty),
        cmocka_unit_test(the_oldest_gives_way_when_it_is_full),
        cmocka_unit_test(the_newest_event_of_class_four_is_the_last_transition),
        cmocka_unit_test(an_event_is_kept_as_it_is_on_the_wire),
        cmocka_unit_test(what_happens_gets_the_time_of_the_clock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
