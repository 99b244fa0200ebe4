/* SPDX-License-Identifier: MIT */
#include "unit/exchange/scene.h"

#include "exchange/state.h"

static void check_changes(const struct s7_exchange_changes *changes, size_t kept, size_t changed, size_t added,
                          size_t removed)
{
    assert_int_equal(changes->connections_kept, kept);
    assert_int_equal(changes->connections_changed, changed);
    assert_int_equal(changes->connections_added, added);
    assert_int_equal(changes->connections_removed, removed);
}

static void check_job_changes(const struct s7_exchange_changes *changes, size_t kept, size_t added,
                              size_t removed)
{
    assert_int_equal(changes->jobs_kept, kept);
    assert_int_equal(changes->jobs_added, added);
    assert_int_equal(changes->jobs_removed, removed);
}

static void the_same_plant_changes_nothing_at_any_moment(void **state)
{
    struct scene *scene = *state;
    for (int i = 0; i < 3; i++) {
        struct s7_plant_connection *connection = add_connection(scene);
        add_job(connection, S7_PLANT_PUT, 100 * S7_MILLISECOND);
        add_job(connection, S7_PLANT_GET, 70 * S7_MILLISECOND);
    }
    scene->partner.answers_after = 9 * S7_MILLISECOND;
    start_copy(scene);
    for (int i = 0; i < 997; i++) { /* between two telegrams, while calls run, while tasks wait */
        run_for(scene, 3 * S7_MILLISECOND + 11);
        struct s7_exchange_changes changes = reloaded(scene);
        check_changes(&changes, 3, 0, 0, 0);
        check_job_changes(&changes, 6, 0, 0);
    }
    s7_time lasted = scene->now - start_at;
    for (size_t i = 0; i < 6; i++) {
        struct s7_exchange_report report = report_of(scene, i);
        s7_time every = i % 2 ? 70 * S7_MILLISECOND : 100 * S7_MILLISECOND;
        assert_int_equal(report.due, (lasted - 1) / every + 1);
        assert_int_equal(report.errors + report.skipped, 0);
        assert_int_equal(report.completions + report.running, report.due);
        assert_string_equal(report.connection->id, scene->ids[i / 2]); /* of the plant that runs now */
        assert_ptr_equal(report.job, &report.connection->jobs[i % 2]);
    }
    assert_int_equal(scene->partner.connects, 3);
    assert_int_equal(scene->partner.ends, 0);
}

static void another_order_is_the_same_plant(void **state)
{
    struct scene *scene = *state;
    for (int i = 0; i < 4; i++)
        add_job(add_connection(scene), S7_PLANT_GET, (100 + i) * S7_MILLISECOND);
    start_copy(scene);
    run_for(scene, S7_SECOND);
    struct s7_plant_connection first = scene->connections[0];
    scene->connections[0] = scene->connections[3];
    scene->connections[3] = first;
    struct s7_exchange_changes changes = reloaded(scene);
    check_changes(&changes, 4, 0, 0, 0);
    run_for(scene, S7_SECOND);
    assert_int_equal(report_of(scene, 0).job->every, 103 * S7_MILLISECOND);
    assert_int_equal(report_of(scene, 0).completions, 2 * S7_SECOND / (103 * S7_MILLISECOND) + 1);
    assert_string_equal(report_of(scene, 3).connection->id, "C-000");
    assert_int_equal(report_of(scene, 3).completions, 20);
}

/* Ended in order, and dialled when the end is through: the partner has a free resource for it then. */
static void a_changed_connection_ends_first_and_comes_back_at_once(void **state)
{
    struct scene *scene = *state;
    struct s7_plant_connection *connection = add_connection(scene);
    add_job(connection, S7_PLANT_GET, 100 * S7_MILLISECOND);
    add_job(add_connection(scene), S7_PLANT_GET, 100 * S7_MILLISECOND);
    start_copy(scene);
    run_for(scene, 950 * S7_MILLISECOND);
    connection->pdu_length = 480;
    struct s7_exchange_changes changes = reloaded(scene);
    check_changes(&changes, 1, 1, 0, 0);
    check_job_changes(&changes, 2, 0, 0);
    assert_int_equal(report_of(scene, 0).phase, S7_EXCHANGE_ENDING);
    assert_int_equal(scene->partner.attempt_count, 2);
    run_for(scene, 950 * S7_MILLISECOND);
    assert_int_equal(scene->partner.ends, 1);
    assert_int_equal(scene->partner.attempt_count, 3);
    for (size_t i = 0; i < 2; i++) {
        struct s7_exchange_report report = report_of(scene, i);
        assert_int_equal(report.completions, 19);
        assert_int_equal(report.errors + report.skipped, 0);
        assert_int_equal(report.reconnects, i == 0 ? 1 : 0);
    }
}

