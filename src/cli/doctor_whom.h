/* SPDX-License-Identifier: MIT
 *
 * cli/doctor_whom.h — who of a plant file is meant: by name, by address, or because there is only one.
 */
#ifndef CLI_DOCTOR_WHOM_H
#define CLI_DOCTOR_WHOM_H

#include <stdbool.h>

#include "cli/command.h"
#include "plant/plant.h"

/** Whether an operand without '@' is a plant file, not HOST[:PORT][/RACK.SLOT]: its end says so, or its path exists. */
bool s7_doctor_whom_is_file(const char *operand);

/**
 * The CPU or host called `name`, or which has the address `name` (HOST[:PORT]).
 * @return NULL after saying on standard error who there is, and what else can be done
 */
const struct s7_plant_cpu *s7_doctor_whom_named(const struct s7_command *command, const struct s7_plant *plant,
                                                const char *path, const char *name);

/** The only CPU of the plant; NULL after saying that there are several, or none. */
const struct s7_plant_cpu *s7_doctor_whom_alone(const struct s7_command *command, const struct s7_plant *plant,
                                                const char *path);

#endif
