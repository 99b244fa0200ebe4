/* SPDX-License-Identifier: MIT
 *
 * register/drift_work.h — what the parts of it share.
 */
#ifndef REGISTER_DRIFT_WORK_H
#define REGISTER_DRIFT_WORK_H

#include "plant/fmt_out.h"
#include "register/drift.h"
#include "register/match.h"
#include "value/access_set.h"

/** What all files together show of a connection of the register. */
struct s7_drift_use {
    bool seen;
    struct s7_access_set reads, writes; /**< only kept when what is unused is asked for */
};

struct s7_drift {
    const struct s7_plant *plant;
    struct s7_drift_options options;
    struct s7_drift_use *uses;                      /**< by index of the connection */
    bool *met;                                      /**< partners that were seen: hosts behind CPUs */
    const struct s7_plant_connection **by_partners; /**< of the register, in the order of their two ends */
    s7_time watched;                                /**< how long; -1: not known */
    int error;
};

/** Tells one finding, whose severity and kind are filled in. */
void s7_drift_tell(struct s7_drift *drift, enum s7_drift_kind kind, struct s7_drift_finding finding);

/** A connection that is declared, and what was seen of it. */
void s7_drift_compare(struct s7_drift *drift, const struct s7_match *match,
                      const struct s7_plant_connection *seen);

/** What is declared of a connection and was not used. */
void s7_drift_compare_unused(struct s7_drift *drift, const struct s7_plant_connection *declared,
                             const struct s7_drift_use *use);

/** Milliseconds of the calendar between two moments, -1: one is not given, or they are the wrong way round. */
s7_time s7_drift_between(const struct s7_plant_moment *from, const struct s7_plant_moment *to);

/** Appends a connection in few words: "PRESS -> OVEN, put_get, writes P#DB100.DBX0.0 BYTE 20". */
void s7_drift_print(const struct s7_plant_connection *connection, struct s7_fmt_out *out);

/** Appends areas. */
void s7_drift_print_set(const struct s7_access_set *set, struct s7_fmt_out *out);

#endif
