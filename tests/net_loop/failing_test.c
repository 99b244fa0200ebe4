/* SPDX-License-Identifier: MIT
 *
 * Every allocation of both transports fails once: whoever asked is told, everything is given back, nobody waits.
 */
#include "allocation.h"
#include "check.h"

#include "base/dialer.h"
#include "engine/client.h"
#include "net_uv/clock.h"
#include "sieben/cpu.h"
#include "sieben/posix.h"
#include "sieben/uv.h"

enum { NEVER_REACHED = 100 };

static uv_loop_t loop;

static void on_done(struct s7_job *job, s7_time now)
{
    (void)job, (void)now;
    uv_stop(&loop);
}

static void on_stopped(void *user)
{
    *(bool *)user = true;
}

/** One read over the transport; the first thing that goes wrong. */
static int read_once(struct s7_uv *uv, struct s7_cpu *cpu, struct s7_client *client)
{
    struct s7_uv_listener *listener;
    struct s7_fault fault;
    uint8_t octets[2];
    struct s7_job_item item = {.range = {.area = S7_AREA_DB, .db = 1, .first_bit = 0, .bit_count = 16},
                               .octets = octets};
    struct s7_job job = {
        .kind = S7_JOB_READ, .items = &item, .item_count = 1, .timeout = 20 * S7_SECOND, .done = on_done};
    int error = s7_uv_listen(uv, "127.0.0.1", 0, s7_cpu_acceptor(cpu), &listener, &fault);
    if (error != S7_OK)
        return error;
    struct s7_endpoint to = {.host = "127.0.0.1", .port = s7_uv_port(listener)};
    struct s7_dialer *dialer = s7_uv_dialer(uv);
    error = dialer->dial(dialer, &to, s7_client_session(client), 5 * S7_SECOND);
    if (error != S7_OK)
        return error;
    assert_int_equal(s7_client_submit(client, &job, s7_uv_now()), S7_OK);
    uv_run(&loop, UV_RUN_DEFAULT);
    assert_true(job.finished);
    return job.fault.error;
}

static int read_with_transport(struct s7_cpu *cpu, struct s7_client *client)
{
    struct s7_uv *uv;
    bool stopped = false;
    int error = s7_uv_new(&loop, NULL, &uv);
    if (error != S7_OK)
        return error;
    error = read_once(uv, cpu, client);
    s7_uv_stop(uv, on_stopped, &stopped);
    uv_run(&loop, UV_RUN_DEFAULT);
    assert_true(stopped);
    return error;
}

static int read_with_failure(size_t n)
{
    const struct s7_cpu_db db = {.number = 1, .size = 10};
    struct s7_cpu_config cpu_config;
    struct s7_client_config client_config;
    struct s7_cpu *cpu;
    struct s7_client *client;
    s7_cpu_config_default(&cpu_config);
    cpu_config.slot = 1;
    cpu_config.dbs = &db;
    cpu_config.db_count = 1;
    s7_client_config_default(&client_config);
    assert_int_equal(s7_cpu_new(&cpu_config, &cpu), S7_OK);
    assert_int_equal(s7_client_new(&client_config, &client), S7_OK);
    assert_int_equal(uv_loop_init(&loop), 0);
    allocation_fail_at(n);
    int error = read_with_transport(cpu, client);
    assert_int_equal(uv_loop_close(&loop), 0);
    s7_client_free(client);
    s7_cpu_free(cpu);
    assert_int_equal(allocation_live(), 0);
    return error;
}

static void a_failed_allocation_ends_what_needed_it(void **state)
{
    (void)state;
    for (size_t n = 1; n < NEVER_REACHED; n++) {
        int error = read_with_failure(n);
        if (!allocation_failed()) {
            allocation_fail_at(0);
            assert_int_equal(error, S7_OK);
            assert_true(n > 4); /* transport, listener, attempt, a stream on each side */
            return;
        }
        assert_int_not_equal(error, S7_OK);
    }
    fail_msg("allocations never come to an end");
}

static void a_blocking_client_without_memory_says_so(void **state)
{
    (void)state;
    struct s7_posix_config config;
    struct s7_posix_client *client;
    struct s7_fault fault;
    s7_posix_config_default(&config);
    config.host = "127.0.0.1";
    allocation_fail_at(1);
    assert_int_equal(s7_posix_open(&config, &client, &fault), S7_ERR_LOCAL_MEMORY);
    assert_int_equal(fault.error, S7_ERR_LOCAL_MEMORY);
    assert_true(allocation_failed());
    assert_int_equal(allocation_live(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failed_allocation_ends_what_needed_it),
        cmocka_unit_test(a_blocking_client_without_memory_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
