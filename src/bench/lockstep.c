/* SPDX-License-Identifier: MIT
 *
 * lockstep: one read after the other.  Within a round every subject has several short turns in random order, so
 * that a load from outside which lasts longer than a turn meets all of them alike.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/lane.h"

enum { LANE_COUNT = 4, LATENCY_MAX = 1 << 20 };
enum { LANE_RAW, LANE_LIMIT, LANE_SELF, LANE_SELF_CPU };

static const enum s7_bench_subject_id lane_subjects[LANE_COUNT] = {[LANE_RAW] = S7_BENCH_SUBJECT_RAW,
                                                                   [LANE_LIMIT] = S7_BENCH_SUBJECT_LIMIT,
                                                                   [LANE_SELF] = S7_BENCH_SUBJECT_SELF,
                                                                   [LANE_SELF_CPU] = S7_BENCH_SUBJECT_SELF_CPU};

/* What is measured with one request size. */
struct course {
    struct s7_bench_context *context;
    size_t size;
    struct s7_bench_lane lanes[LANE_COUNT];
    struct s7_bench_sample *samples[LANE_COUNT]; /* one per round */
    double *values;                              /* one per round, for sorting */
};

static bool allocate(struct course *course)
{
    size_t rounds = course->context->config->rounds;
    course->values = malloc(rounds * sizeof *course->values);
    bool good = course->values != NULL;
    for (size_t i = 0; i < LANE_COUNT; i++) {
        course->samples[i] = malloc(rounds * sizeof *course->samples[i]);
        course->lanes[i].latencies = malloc(LATENCY_MAX * sizeof *course->lanes[i].latencies);
        course->lanes[i].latency_max = LATENCY_MAX;
        good = good && course->samples[i] && course->lanes[i].latencies;
    }
    return good;
}

static bool close_lanes(struct course *course)
{
    bool good = true;
    for (size_t i = 0; i < LANE_COUNT; i++)
        good = s7_bench_lane_close(&course->lanes[i]) && good;
    return good;
}

static void release(struct course *course)
{
    close_lanes(course);
    for (size_t i = 0; i < LANE_COUNT; i++) {
        free(course->lanes[i].latencies);
        free(course->samples[i]);
    }
    free(course->values);
}

static bool open_lanes(struct course *course)
{
    for (size_t i = 0; i < LANE_COUNT; i++)
        if (!s7_bench_lane_open(&course->lanes[i], course->context, s7_bench_subject(lane_subjects[i]),
                                course->size))
            return false;
    return true;
}

static void shuffle(struct s7_chance *chance, size_t order[LANE_COUNT])
{
    for (size_t i = 0; i < LANE_COUNT; i++)
        order[i] = i;
    for (size_t i = LANE_COUNT - 1; i > 0; i--) {
        size_t other = (size_t)s7_chance_below(chance, i + 1);
        size_t kept = order[i];
        order[i] = order[other];
        order[other] = kept;
    }
}

static bool run_turn(struct course *course)
{
    struct s7_bench_context *context = course->context;
    size_t order[LANE_COUNT];
    shuffle(&context->chance, order);
    for (size_t i = 0; i < LANE_COUNT; i++) {
        struct s7_bench_lane *lane = &course->lanes[order[i]];
        if (!s7_bench_lane_measure(lane, context->config->round_time / S7_BENCH_TURN_COUNT))
            return s7_bench_fail(context, lane->subject, lane->size,
                                 "a request failed, or its answer was wrong");
    }
    return true;
}

/* Time that the processors measured on were busy; -1: not known. */
static s7_time busy_time(const struct s7_bench_context *context)
{
    s7_time (*processor_busy)(int processor) = context->config->processor_busy;
    const struct s7_bench_processors *on = &context->processors;
    if (!processor_busy || on->client < 0)
        return -1;
    s7_time client = processor_busy(on->client);
    s7_time server = on->server == on->client ? 0 : processor_busy(on->server);
    return client < 0 || server < 0 ? -1 : client + server;
}

/* … and by others than this process and its servers. */
static s7_time foreign_time(const struct course *course)
{
    s7_time foreign = busy_time(course->context);
    if (foreign < 0)
        return -1;
    foreign -= s7_bench_processor_time(0);
    for (size_t i = 0; i < LANE_COUNT; i++)
        foreign -= s7_bench_processor_time(course->lanes[i].server.process);
    return foreign > 0 ? foreign : 0;
}

/* The share of a span of the processors measured on. */
static double share_of(const struct s7_bench_processors *on, s7_time before, s7_time after, s7_time span)
{
    if (before < 0 || after < 0)
        return -1;
    double processors = on->server == on->client ? 1 : 2;
    return after > before ? (double)(after - before) / (double)span / processors : 0;
}

