/* SPDX-License-Identifier: MIT
 *
 * What an exchange takes from the heap: everything when it is made, nothing while it runs.
 */
#include "allocation.h"
#include "exchange/exchange.h"
#include "sim/exchange_memory.h"
#include "sim/exchange_partner.h"

static struct partner partner;
static struct test_memory memory;
static struct s7_plant_cpu active = {.name = "PRESS", .slot = 1}, served = {.name = "OVEN", .slot = 2};
static struct s7_plant_job jobs[3];
static struct s7_plant_connection connections[2] = {
    {.id = "C-001", .from = &active, .to = &served, .jobs = jobs, .job_count = 3},
    {.id = "C-002", .from = &active, .to = &served, .jobs = jobs, .job_count = 2}};
static const struct s7_plant plant = {.connections = connections, .connection_count = 2};

static struct s7_memory *memory_of(void *user, const struct s7_plant_cpu *cpu)
{
    (void)user;
    (void)cpu;
    return &memory.memory;
}

static void endpoint_of(void *user, const struct s7_plant_cpu *cpu, struct s7_endpoint *ret_endpoint)
{
    (void)user;
    (void)cpu;
    *ret_endpoint = (struct s7_endpoint){.host = "partner", .port = 102};
}

static struct s7_exchange_config prepare(void)
{
    struct s7_exchange_config config;
    active.profile = served.profile = s7_profile_find("s7-300");
    partner_init(&partner);
    test_memory_init(&memory);
    for (uint32_t i = 0; i < 3; i++) {
        jobs[i] = (struct s7_plant_job){
            .kind = i % 2 ? S7_PLANT_GET : S7_PLANT_PUT, .area_count = 1, .every = 10 * S7_MILLISECOND};
        jobs[i].local[0] = test_octets(10, 100 * i, 20);
        jobs[i].remote[0] = test_octets(100, 100 * i, 20);
    }
    s7_exchange_config_default(&config);
    config.plant = &plant;
    config.dialer = &partner.dialer;
    config.memory = memory_of;
    config.endpoint = endpoint_of;
    return config;
}

static void ten_thousand_calls_allocate_nothing(void **state)
{
    struct s7_exchange_config config = prepare();
    struct s7_exchange *exchange;
    s7_time now = S7_SECOND;
    uint64_t completions = 0;
    (void)state;
    assert_int_equal(s7_exchange_new(&config, &exchange), S7_OK);
    size_t before = allocation_count();
    s7_exchange_start(exchange, now);
    for (; now < 22 * S7_SECOND; now += 10 * S7_MILLISECOND) {
        if (now == 5 * S7_SECOND)
            partner_break(&partner); /* a lost connection costs no memory either */
        partner_pump(&partner, now);
        while (s7_exchange_deadline(exchange) <= now) {
            s7_exchange_tick(exchange, now);
            partner_pump(&partner, now);
        }
    }
    assert_int_equal(allocation_count(), before);
    for (size_t i = 0; i < s7_exchange_job_count(exchange); i++)
        completions += s7_exchange_report(exchange, i).completions;
    assert_true(completions > 9000);
    s7_exchange_close(exchange, now);
    partner_pump(&partner, now);
    assert_true(s7_exchange_idle(exchange));
    s7_exchange_free(exchange);
}

static void a_failed_allocation_leaves_nothing_behind(void **state)
{
    struct s7_exchange_config config = prepare();
    struct s7_exchange *exchange = NULL;
    size_t live = allocation_live(), n = 1;
    (void)state;
    for (;; n++) {
        allocation_fail_at(n);
        int error = s7_exchange_new(&config, &exchange);
        allocation_fail_at(0);
        if (error == S7_OK)
            break;
        assert_int_equal(error, S7_ERR_LOCAL_MEMORY);
        assert_null(exchange);
        assert_int_equal(allocation_live(), live);
    }
    assert_true(n > 5);
    s7_exchange_free(exchange);
    assert_int_equal(allocation_live(), live);
}

/* A reload that finds no memory leaves everything as it was, whichever allocation fails. */
static void a_reload_without_memory_changes_nothing(void **state)
{
    struct s7_exchange_config config = prepare();
    struct s7_plant_connection changed[3] = {connections[0], connections[1], connections[0]};
    const struct s7_plant next = {.name = "next", .connections = changed, .connection_count = 3};
    struct s7_exchange *exchange;
    struct s7_exchange_changes changes;
    s7_time now = S7_SECOND;
    size_t n = 1;
    (void)state;
    changed[0].job_count = 2;
    changed[1].pdu_length = 120;
    changed[2].id = "C-003";
    assert_int_equal(s7_exchange_new(&config, &exchange), S7_OK);
    size_t live = allocation_live();
    s7_exchange_start(exchange, now);
    for (;; n++) {
        allocation_fail_at(n);
        int error = s7_exchange_reload(exchange, &next, now, &changes);
        allocation_fail_at(0);
        if (error == S7_OK)
            break;
        assert_int_equal(error, S7_ERR_LOCAL_MEMORY);
        assert_int_equal(allocation_live(), live);
        assert_int_equal(s7_exchange_job_count(exchange), 5);
        for (s7_time end = now + 10 * S7_MILLISECOND; now < end; now += S7_MILLISECOND) {
            partner_pump(&partner, now);
            s7_exchange_tick(exchange, now);
            partner_pump(&partner, now);
        }
    }
    assert_true(n > 8);
    assert_int_equal(s7_exchange_job_count(exchange), 7);
    assert_int_equal(s7_exchange_report(exchange, 0).completions, n - 1); /* it missed no cycle */
    assert_int_equal(s7_exchange_report(exchange, 0).skipped, 0);
    s7_exchange_close(exchange, now);
    partner_pump(&partner, now);
    assert_true(s7_exchange_idle(exchange));
    s7_exchange_free(exchange);
}

/* What a reload took from the heap is given back when the next one replaces it. */
static void a_thousand_reloads_cost_no_memory(void **state)
{
    struct s7_exchange_config config = prepare();
    struct s7_plant_connection others[2] = {connections[0], connections[1]};
    const struct s7_plant plants[2] = {plant, {.connections = others, .connection_count = 2}};
    struct s7_exchange *exchange;
    struct s7_exchange_changes changes;
    s7_time now = S7_SECOND;
    (void)state;
    others[0].pdu_length = 120;
    others[1].job_count = 1;
    assert_int_equal(s7_exchange_new(&config, &exchange), S7_OK);
    size_t live = allocation_live();
    s7_exchange_start(exchange, now);
    for (unsigned i = 0; i < 1000; i++) {
        now += 7 * S7_MILLISECOND;
        assert_int_equal(s7_exchange_reload(exchange, &plants[(i + 1) % 2], now, &changes), S7_OK);
        partner_pump(&partner, now);
        s7_exchange_tick(exchange, now);
        partner_pump(&partner, now);
    }
    s7_exchange_tick(exchange, now); /* what has ended is swept */
    assert_int_equal(allocation_live(), live);
    s7_exchange_close(exchange, now);
    partner_pump(&partner, now);
    s7_exchange_free(exchange);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_thousand_calls_allocate_nothing),
        cmocka_unit_test(a_failed_allocation_leaves_nothing_behind),
        cmocka_unit_test(a_reload_without_memory_changes_nothing),
        cmocka_unit_test(a_thousand_reloads_cost_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
