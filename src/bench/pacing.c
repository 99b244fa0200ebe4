/* SPDX-License-Identifier: MIT */
#include "bench/pacing.h"

#include <stdio.h>
#include <stdlib.h>

#include "bench/process.h"
#include "bench/statistics.h"

static void on_timer(uv_timer_t *timer);

void s7_bench_pacer_ended(struct s7_bench_pacer *pacer, s7_time now)
{
    if (!pacer->measuring)
        return;
    if (pacer->lateness_count == pacer->lateness_max) {
        pacer->flaw = "more calls ended than were due";
        return;
    }
    pacer->lateness[pacer->lateness_count++] = (uint32_t)((now - pacer->started_at) % pacer->period);
}

void s7_bench_pacer_wake(struct s7_bench_pacer *pacer)
{
    if (!uv_is_closing((uv_handle_t *)&pacer->timer))
        uv_timer_start(&pacer->timer, on_timer, 0, 0);
}

static void arm(struct s7_bench_pacer *pacer, s7_time now)
{
    s7_time deadline = pacer->paced->deadline(pacer);
    if (deadline == S7_TIME_NEVER) {
        uv_timer_stop(&pacer->timer);
        return;
    }
    s7_time left = deadline > now ? deadline - now : 0;
    uv_update_time(&pacer->loop);
    uv_timer_start(&pacer->timer, on_timer, (uint64_t)((left + S7_MILLISECOND - 1) / S7_MILLISECOND), 0);
}

static void on_timer(uv_timer_t *timer)
{
    struct s7_bench_pacer *pacer = timer->data;
    s7_time now = s7_bench_now();
    pacer->paced->tick(pacer, now);
    arm(pacer, now);
}

static void on_end(uv_timer_t *timer)
{
    uv_stop(timer->loop);
}

/** Lets the loop turn until a point in time. */
static bool run_until(struct s7_bench_pacer *pacer, s7_time end)
{
    uv_timer_t alarm;
    s7_time now = s7_bench_now();
    uv_timer_init(&pacer->loop, &alarm);
    uv_update_time(&pacer->loop);
    uv_timer_start(&alarm, on_end, end > now ? (uint64_t)((end - now) / S7_MILLISECOND) : 0, 0);
    uv_run(&pacer->loop, UV_RUN_DEFAULT);
    uv_close((uv_handle_t *)&alarm, NULL);
    uv_run(&pacer->loop, UV_RUN_NOWAIT); /* the alarm lies on this stack */
    return !pacer->flaw;
}

/** The first point in the middle between two cycles that is not before `now`: no call is cut in two. */
static s7_time between_cycles(const struct s7_bench_pacer *pacer, s7_time now)
{
    s7_time half = pacer->period / 2;
    s7_time passed = now - pacer->started_at + half;
    return pacer->started_at + passed / pacer->period * pacer->period + half;
}

static void report(struct s7_bench_pacer *pacer, struct s7_bench_sample *sample, s7_time span)
{
    size_t count = pacer->lateness_count;
    s7_bench_sort(pacer->lateness, count);
    sample->requests = count;
    sample->per_second = (double)count * (double)S7_SECOND / (double)span;
    sample->p50_us = s7_bench_quantile(pacer->lateness, count, 0.50) / 1e3;
    sample->p90_us = s7_bench_quantile(pacer->lateness, count, 0.90) / 1e3;
    sample->p99_us = s7_bench_quantile(pacer->lateness, count, 0.99) / 1e3;
    sample->max_us = s7_bench_quantile(pacer->lateness, count, 1.00) / 1e3;
}

static double per_request(s7_time before, s7_time after, size_t requests)
{
    return before < 0 || after < 0 || requests == 0 ? -1 : (double)(after - before) / 1e3 / (double)requests;
}

static bool run_round(struct s7_bench_pacer *pacer, struct s7_bench_sample *sample)
{
    s7_time start = between_cycles(pacer, s7_bench_now());
    if (!run_until(pacer, start))
        return false;
    uint64_t lost = pacer->paced->lost(pacer);
    s7_time own = s7_bench_processor_time(0), served = pacer->paced->served(pacer);
    s7_time span = S7_BENCH_PACING_CYCLES * pacer->period;
    pacer->lateness_count = 0;
    pacer->measuring = true;
    bool good = run_until(pacer, start + span);
    pacer->measuring = false;
    report(pacer, sample, span);
    sample->client_cpu_us = per_request(own, s7_bench_processor_time(0), pacer->lateness_count);
    sample->server_cpu_us = per_request(served, pacer->paced->served(pacer), pacer->lateness_count);
    sample->lost = (double)(pacer->paced->lost(pacer) - lost);
    return good;
}

