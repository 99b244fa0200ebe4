/* SPDX-License-Identifier: MIT */
#include "base/backoff.h"

#include <stdbool.h>

#include "check.h"

static void it_doubles_within_a_quarter_and_stops_at_the_most(void **state)
{
    static const s7_time expected_ms[] = {250, 500, 1000, 2000, 4000, 8000, 10000, 10000, 10000};
    (void)state;
    for (uint64_t seed = 0; seed < 1000; seed++) {
        struct s7_backoff backoff = {.first = 250 * S7_MILLISECOND, .most = 10 * S7_SECOND};
        struct s7_chance chance = {.state = seed};
        for (size_t i = 0; i < sizeof expected_ms / sizeof expected_ms[0]; i++) {
            s7_time middle = expected_ms[i] * S7_MILLISECOND;
            s7_time pause = s7_backoff_next(&backoff, &chance);
            assert_true(pause >= middle - middle / 4 && pause <= middle + middle / 4);
        }
    }
}

static void jitter_uses_the_whole_width(void **state)
{
    s7_time least = S7_TIME_NEVER, most = 0;
    struct s7_chance chance = {.state = 1};
    (void)state;
    for (int i = 0; i < 10000; i++) {
        struct s7_backoff backoff = {.first = 1000, .most = 8000};
        s7_time pause = s7_backoff_next(&backoff, &chance);
        least = pause < least ? pause : least;
        most = pause > most ? pause : most;
    }
    assert_true(least < 760 && most > 1240);
}

static void success_starts_it_over(void **state)
{
    struct s7_backoff backoff = {.first = 1000, .most = 8000};
    struct s7_chance chance = {.state = 1};
    (void)state;
    for (int i = 0; i < 5; i++)
        s7_backoff_next(&backoff, &chance);
    s7_backoff_reset(&backoff);
    assert_true(s7_backoff_next(&backoff, &chance) <= 1250);
}

static void the_same_seed_gives_the_same_pauses(void **state)
{
    struct s7_backoff one = {.first = 1000, .most = 8000}, two = one;
    struct s7_chance first = {.state = 42}, second = {.state = 42};
    (void)state;
    for (int i = 0; i < 100; i++)
        assert_int_equal(s7_backoff_next(&one, &first), s7_backoff_next(&two, &second));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_doubles_within_a_quarter_and_stops_at_the_most),
        cmocka_unit_test(jitter_uses_the_whole_width),
        cmocka_unit_test(success_starts_it_over),
        cmocka_unit_test(the_same_seed_gives_the_same_pauses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
