/* SPDX-License-Identifier: MIT
 *
 * cli/doctor_show.h — what the doctor found: five lines, a document, JSON, steps as they happen, and what would be sent.
 */
#ifndef CLI_DOCTOR_SHOW_H
#define CLI_DOCTOR_SHOW_H

#include <jansson.h>
#include <stdio.h>

#include "cli/doctor_subject.h"
#include "report/report.h"

/** One line per text, which many places want: "12 ms", "4.1 s". */
void s7_doctor_time(s7_time time, struct s7_strbuf *buf);

/** A step as it happens, for s7_doctor_config.progress: on standard error, with a word after a second on a terminal. */
void s7_doctor_live(void *user, const struct s7_diagnosis_step *step, bool ended);

/** The verdict in five lines; one line for who is well. */
void s7_doctor_print(FILE *out, const struct s7_subject *subject, const struct s7_diagnosis *diagnosis);

/** Checks, findings and budget as blocks of a document; `whole`: with heading, verdict and ladder before them. */
void s7_doctor_tell(struct s7_report *report, const struct s7_subject *subject,
                    const struct s7_diagnosis *diagnosis, bool whole);

/** {target, cpu, connection, verdict, exit, failed, seen, rules_out, hypotheses, steps, findings, budget …}; a new reference. */
json_t *s7_doctor_json(const struct s7_subject *subject, const struct s7_diagnosis *diagnosis);

/** What an examination would send, in its order; opens nothing. */
void s7_doctor_print_plan(FILE *out, const struct s7_subject *subject);

#endif
