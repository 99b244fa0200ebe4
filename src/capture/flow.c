/* SPDX-License-Identifier: MIT */
#include "capture/flow.h"

#include <stdlib.h>

#include "capture/flow_life.h"
#include "capture/ip.h"
#include "capture/link.h"
#include "sieben/error.h"

enum { WINDOW_LIMIT = 1 << 30 }; /* sequence numbers have no order beyond 2^31 */

void s7_flow_config_default(struct s7_flow_config *config)
{
    *config = (struct s7_flow_config){.flows_max = 131072,
                                      .buffer_max = (size_t)16 << 20,
                                      .window_max = (size_t)256 << 10,
                                      .idle = (s7_time)3600 * 1000000000,
                                      .ports = {102},
                                      .port_count = 1};
}

static bool is_sound(const struct s7_flow_config *config, const struct s7_flow_sink *sink)
{
    return config->flows_max > 0 && config->window_max > 0 && config->window_max <= WINDOW_LIMIT &&
           config->idle > 0 && config->port_count <= S7_FLOW_PORTS && sink->opened && sink->telegram &&
           sink->lost && sink->closed;
}

int s7_flows_new(const struct s7_flow_config *config, const struct s7_flow_sink *sink,
                 struct s7_flows **ret_flows)
{
    if (!is_sound(config, sink))
        return S7_ERR_LOCAL_ARGUMENT;
    struct s7_flows *flows = calloc(1, sizeof *flows);
    if (!flows)
        return S7_ERR_LOCAL_MEMORY;
    int error = s7_flow_table_open(&flows->table, config->seed, config->flows_max);
    if (error) {
        free(flows);
        return error;
    }
    flows->config = *config;
    flows->host = (struct s7_turn_host){.sink = *sink,
                                        .losses = &flows->statistics.losses,
                                        .hold.max = config->buffer_max,
                                        .window_max = (uint32_t)config->window_max};
    s7_pool_init(&flows->streams, S7_FLOW_SIDES * sizeof(struct s7_stream), config->flows_max);
    *ret_flows = flows;
    return S7_OK;
}

void s7_flows_free(struct s7_flows *flows)
{
    if (!flows)
        return;
    s7_flow_end_all(flows, true);
    s7_pool_drop(&flows->streams);
    s7_flow_table_close(&flows->table);
    free(flows);
}

static enum s7_inside open_packet(const struct s7_packet *packet, struct s7_segment *segment,
                                  enum s7_loss *ret_loss)
{
    struct s7_span span;
    enum s7_inside inside = s7_link_open(packet, &span, ret_loss);
    if (inside == S7_INSIDE_FOUND)
        inside = s7_ip_open(span, segment, &span, ret_loss);
    if (inside != S7_INSIDE_FOUND || s7_tcp_open(span, segment))
        return inside;
    *ret_loss = S7_LOSS_TCP_SHORT;
    return S7_INSIDE_LOST;
}

void s7_flows_input(struct s7_flows *flows, const struct s7_packet *packet)
{
    struct s7_segment segment;
    enum s7_loss loss = S7_LOSS_COUNT;
    flows->statistics.packets++;
    flows->statistics.octets += packet->size;
    flows->now = packet->time;
    s7_flow_end_idle(flows);
    enum s7_inside inside = open_packet(packet, &segment, &loss);
    if (inside == S7_INSIDE_LOST)
        flows->statistics.losses.counts[loss]++;
    else if (inside == S7_INSIDE_FOUND)
        s7_flow_life_segment(flows, packet, &segment);
}

void s7_flows_finish(struct s7_flows *flows)
{
    s7_flow_end_all(flows, false);
}

const struct s7_flow_statistics *s7_flows_statistics(const struct s7_flows *flows)
{
    return &flows->statistics;
}
