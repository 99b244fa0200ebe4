/* SPDX-License-Identifier: MIT
 *
 * doctor_case.c — the cases, and how one is run.
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
    assert_int_equal(plot->world.resets, 0);
    s7_cpu_free(cpu);
}

const struct doctor_case doctor_cases[] = {
#define DOCTOR_CASE(name, CAUSE, SIGN, set) {name, S7_CAUSE_##CAUSE, S7_SIGN_##SIGN, set},
#include "sim/doctor_case.def"
#undef DOCTOR_CASE
};

const size_t doctor_case_count = sizeof doctor_cases / sizeof doctor_cases[0];
