/* SPDX-License-Identifier: MIT */
#include "unit/exchange/scene.h"

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
    /* the pause of the job and the timeout alone would make it 7.4 s */
    assert_true(scene->partner.attempts[last] - scene->partner.attempts[last - 1] > 9 * S7_SECOND);
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

/* Every cycle that was due is in one of the counters, also when a pause comes while it waits for the connection. */
static void a_pause_counts_the_cycles_that_waited_for_the_connection(void **state)
{
    struct scene *scene = *state;
    struct s7_plant_connection *connection = add_connection(scene);
    add_job(connection, S7_PLANT_PUT, 100 * S7_MILLISECOND);
    add_job(connection, S7_PLANT_GET, 100 * S7_MILLISECOND);
    scene->partner.network = PARTNER_SILENT;
    start(scene);
    run_for(scene, 350 * S7_MILLISECOND); /* 0 waits, 100, 200 and 300 were skipped */
    s7_exchange_pause(scene->exchange, scene->now);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(report_of(scene, i).skipped, 4);
        assert_int_equal(report_of(scene, i).completions + report_of(scene, i).errors, 0);
    }
    assert_true(s7_exchange_quiet(scene->exchange));
    scene->partner.network = PARTNER_REFUSING;
    run_for(scene, 10 * S7_SECOND);
    assert_int_equal(report_of(scene, 0).skipped, 4); /* in the pause nothing is due */
}

/* The same when it comes in the pause after an ERROR. */
static void a_pause_counts_the_cycles_of_a_job_that_backs_off(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_PUT, 100 * S7_MILLISECOND);
    scene->partner.header_error = 0x8104;
    start(scene);
    run_for(scene, 550 * S7_MILLISECOND);
    s7_exchange_pause(scene->exchange, scene->now);
    assert_int_equal(report_of(scene, 0).errors, 1);
    assert_int_equal(report_of(scene, 0).skipped, 5);
    s7_exchange_close(scene->exchange, scene->now + S7_SECOND);
    assert_int_equal(report_of(scene, 0).skipped, 5);
}

static void attempts_and_pauses_are_counted_and_told(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_GET, 100 * S7_MILLISECOND);
    scene->partner.network = PARTNER_REFUSING;
    start(scene);
    assert_int_equal(report_of(scene, 0).phase, S7_EXCHANGE_TRYING);
    for (unsigned i = 1; i < 6; i++) {
        while (scene->partner.attempt_count < i)
            run_for(scene, 10 * S7_MILLISECOND);
        run_for(scene, S7_MILLISECOND);
        struct s7_exchange_report report = report_of(scene, 0);
        assert_int_equal(report.attempts, i);
        assert_int_equal(report.backoffs, i);
        assert_int_equal(report.phase, S7_EXCHANGE_DOWN);
        assert_true(report.next_attempt > scene->now && report.next_attempt < scene->now + 13 * S7_SECOND);
        assert_int_equal(report.connection_fault.error, S7_ERR_TCP_REFUSED);
        assert_int_equal(report.pdu_length + report.amq, 0);
    }
    scene->partner.network = PARTNER_REACHABLE;
    run_for(scene, 20 * S7_SECOND);
    struct s7_exchange_report report = report_of(scene, 0);
    assert_int_equal(report.phase, S7_EXCHANGE_UP);
    assert_int_equal(report.attempts, 6);
    assert_int_equal(report.backoffs, 0); /* it has answered */
    assert_int_equal(report.next_attempt, S7_TIME_NEVER);
    assert_int_equal(report.pdu_length, 240);
    assert_int_equal(report.amq, 1);
    assert_string_equal(s7_exchange_phase_text(report.phase), "connected");
}

static int16_t keepalive_dialled(struct scene *scene, s7_time keepalive)
{
    scene->connections[0].keepalive = keepalive;
    start(scene);
    int16_t dialled = scene->partner.last.keepalive_s;
    s7_exchange_close(scene->exchange, scene->now);
    partner_pump(&scene->partner, scene->now);
    s7_exchange_free(scene->exchange);
    scene->exchange = NULL;
    return dialled;
}

