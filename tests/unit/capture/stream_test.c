/* SPDX-License-Identifier: MIT */
#include "capture/stream.h"

#include "turn_desk.h"

enum { SIZE = 20, COUNT = 10, ALL = SIZE * COUNT };

static struct desk desk;
static struct s7_stream stream;
static uint8_t octets[ALL];
static uint32_t start;

static int begin_at(uint32_t sequence)
{
    desk_open(&desk);
    memset(&stream, 0, sizeof stream);
    for (uint8_t i = 0; i < COUNT; i++)
        desk_make(octets + SIZE * i, SIZE, (uint8_t)(0x40 + i));
    start = sequence;
    s7_stream_begin(&stream, start);
    return 0;
}

static int begin(void **state)
{
    (void)state;
    return begin_at(UINT32_MAX - 70); /* wraps within the fourth telegram */
}

static int end(void **state)
{
    (void)state;
    s7_stream_close(&stream, &desk.turn);
    return desk.host.hold.used == 0 ? 0 : -1;
}

static void feed_span(size_t from, struct s7_span span)
{
    desk.turn.packet++;
    s7_stream_input(&stream, &desk.turn, start + (uint32_t)from, span);
}

/* Telegrams from … to - 1, one segment. */
static void feed(size_t from, size_t to)
{
    feed_span(from * SIZE, (struct s7_span){octets + from * SIZE, (to - from) * SIZE, (to - from) * SIZE});
}

static void acknowledge(size_t telegrams)
{
    s7_stream_acknowledge(&stream, &desk.turn, start + (uint32_t)(telegrams * SIZE));
}

/* Which telegrams came: their numbers as digits, "-" before one that follows on a loss. */
static void expect(const char *expected)
{
    char text[2 * DESK_TELEGRAMS + 1];
    size_t used = 0;
    for (size_t i = 0; i < desk.count; i++) {
        const struct s7_telegram *telegram = &desk.telegrams[i];
        unsigned number = telegram->octets[SIZE - 1] - 0x40U;
        assert_int_equal(telegram->size, SIZE);
        assert_true(number < COUNT);
        assert_memory_equal(telegram->octets, octets + number * SIZE, SIZE);
        if (telegram->framing & S7_FRAMING_AFTER_GAP)
            text[used++] = '-';
        text[used++] = (char)('0' + number);
    }
    text[used] = 0;
    assert_string_equal(text, expected);
}

static uint64_t lost(enum s7_loss loss)
{
    return desk.losses.counts[loss];
}

static void reordered_segments_are_put_in_order(void **state)
{
    (void)state;
    feed(0, 1);
    feed(3, 4);
    feed(2, 3);
    expect("0");
    feed(1, 2);
    expect("0123");
    assert_int_equal(desk.telegrams[1].packet, 5);
    assert_int_equal(desk.telegrams[2].packet, 4); /* its own, not that which it waited for */
    feed(9, 10);
    feed(4, 9);
    expect("0123456789");
    assert_int_equal(lost(S7_LOSS_GAP) + lost(S7_LOSS_REPEATED), 0);
    assert_int_equal(desk.flow.octets[1], ALL);
}

static void repeated_segments_count_once(void **state)
{
    (void)state;
    feed(0, 2);
    feed(0, 2);
    feed(1, 3);
    feed(5, 6);
    feed(5, 6);
    feed(2, 10);
    expect("0123456789");
    assert_int_equal(lost(S7_LOSS_REPEATED), 6 * SIZE);
    assert_int_equal(desk.flow.octets[1], ALL);
}

static void keep_alives_mean_nothing(void **state)
{
    (void)state;
    static const uint8_t rubbish[] = {0xFF};
    feed(0, 2);
    feed_span(2 * SIZE - 1, (struct s7_span){rubbish, 1, 1});
    feed(2, 3);
    expect("012");
    assert_int_equal(lost(S7_LOSS_REPEATED) + lost(S7_LOSS_CONTRADICTION), 0);
}

