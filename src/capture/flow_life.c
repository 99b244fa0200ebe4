/* SPDX-License-Identifier: MIT */
#include "capture/flow_life.h"

#include <string.h>

/* Longer than segments live in a network (RFC 9293: 2 min is the classic figure; stacks use 60 s). */
static const s7_time over_time = (s7_time)60 * 1000000000;

enum { SIDE_NONE = S7_FLOW_SIDES };

static unsigned side_of(const struct s7_flow *flow, const struct s7_segment *segment)
{
    const struct s7_station *ends = flow->ends;
    if (memcmp(&segment->from, &ends[0], sizeof *ends) == 0 &&
        memcmp(&segment->to, &ends[1], sizeof *ends) == 0)
        return 0;
    if (memcmp(&segment->from, &ends[1], sizeof *ends) == 0 &&
        memcmp(&segment->to, &ends[0], sizeof *ends) == 0)
        return 1;
    return SIDE_NONE;
}

static bool has_followed_port(const struct s7_flows *flows, const struct s7_segment *segment)
{
    for (size_t i = 0; i < flows->config.port_count; i++) {
        if (flows->config.ports[i] == segment->from.port || flows->config.ports[i] == segment->to.port)
            return true;
    }
    return false;
}

/* --- the beginning */

static bool make_room(struct s7_flows *flows, enum s7_flow_rank rank)
{
    for (int spare = 0; spare < S7_FLOW_RANK_COUNT; spare++) {
        struct s7_flow_record *oldest = flows->table.queues[spare].oldest;
        if (!oldest)
            continue;
        if (spare >= S7_FLOW_RANK_QUIET) {
            if (rank < S7_FLOW_RANK_QUIET)
                return false;
            flows->statistics.losses.counts[S7_LOSS_FLOW_LIMIT]++;
            s7_flow_end_forget(flows, oldest, S7_FLOW_END_EVICTED);
        } else {
            s7_flow_end_remove(flows, oldest);
        }
        return true;
    }
    return false;
}

static void announce_record(struct s7_flows *flows, struct s7_flow_record *record)
{
    struct s7_flow_statistics *statistics = &flows->statistics;
    statistics->flows++;
    if (++statistics->open > statistics->most_open)
        statistics->most_open = statistics->open;
    flows->host.sink.opened(flows->host.sink.user, &record->flow);
}

/* Who dialled is side 0: who sent the SYN, or whom the SYN-ACK goes to. */
static struct s7_flow_record *add_record(struct s7_flows *flows, const struct s7_segment *segment,
                                         enum s7_flow_rank rank)
{
    bool turned = (segment->flags & S7_TCP_SYN) && (segment->flags & S7_TCP_ACK);
    const struct s7_station *first = turned ? &segment->to : &segment->from;
    const struct s7_station *second = turned ? &segment->from : &segment->to;
    struct s7_flow_record *record = s7_flow_table_add(&flows->table, first, second, rank);
    if (!record && make_room(flows, rank))
        record = s7_flow_table_add(&flows->table, first, second, rank);
    if (!record) {
        flows->statistics.losses.counts[S7_LOSS_MEMORY] += rank >= S7_FLOW_RANK_QUIET;
        return NULL;
    }
    s7_flow_end_limit(flows, S7_FLOW_RANK_CANDIDATE);
    record->flow.first = record->flow.last = flows->now;
    record->flow.first_packet = flows->packet;
    return record;
}

/* A CR or CC names TSAPs or the TPDU size (X.224, 13.3.4); those of remote desktops do not.  A DT has S7 in it. */
static bool is_of_iso_partners(const uint8_t *telegram, size_t size)
{
    enum {
        LENGTH_AT = 4,
        DATA_AT = 7,
        PARAMETER_AT = 11,
        FIXED_LENGTH = 6,
        DT = 0xF0,
        CODES = 0xC0,
        CODE_COUNT = 3
    };
    if (telegram[LENGTH_AT + 1] == DT)
        return size > DATA_AT && (telegram[DATA_AT] == 0x32 || telegram[DATA_AT] == 0x72);
    return telegram[LENGTH_AT] > FIXED_LENGTH && size > PARAMETER_AT &&
           (unsigned)telegram[PARAMETER_AT] - CODES < CODE_COUNT;
}

/* Of another port: whether its payload begins like ours, as far as it is there. */
static bool looks_like_ours(const struct s7_segment *segment, bool from_start)
{
    enum { DECIDING = 12 };
    struct s7_span payload = segment->payload;
    enum s7_cut_look look = s7_cut_look(payload.at, payload.size);
    if (from_start && look != S7_CUT_NO && payload.wire_size < DECIDING)
        return true;
    return look == S7_CUT_YES && is_of_iso_partners(payload.at, payload.size);
}