static void every_parameter_of_a_connection_re_establishes_it(void **state)
{
    struct scene *scene = *state;
    struct s7_plant_connection *connection = add_connection(scene);
    add_job(connection, S7_PLANT_GET, 100 * S7_MILLISECOND);
    start_copy(scene);
    for (unsigned i = 0; i < 9; i++) {
        run_for(scene, S7_SECOND);
        if (i == 0)
            connection->pdu_length = 300;
        else if (i == 1)
            connection->amq = 5;
        else if (i == 2)
            connection->tsap_from = (struct s7_plant_tsap){.octets = {0x10, 0x02}, .length = 2};
        else if (i == 3)
            connection->tsap_to = (struct s7_plant_tsap){.octets = {0x10, 0x03}, .length = 2};
        else if (i == 4)
            connection->connect_timeout = 3 * S7_SECOND;
        else if (i == 5)
            connection->keepalive = 3 * S7_SECOND;
        else if (i == 6)
            scene->served.slot = 5, connection->tsap_to.length = 0;
        else if (i == 7)
            scene->served.rack = 1;
        else
            scene->port = 103;
        struct s7_exchange_changes changes = reloaded(scene);
        check_changes(&changes, 0, 1, 0, 0);
        run_for(scene, S7_SECOND);
        assert_int_equal(report_of(scene, 0).reconnects, i + 1);
    }
    assert_int_equal(scene->partner.ends, 9);
    assert_int_equal(report_of(scene, 0).errors + report_of(scene, 0).skipped, 0);
    connection->timeout = 700 * S7_MILLISECOND; /* counts from the next call on */
    struct s7_exchange_changes changes = reloaded(scene);
    check_changes(&changes, 1, 0, 0, 0);
    scene->partner.holds = true;
    run_for(scene, 690 * S7_MILLISECOND);
    assert_int_equal(report_of(scene, 0).errors, 0);
    run_for(scene, 20 * S7_MILLISECOND);
    assert_int_equal(report_of(scene, 0).fault.error, S7_ERR_S7_REQUEST_TIMEOUT);
}

static void jobs_come_and_go_on_a_connection_that_stays(void **state)
{
    struct scene *scene = *state;
    struct s7_plant_connection *connection = add_connection(scene);
    add_job(connection, S7_PLANT_PUT, 100 * S7_MILLISECOND);
    add_job(connection, S7_PLANT_GET, 100 * S7_MILLISECOND);
    start_copy(scene);
    run_for(scene, 1050 * S7_MILLISECOND);
    drop_job(connection, 0);
    add_job(connection, S7_PLANT_GET, 30 * S7_MILLISECOND);
    s7_time added_at = scene->now;
    struct s7_exchange_changes changes = reloaded(scene);
    check_changes(&changes, 1, 0, 0, 0);
    check_job_changes(&changes, 1, 1, 1);
    scene->request_count = 0;
    run_for(scene, 90 * S7_MILLISECOND);
    assert_int_equal(scene->requests[0], added_at); /* its first cycle is due at once */
    assert_int_equal(scene->requests[1], added_at + 30 * S7_MILLISECOND);
    assert_int_equal(scene->requests[2], start_at + 1100 * S7_MILLISECOND); /* the other one keeps its grid */
    assert_int_equal(report_of(scene, 0).completions, 12);
    assert_int_equal(report_of(scene, 0).number, 1);
    assert_int_equal(report_of(scene, 1).completions, 3);
    assert_int_equal(scene->partner.writes, 11);
    assert_int_equal(scene->partner.connects, 1);
}

