/* SPDX-License-Identifier: MIT */
#include "unit/exchange/scene.h"

static void both_directions_arrive_without_an_error_from_the_first_cycle_on(void **state)
{
    struct scene *scene = *state;
    struct s7_plant_connection *connection = add_connection(scene);
    add_job(connection, S7_PLANT_PUT, 100 * S7_MILLISECOND);
    add_job(connection, S7_PLANT_GET, 100 * S7_MILLISECOND);
    memset(scene->memory.octets, 0x11, 20);
    memset(scene->partner.db + 100, 0x22, 20);
    start(scene);
    run_for(scene, 5 * S7_SECOND);
    for (size_t i = 0; i < 2; i++) {
        struct s7_exchange_report report = report_of(scene, i);
        assert_int_equal(report.completions, 50);
        assert_int_equal(report.errors, 0);
        assert_int_equal(report.skipped, 0);
        assert_int_equal(report.octets, 1000);
        assert_int_equal(report.number, i + 1);
        assert_true(report.connected && !report.failing);
    }
    assert_memory_equal(scene->partner.db, scene->memory.octets, 20);
    assert_memory_equal(scene->partner.db + 100, scene->memory.octets + 100, 20);
    assert_int_equal(scene->partner.held_most, 1); /* the partner granted one job at a time */
}

static void cycles_stay_on_the_grid(void **state)
{
    struct scene *scene = *state;
    const s7_time every = 10 * S7_MILLISECOND;
    add_job(add_connection(scene), S7_PLANT_PUT, every);
    scene->partner.answers_after = 3 * S7_MILLISECOND + 777;
    start(scene);
    run_for(scene, 20000 * every);
    assert_int_equal(report_of(scene, 0).completions, 20000);
    assert_int_equal(report_of(scene, 0).skipped, 0);
    assert_int_equal(scene->request_count, 20000);
    for (size_t i = 0; i < scene->request_count; i++)
        assert_int_equal(scene->requests[i], start_at + (s7_time)i * every);
    s7_time took = 3 * S7_MILLISECOND + 777;
    assert_true(llabs(report_of(scene, 0).p50 - took) < took / 50);
    assert_int_equal(report_of(scene, 0).most, took);
}

static void cycles_that_fall_due_while_a_job_runs_are_skipped(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_GET, 100 * S7_MILLISECOND);
    scene->partner.answers_after = 250 * S7_MILLISECOND;
    start(scene);
    run_for(scene, 3 * S7_SECOND);
    struct s7_exchange_report report = report_of(scene, 0);
    assert_int_equal(report.completions, 10);
    assert_int_equal(report.skipped, 20);
    assert_int_equal(scene->partner.reads, 10);
    for (size_t i = 0; i < scene->request_count; i++)
        assert_int_equal(scene->requests[i], start_at + (s7_time)i * 300 * S7_MILLISECOND);
}

static void a_late_tick_runs_one_cycle_and_skips_the_rest(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_GET, 100 * S7_MILLISECOND);
    start(scene);
    run_for(scene, 50 * S7_MILLISECOND);
    scene->now = start_at + 1030 * S7_MILLISECOND; /* the process slept */
    settle(scene);
    assert_int_equal(report_of(scene, 0).completions, 2);
    assert_int_equal(report_of(scene, 0).skipped, 9);
    run_for(scene, 100 * S7_MILLISECOND);
    assert_int_equal(scene->requests[2], start_at + 1100 * S7_MILLISECOND);
}