static void note_syn(struct s7_flow_record *record, const struct s7_segment *segment, unsigned side)
{
    bool answer = segment->flags & S7_TCP_ACK;
    record->flow.seen |= answer ? S7_FLOW_SEEN_SYN_ACK : S7_FLOW_SEEN_SYN;
    record->first_sequence[side] = segment->sequence + 1;
    record->known |= (uint8_t)(1U << side);
}

/* A connection that was not known: NULL when it is not to be, or cannot be. */
static struct s7_flow_record *begin_record(struct s7_flows *flows, const struct s7_segment *segment)
{
    bool syn = segment->flags & S7_TCP_SYN;
    bool ours = has_followed_port(flows, segment);
    if (segment->flags & S7_TCP_RST || (!syn && segment->payload.wire_size == 0))
        return NULL;
    if (!ours && (flows->config.only_ports || (!syn && !looks_like_ours(segment, false))))
        return NULL;
    enum s7_flow_rank rank = !ours && syn ? S7_FLOW_RANK_CANDIDATE : S7_FLOW_RANK_QUIET;
    struct s7_flow_record *record = add_record(flows, segment, rank);
    if (!record)
        return NULL;
    if (syn)
        note_syn(record, segment, side_of(&record->flow, segment));
    if (rank == S7_FLOW_RANK_QUIET)
        announce_record(flows, record);
    return record;
}

/* --- in between */

/* A SYN or SYN-ACK that belongs to a connection which the record is not. */
static bool starts_anew(const struct s7_flow_record *record, const struct s7_segment *segment, unsigned side)
{
    unsigned seen = record->flow.seen;
    bool known = record->known & 1U << side;
    if (record->rank == S7_FLOW_RANK_OVER)
        return true;
    if (known)
        return record->first_sequence[side] != segment->sequence + 1;
    if (segment->flags & S7_TCP_ACK) /* of a connection that the capture shows the middle of, or a late one */
        return !(seen & S7_FLOW_SEEN_SYN);
    return seen != S7_FLOW_SEEN_SYN; /* else both dial at the same time */
}

/* Whether a record of a connection that is over stands for this segment, too. */
static bool comes_late(struct s7_flows *flows, const struct s7_flow_record *record,
                       const struct s7_segment *segment, unsigned side)
{
    if (s7_turn_later(flows->now, record->flow.last, over_time))
        return false;
    if (segment->payload.wire_size == 0 || !(record->known & 1U << side))
        return true;
    int32_t distance = s7_sequence_distance(record->first_sequence[side], segment->sequence);
    return distance <= (int32_t)flows->host.window_max && distance >= -(int32_t)flows->host.window_max;
}

static struct s7_flow_record *find_record(struct s7_flows *flows, const struct s7_segment *segment,
                                          unsigned *ret_side)
{
    struct s7_flow_record *record = flows->recent;
    unsigned side = record ? side_of(&record->flow, segment) : SIDE_NONE;
    if (side == SIDE_NONE) {
        record = s7_flow_table_find(&flows->table, &segment->from, &segment->to);
        side = record ? side_of(&record->flow, segment) : SIDE_NONE;
    }
    *ret_side = side;
    return record;
}

static bool ensure_streams(struct s7_flows *flows, struct s7_flow_record *record)
{
    if (record->streams)
        return true;
    record->streams = s7_pool_take(&flows->streams);
    if (!record->streams)
        return false;
    for (unsigned side = 0; side < S7_FLOW_SIDES; side++) {
        if (record->known & 1U << side)
            s7_stream_begin(&record->streams[side], record->first_sequence[side]);
    }
    return true;
}

static void take_payload(struct s7_flows *flows, struct s7_flow_record *record, const struct s7_turn *turn,
                         uint32_t sequence, struct s7_span payload)
{
    if (!ensure_streams(flows, record)) {
        s7_turn_count(turn, S7_LOSS_MEMORY, 1);
        s7_turn_lose(turn, S7_LOSS_UNFRAMED, payload.wire_size);
        record->known = 0;
        return;
    }
    record->flow.seen |= S7_FLOW_SEEN_DATA;
    s7_stream_input(&record->streams[turn->side], turn, sequence, payload);
}

/* Without streams there was no payload; then a FIN elsewhere than at the beginning says that all of it is missing. */
static void take_fin(struct s7_flows *flows, struct s7_flow_record *record, const struct s7_turn *turn,
                     uint32_t sequence)
{
    unsigned bit = 1U << turn->side;
    if (!record->streams && (record->known & bit) && record->first_sequence[turn->side] != sequence)
        ensure_streams(flows, record);
    struct s7_stream *stream = record->streams ? &record->streams[turn->side] : NULL;
    if (stream && stream->started && !s7_stream_near(stream, &flows->host, sequence))
        return;
    if (stream)
        s7_stream_finish(stream, sequence);
    record->fins |= (uint8_t)bit;
}