/* What its partner answers afterwards is wanted by nobody: it must not change a memory that others use now. */
static void the_call_of_a_removed_job_ends_unseen(void **state)
{
    struct scene *scene = *state;
    struct s7_plant_connection *connection = add_connection(scene);
    add_job(connection, S7_PLANT_GET, 100 * S7_MILLISECOND);
    add_job(connection, S7_PLANT_PUT, 100 * S7_MILLISECOND);
    memset(scene->partner.db + 100, 0x22, 20);
    scene->partner.answers_after = 10 * S7_MILLISECOND;
    start_copy(scene);
    run_for(scene, 5 * S7_MILLISECOND); /* the GET is under way, the PUT waits for it */
    assert_int_equal(scene->partner.reads, 1);
    drop_job(connection, 0);
    reloaded(scene);
    assert_int_equal(report_of(scene, 0).job->kind, S7_PLANT_PUT);
    assert_false(s7_exchange_quiet(scene->exchange));
    run_for(scene, S7_SECOND);
    assert_int_equal(scene->memory.octets[100], 0);
    assert_int_equal(report_of(scene, 0).completions, 10); /* its turn came after the answer */
    assert_int_equal(report_of(scene, 0).skipped, 0);
    assert_null(scene->exchange->removed);
}

static void a_removed_job_that_waits_is_not_begun(void **state)
{
    struct scene *scene = *state;
    struct s7_plant_connection *connection = add_connection(scene);
    for (int i = 0; i < 3; i++)
        add_job(connection, i == 1 ? S7_PLANT_PUT : S7_PLANT_GET, 100 * S7_MILLISECOND)->local[0].first_bit +=
            8 * (unsigned)i;
    scene->partner.answers_after = 10 * S7_MILLISECOND;
    start_copy(scene);
    run_for(scene, 5 * S7_MILLISECOND);
    drop_job(connection, 1);
    reloaded(scene);
    run_for(scene, 90 * S7_MILLISECOND);
    assert_int_equal(scene->partner.writes, 0);
    assert_int_equal(scene->partner.reads, 2);
    assert_int_equal(scene->requests[1], start_at + 10 * S7_MILLISECOND);
}

/* Calls that run on a connection that is ended by ourselves are nobody's failure; they are counted as skipped. */
static void what_ran_on_a_changed_connection_is_skipped_and_not_repeated(void **state)
{
    struct scene *scene = *state;
    struct s7_plant_connection *connection = add_connection(scene);
    add_job(connection, S7_PLANT_PUT, 100 * S7_MILLISECOND);
    add_job(connection, S7_PLANT_PUT, 100 * S7_MILLISECOND)->remote[0] = test_octets(100, 40, 20);
    scene->partner.answers_after = 10 * S7_MILLISECOND;
    start_copy(scene);
    run_for(scene, 5 * S7_MILLISECOND);
    connection->amq = 2;
    reloaded(scene);
    assert_int_equal(report_of(scene, 0).skipped, 1);
    assert_true(report_of(scene, 1).running); /* it had not begun: it waits for the new connection */
    run_for(scene, 990 * S7_MILLISECOND);
    assert_int_equal(report_of(scene, 0).completions, 9);
    assert_int_equal(report_of(scene, 1).completions, 10);
    assert_int_equal(report_of(scene, 0).errors + report_of(scene, 1).errors, 0);
    assert_int_equal(scene->partner.writes, 20);
}

static void a_removed_connection_is_ended_and_an_added_one_dialled(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_PUT, 100 * S7_MILLISECOND);
    add_job(add_connection(scene), S7_PLANT_GET, 100 * S7_MILLISECOND);
    start_copy(scene);
    run_for(scene, 950 * S7_MILLISECOND);
    add_job(add_connection(scene), S7_PLANT_GET, 200 * S7_MILLISECOND);
    drop_connection(scene, 0);
    struct s7_exchange_changes changes = reloaded(scene);
    check_changes(&changes, 1, 0, 1, 1);
    check_job_changes(&changes, 1, 1, 1);
    run_for(scene, 950 * S7_MILLISECOND);
    assert_int_equal(scene->partner.ends, 1);
    assert_int_equal(scene->partner.writes, 10);
    assert_int_equal(report_of(scene, 0).completions, 19);
    assert_int_equal(report_of(scene, 1).completions, 5);
    assert_int_equal(report_of(scene, 1).reconnects, 0);
    assert_null(scene->exchange->retired);
}

