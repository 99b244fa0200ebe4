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

/** "Budget: 1 connection, 1 at most at once, 7 telegrams, 0 pings". */
void s7_doctor_budget_text(const struct s7_doctor_budget *budget, struct s7_strbuf *line);

/** Which of several partners is examined. */
struct s7_doctor_place {
    size_t number, count; /**< from 1; count 1: it is the only one */
    const char *name;     /**< "": none */
};

/**
 * A step as it happens, for s7_doctor_config.progress: on standard error, with a word after a second on a terminal.
 * `user` is a struct s7_doctor_place or NULL.
 */
void s7_doctor_live(void *user, const struct s7_diagnosis_step *step, bool ended);

/** What the leading finding proves to be in order. */
const char *s7_doctor_rules_out(const struct s7_diagnosis *diagnosis);

/** Checks that came to a verdict. */
size_t s7_doctor_checks_done(const struct s7_diagnosis *diagnosis);

/**
 * The verdict: what failed, was seen, is ruled out, what is likely and what to do, the last two a line for each cause;
 * one line for who is well, and one before all for who was interrupted.
 * @param width  columns that lines are broken at; 0: they are not
 */
void s7_doctor_print(FILE *out, size_t width, const struct s7_subject *subject,
                     const struct s7_diagnosis *diagnosis);

/** Checks, findings and budget as blocks of a document; `whole`: with heading and verdict, the checks as a ladder. */
void s7_doctor_tell(struct s7_report *report, const struct s7_subject *subject,
                    const struct s7_diagnosis *diagnosis, bool whole);

/** {target, cpu, connection, verdict, exit, failed, seen, rules_out, hypotheses, steps, findings, budget …}; a new reference. */
json_t *s7_doctor_json(const struct s7_subject *subject, const struct s7_diagnosis *diagnosis);

/** What an examination would send, in its order; opens nothing. */
void s7_doctor_print_plan(FILE *out, const struct s7_subject *subject);

#endif
