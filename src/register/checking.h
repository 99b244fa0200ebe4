/* SPDX-License-Identifier: MIT
 *
 * register/checking.h — what the checks share while they run.
 */
#ifndef REGISTER_CHECKING_H
#define REGISTER_CHECKING_H

#include "register/finding.h"

struct s7_checking {
    const struct s7_plant *plant;
    struct s7_plant_date today;
    struct s7_register_list *list;
    struct s7_storage scratch; /**< until the checks have run; its failure is that of the list */
};

/** One family of checks, a row of defs/topic.def.  What it cannot get memory for it leaves, and `scratch` knows. */
#define S7_TOPIC(name) void s7_check_##name(struct s7_checking *checking);
#include "register/defs/topic.def"
#undef S7_TOPIC

/** Finding on a connection, at its place. */
#define s7_checking_on_connection(checking, check, connection, ...)                                            \
    s7_register_add((checking)->list, (check), (connection)->mark, S7_REGISTER_CONNECTION, (connection)->id,   \
                    __VA_ARGS__)

/** Finding on a CPU or host, at its place. */
#define s7_checking_on_partner(checking, check, partner, ...)                                                  \
    s7_register_add((checking)->list, (check), (partner)->mark,                                                \
                    (partner)->is_host ? S7_REGISTER_HOST : S7_REGISTER_CPU, (partner)->name, __VA_ARGS__)

/** CPUs, then hosts: number `index`, NULL behind the last one. */
const struct s7_plant_cpu *s7_checking_partner(const struct s7_plant *plant, size_t index);
/** The number of a partner of this plant. */
size_t s7_checking_number(const struct s7_plant *plant, const struct s7_plant_cpu *partner);

/** It writes into the served side: by a put, or as documented. */
bool s7_checking_writes(const struct s7_plant_connection *connection);

/** Days since an arbitrary one; 0: the date is not given. */
long s7_checking_day(struct s7_plant_date date);
/** The first of two days is before the second; false when one is not given. */
bool s7_checking_before(struct s7_plant_date one, struct s7_plant_date other);

/** A date for a message. */
struct s7_date_text {
    char text[16];
};
struct s7_date_text s7_checking_date(struct s7_plant_date date);

/** A range for a message. */
struct s7_range_text {
    char text[64];
};
struct s7_range_text s7_checking_range(const struct s7_range *range);

#endif
