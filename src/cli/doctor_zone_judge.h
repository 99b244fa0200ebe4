/* SPDX-License-Identifier: MIT
 *
 * cli/doctor_zone_judge.h — what was seen of a path, against what the plant file expects of it.
 *
 * A path that must be blocked passes only when its blocking was seen (defs/zone_sign.def), and what that leaves open is
 * said; one that must work passes when
 * nothing failed.  Whoever is not the partner that the connection names cannot blame the path for what a rule for that
 * pair of addresses does, and whoever is not in the zone can say nothing of it at all.
 */
#ifndef CLI_DOCTOR_ZONE_JUDGE_H
#define CLI_DOCTOR_ZONE_JUDGE_H

#include "doctor/doctor.h"
#include "firewall/path.h"

enum s7_zone_verdict {
    S7_ZONE_PASS,
    S7_ZONE_FAIL,
    S7_ZONE_INCONCLUSIVE,
    S7_ZONE_SKIPPED,
    S7_ZONE_VERDICT_COUNT
};

/** What the positive control said. */
enum s7_zone_control {
    S7_ZONE_CONTROL_NONE,   /**< the plant file names none */
    S7_ZONE_CONTROL_SPARED, /**< it would not have changed the verdict */
    S7_ZONE_CONTROL_SILENT, /**< it did not answer */
    S7_ZONE_CONTROL_RESET,  /**< a reset came, from it or from a filter */
    S7_ZONE_CONTROL_NEAR,   /**< another host accepted a connection */
    S7_ZONE_CONTROL_SAME    /**< another port of the host accepted a connection */
};

struct s7_zone_case {
    const struct s7_path *path;
    const struct s7_finding *leading; /**< what failed, or what was warned of; NULL: nothing */
    bool failed;
    bool interrupted; /**< the examination was cut off */
    enum s7_zone_control control;
    bool
        port_connected; /**< the run connected to this number of port elsewhere: no filter of this machine closes it */
    const char *local;                  /**< own source address; "": not known */
    const struct s7_plant_cpu *partner; /**< whose connection it is; NULL: of a path that must be blocked */
    const char *partner_address;        /**< from which the connection is dialled */
};

/** The verdict, and why in words. */
enum s7_zone_verdict s7_zone_judge(const struct s7_zone_case *seen, char *why, size_t size);

/** From where its active side dials; "" for NULL. */
const char *s7_zone_partner_address(const struct s7_plant_connection *connection);

/** A positive control could change the verdict of a path that must be blocked and shows this sign. */
bool s7_zone_wants_control(enum s7_sign sign);

/** "pass", "fail", "inconclusive", "skipped". */
const char *s7_zone_verdict_name(enum s7_zone_verdict verdict);
/** "", "spared", "silent", "reset", "answered". */
const char *s7_zone_control_name(enum s7_zone_control control);

#endif
