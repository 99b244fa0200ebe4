/* SPDX-License-Identifier: MIT
 *
 * doctor_case.c — the cases: on the way (a probe that fails), at the door (services), in the CPU (faults on demand).
 */
#include "sim/doctor_case.h"

#include <stdio.h>

#include "check.h"

static const struct s7_cpu_db dbs[] = {
    {.number = 10, .size = 100}, {.number = 20, .size = 100, .optimized = true}, {.number = 30, .size = 0}};
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

static void dropped_near(struct plot *plot)
{
    dropped(plot);
    world_bring_near(&plot->world, S7_NEIGHBOUR_ANSWERED);
}

static void absent_near(struct plot *plot)
{
    world_bring_near(&plot->world, S7_NEIGHBOUR_FAILED);
    plot->world.opening = world_icmp(EHOSTUNREACH, 3, 1, WORLD_HERE, arp);
}

/* Given up before the search for the neighbour was over. */
static void absent_impatient(struct plot *plot)
{
    dropped(plot);
    world_bring_near(&plot->world, S7_NEIGHBOUR_FAILED);
}

static void absent_gateway(struct plot *plot)
{
    plot->world.opening = world_probe(EHOSTUNREACH, arp);
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

static void port_by_router(struct plot *plot)
{
    plot->world.opening = world_icmp(ECONNREFUSED, 3, 3, WORLD_ROUTER, S7_MILLISECOND);
}

static void port_by_host(struct plot *plot)
{
    plot->world.opening = world_icmp(ECONNREFUSED, 3, 3, WORLD_PARTNER, S7_MILLISECOND);
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

static void other_device(struct plot *plot)
{
    plot->doctor.order_number = "6ES7 516-3AN02-0AB0";
}

/* The plant's DB is not there, because it is another device. */
static void other_device_data(struct plot *plot)
{
    other_device(plot);
    db_missing(plot);
}

static void list_closes(struct plot *plot)
{
    plot->cpu.szl_style = S7_CPU_SZL_CLOSE;
}

static void list_silent(struct plot *plot)
{
    plot->cpu.szl_style = S7_CPU_SZL_SILENT;
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
#define CASE(name, CAUSE, SIGN, set)                                                                           \
    {                                                                                                          \
        name, S7_CAUSE_##CAUSE, S7_SIGN_##SIGN, set                                                            \
    }
    CASE("name mistyped", NAME_WRONG, NAME_UNKNOWN, name_unknown),
    CASE("no name server", NAME_SERVER, NAME_SERVER_SILENT, name_server),
    CASE("no route here", LOCAL_ROUTE, ROUTE_NONE, no_route),
    CASE("own packet filter, EPERM", LOCAL_FILTER, TCP_DENIED_HERE, prohibited_here),
    CASE("own packet filter, ICMP", LOCAL_FILTER, TCP_DENIED_HERE, rejected_here),
    CASE("no own address free", LOCAL_SYSTEM, TCP_SYSTEM, no_socket),
    CASE("firewall drops", FILTER_DROPS, TCP_SILENT, dropped),
    CASE("host off behind a silent router", HOST_ABSENT, TCP_SILENT, dropped),
    CASE("no way back", NO_WAY_BACK, TCP_SILENT, dropped),
    CASE("backlog full, no ping", BACKLOG_FULL, TCP_SILENT, dropped),
    CASE("firewall drops, ping passes", FILTER_DROPS, TCP_SILENT_ALIVE, dropped_pinged),
    CASE("firewall drops, other port answers", FILTER_DROPS, TCP_SILENT_ALIVE, dropped_controlled),
    CASE("filter of a host in the own subnet", FILTER_DROPS, TCP_SILENT_ALIVE, dropped_near),
    CASE("backlog full", BACKLOG_FULL, TCP_SILENT_ALIVE, dropped_pinged),
    CASE("host off in the own subnet", HOST_ABSENT, TCP_NO_NEIGHBOUR, absent_near),
    CASE("host off, given up early", HOST_ABSENT, TCP_NO_NEIGHBOUR, absent_impatient),
    CASE("wrong VLAN", OTHER_SEGMENT, TCP_NO_NEIGHBOUR, absent_near),
    CASE("gateway off", GATEWAY_ABSENT, TCP_NO_GATEWAY, absent_gateway),
    CASE("host off behind a router", HOST_ABSENT, TCP_LAST_HOP, absent_far),
    CASE("firewall: prohibited", FILTER_REJECTS, TCP_PROHIBITED, prohibited),
    CASE("firewall: host unreachable", FILTER_REJECTS, TCP_UNREACHABLE, unreachable),
    CASE("router without route", ROUTER_NO_ROUTE, TCP_UNREACHABLE, no_network),
    CASE("firewall: port unreachable", FILTER_REJECTS, TCP_PORT_BY_OTHER, port_by_router),
    CASE("host: port unreachable", NOTHING_LISTENS, TCP_PORT_BY_HOST, port_by_host),
    CASE("nothing listens", NOTHING_LISTENS, TCP_RESET, refused),
    CASE("firewall resets", FILTER_RESETS, TCP_RESET, refused),
    CASE("proxy accepts and closes", PROXY, LISTENER_CLOSED, service_closes_at_once),
    CASE("host knows permitted callers", HOST_LIST, LISTENER_CLOSED, service_closes_at_once),
    CASE("TLS server", SERVICE_TLS, LISTENER_TLS, service_tls),
    CASE("web server", SERVICE_HTTP, LISTENER_HTTP, service_http),
    CASE("secure shell", SERVICE_OTHER, LISTENER_BANNER, service_banner),
    CASE("unknown service", SERVICE_OTHER, LISTENER_FOREIGN, service_noise),
    CASE("wrong slot", WRONG_SLOT, COTP_OTHER_SLOT, other_slot),
    CASE("wrong slot, reset", WRONG_SLOT, COTP_OTHER_SLOT, other_slot_reset),
    CASE("wrong slot, DR", WRONG_SLOT, COTP_OTHER_SLOT, other_slot_dr),
    CASE("wrong slot, right one not tried", WRONG_SLOT, COTP_CLOSED, far_slot),
    CASE("wrong slot not tried, DR", WRONG_SLOT, COTP_UNKNOWN_ADDRESS, far_slot_dr),
    CASE("wrong TSAP, silence", TSAP_WRONG, COTP_SILENT, far_slot_silent),
    CASE("resources exhausted", RESOURCES, COTP_CLOSED, exhausted),
    CASE("resources exhausted, DR", RESOURCES, COTP_CONGESTED, exhausted_dr),
    CASE("resources exhausted, silence", RESOURCES, COTP_SILENT, exhausted_silent),
    CASE("resources of the class exhausted", RESOURCES_CLASS, COTP_OTHER_CLASS, exhausted_class),
    CASE("resources free a moment later", RESOURCES, COTP_PASSING, exhausted_once),
    CASE("proxy without back end", PROXY, COTP_CLOSED, service_closes_after_request),
    CASE("PC with STEP 7", PC_SERVICE, COTP_CLOSED, service_closes_after_request),
    CASE("unknown service ends", SERVICE_OTHER, COTP_CLOSED, service_closes_after_request),
    CASE("LOGO! without server", SERVER_DISABLED, COTP_SILENT, service_silent),
    CASE("tarpit", SERVICE_OTHER, COTP_SILENT, service_silent),
    CASE("overloaded at the door", OVERLOAD, COTP_SILENT, service_silent),
    CASE("congestion, remote", RESOURCES, COTP_CONGESTED, service_congested),
    CASE("error TPDU", TSAP_WRONG, COTP_REJECTED, service_error_tpdu),
    CASE("no CC but a DT", FAULTY_PARTNER, COTP_FAULTY, service_wrong_tpdu),
    CASE("IEC 61850 server", MMS, SETUP_MMS, service_mms),
    CASE("another ISO user", OTHER_ISO_USER, SETUP_OTHER_USER, service_other_iso),
    CASE("a CP's own slot", S7_NOT_OFFERED, SETUP_CLOSED, service_iso_without_s7),
    CASE("S7CommPlus only", S7COMMPLUS, SETUP_PLUS, service_plus),
    CASE("industrial firewall at setup", SERVICE_FILTER, SETUP_SILENT, service_iso_silent),
    CASE("setup refused, 83 02", RESOURCES, SETUP_REFUSED, service_setup_refused),
    CASE("setup answered with nonsense", FAULTY_PARTNER, SETUP_FAULTY, service_setup_noise),
    CASE("short PDU", PDU_SMALL, SETUP_SHORT, small_pdu),
    CASE("PUT/GET off", PUT_GET_OFF, ACCESS_REFUSED, put_get_off),
    CASE("PUT/GET on, not downloaded", SETTING_NOT_LOADED, ACCESS_REFUSED, put_get_off),
    CASE("complete protection", COMPLETE_PROTECTION, ACCESS_REFUSED, completely_protected),
    CASE("no PUT/GET server", READ_NOT_OFFERED, ACCESS_REFUSED, put_get_off),
    CASE("overloaded", OVERLOAD, REQUEST_SILENT, overloaded),
    CASE("industrial firewall at read", SERVICE_FILTER, REQUEST_SILENT, silent),
    CASE("LOGO! without the DB", DB_SILENT, DB_SILENT, silent_database),
    CASE("octet a minute", PATH_LOST, REQUEST_SILENT, trickling),
    CASE("ended at read", ENDED_BY_PARTNER, REQUEST_LOST, ended),
    CASE("reset at read", PATH_LOST, REQUEST_LOST, reset),
    CASE("answers cut off", FAULTY_PARTNER, REQUEST_FAULTY, truncated),
    CASE("answers mixed up", FAULTY_PARTNER, REQUEST_FAULTY, wrong_reference),
    CASE("answers garbled", FAULTY_PARTNER, REQUEST_FAULTY, garbage),
    CASE("DB missing", DB_MISSING, DB_MISSING, db_missing),
    CASE("DB optimized", DB_OPTIMIZED, DB_ADDRESS, db_optimized),
    CASE("DB optimized, 0A", DB_OPTIMIZED, DB_MISSING, db_optimized_0a),
    CASE("DB optimized, 03", DB_OPTIMIZED, DB_DENIED, db_optimized_03),
    CASE("DB protected", DB_PROTECTED, DB_DENIED, db_optimized_03),
    CASE("lost at the DB", PATH_LOST, DB_SILENT, silent_database),
    CASE("DB empty", DB_EMPTY, DB_ADDRESS, db_empty),
    CASE("DB short", DB_SHORT, DB_SHORT, db_short),
    CASE("DB short, deep", DB_SHORT, DB_SHORT, db_short_deep),
    CASE("bit memory short", AREA_SHORT, AREA_SHORT, memory_short),
    CASE("address translation to another CPU", WRONG_DEVICE, IDENTITY_OTHER, other_device),
    CASE("CPU replaced by another type", DEVICE_REPLACED, IDENTITY_OTHER, other_device),
    CASE("another CPU without the DB", WRONG_DEVICE, DB_MISSING, other_device_data),
    CASE("hangs up on a list", LIST_SHY, IDENTITY_HANGS_UP, list_closes),
    CASE("silent on a list", LIST_SHY, IDENTITY_HANGS_UP, list_silent),
    CASE("last resource", RESOURCES, SECOND_REFUSED, last_resource),
    CASE("no resource free, as told", RESOURCES, RESOURCES_NONE_FREE, no_resource_told),
    CASE("STOP", STOPPED, STATE_STOP, stopped),
    CASE("defect", NOT_RUNNING, STATE_OTHER, defect),
    CASE("slow way", SLOW_WAY, STATE_SLOW, slow),
    CASE("stateful firewall forgets", STATE_TABLE, STATE_IDLE_CUT, forgotten),
#undef CASE
};

const size_t doctor_case_count = sizeof doctor_cases / sizeof doctor_cases[0];
