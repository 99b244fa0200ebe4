/* SPDX-License-Identifier: MIT */
#include "unit/exchange/scene.h"

#include "cases.h"
#include "exchange/state.h"

static struct s7_exchange_task *task_of(struct scene *scene, size_t index)
{
    return scene->exchange->set.tasks[index];
}

static void the_size_of_a_call_is_that_of_all_its_areas(void **state)
{
    struct s7_plant_job job = {.kind = S7_PLANT_GET, .area_count = 3, .every = S7_SECOND};
    (void)state;
    job.remote[0] = test_octets(100, 7, 20);
    job.remote[1] = test_bit(100, 3, 5);
    job.remote[2] = test_octets(100, 40, 3);
    job.remote[3] = test_octets(100, 50, 100); /* not one of them */
    assert_int_equal(s7_exchange_task_size(&job), 20 + 1 + 3);
    assert_int_equal(s7_exchange_task_room(&job), 2 * (20 + 1 + 3)); /* what was there, to be put back */
    job.area_count = 1;
    assert_int_equal(s7_exchange_task_room(&job), 20);
    job.area_count = 3;
    job.kind = S7_PLANT_PUT;
    assert_int_equal(s7_exchange_task_room(&job), 20 + 1 + 3);
}

static void a_task_is_its_job_as_a_block(void **state)
{
    struct s7_exchange_connection connection = {.phase = S7_EXCHANGE_UNUSED};
    struct s7_exchange_task task;
    struct s7_plant_job job = {.kind = S7_PLANT_GET, .area_count = 2, .every = S7_SECOND};
    uint8_t buffer[60];
    (void)state;
    job.remote[0] = test_octets(100, 0, 20);
    job.local[0] = test_octets(10, 64, 20);
    job.remote[1] = test_octets(100, 30, 10);
    job.local[1] = test_octets(10, 0, 10);
    for (int kind = 0; kind < 2; kind++) {
        job.kind = kind == 0 ? S7_PLANT_GET : S7_PLANT_PUT;
        memset(&task, 0xEE, sizeof task);
        task.entry.order = 7;
        s7_exchange_task_init(&task, &connection, &job, 3, buffer);
        assert_int_equal(task.entry.order, 7); /* the owner's */
        assert_int_equal(task.entry.place, 0);
        assert_ptr_equal(task.connection, &connection);
        assert_ptr_equal(task.job, &job);
        assert_int_equal(task.number, 3);
        assert_int_equal(task.octets, 30);
        assert_false(task.refused || task.waiting);
        assert_int_equal(task.completions + task.errors + task.skipped + task.errors_in_a_row, 0);
        assert_int_equal(task.transfer.kind, kind == 0 ? S7_JOB_READ : S7_JOB_WRITE);
        assert_ptr_equal(task.transfer.link, &connection.link);
        assert_ptr_equal(task.transfer.buffer, buffer);
        assert_int_equal(task.transfer.buffer_size, 30);
        assert_ptr_equal(task.transfer.before, kind == 0 ? buffer + 30 : NULL);
        assert_int_equal(task.transfer.area_count, 2);
        for (size_t i = 0; i < 2; i++) {
            assert_memory_equal(&task.transfer.areas[i].remote, &job.remote[i], sizeof job.remote[i]);
            assert_memory_equal(&task.transfer.areas[i].local, &job.local[i], sizeof job.local[i]);
        }
    }
}

/* The first cycle is due at once, and every `every` from there on, however late it was served. */
static void a_task_that_is_served_late_skips_what_it_missed(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_PUT, 100 * S7_MILLISECOND);
    start(scene);
    struct s7_exchange_task *task = task_of(scene, 0);
    assert_int_equal(task->entry.due, start_at);
    s7_exchange_task_due(task, start_at + 350 * S7_MILLISECOND); /* 0, 100, 200, 300: one is left to run */
    assert_int_equal(task->skipped, 3);
    assert_true(task->waiting);
    assert_int_equal(task->entry.due, start_at + 400 * S7_MILLISECOND);
    s7_exchange_task_due(task, start_at + 350 * S7_MILLISECOND); /* nothing is due: nothing happens */
    assert_int_equal(task->skipped, 3);
}

static void a_task_lines_up_only_once(void **state)
{
    struct scene *scene = *state;
    struct s7_plant_connection *connection = add_connection(scene);
    add_job(connection, S7_PLANT_PUT, 100 * S7_MILLISECOND);
    add_job(connection, S7_PLANT_GET, 100 * S7_MILLISECOND);
    start(scene);
    struct s7_exchange_task *first = task_of(scene, 0), *second = task_of(scene, 1);
    s7_exchange_task_due(first, start_at);
    s7_exchange_task_due(second, start_at);
    s7_exchange_task_due(first, start_at + 100 * S7_MILLISECOND); /* still waiting: this one is skipped */
    assert_int_equal(first->skipped, 1);
    assert_int_equal(second->skipped, 0);
    assert_ptr_equal(first->connection->first, first);
    assert_ptr_equal(first->next, second);
    assert_null(second->next);
    assert_ptr_equal(first->connection->last, second);
}

