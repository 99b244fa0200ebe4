/* SPDX-License-Identifier: MIT
 *
 * doctor/exhaust.h — how many connections the partner confirms, by opening them until one is refused.
 */
#ifndef DOCTOR_EXHAUST_H
#define DOCTOR_EXHAUST_H

#include "doctor/examination.h"

/**
 * Opens transport connections besides examination->second, config.exhaust in all at most, until one is not confirmed;
 * then ends all of them in order, whatever has happened.
 */
void s7_exhaust_run(struct s7_examination *examination);

#endif
