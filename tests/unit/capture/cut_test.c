/* SPDX-License-Identifier: MIT */
#include "capture/cut.h"

#include "base/cursor.h"
#include "turn_desk.h"

enum { FIRST = 20, SECOND = 7, THIRD = 300, ALL = FIRST + SECOND + THIRD };

static struct desk desk;
static struct s7_cut cut;
static uint8_t octets[ALL];

static int begin(void **state)
{
    (void)state;
    desk_open(&desk);
    memset(&cut, 0, sizeof cut);
    desk_make(octets, FIRST, 0x11);
    desk_make(octets + FIRST, SECOND, 0);
    desk_make(octets + FIRST + SECOND, THIRD, 0x33);
    return 0;
}

static int end(void **state)
{
    (void)state;
    s7_cut_end(&cut, &desk.turn);
    return desk.host.hold.used == 0 ? 0 : -1;
}

static void feed(size_t from, size_t to)
{
    desk.turn.packet++;
    s7_cut_input(&cut, &desk.turn, octets + from, to - from);
}

static void expect_all(void)
{
    assert_int_equal(desk.count, 3);
    assert_int_equal(desk.used, ALL);
    assert_memory_equal(desk.octets, octets, ALL);
    assert_int_equal(desk.telegrams[1].size, SECOND);
}

static void any_two_cuts_give_the_same(void **state)
{
    (void)state;
    for (size_t a = 0; a <= ALL; a++) {
        for (size_t b = a; b <= ALL; b += 1 + b % 3) {
            begin(state);
            feed(0, a);
            feed(a, b);
            feed(b, ALL);
            expect_all();
            assert_int_equal(desk.host.hold.used, 0);
        }
    }
}

static void octet_by_octet(void **state)
{
    (void)state;
    for (size_t i = 0; i < ALL; i++)
        feed(i, i + 1);
    expect_all();
    assert_int_equal(desk.telegrams[0].packet, 1 + FIRST);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(desk.telegrams[i].framing, S7_FRAMING_SPLIT);
}

static void framing_says_how_a_telegram_lay(void **state)
{
    (void)state;
    feed(0, FIRST);
    feed(FIRST, ALL - 1);
    feed(ALL - 1, ALL);
    assert_int_equal(desk.telegrams[0].framing, 0);
    assert_int_equal(desk.telegrams[1].framing, S7_FRAMING_SHARED);
    assert_int_equal(desk.telegrams[2].framing, S7_FRAMING_SHARED | S7_FRAMING_SPLIT);
    feed(0, 5);
    feed(5, FIRST);
    feed(0, 5);
    feed(5, FIRST + SECOND);
    assert_int_equal(desk.telegrams[3].framing, S7_FRAMING_SPLIT);
    assert_int_equal(desk.telegrams[4].framing, S7_FRAMING_SHARED | S7_FRAMING_SPLIT);
    assert_int_equal(desk.telegrams[5].framing, S7_FRAMING_SHARED);
    feed(0, 5);
    feed(5, FIRST + SECOND + 3);
    feed(FIRST + SECOND + 3, ALL);
    assert_int_equal(desk.telegrams[8].framing, S7_FRAMING_SHARED | S7_FRAMING_SPLIT);
}

static void a_whole_telegram_is_not_copied(void **state)
{
    (void)state;
    desk.host.hold.max = 0;
    feed(0, ALL);
    expect_all();
}

static void what_is_no_telegram_is_skipped(void **state)
{
    (void)state;
    static const uint8_t rubbish[] = {3, 0, 0, 6, 3, 3, 0, 0xFF, 22, 3, 0, 0};
    s7_cut_input(&cut, &desk.turn, rubbish, sizeof rubbish);
    assert_int_equal(desk.losses.counts[S7_LOSS_UNFRAMED],
                     sizeof rubbish - 3); /* "3, 0, 0" may be a beginning */
    s7_cut_input(&cut, &desk.turn, octets, ALL);
    expect_all();
    assert_int_equal(desk.told[S7_LOSS_UNFRAMED], sizeof rubbish);
    assert_int_equal(desk.telegrams[0].framing, S7_FRAMING_AFTER_GAP | S7_FRAMING_SHARED);
    assert_int_equal(desk.telegrams[1].framing, S7_FRAMING_SHARED);
}

/* The middle of a telegram, then whole ones: found at the first that is followed by another, or ends the segment. */
static void search_finds_the_next_beginning(void **state)
{
    (void)state;
    for (size_t from = 1; from <= FIRST; from++) {
        begin(state);
        cut.searching = true;
        feed(from, ALL);
        assert_int_equal(desk.count, 2);
        assert_int_equal(desk.losses.counts[S7_LOSS_UNFRAMED], FIRST - from);
    }
    begin(state);
    cut.searching = true;
    feed(0, ALL);
    expect_all();
    assert_int_equal(desk.telegrams[0].framing, S7_FRAMING_SHARED);
}