static void a_cycle_that_falls_due_while_the_call_runs_is_skipped(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_PUT, 100 * S7_MILLISECOND);
    scene->partner.holds = true;
    start(scene);
    run_for(scene, 350 * S7_MILLISECOND);
    struct s7_exchange_task *task = task_of(scene, 0);
    assert_true(task->transfer.running && !task->waiting);
    assert_int_equal(task->begun_at, start_at);
    assert_int_equal(task->skipped, 3);
    partner_release(&scene->partner);
    partner_pump(&scene->partner, scene->now);
    assert_int_equal(task->completions, 1);
    assert_int_equal(task->durations.most, scene->now - start_at);
    assert_int_equal(scene->partner.writes, 1);
}

/* The block ends in the very call that starts it: ERROR is counted, and REQ falls for the next edge. */
static void a_call_that_fails_at_once_is_an_error(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_PUT, 100 * S7_MILLISECOND)->local[0] = test_octets(11, 0, 20);
    start(scene);
    run_for(scene, 50 * S7_MILLISECOND);
    struct s7_exchange_task *task = task_of(scene, 0);
    assert_int_equal(task->errors, 1);
    assert_int_equal(task->errors_in_a_row, 1);
    assert_int_equal(task->fault.error, S7_ERR_LOCAL_DATA);
    assert_false(task->transfer.req || task->transfer.last_req);
    assert_int_equal(task->entry.due, start_at + S7_SECOND);
    run_for(scene, S7_SECOND);
    assert_int_equal(task->errors, 2);
    assert_int_equal(task->skipped, 9);
    assert_int_equal(task->entry.due, start_at + 6 * S7_SECOND); /* 5 s from the second on */
    assert_int_equal(scene->partner.writes, 0);
}

static void a_completion_ends_the_row_of_errors(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_GET, 100 * S7_MILLISECOND);
    scene->partner.item_code = 0x05;
    start(scene);
    run_for(scene, 1050 * S7_MILLISECOND);
    struct s7_exchange_task *task = task_of(scene, 0);
    assert_int_equal(task->errors_in_a_row, 2);
    scene->partner.item_code = 0xFF;
    run_for(scene, 5 * S7_SECOND);
    assert_int_equal(task->errors_in_a_row, 0);
    assert_int_equal(task->errors, 2);
    assert_int_equal(task->completions, 1);
    assert_int_equal(task->fault.error, S7_ERR_DATA_ADDRESS); /* of the last ERROR */
}

/* An answer, be it a refusal, proves the connection; one that is lost with every request proves nothing. */
static void only_an_answer_makes_the_next_attempt_come_soon(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_PUT, 100 * S7_MILLISECOND);
    scene->partner.holds = true;
    start(scene);
    struct s7_exchange_task *task = task_of(scene, 0);
    struct s7_backoff fresh = task->connection->backoff, last = fresh;
    for (int i = 0; i < 3; i++) {
        run_for(scene, 8 * S7_SECOND); /* dialled again; the job ran again and was not answered */
        partner_break(&scene->partner);
        partner_pump(&scene->partner, scene->now);
        assert_memory_not_equal(&task->connection->backoff, &last, sizeof last);
        last = task->connection->backoff;
    }
    assert_int_equal(task->completions, 0);
    scene->partner.holds = false;
    scene->partner.header_error = 0x8104;
    run_for(scene, 30 * S7_SECOND);
    assert_int_equal(task->transfer.status, S7_BLOCK_REFUSED);
    assert_memory_equal(&task->connection->backoff, &fresh, sizeof fresh);
}

static void what_ends_with_the_exchange_is_no_error(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_PUT, 100 * S7_MILLISECOND);
    scene->partner.holds = true;
    start(scene);
    run_for(scene, 50 * S7_MILLISECOND);
    struct s7_exchange_task *task = task_of(scene, 0);
    s7_exchange_close(scene->exchange, scene->now);
    partner_pump(&scene->partner, scene->now);
    assert_false(task->transfer.running);
    assert_int_equal(task->errors + task->errors_in_a_row, 0);
}

