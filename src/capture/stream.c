/* SPDX-License-Identifier: MIT */
#include "capture/stream.h"

void s7_stream_begin(struct s7_stream *stream, uint32_t sequence)
{
    stream->started = true;
    stream->next = sequence;
}

static void start_midway(struct s7_stream *stream, uint32_t sequence)
{
    stream->started = true;
    stream->next = sequence;
    stream->cut.searching = true;
}

/* The next octets: those captured, and as a gap those that the snap length cut off. */
static void take_octets(struct s7_stream *stream, const struct s7_turn *turn, struct s7_span octets)
{
    stream->next += (uint32_t)octets.wire_size;
    turn->flow->octets[turn->side] += octets.wire_size;
    if (octets.size) {
        s7_history_note(&stream->history, turn->host, stream->next, octets);
        s7_cut_input(&stream->cut, turn, octets.at, octets.size);
    }
    if (octets.size < octets.wire_size) {
        s7_history_forget(&stream->history);
        s7_turn_lose(turn, S7_LOSS_SNAPPED, octets.wire_size - octets.size);
        s7_cut_gap(&stream->cut, turn, octets.wire_size - octets.size);
    }
}

/* Leaves out octets that were given before: those up to `old` octets behind the first one. */
static struct s7_span without_old(const struct s7_stream *stream, const struct s7_turn *turn,
                                  struct s7_span octets, size_t old)
{
    size_t gone = old < octets.wire_size ? old : octets.wire_size;
    size_t captured = gone < octets.size ? gone : octets.size;
    s7_history_compare(&stream->history, turn, stream->next, (uint32_t)old,
                       (struct s7_span){octets.at, captured, gone});
    return (struct s7_span){octets.at + captured, octets.size - captured, octets.wire_size - gone};
}

/* Gives what waits as far as nothing is missing before it. */
static void give_waiting(struct s7_stream *stream, const struct s7_turn *turn)
{
    while (stream->wait.first && s7_sequence_distance(stream->next, stream->wait.first->sequence) <= 0) {
        struct s7_waiting *waiting = s7_wait_take(&stream->wait);
        struct s7_turn then = *turn;
        then.packet = waiting->packet;
        then.time = waiting->time;
        struct s7_span octets = s7_waiting_span(waiting);
        size_t old = stream->next - waiting->sequence;
        take_octets(stream, &then, old ? without_old(stream, &then, octets, old) : octets);
        s7_wait_give(&turn->host->hold, waiting);
        stream->waiting_since = turn->time;
    }
}

/* What is missing before this sequence number does not come any more. */
static void give_up_before(struct s7_stream *stream, const struct s7_turn *turn, uint32_t sequence)
{
    uint32_t missing = sequence - stream->next;
    stream->next = sequence;
    s7_history_forget(&stream->history);
    s7_turn_lose(turn, S7_LOSS_GAP, missing);
    s7_cut_gap(&stream->cut, turn, missing);
    give_waiting(stream, turn);
}

static void give_up_first(struct s7_stream *stream, const struct s7_turn *turn)
{
    give_up_before(stream, turn, stream->wait.first->sequence);
}

static void give_up_all(struct s7_stream *stream, const struct s7_turn *turn)
{
    while (stream->wait.first)
        give_up_first(stream, turn);
}

/* Octets that the other side has, and the capture has not yet; 0 also when it is not known. */
static int32_t acknowledged_ahead(const struct s7_stream *stream, const struct s7_turn *turn)
{
    int32_t ahead = s7_sequence_distance(stream->next, stream->acknowledged);
    bool known = stream->acknowledged_known && ahead <= (int32_t)turn->host->window_max;
    return known && ahead > 0 ? ahead : 0;
}

static void heed_acknowledgement(struct s7_stream *stream, const struct s7_turn *turn)
{
    while (stream->wait.first && acknowledged_ahead(stream, turn)) {
        uint32_t first = stream->wait.first->sequence;
        bool all = s7_sequence_distance(stream->acknowledged, first) <= 0;
        give_up_before(stream, turn, all ? first : stream->acknowledged);
    }
}

static bool window_is_full(const struct s7_stream *stream, const struct s7_turn *turn)
{
    const struct s7_waiting *last = stream->wait.last;
    return last && last->sequence + last->wire_size - stream->next > turn->host->window_max;
}

/* There is no room to wait: whatever is missing before the segment is given up. */
static void take_at_once(struct s7_stream *stream, const struct s7_turn *turn, uint32_t sequence,
                         struct s7_span octets)
{
    if (stream->wait.count < S7_WAIT_SEGMENTS)
        s7_turn_count(turn, S7_LOSS_MEMORY, 1);
    give_up_all(stream, turn);
    int32_t distance = s7_sequence_distance(stream->next, sequence);
    if (distance > 0)
        give_up_before(stream, turn, sequence);
    else if (distance < 0)
        octets = without_old(stream, turn, octets, (size_t)-distance);
    take_octets(stream, turn, octets);
}

static void let_wait(struct s7_stream *stream, const struct s7_turn *turn, uint32_t sequence,
                     struct s7_span octets)
{
    if (!stream->wait.first)
        stream->waiting_since = turn->time;
    if (!s7_wait_add(&stream->wait, turn, sequence, octets))
        take_at_once(stream, turn, sequence, octets);
    while (window_is_full(stream, turn))
        give_up_first(stream, turn);
}

bool s7_stream_near(const struct s7_stream *stream, const struct s7_turn_host *host, uint32_t sequence)
{
    int32_t distance = s7_sequence_distance(stream->next, sequence);
    return distance <= (int32_t)host->window_max && distance >= -(int32_t)host->window_max;
}

