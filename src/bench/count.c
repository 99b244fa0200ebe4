/* SPDX-License-Identifier: MIT */
#include "bench/count.h"

#include <stdio.h>
#include <string.h>

static const struct {
    enum s7_bench_subject_id id;
    const char *aim; /* NULL: shown beside the others, not judged */
} counted[] = {{S7_BENCH_SUBJECT_RAW, NULL},
               {S7_BENCH_SUBJECT_LIMIT, NULL},
               {S7_BENCH_SUBJECT_SELF, "read"},
               {S7_BENCH_SUBJECT_SELF_WRITE, "write"}};

static void put_sample(struct s7_bench_context *context, const struct s7_bench_count *count,
                       const struct s7_bench_subject *subject, size_t size, double value)
{
    struct s7_bench_row row = {.median = s7_bench_blank(count->scenario, subject, size)};
    row.median.requests = context->config->requests;
    memcpy((char *)&row.median + count->at, &value, sizeof value);
    context->sink->sample(context->sink->user, &row.median);
    context->sink->row(context->sink->user, &row);
}

static bool count_subject(struct s7_bench_context *context, const struct s7_bench_count *count, size_t index)
{
    const struct s7_bench_config *config = context->config;
    const struct s7_bench_subject *subject = s7_bench_subject(counted[index].id);
    double values[S7_BENCH_SIZE_COUNT];
    size_t value_count = 0;
    for (size_t i = 0; i < config->size_count; i++) {
        double value = -1;
        if (!count->count(context, subject, config->sizes[i], &value))
            return false;
        put_sample(context, count, subject, config->sizes[i], value);
        if (value >= 0)
            values[value_count++] = value;
    }
    if (!counted[index].aim)
        return true;
    struct s7_bench_estimate value = {0};
    if (value_count == config->size_count)
        value = s7_bench_estimate(values, value_count); /* so few values: low and high are the extremes */
    char name[64];
    snprintf(name, sizeof name, "%s of a %s", count->what, counted[index].aim);
    s7_bench_aim(context, name, &value, S7_BENCH_EXACTLY, count->self_exactly);
    return true;
}

bool s7_bench_count_all(struct s7_bench_context *context, const struct s7_bench_count *count)
{
    for (size_t i = 0; i < sizeof counted / sizeof counted[0]; i++)
        if (!count_subject(context, count, i))
            return false;
    return true;
}