static void other_octets_in_place_of_given_ones_are_told(void **state)
{
    (void)state;
    uint8_t other[2 * SIZE];
    feed(0, 3);
    memcpy(other, octets + SIZE, sizeof other);
    other[SIZE + 9] ^= 1;
    other[SIZE + 10] ^= 1;
    feed_span(SIZE, (struct s7_span){other, sizeof other, sizeof other});
    feed(3, 4);
    expect("0123");
    assert_int_equal(lost(S7_LOSS_CONTRADICTION), 2);
    assert_int_equal(desk.told[S7_LOSS_CONTRADICTION], 2);
    assert_int_equal(lost(S7_LOSS_REPEATED), 2 * SIZE - 2);
}

static void what_was_acknowledged_does_not_come_any_more(void **state)
{
    (void)state;
    feed(0, 1);
    feed(2, 3);
    acknowledge(1);
    expect("0");
    acknowledge(3);
    expect("0-2");
    assert_int_equal(lost(S7_LOSS_GAP), SIZE);
    assert_int_equal(desk.told[S7_LOSS_GAP], SIZE);
    assert_true(desk.flow.seen & S7_FLOW_SEEN_GAP);
    acknowledge(5); /* before what it acknowledges was captured */
    feed(3, 4);
    feed(4, 5);
    expect("0-234");
    acknowledge(8);
    feed(7, 8);
    expect("0-234-7");
    assert_int_equal(lost(S7_LOSS_GAP), 3 * SIZE);
}

static void a_part_that_was_acknowledged_is_given_up_alone(void **state)
{
    (void)state;
    feed(0, 1);
    feed(5, 6);
    acknowledge(3);
    feed(3, 5);
    expect("0-345");
    assert_int_equal(lost(S7_LOSS_GAP), 2 * SIZE);
}

static void a_full_window_gives_up(void **state)
{
    (void)state;
    desk.host.window_max = 3 * SIZE;
    feed(0, 1);
    feed(2, 4);
    expect("0");
    feed(4, 5);
    expect("0-234");
    assert_int_equal(lost(S7_LOSS_GAP), SIZE);
    assert_int_equal(lost(S7_LOSS_MEMORY), 0);
}

static void without_memory_nothing_waits(void **state)
{
    (void)state;
    feed(0, 1);
    desk.host.hold.max = S7_HISTORY_SIZE + sizeof(struct s7_waiting) + SIZE;
    feed(2, 3);
    feed(4, 5);
    expect("0-2-4");
    assert_int_equal(lost(S7_LOSS_GAP), 2 * SIZE);
    assert_int_equal(lost(S7_LOSS_MEMORY), 1);
    feed(1, 2);
    expect("0-2-4");
    assert_int_equal(lost(S7_LOSS_REPEATED), SIZE);
}

static void patience_ends(void **state)
{
    (void)state;
    feed(0, 1);
    feed(2, 3);
    desk.turn.time += S7_STREAM_PATIENCE;
    feed(3, 4);
    expect("0");
    desk.turn.time += 1;
    feed(4, 5);
    expect("0-234");
}

static void the_end_gives_what_waits(void **state)
{
    (void)state;
    feed(0, 1);
    feed(2, 3);
    acknowledge(1);
    s7_stream_finish(&stream, start + 5 * SIZE);
    assert_false(s7_stream_finished(&stream));
    s7_stream_close(&stream, &desk.turn);
    expect("0-2");
    assert_int_equal(lost(S7_LOSS_GAP), 3 * SIZE); /* also what is missing before the FIN */
    assert_true(s7_stream_finished(&stream));
}

static void octets_that_only_an_acknowledgement_shows_are_counted_at_the_end(void **state)
{
    (void)state;
    feed(0, 1);
    acknowledge(4);
    s7_stream_close(&stream, &desk.turn);
    assert_int_equal(lost(S7_LOSS_GAP), 3 * SIZE);
}