/* A partner that cannot be reached must not delay the corrected address by the time its silence takes. */
static void one_that_is_being_dialled_is_not_waited_for(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_GET, 100 * S7_MILLISECOND);
    scene->partner.network = PARTNER_SILENT;
    start_copy(scene);
    run_for(scene, 350 * S7_MILLISECOND);
    scene->port = 103;
    scene->partner.network = PARTNER_REACHABLE;
    reloaded(scene);
    assert_int_equal(report_of(scene, 0).phase, S7_EXCHANGE_TRYING);
    run_for(scene, 50 * S7_MILLISECOND);
    assert_int_equal(report_of(scene, 0).completions, 1); /* of the cycle that waited for the old attempt */
    assert_int_equal(report_of(scene, 0).skipped, 3);
    assert_non_null(scene->exchange->retired);
    run_for(scene, 5 * S7_SECOND);
    assert_null(scene->exchange->retired);
    assert_int_equal(report_of(scene, 0).errors, 0);
    assert_int_equal(scene->partner.attempt_count, 2);
}

static void a_connection_that_waits_to_be_dialled_again_is_replaced_at_once(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_GET, 100 * S7_MILLISECOND);
    scene->partner.network = PARTNER_REFUSING;
    start_copy(scene);
    run_for(scene, 30 * S7_SECOND);
    size_t attempts = scene->partner.attempt_count;
    assert_true(report_of(scene, 0).backoffs > 3);
    scene->port = 103;
    scene->partner.network = PARTNER_REACHABLE;
    reloaded(scene);
    assert_null(scene->exchange->retired); /* nobody has to wait for its end */
    assert_int_equal(scene->partner.attempt_count, attempts + 1);
    assert_int_equal(report_of(scene, 0).backoffs, 0);
    assert_int_equal(report_of(scene, 0).attempts, attempts + 1);
    run_for(scene, 6 * S7_SECOND); /* the job's own pause after its ERROR goes on */
    assert_true(report_of(scene, 0).completions > 0);
}

/* While the old connection ends, the plant changes again: the last one is dialled, and only that one. */
static void a_change_during_the_end_waits_for_the_same_end(void **state)
{
    struct scene *scene = *state;
    struct s7_plant_connection *connection = add_connection(scene);
    add_job(connection, S7_PLANT_GET, 100 * S7_MILLISECOND);
    start_copy(scene);
    run_for(scene, 50 * S7_MILLISECOND);
    connection->amq = 2;
    reloaded(scene);
    struct s7_exchange_changes changes = reloaded(scene); /* the same again: nothing to do */
    check_changes(&changes, 1, 0, 0, 0);
    connection->amq = 4;
    reloaded(scene);
    connection->amq = 5;
    reloaded(scene);
    assert_int_equal(report_of(scene, 0).phase, S7_EXCHANGE_ENDING);
    assert_int_equal(scene->partner.attempt_count, 1);
    run_for(scene, S7_SECOND);
    assert_int_equal(scene->partner.attempt_count, 2);
    assert_int_equal(scene->partner.ends, 1);
    assert_int_equal(report_of(scene, 0).completions, 11);
}

static void a_removal_during_the_end_is_the_end(void **state)
{
    struct scene *scene = *state;
    struct s7_plant_connection *connection = add_connection(scene);
    add_job(connection, S7_PLANT_GET, 100 * S7_MILLISECOND);
    start_copy(scene);
    run_for(scene, 50 * S7_MILLISECOND);
    connection->amq = 2;
    reloaded(scene);
    drop_connection(scene, 0);
    reloaded(scene);
    assert_int_equal(s7_exchange_job_count(scene->exchange), 0);
    assert_false(s7_exchange_idle(scene->exchange));
    run_for(scene, 30 * S7_SECOND);
    assert_true(s7_exchange_idle(scene->exchange));
    assert_int_equal(scene->partner.attempt_count, 1);
}

