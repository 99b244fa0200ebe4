/* SPDX-License-Identifier: MIT
 *
 * doctor_case.c — the cases: on the way (a probe that fails), at the door (services), in the CPU (faults on demand).
 */
#include "sim/doctor_case.h"

#include <stdio.h>

#include "check.h"

static const struct s7_cpu_db dbs[] = {
    {.number = 10, .size = 100}, {.number = 20, .size = 100, .optimized = true}, {.number = 30, .size = 0}};
static const struct s7_cpu_db write_protected_dbs[] = {{.number = 10, .size = 100},
                                                       {.number = 40, .size = 1, .write_protected = true}};
static const struct s7_doctor_area areas[] = {
    {.range = {.area = S7_AREA_DB, .db = 10, .bit_count = 320}, .name = "C-001 GET"}};

void plot_healthy(struct plot *plot)
{
    memset(plot, 0, sizeof *plot);
    world_init(&plot->world);
    s7_doctor_config_default(&plot->doctor);
    plot->doctor.host = "OVEN";
    plot->doctor.areas = areas;
    plot->doctor.area_count = sizeof areas / sizeof areas[0];
    s7_cpu_config_default(&plot->cpu);
    plot->cpu.slot = 1;
    plot->cpu.slot_zero = false;
    plot->cpu.pdu_length = 960;
    plot->cpu.octet_faults = true;
    plot->cpu.dbs = dbs;
    plot->cpu.db_count = sizeof dbs / sizeof dbs[0];
    snprintf(plot->cpu.identity.order_number, sizeof plot->cpu.identity.order_number, "6ES7 511-1AK02-0AB0");
}

void plot_run(struct plot *plot, struct s7_diagnosis *ret_diagnosis)
{
    struct s7_cpu *cpu = NULL;
    if (!plot->scripted) {
        assert_int_equal(s7_cpu_new(&plot->cpu, &cpu), S7_OK);
        world_serve_cpu(&plot->world, cpu);
    }
    if (plot->faulty)
        assert_int_equal(s7_cpu_fault_set(cpu, "plot", &plot->fault, plot->world.now), S7_OK);
    assert_int_equal(s7_doctor_run(&plot->doctor, &plot->world.network, ret_diagnosis), S7_OK);
    assert_int_equal(plot->world.open, 0);
    assert_int_equal(plot->world.resets, 0);
    s7_cpu_free(cpu);
}

/* ---- on the way ------------------------------------------------------------------------------------------ */

static const s7_time arp = 3070 * S7_MILLISECOND;

static void name_unknown(struct plot *plot)
{
    plot->world.name_errno = ENOENT;
}

static void name_server(struct plot *plot)
{
    plot->world.name_errno = EAGAIN;
}

static void no_route(struct plot *plot)
{
    plot->world.route = world_probe(ENETUNREACH, 0);
}

static void prohibited_here(struct plot *plot)
{
    plot->world.opening = world_probe(EPERM, 0);
}

static void rejected_here(struct plot *plot)
{
    plot->world.opening = world_icmp(EHOSTUNREACH, 3, 13, WORLD_HERE, 0);
}

/* As the search for a neighbour ends, but at once. */
static void unreachable_here(struct plot *plot)
{
    plot->world.opening = world_icmp(EHOSTUNREACH, 3, 1, WORLD_HERE, 0);
}

static void blackhole_here(struct plot *plot)
{
    plot->world.route = world_probe(EINVAL, 0);
}

static void broadcast_here(struct plot *plot)
{
    plot->world.route.sys_errno = EACCES; /* what connect(2) says of it */
    plot->world.route.broadcast = true;
}

static void multicast(struct plot *plot)
{
    plot->doctor.host = "224.0.0.1";
}

static void no_socket(struct plot *plot)
{
    plot->world.opening = world_probe(EADDRNOTAVAIL, 0);
}

static void dropped(struct plot *plot)
{
    plot->world.opening = world_probe(ETIMEDOUT, 127 * S7_SECOND);
}

static void dropped_pinged(struct plot *plot)
{
    dropped(plot);
    plot->world.echo = world_probe(0, 2 * S7_MILLISECOND);
}

