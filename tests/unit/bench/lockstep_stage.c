/* SPDX-License-Identifier: MIT */
#include "unit/bench/lockstep_stage.h"

#include <string.h>

bool __real_s7_bench_lane_open(struct s7_bench_lane *lane, struct s7_bench_context *context,
                               const struct s7_bench_subject *subject, size_t size);
bool __wrap_s7_bench_lane_open(struct s7_bench_lane *lane, struct s7_bench_context *context,
                               const struct s7_bench_subject *subject, size_t size);
bool __real_s7_bench_lane_close(struct s7_bench_lane *lane);
bool __wrap_s7_bench_lane_close(struct s7_bench_lane *lane);
bool __real_s7_bench_lane_measure(struct s7_bench_lane *lane, s7_time span);
bool __wrap_s7_bench_lane_measure(struct s7_bench_lane *lane, s7_time span);
s7_time __real_s7_bench_now(void);
s7_time __wrap_s7_bench_now(void);
s7_time __real_s7_bench_processor_time(pid_t process);
s7_time __wrap_s7_bench_processor_time(pid_t process);
/* Asked for by the sanitizer's own library. */
__attribute__((visibility("default"))) const char *__asan_default_options(void);
__attribute__((visibility("default"))) const char *__tsan_default_options(void);

/* An allocation too large is NULL, as without a sanitizer. */
const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}

const char *__tsan_default_options(void)
{
    return "allocator_may_return_null=1";
}

/* Requests per second and microseconds of this process per request in each round; the fourth subject is the third
   with another server.  The machine changes by powers of two from round to round, the ratios differ a little. */
static const double machine[ROUNDS] = {1, 0.5, 4, 1, 0.25, 2, 8};
static const double speed[LANES] = {1000, 800, 790, 500};
static const double speed_ripple[ROUNDS] = {0.97, 1.01, 1.00, 0.99, 1.02, 0.98, 1.03};

struct lockstep_stage stage;
struct gathering found;

static size_t lane_of(const struct s7_bench_subject *subject)
{
    const enum s7_bench_subject_id ids[LANES] = {S7_BENCH_SUBJECT_RAW, S7_BENCH_SUBJECT_LIMIT,
                                                 S7_BENCH_SUBJECT_SELF, S7_BENCH_SUBJECT_SELF_CPU};
    size_t lane = 0;
    while (lane < LANES && s7_bench_subject(ids[lane]) != subject)
        lane++;
    must(lane < LANES);
    return lane;
}

bool __wrap_s7_bench_lane_open(struct s7_bench_lane *lane, struct s7_bench_context *context,
                               const struct s7_bench_subject *subject, size_t size)
{
    if (stage.live)
        return __real_s7_bench_lane_open(lane, context, subject, size);
    if (stage.cannot_open && lane_of(subject) == 2)
        return s7_bench_fail(context, subject, size, "the door is locked");
    lane->subject = subject;
    lane->size = size;
    lane->client = lane;
    lane->server.process = (pid_t)(1000 + lane_of(subject));
    stage.opened++;
    return true;
}

bool __wrap_s7_bench_lane_close(struct s7_bench_lane *lane)
{
    if (stage.live)
        return __real_s7_bench_lane_close(lane);
    stage.closed += lane->client != NULL;
    bool good = !(stage.ends_badly && lane->client && lane_of(lane->subject) == 1);
    lane->client = NULL;
    return good;
}

bool __wrap_s7_bench_lane_measure(struct s7_bench_lane *lane, s7_time span)
{
    if (stage.live)
        return __real_s7_bench_lane_measure(lane, span);
    size_t index = lane_of(lane->subject);
    size_t round = stage.turn_count / ROUND_TURNS % ROUNDS;
    must(stage.turn_count < TURNS_MAX);
    must(lane->turn_count < S7_BENCH_TURN_COUNT);
    if (stage.turn_count == stage.fails_at)
        return false;
    stage.order[stage.turn_count++] = (char)('0' + index);
    stage.span = span;
    stage.now += span;
    double rate = speed[index] * machine[round] * (index == 2 ? speed_ripple[round] : 1);
    lane->rates[lane->turn_count++] = rate;
    lane->requests += 10;
    lane->client_cpu += (s7_time)(10 * 1e3 * (index == 2 ? 10.4 : 10.0) / machine[round]);
    lane->server_cpu += (s7_time)(10 * 1e3 * (double)(index + 1));
    lane->switches += 10 * (int64_t)index;
    lane->latencies[lane->latency_count++] = (uint32_t)(1000 * (index + 1) * (round + 1));
    return true;
}

s7_time __wrap_s7_bench_now(void)
{
    return stage.live ? __real_s7_bench_now() : stage.now;
}

s7_time __wrap_s7_bench_processor_time(pid_t process)
{
    if (stage.live)
        return __real_s7_bench_processor_time(process);
    return process == 0 ? stage.now / 4 : stage.now / 8;
}

int lockstep_stage_begin(void **state)
{
    (void)state;
    memset(&stage, 0, sizeof stage);
    stage.fails_at = SIZE_MAX;
    gathering_begin(&found);
    found.config.rounds = ROUNDS;
    found.config.round_time = (s7_time)S7_BENCH_TURN_COUNT * TURN_NS;
    found.config.sizes[0] = 64;
    found.config.sizes[1] = 400;
    found.config.size_count = 2;
    return 0;
}