static void closing_during_the_end_dials_nothing(void **state)
{
    struct scene *scene = *state;
    struct s7_plant_connection *connection = add_connection(scene);
    struct s7_exchange_changes changes;
    add_job(connection, S7_PLANT_GET, 100 * S7_MILLISECOND);
    start_copy(scene);
    run_for(scene, 50 * S7_MILLISECOND);
    connection->amq = 2;
    reloaded(scene);
    s7_exchange_close(scene->exchange, scene->now);
    assert_false(s7_exchange_idle(scene->exchange));
    assert_int_equal(reload(scene, &changes), S7_ERR_LOCAL_CLOSED);
    run_for(scene, 10 * S7_SECOND);
    assert_true(s7_exchange_idle(scene->exchange));
    assert_int_equal(scene->partner.attempt_count, 1);
}

static void what_cannot_be_run_changes_nothing(void **state)
{
    struct scene *scene = *state;
    struct s7_plant_connection *connection = add_connection(scene);
    struct s7_exchange_changes changes = {.jobs_kept = 77};
    add_job(connection, S7_PLANT_GET, 100 * S7_MILLISECOND);
    start_copy(scene);
    run_for(scene, 450 * S7_MILLISECOND);
    add_job(connection, S7_PLANT_GET, 0);
    connection->amq = 2;
    assert_int_equal(reload(scene, &changes), S7_ERR_LOCAL_ARGUMENT);
    connection->jobs[1].every = S7_SECOND;
    connection->amq = 999; /* no client can be made of it */
    assert_int_equal(reload(scene, &changes), S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(changes.jobs_kept, 77);
    run_for(scene, 500 * S7_MILLISECOND);
    assert_int_equal(s7_exchange_job_count(scene->exchange), 1);
    assert_int_equal(report_of(scene, 0).completions, 10);
    assert_int_equal(scene->partner.connects, 1);
}

/* The CPU whose program it is was replaced: nothing touches the memory of the old one any more. */
static void another_memory_is_another_connection(void **state)
{
    struct scene *scene = *state;
    struct s7_exchange_changes changes;
    add_job(add_connection(scene), S7_PLANT_GET, 100 * S7_MILLISECOND);
    scene->partner.answers_after = 10 * S7_MILLISECOND;
    start_copy(scene);
    run_for(scene, 5 * S7_MILLISECOND);
    scene->exchange->set.connections[0]->route.memory = NULL; /* as if it had been made with another one */
    changes = reloaded(scene);
    check_changes(&changes, 0, 1, 0, 0);
    assert_int_equal(scene->memory.locks, 0);
    run_for(scene, S7_SECOND);
    assert_int_equal(report_of(scene, 0).completions, 9);
    assert_int_equal(report_of(scene, 0).skipped, 1);
}

static void a_cpu_that_is_played_no_more_takes_its_connections_along(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_GET, 100 * S7_MILLISECOND);
    start_copy(scene);
    run_for(scene, 50 * S7_MILLISECOND);
    scene->played = false;
    struct s7_exchange_changes changes = reloaded(scene);
    check_changes(&changes, 0, 0, 0, 1);
    run_for(scene, 50 * S7_MILLISECOND);
    assert_int_equal(scene->partner.ends, 1);
    scene->played = true;
    changes = reloaded(scene);
    check_changes(&changes, 0, 0, 1, 0);
    run_for(scene, S7_SECOND);
    assert_int_equal(report_of(scene, 0).completions, 10);
}

static void a_permission_to_write_that_changes_makes_another_job(void **state)
{
    struct scene *scene = *state;
    struct s7_plant_connection *connection = add_connection(scene);
    add_job(connection, S7_PLANT_PUT, 100 * S7_MILLISECOND);
    add_job(connection, S7_PLANT_GET, 100 * S7_MILLISECOND);
    scene->writable = false;
    start_copy(scene);
    run_for(scene, 450 * S7_MILLISECOND);
    scene->writable = true;
    struct s7_exchange_changes changes = reloaded(scene);
    check_job_changes(&changes, 1, 1, 1);
    run_for(scene, 450 * S7_MILLISECOND);
    assert_false(report_of(scene, 0).refused);
    assert_int_equal(report_of(scene, 0).completions, 5);
    assert_int_equal(report_of(scene, 1).completions, 9);
}