static void dropped_controlled(struct plot *plot)
{
    dropped(plot);
    plot->doctor.control_port = 80;
    plot->world.control = world_probe(ECONNREFUSED, 2 * S7_MILLISECOND);
}

/* It answered the search for it, and not the connection request. */
static void dropped_near(struct plot *plot)
{
    dropped(plot);
    world_bring_near(&plot->world, S7_NEIGHBOUR_ANSWERED);
    plot->world.route.neighbour = S7_NEIGHBOUR_NONE;
}

/* The neighbour table remembers a host that went a minute ago. */
static void absent_lately(struct plot *plot)
{
    dropped(plot);
    world_bring_near(&plot->world, S7_NEIGHBOUR_ANSWERED);
}

/* It went some minutes ago: what is known of it is doubted, and given up in the end. */
static void absent_since_minutes(struct plot *plot)
{
    dropped(plot);
    world_bring_near(&plot->world, S7_NEIGHBOUR_ANSWERED);
    world_neighbour(&plot->world, S7_NEIGHBOUR_KNOWN, S7_NEIGHBOUR_DOUBTED, S7_NEIGHBOUR_FAILED, 8 * S7_SECOND);
}

static void absent_gateway_since_minutes(struct plot *plot)
{
    dropped(plot);
    world_neighbour(&plot->world, S7_NEIGHBOUR_KNOWN, S7_NEIGHBOUR_DOUBTED, S7_NEIGHBOUR_FAILED, 8 * S7_SECOND);
}

/* The host is there, and was known before; it is asked again and answers. */
static void dropped_near_known(struct plot *plot)
{
    dropped(plot);
    world_bring_near(&plot->world, S7_NEIGHBOUR_ANSWERED);
    world_neighbour(&plot->world, S7_NEIGHBOUR_KNOWN, S7_NEIGHBOUR_DOUBTED, S7_NEIGHBOUR_ANSWERED,
                    5 * S7_SECOND);
}

/* Nothing leaves: the own filter drops before the neighbour is looked for. */
static void dropped_here_near(struct plot *plot)
{
    dropped(plot);
    world_bring_near(&plot->world, S7_NEIGHBOUR_KNOWN);
    plot->world.route.neighbour = S7_NEIGHBOUR_KNOWN;
}

/* The same, and it was looked for in vain a minute ago. */
static void dropped_here_failed(struct plot *plot)
{
    dropped(plot);
    world_bring_near(&plot->world, S7_NEIGHBOUR_FAILED);
    plot->world.route.neighbour = S7_NEIGHBOUR_FAILED;
}

static void dropped_near_pinged(struct plot *plot)
{
    dropped_near(plot);
    plot->world.echo = world_probe(0, 2 * S7_MILLISECOND);
}

/* The reference of the plant file is another port of the partner, by its name. */
static void dropped_referred(struct plot *plot)
{
    dropped_controlled(plot);
    plot->doctor.control_host = "OVEN";
}

static void absent_asked(struct plot *plot)
{
    dropped(plot);
    plot->doctor.connect_timeout = 2 * S7_SECOND;
    world_bring_near(&plot->world, S7_NEIGHBOUR_NONE);
    world_neighbour(&plot->world, S7_NEIGHBOUR_NONE, S7_NEIGHBOUR_ASKED, S7_NEIGHBOUR_FAILED, arp);
}

static void absent_gateway_asked(struct plot *plot)
{
    dropped(plot);
    plot->doctor.connect_timeout = 2 * S7_SECOND;
    world_neighbour(&plot->world, S7_NEIGHBOUR_NONE, S7_NEIGHBOUR_ASKED, S7_NEIGHBOUR_FAILED, arp);
}

static void absent_near(struct plot *plot)
{
    world_bring_near(&plot->world, S7_NEIGHBOUR_FAILED);
    plot->world.route.neighbour = S7_NEIGHBOUR_NONE;
    plot->world.opening = world_icmp(EHOSTUNREACH, 3, 1, WORLD_HERE, arp);
}

/* Given up as the search for the neighbour was over. */
static void absent_impatient(struct plot *plot)
{
    dropped(plot);
    world_bring_near(&plot->world, S7_NEIGHBOUR_FAILED);
}

