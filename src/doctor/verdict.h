/* SPDX-License-Identifier: MIT
 *
 * doctor/verdict.h — from what was found to what it may come from and what is to be done.
 */
#ifndef DOCTOR_VERDICT_H
#define DOCTOR_VERDICT_H

#include "base/strbuf.h"
#include "doctor/doctor.h"

/** Fills failed, leading, rules_out, hypotheses and the confidence of the steps. */
void s7_verdict_reach(const struct s7_doctor_config *config, struct s7_diagnosis *diagnosis);

/** The hypotheses of a sign, most likely first; false: `index` is behind the last. */
bool s7_verdict_hypothesis(enum s7_sign sign, size_t index, enum s7_cause *ret_cause,
                           enum s7_confidence *ret_confidence);

/** The remedy of a cause as it is read without a case: "the partner" where its address would stand. */
void s7_verdict_remedy(enum s7_cause cause, struct s7_strbuf *buf);

#endif