static bool is_over(const struct s7_flow_record *record)
{
    if (record->fins != 3)
        return false;
    for (unsigned side = 0; side < S7_FLOW_SIDES && record->streams; side++) {
        if (record->streams[side].started && !s7_stream_finished(&record->streams[side]))
            return false;
    }
    return true;
}

static void take_reset(struct s7_flows *flows, struct s7_flow_record *record, const struct s7_turn *turn,
                       uint32_t sequence)
{
    const struct s7_stream *stream = record->streams ? &record->streams[turn->side] : NULL;
    if (stream && stream->started && !s7_stream_near(stream, &flows->host, sequence))
        return; /* the partner would not heed it (RFC 9293, 3.5.3) */
    bool refused = turn->side == 1 && record->flow.seen == S7_FLOW_SEEN_SYN;
    s7_flow_end_close(flows, record, refused ? S7_FLOW_END_REFUSED : S7_FLOW_END_RESET);
}

static void follow_segment(struct s7_flows *flows, struct s7_flow_record *record,
                           const struct s7_segment *segment, unsigned side)
{
    struct s7_turn turn = {&flows->host, &record->flow, side, flows->packet, flows->now};
    struct s7_turn other = turn;
    uint32_t sequence = segment->sequence + (segment->flags & S7_TCP_SYN ? 1 : 0);
    other.side = 1 - side;
    flows->statistics.followed_packets++;
    enum s7_flow_rank rank =
        segment->payload.wire_size ? S7_FLOW_RANK_FOLLOWED : (enum s7_flow_rank)record->rank;
    s7_flow_table_renew(&flows->table, record, rank);
    if (record->streams && segment->flags & S7_TCP_ACK)
        s7_stream_acknowledge(&record->streams[other.side], &other, segment->acknowledged);
    if (segment->flags & S7_TCP_RST) { /* what it carries is a message for people (RFC 9293, 3.5.3) */
        take_reset(flows, record, &turn, sequence);
        return;
    }
    if (segment->payload.wire_size)
        take_payload(flows, record, &turn, sequence, segment->payload);
    if (segment->flags & S7_TCP_FIN)
        take_fin(flows, record, &turn, sequence + (uint32_t)segment->payload.wire_size);
    if (is_over(record))
        s7_flow_end_close(flows, record, S7_FLOW_END_FIN);
}

/* Of another port, so far without payload: now it shows whether it is ours. */
static void try_candidate(struct s7_flows *flows, struct s7_flow_record *record,
                          const struct s7_segment *segment, unsigned side)
{
    bool from_start = (record->known & 1U << side) && record->first_sequence[side] == segment->sequence;
    if (segment->payload.wire_size == 0) {
        if (segment->flags & (S7_TCP_RST | S7_TCP_FIN))
            s7_flow_end_remove(flows, record);
        else
            s7_flow_table_renew(&flows->table, record, S7_FLOW_RANK_CANDIDATE);
    } else if (looks_like_ours(segment, from_start)) {
        s7_flow_table_renew(&flows->table, record, S7_FLOW_RANK_QUIET);
        announce_record(flows, record);
        follow_segment(flows, record, segment, side);
    } else {
        s7_flow_end_remove(flows, record);
    }
}

/* The record that the segment belongs to, which may be a new one. */
static struct s7_flow_record *record_for(struct s7_flows *flows, const struct s7_segment *segment,
                                         unsigned *ret_side)
{
    struct s7_flow_record *record = find_record(flows, segment, ret_side);
    bool syn = segment->flags & S7_TCP_SYN;
    if (record && (syn ? starts_anew(record, segment, *ret_side)
                       : record->rank == S7_FLOW_RANK_OVER && !comes_late(flows, record, segment, *ret_side))) {
        s7_flow_end_forget(flows, record, S7_FLOW_END_REUSED);
        record = NULL;
    }
    if (!record) {
        record = begin_record(flows, segment);
        *ret_side = record ? side_of(&record->flow, segment) : SIDE_NONE;
    } else if (syn && (!(segment->flags & S7_TCP_ACK) || *ret_side == 1)) {
        note_syn(record, segment, *ret_side);
    }
    return record;
}

void s7_flow_life_segment(struct s7_flows *flows, const struct s7_packet *packet,
                          const struct s7_segment *segment)
{
    unsigned side;
    flows->packet = packet->number;
    struct s7_flow_record *record = record_for(flows, segment, &side);
    if (!record)
        return;
    flows->recent = record;
    if (record->rank == S7_FLOW_RANK_OVER) {
        flows->statistics.losses.counts[S7_LOSS_REPEATED] += segment->payload.wire_size;
        return;
    }
    record->flow.last = flows->now;
    record->flow.heard |= 1U << side;
    if (record->rank == S7_FLOW_RANK_CANDIDATE)
        try_candidate(flows, record, segment, side);
    else
        follow_segment(flows, record, segment, side);
}