static void absent_gateway(struct plot *plot)
{
    world_neighbour(&plot->world, S7_NEIGHBOUR_NONE, S7_NEIGHBOUR_ASKED, S7_NEIGHBOUR_FAILED, arp);
    plot->world.opening = world_icmp(EHOSTUNREACH, 3, 1, WORLD_HERE, arp);
}

static void absent_far(struct plot *plot)
{
    plot->world.opening = world_icmp(EHOSTUNREACH, 3, 1, WORLD_ROUTER, arp);
}

static void prohibited(struct plot *plot)
{
    plot->world.opening = world_icmp(EHOSTUNREACH, 3, 13, WORLD_ROUTER, S7_MILLISECOND);
}

static void unreachable(struct plot *plot)
{
    plot->world.opening = world_icmp(EHOSTUNREACH, 3, 1, WORLD_ROUTER, S7_MILLISECOND);
}

static void no_network(struct plot *plot)
{
    plot->world.opening = world_icmp(ENETUNREACH, 3, 0, WORLD_ROUTER, S7_MILLISECOND);
}

static void routed_in_a_circle(struct plot *plot)
{
    plot->world.opening = world_icmp(EHOSTUNREACH, 11, 0, WORLD_ROUTER, S7_MILLISECOND);
}

static void port_by_router(struct plot *plot)
{
    plot->world.opening = world_icmp(ECONNREFUSED, 3, 3, WORLD_ROUTER, S7_MILLISECOND);
}

static void port_by_host(struct plot *plot)
{
    plot->world.opening = world_icmp(ECONNREFUSED, 3, 3, WORLD_PARTNER, S7_MILLISECOND);
}

static void aliases_refused(struct plot *plot)
{
    dropped(plot);
    plot->world.aliases = 2;
    plot->world.alias[0] = plot->world.alias[1] = world_probe(ECONNREFUSED, S7_MILLISECOND);
}

/* Of two interfaces the first is down. */
static void first_down(struct plot *plot)
{
    dropped(plot);
    plot->doctor.host = WORLD_PARTNER;
    plot->doctor.second_host = "10.2.0.6";
    plot->world.aliases = 1;
    plot->world.alias[0] = world_probe(0, S7_MILLISECOND);
}

static void both_down(struct plot *plot)
{
    first_down(plot);
    plot->world.alias[0] = world_probe(ETIMEDOUT, 60 * S7_SECOND);
}

static void other_source(struct plot *plot)
{
    plot->doctor.source = "10.9.9.9";
}

static void refused(struct plot *plot)
{
    plot->world.opening = world_probe(ECONNREFUSED, S7_MILLISECOND);
}

/* ---- at the door ----------------------------------------------------------------------------------------- */

static void other_slot(struct plot *plot)
{
    plot->cpu.slot = 2;
}

static void other_slot_reset(struct plot *plot)
{
    other_slot(plot);
    plot->cpu.refusal_tsap.how = S7_CPU_REFUSE_RST;
}

static void other_slot_dr(struct plot *plot)
{
    other_slot(plot);
    plot->cpu.refusal_tsap = (struct s7_cpu_refusal_style){.how = S7_CPU_REFUSE_DR, .reason = 3};
}

static void far_slot(struct plot *plot)
{
    plot->cpu.slot = 17;
}

static void far_slot_dr(struct plot *plot)
{
    far_slot(plot);
    plot->cpu.refusal_tsap = (struct s7_cpu_refusal_style){.how = S7_CPU_REFUSE_DR, .reason = 3};
}

static void far_slot_silent(struct plot *plot)
{
    far_slot(plot);
    plot->cpu.refusal_tsap.how = S7_CPU_REFUSE_SILENT;
}

/* What there is, is reserved for PG and OP. */
static void exhausted(struct plot *plot)
{
    plot->cpu.resources_total = 2;
    plot->cpu.pg = (struct s7_cpu_class_limit){.reserved = 1, .most = 1};
    plot->cpu.op = (struct s7_cpu_class_limit){.reserved = 1, .most = 1};
    plot->doctor.connection_class = S7_CLASS_BASIC;
    plot->doctor.tries = 3; /* the other slots: nothing of PG and OP */
}

