/* SPDX-License-Identifier: MIT
 *
 * firewall/path.h — what a plant file expects of the way from a zone to a CPU: who must get through, who must not.
 *
 * A path is a zone and a target: any CPU, since each of them listens on its port, or a host that is the served side of
 * a connection.  Only TCP to the target's own address is meant.  The rules, the first that fits:
 *
 *   1. The target is in no zone: UNKNOWN.
 *   2. A connection from a partner in the zone to the target leads there: REQUIRED.  It leads there when
 *      a. both ends are in the same zone; or
 *      b. every conduit that it names in `via` allows its service and permits the direct way; or, when it names none,
 *         one of the conduits between the two zones does; or there is no conduit between them at all: then the
 *         connection is all that the plant says.
 *      A conduit with `direct: forbidden` permits no direct way, whatever `via` says: its guard is what is dialled.
 *   3. Zone and target's zone are the same: WITHIN.
 *   4. There are such connections, and none of them leads there: FORBIDDEN, because of the conduit of the first of them.
 *   5. A partner in no zone has a connection to the target, which may stand anywhere: UNKNOWN.
 *   6. FORBIDDEN.
 */
#ifndef FIREWALL_PATH_H
#define FIREWALL_PATH_H

#include <stdbool.h>

#include "plant/plant.h"

enum s7_path_expectation {
    S7_PATH_REQUIRED,  /**< must work */
    S7_PATH_FORBIDDEN, /**< must be blocked */
    S7_PATH_WITHIN,    /**< inside a zone, undeclared: not judged */
    S7_PATH_UNKNOWN,   /**< the plant file does not say enough */
    S7_PATH_EXPECTATION_COUNT
};

enum s7_path_reason {
#define S7_PATH_REASON(NAME, expectation, text) S7_PATH_##NAME,
#include "firewall/defs/path_reason.def"
#undef S7_PATH_REASON
    S7_PATH_REASON_COUNT
};

struct s7_path {
    const struct s7_plant_zone *from;
    const struct s7_plant_cpu *to;
    enum s7_path_expectation expectation;
    enum s7_path_reason reason;
    const struct s7_plant_conduit *conduit; /**< that forbids it; NULL: none did */
};

/** A CPU, or a host that a connection leads to. */
bool s7_path_has_target(const struct s7_plant *plant, const struct s7_plant_cpu *cpu);

struct s7_path s7_path_expect(const struct s7_plant *plant, const struct s7_plant_zone *from,
                              const struct s7_plant_cpu *to);

/** The connection comes from a partner in the path's zone, goes to its target, and leads there (rule 2). */
bool s7_path_carries(const struct s7_plant *plant, const struct s7_path *path,
                     const struct s7_plant_connection *connection);

/** "required", "forbidden", "within", "unknown". */
const char *s7_path_expectation_name(enum s7_path_expectation expectation);
const char *s7_path_reason_text(enum s7_path_reason reason);

#endif
