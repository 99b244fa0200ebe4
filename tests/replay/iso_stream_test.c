/* SPDX-License-Identifier: MIT
 *
 * The reader of captures itself: boundaries, repeats, gaps, COTP fragments.
 */
#include "iso_stream.h"

#include "check.h"

static const uint8_t first[] = {3, 0, 0, 9, 2, 0xF0, 0x80, 0x32, 1};
static const uint8_t second[] = {3, 0, 0, 8, 2, 0xF0, 0x80, 0x72};
static const uint8_t part[] = {3, 0, 0, 9, 2, 0xF0, 0, 0xAA, 0xBB};
static const uint8_t none[] = {3, 0, 0, 7, 2, 0xF0, 0};

static struct iso_streams streams;
static size_t tpdu_count, pdu_count, last_size;
static uint8_t last[64];

static void on_tpdu(void *self, unsigned number, const uint8_t *octets, size_t size)
{
    (void)self;
    (void)number;
    (void)octets;
    tpdu_count += size > 0;
}

static void on_pdu(void *self, unsigned number, const uint8_t *octets, size_t size)
{
    (void)self;
    (void)number;
    pdu_count++;
    last_size = size;
    memcpy(last, octets, size < sizeof last ? size : sizeof last);
}

static int reset(void **state)
{
    (void)state;
    memset(&streams, 0, sizeof streams);
    streams.on_tpdu = on_tpdu;
    streams.on_pdu = on_pdu;
    tpdu_count = pdu_count = last_size = 0;
    return 0;
}

static void feed(uint32_t sequence, const uint8_t *octets, size_t size)
{
    struct tcp_segment segment;
    memset(&segment, 0, sizeof segment);
    segment.sequence = sequence;
    segment.payload = (struct s7_octets){octets, size};
    iso_streams_input(&streams, 1, &segment);
}

static void test_one_octet_a_segment(void **state)
{
    (void)state;
    feed(100, first, 4);
    for (uint32_t i = 4; i < sizeof first; i++)
        feed(100 + i, first + i, 1);
    assert_int_equal(pdu_count, 1);
    assert_int_equal(last_size, 2);
    assert_int_equal(streams.gap_count, 0);
}

static void test_repeats_and_overlaps(void **state)
{
    (void)state;
    uint8_t both[sizeof first + sizeof second];
    memcpy(both, first, sizeof first);
    memcpy(both + sizeof first, second, sizeof second);
    feed(UINT32_MAX - 2, first, sizeof first);
    feed(UINT32_MAX - 2, first, sizeof first);
    feed(UINT32_MAX - 2, both, sizeof both);
    feed(UINT32_MAX - 2, both, sizeof both);
    assert_int_equal(pdu_count, 2);
    assert_int_equal(last[0], 0x72);
    assert_int_equal(streams.repeat_count, 3);
}

static void test_gap_drops_what_is_incomplete(void **state)
{
    (void)state;
    feed(100, first, 6);
    feed(200, second, sizeof second);
    assert_int_equal(pdu_count, 1);
    assert_int_equal(streams.gap_count, 1);
    feed(300, first + 4, 5);
    assert_int_equal(pdu_count, 1);
    assert_int_equal(streams.bad_count, 0);
}

static void test_fragments(void **state)
{
    (void)state;
    const uint8_t whole[] = {0xAA, 0xBB, 0xAA, 0xBB, 0x32, 1};
    feed(0, part, sizeof part);
    feed(9, none, sizeof none);
    feed(16, part, sizeof part);
    assert_int_equal(pdu_count, 0);
    feed(25, first, sizeof first);
    assert_int_equal(pdu_count, 1);
    assert_int_equal(tpdu_count, 4);
    assert_int_equal(last_size, sizeof whole);
    assert_memory_equal(last, whole, sizeof whole);
}

static void test_octets_that_are_no_packet(void **state)
{
    (void)state;
    const uint8_t bad[] = {3, 0, 0, 8, 2, 0xF0, 0x80, 0x32, 9, 9, 9, 9};
    feed(0, bad, sizeof bad);
    assert_int_equal(pdu_count, 1);
    assert_int_equal(streams.bad_count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_one_octet_a_segment, reset),
        cmocka_unit_test_setup(test_repeats_and_overlaps, reset),
        cmocka_unit_test_setup(test_gap_drops_what_is_incomplete, reset),
        cmocka_unit_test_setup(test_fragments, reset),
        cmocka_unit_test_setup(test_octets_that_are_no_packet, reset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