static void exhausted_dr(struct plot *plot)
{
    exhausted(plot);
    plot->cpu.refusal_resources = (struct s7_cpu_refusal_style){.how = S7_CPU_REFUSE_DR, .reason = 1};
}

static void exhausted_silent(struct plot *plot)
{
    exhausted(plot);
    plot->cpu.refusal_resources.how = S7_CPU_REFUSE_SILENT;
}

static void exhausted_class(struct plot *plot)
{
    plot->faulty = true;
    plot->fault = (struct s7_cpu_fault){.kind = S7_CPU_FAULT_EXHAUSTED, .connection_class = S7_CPU_CLASS_BASIC};
}

static void exhausted_once(struct plot *plot)
{
    exhausted_class(plot);
    plot->fault.times = 1;
}

static void last_resource(struct plot *plot)
{
    plot->cpu.resources_total = 1;
    plot->cpu.szl_style = S7_CPU_SZL_REFUSE;
}

static void no_resource_told(struct plot *plot)
{
    plot->cpu.resources_total = 1;
}

/* ---- in the CPU ------------------------------------------------------------------------------------------ */

static void put_get_off(struct plot *plot)
{
    plot->cpu.put_get = false;
}

static void write_protected(struct plot *plot)
{
    static const struct s7_range scratch = {.area = S7_AREA_DB, .db = 40, .bit_count = 8};
    plot->cpu.dbs = write_protected_dbs;
    plot->cpu.db_count = sizeof write_protected_dbs / sizeof write_protected_dbs[0];
    plot->doctor.write_probe = &scratch;
}

static void completely_protected(struct plot *plot)
{
    plot->cpu.access_level = S7_CPU_LEVEL_NONE;
}

static void ask_area(struct plot *plot, enum s7_area area, uint16_t db, uint32_t octets)
{
    static struct s7_doctor_area asked;
    asked = (struct s7_doctor_area){.range = {.area = area, .db = db, .bit_count = 8 * octets}};
    plot->doctor.areas = &asked;
    plot->doctor.area_count = 1;
}

static void db_missing(struct plot *plot)
{
    ask_area(plot, S7_AREA_DB, 99, 4);
}

static void db_optimized(struct plot *plot)
{
    ask_area(plot, S7_AREA_DB, 20, 4);
}

static void db_optimized_0a(struct plot *plot)
{
    db_optimized(plot);
    plot->cpu.optimized_code = 0x0A;
}

static void db_optimized_03(struct plot *plot)
{
    db_optimized(plot);
    plot->cpu.optimized_code = 0x03;
}

static void db_empty(struct plot *plot)
{
    ask_area(plot, S7_AREA_DB, 30, 4);
}

static void db_short(struct plot *plot)
{
    ask_area(plot, S7_AREA_DB, 10, 101);
}

static void db_short_deep(struct plot *plot)
{
    db_short(plot);
    plot->doctor.deep = true;
}

static void memory_short(struct plot *plot)
{
    ask_area(plot, S7_AREA_MEMORY, 0, 5000);
}

/* An S7-200 SMART has none that could be read so (cpu-behaviour S9). */
static void no_timers(struct plot *plot)
{
    ask_area(plot, S7_AREA_TIMER, 0, 2);
    plot->cpu.timer_count = 0;
}

static void other_device(struct plot *plot)
{
    plot->doctor.order_number = "6ES7 516-3AN02-0AB0";
}

/* Forty-five data blocks that are not there. */
static void other_device_many(struct plot *plot)
{
    static struct s7_doctor_area asked[45];
    other_device(plot);
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++)
        asked[i] =
            (struct s7_doctor_area){.range = {.area = S7_AREA_DB, .db = (uint16_t)(100 + i), .bit_count = 32}};
    plot->doctor.areas = asked;
    plot->doctor.area_count = sizeof asked / sizeof asked[0];
}

/* The plant's DB is not there, because it is another device. */
static void other_device_data(struct plot *plot)
{
    other_device(plot);
    db_missing(plot);
}