/* The call that was running when the exchange paused fails: its pause must not put it back on the schedule. */
static void an_error_in_a_pause_schedules_nothing(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_PUT, 100 * S7_MILLISECOND);
    scene->partner.answers_after = 30 * S7_MILLISECOND;
    scene->partner.item_code = 0x05;
    start(scene);
    run_for(scene, 10 * S7_MILLISECOND);
    s7_exchange_pause(scene->exchange, scene->now);
    run_for(scene, 20 * S7_SECOND);
    struct s7_exchange_task *task = task_of(scene, 0);
    assert_int_equal(task->errors, 1);
    assert_int_equal(task->entry.due, S7_TIME_NEVER);
    assert_int_equal(scene->partner.writes, 1);
}

/* Cycles before the pause are accounted for, once, and the one that falls due with it is not. */
static void a_pause_counts_what_was_due_before_it(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_PUT, 100 * S7_MILLISECOND);
    scene->partner.item_code = 0x05;
    start(scene);
    struct s7_exchange_task *task = task_of(scene, 0);
    run_for(scene, 10 * S7_MILLISECOND); /* one ERROR: backs off until 1 s */
    s7_exchange_task_pause(task, start_at + 300 * S7_MILLISECOND);
    assert_int_equal(task->skipped, 2);
    assert_int_equal(task->entry.due, S7_TIME_NEVER);
    s7_exchange_task_pause(task, start_at + 900 * S7_MILLISECOND);
    assert_int_equal(task->skipped, 2);
}

static void a_pause_counts_nothing_of_a_job_on_its_grid(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_PUT, 100 * S7_MILLISECOND);
    start(scene);
    run_for(scene, 250 * S7_MILLISECOND);
    s7_exchange_task_pause(task_of(scene, 0), start_at + 300 * S7_MILLISECOND);
    assert_int_equal(task_of(scene, 0)->skipped, 0);
    assert_int_equal(task_of(scene, 0)->completions, 3);
    assert_int_equal(task_of(scene, 0)->entry.due, S7_TIME_NEVER);
}

/* `retry: always`: the next cycle is tried, on the grid, with what the memory holds then. */
static void a_job_that_always_retries_misses_no_cycle(void **state)
{
    struct scene *scene = *state;
    struct s7_plant_connection *connection = add_connection(scene);
    add_job(connection, S7_PLANT_PUT, 100 * S7_MILLISECOND)->retry_always = true;
    scene->partner.item_code = 0x05;
    start(scene);
    for (uint8_t i = 0; i < 20; i++) {
        memset(scene->memory.octets, i, 20);
        run_for(scene, 100 * S7_MILLISECOND);
    }
    struct s7_exchange_report report = report_of(scene, 0);
    assert_int_equal(report.errors, 20);
    assert_int_equal(report.skipped, 0);
    assert_int_equal(scene->partner.writes, 20);
    for (size_t i = 0; i < 20; i++)
        assert_int_equal(scene->requests[i], start_at + (s7_time)i * 100 * S7_MILLISECOND);
    scene->partner.item_code = 0xFF;
    memset(scene->memory.octets, 99, 20);
    run_for(scene, 100 * S7_MILLISECOND);
    assert_int_equal(scene->partner.db[0], 99);
    assert_int_equal(scene->partner.writes, 21);
}

/* Without a connection every cycle of it says STATUS 1, and nothing is sent. */
static void a_job_that_always_retries_says_so_at_every_cycle_without_a_connection(void **state)
{
    struct scene *scene = *state;
    add_job(add_connection(scene), S7_PLANT_PUT, 100 * S7_MILLISECOND)->retry_always = true;
    scene->partner.network = PARTNER_REFUSING;
    start(scene);
    run_for(scene, 30 * S7_SECOND);
    struct s7_exchange_report report = report_of(scene, 0);
    assert_int_equal(report.errors, 300);
    assert_int_equal(report.status, S7_BLOCK_COMMUNICATION);
    assert_true(scene->partner.attempt_count < 12); /* dialling backs off all the same */
    assert_int_equal(scene->partner.writes, 0);
}

