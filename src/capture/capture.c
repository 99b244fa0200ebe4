/* SPDX-License-Identifier: MIT */
#include "capture/capture.h"

#include <stdlib.h>

#include "capture/follower.h"
#include "sieben/error.h"

struct s7_capture {
    struct s7_flows *flows;
    struct s7_follower follower;
    struct s7_flow_statistics *statistics; /* with what the follower lost */
};

enum {
    CONVERSATIONS = 16384,
    USAGES = 4096,
    AREAS = 65536,
    FUNCTIONS = 64,
    ERRORS = 64,
    OUTSTANDING = 64,
    MEMORY = 16 << 20,
    TALK_MEMORY = 32 << 20
};

void s7_capture_config_default(struct s7_capture_config *config)
{
    *config = (struct s7_capture_config){.seen = NULL};
    s7_flow_config_default(&config->flow);
    config->limits = (struct s7_capture_limits){.conversations = CONVERSATIONS,
                                                .usages = USAGES,
                                                .areas = AREAS,
                                                .functions = FUNCTIONS,
                                                .errors = ERRORS,
                                                .outstanding = OUTSTANDING,
                                                .memory = MEMORY,
                                                .talk_memory = TALK_MEMORY};
}

void s7_capture_free(struct s7_capture *capture)
{
    if (!capture)
        return;
    capture->follower.config.seen = NULL;
    if (capture->flows) {
        s7_flows_finish(capture->flows); /* gives back what belongs to open connections */
        s7_flows_free(capture->flows);
    }
    s7_follower_free(&capture->follower);
    free(capture->statistics);
    free(capture);
}

int s7_capture_new(const struct s7_capture_config *config, struct s7_capture **ret_capture)
{
    struct s7_capture *capture = calloc(1, sizeof *capture);
    if (!capture)
        return S7_ERR_LOCAL_MEMORY;
    s7_follower_init(&capture->follower, config);
    const struct s7_flow_sink sink = s7_follower_sink(&capture->follower);
    capture->statistics = calloc(1, sizeof *capture->statistics);
    int error = capture->statistics ? s7_flows_new(&config->flow, &sink, &capture->flows) : S7_ERR_LOCAL_MEMORY;
    if (error) {
        s7_capture_free(capture);
        return error;
    }
    *ret_capture = capture;
    return S7_OK;
}

void s7_capture_input(struct s7_capture *capture, const struct s7_packet *packet)
{
    s7_flows_input(capture->flows, packet);
}

void s7_capture_finish(struct s7_capture *capture)
{
    s7_flows_finish(capture->flows);
    s7_follower_finish(&capture->follower);
}

const struct s7_talk *const *s7_capture_talks(const struct s7_capture *capture, size_t *ret_count)
{
    *ret_count = capture->follower.book.count;
    return capture->follower.book.talks.at;
}

const struct s7_flow_statistics *s7_capture_statistics(const struct s7_capture *capture)
{
    struct s7_flow_statistics *sum = capture->statistics;
    *sum = *s7_flows_statistics(capture->flows);
    for (int i = 0; i < S7_LOSS_COUNT; i++)
        sum->losses.counts[i] += capture->follower.losses.counts[i];
    return sum;
}
