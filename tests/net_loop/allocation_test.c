/* SPDX-License-Identifier: MIT
 *
 * Client, transport and virtual CPU in one loop: nothing is allocated per telegram, libuv's own memory included.
 */
#include "allocation.h"
#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "engine/client.h"
#include "net_uv/clock.h"
#include "sieben/cpu.h"
#include "sieben/uv.h"

#include "base/dialer.h"

enum { REQUESTS = 10000, WARM_UP = 100, AT_ONCE = 4 };

static uv_loop_t loop;
static struct s7_client *client;
static struct s7_job jobs[AT_ONCE];
static struct s7_job_item items[AT_ONCE];
static uint8_t octets[AT_ONCE][100];
static unsigned started, finished, failed;
static size_t count_after_warm_up;

static void submit_next(struct s7_job *job, s7_time now)
{
    if (started == WARM_UP + REQUESTS)
        return;
    job->kind = started++ % 3 ? S7_JOB_READ : S7_JOB_WRITE;
    if (s7_client_submit(client, job, now) != S7_OK)
        failed++;
}

static void on_done(struct s7_job *job, s7_time now)
{
    failed += job->fault.error != S7_OK;
    if (++finished == WARM_UP)
        count_after_warm_up = allocation_count();
    if (failed || finished == WARM_UP + REQUESTS) {
        uv_stop(&loop);
        return;
    }
    submit_next(job, now);
}

static void submit_first(s7_time now)
{
    for (size_t i = 0; i < AT_ONCE; i++) {
        items[i] = (struct s7_job_item){
            .range = {.area = S7_AREA_DB, .db = 1, .first_bit = (uint32_t)i * 800, .bit_count = 800},
            .octets = octets[i]};
        jobs[i] =
            (struct s7_job){.items = &items[i], .item_count = 1, .timeout = 20 * S7_SECOND, .done = on_done};
        submit_next(&jobs[i], now);
    }
}

static void on_stopped(void *user)
{
    unsigned *stopped = user;
    ++*stopped;
}

static void nothing_is_allocated_per_telegram(void **state)
{
    (void)state;
    struct s7_cpu_config cpu_config;
    const struct s7_cpu_db db = {.number = 1, .size = 1000};
    struct s7_client_config client_config;
    struct s7_cpu *cpu;
    struct s7_uv *uv;
    struct s7_uv_listener *listener;
    struct s7_fault fault;
    unsigned stopped = 0;
    assert_int_equal(uv_replace_allocator(malloc, realloc, calloc, free), 0); /* these are counted */
    assert_int_equal(uv_loop_init(&loop), 0);
    s7_cpu_config_default(&cpu_config);
    cpu_config.slot = 1;
    cpu_config.dbs = &db;
    cpu_config.db_count = 1;
    cpu_config.amq_calling = cpu_config.amq_called = 3;
    assert_int_equal(s7_cpu_new(&cpu_config, &cpu), S7_OK);
    assert_int_equal(s7_uv_new(&loop, NULL, &uv), S7_OK);
    assert_int_equal(s7_uv_listen(uv, "127.0.0.1", 0, s7_cpu_acceptor(cpu), &listener, &fault), S7_OK);
    s7_client_config_default(&client_config);
    assert_int_equal(s7_client_new(&client_config, &client), S7_OK);
    struct s7_endpoint to = {.host = "127.0.0.1", .port = s7_uv_port(listener)};
    struct s7_dialer *dialer = s7_uv_dialer(uv);
    assert_int_equal(dialer->dial(dialer, &to, s7_client_session(client), 5 * S7_SECOND), S7_OK);
    submit_first(s7_uv_now());

    uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(finished, WARM_UP + REQUESTS);
    assert_int_equal(failed, 0);
    assert_int_equal(allocation_count() - count_after_warm_up, 0);
    assert_int_equal(s7_client_counters(client)->most_in_flight, 3);
    assert_int_equal(s7_uv_counters(uv)->connections, 2);

    s7_uv_stop(uv, on_stopped, &stopped);
    uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(stopped, 1);
    assert_int_equal(s7_client_state(client), S7_CLIENT_IDLE);
    assert_int_equal(uv_loop_close(&loop), 0);
    s7_client_free(client);
    s7_cpu_free(cpu);
    assert_int_equal(allocation_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_is_allocated_per_telegram)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
