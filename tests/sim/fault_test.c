/* SPDX-License-Identifier: MIT
 *
 * Faults on demand between two clients and one CPU: what the client makes of each that meets it, and that the other
 * one, whom it does not concern, never notices.
 */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "cases.h"
#include "cpu/cpu.h"
#include "engine/client.h"
#include "sim/link.h"

enum { OCTETS = 20, CLIENTS = 2 };

static const char *const names[CLIENTS] = {"faulty", "well"};

struct scene {
    struct sim sim;
    struct s7_cpu *cpu;
    struct s7_client *clients[CLIENTS];
};

static struct scene scene; /* large: not for the stack */

static int set_up(void **state)
{
    static const struct s7_cpu_db dbs[] = {{.number = 1, .size = OCTETS}};
    struct s7_cpu_config config;
    struct s7_client_config client;
    (void)state;
    sim_init(&scene.sim);
    s7_cpu_config_default(&config);
    s7_client_config_default(&client);
    config.dbs = dbs;
    config.db_count = 1;
    client.slot = config.slot;
    config.octet_faults = true;
    assert_int_equal(s7_cpu_new(&config, &scene.cpu), S7_OK);
    for (size_t i = 0; i < CLIENTS; i++)
        assert_int_equal(s7_client_new(&client, &scene.clients[i]), S7_OK);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    for (size_t i = 0; i < CLIENTS; i++)
        s7_client_close(scene.clients[i], scene.sim.now);
    s7_cpu_close(scene.cpu, scene.sim.now);
    sim_pass(&scene.sim, 10 * S7_SECOND);
    sim_done(&scene.sim);
    for (size_t i = 0; i < CLIENTS; i++)
        s7_client_free(scene.clients[i]);
    s7_cpu_free(scene.cpu);
    return 0;
}

static bool is_finished(void *user)
{
    return ((struct s7_job *)user)->finished;
}

static bool is_settled(void *user)
{
    enum s7_client_state state = s7_client_state(user);
    return state == S7_CLIENT_OPEN || state == S7_CLIENT_IDLE;
}

/* Connects when it is not; the error of that. */
static int connect_client(size_t which)
{
    struct s7_client *client = scene.clients[which];
    if (s7_client_state(client) == S7_CLIENT_OPEN)
        return S7_OK;
    sim_connect(&scene.sim, s7_client_session(client), s7_cpu_acceptor(scene.cpu), names[which]);
    assert_true(sim_until(&scene.sim, is_settled, client, 30 * S7_SECOND));
    return s7_client_state(client) == S7_CLIENT_OPEN ? S7_OK : s7_client_fault(client)->error;
}

static void fill_db(uint8_t octets[OCTETS], unsigned seed)
{
    const struct s7_range whole = {.area = S7_AREA_DB, .db = 1, .bit_count = OCTETS * 8};
    for (size_t i = 0; i < OCTETS; i++)
        octets[i] = (uint8_t)(i * 7 + seed);
    assert_int_equal(s7_cpu_write(scene.cpu, &whole, octets), S7_OK);
}

/* Reads the whole block; what it brings is what is there. */
static int read_db(size_t which, unsigned seed)
{
    uint8_t expected[OCTETS], octets[OCTETS] = {0};
    struct s7_job_item item = {.range = {.area = S7_AREA_DB, .db = 1, .bit_count = OCTETS * 8},
                               .octets = octets};
    struct s7_job job = {.kind = S7_JOB_READ, .items = &item, .item_count = 1, .timeout = 2 * S7_SECOND};
    int error = connect_client(which);
    if (error != S7_OK)
        return error;
    fill_db(expected, seed);
    assert_int_equal(s7_client_submit(scene.clients[which], &job, scene.sim.now), S7_OK);
    assert_true(sim_until(&scene.sim, is_finished, &job, 30 * S7_SECOND));
    if (job.fault.error != S7_OK)
        return job.fault.error;
    if (item.error == S7_OK)
        assert_memory_equal(octets, expected, OCTETS);
    return item.error;
}