static void search_waits_for_the_rest_of_what_may_be_a_telegram(void **state)
{
    (void)state;
    for (size_t at = FIRST + SECOND + 1; at < ALL; at++) {
        begin(state);
        cut.searching = true;
        feed(FIRST + SECOND, at);
        assert_int_equal(desk.count, 0);
        feed(at, ALL);
        assert_int_equal(desk.count, 1);
        assert_int_equal(desk.losses.counts[S7_LOSS_UNFRAMED], 0);
        assert_int_equal(desk.telegrams[0].framing, S7_FRAMING_SPLIT);
    }
}

static void an_imitation_is_seen_through(void **state)
{
    (void)state;
    desk_make(octets + FIRST + SECOND + 20, 50, 0x44); /* within the third one, and nothing follows on it */
    cut.searching = true;
    feed(FIRST + SECOND + 3, ALL);
    feed(0, FIRST);
    assert_int_equal(desk.count, 1);
    assert_int_equal(desk.telegrams[0].size, FIRST);
    assert_int_equal(desk.losses.counts[S7_LOSS_UNFRAMED], THIRD - 3);
}

static void one_octet_of_a_second_one_decides_nothing(void **state)
{
    (void)state;
    static const uint8_t three = 3, other = 9;
    cut.searching = true;
    feed(0, FIRST);
    assert_int_equal(desk.count, 1);
    cut.searching = true;
    uint8_t more[FIRST + 1];
    memcpy(more, octets, FIRST);
    more[FIRST] = three;
    s7_cut_input(&cut, &desk.turn, more, sizeof more);
    assert_int_equal(desk.count, 1);
    s7_cut_input(&cut, &desk.turn, &other, 1);
    feed(FIRST, FIRST + SECOND);
    assert_int_equal(desk.count, 2);
    assert_int_equal(desk.losses.counts[S7_LOSS_UNFRAMED], FIRST + 2);
}

/* Where a telegram ends is known although part of it is missing: what looks like one before that is none. */
static void the_rest_of_a_broken_telegram_is_not_looked_at(void **state)
{
    (void)state;
    enum { IMITATION = FIRST + SECOND + 150 };
    desk_make(octets + IMITATION, 50, 0x44);
    feed(0, FIRST + SECOND + 10);
    s7_cut_gap(&cut, &desk.turn, 140);
    feed(IMITATION, IMITATION + 50);
    feed(IMITATION + 50, ALL);
    feed(0, FIRST);
    assert_int_equal(desk.count, 3);
    assert_int_equal(desk.losses.counts[S7_LOSS_UNFRAMED], 10 + THIRD - 150);
}

static void a_gap_may_end_where_a_telegram_does(void **state)
{
    (void)state;
    static const uint8_t odd[] = {3, 0, 0, 8,
                                  9, 9, 9, 9}; /* a TPKT, though nothing that a search would stop at */
    feed(0, 10);
    s7_cut_gap(&cut, &desk.turn, FIRST - 10);
    s7_cut_input(&cut, &desk.turn, odd, sizeof odd);
    assert_int_equal(desk.count, 1);
    assert_int_equal(desk.telegrams[0].framing, S7_FRAMING_AFTER_GAP);
}

static void after_a_gap_within_a_telegram_its_end_is_known(void **state)
{
    (void)state;
    feed(0, FIRST + SECOND + 10);
    s7_cut_gap(&cut, &desk.turn, 100);
    assert_int_equal(desk.losses.counts[S7_LOSS_UNFRAMED], 10);
    feed(FIRST + SECOND + 110, ALL);
    assert_int_equal(desk.losses.counts[S7_LOSS_UNFRAMED], THIRD - 100);
    feed(0, 5);
    feed(5, FIRST);
    assert_int_equal(desk.count, 3);
    assert_int_equal(desk.telegrams[2].framing, S7_FRAMING_AFTER_GAP | S7_FRAMING_SPLIT);
}

static void after_a_longer_gap_it_is_searched(void **state)
{
    (void)state;
    feed(0, 10);
    s7_cut_gap(&cut, &desk.turn, 11);
    feed(FIRST + 1, FIRST + SECOND);
    assert_int_equal(desk.count, 0);
    feed(FIRST + SECOND, ALL);
    assert_int_equal(desk.count, 1);
    assert_int_equal(desk.losses.counts[S7_LOSS_UNFRAMED], 10 + SECOND - 1);
    s7_cut_gap(&cut, &desk.turn, UINT64_MAX);
    assert_true(cut.searching);
}

/* What was held back because it might be a longer telegram is used when nothing follows. */
static void at_the_end_what_waits_is_looked_through(void **state)
{
    (void)state;
    uint8_t held[ALL + 9];
    desk_make(held, 9, 0x55);
    s7_store_u16(held + 2, 60000);
    memcpy(held + 9, octets, ALL);
    cut.searching = true;
    s7_cut_input(&cut, &desk.turn, held, 9 + FIRST + SECOND);
    assert_int_equal(desk.count, 0);
    s7_cut_end(&cut, &desk.turn);
    assert_int_equal(desk.count, 2);
    assert_int_equal(desk.losses.counts[S7_LOSS_UNFRAMED], 9);
}

