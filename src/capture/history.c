/* SPDX-License-Identifier: MIT */
#include "capture/history.h"

#include <string.h>

enum { SHARE = 4 }; /* of the memory for octets: a quarter for histories, the rest for what waits */

static bool ensure_ring(struct s7_history *history, struct s7_turn_host *host)
{
    if (history->octets)
        return true;
    if (host->histories >= host->hold.max / SHARE / S7_HISTORY_SIZE)
        return false;
    history->octets = s7_hold_take(&host->hold, S7_HISTORY_SIZE);
    if (history->octets)
        host->histories++;
    return history->octets != NULL;
}

void s7_history_note(struct s7_history *history, struct s7_turn_host *host, uint32_t next,
                     struct s7_span octets)
{
    if (!ensure_ring(history, host))
        return;
    if (octets.size > S7_HISTORY_SIZE)
        octets = s7_span_after(octets, octets.size - S7_HISTORY_SIZE);
    size_t from = (next - octets.size) % S7_HISTORY_SIZE;
    size_t first = S7_HISTORY_SIZE - from < octets.size ? S7_HISTORY_SIZE - from : octets.size;
    memcpy(history->octets + from, octets.at, first);
    memcpy(history->octets, octets.at + first, octets.size - first);
    history->known += (uint32_t)octets.size;
    if (history->known > S7_HISTORY_SIZE)
        history->known = S7_HISTORY_SIZE;
}

void s7_history_forget(struct s7_history *history)
{
    history->known = 0;
}

void s7_history_compare(const struct s7_history *history, const struct s7_turn *turn, uint32_t next,
                        uint32_t behind, struct s7_span again)
{
    size_t unknown = behind > history->known ? behind - history->known : 0;
    size_t different = 0;
    for (size_t i = unknown; i < again.size; i++)
        different += again.at[i] != history->octets[(next - behind + i) % S7_HISTORY_SIZE];
    s7_turn_count(turn, S7_LOSS_REPEATED, again.wire_size - different);
    s7_turn_lose(turn, S7_LOSS_CONTRADICTION, different);
}

void s7_history_drop(struct s7_history *history, struct s7_turn_host *host)
{
    if (history->octets) {
        s7_hold_give(&host->hold, history->octets, S7_HISTORY_SIZE);
        host->histories--;
    }
    *history = (struct s7_history){.known = 0};
}
