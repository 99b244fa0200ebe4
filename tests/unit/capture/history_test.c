/* SPDX-License-Identifier: MIT */
#include "capture/history.h"

#include "turn_desk.h"

enum { ALL = 3 * S7_HISTORY_SIZE };

static struct desk desk;
static struct s7_history history;
static uint8_t octets[ALL];
static const uint32_t start = UINT32_MAX - S7_HISTORY_SIZE;

static int begin(void **state)
{
    (void)state;
    desk_open(&desk);
    memset(&history, 0, sizeof history);
    for (size_t i = 0; i < ALL; i++)
        octets[i] = (uint8_t)(i * 7 + i / 256);
    return 0;
}

static int end(void **state)
{
    (void)state;
    s7_history_drop(&history, &desk.host);
    return desk.host.hold.used == 0 && desk.host.histories == 0 ? 0 : -1;
}

static void note(size_t from, size_t to)
{
    s7_history_note(&history, &desk.host, start + (uint32_t)to,
                    (struct s7_span){octets + from, to - from, to - from});
}

/* Octets from … to - 1 again, all of them changed, when everything up to `next` was given: how many are seen to differ. */
static uint64_t changed(size_t next, size_t from, size_t to)
{
    uint8_t other[ALL];
    memset(&desk.losses, 0, sizeof desk.losses);
    for (size_t i = from; i < to; i++)
        other[i] = octets[i] ^ 0x55;
    s7_history_compare(&history, &desk.turn, start + (uint32_t)next, (uint32_t)(next - from),
                       (struct s7_span){octets + from, to - from, to - from});
    assert_int_equal(desk.losses.counts[S7_LOSS_CONTRADICTION], 0);
    assert_int_equal(desk.losses.counts[S7_LOSS_REPEATED], to - from);
    s7_history_compare(&history, &desk.turn, start + (uint32_t)next, (uint32_t)(next - from),
                       (struct s7_span){other + from, to - from, to - from});
    assert_int_equal(desk.losses.counts[S7_LOSS_CONTRADICTION] + desk.losses.counts[S7_LOSS_REPEATED],
                     2 * (to - from));
    return desk.losses.counts[S7_LOSS_CONTRADICTION];
}

static void the_last_octets_are_known_and_no_others(void **state)
{
    (void)state;
    assert_int_equal(changed(0, 0, 0), 0);
    note(0, 100);
    assert_int_equal(changed(100, 0, 100), 100);
    assert_int_equal(changed(100, 40, 60), 20);
    note(100, 100 + S7_HISTORY_SIZE); /* over the end of the ring, and of sequence numbers */
    assert_int_equal(changed(100 + S7_HISTORY_SIZE, 0, 200), 100);
    assert_int_equal(changed(100 + S7_HISTORY_SIZE, 100, 100 + S7_HISTORY_SIZE), S7_HISTORY_SIZE);
    note(100 + S7_HISTORY_SIZE, ALL); /* more than it holds at once */
    assert_int_equal(changed(ALL, 0, ALL), S7_HISTORY_SIZE);
    s7_history_forget(&history);
    assert_int_equal(changed(ALL, 0, ALL), 0);
}

static void what_was_not_captured_is_not_compared(void **state)
{
    (void)state;
    note(0, 100);
    s7_history_compare(&history, &desk.turn, start + 100, 100, (struct s7_span){octets + 100, 10, 50});
    assert_int_equal(desk.losses.counts[S7_LOSS_CONTRADICTION], 10);
    assert_int_equal(desk.losses.counts[S7_LOSS_REPEATED], 40);
}

static void histories_take_a_part_of_the_memory_only(void **state)
{
    (void)state;
    struct s7_history others[3] = {{NULL, 0}};
    desk.host.hold.max = (size_t)2 * 4 * S7_HISTORY_SIZE;
    const struct s7_span span = {octets, 5, 5};
    for (size_t i = 0; i < 3; i++)
        s7_history_note(&others[i], &desk.host, start, span);
    assert_non_null(others[1].octets);
    assert_null(others[2].octets);
    assert_int_equal(others[2].known, 0);
    s7_history_drop(&others[0], &desk.host);
    s7_history_note(&others[2], &desk.host, start, span);
    assert_non_null(others[2].octets);
    for (size_t i = 0; i < 3; i++)
        s7_history_drop(&others[i], &desk.host);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_last_octets_are_known_and_no_others, begin, end),
        cmocka_unit_test_setup_teardown(what_was_not_captured_is_not_compared, begin, end),
        cmocka_unit_test_setup_teardown(histories_take_a_part_of_the_memory_only, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
