/* SPDX-License-Identifier: MIT
 *
 * A plant on one desk in virtual time: two CPUs and a PC, each with its own data, exchange under their profiles' rules
 * while programs are downloaded, resources run out and the plant changes.
 */
#include "check.h"

#include <string.h>

#include "block/transfer.h"
#include "cpu/cpu.h"
#include "exchange/exchange.h"
#include "sim/link.h"

enum { PRESS, OVEN, OFFICE, PLACES, DBS = 3, CONNECTIONS = 3, JOBS = 3 };

static const s7_time cycle = 100 * S7_MILLISECOND;

struct desk {
    struct sim sim;
    struct s7_cpu_config configs[PLACES];
    struct s7_cpu_db dbs[PLACES][DBS];
    struct s7_cpu *cpus[PLACES];
    struct s7_plant_cpu places[PLACES]; /* OFFICE is a host */
    struct s7_plant_connection connections[CONNECTIONS];
    struct s7_plant_job jobs[CONNECTIONS][JOBS];
    struct s7_plant plant;
    struct s7_exchange *exchange;
};

static struct desk desk;

/* ---- the desk ---------------------------------------------------------------------------------------------------- */

static size_t place_of(const struct s7_plant_cpu *cpu)
{
    for (size_t i = 0; i < PLACES; i++)
        if (strcmp(cpu->name, desk.places[i].name) == 0)
            return i;
    fail_msg("no such place: %s", cpu->name);
    return 0;
}

static struct s7_memory *memory_of(void *user, const struct s7_plant_cpu *cpu)
{
    (void)user;
    return s7_cpu_memory(desk.cpus[place_of(cpu)]);
}

static void endpoint_of(void *user, const struct s7_plant_cpu *cpu, struct s7_endpoint *ret_endpoint)
{
    (void)user;
    *ret_endpoint = (struct s7_endpoint){.port = 102};
    strcpy(ret_endpoint->host, cpu->name);
}

static void make_cpu(size_t place, const char *name, const char *profile)
{
    const struct s7_profile *family = s7_profile_find(profile);
    struct s7_cpu_config *config = &desk.configs[place];
    assert_non_null(family);
    s7_cpu_config_default(config);
    config->slot = 1;
    config->pdu_length = (uint16_t)family->pdu_length.value;
    config->amq_calling = (uint16_t)family->amq_calling.value;
    config->dbs = desk.dbs[place];
    config->db_count = DBS;
    for (uint16_t i = 0; i < DBS; i++)
        desk.dbs[place][i] = (struct s7_cpu_db){.number = (uint16_t)(10 + i), .size = 400};
    assert_int_equal(s7_cpu_new(config, &desk.cpus[place]), S7_OK);
    desk.places[place] =
        (struct s7_plant_cpu){.name = name, .profile = family, .slot = 1, .is_host = place == OFFICE};
    sim_listen(&desk.sim, name, 102, s7_cpu_acceptor(desk.cpus[place]));
}

static struct s7_range octets_of(uint16_t db, uint32_t first, uint32_t count)
{
    return (struct s7_range){.area = S7_AREA_DB, .db = db, .first_bit = 8 * first, .bit_count = 8 * count};
}

static void connect(const char *id, size_t from, size_t to)
{
    size_t i = desk.plant.connection_count++;
    desk.connections[i] = (struct s7_plant_connection){
        .id = id, .from = &desk.places[from], .to = &desk.places[to], .jobs = desk.jobs[i]};
}

static struct s7_plant_job *add_job(size_t connection, enum s7_plant_job_kind kind, uint16_t db, uint32_t first)
{
    struct s7_plant_connection *on = &desk.connections[connection];
    struct s7_plant_job *job = &on->jobs[on->job_count++];
    *job = (struct s7_plant_job){.kind = kind, .area_count = 1, .every = cycle};
    job->local[0] = job->remote[0] = octets_of(db, first, 20);
    return job;
}

static void start(void)
{
    struct s7_exchange_config config;
    s7_exchange_config_default(&config);
    config.plant = &desk.plant;
    config.dialer = &desk.sim.dialer;
    config.memory = memory_of;
    config.endpoint = endpoint_of;
    assert_int_equal(s7_exchange_new(&config, &desk.exchange), S7_OK);
    s7_exchange_start(desk.exchange, desk.sim.now);
}

