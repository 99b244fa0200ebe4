/* SPDX-License-Identifier: MIT
 *
 * engine/outbox.h — octets waiting to be sent: one linear buffer of fixed size, filled at the end, drained at the
 * front.
 */
#ifndef ENGINE_OUTBOX_H
#define ENGINE_OUTBOX_H

#include <stddef.h>
#include <stdint.h>

struct s7_outbox {
    uint8_t *octets; /**< caller's */
    size_t capacity;
    size_t head; /**< first octet not sent */
    size_t tail; /**< behind the last octet */
};

void s7_outbox_init(struct s7_outbox *outbox, uint8_t *octets, size_t capacity);

static inline size_t s7_outbox_used(const struct s7_outbox *outbox)
{
    return outbox->tail - outbox->head;
}

static inline size_t s7_outbox_room(const struct s7_outbox *outbox)
{
    return outbox->capacity - s7_outbox_used(outbox);
}

/** `size` contiguous octets behind the last one, to be filled and committed; size <= room.  May move the content. */
uint8_t *s7_outbox_reserve(struct s7_outbox *outbox, size_t size);
/** The first `size` octets of the last reservation are to be sent. */
void s7_outbox_commit(struct s7_outbox *outbox, size_t size);
/** What is to be sent; returns its size. */
size_t s7_outbox_peek(const struct s7_outbox *outbox, const uint8_t **ret_octets);
/** The first `size` octets were sent. */
void s7_outbox_sent(struct s7_outbox *outbox, size_t size);

#endif