/* Nobody waits an hour because a clock was set back by one, and no cycle runs twice because of it. */
static void a_clock_that_is_set_back_takes_the_grid_along(void **state)
{
    struct scene *scene = *state;
    struct s7_plant_connection *connection = add_connection(scene);
    add_job(connection, S7_PLANT_PUT, 100 * S7_MILLISECOND);
    add_job(connection, S7_PLANT_GET, 70 * S7_MILLISECOND);
    scene->now += 3600 * S7_SECOND;
    start(scene);
    for (uint64_t turn = 1; turn <= 5; turn++) {
        run_for(scene, S7_SECOND);
        scene->now -= 600 * S7_SECOND;
        s7_exchange_tick(scene->exchange, scene->now);
        rearm(scene);
        assert_true(scene->armed > scene->now && scene->armed <= scene->now + 100 * S7_MILLISECOND);
        assert_int_equal(report_of(scene, 0).completions, 10 * turn);
        assert_int_equal(report_of(scene, 0).errors + report_of(scene, 0).skipped, 0);
        assert_int_equal(report_of(scene, 1).errors + report_of(scene, 1).skipped, 0);
    }
    assert_int_equal(scene->partner.writes, 50);
    assert_int_equal(scene->partner.connects, 1);
}

static void a_clock_that_is_set_back_does_not_delay_dialling(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_PUT, 100 * S7_MILLISECOND);
    scene->partner.network = PARTNER_REFUSING;
    scene->now += 3600 * S7_SECOND;
    start(scene);
    run_for(scene, 100 * S7_MILLISECOND);
    scene->now -= 3600 * S7_SECOND;
    s7_exchange_tick(scene->exchange, scene->now);
    rearm(scene);
    assert_true(report_of(scene, 0).next_attempt < scene->now + S7_SECOND);
    scene->partner.network = PARTNER_REACHABLE;
    run_for(scene, 2 * S7_SECOND);
    assert_true(report_of(scene, 0).completions > 0);
}

static void jobs_of_a_connection_share_what_the_partner_granted(void **state)
{
    struct scene *scene = *state;
    struct s7_plant_connection *connection = add_connection(scene);
    for (int i = 0; i < 5; i++)
        add_job(connection, S7_PLANT_GET, 100 * S7_MILLISECOND);
    scene->partner.amq = 3;
    scene->partner.answers_after = 20 * S7_MILLISECOND;
    start(scene);
    run_for(scene, S7_SECOND);
    assert_int_equal(scene->partner.held_most, 3);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(report_of(scene, i).completions, 10);
        assert_int_equal(report_of(scene, i).errors + report_of(scene, i).skipped, 0);
    }
}

static void thousands_of_jobs_keep_their_cycles(void **state)
{
    struct scene *scene = *state;
    for (size_t i = 0; i < MOST_CONNECTIONS; i++) {
        struct s7_plant_connection *connection = add_connection(scene);
        for (size_t j = 0; j < MOST_JOBS; j++)
            add_job(connection, j % 2 ? S7_PLANT_GET : S7_PLANT_PUT, (100 + (s7_time)j) * S7_MILLISECOND);
    }
    start(scene);
    assert_int_equal(s7_exchange_job_count(scene->exchange), MOST_CONNECTIONS * MOST_JOBS);
    run_for(scene, 2 * S7_SECOND);
    for (size_t i = 0; i < s7_exchange_job_count(scene->exchange); i++) {
        struct s7_exchange_report report = report_of(scene, i);
        assert_int_equal(report.completions, (2000 - 1) / (100 + i % MOST_JOBS) + 1);
        assert_int_equal(report.errors + report.skipped, 0);
    }
    assert_int_equal(scene->partner.connects, MOST_CONNECTIONS);
    s7_exchange_close(scene->exchange, scene->now);
    partner_pump(&scene->partner, scene->now);
    assert_int_equal(scene->partner.ends, MOST_CONNECTIONS);
}

