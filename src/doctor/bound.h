/* SPDX-License-Identifier: MIT
 *
 * doctor/bound.h — what an examination may cost the partner at most, known before anything is sent.
 */
#ifndef DOCTOR_BOUND_H
#define DOCTOR_BOUND_H

#include "doctor/doctor.h"

struct s7_doctor_bound {
    unsigned connections; /**< TCP connections attempted, as in s7_doctor_budget */
    unsigned telegrams;   /**< a list that comes in pieces costs one more for each piece behind the first */
};

/** Whatever the partner does. */
struct s7_doctor_bound s7_bound_reckon(const struct s7_doctor_config *config);

#endif