static const struct {
    struct s7_cpu_fault fault;
    int error;      /* of a read over a connection that is there */
    int connecting; /* of a connection that is made then */
} rows[] = {
    {{.kind = S7_CPU_FAULT_PUT_GET_BLOCKED}, S7_ERR_ACCESS_PUT_GET, S7_OK},
    {{.kind = S7_CPU_FAULT_DB_OPTIMIZED, .db = 1}, S7_ERR_DATA_ADDRESS, S7_OK},
    {{.kind = S7_CPU_FAULT_DB_SHORT, .db = 1, .size = OCTETS - 1}, S7_ERR_DATA_ADDRESS, S7_OK},
    {{.kind = S7_CPU_FAULT_DB_MISSING, .db = 1}, S7_ERR_DATA_MISSING, S7_OK},
    {{.kind = S7_CPU_FAULT_EXHAUSTED, .connection_class = S7_CPU_CLASS_BASIC}, S7_OK, S7_ERR_ISO_CLOSED},
    {{.kind = S7_CPU_FAULT_WRONG_SLOT}, S7_OK, S7_ERR_ISO_CLOSED},
    {{.kind = S7_CPU_FAULT_DELAY, .time = S7_SECOND}, S7_OK, S7_OK},
    {{.kind = S7_CPU_FAULT_DELAY, .time = 5 * S7_SECOND}, S7_ERR_S7_REQUEST_TIMEOUT, S7_OK},
    {{.kind = S7_CPU_FAULT_DROP}, S7_ERR_S7_CLOSED, S7_OK},
    {{.kind = S7_CPU_FAULT_RESET}, S7_ERR_S7_RESET, S7_OK},
    {{.kind = S7_CPU_FAULT_TRUNCATE, .size = 13}, S7_ERR_S7_MALFORMED, S7_OK},
    {{.kind = S7_CPU_FAULT_TRUNCATE, .size = 0}, S7_ERR_S7_REQUEST_TIMEOUT, S7_OK},
    {{.kind = S7_CPU_FAULT_WRONG_REFERENCE}, S7_ERR_S7_MISMATCH, S7_OK},
    {{.kind = S7_CPU_FAULT_SILENT}, S7_ERR_S7_REQUEST_TIMEOUT, S7_OK},
    {{.kind = S7_CPU_FAULT_STOP}, S7_OK, S7_OK},
    {{.kind = S7_CPU_FAULT_GARBAGE}, S7_ERR_ISO_FOREIGN, S7_OK},
    {{.kind = S7_CPU_FAULT_TRICKLE, .time = S7_SECOND}, S7_ERR_S7_REQUEST_TIMEOUT, S7_OK},
    {{.kind = S7_CPU_FAULT_TRICKLE, .time = S7_MILLISECOND}, S7_OK, S7_OK},
};

enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

static void set_for(const char *name, struct s7_cpu_fault fault, const char *partner)
{
    memcpy(fault.partner, partner, strlen(partner) + 1);
    assert_int_equal(s7_cpu_fault_set(scene.cpu, name, &fault, scene.sim.now), S7_OK);
}

static void a_client_sees_each_kind_and_the_other_none(void **state)
{
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (i > 0)
            set_up(state);
        assert_int_equal(read_db(0, 1), S7_OK);
        assert_int_equal(read_db(1, 2), S7_OK);
        set_for("f", rows[i].fault, "faulty");
        assert_int_equal(read_db(0, 3), rows[i].error);
        assert_int_equal(read_db(1, 4), S7_OK);
        s7_client_close(scene.clients[0], scene.sim.now);
        sim_pass(&scene.sim, 10 * S7_SECOND);
        assert_int_equal(connect_client(0), rows[i].connecting);
        assert_true(s7_cpu_fault_clear(scene.cpu, "f", scene.sim.now));
        assert_int_equal(read_db(0, 5), S7_OK); /* it is over */
        assert_int_equal(read_db(1, 6), S7_OK);
        if (i + 1 < ROW_COUNT)
            tear_down(state);
    }
}

/* Any faults, set and cleared at any time: whom they do not concern is always served, rightly. */
static void a_storm_of_faults_concerns_its_partner_alone(void **state)
{
    static const char *const slots[] = {"a", "b", "c"};
    struct s7_chance chance = cases_begin("a_storm_of_faults_concerns_its_partner_alone");
    unsigned long count = cases_count() / 10 + 1;
    (void)state;
    for (unsigned long i = 0; i < count; i++) {
        const char *name = slots[s7_chance_below(&chance, 3)];
        struct s7_cpu_fault fault = rows[s7_chance_below(&chance, ROW_COUNT)].fault;
        fault.after = (uint32_t)s7_chance_below(&chance, 3);
        fault.times = (uint32_t)s7_chance_below(&chance, 3);
        if (s7_chance_below(&chance, 4))
            set_for(name, fault, "faulty");
        else
            s7_cpu_fault_clear(scene.cpu, name, scene.sim.now);
        read_db(0, (unsigned)i);
        assert_int_equal(read_db(1, (unsigned)i), S7_OK);
    }
    for (size_t i = 0; i < 3; i++)
        s7_cpu_fault_clear(scene.cpu, slots[i], scene.sim.now);
    sim_pass(&scene.sim, 10 * S7_SECOND);
    assert_int_equal(read_db(0, 1), S7_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_client_sees_each_kind_and_the_other_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_storm_of_faults_concerns_its_partner_alone, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
