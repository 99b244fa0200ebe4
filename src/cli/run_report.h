/* SPDX-License-Identifier: MIT
 *
 * cli/run_report.h — what a run says: what is played, a line a second, and the summary, as text or as JSON.
 */
#ifndef CLI_RUN_REPORT_H
#define CLI_RUN_REPORT_H

#include "cli/run_loop.h"

/** Which CPU is played where, and which jobs run.  Nothing with --json. */
void s7_run_print_start(const struct s7_run *run);
/** How the jobs stand after so many seconds.  Nothing with --json. */
void s7_run_print_second(const struct s7_run *run, unsigned second);
/** The summary, after everything is closed: table, differences, and five lines for every job that failed. */
void s7_run_print_summary(const struct s7_run *run);
/** The same as one document, sieben/run/1. */
void s7_run_print_json(const struct s7_run *run);

/** Every job has completions, no errors, and equal memories. */
bool s7_run_is_good(const struct s7_run *run);
/** Of one job. */
bool s7_run_job_is_good(const struct s7_exchange_report *report, const struct s7_comparison_result *result);

enum { S7_RUN_TEXT_SIZE = 400 };
/** "C-001.1 PUT P#DB10.DBX0.0 BYTE 20 -> OVEN P#DB100.DBX0.0 BYTE 20" of a job's area. */
void s7_run_describe_job(const struct s7_exchange_report *report, size_t area, char *text, size_t size);

#endif