static void a_report_shows_what_the_last_good_call_moved(void **state)
{
    struct scene *scene = *state;
    struct s7_plant_connection *connection = add_connection(scene);
    struct s7_plant_job *get = add_job(connection, S7_PLANT_GET, 100 * S7_MILLISECOND);
    add_job(connection, S7_PLANT_PUT, 100 * S7_MILLISECOND)->local[0] = test_bit(10, 7, 3);
    connection->jobs[1].remote[0] = test_bit(100, 9, 0);
    get->remote[0] = get->local[0] = test_octets(100, 200, 100); /* longer than what is kept */
    get->local[0].db = 10;
    memset(scene->partner.db + 200, 0x33, 100);
    scene->memory.octets[7] = 0x08;
    scene->partner.answers_after = 10 * S7_MILLISECOND;
    start(scene);
    run_for(scene, 5 * S7_MILLISECOND);
    struct s7_exchange_report report = report_of(scene, 0);
    assert_true(report.running && report.value_size == 0);
    assert_int_equal(report.due, 1);
    assert_int_equal(report.finished_at, S7_TIME_NEVER);
    assert_int_equal(report.next_call, start_at + 100 * S7_MILLISECOND);
    run_for(scene, 90 * S7_MILLISECOND);
    report = report_of(scene, 0);
    assert_int_equal(report.value_size, S7_EXCHANGE_VALUE_SIZE);
    for (size_t i = 0; i < S7_EXCHANGE_VALUE_SIZE; i++)
        assert_int_equal(report.value[i], 0x33);
    assert_int_equal(report.value_at, start_at + 10 * S7_MILLISECOND);
    assert_int_equal(report.finished_at, report.value_at);
    assert_int_equal(report_of(scene, 1).value_size, 1);
    assert_int_equal(report_of(scene, 1).value[0], 1);
    memset(scene->memory.octets, 0, sizeof scene->memory.octets); /* the report is a copy */
    memset(scene->partner.db, 0x44, sizeof scene->partner.db);
    scene->partner.item_code = 0x05;
    run_for(scene, 100 * S7_MILLISECOND);
    report = report_of(scene, 0);
    assert_int_equal(report.errors, 1);
    assert_int_equal(report.value[0], 0x33); /* an ERROR brings no value */
    assert_int_equal(report.value_at, start_at + 10 * S7_MILLISECOND);
    assert_int_equal(report.finished_at, start_at + 110 * S7_MILLISECOND);
    assert_int_equal(report.next_call, start_at + 1200 * S7_MILLISECOND);
}

static uint64_t accounted(const struct scene *scene, size_t index)
{
    struct s7_exchange_report report = report_of(scene, index);
    return report.completions + report.errors + report.skipped;
}

/* completions + errors + skipped = cycles that were due, whatever the network did and whenever the pause comes. */
static void run_at_random(struct scene *scene, struct s7_chance *chance)
{
    const s7_time every[2] = {50 * S7_MILLISECOND, 70 * S7_MILLISECOND};
    struct s7_plant_connection *connection = add_connection(scene);
    for (size_t i = 0; i < 2; i++)
        add_job(connection, i == 0 ? S7_PLANT_PUT : S7_PLANT_GET, every[i]);
    scene->partner.answers_after = 20 * S7_MILLISECOND;
    start(scene);
    for (uint64_t n = 1 + s7_chance_below(chance, 40); n > 0; n--) {
        scene->partner.network = (enum partner_network)s7_chance_below(chance, 4);
        scene->partner.item_code = s7_chance_below(chance, 3) ? 0xFF : 0x05;
        if (s7_chance_below(chance, 3) == 0)
            partner_break(&scene->partner);
        run_for(scene, (s7_time)(1 + s7_chance_below(chance, 1500)) * S7_MILLISECOND);
    }
    s7_time lasted = scene->now - start_at;
    s7_exchange_pause(scene->exchange, scene->now);
    scene->partner.network = PARTNER_REFUSING;
    run_for(scene, 20 * S7_SECOND); /* what was running ends */
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(accounted(scene, i), (lasted + every[i] - 1) / every[i]);
}

static void every_cycle_is_in_one_counter(void **state)
{
    struct s7_chance chance = cases_begin("task");
    (void)state;
    for (unsigned long n = 1 + cases_count() / 200; n > 0; n--) {
        void *scene = NULL;
        set_up(&scene);
        run_at_random(scene, &chance);
        tear_down(&scene);
    }
}

int main(void)
{
#define SCENE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_size_of_a_call_is_that_of_all_its_areas),
        cmocka_unit_test(a_task_is_its_job_as_a_block),
        SCENE(a_task_that_is_served_late_skips_what_it_missed),
        SCENE(a_task_lines_up_only_once),
        SCENE(a_cycle_that_falls_due_while_the_call_runs_is_skipped),
        SCENE(a_call_that_fails_at_once_is_an_error),
        SCENE(a_completion_ends_the_row_of_errors),
        SCENE(only_an_answer_makes_the_next_attempt_come_soon),
        SCENE(what_ends_with_the_exchange_is_no_error),
        SCENE(an_error_in_a_pause_schedules_nothing),
        SCENE(a_pause_counts_what_was_due_before_it),
        SCENE(a_pause_counts_nothing_of_a_job_on_its_grid),
        SCENE(a_job_that_always_retries_misses_no_cycle),
        SCENE(a_job_that_always_retries_says_so_at_every_cycle_without_a_connection),
        SCENE(a_report_shows_what_the_last_good_call_moved),
        cmocka_unit_test(every_cycle_is_in_one_counter),
    };
#undef SCENE
    return cmocka_run_group_tests(tests, NULL, NULL);
}
