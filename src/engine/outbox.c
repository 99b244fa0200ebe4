/* SPDX-License-Identifier: MIT */
#include "engine/outbox.h"

#include <assert.h>
#include <string.h>

void s7_outbox_init(struct s7_outbox *outbox, uint8_t *octets, size_t capacity)
{
    *outbox = (struct s7_outbox){.octets = octets, .capacity = capacity};
}

uint8_t *s7_outbox_reserve(struct s7_outbox *outbox, size_t size)
{
    assert(size <= s7_outbox_room(outbox));
    if (outbox->capacity - outbox->tail < size) {
        memmove(outbox->octets, outbox->octets + outbox->head, s7_outbox_used(outbox));
        outbox->tail -= outbox->head;
        outbox->head = 0;
    }
    return outbox->octets + outbox->tail;
}

void s7_outbox_commit(struct s7_outbox *outbox, size_t size)
{
    assert(size <= outbox->capacity - outbox->tail);
    outbox->tail += size;
}

size_t s7_outbox_peek(const struct s7_outbox *outbox, const uint8_t **ret_octets)
{
    *ret_octets = outbox->octets + outbox->head;
    return s7_outbox_used(outbox);
}

void s7_outbox_sent(struct s7_outbox *outbox, size_t size)
{
    assert(size <= s7_outbox_used(outbox));
    outbox->head += size;
    if (outbox->head == outbox->tail)
        outbox->head = outbox->tail = 0;
}
