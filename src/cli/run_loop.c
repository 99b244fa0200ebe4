/* SPDX-License-Identifier: MIT */
#include "cli/run_loop.h"

#include <stdio.h>

#include "cli/run_report.h"
#include "net_uv/clock.h"

/* ---- what the exchange asks -------------------------------------------------------------------------------------- */

static struct s7_memory *memory_of(void *user, const struct s7_plant_cpu *cpu)
{
    struct s7_run *run = user;
    return s7_cpu_memory(s7_desk_find(&run->desk, cpu)->cpu);
}

static void endpoint_of(void *user, const struct s7_plant_cpu *cpu, struct s7_endpoint *ret_endpoint)
{
    struct s7_run *run = user;
    *ret_endpoint = s7_desk_find(&run->desk, cpu)->endpoint;
}

/* ---- phases ------------------------------------------------------------------------------------------------------ */

static void on_timer(uv_timer_t *timer);

/** Something may have become possible: looks again in the same turn of the loop. */
static void wake(void *user)
{
    struct s7_run *run = user;
    if (run->phase != S7_RUN_STOPPING)
        uv_timer_start(&run->timer, on_timer, 0, 0);
}

static void close_handles(void *user)
{
    struct s7_run *run = user;
    uv_close((uv_handle_t *)&run->timer, NULL);
    uv_close((uv_handle_t *)&run->interrupt, NULL);
    uv_close((uv_handle_t *)&run->terminate, NULL);
}

static void stop_transport(struct s7_run *run)
{
    run->phase = S7_RUN_STOPPING;
    uv_timer_stop(&run->timer);
    s7_uv_stop(run->uv, close_handles, run);
}

static void begin_closing(struct s7_run *run, s7_time now)
{
    run->phase = S7_RUN_CLOSING;
    s7_desk_stop_simulation(&run->desk);
    s7_exchange_close(run->exchange, now);
    s7_comparison_close(run->comparison, now);
}

static bool step_running(struct s7_run *run, s7_time now)
{
    while (now >= run->next_line) {
        s7_run_print_second(run, ++run->seconds);
        run->next_line += S7_SECOND;
    }
    /* without a reader (`| head`) it would go on for ever, unseen */
    bool over = run->signals > 0 || ferror(stdout) || now - run->started_at >= run->duration;
    if (!over)
        return false;
    run->phase = S7_RUN_SETTLING;
    run->stopped_at = now;
    s7_desk_stop_simulation(&run->desk);
    s7_exchange_pause(run->exchange, now);
    return true;
}

static bool step_settling(struct s7_run *run, s7_time now)
{
    if (!s7_exchange_quiet(run->exchange))
        return false;
    if (run->rounds > 0) {
        run->rounds--;
        s7_exchange_once(run->exchange, now);
        return true;
    }
    run->phase = S7_RUN_PARTING;
    s7_exchange_close(run->exchange, now);
    return true;
}

/* The comparison needs connection resources of its own: those of the jobs are given back first. */
static bool step_parting(struct s7_run *run, s7_time now)
{
    if (!s7_exchange_idle(run->exchange))
        return false;
    run->phase = S7_RUN_COMPARING;
    s7_comparison_start(run->comparison, s7_uv_dialer(run->uv), now);
    return true;
}

static bool step_comparing(struct s7_run *run, s7_time now)
{
    if (!s7_comparison_finished(run->comparison))
        return false;
    begin_closing(run, now);
    return true;
}

static bool step_closing(struct s7_run *run, s7_time now)
{
    if (!s7_exchange_idle(run->exchange))
        return false;
    s7_desk_close(&run->desk, now);
    stop_transport(run);
    return false;
}

static bool step(struct s7_run *run, s7_time now)
{
    static bool (*const steps[])(struct s7_run * run, s7_time now) = {[S7_RUN_RUNNING] = step_running,
                                                                      [S7_RUN_SETTLING] = step_settling,
                                                                      [S7_RUN_PARTING] = step_parting,
                                                                      [S7_RUN_COMPARING] = step_comparing,
                                                                      [S7_RUN_CLOSING] = step_closing};
    if (run->signals > 1 && run->phase < S7_RUN_CLOSING)
        begin_closing(run, now);
    return run->phase < S7_RUN_STOPPING && steps[run->phase](run, now);
}

