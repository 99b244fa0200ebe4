/* SPDX-License-Identifier: MIT
 *
 * cli/explain_doctor.h — signs and causes of `sieben doctor` as meanings: from its own tables, without a case.
 */
#ifndef CLI_EXPLAIN_DOCTOR_H
#define CLI_EXPLAIN_DOCTOR_H

#include <jansson.h>

#include "base/strbuf.h"
#include "cli/explain.h"
#include "doctor/doctor.h"

/** The meaning is a sign or a cause. */
bool s7_explain_doctor_knows(const struct s7_meaning *meaning);

/** Where and as what it is found, or by what it shows itself. */
void s7_explain_doctor_seen(enum s7_explain_kind kind, uint32_t entry, struct s7_strbuf *buf);

/** What a sign proves to be in order, "": nothing, or it depends on the check that found it. */
const char *s7_explain_doctor_rules_out(enum s7_sign sign);

/** What it may come from, and what is to be done; each separated by '|'. */
void s7_explain_doctor_causes(const struct s7_meaning *meaning, struct s7_strbuf *buf);
void s7_explain_doctor_remedy(const struct s7_meaning *meaning, struct s7_strbuf *buf);

/** Adds to the document of a sign "verdict", "checks" and "hypotheses", to that of a cause "layer" and "signs". */
void s7_explain_doctor_json(const struct s7_meaning *meaning, json_t *document);

#endif