static int set_up(void **state)
{
    (void)state;
    desk = (struct desk){.exchange = NULL};
    sim_init(&desk.sim);
    desk.sim.now = S7_SECOND;
    make_cpu(PRESS, "PRESS", "s7-1500");
    make_cpu(OVEN, "OVEN", "s7-300");
    make_cpu(OFFICE, "OFFICE", "pc");
    desk.plant = (struct s7_plant){.name = "desk", .connections = desk.connections};
    return 0;
}

static void settle(void)
{
    sim_settle(&desk.sim);
    while (s7_exchange_deadline(desk.exchange) <= desk.sim.now) {
        s7_exchange_tick(desk.exchange, desk.sim.now);
        sim_settle(&desk.sim);
    }
}

/** Lets time pass; what is due at its end is not done yet. */
static void live(s7_time span)
{
    s7_time end = desk.sim.now + span;
    for (;;) {
        settle();
        s7_time next = s7_time_earlier(sim_next(&desk.sim), s7_exchange_deadline(desk.exchange));
        if (next >= end)
            break;
        desk.sim.now = next;
    }
    desk.sim.now = end;
}

static int tear_down(void **state)
{
    (void)state;
    s7_exchange_close(desk.exchange, desk.sim.now);
    sim_settle(&desk.sim);
    assert_true(s7_exchange_idle(desk.exchange));
    s7_exchange_free(desk.exchange);
    sim_done(&desk.sim);
    for (size_t i = 0; i < PLACES; i++)
        s7_cpu_free(desk.cpus[i]);
    return 0;
}

static struct s7_exchange_report report_of(size_t index)
{
    return s7_exchange_report(desk.exchange, index);
}

static void download(size_t place)
{
    assert_int_equal(s7_cpu_reload(desk.cpus[place], &desk.configs[place]), S7_OK);
}

static void fill(size_t place, uint16_t db, uint32_t first, uint8_t value)
{
    struct s7_range range = octets_of(db, first, 20);
    uint8_t octets[20];
    memset(octets, value, sizeof octets);
    assert_int_equal(s7_cpu_write(desk.cpus[place], &range, octets), S7_OK);
}

static void check_holds(size_t place, uint16_t db, uint32_t first, uint8_t value)
{
    struct s7_range range = octets_of(db, first, 20);
    uint8_t octets[20], expected[20];
    memset(expected, value, sizeof expected);
    assert_int_equal(s7_cpu_read(desk.cpus[place], &range, octets), S7_OK);
    assert_memory_equal(octets, expected, sizeof expected);
}

static void check_misses_nothing(size_t index)
{
    struct s7_exchange_report report = report_of(index);
    assert_int_equal(report.errors + report.skipped, 0);
    assert_int_equal(report.due, (uint64_t)((desk.sim.now - S7_SECOND - 1) / cycle) + 1);
    assert_int_equal(report.completions, report.due);
    assert_int_equal(report.reconnects, 0);
}

/* ---- downloads --------------------------------------------------------------------------------------------------- */

typedef void spoil(struct s7_cpu_db *db);

static void shorten(struct s7_cpu_db *db)
{
    db->size = 200;
}

static void optimize(struct s7_cpu_db *db)
{
    db->optimized = true;
}

static void rename_db(struct s7_cpu_db *db)
{
    db->number = 99;
}

/* One DB of the served CPU changes, and exactly one job fails, until it is changed back; nothing else misses a cycle. */
static void check_change(spoil *change, uint16_t status, int error)
{
    const struct s7_cpu_db before = desk.dbs[OVEN][1];
    s7_time begun = desk.sim.now;
    struct s7_exchange_report report = report_of(1);
    uint64_t completions = report.completions, errors = report.errors;
    change(&desk.dbs[OVEN][1]);
    download(OVEN);
    live(10 * S7_SECOND);
    report = report_of(1);
    assert_true(report.failing);
    assert_int_equal(report.status, status);
    assert_int_equal(report.fault.error, error);
    assert_int_equal(report.completions, completions);
    assert_int_equal(report.errors, errors + 3); /* at once, after 1 s, after 5 s more */
    desk.dbs[OVEN][1] = before;
    download(OVEN);
    live(6 * S7_SECOND);
    report = report_of(1);
    assert_false(report.failing);
    assert_true(report.completions > completions);
    assert_true(report.connected && report.reconnects == 0);
    assert_true(desk.sim.now - begun == 16 * S7_SECOND);
    check_misses_nothing(0);
    check_misses_nothing(2);
}