/* As above, and its DB10 is shorter. */
static void other_device_short(struct plot *plot)
{
    other_device(plot);
    ask_area(plot, S7_AREA_DB, 10, 101);
}

static void list_closes(struct plot *plot)
{
    plot->cpu.szl_style = S7_CPU_SZL_CLOSE;
}

static void list_silent(struct plot *plot)
{
    plot->cpu.szl_style = S7_CPU_SZL_SILENT;
}

/* SZL 0132/0001: two configured connections, none of them established. */
static void partners_down(struct plot *plot)
{
    enum { RECORD = 40 };
    static const uint8_t use[RECORD] = {0x00, 0x01, [11] = 2};
    static const struct s7_cpu_szl lists[] = {
        {.id = 0x0011},
        {.id = 0x0131, .index = 1},
        {.id = 0x0132, .index = 1, .record_size = RECORD, .record_count = 1, .records = use},
        {.id = 0x0424}};
    plot->cpu.szl = lists;
    plot->cpu.szl_count = sizeof lists / sizeof lists[0];
}

/* The plant opens four, and the CPU has three. */
static void few_resources(struct plot *plot)
{
    plot->cpu.resources_total = 3;
    plot->cpu.pg = plot->cpu.op = (struct s7_cpu_class_limit){.most = 3};
    plot->doctor.exhaust = 20;
    plot->doctor.may_exhaust = true;
    plot->doctor.planned = 4;
}

static void set_fault(struct plot *plot, enum s7_cpu_fault_kind kind)
{
    plot->faulty = true;
    plot->fault = (struct s7_cpu_fault){.kind = kind};
}

static void overloaded(struct plot *plot)
{
    set_fault(plot, S7_CPU_FAULT_DELAY);
    plot->fault.time = 20 * S7_SECOND;
}

static void silent(struct plot *plot)
{
    set_fault(plot, S7_CPU_FAULT_SILENT);
}

static void silent_database(struct plot *plot)
{
    silent(plot);
    plot->fault.after = 1;
}

static void ended(struct plot *plot)
{
    set_fault(plot, S7_CPU_FAULT_DROP);
}

static void reset(struct plot *plot)
{
    set_fault(plot, S7_CPU_FAULT_RESET);
}

static void truncated(struct plot *plot)
{
    set_fault(plot, S7_CPU_FAULT_TRUNCATE);
    plot->fault.size = 5;
}

static void wrong_reference(struct plot *plot)
{
    set_fault(plot, S7_CPU_FAULT_WRONG_REFERENCE);
}

/* Reads are answered well, lists are not. */
static void list_mixed_up(struct plot *plot)
{
    enum { READS = 3 };
    wrong_reference(plot);
    plot->fault.after = READS;
    plot->fault.times = 1;
}

static void garbage(struct plot *plot)
{
    set_fault(plot, S7_CPU_FAULT_GARBAGE);
}

/* An octet a minute. */
static void trickling(struct plot *plot)
{
    set_fault(plot, S7_CPU_FAULT_TRICKLE);
    plot->fault.time = 60 * S7_SECOND;
}

static void stopped(struct plot *plot)
{
    plot->cpu.mode = S7_CPU_MODE_STOP;
}

static void defect(struct plot *plot)
{
    plot->cpu.mode = S7_CPU_MODE_DEFECT;
}

static void slow(struct plot *plot)
{
    plot->world.delay = 150 * S7_MILLISECOND;
    plot->doctor.cycle = 100 * S7_MILLISECOND;
}

static void forgotten(struct plot *plot)
{
    plot->doctor.idle = 300 * S7_SECOND;
    plot->world.forgets_after = 60 * S7_SECOND;
}

static void small_pdu(struct plot *plot)
{
    plot->doctor.pdu_length = 960;
    plot->cpu.pdu_length = 240;
}

const struct doctor_case doctor_cases[] = {
#define DOCTOR_CASE(name, CAUSE, SIGN, set) {name, S7_CAUSE_##CAUSE, S7_SIGN_##SIGN, set},
#include "sim/doctor_case.def"
#undef DOCTOR_CASE
};

const size_t doctor_case_count = sizeof doctor_cases / sizeof doctor_cases[0];