static void an_added_job_that_may_not_write_is_listed_and_never_sent(void **state)
{
    struct scene *scene = *state;
    struct s7_plant_connection *connection = add_connection(scene);
    add_job(connection, S7_PLANT_GET, 100 * S7_MILLISECOND);
    scene->writable = false;
    start_copy(scene);
    run_for(scene, 450 * S7_MILLISECOND);
    add_job(connection, S7_PLANT_PUT, 100 * S7_MILLISECOND);
    reloaded(scene);
    run_for(scene, 450 * S7_MILLISECOND);
    assert_true(report_of(scene, 1).refused);
    assert_int_equal(report_of(scene, 1).due, 0);
    assert_int_equal(scene->partner.writes, 0);
}

/* What is due is due in the time of the clock as it is now. */
static void a_reload_after_the_clock_was_set_back(void **state)
{
    struct scene *scene = *state;
    scene->now += 3600 * S7_SECOND;
    add_job(add_connection(scene), S7_PLANT_GET, 100 * S7_MILLISECOND);
    start_copy(scene);
    run_for(scene, 450 * S7_MILLISECOND);
    scene->now -= 3600 * S7_SECOND;
    add_job(add_connection(scene), S7_PLANT_GET, 100 * S7_MILLISECOND);
    reloaded(scene);
    run_for(scene, 510 * S7_MILLISECOND);
    assert_int_equal(report_of(scene, 0).completions,
                     10); /* what passed since its last tick is not known any more */
    assert_int_equal(report_of(scene, 1).completions, 6);
    assert_int_equal(report_of(scene, 0).skipped + report_of(scene, 1).skipped, 0);
}

static void before_the_start_a_reload_dials_nothing(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_GET, 100 * S7_MILLISECOND);
    scene->running = plant_copy(&scene->plant);
    scene->config.plant = scene->running;
    assert_int_equal(s7_exchange_new(&scene->config, &scene->exchange), S7_OK);
    add_job(add_connection(scene), S7_PLANT_GET, 100 * S7_MILLISECOND);
    reloaded(scene);
    assert_int_equal(scene->partner.attempt_count, 0);
    assert_int_equal(s7_exchange_deadline(scene->exchange), S7_TIME_NEVER);
    s7_exchange_start(scene->exchange, scene->now);
    run_for(scene, S7_SECOND);
    assert_int_equal(report_of(scene, 0).completions, 10);
    assert_int_equal(report_of(scene, 1).completions, 10);
}

int main(void)
{
#define SCENE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        SCENE(the_same_plant_changes_nothing_at_any_moment),
        SCENE(another_order_is_the_same_plant),
        SCENE(a_changed_connection_ends_first_and_comes_back_at_once),
        SCENE(every_parameter_of_a_connection_re_establishes_it),
        SCENE(jobs_come_and_go_on_a_connection_that_stays),
        SCENE(the_call_of_a_removed_job_ends_unseen),
        SCENE(a_removed_job_that_waits_is_not_begun),
        SCENE(what_ran_on_a_changed_connection_is_skipped_and_not_repeated),
        SCENE(a_removed_connection_is_ended_and_an_added_one_dialled),
        SCENE(one_that_is_being_dialled_is_not_waited_for),
        SCENE(a_connection_that_waits_to_be_dialled_again_is_replaced_at_once),
        SCENE(a_change_during_the_end_waits_for_the_same_end),
        SCENE(a_removal_during_the_end_is_the_end),
        SCENE(closing_during_the_end_dials_nothing),
        SCENE(what_cannot_be_run_changes_nothing),
        SCENE(another_memory_is_another_connection),
        SCENE(a_cpu_that_is_played_no_more_takes_its_connections_along),
        SCENE(a_permission_to_write_that_changes_makes_another_job),
        SCENE(an_added_job_that_may_not_write_is_listed_and_never_sent),
        SCENE(a_reload_after_the_clock_was_set_back),
        SCENE(before_the_start_a_reload_dials_nothing),
    };
#undef SCENE
    return cmocka_run_group_tests(tests, NULL, NULL);
}
