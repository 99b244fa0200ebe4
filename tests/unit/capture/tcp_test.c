/* SPDX-License-Identifier: MIT */
#include "capture/tcp.h"

#include "check.h"

#include <string.h>

static const uint8_t header[] = {0xC0, 0x01, 0, 102, 0xFF, 0xFF, 0xFF, 0xFE, 1, 2, 3, 4, 0x60, 0x18, 0x20, 0x00,
                                 0,    0,    0, 0,   2,    4,    5,    0xB4, 3, 0, 0, 7, 2,    0xF0, 0x80};
enum { OPTIONS = 4, HEADER = 24 };

static void header_and_payload_are_read(void **state)
{
    (void)state;
    struct s7_segment segment;
    memset(&segment, 0, sizeof segment);
    assert_true(s7_tcp_open((struct s7_span){header, sizeof header, sizeof header}, &segment));
    assert_int_equal(segment.from.port, 0xC001);
    assert_int_equal(segment.to.port, 102);
    assert_int_equal(segment.sequence, 0xFFFFFFFE);
    assert_int_equal(segment.acknowledged, 0x01020304);
    assert_int_equal(segment.flags, S7_TCP_ACK | 8);
    assert_ptr_equal(segment.payload.at, header + HEADER);
    assert_int_equal(segment.payload.size, 7);
    assert_int_equal(segment.payload.wire_size, 7);
}

static void what_the_snap_length_cut_off_is_known(void **state)
{
    (void)state;
    struct s7_segment segment;
    memset(&segment, 0, sizeof segment);
    for (size_t size = 0; size <= sizeof header; size++) {
        bool open = s7_tcp_open((struct s7_span){header, size, sizeof header}, &segment);
        assert_int_equal(open, size >= HEADER - OPTIONS);
        if (!open)
            continue;
        assert_int_equal(segment.payload.size, size > HEADER ? size - HEADER : 0);
        assert_int_equal(segment.payload.wire_size, sizeof header - HEADER);
    }
}

static void a_header_that_is_too_short_or_too_long_is_damaged(void **state)
{
    (void)state;
    uint8_t damaged[sizeof header];
    struct s7_segment segment;
    memset(&segment, 0, sizeof segment);
    for (unsigned words = 0; words < 16; words++) {
        memcpy(damaged, header, sizeof damaged);
        damaged[12] = (uint8_t)(words << 4);
        bool open = s7_tcp_open((struct s7_span){damaged, sizeof damaged, sizeof damaged}, &segment);
        assert_int_equal(open, words >= 5 && words * 4 <= sizeof damaged);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(header_and_payload_are_read),
        cmocka_unit_test(what_the_snap_length_cut_off_is_known),
        cmocka_unit_test(a_header_that_is_too_short_or_too_long_is_damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