/** The median round, and the largest p99 of all. */
static void summarize(struct s7_bench_sample *samples, size_t rounds, double *values, struct s7_bench_row *row,
                      struct s7_bench_estimate *ret_p99)
{
    static const size_t figures[] = {
        offsetof(struct s7_bench_sample, per_second),    offsetof(struct s7_bench_sample, p50_us),
        offsetof(struct s7_bench_sample, p90_us),        offsetof(struct s7_bench_sample, max_us),
        offsetof(struct s7_bench_sample, client_cpu_us), offsetof(struct s7_bench_sample, server_cpu_us),
        offsetof(struct s7_bench_sample, p99_us)};
    row->median = samples[0];
    row->median.lost = 0;
    row->median.requests = 0;
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
        for (size_t round = 0; round < rounds; round++)
            values[round] = *(const double *)(const void *)((const char *)&samples[round] + figures[i]);
        double value = s7_bench_estimate(values, rounds).median;
        *(double *)(void *)((char *)&row->median + figures[i]) = value;
    }
    *ret_p99 = (struct s7_bench_estimate){row->median.p99_us, values[0], values[rounds - 1], rounds};
    for (size_t round = 0; round < rounds; round++) {
        row->median.requests += samples[round].requests;
        row->median.lost += samples[round].lost;
    }
}

static bool run_rounds(struct s7_bench_pacer *pacer, struct s7_bench_sample *samples)
{
    const struct s7_bench_sink *sink = pacer->context->sink;
    pacer->started_at = s7_bench_now();
    pacer->paced->start(pacer, pacer->started_at);
    s7_bench_pacer_wake(pacer);
    bool good = run_until(pacer, pacer->started_at + S7_BENCH_PACING_SETTLE * pacer->period);
    for (size_t round = 0; round < pacer->context->config->rounds && good; round++) {
        samples[round] = s7_bench_blank(S7_BENCH_EXCHANGE, pacer->paced->subject, S7_BENCH_PACING_OCTETS);
        samples[round].round = round;
        samples[round].connections = pacer->count;
        good = run_round(pacer, &samples[round]);
        sink->sample(sink->user, &samples[round]);
    }
    return good;
}

/** Everything on the loop; it ends with nothing left on it. */
static bool run_on_loop(struct s7_bench_pacer *pacer, struct s7_bench_sample *samples, const char **ret_what)
{
    uv_timer_init(&pacer->loop, &pacer->timer);
    pacer->timer.data = pacer;
    bool good = pacer->paced->open(pacer, ret_what) && run_rounds(pacer, samples);
    if (pacer->flaw)
        *ret_what = pacer->flaw;
    pacer->closing = true;
    pacer->paced->close(pacer, s7_bench_now());
    uv_run(&pacer->loop, UV_RUN_DEFAULT);
    pacer->paced->free(pacer);
    return good;
}

bool s7_bench_pacer_run(struct s7_bench_context *context, const struct s7_bench_paced *paced,
                        struct s7_bench_estimate *ret_p99, uint64_t *ret_lost)
{
    size_t rounds = context->config->rounds;
    struct s7_bench_pacer pacer = {.paced = paced,
                                   .context = context,
                                   .count = context->config->connections,
                                   .period = context->config->every,
                                   .lateness_max = context->config->connections * (S7_BENCH_PACING_CYCLES + 1)};
    struct s7_bench_row row = {.median = {.scenario = S7_BENCH_EXCHANGE}};
    struct s7_bench_sample *samples = calloc(rounds, sizeof *samples);
    double *values = calloc(rounds, sizeof *values);
    const char *what = "out of memory";
    pacer.lateness = calloc(pacer.lateness_max, sizeof *pacer.lateness);
    bool good = samples && values && pacer.lateness && uv_loop_init(&pacer.loop) == 0;
    if (good) {
        good = run_on_loop(&pacer, samples, &what);
        uv_loop_close(&pacer.loop);
    }
    if (good) {
        summarize(samples, rounds, values, &row, ret_p99);
        *ret_lost = (uint64_t)row.median.lost;
        context->sink->row(context->sink->user, &row);
    }
    free(samples);
    free(values);
    free(pacer.lateness);
    return good || s7_bench_fail(context, paced->subject, S7_BENCH_PACING_OCTETS, what);
}
