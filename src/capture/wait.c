/* SPDX-License-Identifier: MIT */
#include "capture/wait.h"

#include <assert.h>
#include <string.h>

struct s7_span s7_waiting_span(const struct s7_waiting *waiting)
{
    return (struct s7_span){(const uint8_t *)(waiting + 1), waiting->size, waiting->wire_size};
}

/* Part of a span, of which `from` and `size` are counted on the wire. */
static struct s7_span part_of(struct s7_span span, size_t from, size_t size)
{
    size_t captured = span.size > from ? span.size - from : 0;
    return (struct s7_span){captured ? span.at + from : span.at, captured < size ? captured : size, size};
}

void s7_wait_compare(const struct s7_turn *turn, struct s7_span old, struct s7_span again)
{
    size_t both = old.size < again.size ? old.size : again.size;
    size_t different = 0;
    if (both && memcmp(old.at, again.at, both) != 0) {
        for (size_t i = 0; i < both; i++)
            different += old.at[i] != again.at[i];
    }
    s7_turn_count(turn, S7_LOSS_REPEATED, again.wire_size - different);
    s7_turn_lose(turn, S7_LOSS_CONTRADICTION, different);
}

/* Behind `before`, NULL: as the first one. */
static bool insert_piece(struct s7_wait *wait, const struct s7_turn *turn, struct s7_waiting *before,
                         uint32_t sequence, struct s7_span octets)
{
    struct s7_waiting *waiting = NULL;
    if (wait->count < S7_WAIT_SEGMENTS)
        waiting = s7_hold_take(&turn->host->hold, sizeof *waiting + octets.size);
    if (!waiting)
        return false;
    *waiting = (struct s7_waiting){.next = before ? before->next : wait->first,
                                   .packet = turn->packet,
                                   .time = turn->time,
                                   .sequence = sequence,
                                   .size = (uint32_t)octets.size,
                                   .wire_size = (uint32_t)octets.wire_size};
    if (octets.size)
        memcpy(waiting + 1, octets.at, octets.size);
    if (before)
        before->next = waiting;
    else
        wait->first = waiting;
    if (!waiting->next)
        wait->last = waiting;
    wait->count++;
    return true;
}

/* Where in the segment a waiting piece begins and ends: below 0 or beyond its size when it reaches over it. */
static int32_t start_in(const struct s7_waiting *waiting, uint32_t sequence)
{
    return s7_sequence_distance(sequence, waiting->sequence);
}

static int32_t end_in(const struct s7_waiting *waiting, uint32_t sequence)
{
    return s7_sequence_distance(sequence, waiting->sequence + waiting->wire_size);
}

/* Compares the common octets of a waiting piece and of the segment from `done` on; how far in the segment it reaches. */
static int32_t compare_common(const struct s7_turn *turn, const struct s7_waiting *waiting, uint32_t sequence,
                              struct s7_span octets, int32_t done)
{
    int32_t size = (int32_t)octets.wire_size;
    int32_t end = end_in(waiting, sequence) < size ? end_in(waiting, sequence) : size;
    size_t common = (size_t)(end - done);
    size_t from = (size_t)(done - start_in(waiting, sequence));
    s7_wait_compare(turn, part_of(s7_waiting_span(waiting), from, common),
                    part_of(octets, (size_t)done, common));
    return end;
}

bool s7_wait_add(struct s7_wait *wait, const struct s7_turn *turn, uint32_t sequence, struct s7_span octets)
{
    struct s7_waiting *before = NULL;
    struct s7_waiting *at = wait->first;
    int32_t done = 0, size = (int32_t)octets.wire_size;
    if (wait->last && end_in(wait->last, sequence) <= 0) { /* the usual case: behind everything */
        before = wait->last;
        at = NULL;
    }
    while (done < size) {
        int32_t next = at && start_in(at, sequence) < size ? start_in(at, sequence) : size;
        if (next > done) {
            struct s7_span piece = part_of(octets, (size_t)done, (size_t)(next - done));
            if (!insert_piece(wait, turn, before, sequence + (uint32_t)done, piece))
                return false;
            done = next;
            continue;
        }
        if (end_in(at, sequence) > done)
            done = compare_common(turn, at, sequence, octets, done);
        before = at;
        at = at->next;
    }
    return true;
}

struct s7_waiting *s7_wait_take(struct s7_wait *wait)
{
    struct s7_waiting *waiting = wait->first;
    if (!waiting)
        return NULL;
    assert(wait->count > 0);
    wait->first = waiting->next;
    if (!wait->first)
        wait->last = NULL;
    wait->count--;
    return waiting;
}

void s7_wait_give(struct s7_hold *hold, struct s7_waiting *waiting)
{
    s7_hold_give(hold, waiting, sizeof *waiting + waiting->size);
}