static void pausing_lets_running_calls_finish_and_starts_none(void **state)
{
    struct scene *scene = *state;
    struct s7_plant_connection *connection = add_connection(scene);
    add_job(connection, S7_PLANT_PUT, 100 * S7_MILLISECOND);
    add_job(connection, S7_PLANT_PUT, 100 * S7_MILLISECOND);
    start(scene);
    run_for(scene, 150 * S7_MILLISECOND);
    scene->partner.holds = true;
    run_for(scene, 100 * S7_MILLISECOND); /* the first holds the only place, the second waits for it */
    s7_exchange_pause(scene->exchange, scene->now);
    assert_false(s7_exchange_quiet(scene->exchange));
    partner_release(&scene->partner);
    run_for(scene, S7_SECOND);
    assert_true(s7_exchange_quiet(scene->exchange));
    assert_false(s7_exchange_idle(scene->exchange));
    assert_int_equal(report_of(scene, 0).completions, 3);
    assert_int_equal(report_of(scene, 1).completions, 2);
    assert_int_equal(scene->partner.writes, 5);
}

static void once_more_after_a_pause_is_one_call_of_every_job(void **state)
{
    struct scene *scene = *state;
    struct s7_plant_connection *connection = add_connection(scene);
    add_job(connection, S7_PLANT_PUT, 3600 * S7_SECOND);
    add_job(connection, S7_PLANT_GET, 100 * S7_MILLISECOND);
    start(scene);
    run_for(scene, 950 * S7_MILLISECOND);
    s7_exchange_pause(scene->exchange, scene->now);
    scene->partner.answers_after = 10 * S7_MILLISECOND;
    memset(scene->memory.octets, 0x77, 20);
    for (uint64_t round = 1; round <= 3; round++) {
        assert_true(s7_exchange_quiet(scene->exchange));
        s7_exchange_once(scene->exchange, scene->now);
        assert_false(s7_exchange_quiet(scene->exchange));
        rearm(scene);
        run_for(scene, S7_SECOND);
        assert_int_equal(report_of(scene, 0).completions, 1 + round);
        assert_int_equal(report_of(scene, 1).completions, 10 + round);
    }
    assert_int_equal(scene->partner.db[0], 0x77);
    scene->partner.header_error = 0x8104;
    s7_exchange_once(scene->exchange, scene->now);
    rearm(scene);
    run_for(scene, S7_SECOND);
    s7_exchange_once(scene->exchange, scene->now); /* both are failing now: nothing is sent any more */
    rearm(scene);
    run_for(scene, 20 * S7_SECOND);
    assert_int_equal(report_of(scene, 0).errors + report_of(scene, 1).errors, 2);
    assert_int_equal(scene->request_count, 11 + 6 + 2);
}

/* Its cycles are skipped, and it makes no last call; the other one goes on. */
static void a_job_that_is_held_waits_until_it_is_let_go(void **state)
{
    struct scene *scene = *state;
    struct s7_plant_connection *connection = add_connection(scene);
    add_job(connection, S7_PLANT_PUT, 100 * S7_MILLISECOND);
    add_job(connection, S7_PLANT_GET, 100 * S7_MILLISECOND);
    start(scene);
    run_for(scene, S7_SECOND);
    s7_exchange_hold(scene->exchange, 0, true);
    assert_true(report_of(scene, 0).held && !report_of(scene, 1).held);
    run_for(scene, S7_SECOND);
    assert_int_equal(report_of(scene, 0).completions, 10);
    assert_int_equal(report_of(scene, 0).skipped, 10);
    assert_int_equal(report_of(scene, 1).completions, 20);
    assert_int_equal(report_of(scene, 1).skipped, 0);
    s7_exchange_hold(scene->exchange, 0, false);
    run_for(scene, S7_SECOND);
    assert_int_equal(report_of(scene, 0).completions, 20);
    assert_int_equal(report_of(scene, 0).skipped, 10);
    s7_exchange_hold(scene->exchange, 0, true);
    s7_exchange_pause(scene->exchange, scene->now);
    run_for(scene, S7_SECOND);
    s7_exchange_once(scene->exchange, scene->now);
    run_for(scene, S7_SECOND);
    assert_int_equal(report_of(scene, 0).completions, 20);
    assert_int_equal(report_of(scene, 1).completions, 31);
}

