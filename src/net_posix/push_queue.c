/* SPDX-License-Identifier: MIT */
#include "net_posix/push_queue.h"

#include <string.h>

struct s7_push_queue s7_push_queue_over(uint8_t *octets, size_t capacity)
{
    return (struct s7_push_queue){.octets = octets, .capacity = capacity};
}

/* Where octet number `offset` behind the oldest one lies. */
static size_t place(const struct s7_push_queue *queue, size_t offset)
{
    size_t to_end = queue->capacity - queue->first;
    return offset < to_end ? queue->first + offset : offset - to_end;
}

static void append(struct s7_push_queue *queue, const uint8_t *octets, size_t size)
{
    size_t at = place(queue, queue->used);
    size_t to_end = queue->capacity - at;
    size_t part = size < to_end ? size : to_end;
    memcpy(queue->octets + at, octets, part);
    memcpy(queue->octets, octets + part, size - part);
    queue->used += size;
}

/* So many octets from `offset` behind the beginning of the oldest. */
static void copy(const struct s7_push_queue *queue, size_t offset, uint8_t *ret_octets, size_t size)
{
    size_t at = place(queue, offset);
    size_t to_end = queue->capacity - at;
    size_t part = size < to_end ? size : to_end;
    if (size == 0)
        return;
    memcpy(ret_octets, queue->octets + at, part);
    memcpy(ret_octets + part, queue->octets, size - part);
}

void s7_push_queue_put(struct s7_push_queue *queue, const uint8_t *pdu, size_t size)
{
    const uint8_t head[S7_PUSH_QUEUE_HEAD] = {(uint8_t)(size >> 8), (uint8_t)size};
    size_t room = queue->capacity - queue->used;
    if (size == 0 || size > UINT16_MAX || room < sizeof head || size > room - sizeof head) {
        queue->dropped++;
        return;
    }
    append(queue, head, sizeof head);
    append(queue, pdu, size);
}

static size_t size_of_oldest(const struct s7_push_queue *queue)
{
    uint8_t head[S7_PUSH_QUEUE_HEAD];
    if (s7_push_queue_empty(queue))
        return 0;
    copy(queue, 0, head, sizeof head);
    return (size_t)head[0] << 8 | head[1];
}

size_t s7_push_queue_look(const struct s7_push_queue *queue, uint8_t *ret_pdu, size_t capacity)
{
    size_t size = size_of_oldest(queue);
    size_t part = size < capacity ? size : capacity;
    copy(queue, S7_PUSH_QUEUE_HEAD, ret_pdu, part);
    return part;
}

size_t s7_push_queue_take(struct s7_push_queue *queue, uint8_t *ret_pdu, size_t capacity)
{
    size_t size = size_of_oldest(queue);
    s7_push_queue_look(queue, ret_pdu, capacity);
    if (size > 0) {
        queue->first = place(queue, S7_PUSH_QUEUE_HEAD + size);
        queue->used -= S7_PUSH_QUEUE_HEAD + size;
    }
    return size;
}
