/* SPDX-License-Identifier: MIT */
#include "cli/run_loop.h"

#include <fcntl.h>
#include <stdio.h>

#include "cli/run_report.h"
#include "net_uv/clock.h"

/* ---- what the exchange asks -------------------------------------------------------------------------------------- */

static struct s7_memory *memory_of(void *user, const struct s7_plant_cpu *cpu)
{
    struct s7_run *run = user;
    struct s7_desk_cpu *place = s7_desk_find(run->next_desk ? run->next_desk : &run->desk, cpu);
    return place ? s7_desk_memory(place) : NULL;
}

static void endpoint_of(void *user, const struct s7_plant_cpu *cpu, struct s7_endpoint *ret_endpoint)
{
    struct s7_run *run = user;
    struct s7_desk_cpu *place = s7_desk_find(run->next_desk ? run->next_desk : &run->desk, cpu);
    *ret_endpoint = (struct s7_endpoint){.port = cpu->port};
    if (place)
        *ret_endpoint = place->endpoint;
    else
        snprintf(ret_endpoint->host, sizeof ret_endpoint->host, "%s", cpu->host);
}

static void source_of(void *user, const struct s7_plant_cpu *cpu, struct s7_endpoint *ret_endpoint)
{
    struct s7_run *run = user;
    s7_desk_source(run->next_desk ? run->next_desk : &run->desk, cpu, ret_endpoint->source);
}

static bool may_write(void *user, const struct s7_plant_connection *connection)
{
    const struct s7_run *run = user;
    return s7_run_may_write(&run->choice, &run->approval, connection);
}

/* ---- every second ------------------------------------------------------------------------------------------------ */

static enum s7_run_state state_of(const struct s7_run *run)
{
    if (run->phase == S7_RUN_RUNNING)
        return S7_RUN_STATE_RUNNING;
    return run->phase == S7_RUN_STOPPING ? S7_RUN_STATE_ENDED : S7_RUN_STATE_ENDING;
}

void s7_run_look(struct s7_run *run, s7_time now)
{
    struct s7_run_snapshot *snapshot = &run->snapshot;
    s7_run_snapshot_take(snapshot, run->plan, &run->desk, run->exchange, run->comparison);
    snapshot->state = state_of(run);
    snapshot->second = run->seconds;
    snapshot->now = now;
    snapshot->ran = (run->phase == S7_RUN_RUNNING ? now : run->stopped_at) - run->started_at;
    snapshot->interrupted = run->interrupted;
    snapshot->reloads = run->reloads;
    snapshot->reloads_refused = run->reloads_refused;
}

/** One look, shown everywhere. */
static void show(struct s7_run *run, s7_time now)
{
    s7_run_look(run, now);
    s7_status_file_write(&run->status_file, &run->snapshot, &run->notes);
    if (run->table)
        s7_run_table_show(run->table, &run->snapshot, &run->notes);
}

static void pass_second(struct s7_run *run, s7_time now)
{
    run->seconds++;
    run->next_second += S7_SECOND;
    s7_desk_sweep(&run->desk);
    show(run, now);
    if (!run->table && !run->json)
        s7_run_print_second(&run->snapshot);
}

/* ---- phases ------------------------------------------------------------------------------------------------------ */

static void on_timer(uv_timer_t *timer);

void s7_run_wake(struct s7_run *run)
{
    if (run->phase != S7_RUN_STOPPING)
        uv_timer_start(&run->timer, on_timer, 0, 0);
}

static void wake(void *user)
{
    s7_run_wake(user);
}

static void close_handles(void *user)
{
    struct s7_run *run = user;
    uv_handle_t *handles[] = {(uv_handle_t *)&run->timer, (uv_handle_t *)&run->interrupt,
                              (uv_handle_t *)&run->terminate, (uv_handle_t *)&run->hang_up,
                              (uv_handle_t *)&run->resize};
    for (size_t i = 0; i < sizeof handles / sizeof handles[0]; i++)
        uv_close(handles[i], NULL);
    if (run->table)
        uv_close((uv_handle_t *)&run->keys, NULL);
}

