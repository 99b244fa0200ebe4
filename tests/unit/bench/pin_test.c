/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* sched_getaffinity() is the system's own */
#include "bench/pin.h"

#include <sched.h>
#include <string.h>

#include "check.h"

static cpu_set_t allowed;

static int keep_affinity(void **state)
{
    (void)state;
    return sched_getaffinity(0, sizeof allowed, &allowed);
}

static int restore_affinity(void **state)
{
    (void)state;
    return sched_setaffinity(0, sizeof allowed, &allowed);
}

/* The nth processor this process may use, from the last one on; -1: there are not so many. */
static int from_last(int nth)
{
    for (int i = CPU_SETSIZE - 1; i >= 0; i--)
        if (CPU_ISSET((size_t)i, &allowed) && nth-- == 0)
            return i;
    return -1;
}

static void assert_allowed_is(const cpu_set_t *expected)
{
    cpu_set_t now;
    assert_int_equal(sched_getaffinity(0, sizeof now, &now), 0);
    assert_true(CPU_EQUAL(&now, expected));
}

static cpu_set_t only(int processor)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET((size_t)processor, &set);
    return set;
}

static void names_are_read_as_they_are_written(void **state)
{
    (void)state;
    const char *const names[] = {"same", "cross", "none"};
    const enum s7_bench_pin pins[] = {S7_BENCH_PIN_SAME, S7_BENCH_PIN_CROSS, S7_BENCH_PIN_NONE};
    for (size_t i = 0; i < 3; i++) {
        enum s7_bench_pin pin = pins[(i + 1) % 3];
        assert_string_equal(s7_bench_pin_name(pins[i]), names[i]);
        assert_true(s7_bench_pin_parse(names[i], &pin));
        assert_int_equal(pin, pins[i]);
    }
}

static void other_names_are_refused(void **state)
{
    (void)state;
    const char *const names[] = {"", "s", "sam", "samee", "Same", " same", "none ", "0", "both"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        enum s7_bench_pin pin = S7_BENCH_PIN_CROSS;
        assert_false(s7_bench_pin_parse(names[i], &pin));
        assert_int_equal(pin, S7_BENCH_PIN_CROSS);
    }
}

static void same_is_the_last_one_twice(void **state)
{
    (void)state;
    struct s7_bench_processors chosen = {-7, -7};
    assert_true(s7_bench_pin_choose(S7_BENCH_PIN_SAME, &chosen));
    assert_int_equal(chosen.client, from_last(0));
    assert_int_equal(chosen.server, from_last(0));
    assert_allowed_is(&allowed); /* choosing is not pinning */
}

static void cross_is_the_last_two(void **state)
{
    (void)state;
    struct s7_bench_processors chosen = {-7, -7};
    if (from_last(1) < 0)
        skip();
    assert_true(s7_bench_pin_choose(S7_BENCH_PIN_CROSS, &chosen));
    assert_int_equal(chosen.client, from_last(0));
    assert_int_equal(chosen.server, from_last(1));
}

static void none_is_nowhere(void **state)
{
    (void)state;
    struct s7_bench_processors chosen = {7, 7};
    assert_true(s7_bench_pin_choose(S7_BENCH_PIN_NONE, &chosen));
    assert_int_equal(chosen.client, -1);
    assert_int_equal(chosen.server, -1);
}

static void only_what_this_process_may_use_is_chosen(void **state)
{
    (void)state;
    for (int nth = 0; from_last(nth) >= 0; nth++) {
        struct s7_bench_processors chosen = {-7, -7};
        const cpu_set_t one = only(from_last(nth));
        assert_int_equal(sched_setaffinity(0, sizeof one, &one), 0);
        assert_false(s7_bench_pin_choose(S7_BENCH_PIN_CROSS, &chosen)); /* there is no other */
        assert_int_equal(chosen.client, -7);
        assert_int_equal(chosen.server, -7);
        assert_true(s7_bench_pin_choose(S7_BENCH_PIN_SAME, &chosen));
        assert_int_equal(chosen.client, from_last(nth));
        assert_int_equal(chosen.server, from_last(nth));
        assert_int_equal(sched_setaffinity(0, sizeof allowed, &allowed), 0);
    }
}

static void pinned_a_process_has_one_processor(void **state)
{
    (void)state;
    for (int nth = 0; from_last(nth) >= 0; nth++) {
        const cpu_set_t one = only(from_last(nth));
        assert_true(s7_bench_pin_to(from_last(nth)));
        assert_allowed_is(&one);
    }
}

static void pinned_nowhere_nothing_changes(void **state)
{
    (void)state;
    assert_true(s7_bench_pin_to(-1));
    assert_allowed_is(&allowed);
}

static void a_processor_that_is_not_there_is_refused(void **state)
{
    (void)state;
    assert_false(s7_bench_pin_to(CPU_SETSIZE - 1));
    assert_allowed_is(&allowed);
    assert_false(s7_bench_pin_to(CPU_SETSIZE));
    assert_allowed_is(&allowed);
    assert_false(s7_bench_pin_to(1 << 30));
    assert_allowed_is(&allowed);
}

#define with_affinity(test) cmocka_unit_test_setup_teardown(test, keep_affinity, restore_affinity)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_affinity(names_are_read_as_they_are_written),
        with_affinity(other_names_are_refused),
        with_affinity(same_is_the_last_one_twice),
        with_affinity(cross_is_the_last_two),
        with_affinity(none_is_nowhere),
        with_affinity(only_what_this_process_may_use_is_chosen),
        with_affinity(pinned_a_process_has_one_processor),
        with_affinity(pinned_nowhere_nothing_changes),
        with_affinity(a_processor_that_is_not_there_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
