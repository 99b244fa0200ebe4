/* SPDX-License-Identifier: MIT
 *
 * cli/doctor_zone_glance.h — what examinations that were made for another reason say of the paths from this machine's zone.
 */
#ifndef CLI_DOCTOR_ZONE_GLANCE_H
#define CLI_DOCTOR_ZONE_GLANCE_H

#include "cli/doctor_report.h"
#include "cli/doctor_zone.h"

/**
 * The path from the zone that this machine's address is in, and its verdict; no positive control was asked for it.
 * @return false: that address is in no zone, or the path is neither required nor forbidden
 */
bool s7_zone_glance(const struct s7_plant *plant, const struct s7_plant_cpu *cpu,
                    const struct s7_diagnosis *diagnosis, struct s7_zone_trial *ret_trial);

/** The matrix of zones and targets with these glances; nothing for a plant without zones. */
void s7_zone_tell_glances(struct s7_report *report, const struct s7_plant *plant,
                          const struct s7_patient *patients, size_t count);

#endif