static void what_is_ended_by_ourselves_is_no_error(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_PUT, 100 * S7_MILLISECOND);
    start(scene);
    run_for(scene, 50 * S7_MILLISECOND);
    scene->partner.holds = true;
    run_for(scene, 100 * S7_MILLISECOND);
    s7_exchange_close(scene->exchange, scene->now);
    assert_true(s7_exchange_quiet(scene->exchange));
    partner_pump(&scene->partner, scene->now);
    assert_true(s7_exchange_idle(scene->exchange));
    assert_int_equal(report_of(scene, 0).errors, 0);
    assert_int_equal(scene->partner.ends, 1);
    run_for(scene, 30 * S7_SECOND);
    assert_int_equal(scene->partner.attempt_count, 1); /* closed for good */
}

static void a_write_that_is_not_allowed_is_listed_and_never_sent(void **state)
{
    struct scene *scene = *state;
    struct s7_plant_connection *connection = add_connection(scene);
    add_job(connection, S7_PLANT_PUT, 100 * S7_MILLISECOND);
    add_job(connection, S7_PLANT_GET, 100 * S7_MILLISECOND);
    scene->writable = false;
    start(scene);
    run_for(scene, S7_SECOND);
    assert_true(report_of(scene, 0).refused);
    assert_false(report_of(scene, 1).refused);
    assert_int_equal(scene->partner.writes, 0);
    assert_int_equal(report_of(scene, 1).completions, 10);
}

static void connections_of_a_cpu_that_is_not_played_are_not_run(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_PUT, 100 * S7_MILLISECOND);
    scene->played = false;
    start(scene);
    run_for(scene, S7_SECOND);
    assert_int_equal(s7_exchange_job_count(scene->exchange), 0);
    assert_int_equal(scene->partner.attempt_count, 0);
}

static void what_cannot_be_run_is_refused_at_creation(void **state)
{
    struct scene *scene = *state;
    struct s7_exchange *none = NULL;
    struct s7_plant_job *job = add_job(add_connection(scene), S7_PLANT_PUT, 100 * S7_MILLISECOND);
    job->every = 0;
    assert_int_equal(s7_exchange_new(&scene->config, &none), S7_ERR_LOCAL_ARGUMENT);
    job->every = S7_SECOND;
    job->area_count = 5;
    assert_int_equal(s7_exchange_new(&scene->config, &none), S7_ERR_LOCAL_ARGUMENT);
    job->area_count = 1;
    scene->config.timeout = 0;
    assert_int_equal(s7_exchange_new(&scene->config, &none), S7_ERR_LOCAL_ARGUMENT);
    assert_null(none);
    s7_exchange_free(NULL);
}

int main(void)
{
#define SCENE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        SCENE(both_directions_arrive_without_an_error_from_the_first_cycle_on),
        SCENE(cycles_stay_on_the_grid),
        SCENE(cycles_that_fall_due_while_a_job_runs_are_skipped),
        SCENE(a_late_tick_runs_one_cycle_and_skips_the_rest),
        SCENE(a_clock_that_is_set_back_takes_the_grid_along),
        SCENE(a_clock_that_is_set_back_does_not_delay_dialling),
        SCENE(jobs_of_a_connection_share_what_the_partner_granted),
        SCENE(thousands_of_jobs_keep_their_cycles),
        SCENE(pausing_lets_running_calls_finish_and_starts_none),
        SCENE(once_more_after_a_pause_is_one_call_of_every_job),
        SCENE(a_job_that_is_held_waits_until_it_is_let_go),
        SCENE(what_is_ended_by_ourselves_is_no_error),
        SCENE(a_write_that_is_not_allowed_is_listed_and_never_sent),
        SCENE(connections_of_a_cpu_that_is_not_played_are_not_run),
        SCENE(what_cannot_be_run_is_refused_at_creation),
    };
#undef SCENE
    return cmocka_run_group_tests(tests, NULL, NULL);
}
