/* SPDX-License-Identifier: MIT
 *
 * tests/lenient.h — the two things that s7_message_decode() accepts and s7_message_encode() does not repeat:
 * a fill octet other than 0 behind a data item, and a fill octet behind the last data item.
 *
 * Property tests, replay and fuzzing compare re-encoded octets with what remains after these are taken out, and
 * count them: any third difference is a fault.
 */
#ifndef TESTS_LENIENT_H
#define TESTS_LENIENT_H

#include "wire/message.h"

struct lenient {
    size_t fill_count;   /**< fill octets that were not 0 */
    size_t padded_count; /**< last items with a fill octet */
};

static inline size_t lenient_data_items(uint8_t *pdu, size_t size, size_t at, const struct s7_data_item *items,
                                        size_t count, struct lenient *counts)
{
    for (size_t i = 0; i < count; i++) {
        at += S7_DATA_ITEM_HEADER_SIZE + items[i].octets.size;
        if (items[i].octets.size % 2 == 0 || i + 1 == count)
            continue;
        counts->fill_count += pdu[at] != 0;
        pdu[at++] = 0;
    }
    counts->padded_count += at != size;
    return at;
}

/** Takes both out of `pdu`, which decoded to `message`; returns the size that remains. */
static inline size_t lenient_remove(uint8_t *pdu, size_t size, const struct s7_message *message,
                                    struct lenient *counts)
{
    size_t at = s7_header_size(message->header.rosctr) + message->header.parameter_size;
    size_t left = size;
    if (message->body == S7_BODY_READ_ANSWER)
        left = lenient_data_items(pdu, size, at, message->as.read_answer.items,
                                  message->as.read_answer.item_count, counts);
    else if (message->body == S7_BODY_WRITE_REQUEST)
        left = lenient_data_items(pdu, size, at, message->as.write_request.values,
                                  message->as.write_request.item_count, counts);
    pdu[8] = (uint8_t)((left - at) >> 8);
    pdu[9] = (uint8_t)(left - at);
    return left;
}

#endif