static void one_db_changes_and_exactly_one_job_fails(void **state)
{
    (void)state;
    connect("C-1", PRESS, OVEN);
    connect("C-2", OFFICE, OVEN);
    add_job(0, S7_PLANT_GET, 10, 0);
    add_job(0, S7_PLANT_GET, 11, 200);
    add_job(1, S7_PLANT_PUT, 10, 100);
    start();
    live(S7_SECOND);
    check_change(shorten, 8, S7_ERR_DATA_ADDRESS);
    check_change(optimize, 8, S7_ERR_DATA_ADDRESS);
    check_change(rename_db, 8, S7_ERR_DATA_MISSING);
}

/* What a GET brought before stays; what comes after the DB is back is its new content, not the old one. */
static void a_db_that_comes_back_brings_its_new_content(void **state)
{
    (void)state;
    connect("C-1", PRESS, OVEN);
    add_job(0, S7_PLANT_GET, 11, 200);
    fill(OVEN, 11, 200, 0x41);
    start();
    live(S7_SECOND);
    check_holds(PRESS, 11, 200, 0x41);
    shorten(&desk.dbs[OVEN][1]);
    download(OVEN);
    live(10 * S7_SECOND);
    check_holds(PRESS, 11, 200, 0x41);
    desk.dbs[OVEN][1].size = 400;
    download(OVEN); /* what was cut off is gone */
    live(6 * S7_SECOND);
    check_holds(PRESS, 11, 200, 0x00);
}

static void the_permission_is_taken_away_and_given_back(void **state)
{
    (void)state;
    connect("C-1", PRESS, OVEN);
    add_job(0, S7_PLANT_PUT, 10, 0);
    start();
    live(S7_SECOND);
    fill(PRESS, 10, 0, 0x55);
    desk.configs[OVEN].put_get = false;
    download(OVEN);
    live(S7_SECOND);
    struct s7_exchange_report report = report_of(0);
    assert_int_equal(report.status, 2);
    assert_int_equal(report.fault.error, S7_ERR_ACCESS_PUT_GET);
    check_holds(OVEN, 10, 0, 0x00);
    fill(PRESS, 10, 0, 0x66);
    desk.configs[OVEN].put_get = true;
    download(OVEN);
    live(6 * S7_SECOND);
    assert_false(report_of(0).failing);
    check_holds(OVEN, 10, 0, 0x66); /* of its own time, not the one that was refused */
    assert_int_equal(report_of(0).reconnects, 0);
}

/* The plant's file says nothing against it, and the program of the active CPU has lost its own DB. */
static void the_local_db_is_gone(void **state)
{
    (void)state;
    connect("C-1", PRESS, OVEN);
    add_job(0, S7_PLANT_PUT, 12, 0);
    add_job(0, S7_PLANT_GET, 12, 100);
    add_job(0, S7_PLANT_GET, 10, 0);
    start();
    live(S7_SECOND);
    desk.configs[PRESS].db_count = DBS - 1;
    download(PRESS);
    live(3 * S7_SECOND);
    for (size_t i = 0; i < 2; i++) {
        assert_true(report_of(i).failing);
        assert_int_equal(report_of(i).status, 10);
        assert_int_equal(report_of(i).fault.error, S7_ERR_LOCAL_DATA);
    }
    check_misses_nothing(2);
    desk.configs[PRESS].db_count = DBS;
    download(PRESS);
    live(6 * S7_SECOND);
    assert_false(report_of(0).failing || report_of(1).failing);
    check_misses_nothing(2);
}

/* ---- the plant changes ------------------------------------------------------------------------------------------- */

static struct s7_exchange_changes reload(void)
{
    struct s7_exchange_changes changes;
    assert_int_equal(s7_exchange_reload(desk.exchange, &desk.plant, desk.sim.now, &changes), S7_OK);
    return changes;
}

