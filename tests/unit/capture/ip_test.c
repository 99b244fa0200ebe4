/* SPDX-License-Identifier: MIT */
#include "capture/ip.h"

#include "check.h"

#include <string.h>

#include "base/cursor.h"

enum { TCP = 6, UDP = 17, FRAGMENT = 44, ROOM = 200 };

static uint8_t room[ROOM];

/* IPv4 with `options` words of options; `tail` octets follow its end. */
static struct s7_span ipv4(unsigned options, unsigned flags, unsigned protocol, size_t payload, size_t tail)
{
    struct s7_writer writer = s7_writer_over(room, sizeof room);
    size_t total = 20 + 4 * options + payload;
    s7_writer_u8(&writer, (uint8_t)(0x45 + options));
    s7_writer_u8(&writer, 0);
    s7_writer_u16(&writer, (uint16_t)total);
    s7_writer_u16(&writer, 1);
    s7_writer_u16(&writer, (uint16_t)flags);
    s7_writer_u8(&writer, 64);
    s7_writer_u8(&writer, (uint8_t)protocol);
    s7_writer_u16(&writer, 0);
    s7_writer_u32(&writer, 0x0A000105);
    s7_writer_u32(&writer, 0x0A000207);
    memset(s7_writer_take(&writer, 4 * options), 1, 4 * options);
    memset(s7_writer_take(&writer, payload + tail), 0xAB, payload + tail);
    assert_false(writer.bad);
    return (struct s7_span){room, total + tail, total + tail};
}

/* IPv6 whose extension headers are given; their first octet, the next header, too. */
static struct s7_span ipv6(unsigned first, const uint8_t *extensions, size_t size, size_t payload, size_t tail)
{
    struct s7_writer writer = s7_writer_over(room, sizeof room);
    s7_writer_u32(&writer, 0x60000000);
    s7_writer_u16(&writer, (uint16_t)(size + payload));
    s7_writer_u8(&writer, (uint8_t)first);
    s7_writer_u8(&writer, 64);
    for (unsigned i = 0; i < 32; i++)
        s7_writer_u8(&writer, (uint8_t)(i + 1));
    s7_writer_octets(&writer, extensions, size);
    memset(s7_writer_take(&writer, payload + tail), 0xAB, payload + tail);
    assert_false(writer.bad);
    return (struct s7_span){room, 40 + size + payload + tail, 40 + size + payload + tail};
}

static struct s7_segment segment;
static struct s7_span tcp;
static enum s7_loss loss;

static enum s7_inside open_ip(struct s7_span ip)
{
    memset(&segment, 0xFF, sizeof segment);
    loss = S7_LOSS_COUNT;
    return s7_ip_open(ip, &segment, &tcp, &loss);
}

static void expect_lost(struct s7_span ip, enum s7_loss expected)
{
    assert_int_equal(open_ip(ip), S7_INSIDE_LOST);
    assert_int_equal(loss, expected);
}

static void version_4_ends_where_it_says(void **state)
{
    (void)state;
    for (unsigned options = 0; options <= 10; options += 5) {
        assert_int_equal(open_ip(ipv4(options, 0x4000, TCP, 22, 6)), S7_INSIDE_FOUND);
        assert_ptr_equal(tcp.at, room + 20 + 4 * options);
        assert_int_equal(tcp.size, 22);
        assert_int_equal(tcp.wire_size, 22);
    }
    struct s7_station from = {.address = {10, 0, 1, 5}, .version = 4},
                      to = {.address = {10, 0, 2, 7}, .version = 4};
    assert_true(s7_station_equal(&segment.from, &from));
    assert_true(s7_station_equal(&segment.to, &to));
}

static void what_was_cut_off_is_known(void **state)
{
    (void)state;
    struct s7_span whole = ipv4(0, 0, TCP, 30, 4);
    for (size_t size = 0; size < whole.size; size++) {
        struct s7_span cut = {room, size, whole.wire_size};
        enum s7_inside inside = open_ip(cut);
        assert_int_equal(inside, size < 20 ? S7_INSIDE_LOST : S7_INSIDE_FOUND);
        if (inside == S7_INSIDE_FOUND) {
            assert_int_equal(tcp.size, size < 50 ? size - 20 : 30);
            assert_int_equal(tcp.wire_size, 30);
        }
    }
}

static void damaged_headers_are_lost(void **state)
{
    (void)state;
    struct s7_span ip = ipv4(0, 0, TCP, 30, 0);
    room[0] = 0x44;
    expect_lost(ip, S7_LOSS_IP_SHORT);
    ip = ipv4(0, 0, TCP, 30, 0);
    ip.size = --ip.wire_size;
    expect_lost(ip, S7_LOSS_IP_SHORT);
    ip = ipv4(5, 0, TCP, 0, 0);
    s7_store_u16(room + 2, 39);
    expect_lost(ip, S7_LOSS_IP_SHORT);
    ip = ipv4(0, 0, TCP, 30, 0);
    room[0] = 0x55;
    expect_lost(ip, S7_LOSS_IP_SHORT);
    expect_lost((struct s7_span){room, 0, 0}, S7_LOSS_IP_SHORT);
    ip = ipv6(TCP, NULL, 0, 30, 0);
    ip.size = --ip.wire_size;
    expect_lost(ip, S7_LOSS_IP_SHORT);
}

