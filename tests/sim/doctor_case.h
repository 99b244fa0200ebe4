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

/* Services that are no CPU (doctor_service.c). */
void service_closes_at_once(struct plot *plot);
void service_closes_after_request(struct plot *plot);
void service_silent(struct plot *plot);
void service_tls(struct plot *plot);
void service_tls_mute(struct plot *plot);
void service_http_mute(struct plot *plot);
void service_tls_asked(struct plot *plot);
void service_http_asked(struct plot *plot);
void service_silent_asked(struct plot *plot);
void service_closes_asked(struct plot *plot);
void service_http(struct plot *plot);
void service_banner(struct plot *plot);
void service_noise(struct plot *plot);
void service_wrong_tpdu(struct plot *plot);
void service_mms(struct plot *plot);
void service_other_iso(struct plot *plot);
void service_iso_without_s7(struct plot *plot);
void service_iso_gives_up(struct plot *plot);
void service_iso_silent(struct plot *plot);
void service_plus(struct plot *plot);
void service_setup_refused(struct plot *plot);
void service_read_refused(struct plot *plot);
void service_setup_noise(struct plot *plot);
void service_congested(struct plot *plot);
void service_error_tpdu(struct plot *plot);

#endif
