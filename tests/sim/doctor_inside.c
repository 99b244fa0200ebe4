/* SPDX-License-Identifier: MIT
 *
 * doctor_inside.c — what may be the matter in the CPU: settings, data, mode and faults on demand.
 */
#include "sim/doctor_case.h"

static const struct s7_cpu_db write_protected_dbs[] = {{.number = 10, .size = 100},
                                                       {.number = 40, .size = 1, .write_protected = true}};

void put_get_off(struct plot *plot)
{
    plot->cpu.put_get = false;
}

void write_protected(struct plot *plot)
{
    static const struct s7_range scratch = {.area = S7_AREA_DB, .db = 40, .bit_count = 8};
    plot->cpu.dbs = write_protected_dbs;
    plot->cpu.db_count = sizeof write_protected_dbs / sizeof write_protected_dbs[0];
    plot->doctor.write_probe = &scratch;
}

void completely_protected(struct plot *plot)
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

void db_missing(struct plot *plot)
{
    ask_area(plot, S7_AREA_DB, 99, 4);
}

void db_optimized(struct plot *plot)
{
    ask_area(plot, S7_AREA_DB, 20, 4);
}

void db_optimized_0a(struct plot *plot)
{
    db_optimized(plot);
    plot->cpu.optimized_code = 0x0A;
}

void db_optimized_03(struct plot *plot)
{
    db_optimized(plot);
    plot->cpu.optimized_code = 0x03;
}

void db_empty(struct plot *plot)
{
    ask_area(plot, S7_AREA_DB, 30, 4);
}

void db_short(struct plot *plot)
{
    ask_area(plot, S7_AREA_DB, 10, 101);
}

void db_short_deep(struct plot *plot)
{
    db_short(plot);
    plot->doctor.deep = true;
}

void memory_short(struct plot *plot)
{
    ask_area(plot, S7_AREA_MEMORY, 0, 5000);
}

/* An S7-200 SMART has none that could be read so (cpu-behaviour S9). */
void no_timers(struct plot *plot)
{
    ask_area(plot, S7_AREA_TIMER, 0, 2);
    plot->cpu.timer_count = 0;
}

void other_device(struct plot *plot)
{
    plot->doctor.order_number = "6ES7 516-3AN02-0AB0";
}

/* Sixty data blocks that are not there. */
void other_device_many(struct plot *plot)
{
    static struct s7_doctor_area asked[60];
    other_device(plot);
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++)
        asked[i] =
            (struct s7_doctor_area){.range = {.area = S7_AREA_DB, .db = (uint16_t)(100 + i), .bit_count = 32}};
    plot->doctor.areas = asked;
    plot->doctor.area_count = sizeof asked / sizeof asked[0];
}

/* The plant's DB is not there, because it is another device. */
void other_device_data(struct plot *plot)
{
    other_device(plot);
    db_missing(plot);
}

/* As above, and its DB10 is shorter. */
void other_device_short(struct plot *plot)
{
    other_device(plot);
    ask_area(plot, S7_AREA_DB, 10, 101);
}

void list_closes(struct plot *plot)
{
    plot->cpu.szl_style = S7_CPU_SZL_CLOSE;
}

void list_silent(struct plot *plot)
{
    plot->cpu.szl_style = S7_CPU_SZL_SILENT;
}

/* SZL 0132/0001: two configured connections, none of them established. */
void partners_down(struct plot *plot)
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
void few_resources(struct plot *plot)
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

void overloaded(struct plot *plot)
{
    set_fault(plot, S7_CPU_FAULT_DELAY);
    plot->fault.time = 20 * S7_SECOND;
}

void silent(struct plot *plot)
{
    set_fault(plot, S7_CPU_FAULT_SILENT);
}

void silent_database(struct plot *plot)
{
    silent(plot);
    plot->fault.after = 1;
}

void ended(struct plot *plot)
{
    set_fault(plot, S7_CPU_FAULT_DROP);
}

void reset(struct plot *plot)
{
    set_fault(plot, S7_CPU_FAULT_RESET);
}

void truncated(struct plot *plot)
{
    set_fault(plot, S7_CPU_FAULT_TRUNCATE);
    plot->fault.size = 5;
}

void wrong_reference(struct plot *plot)
{
    set_fault(plot, S7_CPU_FAULT_WRONG_REFERENCE);
}

/* Reads are answered well, lists are not. */
void list_mixed_up(struct plot *plot)
{
    enum { READS = 3 };
    wrong_reference(plot);
    plot->fault.after = READS;
    plot->fault.times = 1;
}

void garbage(struct plot *plot)
{
    set_fault(plot, S7_CPU_FAULT_GARBAGE);
}

/* An octet a minute. */
void trickling(struct plot *plot)
{
    set_fault(plot, S7_CPU_FAULT_TRICKLE);
    plot->fault.time = 60 * S7_SECOND;
}

void stopped(struct plot *plot)
{
    plot->cpu.mode = S7_CPU_MODE_STOP;
}

void defect(struct plot *plot)
{
    plot->cpu.mode = S7_CPU_MODE_DEFECT;
}

void slow(struct plot *plot)
{
    plot->world.delay = 150 * S7_MILLISECOND;
    plot->doctor.cycle = 100 * S7_MILLISECOND;
}

void forgotten(struct plot *plot)
{
    plot->doctor.idle = 300 * S7_SECOND;
    plot->world.forgets_after = 60 * S7_SECOND;
}

void small_pdu(struct plot *plot)
{
    plot->doctor.pdu_length = 960;
    plot->cpu.pdu_length = 240;
}
