/* SPDX-License-Identifier: MIT */
#include "engine/iso.h"

#include "check.h"

#include <string.h>

#include "sieben/error.h"

static uint8_t packet[1028], tsdu[240];
static struct s7_iso iso;

static void start(void)
{
    s7_iso_init(&iso, packet, sizeof packet, tsdu, sizeof tsdu);
}

/* Feeds all octets in pieces of `piece`; returns the last event that was not NOTHING. */
static enum s7_iso_event feed(const uint8_t *octets, size_t size, size_t piece)
{
    enum s7_iso_event last = S7_ISO_NOTHING;
    for (size_t at = 0; at < size;) {
        size_t taken = 0, now = size - at < piece ? size - at : piece;
        enum s7_iso_event event = s7_iso_input(&iso, octets + at, now, &taken);
        assert_true(taken > 0 && taken <= now);
        at += taken;
        if (event != S7_ISO_NOTHING)
            last = event;
        if (event == S7_ISO_BROKEN)
            break;
    }
    return last;
}

static const uint8_t whole[] = {0x03, 0x00, 0x00, 0x0a, 0x02, 0xf0, 0x80, 1, 2, 3};
/* STEP 7's empty DT without EOT in front, then 1 2 | (empty) | 3. */
static const uint8_t fragments[] = {0x03, 0x00, 0x00, 0x07, 0x02, 0xf0, 0x00, 0x03, 0x00, 0x00, 0x09,
                                    0x02, 0xf0, 0x00, 1,    2,    0x03, 0x00, 0x00, 0x07, 0x02, 0xf0,
                                    0x00, 0x03, 0x00, 0x00, 0x08, 0x02, 0xf0, 0x80, 3};

static void a_tsdu_is_the_same_however_it_is_cut(void **state)
{
    static const struct {
        const uint8_t *octets;
        size_t size;
    } streams[] = {{whole, sizeof whole}, {fragments, sizeof fragments}};
    (void)state;
    for (size_t s = 0; s < 2; s++)
        for (size_t piece = 1; piece <= streams[s].size; piece++) {
            start();
            assert_int_equal(feed(streams[s].octets, streams[s].size, piece), S7_ISO_TSDU);
            assert_int_equal(iso.complete.size, 3);
            assert_memory_equal(iso.complete.at, "\1\2\3", 3);
            assert_false(s7_iso_midway(&iso));
        }
}

static void an_empty_data_tpdu_is_absorbed(void **state)
{
    (void)state;
    start();
    assert_int_equal(feed(fragments, 7, 7), S7_ISO_NOTHING);
    assert_false(s7_iso_midway(&iso));
}

static void midway_is_known(void **state)
{
    (void)state;
    start();
    feed(whole, 5, 5);
    assert_true(s7_iso_midway(&iso));
    start();
    feed(fragments, 16, 16);
    assert_true(s7_iso_midway(&iso));
}

static void one_event_at_a_time(void **state)
{
    uint8_t two[2 * sizeof whole];
    size_t taken = 0;
    (void)state;
    memcpy(two, whole, sizeof whole);
    memcpy(two + sizeof whole, whole, sizeof whole);
    start();
    assert_int_equal(s7_iso_input(&iso, two, sizeof two, &taken), S7_ISO_TSDU);
    assert_int_equal(taken, sizeof whole);
    assert_int_equal(s7_iso_input(&iso, two, 0, &taken), S7_ISO_NOTHING);
    assert_int_equal(taken, 0);
}

static void oversize_breaks(void **state)
{
    static const uint8_t packet_too_long[] = {0x03, 0x00, 0x04, 0x05, 0x02, 0xf0, 0x80};
    uint8_t fragment[7 + 121] = {0x03, 0x00, 0x00, 7 + 121, 0x02, 0xf0, 0x00};
    (void)state;
    for (size_t piece = 1; piece <= 7; piece++) {
        start();
        assert_int_equal(feed(packet_too_long, 7, piece), S7_ISO_BROKEN);
        assert_int_equal(iso.error, S7_ERR_ISO_OVERSIZE);
    }
    start();
    assert_int_equal(feed(fragment, sizeof fragment, sizeof fragment), S7_ISO_NOTHING); /* 121 of 240 */
    assert_int_equal(feed(fragment, sizeof fragment, sizeof fragment), S7_ISO_BROKEN);
    assert_int_equal(iso.error, S7_ERR_ISO_OVERSIZE);
}

static void what_is_no_tpkt_breaks(void **state)
{
    (void)state;
    for (size_t piece = 1; piece <= 4; piece++) {
        start();
        assert_int_equal(feed((const uint8_t *)"HTTP/1.1", 8, piece), S7_ISO_BROKEN);
        assert_int_equal(iso.error, S7_ERR_ISO_FOREIGN);
    }
}

/* What is packed under any TPDU limit is what comes out at the other end. */
static void packing_and_reassembly_are_inverse(void **state)
{
    static uint8_t buffer[4096], big_packet[8196], big_tsdu[1000];
    (void)state;
    for (size_t limit = 4; limit <= 1024; limit = limit < 32 ? limit + 1 : limit * 2)
        for (size_t size = 1; size <= 240; size += 7) {
            for (size_t i = 0; i < size; i++)
                buffer[S7_ISO_HEADROOM + i] = (uint8_t)(i + limit);
            size_t packed = s7_iso_packed_size(size, limit);
            if (packed > sizeof buffer)
                continue;
            assert_int_equal(s7_iso_pack(buffer, size, limit), packed);
            s7_iso_init(&iso, big_packet, sizeof big_packet, big_tsdu, sizeof big_tsdu);
            assert_int_equal(feed(buffer, packed, packed), S7_ISO_TSDU);
            assert_int_equal(iso.complete.size, size);
            for (size_t i = 0; i < size; i++)
                assert_int_equal(iso.complete.at[i], (uint8_t)(i + limit));
        }
}

static void a_tpdu_without_room_is_not_encoded(void **state)
{
    uint8_t buffer[32];
    const struct s7_cotp dr = {.type = S7_COTP_DR, .as.disconnect = {.dst_ref = 1, .reason = 3}};
    (void)state;
    assert_int_equal(s7_iso_encode(buffer, sizeof buffer, &dr), 11);
    assert_int_equal(s7_iso_encode(buffer, 10, &dr), 0);
    assert_int_equal(s7_iso_encode(buffer, 3, &dr), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tsdu_is_the_same_however_it_is_cut),
        cmocka_unit_test(an_empty_data_tpdu_is_absorbed),
        cmocka_unit_test(midway_is_known),
        cmocka_unit_test(one_event_at_a_time),
        cmocka_unit_test(oversize_breaks),
        cmocka_unit_test(what_is_no_tpkt_breaks),
        cmocka_unit_test(packing_and_reassembly_are_inverse),
        cmocka_unit_test(a_tpdu_without_room_is_not_encoded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
