/* SPDX-License-Identifier: MIT */
#include "exchange/exchange.h"

#include <stdio.h>
#include <stdlib.h>

#include "sim/exchange_memory.h"
#include "sim/exchange_partner.h"

enum { MOST_CONNECTIONS = 64, MOST_JOBS = 80 };

static const s7_time start_at = 77 * S7_SECOND + 12345;

/** A plant of one active and one served CPU, the exchange, and a virtual network with a scripted partner. */
struct scene {
    struct partner partner;
    struct test_memory memory;
    struct s7_plant plant;
    struct s7_plant_cpu active, served;
    struct s7_plant_connection connections[MOST_CONNECTIONS];
    char ids[MOST_CONNECTIONS][8];
    struct s7_plant_job jobs[MOST_CONNECTIONS][MOST_JOBS];
    struct s7_exchange_config config;
    struct s7_exchange *exchange;
    s7_time now;
    s7_time armed; /**< the timer of the transport */
    bool writable;
    bool played;
    s7_time requests[100000];
    size_t request_count;
};

static struct s7_memory *memory_of(void *user, const struct s7_plant_cpu *cpu)
{
    struct scene *scene = user;
    return scene->played && cpu == &scene->active ? &scene->memory.memory : NULL;
}

static void endpoint_of(void *user, const struct s7_plant_cpu *cpu, struct s7_endpoint *ret_endpoint)
{
    struct scene *scene = user;
    assert_ptr_equal(cpu, &scene->served);
    *ret_endpoint = (struct s7_endpoint){.host = "partner", .port = 102};
}

static bool may_write(void *user, const struct s7_plant_connection *connection)
{
    struct scene *scene = user;
    (void)connection;
    return scene->writable;
}

/** What a transport does: it looks at the deadline again, and calls when its timer is due. */
static void rearm(void *user)
{
    struct scene *scene = user;
    scene->armed = s7_exchange_deadline(scene->exchange);
}

static void note_request(void *user, s7_time now)
{
    struct scene *scene = user;
    if (scene->request_count < sizeof scene->requests / sizeof scene->requests[0])
        scene->requests[scene->request_count++] = now;
}

static int set_up(void **state)
{
    struct scene *scene = calloc(1, sizeof *scene);
    partner_init(&scene->partner);
    scene->partner.requested = note_request;
    scene->partner.user = scene;
    test_memory_init(&scene->memory);
    scene->active = (struct s7_plant_cpu){.name = "PRESS", .profile = s7_profile_find("s7-1500"), .slot = 1};
    scene->served = (struct s7_plant_cpu){.name = "OVEN", .profile = s7_profile_find("s7-300"), .slot = 2};
    scene->plant = (struct s7_plant){.name = "test", .connections = scene->connections};
    s7_exchange_config_default(&scene->config);
    scene->config.plant = &scene->plant;
    scene->config.dialer = &scene->partner.dialer;
    scene->config.seed = 1;
    scene->config.memory = memory_of;
    scene->config.endpoint = endpoint_of;
    scene->config.may_write = may_write;
    scene->config.wake = rearm;
    scene->config.user = scene;
    scene->writable = scene->played = true;
    scene->now = start_at;
    scene->armed = S7_TIME_NEVER;
    *state = scene;
    return 0;
}

static struct s7_plant_connection *add_connection(struct scene *scene)
{
    size_t i = scene->plant.connection_count++;
    snprintf(scene->ids[i], sizeof scene->ids[i], "C-%03u", (unsigned)i % 1000);
    scene->connections[i] = (struct s7_plant_connection){
        .id = scene->ids[i], .from = &scene->active, .to = &scene->served, .jobs = scene->jobs[i]};
    return &scene->connections[i];
}

static struct s7_plant_job *add_job(struct s7_plant_connection *connection, enum s7_plant_job_kind kind,
                                    s7_time every)
{
    struct s7_plant_job *job = &connection->jobs[connection->job_count++];
    *job = (struct s7_plant_job){.kind = kind, .area_count = 1, .every = every};
    job->remote[0] = test_octets(100, kind == S7_PLANT_PUT ? 0 : 100, 20);
    job->local[0] = test_octets(10, kind == S7_PLANT_PUT ? 0 : 100, 20);
    return job;
}

static void start(struct scene *scene)
{
    scene->partner.now = scene->now;
    assert_int_equal(s7_exchange_new(&scene->config, &scene->exchange), S7_OK);
    s7_exchange_start(scene->exchange, scene->now);
}

