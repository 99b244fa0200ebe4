/* SPDX-License-Identifier: MIT
 *
 * unit/cpu/lists.h — asks a virtual CPU for system status lists as a partner does, fragment by fragment.
 */
#ifndef TESTS_UNIT_CPU_LISTS_H
#define TESTS_UNIT_CPU_LISTS_H

#include "unit/cpu/peer.h"

#include <stdio.h>

enum {
    LIST_OCTETS = 70000,
    FRAGMENT_FRONT = 33 /* TPKT, COTP, header, parameter and data head of an answer */
};

struct list {
    uint16_t error;
    uint8_t sequence;
    size_t fragments;
    size_t largest; /**< PDU of a fragment */
    size_t size;
    uint8_t octets[LIST_OCTETS];
};

/** Takes the one answer that came; true: more follow. */
static inline bool list_take(struct list *list, const struct peer *peer)
{
    const uint8_t *packet = peer->answer;
    assert_true(peer->answer_size >= FRAGMENT_FRONT);
    assert_int_equal(packet[2] << 8 | packet[3], peer->answer_size);
    const uint8_t *parameter = packet + 17;
    size_t size = (size_t)(packet[31] << 8 | packet[32]);
    assert_int_equal(packet[8], 7);
    assert_int_equal(packet[13] << 8 | packet[14], 12);
    assert_memory_equal(parameter, ((const uint8_t[]){0, 1, 0x12, 8, 0x12, 0x84, 1}), 7);
    assert_int_equal(peer->answer_size, FRAGMENT_FRONT + size);
    list->error = (uint16_t)(parameter[10] << 8 | parameter[11]);
    assert_int_equal(packet[29], list->error ? 0x0A : 0xFF);
    if (list->fragments++)
        assert_int_equal(parameter[7], list->sequence);
    list->sequence = parameter[7];
    memcpy(list->octets + list->size, packet + FRAGMENT_FRONT, size);
    list->size += size;
    list->largest = peer->answer_size - 7 > list->largest ? peer->answer_size - 7 : list->largest;
    return parameter[9] != 0;
}

/** The whole list; its error is 0 when it came. */
static inline void list_ask(struct list *list, struct peer *peer, uint16_t id, uint16_t index)
{
    char payload[32], next[48];
    list->error = 0;
    list->fragments = list->largest = list->size = 0;
    snprintf(payload, sizeof payload, "ff090004%04x%04x", (unsigned)id, (unsigned)index);
    peer_request(peer, 7, "0001120411440100", payload);
    while (list_take(list, peer)) {
        snprintf(next, sizeof next, "000112081244 01%02x00000000", (unsigned)list->sequence);
        peer_request(peer, 7, next, "0a000000");
    }
}

/** The list is this one, octet by octet. */
static inline void list_is(struct peer *peer, uint16_t id, uint16_t index, const char *hex)
{
    static struct list list;
    uint8_t octets[PEER_OCTETS];
    size_t size = octets_of_hex(hex, octets);
    list_ask(&list, peer, id, index);
    assert_int_equal(list.error, 0);
    assert_int_equal(list.size, size);
    assert_memory_equal(list.octets, octets, size);
}

/** The list is refused with this code. */
static inline void list_refused(struct peer *peer, uint16_t id, uint16_t index, uint16_t error)
{
    static struct list list;
    list_ask(&list, peer, id, index);
    assert_int_equal(list.error, error);
    assert_int_equal(list.size, 0);
}

#endif
