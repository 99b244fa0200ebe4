/* SPDX-License-Identifier: MIT
 *
 * CPU, poll(2) loop and client in one thread: in static memory without any heap from the first call to the last, and
 * on the heap with one block each, whose failure is told.
 */
#include "allocation.h"
#include "check.h"

#include <stdalign.h>
#include <string.h>

#include "engine/client.h"
#include "sieben/cpu.h"
#include "sieben/posix_loop.h"

enum { REQUESTS = 10000, AT_ONCE = 4 };

static alignas(max_align_t) uint8_t cpu_memory[256 * 1024];
static alignas(max_align_t) uint8_t loop_memory[32 * 1024];
static alignas(max_align_t) uint8_t client_memory[32 * 1024];

static struct s7_client *client;
static struct s7_job jobs[AT_ONCE];
static struct s7_job_item items[AT_ONCE];
static uint8_t octets[AT_ONCE][100];
static unsigned started, finished, failed;

static void submit_next(struct s7_job *job, s7_time now)
{
    if (started == REQUESTS)
        return;
    job->kind = started++ % 3 ? S7_JOB_READ : S7_JOB_WRITE;
    failed += s7_client_submit(client, job, now) != S7_OK;
}

static void on_done(struct s7_job *job, s7_time now)
{
    finished++;
    failed += job->fault.error != S7_OK;
    submit_next(job, now);
}

static void submit_first(s7_time now)
{
    started = finished = failed = 0;
    for (size_t i = 0; i < AT_ONCE; i++) {
        items[i] = (struct s7_job_item){
            .range = {.area = S7_AREA_DB, .db = 1, .first_bit = (uint32_t)i * 800, .bit_count = 800},
            .octets = octets[i]};
        jobs[i] =
            (struct s7_job){.items = &items[i], .item_count = 1, .timeout = 20 * S7_SECOND, .done = on_done};
        submit_next(&jobs[i], now);
    }
}

static struct s7_cpu_config cpu_config(void)
{
    static const struct s7_cpu_db db = {.number = 1, .size = 1000};
    struct s7_cpu_config config;
    s7_cpu_config_default(&config);
    config.slot = 1;
    config.dbs = &db;
    config.db_count = 1;
    config.amq_calling = config.amq_called = 3;
    return config;
}

static struct s7_loop_config loop_config(void)
{
    struct s7_loop_config config;
    s7_loop_config_default(&config);
    config.connection_count = 4;
    return config;
}

/* Everything through one connection to ourselves, then the end in order. */
static void work(struct s7_cpu *cpu, struct s7_loop *loop)
{
    struct s7_loop_listener *listener;
    struct s7_fault fault;
    assert_int_equal(s7_loop_listen(loop, "127.0.0.1", 0, s7_cpu_acceptor(cpu), &listener, &fault), S7_OK);
    struct s7_endpoint to = {.host = "127.0.0.1", .port = s7_loop_port(listener)};
    struct s7_dialer *dialer = s7_loop_dialer(loop);
    assert_int_equal(dialer->dial(dialer, &to, s7_client_session(client), 5 * S7_SECOND), S7_OK);
    submit_first(s7_loop_now());
    while (finished < REQUESTS && !failed)
        assert_int_equal(s7_loop_turn(loop, 10000), S7_OK);
    assert_int_equal(failed, 0);
    assert_int_equal(s7_client_counters(client)->most_in_flight, 3);
    assert_int_equal(s7_loop_counters(loop)->connections, 2);
    assert_int_equal(s7_cpu_usage(cpu).used, 1);
    s7_loop_stop(loop);
    assert_int_equal(s7_loop_run(loop, s7_loop_now() + 20 * S7_SECOND), S7_OK);
    assert_true(s7_loop_stopped(loop));
    assert_int_equal(s7_client_state(client), S7_CLIENT_IDLE);
    assert_int_equal(s7_cpu_usage(cpu).used, 0);
}

static void static_memory_is_all_there_is(void **state)
{
    (void)state;
    struct s7_cpu *cpu;
    struct s7_loop *loop;
    struct s7_cpu_config of_cpu = cpu_config();
    struct s7_loop_config of_loop = loop_config();
    struct s7_client_config of_client;
    s7_client_config_default(&of_client);
    size_t before = allocation_count();
    assert_true(s7_cpu_size(&of_cpu) <= sizeof cpu_memory);
    assert_int_equal(s7_cpu_init(cpu_memory, sizeof cpu_memory, &of_cpu, &cpu), S7_OK);
    assert_int_equal(s7_loop_init(loop_memory, sizeof loop_memory, &of_loop, &loop), S7_OK);
    assert_int_equal(s7_client_init(client_memory, sizeof client_memory, &of_client, &client), S7_OK);
    work(cpu, loop);
    s7_loop_done(loop);
    assert_int_equal(allocation_count(), before);
}

static void on_the_heap_it_is_one_block_each(void **state)
{
    (void)state;
    struct s7_cpu *cpu;
    struct s7_loop *loop = NULL;
    struct s7_cpu_config of_cpu = cpu_config();
    struct s7_loop_config of_loop = loop_config();
    struct s7_client_config of_client;
    s7_client_config_default(&of_client);
    size_t before = allocation_count();
    assert_int_equal(s7_cpu_new(&of_cpu, &cpu), S7_OK);
    assert_int_equal(s7_client_new(&of_client, &client), S7_OK);
    allocation_fail_at(1);
    assert_int_equal(s7_loop_new(&of_loop, &loop), S7_ERR_LOCAL_MEMORY);
    assert_true(allocation_failed());
    assert_null(loop);
    allocation_fail_at(0);
    assert_int_equal(s7_loop_new(&of_loop, &loop), S7_OK);
    assert_int_equal(allocation_count() - before, 3);
    work(cpu, loop);
    assert_int_equal(allocation_count() - before, 3);
    s7_loop_free(loop);
    s7_client_free(client);
    s7_cpu_free(cpu);
    assert_int_equal(allocation_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(static_memory_is_all_there_is),
        cmocka_unit_test(on_the_heap_it_is_one_block_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