static void stop_transport(struct s7_run *run)
{
    run->phase = S7_RUN_STOPPING;
    uv_timer_stop(&run->timer);
    s7_uv_stop(run->uv, close_handles, run);
}

static void begin_closing(struct s7_run *run, s7_time now)
{
    if (run->phase == S7_RUN_RUNNING)
        run->stopped_at = now;
    run->phase = S7_RUN_CLOSING;
    s7_desk_stop_simulation(&run->desk);
    s7_exchange_close(run->exchange, now);
    if (run->comparison)
        s7_comparison_close(run->comparison, now);
}

static bool step_running(struct s7_run *run, s7_time now)
{
    if (run->reload)
        s7_run_reload(run, now);
    while (now >= run->next_second)
        pass_second(run, now);
    /* without a reader (`| head`) it would go on for ever, unseen */
    bool over = run->signals > 0 || ferror(stdout) || now - run->started_at >= run->duration;
    if (!over)
        return false;
    run->phase = S7_RUN_SETTLING;
    run->stopped_at = now;
    s7_desk_stop_simulation(&run->desk);
    s7_exchange_pause(run->exchange, now);
    show(run, now);
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
    if (s7_comparison_new(run->exchange, &run->desk, wake, run, &run->comparison) == S7_OK)
        s7_comparison_start(run->comparison, s7_uv_dialer(run->uv), now);
    return true;
}

static bool step_comparing(struct s7_run *run, s7_time now)
{
    if (run->comparison && !s7_comparison_finished(run->comparison))
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
        deadline = s7_time_earlier(deadline, run->next_second);
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

/* ---- signals and keys -------------------------------------------------------------------------------------------- */

static void on_signal(uv_signal_t *handle, int number)
{
    struct s7_run *run = handle->data;
    run->signals++;
    run->interrupted |= number == SIGINT;
    s7_run_wake(run);
}

/** The terminal went away, or somebody wants the plant file read again. */
static void on_hang_up(uv_signal_t *handle, int number)
{
    struct s7_run *run = handle->data;
    (void)number;
    if (run->table && s7_run_table_is_gone())
        run->signals++;
    else
        run->reload = true;
    s7_run_wake(run);
}

static void on_resize(uv_signal_t *handle, int number)
{
    struct s7_run *run = handle->data;
    (void)number;
    if (run->table)
        s7_run_table_resize(run->table);
}

static void on_keys(uv_poll_t *poll, int status, int events)
{
    struct s7_run *run = poll->data;
    (void)events;
    if (status < 0 || s7_run_table_is_gone()) {
        uv_poll_stop(poll);
        run->signals++;
        s7_run_wake(run);
        return;
    }
    s7_run_take_keys(run);
}

/** libuv makes what it polls non-blocking; standard output may be the same terminal, and has to wait. */
static int poll_keys(struct s7_run *run)
{
    int fd = s7_run_table_fd(run->table), flags = fcntl(fd, F_GETFL);
    int failed = uv_poll_init(&run->loop, &run->keys, fd);
    if (flags >= 0)
        (void)fcntl(fd, F_SETFL, flags);
    return failed;
}

/** Where it is wanted and possible: a table instead of lines. */
static void open_table(struct s7_run *run)
{
    if (run->json || run->plain || !s7_run_table_is_possible())
        return;
    if (s7_run_table_open(&run->table) != S7_OK)
        return;
    run->notes.kept = true;
    if (poll_keys(run) != 0) {
        s7_run_table_close(run->table);
        run->table = NULL;
        s7_run_notes_release(&run->notes);
        return;
    }
    run->keys.data = run;
    uv_poll_start(&run->keys, UV_READABLE, on_keys);
}

/* ---- from beginning to end --------------------------------------------------------------------------------------- */

static void start_signal(struct s7_run *run, uv_signal_t *handle, uv_signal_cb callback, int number)
{
    uv_signal_init(&run->loop, handle);
    handle->data = run;
    uv_signal_start(handle, callback, number);
}

static void start_handles(struct s7_run *run)
{
    uv_timer_init(&run->loop, &run->timer);
    run->timer.data = run;
    start_signal(run, &run->interrupt, on_signal, SIGINT);
    start_signal(run, &run->terminate, on_signal, SIGTERM);
    start_signal(run, &run->hang_up, on_hang_up, SIGHUP);
    start_signal(run, &run->resize, on_resize, SIGWINCH);
}

static int make_exchange(struct s7_run *run)
{
    struct s7_exchange_config config;
    s7_exchange_config_default(&config);
    config.plant = &run->plan->view;
    config.dialer = s7_uv_dialer(run->uv);
    config.seed = uv_hrtime();
    config.memory = memory_of;
    config.endpoint = endpoint_of;
    config.source = source_of;
    config.may_write = may_write;
    config.wake = wake;
    config.user = run;
    return s7_exchange_new(&config, &run->exchange);
}

static bool compares(const struct s7_run_plan *plan)
{
    for (size_t i = 0; i < plan->job_count; i++)
        if (plan->jobs[i].reason == S7_RUN_REASON_NONE && plan->jobs[i].comparable)
            return true;
    return false;
}

static void start_run(struct s7_run *run)
{
    s7_time now = s7_uv_now();
    run->rounds = compares(run->plan) ? s7_run_rounds(&run->plan->view) : 0;
    run->started_at = now;
    run->next_second = now + S7_SECOND;
    s7_run_look(run, now);
    if (!run->json)
        s7_run_print_start(&run->snapshot, &run->choice);
    open_table(run);
    show(run, now);
    s7_desk_simulate(&run->desk, now);
    s7_exchange_start(run->exchange, now);
    s7_run_wake(run);
}

static int listen_all(struct s7_run *run, struct s7_fault *ret_fault, const char **ret_what)
{
    const struct s7_desk_cpu *place;
    int error = s7_desk_listen(&run->desk, run->uv, ret_fault, &place);
    if (error != S7_OK) {
        s7_target_label(place->endpoint.host, place->endpoint.port, run->label, sizeof run->label);
        *ret_what = run->label;
    } else {
        s7_desk_faults(&run->desk, s7_uv_now(), stderr);
    }
    return error;
}

/** Everything on the loop; whatever happens, the loop ends with nothing left on it. */
static int play_on_loop(struct s7_run *run, struct s7_fault *ret_fault, const char **ret_what)
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
        error = listen_all(run, ret_fault, ret_what);
    if (error == S7_OK)
        start_run(run);
    else
        stop_transport(run);
    uv_run(&run->loop, UV_RUN_DEFAULT);
    return error;
}

