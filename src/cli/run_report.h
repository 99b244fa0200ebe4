/* SPDX-License-Identifier: MIT
 *
 * cli/run_report.h — what a run says as text: what is played, a line a second, and the summary.
 */
#ifndef CLI_RUN_REPORT_H
#define CLI_RUN_REPORT_H

#include "cli/run_snapshot.h"

/** Which CPU is played where, which jobs run, and which do not and why. */
void s7_run_print_start(const struct s7_run_snapshot *snapshot, const struct s7_run_choice *choice);
/** How the jobs stand after so many seconds. */
void s7_run_print_second(const struct s7_run_snapshot *snapshot);
/** The summary, after everything is closed: table, differences, and five lines for every job that failed. */
void s7_run_print_summary(const struct s7_run_snapshot *snapshot);

enum { S7_RUN_TEXT_SIZE = 400 };
/** "C-001.1 PUT PRESS P#DB10.DBX0.0 BYTE 20 -> OVEN P#DB100.DBX0.0 BYTE 20" of a job's area. */
void s7_run_describe_job(const struct s7_run_job *job, size_t area, char *text, size_t size);
/** "PUT" or "GET". */
const char *s7_run_kind_text(const struct s7_plant_job *job);

#endif
