/* SPDX-License-Identifier: MIT */
#include "exchange/schedule.h"

#include <stdlib.h>

#include "base/chance.h"
#include "check.h"

enum { ENTRIES = 300 };

static uint64_t number_from(const char *name, uint64_t preset)
{
    const char *text = getenv(name);
    return text ? strtoull(text, NULL, 0) : preset;
}

/** The slow way: look at every entry. */
static const struct s7_schedule_entry *first_of(const struct s7_schedule_entry *entries)
{
    const struct s7_schedule_entry *first = NULL;
    for (size_t i = 0; i < ENTRIES; i++)
        if (entries[i].due != S7_TIME_NEVER && (!first || entries[i].due < first->due))
            first = &entries[i];
    return first;
}

static void it_agrees_with_looking_at_every_entry(void **state)
{
    struct s7_schedule_entry *heap[ENTRIES], entries[ENTRIES];
    struct s7_schedule schedule;
    uint64_t seed = number_from("S7_SEED", 1), cases = number_from("S7_CASES", 10000);
    struct s7_chance chance = {.state = seed};
    (void)state;
    print_message("seed %llu\n", (unsigned long long)seed);
    s7_schedule_init(&schedule, heap, ENTRIES);
    for (size_t i = 0; i < ENTRIES; i++)
        entries[i] = (struct s7_schedule_entry){.due = S7_TIME_NEVER, .order = i};
    for (uint64_t i = 0; i < cases; i++) {
        struct s7_schedule_entry *entry = &entries[s7_chance_below(&chance, ENTRIES)];
        s7_time due = s7_chance_below(&chance, 4) == 0 ? S7_TIME_NEVER : (s7_time)s7_chance_below(&chance, 100);
        s7_schedule_set(&schedule, entry, due);
        const struct s7_schedule_entry *expected = first_of(entries);
        assert_ptr_equal(s7_schedule_first(&schedule), expected);
        assert_int_equal(s7_schedule_due(&schedule), expected ? expected->due : S7_TIME_NEVER);
    }
}

static void equal_times_come_in_order(void **state)
{
    struct s7_schedule_entry *heap[ENTRIES], entries[ENTRIES];
    struct s7_schedule schedule;
    (void)state;
    s7_schedule_init(&schedule, heap, ENTRIES);
    for (size_t i = ENTRIES; i-- > 0;) {
        entries[i] = (struct s7_schedule_entry){.order = i};
        s7_schedule_set(&schedule, &entries[i], 5);
    }
    for (size_t i = 0; i < ENTRIES; i++) {
        assert_ptr_equal(s7_schedule_first(&schedule), &entries[i]);
        s7_schedule_set(&schedule, &entries[i], S7_TIME_NEVER);
        assert_int_equal(entries[i].place, 0);
    }
    assert_null(s7_schedule_first(&schedule));
    s7_schedule_set(&schedule, &entries[0], S7_TIME_NEVER); /* taking out what is not in is harmless */
    assert_int_equal(s7_schedule_due(&schedule), S7_TIME_NEVER);
}

static unsigned levels_of(size_t count)
{
    unsigned levels = 0;
    while (count >> levels)
        levels++;
    return levels;
}

/* Setting, moving and removing look at three entries per level at most, however many there are. */
static void the_cost_grows_with_the_levels_of_the_heap(void **state)
{
    (void)state;
    struct s7_chance chance = {.state = 5};
    for (size_t count = 10; count <= 100000; count *= 10) {
        struct s7_schedule_entry *entries = calloc(count, sizeof *entries);
        struct s7_schedule_entry **heap = calloc(count, sizeof *heap);
        struct s7_schedule schedule;
        s7_schedule_init(&schedule, heap, count);
        for (size_t i = 0; i < 3 * count; i++) {
            uint64_t before = schedule.comparisons;
            struct s7_schedule_entry *entry = &entries[i < count ? i : s7_chance_below(&chance, count)];
            bool out = i >= count && s7_chance_below(&chance, 4) == 0;
            s7_schedule_set(&schedule, entry, out ? S7_TIME_NEVER : (s7_time)s7_chance_below(&chance, 1000));
            assert_true(schedule.comparisons - before <= 3 * levels_of(count));
        }
        free(heap);
        free(entries);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_agrees_with_looking_at_every_entry),
        cmocka_unit_test(equal_times_come_in_order),
        cmocka_unit_test(the_cost_grows_with_the_levels_of_the_heap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