static void arm(struct s7_run *run, s7_time now)
{
    s7_time deadline = s7_time_earlier(s7_exchange_deadline(run->exchange), s7_desk_deadline(&run->desk));
    if (run->phase == S7_RUN_STOPPING)
        return;
    if (run->phase == S7_RUN_RUNNING) {
        deadline = s7_time_earlier(deadline, run->next_line);
        deadline = s7_time_earlier(deadline, s7_time_after(run->started_at, run->duration));
    }
    if (deadline == S7_TIME_NEVER) {
        uv_timer_stop(&run->timer);
        return;
    }
    s7_time left = deadline > now ? deadline - now : 0;
    uv_update_time(&run->loop);
    uv_timer_start(&run->timer, on_timer, (uint64_t)((left + S7_MILLISECOND - 1) / S7_MILLISECOND), 0);
}

static void advance(struct s7_run *run)
{
    s7_time now = s7_uv_now();
    step(run, now); /* first: a cycle that falls due with the end does not begin, nor count as skipped */
    do {
        s7_exchange_tick(run->exchange, now);
        s7_desk_tick(&run->desk, now);
    } while (step(run, now));
    arm(run, now);
}

static void on_timer(uv_timer_t *timer)
{
    advance(timer->data);
}

static void on_signal(uv_signal_t *handle, int number)
{
    struct s7_run *run = handle->data;
    run->signals++;
    run->interrupted |= number == SIGINT;
    wake(run);
}

/* ---- from beginning to end --------------------------------------------------------------------------------------- */

static void start_handles(struct s7_run *run)
{
    uv_timer_init(&run->loop, &run->timer);
    uv_signal_init(&run->loop, &run->interrupt);
    uv_signal_init(&run->loop, &run->terminate);
    run->timer.data = run->interrupt.data = run->terminate.data = run;
    uv_signal_start(&run->interrupt, on_signal, SIGINT);
    uv_signal_start(&run->terminate, on_signal, SIGTERM);
}

static int make_exchange(struct s7_run *run)
{
    struct s7_exchange_config config;
    s7_exchange_config_default(&config);
    config.plant = run->plant;
    config.dialer = s7_uv_dialer(run->uv);
    config.seed = uv_hrtime();
    config.memory = memory_of;
    config.endpoint = endpoint_of;
    config.wake = wake;
    config.user = run;
    int error = s7_exchange_new(&config, &run->exchange);
    if (error == S7_OK)
        error = s7_comparison_new(run->exchange, &run->desk, wake, run, &run->comparison);
    return error;
}

static void start_run(struct s7_run *run)
{
    s7_time now = s7_uv_now();
    run->rounds = s7_run_rounds(run->plant);
    run->started_at = now;
    run->next_line = now + S7_SECOND;
    s7_run_print_start(run);
    s7_desk_simulate(&run->desk, now);
    s7_exchange_start(run->exchange, now);
    wake(run);
}

/** Everything on the loop; whatever happens, the loop ends with nothing left on it. */
static int play_on_loop(struct s7_run *run, struct s7_fault *ret_fault)
{
    int error = s7_uv_new(&run->loop, NULL, &run->uv);
    if (error != S7_OK) {
        *ret_fault = (struct s7_fault){.error = error};
        return error;
    }
    start_handles(run);
    error = make_exchange(run);
    *ret_fault = (struct s7_fault){.error = error};
    if (error == S7_OK)
        error = s7_desk_listen(&run->desk, run->uv, ret_fault);
    if (error == S7_OK)
        start_run(run);
    else
        stop_transport(run);
    uv_run(&run->loop, UV_RUN_DEFAULT);
    return error;
}

int s7_run_play(struct s7_run *run, struct s7_fault *ret_fault, const char **ret_what)
{
    int error = s7_desk_init(&run->desk, run->plant);
    *ret_what = error != S7_OK && run->desk.cpu_count < run->plant->cpu_count
                    ? run->plant->cpus[run->desk.cpu_count].name
                    : NULL;
    if (error == S7_OK && uv_loop_init(&run->loop) != 0)
        error = S7_ERR_LOCAL_SYSTEM;
    *ret_fault = (struct s7_fault){.error = error};
    if (error != S7_OK)
        return error;
    error = play_on_loop(run, ret_fault);
    uv_loop_close(&run->loop);
    return error;
}

void s7_run_free(struct s7_run *run)
{
    s7_comparison_free(run->comparison);
    s7_exchange_free(run->exchange);
    s7_desk_free(&run->desk);
}
