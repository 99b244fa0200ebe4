/* SPDX-License-Identifier: MIT
 *
 * unit/cpu/learn.h — gives a virtual CPU the memory that a real one showed: the values in a captured read answer.
 */
#ifndef TESTS_UNIT_CPU_LEARN_H
#define TESTS_UNIT_CPU_LEARN_H

#include "unit/cpu/peer.h"

#include "wire/message.h"

enum { LEARN_FRAME = 7 /* TPKT and DT header in front of the PDU */ };

static inline struct s7_range range_of_item(const struct s7_item *item, size_t octets)
{
    bool word = item->area == S7_AREA_TIMER || item->area == S7_AREA_COUNTER;
    bool bit = item->transport_size == S7_TRANSPORT_BIT;
    return (struct s7_range){.area = (enum s7_area)item->area,
                             .db = item->db,
                             .first_bit = word ? item->address * 16 : item->address,
                             .bit_count = bit ? 1 : (uint32_t)octets * 8};
}

/** Stores every value that the answer carries where the question asked for it. */
static inline void cpu_learn(struct s7_cpu *cpu, const char *question, const char *answer)
{
    static struct s7_message asked, told; /* several KiB each */
    static uint8_t asked_octets[PEER_OCTETS], told_octets[PEER_OCTETS];
    size_t asked_size = octets_of_hex(question, asked_octets);
    size_t told_size = octets_of_hex(answer, told_octets);
    assert_int_equal(s7_message_decode(asked_octets + LEARN_FRAME, asked_size - LEARN_FRAME, &asked), S7_OK);
    assert_int_equal(s7_message_decode(told_octets + LEARN_FRAME, told_size - LEARN_FRAME, &told), S7_OK);
    assert_int_equal(asked.as.read_request.item_count, told.as.read_answer.item_count);
    for (size_t i = 0; i < told.as.read_answer.item_count; i++) {
        const struct s7_data_item *value = &told.as.read_answer.items[i];
        if (value->return_code != S7_RETURN_SUCCESS)
            continue;
        struct s7_range range = range_of_item(&asked.as.read_request.items[i], value->octets.size);
        assert_int_equal(s7_cpu_write(cpu, &range, value->octets.at), S7_OK);
    }
}

#endif