/* Interfaces that cut segments themselves are given packets without a length. */
static void a_length_of_0_is_all_there_is(void **state)
{
    (void)state;
    struct s7_span ip = ipv4(0, 0, TCP, 100, 0);
    s7_store_u16(room + 2, 0);
    assert_int_equal(open_ip(ip), S7_INSIDE_FOUND);
    assert_int_equal(tcp.wire_size, 100);
    ip = ipv6(TCP, NULL, 0, 100, 0);
    s7_store_u16(room + 4, 0);
    assert_int_equal(open_ip(ip), S7_INSIDE_FOUND);
    assert_int_equal(tcp.wire_size, 100);
}

static void a_length_of_0_is_not_believed_without_end(void **state)
{
    (void)state;
    struct s7_span ip = ipv4(0, 0, TCP, 100, 0);
    s7_store_u16(room + 2, 0);
    ip.wire_size = UINT32_MAX;
    expect_lost(ip, S7_LOSS_IP_SHORT);
    ip = ipv6(TCP, NULL, 0, 100, 0);
    s7_store_u16(room + 4, 0);
    ip.wire_size = UINT32_MAX;
    assert_int_equal(open_ip(ip), S7_INSIDE_FOUND);
    assert_int_equal(tcp.wire_size, 0);
}

static void fragments_are_counted_and_not_read(void **state)
{
    (void)state;
    expect_lost(ipv4(0, 0x2000, TCP, 30, 0), S7_LOSS_FRAGMENT);
    expect_lost(ipv4(0, 0x0001, TCP, 30, 0), S7_LOSS_FRAGMENT);
    expect_lost(ipv4(0, 0x1FFF, TCP, 30, 0), S7_LOSS_FRAGMENT);
    assert_int_equal(open_ip(ipv4(0, 0x2000, UDP, 30, 0)), S7_INSIDE_FOREIGN);
    const uint8_t first[] = {TCP, 0, 0, 1, 0, 0, 0, 9}, last[] = {TCP, 0, 0, 8, 0, 0, 0, 9};
    const uint8_t whole[] = {TCP, 0, 0, 0, 0, 0, 0, 9}, other[] = {UDP, 0, 0, 8, 0, 0, 0, 9};
    expect_lost(ipv6(FRAGMENT, first, sizeof first, 30, 0), S7_LOSS_FRAGMENT);
    expect_lost(ipv6(FRAGMENT, last, sizeof last, 30, 0), S7_LOSS_FRAGMENT);
    assert_int_equal(open_ip(ipv6(FRAGMENT, other, sizeof other, 30, 0)), S7_INSIDE_FOREIGN);
    assert_int_equal(open_ip(ipv6(FRAGMENT, whole, sizeof whole, 30, 0)), S7_INSIDE_FOUND); /* RFC 6946 */
    assert_int_equal(tcp.size, 30);
}

static void version_6_with_extension_headers(void **state)
{
    (void)state;
    const uint8_t extensions[] = {60,  1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* hop by hop, 16 octets */
                                  51,  0, 0, 0, 0, 0, 0, 0,                         /* destination */
                                  43,  1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* authentication, 12 octets */
                                  TCP, 0, 0, 0, 0, 0, 0, 0};            /* routing */
    struct s7_span ip = ipv6(0, extensions, sizeof extensions, 33, 5);
    assert_int_equal(open_ip(ip), S7_INSIDE_FOUND);
    assert_ptr_equal(tcp.at, room + 40 + sizeof extensions);
    assert_int_equal(tcp.size, 33);
    assert_int_equal(segment.from.address[0], 1);
    assert_int_equal(segment.to.address[15], 32);
    assert_int_equal(segment.from.version, 6);
    for (size_t size = 40; size < 40 + sizeof extensions; size++)
        expect_lost((struct s7_span){room, size, ip.wire_size}, S7_LOSS_IP_SHORT);
    room[41] = 255; /* longer than the packet */
    expect_lost(ip, S7_LOSS_IP_SHORT);
}

static void other_protocols_are_no_loss(void **state)
{
    (void)state;
    assert_int_equal(open_ip(ipv4(0, 0, UDP, 30, 0)), S7_INSIDE_FOREIGN);
    assert_int_equal(open_ip(ipv6(UDP, NULL, 0, 30, 0)), S7_INSIDE_FOREIGN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(version_4_ends_where_it_says),
        cmocka_unit_test(what_was_cut_off_is_known),
        cmocka_unit_test(damaged_headers_are_lost),
        cmocka_unit_test(a_length_of_0_is_all_there_is),
        cmocka_unit_test(a_length_of_0_is_not_believed_without_end),
        cmocka_unit_test(fragments_are_counted_and_not_read),
        cmocka_unit_test(version_6_with_extension_headers),
        cmocka_unit_test(other_protocols_are_no_loss),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
