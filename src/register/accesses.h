/* SPDX-License-Identifier: MIT
 *
 * register/accesses.h — which bits of the served CPU a connection reads and writes: by its jobs, and as documented.
 *
 * The one answer to that question, for everything that looks at a register: checks, pictures, differences, drift.
 */
#ifndef REGISTER_ACCESSES_H
#define REGISTER_ACCESSES_H

#include "plant/plant.h"
#include "value/access_set.h"

/**
 * Adds what a connection reads in its served CPU: `from` of its gets, and its `reads`.
 * @return S7_OK, or an error of s7_access_set_add(); the set then has a part of it
 */
int s7_register_reads(const struct s7_plant_connection *connection, struct s7_access_set *set);

/** The same of what it writes there: `to` of its puts, and its `writes`. */
int s7_register_writes(const struct s7_plant_connection *connection, struct s7_access_set *set);

/** What its jobs read in the CPU of its active side: `send` of its puts. */
int s7_register_local_reads(const struct s7_plant_connection *connection, struct s7_access_set *set);

/** What its jobs write there: `receive` of its gets. */
int s7_register_local_writes(const struct s7_plant_connection *connection, struct s7_access_set *set);

#endif