static void without_memory_a_split_telegram_is_lost_and_no_other(void **state)
{
    (void)state;
    desk.host.hold.max = 0;
    feed(0, FIRST + SECOND + 100);
    assert_int_equal(desk.losses.counts[S7_LOSS_MEMORY], 1);
    feed(FIRST + SECOND + 100, ALL);
    assert_int_equal(desk.losses.counts[S7_LOSS_UNFRAMED], THIRD);
    feed(0, 2);
    feed(2, FIRST);
    assert_int_equal(desk.losses.counts[S7_LOSS_UNFRAMED], THIRD + FIRST);
    feed(0, FIRST);
    assert_int_equal(desk.count, 3);
    desk.host.hold.max = 600;
    feed(FIRST + SECOND, FIRST + SECOND + 130);
    desk.host.hold.max = 0;
    feed(FIRST + SECOND + 130, ALL);
    feed(0, FIRST);
    assert_int_equal(desk.count, 4);
    assert_int_equal(desk.losses.counts[S7_LOSS_UNFRAMED], 2 * THIRD + FIRST);
}

/* A header may claim 65535 octets; memory is taken for those that came. */
static void memory_follows_what_came(void **state)
{
    (void)state;
    static const uint8_t claim[] = {3, 0, 0xFF, 0xFF, 2, 0xF0, 0x80};
    s7_cut_input(&cut, &desk.turn, claim, sizeof claim);
    assert_in_range(desk.host.hold.used, 1, 1024);
}

static void a_look_decides_as_soon_as_it_can(void **state)
{
    (void)state;
    static const uint8_t good[][7] = {{3, 0, 0, 7, 2, 0xF0, 0x80},
                                      {3, 0, 0, 22, 17, 0xE0, 0},
                                      {3, 0, 0, 9, 2, 0xF0, 0},
                                      {3, 0, 0, 11, 6, 0x80, 0}};
    static const uint8_t bad[][7] = {{2, 0, 0, 7, 2, 0xF0, 0x80}, {3, 1, 0, 7, 2, 0xF0, 0x80},
                                     {3, 0, 0, 6, 2, 0xF0, 0x80}, {3, 0, 0, 7, 3, 0xF0, 0x80},
                                     {3, 0, 0, 7, 2, 0xF0, 0x81}, {3, 0, 0, 22, 16, 0xE0, 0},
                                     {3, 0, 0, 7, 2, 0xF1, 0x80}};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        for (size_t size = 1; size <= 7; size++)
            assert_int_equal(s7_cut_look(good[i], size), size < 7 ? S7_CUT_SHORT : S7_CUT_YES);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(s7_cut_look(bad[i], 7), S7_CUT_NO);
    assert_int_equal(s7_cut_look(bad[0], 1), S7_CUT_NO);
    assert_int_equal(s7_cut_look(bad[2], 4), S7_CUT_NO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(any_two_cuts_give_the_same, begin, end),
        cmocka_unit_test_setup_teardown(octet_by_octet, begin, end),
        cmocka_unit_test_setup_teardown(framing_says_how_a_telegram_lay, begin, end),
        cmocka_unit_test_setup_teardown(a_whole_telegram_is_not_copied, begin, end),
        cmocka_unit_test_setup_teardown(what_is_no_telegram_is_skipped, begin, end),
        cmocka_unit_test_setup_teardown(search_finds_the_next_beginning, begin, end),
        cmocka_unit_test_setup_teardown(search_waits_for_the_rest_of_what_may_be_a_telegram, begin, end),
        cmocka_unit_test_setup_teardown(an_imitation_is_seen_through, begin, end),
        cmocka_unit_test_setup_teardown(one_octet_of_a_second_one_decides_nothing, begin, end),
        cmocka_unit_test_setup_teardown(the_rest_of_a_broken_telegram_is_not_looked_at, begin, end),
        cmocka_unit_test_setup_teardown(a_gap_may_end_where_a_telegram_does, begin, end),
        cmocka_unit_test_setup_teardown(after_a_gap_within_a_telegram_its_end_is_known, begin, end),
        cmocka_unit_test_setup_teardown(after_a_longer_gap_it_is_searched, begin, end),
        cmocka_unit_test_setup_teardown(at_the_end_what_waits_is_looked_through, begin, end),
        cmocka_unit_test_setup_teardown(without_memory_a_split_telegram_is_lost_and_no_other, begin, end),
        cmocka_unit_test_setup_teardown(memory_follows_what_came, begin, end),
        cmocka_unit_test(a_look_decides_as_soon_as_it_can),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