/** What is decided before anything happens. */
static int prepare(struct s7_run *run, const char **ret_what)
{
    int error = s7_run_plan_new(run->plant, &run->choice, &run->approval, &run->plan);
    if (error == S7_OK)
        error = s7_desk_init(&run->desk, run->plant, &run->choice, ret_what);
    if (error == S7_OK)
        error = s7_run_snapshot_init(&run->snapshot, run->plan, &run->desk);
    return error;
}

/** The screen is given back before anything more is printed. */
static void close_table(struct s7_run *run)
{
    s7_run_table_close(run->table);
    run->table = NULL;
    s7_run_notes_release(&run->notes);
}

int s7_run_play(struct s7_run *run, struct s7_fault *ret_fault, const char **ret_what)
{
    *ret_what = NULL;
    int error = prepare(run, ret_what);
    if (error == S7_OK && uv_loop_init(&run->loop) != 0)
        error = S7_ERR_LOCAL_SYSTEM;
    *ret_fault = (struct s7_fault){.error = error};
    if (error != S7_OK)
        return error;
    error = play_on_loop(run, ret_fault, ret_what);
    uv_loop_close(&run->loop);
    if (error == S7_OK) {
        s7_run_look(run, s7_uv_now());
        s7_status_file_write(&run->status_file, &run->snapshot, &run->notes);
    }
    close_table(run);
    return error;
}

void s7_run_free(struct s7_run *run)
{
    s7_run_snapshot_free(&run->snapshot);
    s7_comparison_free(run->comparison);
    s7_exchange_free(run->exchange);
    s7_desk_free(&run->desk);
    s7_run_plan_free(run->plan);
    s7_run_notes_free(&run->notes);
    s7_run_approval_free(&run->approval);
    s7_plant_free(run->plant);
}