static void an_acknowledged_end_is_the_end(void **state)
{
    (void)state;
    feed(0, 1);
    s7_stream_finish(&stream, start + 2 * SIZE);
    s7_stream_acknowledge(&stream, &desk.turn, start + 2 * SIZE);
    assert_false(s7_stream_finished(&stream));
    s7_stream_acknowledge(&stream, &desk.turn, start + 2 * SIZE + 1);
    assert_true(s7_stream_finished(&stream));
    assert_int_equal(lost(S7_LOSS_GAP), SIZE);
}

static void the_snap_length_leaves_gaps_of_known_length(void **state)
{
    (void)state;
    feed(0, 1);
    feed_span(SIZE, (struct s7_span){octets + SIZE, SIZE / 2, SIZE});
    feed(2, 3);
    feed_span(3 * SIZE, (struct s7_span){octets + 3 * SIZE, SIZE + 7, 2 * SIZE});
    feed(5, 6);
    expect("0-23-5");
    assert_int_equal(lost(S7_LOSS_SNAPPED), SIZE / 2 + SIZE - 7);
    assert_int_equal(lost(S7_LOSS_UNFRAMED), SIZE / 2 + 7);
    assert_int_equal(lost(S7_LOSS_GAP), 0);
    feed_span(7 * SIZE, (struct s7_span){octets + 7 * SIZE, SIZE, SIZE + 5});
    feed(6, 7);
    expect("0-23-567");
}

static void a_capture_may_begin_in_the_middle(void **state)
{
    (void)state;
    memset(&stream, 0, sizeof stream);
    feed_span(SIZE / 2, (struct s7_span){octets + SIZE / 2, SIZE, SIZE});
    feed_span(SIZE + SIZE / 2, (struct s7_span){octets + SIZE + SIZE / 2, SIZE / 2, SIZE / 2});
    feed(2, 4);
    expect("-123");
    assert_int_equal(lost(S7_LOSS_UNFRAMED), SIZE / 2);
    assert_int_equal(lost(S7_LOSS_GAP), 0);
}

static void one_stray_segment_changes_nothing_and_two_do(void **state)
{
    (void)state;
    static const uint32_t places[] = {1000000, 0x7FFFFFFF, (uint32_t)-1000000, 0x80000000};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        end(state);
        begin(state);
        feed(0, 1);
        start += places[i];
        feed(3, 4);
        start -= places[i];
        feed(1, 2);
        expect("01");
        assert_int_equal(lost(S7_LOSS_OUT_OF_WINDOW), SIZE);
        start += places[i];
        feed(3, 4);
        feed(4, 5);
        feed(6, 7);
        feed(5, 6);
        expect("01-456");
        assert_int_equal(lost(S7_LOSS_OUT_OF_WINDOW), 2 * SIZE);
        bool ahead = places[i] < 0x80000000 - 2 * SIZE;
        assert_int_equal(lost(S7_LOSS_GAP), ahead ? places[i] + SIZE : 0); /* the stray one is counted above */
    }
}

static void strays_with_others_between_them_do_not_follow_each_other(void **state)
{
    (void)state;
    feed(0, 1);
    feed_span(1000000, (struct s7_span){octets, SIZE, SIZE});
    feed(1, 2);
    feed_span(1000000 + SIZE, (struct s7_span){octets, SIZE, SIZE});
    feed(2, 3);
    expect("012");
    assert_int_equal(lost(S7_LOSS_OUT_OF_WINDOW), 2 * SIZE);
}

static void an_old_acknowledgement_is_forgotten_with_the_place(void **state)
{
    (void)state;
    feed(0, 1);
    acknowledge(5);
    start -= 10050;
    feed(0, 1); /* stray, and one that follows on it: 10050 octets back */
    feed(1, 2);
    feed(2, 9);
    feed_span(10 * SIZE, (struct s7_span){octets, SIZE, SIZE});
    expect("0-12345678");
    assert_int_equal(lost(S7_LOSS_GAP), 0);
}

