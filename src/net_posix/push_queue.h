/* SPDX-License-Identifier: MIT
 *
 * net_posix/push_queue.h — pushes that came and were not taken yet: PDUs one behind the other in a ring of octets.
 */
#ifndef NET_POSIX_PUSH_QUEUE_H
#define NET_POSIX_PUSH_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { S7_PUSH_QUEUE_HEAD = 2 /**< octets that each PDU takes beside its own */ };

struct s7_push_queue {
    uint8_t *octets;
    size_t capacity;
    size_t first; /**< where the oldest begins */
    size_t used;
    uint64_t dropped;
};

/** Over borrowed octets; capacity 0: everything is dropped. */
struct s7_push_queue s7_push_queue_over(uint8_t *octets, size_t capacity);

/** Keeps a copy behind the others; one that does not fit is dropped and counted. */
void s7_push_queue_put(struct s7_push_queue *queue, const uint8_t *pdu, size_t size);

/** Copies the first `capacity` octets of the oldest at most, which stays.  @return how many; 0: there is none */
size_t s7_push_queue_look(const struct s7_push_queue *queue, uint8_t *ret_pdu, size_t capacity);

/** Takes the oldest: `capacity` octets of it at most.  @return its whole size; 0: there is none */
size_t s7_push_queue_take(struct s7_push_queue *queue, uint8_t *ret_pdu, size_t capacity);

static inline bool s7_push_queue_empty(const struct s7_push_queue *queue)
{
    return queue->used == 0;
}

#endif
