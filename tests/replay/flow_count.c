/* SPDX-License-Identifier: MIT
 *
 * flow_count FILE — the telegrams of a capture, one line each: frame, sender's and receiver's port, TPKT length.
 *
 * Lines that begin with # say what was lost.
 */
#include <inttypes.h>
#include <stdio.h>

#include "capture/flow.h"
#include "capture_file.h"
#include "must.h"

static void on_opened(void *user, struct s7_flow *flow)
{
    (void)user;
    (void)flow;
}

static void on_telegram(void *user, struct s7_flow *flow, const struct s7_telegram *telegram)
{
    (void)user;
    printf("%" PRIu64 " %u %u %zu\n", telegram->packet, flow->ends[telegram->side].port,
           flow->ends[1 - telegram->side].port, telegram->size);
}

static void on_lost(void *user, struct s7_flow *flow, unsigned side, enum s7_loss loss, uint64_t octets,
                    uint64_t packet, s7_time time)
{
    (void)user;
    (void)time;
    printf("# %" PRIu64 ": of port %u %" PRIu64 " %s\n", packet, flow->ends[side].port, octets,
           s7_loss_name(loss));
}

static void on_closed(void *user, struct s7_flow *flow, enum s7_flow_end end, s7_time time)
{
    (void)user;
    (void)flow;
    (void)end;
    (void)time;
}

static void take_frame(void *self, const struct capture_frame *frame)
{
    const struct s7_packet packet = {.number = frame->number,
                                     .time = frame->time,
                                     .link_type = frame->linktype,
                                     .octets = frame->octets,
                                     .size = frame->size,
                                     .wire_size = frame->size};
    s7_flows_input(self, &packet);
}

int main(int argc, char **argv)
{
    static const struct s7_flow_sink sink = {NULL, on_opened, on_telegram, on_lost, on_closed};
    struct s7_flow_config config;
    struct s7_flows *flows;
    must(argc == 2);
    s7_flow_config_default(&config);
    must(s7_flows_new(&config, &sink, &flows) == 0);
    bool read = capture_file_read(argv[1], take_frame, flows);
    s7_flows_finish(flows);
    const uint64_t *counts = s7_flows_statistics(flows)->losses.counts;
    for (int i = 0; i < S7_LOSS_COUNT; i++) {
        if (counts[i])
            printf("# %" PRIu64 " %s\n", counts[i], s7_loss_name((enum s7_loss)i));
    }
    s7_flows_free(flows);
    return read ? 0 : 1;
}
