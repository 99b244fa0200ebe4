/* SPDX-License-Identifier: MIT
 *
 * tests/sim/doctor_case.h — what may be the matter, acted out on a network in memory.
 */
#ifndef SIM_DOCTOR_CASE_H
#define SIM_DOCTOR_CASE_H

#include "doctor/doctor.h"
#include "sim/doctor_cpu.h"

/** One case while it is set up: what the doctor is asked, and what it will meet. */
struct plot {
    struct world world;
    struct s7_doctor_config doctor;
    struct s7_cpu_config cpu;
    bool scripted; /**< world.service is set; no CPU serves */
    struct s7_cpu_fault fault;
    bool faulty;
};

struct doctor_case {
    const char *name;
    enum s7_cause cause; /**< the truth */
    enum s7_sign sign;   /**< what it looks like */
    void (*set)(struct plot *plot);
};

extern const struct doctor_case doctor_cases[];
extern const size_t doctor_case_count;

/** A healthy partner: PDU 960, DB10 of 100 octets, read by a job from octet 0 to 39. */
void plot_healthy(struct plot *plot);

/** Runs the doctor and takes the partner down again; everything must be closed then. */
void plot_run(struct plot *plot, struct s7_diagnosis *ret_diagnosis);

/* Who sets up each case: doctor_way.c, doctor_service.c (who is no CPU), doctor_door.c, doctor_inside.c. */
#define DOCTOR_CASE(name, CAUSE, SIGN, set) void set(struct plot *plot);
#include "sim/doctor_case.def"
#undef DOCTOR_CASE

#endif
