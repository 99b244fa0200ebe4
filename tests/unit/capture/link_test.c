/* SPDX-License-Identifier: MIT */
#include "capture/link.h"

#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "must.h"

#define ADDRESSES 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12

/* The IP packet is the last octet of each: 0x45 or 0x60. */
static const struct row {
    const char *name;
    uint32_t link_type;
    size_t size;
    uint8_t octets[48];
} rows[] = {
    {"Ethernet", 1, 15, {ADDRESSES, 0x08, 0x00, 0x45}},
    {"Ethernet, IPv6", 1, 15, {ADDRESSES, 0x86, 0xDD, 0x60}},
    {"802.1Q", 1, 19, {ADDRESSES, 0x81, 0x00, 0x20, 5, 0x08, 0x00, 0x45}},
    {"802.1ad with 802.1Q", 1, 23, {ADDRESSES, 0x88, 0xA8, 0, 9, 0x81, 0x00, 0, 5, 0x86, 0xDD, 0x60}},
    {"three tags", 1, 27, {ADDRESSES, 0x91, 0, 0, 9, 0x91, 0, 0, 5, 0x81, 0x00, 0, 5, 0x86, 0xDD, 0x60}},
    {"LLC/SNAP", 1, 23, {ADDRESSES, 0, 9, 0xAA, 0xAA, 3, 0, 0, 0, 0x08, 0x00, 0x45}},
    {"PPPoE", 1, 23, {ADDRESSES, 0x88, 0x64, 0x11, 0, 0, 1, 0, 3, 0x00, 0x21, 0x45}},
    {"SLL", 113, 17, {0, 0, 0, 1, 0, 6, 1, 2, 3, 4, 5, 6, 0, 0, 0x08, 0x00, 0x45}},
    {"SLL with a VLAN", 113, 21, {0, 0, 0, 1, 0, 6, 1, 2, 3, 4, 5, 6, 0, 0, 0x81, 0, 0, 5, 0x08, 0x00, 0x45}},
    {"SLL2", 276, 21, {0x86, 0xDD, 0, 0, 0, 0, 0, 2, 0, 1, 0, 6, 1, 2, 3, 4, 5, 6, 0, 0, 0x60}},
    {"NULL, little end first", 0, 5, {2, 0, 0, 0, 0x45}},
    {"LOOP", 108, 5, {0, 0, 0, 24, 0x60}},
    {"raw", 101, 1, {0x45}},
    {"IPv4", 228, 1, {0x45}},
    {"IPv6", 229, 1, {0x60}},
    {"PPP", 9, 5, {0xFF, 0x03, 0x00, 0x21, 0x45}},
    {"PPP, all left out", 9, 2, {0x21, 0x45}},
    {"PPP, IPv6", 50, 3, {0x00, 0x57, 0x60}},
};

/* In a block of exactly its size, so that reading past its end is found. */
static enum s7_inside open_octets(const struct row *row, size_t size, struct s7_span *ret_ip,
                                  enum s7_loss *ret_loss)
{
    uint8_t *octets = malloc(size + 1);
    must(octets);
    memcpy(octets, row->octets, size);
    octets = realloc(octets, size ? size : 1);
    must(octets);
    struct s7_packet packet = {
        .link_type = row->link_type, .octets = octets, .size = size, .wire_size = row->size + 40};
    enum s7_inside inside = s7_link_open(&packet, ret_ip, ret_loss);
    if (inside == S7_INSIDE_FOUND)
        ret_ip->at = row->octets + (ret_ip->at - octets);
    free(octets);
    return inside;
}

static void the_packet_is_found_in_every_kind_of_frame(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct row *row = &rows[i];
        struct s7_span ip = {NULL, 0, 0};
        enum s7_loss loss = S7_LOSS_COUNT;
        if (open_octets(row, row->size, &ip, &loss) != S7_INSIDE_FOUND)
            fail_msg("%s: not found", row->name);
        assert_ptr_equal(ip.at, row->octets + row->size - 1);
        assert_int_equal(ip.size, 1);
        assert_int_equal(ip.wire_size, 41);
        for (size_t size = 0; size < row->size; size++) {
            if (open_octets(row, size, &ip, &loss) != S7_INSIDE_LOST || loss != S7_LOSS_LINK_SHORT)
                fail_msg("%s: %zu octets of it are enough", row->name, size);
        }
    }
}

static void what_is_not_ip_is_no_loss(void **state)
{
    (void)state;
    static const struct row foreign[] = {
        {"ARP", 1, 16, {ADDRESSES, 0x08, 0x06, 0x45, 0}},
        {"PROFINET in a VLAN", 1, 19, {ADDRESSES, 0x81, 0x00, 0xC0, 0, 0x88, 0x92, 0x45}},
        {"spanning tree", 1, 20, {ADDRESSES, 0, 3, 0x42, 0x42, 3, 0}},
        {"PPP LCP", 9, 5, {0xFF, 0x03, 0xC0, 0x21, 0x45}},
        {"SLL2 with ARP", 276, 21, {0x08, 0x06}},
    };
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
        struct s7_span ip;
        enum s7_loss loss = S7_LOSS_COUNT;
        if (open_octets(&foreign[i], foreign[i].size, &ip, &loss) != S7_INSIDE_FOREIGN)
            fail_msg("%s", foreign[i].name);
        assert_int_equal(loss, S7_LOSS_COUNT);
    }
}

static void unknown_kinds_of_network_are_said(void **state)
{
    (void)state;
    static const struct row unknown = {"802.11", 105, 20, {8, 0}};
    struct s7_span ip;
    enum s7_loss loss = S7_LOSS_COUNT;
    assert_int_equal(open_octets(&unknown, unknown.size, &ip, &loss), S7_INSIDE_LOST);
    assert_int_equal(loss, S7_LOSS_LINK_TYPE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_packet_is_found_in_every_kind_of_frame),
        cmocka_unit_test(what_is_not_ip_is_no_loss),
        cmocka_unit_test(unknown_kinds_of_network_are_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