/** Everything that is due at this moment. */
static void settle(struct scene *scene)
{
    partner_pump(&scene->partner, scene->now);
    while (scene->armed <= scene->now) {
        s7_exchange_tick(scene->exchange, scene->now);
        rearm(scene);
        partner_pump(&scene->partner, scene->now);
    }
    assert_true(s7_exchange_deadline(scene->exchange) > scene->now); /* else a wake was forgotten */
}

/** Lets virtual time pass. */
static void run_for(struct scene *scene, s7_time span)
{
    s7_time end = scene->now + span;
    for (;;) {
        settle(scene);
        s7_time next = s7_time_earlier(scene->armed, partner_deadline(&scene->partner));
        if (next >= end)
            break;
        scene->now = next;
    }
    scene->now = end - 1;
    settle(scene);
    scene->now = end;
}

static struct s7_exchange_report report_of(const struct scene *scene, size_t index)
{
    return s7_exchange_report(scene->exchange, index);
}

static int tear_down(void **state)
{
    struct scene *scene = *state;
    if (scene->exchange) {
        s7_exchange_close(scene->exchange, scene->now);
        partner_pump(&scene->partner, scene->now);
        assert_true(s7_exchange_idle(scene->exchange));
        assert_true(s7_exchange_quiet(scene->exchange));
        assert_int_equal(s7_exchange_deadline(scene->exchange), S7_TIME_NEVER);
        s7_exchange_free(scene->exchange);
    }
    assert_int_equal(scene->memory.unlocked_accesses, 0);
    free(scene);
    return 0;
}

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

static void check_pauses(struct scene *scene, uint16_t header_error, uint8_t item_code, uint16_t status,
                         int error)
{
    static const s7_time expected_ms[] = {0, 1200, 6300, 11400,
                                          16500}; /* the grid point after 1 s, 5 s, 5 s … */
    scene->partner.header_error = header_error;
    scene->partner.item_code = item_code;
    run_for(scene, 17 * S7_SECOND);
    assert_int_equal(scene->request_count, 5);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(scene->requests[i], start_at + expected_ms[i] * S7_MILLISECOND);
    struct s7_exchange_report report = report_of(scene, 0);
    assert_int_equal(report.errors, 5);
    assert_int_equal(report.completions, 0);
    assert_true(report.failing);
    assert_int_equal(report.status, status);
    assert_int_equal(report.fault.error, error);
    assert_int_equal(scene->partner.connects, 1);
}

static void after_an_error_a_job_pauses_1_s_then_5_s_and_recovers(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_PUT, 300 * S7_MILLISECOND);
    start(scene);
    check_pauses(scene, 0x8104, 0xFF, 2, S7_ERR_ACCESS_PUT_GET);
    scene->partner.header_error = 0;
    run_for(scene, 5 * S7_SECOND); /* until 22 s: the attempt at 21.6 s succeeds, 21.9 s is back on the grid */
    struct s7_exchange_report report = report_of(scene, 0);
    assert_int_equal(report.completions, 2);
    assert_false(report.failing);
    assert_int_equal(report.fault.error, S7_ERR_ACCESS_PUT_GET); /* the last ERROR stays on record */
    scene->partner.header_error = 0x8104;
    run_for(scene,
            1300 * S7_MILLISECOND); /* error at 22.2 s; a success came before, so the pause is 1 s again */
    assert_int_equal(report_of(scene, 0).errors, 6);
    run_for(scene, 300 * S7_MILLISECOND);
    assert_int_equal(report_of(scene, 0).errors, 7);
    uint64_t cycles = 23400 / 300 + 1; /* every one is accounted for */
    report = report_of(scene, 0);
    assert_int_equal(report.completions + report.errors + report.skipped, cycles);
}

static void a_refused_item_pauses_likewise(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_PUT, 300 * S7_MILLISECOND);
    start(scene);
    check_pauses(scene, 0, 0x05, 8, S7_ERR_DATA_ADDRESS);
}