static void the_transport_is_told_how_long_a_connection_may_be_idle(void **state)
{
    struct scene *scene = *state;
    add_connection(scene);
    assert_int_equal(keepalive_dialled(scene, 30 * S7_SECOND), 30);
    assert_int_equal(keepalive_dialled(scene, 1), 1);
    assert_int_equal(keepalive_dialled(scene, 1500 * S7_MILLISECOND), 2);
    assert_int_equal(keepalive_dialled(scene, 0), -1);
    assert_int_equal(keepalive_dialled(scene, 1000000 * S7_SECOND), INT16_MAX);
}

static void source_of(void *user, const struct s7_plant_cpu *cpu, struct s7_endpoint *ret_endpoint)
{
    (void)user;
    snprintf(ret_endpoint->source, sizeof ret_endpoint->source, "from %s", cpu->name);
}

static void a_connection_comes_from_its_active_cpu(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_GET, 100 * S7_MILLISECOND);
    scene->config.source = source_of;
    start(scene);
    run_for(scene, S7_SECOND);
    assert_string_equal(scene->partner.last.source, "from PRESS");
    assert_string_equal(scene->partner.last.host, "partner");
}

/* What its TSAP says comes first, then the class of a host; a CPU has none. */
static void the_class_is_that_of_the_tsap_or_of_the_active_side(void **state)
{
    static const struct s7_plant_cpu panel = {.is_host = true, .connection_class = S7_PLANT_CLASS_OP};
    static const struct s7_plant_cpu station = {.is_host = true, .connection_class = S7_PLANT_CLASS_PG};
    static const struct s7_plant_cpu cpu = {.connection_class = S7_PLANT_CLASS_OP};
    struct s7_plant_connection connection = {.from = &panel};
    (void)state;
    assert_int_equal(s7_exchange_class(&connection), S7_CLASS_OP);
    connection.from = &station;
    assert_int_equal(s7_exchange_class(&connection), S7_CLASS_PG);
    connection.from = &cpu;
    assert_int_equal(s7_exchange_class(&connection), S7_CLASS_BASIC);
    connection.tsap_to = (struct s7_plant_tsap){.octets = {1, 0}, .length = 2};
    assert_int_equal(s7_exchange_class(&connection), S7_CLASS_PG);
    connection.tsap_to.octets[0] = 0x10;
    assert_int_equal(s7_exchange_class(&connection), S7_CLASS_BASIC);
}

/* The blocks are those of the CPU whose program calls them. */
static void the_active_cpu_says_how_many_areas_a_call_has(void **state)
{
    struct scene *scene = *state;
    scene->active.profile = s7_profile_find("s7-300");
    struct s7_plant_connection *connection = add_connection(scene);
    add_job(connection, S7_PLANT_GET, 100 * S7_MILLISECOND);
    struct s7_plant_job *two = add_job(connection, S7_PLANT_GET, 100 * S7_MILLISECOND);
    two->remote[1] = test_octets(100, 120, 20);
    two->local[1] = test_octets(10, 120, 20);
    two->area_count = 2;
    start(scene);
    run_for(scene, 500 * S7_MILLISECOND);
    assert_int_equal(report_of(scene, 0).errors, 0);
    assert_int_equal(report_of(scene, 1).status, 4);
    assert_int_equal(report_of(scene, 1).completions, 0);
}

int main(void)
{
#define SCENE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
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
        SCENE(closing_in_the_middle_of_an_attempt_ends_it),
        SCENE(closing_between_two_attempts_makes_no_further_one),
        SCENE(a_pause_counts_the_cycles_that_waited_for_the_connection),
        SCENE(a_pause_counts_the_cycles_of_a_job_that_backs_off),
        SCENE(attempts_and_pauses_are_counted_and_told),
        SCENE(the_transport_is_told_how_long_a_connection_may_be_idle),
        SCENE(a_connection_comes_from_its_active_cpu),
        SCENE(the_class_is_that_of_the_tsap_or_of_the_active_side),
        SCENE(the_active_cpu_says_how_many_areas_a_call_has),
    };
#undef SCENE
    return cmocka_run_group_tests(tests, NULL, NULL);
}
