/* SPDX-License-Identifier: MIT
 *
 * cli/doctor_exhaust.h — whose connections may be counted up to the one that is refused.
 */
#ifndef CLI_DOCTOR_EXHAUST_H
#define CLI_DOCTOR_EXHAUST_H

#include "cli/doctor_subjects.h"

/**
 * With --exhaust: permits the counting where the plant file says `commissioning: true`, and where every address of the
 * host is this machine's own.  With --dry-run a name is not looked up: may_exhaust stays false where it would decide.
 * @return S7_ARGUMENTS_GO_ON, or the exit code after saying for whom it is not permitted: nothing was sent
 */
int s7_doctor_exhaust_permit(const struct s7_arguments *arguments, struct s7_subjects *subjects);

#endif
