/* SPDX-License-Identifier: MIT */
#include "capture/flow_end.h"

enum { SPARE_SHARE = 16 }; /* of the limit: connections kept that nobody is told of */

void s7_flow_end_remove(struct s7_flows *flows, struct s7_flow_record *record)
{
    if (flows->recent == record)
        flows->recent = NULL;
    s7_flow_table_remove(&flows->table, record);
}

void s7_flow_end_limit(struct s7_flows *flows, enum s7_flow_rank rank)
{
    const struct s7_flow_queue *queue = &flows->table.queues[rank];
    if (queue->count > flows->config.flows_max / SPARE_SHARE + 1)
        s7_flow_end_remove(flows, queue->oldest);
}

static void drop_streams(struct s7_flows *flows, struct s7_flow_record *record)
{
    if (!record->streams)
        return;
    for (unsigned side = 0; side < S7_FLOW_SIDES; side++)
        s7_stream_drop(&record->streams[side], &flows->host);
    s7_pool_give(&flows->streams, record->streams);
    record->streams = NULL;
}

/* Remembers where each direction ended, for segments that come late. */
static void close_streams(struct s7_flows *flows, struct s7_flow_record *record)
{
    struct s7_turn turn = {&flows->host, &record->flow, 0, flows->packet, flows->now};
    for (; record->streams && turn.side < S7_FLOW_SIDES; turn.side++) {
        struct s7_stream *stream = &record->streams[turn.side];
        s7_stream_close(stream, &turn);
        if (stream->started) {
            record->first_sequence[turn.side] = stream->next;
            record->known |= (uint8_t)(1U << turn.side);
        }
    }
    drop_streams(flows, record);
}

void s7_flow_end_close(struct s7_flows *flows, struct s7_flow_record *record, enum s7_flow_end end)
{
    if (record->rank < S7_FLOW_RANK_QUIET)
        return;
    close_streams(flows, record);
    flows->statistics.open--;
    flows->host.sink.closed(flows->host.sink.user, &record->flow, end, flows->now);
    s7_flow_table_renew(&flows->table, record, S7_FLOW_RANK_OVER);
    s7_flow_end_limit(flows, S7_FLOW_RANK_OVER);
}

void s7_flow_end_forget(struct s7_flows *flows, struct s7_flow_record *record, enum s7_flow_end end)
{
    s7_flow_end_close(flows, record, end);
    s7_flow_end_remove(flows, record);
}

void s7_flow_end_idle(struct s7_flows *flows)
{
    struct s7_flow_record *oldest;
    for (int rank = S7_FLOW_RANK_QUIET; rank < S7_FLOW_RANK_COUNT; rank++) {
        const struct s7_flow_queue *queue = &flows->table.queues[rank];
        while ((oldest = queue->oldest) && s7_turn_later(flows->now, oldest->flow.last, flows->config.idle))
            s7_flow_end_forget(flows, oldest, S7_FLOW_END_IDLE);
    }
}

void s7_flow_end_all(struct s7_flows *flows, bool silent)
{
    for (int rank = S7_FLOW_RANK_QUIET; rank < S7_FLOW_RANK_COUNT; rank++) {
        const struct s7_flow_queue *queue = &flows->table.queues[rank];
        struct s7_flow_record *oldest;
        while ((oldest = queue->oldest)) {
            if (!silent)
                s7_flow_end_close(flows, oldest, S7_FLOW_END_CAPTURE);
            drop_streams(flows, oldest);
            s7_flow_end_remove(flows, oldest);
        }
    }
}