/* The partner has one resource: a changed connection gets it again, because its old one has ended before. */
static void a_changed_connection_finds_the_only_resource_free(void **state)
{
    (void)state;
    s7_cpu_free(desk.cpus[OVEN]);
    desk.configs[OVEN].resources_total = 1;
    assert_int_equal(s7_cpu_new(&desk.configs[OVEN], &desk.cpus[OVEN]), S7_OK);
    desk.sim.listeners[OVEN].acceptor = s7_cpu_acceptor(desk.cpus[OVEN]);
    connect("C-1", PRESS, OVEN);
    add_job(0, S7_PLANT_PUT, 10, 0);
    start();
    for (uint16_t i = 1; i <= 5; i++) {
        live(S7_SECOND);
        struct s7_plant next =
            desk.plant; /* the connections are the same, so they are compared with themselves */
        static struct s7_plant_connection changed[2];
        changed[i % 2] = desk.connections[0];
        changed[i % 2].pdu_length = (uint16_t)(240 + i);
        next.connections = &changed[i % 2];
        static struct s7_plant plants[2];
        plants[i % 2] = next;
        struct s7_exchange_changes changes;
        assert_int_equal(s7_exchange_reload(desk.exchange, &plants[i % 2], desk.sim.now, &changes), S7_OK);
        assert_int_equal(changes.connections_changed, 1);
    }
    live(S7_SECOND);
    assert_int_equal(report_of(0).errors + report_of(0).skipped, 0);
    assert_int_equal(report_of(0).reconnects, 5);
    assert_int_equal(s7_cpu_usage(desk.cpus[OVEN]).refused_resources, 0);
}

/* Two ask for the only resource: the second is told so with STATUS 1, and gets it when the first leaves the plant. */
static void resources_of_the_partner_run_out(void **state)
{
    (void)state;
    s7_cpu_free(desk.cpus[OVEN]);
    desk.configs[OVEN].resources_total = 1;
    assert_int_equal(s7_cpu_new(&desk.configs[OVEN], &desk.cpus[OVEN]), S7_OK);
    desk.sim.listeners[OVEN].acceptor = s7_cpu_acceptor(desk.cpus[OVEN]);
    connect("C-1", PRESS, OVEN);
    connect("C-2", OFFICE, OVEN);
    add_job(0, S7_PLANT_PUT, 10, 0);
    add_job(1, S7_PLANT_PUT, 10, 100);
    start();
    live(20 * S7_SECOND);
    check_misses_nothing(0);
    struct s7_exchange_report report = report_of(1);
    assert_true(report.failing && !report.connected);
    assert_int_equal(report.status, 1);
    assert_int_equal(report.fault.error, S7_ERR_ISO_CLOSED); /* as the field sees it: FIN in place of the CC */
    assert_true(report.backoffs > 3);
    desk.plant.connections = &desk.connections[1];
    desk.plant.connection_count = 1;
    assert_int_equal(reload().connections_removed, 1);
    live(20 * S7_SECOND);
    report = report_of(0);
    assert_string_equal(report.connection->id, "C-2");
    assert_true(report.connected && !report.failing);
    assert_int_equal(s7_cpu_usage(desk.cpus[OVEN]).used, 1);
}

/* ---- a PC is a partner ------------------------------------------------------------------------------------------- */

static void a_pc_exchanges_its_own_memory_in_both_roles(void **state)
{
    (void)state;
    connect("C-1", OFFICE, OVEN);
    connect("C-2", PRESS, OFFICE);
    add_job(0, S7_PLANT_PUT, 10, 0);
    add_job(0, S7_PLANT_GET, 10, 100);
    add_job(1, S7_PLANT_GET, 10, 0);
    desk.places[OFFICE].connection_class = S7_PLANT_CLASS_OP;
    fill(OFFICE, 10, 0, 0x11);
    fill(OVEN, 10, 100, 0x22);
    start();
    live(S7_SECOND);
    for (size_t i = 0; i < 3; i++)
        check_misses_nothing(i);
    check_holds(OVEN, 10, 0, 0x11);
    check_holds(OFFICE, 10, 100, 0x22);
    check_holds(PRESS, 10, 0, 0x11);
    assert_int_equal(s7_cpu_usage(desk.cpus[OVEN]).op, 1); /* the class that the plant states for the PC */
    assert_int_equal(s7_cpu_usage(desk.cpus[OFFICE]).basic, 1);
    assert_int_equal(report_of(0).pdu_length, 240); /* the lesser of 960 and what an S7-300 has */
}

int main(void)
{
#define DESK(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        DESK(one_db_changes_and_exactly_one_job_fails),
        DESK(a_db_that_comes_back_brings_its_new_content),
        DESK(the_permission_is_taken_away_and_given_back),
        DESK(the_local_db_is_gone),
        DESK(a_changed_connection_finds_the_only_resource_free),
        DESK(resources_of_the_partner_run_out),
        DESK(a_pc_exchanges_its_own_memory_in_both_roles),
    };
#undef DESK
    return cmocka_run_group_tests(tests, NULL, NULL);
}