static bool run_round(struct course *course, size_t round)
{
    s7_time start = s7_bench_now();
    s7_time foreign = foreign_time(course);
    for (size_t i = 0; i < LANE_COUNT; i++)
        s7_bench_lane_reset(&course->lanes[i]);
    for (size_t i = 0; i < S7_BENCH_TURN_COUNT; i++)
        if (!run_turn(course))
            return false;
    double share =
        share_of(&course->context->processors, foreign, foreign_time(course), s7_bench_now() - start);
    for (size_t i = 0; i < LANE_COUNT; i++) {
        struct s7_bench_sample *sample = &course->samples[i][round];
        *sample = s7_bench_blank(S7_BENCH_LOCKSTEP, course->lanes[i].subject, course->size);
        sample->round = round;
        sample->foreign = share;
        s7_bench_lane_report(&course->lanes[i], sample);
        course->context->sink->sample(course->context->sink->user, sample);
    }
    return true;
}

/* ---- medians and ratios ------------------------------------------------------------------------------------ */

static double figure(const struct s7_bench_sample *sample, size_t at)
{
    double value;
    memcpy(&value, (const char *)sample + at, sizeof value);
    return value;
}

static struct s7_bench_estimate ratio(struct course *course, size_t lane, size_t limit, size_t at)
{
    size_t rounds = course->context->config->rounds;
    for (size_t i = 0; i < rounds; i++)
        course->values[i] = figure(&course->samples[lane][i], at) / figure(&course->samples[limit][i], at);
    return s7_bench_estimate(course->values, rounds);
}

static void take_medians(struct course *course, size_t lane, struct s7_bench_sample *median)
{
    static const size_t figures[] = {
        offsetof(struct s7_bench_sample, per_second),    offsetof(struct s7_bench_sample, p50_us),
        offsetof(struct s7_bench_sample, p90_us),        offsetof(struct s7_bench_sample, p99_us),
        offsetof(struct s7_bench_sample, max_us),        offsetof(struct s7_bench_sample, client_cpu_us),
        offsetof(struct s7_bench_sample, server_cpu_us), offsetof(struct s7_bench_sample, switches),
        offsetof(struct s7_bench_sample, foreign)};
    size_t rounds = course->context->config->rounds;
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
        for (size_t round = 0; round < rounds; round++)
            course->values[round] = figure(&course->samples[lane][round], figures[i]);
        double value = s7_bench_estimate(course->values, rounds).median;
        memcpy((char *)median + figures[i], &value, sizeof value);
    }
    for (size_t round = 0; round < rounds; round++)
        median->requests += course->samples[lane][round].requests;
}

static void report_lane(struct course *course, size_t lane, struct s7_bench_row *row)
{
    const size_t speed = offsetof(struct s7_bench_sample, per_second);
    const size_t cpu = offsetof(struct s7_bench_sample, client_cpu_us);
    *row = (struct s7_bench_row){
        .median = s7_bench_blank(S7_BENCH_LOCKSTEP, course->lanes[lane].subject, course->size),
        .of_raw = ratio(course, lane, LANE_RAW, speed),
        .of_limit = ratio(course, lane, LANE_LIMIT, speed),
        .cpu_of_limit = ratio(course, lane, LANE_LIMIT, cpu)};
    take_medians(course, lane, &row->median);
    course->context->sink->row(course->context->sink->user, row);
}

static void judge(struct course *course, const struct s7_bench_row *row)
{
    const struct {
        const char *what;
        const struct s7_bench_estimate *value;
        enum s7_bench_sense sense;
        double bound;
    } targets[] = {{"speed of limit-s7", &row->of_limit, S7_BENCH_AT_LEAST, 0.97},
                   {"speed of raw", &row->of_raw, S7_BENCH_AT_LEAST, 0.92},
                   {"processor time of limit-s7", &row->cpu_of_limit, S7_BENCH_AT_MOST, 1.05}};
    for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++) {
        char name[64];
        snprintf(name, sizeof name, "lockstep, %zu octets: %s", course->size, targets[i].what);
        s7_bench_aim(course->context, name, targets[i].value, targets[i].sense, targets[i].bound);
    }
}

static bool run_course(struct course *course)
{
    struct s7_bench_context *context = course->context;
    const struct s7_bench_subject *self = s7_bench_subject(S7_BENCH_SUBJECT_SELF);
    if (!allocate(course))
        return s7_bench_fail(context, self, course->size, "out of memory");
    if (!open_lanes(course))
        return false;
    for (size_t round = 0; round < context->config->rounds; round++)
        if (!run_round(course, round))
            return false;
    if (!close_lanes(course))
        return s7_bench_fail(context, self, course->size, "a client did not end well");
    struct s7_bench_row rows[LANE_COUNT];
    for (size_t i = 0; i < LANE_COUNT; i++)
        report_lane(course, i, &rows[i]);
    judge(course, &rows[LANE_SELF]);
    return true;
}

bool s7_bench_run_lockstep(struct s7_bench_context *context)
{
    bool good = true;
    for (size_t i = 0; i < context->config->size_count && good; i++) {
        struct course course = {.context = context, .size = context->config->sizes[i]};
        good = run_course(&course);
        release(&course);
    }
    return good;
}