static void an_absent_partner_is_dialled_with_growing_pauses(void **state)
{
    static const s7_time middle_ms[] = {250, 500, 1000, 2000, 4000, 8000, 10000, 10000, 10000};
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_PUT, 100 * S7_MILLISECOND);
    scene->partner.network = PARTNER_REFUSING;
    start(scene);
    run_for(scene, 60 * S7_SECOND);
    assert_true(scene->partner.attempt_count >= 10);
    for (size_t i = 0; i < 9; i++) {
        s7_time pause = scene->partner.attempts[i + 1] - scene->partner.attempts[i];
        s7_time middle = middle_ms[i] * S7_MILLISECOND;
        assert_true(pause >= middle - middle / 4 && pause <= middle + middle / 4);
    }
    struct s7_exchange_report report = report_of(scene, 0);
    assert_true(report.errors >= 11 &&
                report.errors <= 13); /* 0, 1, 6, 11 … s: one per attempt, not per cycle */
    assert_int_equal(report.status, 1);
    assert_int_equal(report.fault.error, S7_ERR_TCP_REFUSED);
    assert_false(report.connected);

    scene->partner.network = PARTNER_REACHABLE;
    run_for(scene, 20 * S7_SECOND); /* at most 12.5 s until the next attempt, 5 s until the job's */
    report = report_of(scene, 0);
    assert_true(report.connected && !report.failing);
    assert_true(report.completions >= 20);
    assert_int_equal(scene->partner.writes, report.completions);
    assert_int_equal(report.reconnects, 0); /* it never stood before */
}

static void jobs_wait_for_the_result_of_an_attempt(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_PUT, 100 * S7_MILLISECOND);
    scene->partner.network = PARTNER_SILENT;
    start(scene);
    run_for(scene, 3900 * S7_MILLISECOND);
    assert_int_equal(report_of(scene, 0).errors, 0);
    run_for(scene, 200 * S7_MILLISECOND);
    assert_int_equal(report_of(scene, 0).errors, 1);
    assert_int_equal(report_of(scene, 0).fault.error, S7_ERR_TCP_TIMEOUT);
    assert_int_equal(scene->partner.writes, 0);
}

static void a_transport_without_sockets_is_asked_again(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_GET, 100 * S7_MILLISECOND);
    scene->partner.network = PARTNER_NO_SOCKET;
    start(scene);
    run_for(scene, 800 * S7_MILLISECOND);
    assert_int_equal(report_of(scene, 0).errors, 1);
    scene->partner.network = PARTNER_REACHABLE;
    run_for(scene, 8 * S7_SECOND);
    assert_true(report_of(scene, 0).completions > 10);
    assert_true(report_of(scene, 0).errors <= 2);
}

static void a_lost_connection_comes_back_and_no_write_is_repeated(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_PUT, 100 * S7_MILLISECOND);
    scene->partner.answers_after = 30 * S7_MILLISECOND;
    start(scene);
    run_for(scene, 1010 * S7_MILLISECOND); /* the eleventh is on its way */
    partner_break(&scene->partner);
    run_for(scene, 4 * S7_SECOND);
    struct s7_exchange_report report = report_of(scene, 0);
    assert_int_equal(report.errors, 1);
    assert_int_equal(report.fault.error, S7_ERR_S7_RESET);
    assert_int_equal(report.reconnects, 1);
    assert_true(report.completions > 30);
    uint64_t lost_on_the_way = 1;
    uint64_t open = report_of(scene, 0).status == 25;
    assert_int_equal(scene->partner.writes, report.completions + lost_on_the_way + open);
    for (size_t i = 0; i < scene->request_count; i++)
        assert_int_equal((scene->requests[i] - start_at) % (100 * S7_MILLISECOND), 0);
}

static void a_connection_that_carried_jobs_is_dialled_again_soon(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_PUT, 100 * S7_MILLISECOND);
    scene->partner.network = PARTNER_REFUSING;
    start(scene);
    run_for(scene, 20 * S7_SECOND);
    scene->partner.network = PARTNER_REACHABLE;
    run_for(scene, 20 * S7_SECOND);
    assert_true(report_of(scene, 0).completions > 0);
    size_t attempts = scene->partner.attempt_count;
    s7_time lost_at = scene->now;
    partner_break(&scene->partner);
    run_for(scene, S7_SECOND);
    assert_int_equal(scene->partner.attempt_count, attempts + 1);
    assert_true(scene->partner.attempts[attempts] - lost_at <= 250 * S7_MILLISECOND * 5 / 4);
}

static void a_connection_that_carries_nothing_is_dialled_ever_later(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_PUT, 100 * S7_MILLISECOND);
    scene->partner.holds = true; /* it opens, and then no request is ever answered */
    start(scene);
    run_for(scene, 120 * S7_SECOND);
    assert_int_equal(report_of(scene, 0).completions, 0);
    size_t last = scene->partner.attempt_count - 1;
    assert_true(last >= 3 && last < 20);
    assert_true(scene->partner.attempts[last] - scene->partner.attempts[last - 1] > 5 * S7_SECOND);
}