static void an_acknowledged_fin_is_no_lost_octet(void **state)
{
    (void)state;
    feed(0, 1);
    s7_stream_acknowledge(&stream, &desk.turn, start + SIZE + 1);
    s7_stream_close(&stream, &desk.turn);
    assert_int_equal(lost(S7_LOSS_GAP), 0);
}

static void patience_begins_anew_with_what_came(void **state)
{
    (void)state;
    feed(0, 1);
    feed(2, 3);
    feed(4, 5);
    desk.turn.time += S7_STREAM_PATIENCE;
    feed(1, 2);
    expect("012");
    desk.turn.time += S7_STREAM_PATIENCE;
    feed(5, 6);
    expect("012");
    desk.turn.time += 1;
    feed(6, 7);
    expect("012-456");
}

static void an_acknowledgement_from_elsewhere_is_not_heeded(void **state)
{
    (void)state;
    feed(0, 1);
    feed(2, 3);
    s7_stream_acknowledge(&stream, &desk.turn, start + 1000000);
    s7_stream_acknowledge(&stream, &desk.turn, start - 1000000);
    expect("0");
    assert_false(s7_stream_near(&stream, &desk.host, start + 1000000));
    assert_true(s7_stream_near(&stream, &desk.host, start + 10000));
}

static void dropping_gives_back_everything(void **state)
{
    (void)state;
    feed_span(0, (struct s7_span){octets, 5, 5});
    feed(2, 3);
    feed(4, 5);
    assert_int_not_equal(desk.host.hold.used, 0);
    s7_stream_drop(&stream, &desk.host);
    assert_int_equal(desk.host.hold.used, 0);
    assert_int_equal(desk.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reordered_segments_are_put_in_order, begin, end),
        cmocka_unit_test_setup_teardown(repeated_segments_count_once, begin, end),
        cmocka_unit_test_setup_teardown(keep_alives_mean_nothing, begin, end),
        cmocka_unit_test_setup_teardown(other_octets_in_place_of_given_ones_are_told, begin, end),
        cmocka_unit_test_setup_teardown(what_was_acknowledged_does_not_come_any_more, begin, end),
        cmocka_unit_test_setup_teardown(a_part_that_was_acknowledged_is_given_up_alone, begin, end),
        cmocka_unit_test_setup_teardown(a_full_window_gives_up, begin, end),
        cmocka_unit_test_setup_teardown(without_memory_nothing_waits, begin, end),
        cmocka_unit_test_setup_teardown(patience_ends, begin, end),
        cmocka_unit_test_setup_teardown(the_end_gives_what_waits, begin, end),
        cmocka_unit_test_setup_teardown(octets_that_only_an_acknowledgement_shows_are_counted_at_the_end, begin,
                                        end),
        cmocka_unit_test_setup_teardown(an_acknowledged_end_is_the_end, begin, end),
        cmocka_unit_test_setup_teardown(the_snap_length_leaves_gaps_of_known_length, begin, end),
        cmocka_unit_test_setup_teardown(a_capture_may_begin_in_the_middle, begin, end),
        cmocka_unit_test_setup_teardown(one_stray_segment_changes_nothing_and_two_do, begin, end),
        cmocka_unit_test_setup_teardown(strays_with_others_between_them_do_not_follow_each_other, begin, end),
        cmocka_unit_test_setup_teardown(an_old_acknowledgement_is_forgotten_with_the_place, begin, end),
        cmocka_unit_test_setup_teardown(an_acknowledged_fin_is_no_lost_octet, begin, end),
        cmocka_unit_test_setup_teardown(patience_begins_anew_with_what_came, begin, end),
        cmocka_unit_test_setup_teardown(an_acknowledgement_from_elsewhere_is_not_heeded, begin, end),
        cmocka_unit_test_setup_teardown(dropping_gives_back_everything, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
