/* SPDX-License-Identifier: MIT */
#include "net_posix/clock.h"

#include "check.h"

#include <limits.h>

#include "cases.h"

static s7_time of_system(void)
{
    struct timespec time;
    assert_int_equal(clock_gettime(CLOCK_MONOTONIC, &time), 0);
    return (s7_time)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void the_clock_is_the_monotonic_one_in_nanoseconds(void **state)
{
    (void)state;
    s7_time last = 0;
    for (int i = 0; i < 1000; i++) {
        s7_time before = of_system(), now = s7_posix_now(), after = of_system();
        assert_true(before <= now && now <= after);
        assert_true(last <= now);
        last = now;
    }
}

static void poll_waits_for_ever_or_not_at_all(void **state)
{
    (void)state;
    assert_int_equal(s7_posix_wait_ms(S7_TIME_NEVER, 0), -1);
    assert_int_equal(s7_posix_wait_ms(S7_TIME_NEVER, S7_TIME_NEVER - 1), -1);
    assert_int_equal(s7_posix_wait_ms(S7_SECOND, S7_SECOND), 0);
    assert_int_equal(s7_posix_wait_ms(S7_SECOND, S7_SECOND + 1), 0);
    assert_int_equal(s7_posix_wait_ms(0, S7_TIME_NEVER - 1), 0);
}

/* The largest wait that poll() takes; a longer one ends early, and is then waited for again. */
static void a_wait_is_never_more_than_an_int(void **state)
{
    (void)state;
    assert_int_equal(s7_posix_wait_ms((s7_time)INT_MAX * S7_MILLISECOND, 0), INT_MAX);
    assert_int_equal(s7_posix_wait_ms((s7_time)(INT_MAX - 1) * S7_MILLISECOND, 0), INT_MAX - 1);
    assert_int_equal(s7_posix_wait_ms((s7_time)(INT_MAX - 1) * S7_MILLISECOND + 1, 0), INT_MAX);
    assert_int_equal(s7_posix_wait_ms((s7_time)INT_MAX * S7_MILLISECOND + 1, 0), INT_MAX);
    assert_int_equal(s7_posix_wait_ms(S7_TIME_NEVER - 1, 0), INT_MAX);
}

/* Not a nanosecond too short (the caller would spin), and less than a millisecond too long. */
static void a_wait_is_rounded_up(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("clock");
    for (unsigned long n = cases_count(); n > 0; n--) {
        s7_time now = (s7_time)s7_chance_below(&chance, 1000000 * (uint64_t)S7_SECOND);
        s7_time span =
            1 + (s7_time)s7_chance_below(&chance, s7_chance_below(&chance, 2) ? 3 * (uint64_t)S7_MILLISECOND
                                                                              : 1000000 * (uint64_t)S7_SECOND);
        s7_time wait = s7_posix_wait_ms(now + span, now) * S7_MILLISECOND;
        assert_true(wait >= span && wait - span < S7_MILLISECOND);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_clock_is_the_monotonic_one_in_nanoseconds),
        cmocka_unit_test(poll_waits_for_ever_or_not_at_all),
        cmocka_unit_test(a_wait_is_never_more_than_an_int),
        cmocka_unit_test(a_wait_is_rounded_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
