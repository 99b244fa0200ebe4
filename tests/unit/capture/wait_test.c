/* SPDX-License-Identifier: MIT */
#include "capture/wait.h"

#include <stdio.h>

#include "turn_desk.h"

static struct desk desk;
static struct s7_wait wait;

static int begin(void **state)
{
    (void)state;
    desk_open(&desk);
    memset(&wait, 0, sizeof wait);
    return 0;
}

static bool add(uint32_t sequence, const char *octets, size_t wire_size)
{
    desk.turn.packet++;
    return s7_wait_add(&wait, &desk.turn, sequence,
                       (struct s7_span){(const uint8_t *)octets, strlen(octets), wire_size});
}

static bool add_all(uint32_t sequence, const char *octets)
{
    return add(sequence, octets, strlen(octets));
}

/* Takes everything out: "sequence:octets" each, "+n" when n more were not captured. */
static void expect(const char *expected)
{
    char text[500];
    size_t used = 0;
    struct s7_waiting *waiting;
    text[0] = 0;
    while ((waiting = s7_wait_take(&wait))) {
        struct s7_span span = s7_waiting_span(waiting);
        used += (size_t)snprintf(text + used, sizeof text - used, "%u:%.*s", waiting->sequence, (int)span.size,
                                 (const char *)span.at);
        if (span.wire_size > span.size)
            used += (size_t)snprintf(text + used, sizeof text - used, "+%zu", span.wire_size - span.size);
        used += (size_t)snprintf(text + used, sizeof text - used, " ");
        s7_wait_give(&desk.host.hold, waiting);
    }
    assert_string_equal(text, expected);
    assert_int_equal(desk.host.hold.used, 0);
    assert_int_equal(wait.count, 0);
}

static void segments_come_out_in_order(void **state)
{
    (void)state;
    assert_true(add_all(30, "ccc"));
    assert_true(add_all(10, "aaa"));
    assert_true(add_all(20, "bbb"));
    assert_true(add_all(40, "ddd"));
    assert_int_equal(wait.count, 4);
    expect("10:aaa 20:bbb 30:ccc 40:ddd ");
}

static void the_first_of_two_is_kept(void **state)
{
    (void)state;
    assert_true(add_all(10, "aaaa"));
    assert_true(add_all(18, "cccc"));
    assert_true(add_all(8, "BBBBBBBBBBBBBBBB"));
    assert_int_equal(desk.losses.counts[S7_LOSS_CONTRADICTION], 8);
    assert_int_equal(desk.told[S7_LOSS_CONTRADICTION], 8);
    assert_true(add_all(12, "aaBB"));
    assert_int_equal(desk.losses.counts[S7_LOSS_CONTRADICTION], 8);
    assert_int_equal(desk.losses.counts[S7_LOSS_REPEATED], 4);
    expect("8:BB 10:aaaa 14:BBBB 18:cccc 22:BB ");
}

static void an_overlap_at_either_end(void **state)
{
    (void)state;
    assert_true(add_all(10, "aaaa"));
    assert_true(add_all(12, "aabb"));
    assert_true(add_all(8, "ccaa"));
    assert_true(add_all(11, "a"));
    assert_int_equal(desk.losses.counts[S7_LOSS_REPEATED], 5);
    assert_int_equal(desk.losses.counts[S7_LOSS_CONTRADICTION], 0);
    expect("8:cc 10:aaaa 14:bb ");
}

static void sequence_numbers_wrap(void **state)
{
    (void)state;
    assert_true(add_all(3, "bb"));
    assert_true(add_all(UINT32_MAX - 1, "aaaaabb"));
    expect("4294967294:aaaaa 3:bb ");
    assert_int_equal(desk.losses.counts[S7_LOSS_REPEATED], 2);
}

static void what_was_not_captured_keeps_its_place(void **state)
{
    (void)state;
    assert_true(add(10, "aa", 6));
    assert_true(add_all(30, "cc"));
    assert_true(add(14, "bbbb", 17));
    expect("10:aa+4 16:bb+12 30:cc ");
}

static void the_limits_hold(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < S7_WAIT_SEGMENTS; i++)
        assert_true(add_all(10 * i, "a"));
    assert_false(add_all(5, "b"));
    for (struct s7_waiting *waiting; (waiting = s7_wait_take(&wait));)
        s7_wait_give(&desk.host.hold, waiting);
    desk.host.hold.max = sizeof(struct s7_waiting) + 3;
    assert_false(add_all(10, "aaaa"));
    assert_true(add_all(10, "aaa"));
    assert_false(add_all(20, "b"));
    expect("10:aaa ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(segments_come_out_in_order, begin),
        cmocka_unit_test_setup(the_first_of_two_is_kept, begin),
        cmocka_unit_test_setup(an_overlap_at_either_end, begin),
        cmocka_unit_test_setup(sequence_numbers_wrap, begin),
        cmocka_unit_test_setup(what_was_not_captured_keeps_its_place, begin),
        cmocka_unit_test_setup(the_limits_hold, begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
