/* SPDX-License-Identifier: MIT
 *
 * capture: a file of made traffic, read by libpcap alone and as `sieben capture list` reads it, turn by turn; no time
 * for the terminal and none for opening are in it.
 */
#include <stdlib.h>

#include "bench/capture_pass.h"
#include "bench/context.h"
#include "bench/process.h"
#include "bench/statistics.h"

enum { LIMIT, LIST, PASS_COUNT, TURNS_MAX = 1000 };

static const struct s7_bench_subject subjects[PASS_COUNT] = {
    [LIMIT] = {.name = "pcap_next_ex", .server_name = "file"},
    [LIST] = {.name = "capture list", .server_name = "file"}};

static bool (*const passes[PASS_COUNT])(const struct s7_bench_traffic *traffic) = {
    [LIMIT] = s7_bench_capture_limit, [LIST] = s7_bench_capture_list};

/** What one of them did in a round. */
struct turns {
    double rates[TURNS_MAX]; /* PDUs per second of each turn */
    size_t count;
    s7_time cpu;
};

struct course {
    struct s7_bench_context *context;
    struct s7_bench_traffic traffic;
    struct turns turns[PASS_COUNT];
    double *speeds[PASS_COUNT]; /* of the median turn of each round */
    double *cpus[PASS_COUNT];   /* microseconds per PDU */
    double *ratios;             /* of the limit, within the round */
};

static bool fail(struct course *course, size_t pass, const char *what)
{
    return s7_bench_fail(course->context, &subjects[pass], S7_BENCH_TRAFFIC_PDU_SIZE, what);
}

static bool allocate(struct course *course)
{
    size_t rounds = course->context->config->rounds;
    course->ratios = calloc(rounds, sizeof *course->ratios);
    bool good = course->ratios != NULL;
    for (size_t i = 0; i < PASS_COUNT; i++) {
        course->speeds[i] = calloc(rounds, sizeof *course->speeds[i]);
        course->cpus[i] = calloc(rounds, sizeof *course->cpus[i]);
        good = good && course->speeds[i] && course->cpus[i];
    }
    return good || fail(course, LIST, "out of memory");
}

static void release(struct course *course)
{
    for (size_t i = 0; i < PASS_COUNT; i++) {
        free(course->speeds[i]);
        free(course->cpus[i]);
    }
    free(course->ratios);
    s7_bench_traffic_free(&course->traffic);
}

static bool run_pass(struct course *course, size_t pass)
{
    struct turns *turns = &course->turns[pass];
    s7_time cpu = s7_bench_processor_time(0), start = s7_bench_now();
    if (!passes[pass](&course->traffic))
        return fail(course, pass, "not everything in the file was read");
    double seconds = (double)(s7_bench_now() - start) / (double)S7_SECOND;
    turns->cpu += s7_bench_processor_time(0) - cpu;
    turns->rates[turns->count++] = (double)course->traffic.pdus / seconds;
    return true;
}

static void report(struct course *course, size_t pass, size_t round)
{
    struct turns *turns = &course->turns[pass];
    struct s7_bench_sample sample = s7_bench_blank(S7_BENCH_CAPTURE, &subjects[pass],
                                                   (size_t)(course->traffic.octets / course->traffic.packets));
    sample.round = round;
    sample.requests = course->traffic.pdus * turns->count;
    sample.connections = S7_BENCH_TRAFFIC_CONNECTIONS;
    sample.client_cpu_us = (double)turns->cpu / 1e3 / (double)sample.requests;
    sample.per_second = s7_bench_estimate(turns->rates, turns->count).median;
    course->speeds[pass][round] = sample.per_second;
    course->cpus[pass][round] = sample.client_cpu_us;
    course->context->sink->sample(course->context->sink->user, &sample);
}

/* Turns in an order of chance, until both have had their time. */
static bool run_round(struct course *course, size_t round)
{
    s7_time end = s7_bench_now() + PASS_COUNT * course->context->config->round_time;
    for (size_t i = 0; i < PASS_COUNT; i++)
        course->turns[i] = (struct turns){.count = 0};
    do {
        size_t first = (size_t)s7_chance_below(&course->context->chance, PASS_COUNT);
        if (!run_pass(course, first) || !run_pass(course, 1 - first))
            return false;
    } while (s7_bench_now() < end && course->turns[LIMIT].count < TURNS_MAX);
    for (size_t i = 0; i < PASS_COUNT; i++)
        report(course, i, round);
    course->ratios[round] = course->speeds[LIST][round] / course->speeds[LIMIT][round];
    return true;
}

static void report_rows(struct course *course)
{
    size_t rounds = course->context->config->rounds;
    struct s7_bench_estimate ratio = s7_bench_estimate(course->ratios, rounds);
    for (size_t i = 0; i < PASS_COUNT; i++) {
        struct s7_bench_row row = {
            .median = s7_bench_blank(S7_BENCH_CAPTURE, &subjects[i],
                                     (size_t)(course->traffic.octets / course->traffic.packets))};
        row.median.connections = S7_BENCH_TRAFFIC_CONNECTIONS;
        row.median.requests = course->traffic.pdus;
        row.median.per_second = s7_bench_estimate(course->speeds[i], rounds).median;
        row.median.client_cpu_us = s7_bench_estimate(course->cpus[i], rounds).median;
        row.of_limit = i == LIST ? ratio : (struct s7_bench_estimate){1, 1, 1, rounds};
        course->context->sink->row(course->context->sink->user, &row);
    }
    s7_bench_aim(course->context, "capture: speed of pcap_next_ex", &ratio, S7_BENCH_AT_LEAST, 0.15);
}

static bool run(struct course *course)
{
    if (!s7_bench_traffic_make(&course->traffic))
        return fail(course, LIMIT, "there is no room for a file of made traffic");
    if (!allocate(course))
        return false;
    for (size_t round = 0; round < course->context->config->rounds; round++)
        if (!run_round(course, round))
            return false;
    report_rows(course);
    return true;
}

bool s7_bench_run_capture(struct s7_bench_context *context)
{
    struct course *course = calloc(1, sizeof *course);
    if (!course)
        return s7_bench_fail(context, &subjects[LIST], S7_BENCH_TRAFFIC_PDU_SIZE, "out of memory");
    course->context = context;
    bool good = run(course);
    release(course);
    free(course);
    return good;
}