/* Jumps to where the connection is now; octets of the stray segment are counted already. */
static void jump_to(struct s7_stream *stream, const struct s7_turn *turn, uint32_t sequence)
{
    give_up_all(stream, turn);
    int32_t missing = s7_sequence_distance(stream->next, sequence);
    bool ahead = missing > 0;
    bool counted = ahead && (uint32_t)missing >= stream->stray_size;
    stream->next = sequence;
    stream->acknowledged_known = false;
    s7_history_forget(&stream->history);
    if (ahead)
        s7_turn_lose(turn, S7_LOSS_GAP, (uint32_t)missing - (counted ? stream->stray_size : 0));
    s7_cut_gap(&stream->cut, turn, ahead ? (uint64_t)missing : UINT64_MAX);
}

/* Too far away.  The first one is not used; one that follows on it shows where the connection is now. */
static bool settle_stray(struct s7_stream *stream, const struct s7_turn *turn, uint32_t sequence,
                         struct s7_span octets)
{
    int32_t behind = s7_sequence_distance(stream->stray, sequence);
    bool follows = stream->strayed && behind >= 0 && behind <= (int32_t)turn->host->window_max;
    if (follows)
        jump_to(stream, turn, sequence);
    else
        s7_turn_lose(turn, S7_LOSS_OUT_OF_WINDOW, octets.wire_size);
    stream->strayed = !follows;
    stream->stray = sequence + (uint32_t)octets.wire_size;
    stream->stray_size = (uint32_t)octets.wire_size;
    return follows;
}

/* One octet before the next one, sent to see whether the partner is there (RFC 9293, 3.8.4); its content means nothing. */
static bool is_keep_alive(const struct s7_stream *stream, uint32_t sequence, struct s7_span octets)
{
    return octets.wire_size == 1 && sequence + 1 == stream->next;
}

static void input_elsewhere(struct s7_stream *stream, const struct s7_turn *turn, uint32_t sequence,
                            struct s7_span octets)
{
    if (is_keep_alive(stream, sequence, octets))
        return;
    if (!s7_stream_near(stream, turn->host, sequence) && !settle_stray(stream, turn, sequence, octets))
        return;
    int32_t distance = s7_sequence_distance(stream->next, sequence);
    if (distance < 0) {
        octets = without_old(stream, turn, octets, (size_t)-distance);
        distance = 0;
    }
    if (octets.wire_size == 0)
        return;
    if (distance > 0)
        let_wait(stream, turn, sequence, octets);
    else
        take_octets(stream, turn, octets);
    give_waiting(stream, turn);
    heed_acknowledgement(stream, turn);
}

void s7_stream_input(struct s7_stream *stream, const struct s7_turn *turn, uint32_t sequence,
                     struct s7_span octets)
{
    if (octets.wire_size == 0)
        return;
    if (!stream->started)
        start_midway(stream, sequence);
    if (stream->wait.first && s7_turn_later(turn->time, stream->waiting_since, S7_STREAM_PATIENCE))
        give_up_first(stream, turn);
    if (sequence == stream->next && !stream->wait.first) {
        stream->strayed = false;
        take_octets(stream, turn, octets);
    } else {
        input_elsewhere(stream, turn, sequence, octets);
    }
}

void s7_stream_finish(struct s7_stream *stream, uint32_t sequence)
{
    if (stream->ended || !stream->started)
        return;
    stream->ended = true;
    stream->end = sequence;
}

bool s7_stream_finished(const struct s7_stream *stream)
{
    return stream->ended && s7_sequence_distance(stream->next, stream->end) <= 0 && !stream->wait.first;
}

/* What is missing at the end of a direction: up to its FIN, or up to what the other side has acknowledged. */
static void give_up_end(struct s7_stream *stream, const struct s7_turn *turn)
{
    int32_t missing = acknowledged_ahead(stream, turn);
    if (stream->ended)
        missing = s7_sequence_distance(stream->next, stream->end);
    else if (missing == 1) /* that may be a FIN, which was not captured */
        missing = 0;
    if (missing > 0 && missing <= (int32_t)turn->host->window_max)
        give_up_before(stream, turn, stream->next + (uint32_t)missing);
}

void s7_stream_acknowledge(struct s7_stream *stream, const struct s7_turn *turn, uint32_t sequence)
{
    if (!stream->started || !s7_stream_near(stream, turn->host, sequence))
        return;
    if (acknowledged_ahead(stream, turn) >= s7_sequence_distance(stream->next, sequence))
        return;
    stream->acknowledged = sequence;
    stream->acknowledged_known = true;
    heed_acknowledgement(stream, turn);
    if (stream->ended && s7_sequence_distance(stream->end, sequence) > 0 && !s7_stream_finished(stream)) {
        give_up_all(stream, turn);
        give_up_end(stream, turn);
    }
}

void s7_stream_close(struct s7_stream *stream, const struct s7_turn *turn)
{
    give_up_all(stream, turn);
    give_up_end(stream, turn);
    s7_cut_end(&stream->cut, turn);
    s7_history_drop(&stream->history, turn->host);
}

void s7_stream_drop(struct s7_stream *stream, struct s7_turn_host *host)
{
    struct s7_waiting *waiting;
    while ((waiting = s7_wait_take(&stream->wait)))
        s7_wait_give(&host->hold, waiting);
    s7_history_drop(&stream->history, host);
    s7_hold_give(&host->hold, stream->cut.kept, stream->cut.capacity);
    *stream = (struct s7_stream){.started = false};
}
