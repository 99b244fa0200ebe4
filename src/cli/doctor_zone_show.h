/* SPDX-License-Identifier: MIT
 *
 * cli/doctor_zone_show.h — paths as they are tried, what came of them, the matrix of zones and CPUs, and the plan.
 */
#ifndef CLI_DOCTOR_ZONE_SHOW_H
#define CLI_DOCTOR_ZONE_SHOW_H

#include <stdio.h>

#include "cli/doctor_zone.h"
#include "report/report.h"

/** Says so on standard error.  @return S7_EXIT_USAGE */
int s7_zone_out_of_memory(void);

/** One line: this address of the machine is, or is not, in the zone. */
void s7_zone_say_where(FILE *out, const struct s7_plant_zone *zone, const char *local);

/** "2 of 5: …", before it is tried. */
void s7_zone_announce(FILE *out, const struct s7_zone_run *run, size_t number);

/** A step of a path that must be blocked, for s7_doctor_config.progress: what is seen is not called a failure. */
void s7_zone_live(void *user, const struct s7_diagnosis_step *step, bool ended);

/** The verdict in a line, and what to do about a connection that does not work. */
void s7_zone_say_verdict(FILE *out, const struct s7_zone_trial *trial);

/** The table of the paths and the summary. */
void s7_zone_print(FILE *out, const struct s7_zone_run *run);

/** What would be tried. */
void s7_zone_print_plan(FILE *out, const struct s7_zone_run *run);

/**
 * Zones (rows) by targets (columns): the verdict where a trial has one, else what is expected.  Nothing for a plant without
 * zones.
 */
void s7_zone_tell_matrix(struct s7_report *report, const struct s7_plant *plant,
                         const struct s7_zone_trial *trials, size_t count);

/** @return 0, or S7_EXIT_USAGE after saying why it was not written */
int s7_zone_write_report(const char *path, const struct s7_zone_run *run);

#endif