static void no_write_is_repeated_whatever_the_network_does(void **state)
{
    struct scene *scene = *state;
    struct s7_plant_connection *connection = add_connection(scene);
    struct s7_chance chance = {.state = 99};
    add_job(connection, S7_PLANT_PUT, 50 * S7_MILLISECOND);
    add_job(connection, S7_PLANT_PUT, 70 * S7_MILLISECOND);
    scene->partner.answers_after = 20 * S7_MILLISECOND;
    start(scene);
    for (int i = 0; i < 300; i++) {
        run_for(scene, (s7_time)s7_chance_below(&chance, 700) * S7_MILLISECOND);
        scene->partner.network = (enum partner_network)s7_chance_below(&chance, 4);
        if (s7_chance_below(&chance, 3) == 0)
            partner_break(&scene->partner);
        if (s7_chance_below(&chance, 2) == 0)
            scene->partner.network = PARTNER_REACHABLE;
    }
    uint64_t calls = 0;
    for (size_t i = 0; i < 2; i++)
        calls += report_of(scene, i).completions + report_of(scene, i).errors + 1;
    assert_true(report_of(scene, 0).completions > 100 && report_of(scene, 0).errors > 10);
    assert_true(scene->partner.writes <= calls); /* at most one request per call of the block */
    assert_true(scene->partner.ends == 0);       /* and none of ours ended a connection */
}

static void a_partner_that_stops_answering_ends_the_connection(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_PUT, 100 * S7_MILLISECOND);
    start(scene);
    run_for(scene, 950 * S7_MILLISECOND);
    scene->partner.holds = true;
    run_for(scene, 2100 * S7_MILLISECOND);
    struct s7_exchange_report report = report_of(scene, 0);
    assert_int_equal(report.completions, 10);
    assert_int_equal(report.errors, 1);
    assert_int_equal(report.fault.error, S7_ERR_S7_REQUEST_TIMEOUT);
    assert_int_equal(scene->partner.ends, 1);
    scene->partner.holds = false;
    run_for(scene, 3 * S7_SECOND);
    assert_true(report_of(scene, 0).completions > 20);
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

static void closing_in_the_middle_of_an_attempt_ends_it(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_PUT, 100 * S7_MILLISECOND);
    start(scene); /* the network has not looked at it yet */
    s7_exchange_close(scene->exchange, scene->now);
    assert_false(s7_exchange_idle(scene->exchange));
    partner_pump(&scene->partner, scene->now);
    assert_true(s7_exchange_idle(scene->exchange));
    assert_int_equal(scene->partner.writes, 0);
}

static void closing_between_two_attempts_makes_no_further_one(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_PUT, 100 * S7_MILLISECOND);
    scene->partner.network = PARTNER_REFUSING;
    start(scene);
    run_for(scene, 100 * S7_MILLISECOND);
    s7_exchange_close(scene->exchange, scene->now);
    assert_true(s7_exchange_idle(scene->exchange));
    run_for(scene, 30 * S7_SECOND);
    assert_int_equal(scene->partner.attempt_count, 1);
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
        SCENE(jobs_of_a_connection_share_what_the_partner_granted),
        SCENE(after_an_error_a_job_pauses_1_s_then_5_s_and_recovers),
        SCENE(a_refused_item_pauses_likewise),
        SCENE(an_absent_partner_is_dialled_with_growing_pauses),
        SCENE(jobs_wait_for_the_result_of_an_attempt),
        SCENE(a_transport_without_sockets_is_asked_again),
        SCENE(a_lost_connection_comes_back_and_no_write_is_repeated),
        SCENE(a_connection_that_carried_jobs_is_dialled_again_soon),
        SCENE(a_connection_that_carries_nothing_is_dialled_ever_later),
        SCENE(no_write_is_repeated_whatever_the_network_does),
        SCENE(a_partner_that_stops_answering_ends_the_connection),
        SCENE(thousands_of_jobs_keep_their_cycles),
        SCENE(pausing_lets_running_calls_finish_and_starts_none),
        SCENE(once_more_after_a_pause_is_one_call_of_every_job),
        SCENE(what_is_ended_by_ourselves_is_no_error),
        SCENE(closing_in_the_middle_of_an_attempt_ends_it),
        SCENE(closing_between_two_attempts_makes_no_further_one),
        SCENE(a_write_that_is_not_allowed_is_listed_and_never_sent),
        SCENE(connections_of_a_cpu_that_is_not_played_are_not_run),
        SCENE(what_cannot_be_run_is_refused_at_creation),
    };
#undef SCENE
    return cmocka_run_group_tests(tests, NULL, NULL);
}
