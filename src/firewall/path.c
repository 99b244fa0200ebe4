/* SPDX-License-Identifier: MIT */
#include "firewall/path.h"

#include <string.h>

/* ---- conduits ---------------------------------------------------------------------------------------------------- */

static const struct s7_plant_conduit *conduit_called(const struct s7_plant *plant, const char *name)
{
    for (size_t i = 0; i < plant->conduit_count; i++)
        if (strcmp(plant->conduits[i].name, name) == 0)
            return &plant->conduits[i];
    return NULL; /* "direct", "guard:NAME" */
}

static bool connects(const struct s7_plant_conduit *conduit, const struct s7_plant_zone *one,
                     const struct s7_plant_zone *other)
{
    return (conduit->between[0] == one && conduit->between[1] == other) ||
           (conduit->between[0] == other && conduit->between[1] == one);
}

/* What the conduit says to the service of this connection, dialled directly. */
static enum s7_path_reason told_by(const struct s7_plant_conduit *conduit,
                                   const struct s7_plant_connection *connection)
{
    unsigned passage = connection->service == S7_PLANT_SERVICE_S7PLUS ? S7_PLANT_PASS_S7PLUS : S7_PLANT_PASS_S7;
    if (!(conduit->allow & passage))
        return S7_PATH_CONDUIT_CLOSED;
    return conduit->direct_forbidden ? S7_PATH_GUARD_ONLY : S7_PATH_CONNECTION;
}

/* Rule 2b, conduits that are named: each of them has to let it through.  False: it names none. */
static bool judge_named(const struct s7_plant *plant, const struct s7_plant_connection *connection,
                        struct s7_path *path)
{
    bool named = false;
    for (size_t i = 0; i < connection->via.count; i++) {
        const struct s7_plant_conduit *conduit = conduit_called(plant, connection->via.lines[i]);
        if (!conduit)
            continue;
        named = true;
        path->reason = told_by(conduit, connection);
        path->conduit = path->reason == S7_PATH_CONNECTION ? NULL : conduit;
        if (path->conduit)
            return true;
    }
    return named;
}

/* Rule 2b, none is named: one between the zones has to let it through. */
static void judge_unnamed(const struct s7_plant *plant, const struct s7_plant_connection *connection,
                          struct s7_path *path)
{
    path->reason = S7_PATH_CONNECTION;
    path->conduit = NULL;
    for (size_t i = 0; i < plant->conduit_count; i++) {
        const struct s7_plant_conduit *conduit = &plant->conduits[i];
        if (!connects(conduit, connection->from->zone, connection->to->zone))
            continue;
        enum s7_path_reason told = told_by(conduit, connection);
        if (told == S7_PATH_CONNECTION) {
            path->reason = told;
            path->conduit = NULL;
            return;
        }
        if (!path->conduit) {
            path->reason = told;
            path->conduit = conduit;
        }
    }
}

/* Rule 2 for one connection: `reason` is CONNECTION, or why it does not lead there. */
static void judge(const struct s7_plant *plant, const struct s7_plant_connection *connection,
                  struct s7_path *path)
{
    path->reason = S7_PATH_CONNECTION;
    path->conduit = NULL;
    if (connection->from->zone == connection->to->zone)
        return;
    if (!judge_named(plant, connection, path))
        judge_unnamed(plant, connection, path);
}

/* ---- paths ------------------------------------------------------------------------------------------------------- */

bool s7_path_has_target(const struct s7_plant *plant, const struct s7_plant_cpu *cpu)
{
    for (size_t i = 0; cpu->is_host && i < plant->connection_count; i++)
        if (plant->connections[i].to == cpu)
            return true;
    return !cpu->is_host;
}

static bool comes_from(const struct s7_plant_connection *connection, const struct s7_plant_zone *zone,
                       const struct s7_plant_cpu *to)
{
    return connection->to == to && connection->from->zone == zone;
}

bool s7_path_carries(const struct s7_plant *plant, const struct s7_path *path,
                     const struct s7_plant_connection *connection)
{
    struct s7_path way;
    if (!path->to->zone || !comes_from(connection, path->from, path->to))
        return false;
    judge(plant, connection, &way);
    return way.reason == S7_PATH_CONNECTION;
}

/* Rules 2 and 4: true when a connection from the zone has decided. */
static bool find_connection(const struct s7_plant *plant, struct s7_path *path)
{
    bool any = false;
    for (size_t i = 0; i < plant->connection_count; i++) {
        struct s7_path way;
        if (!comes_from(&plant->connections[i], path->from, path->to))
            continue;
        judge(plant, &plant->connections[i], &way);
        if (any && way.reason != S7_PATH_CONNECTION)
            continue;
        path->reason = way.reason;
        path->conduit = way.conduit;
        any = true;
        if (way.reason == S7_PATH_CONNECTION)
            return true;
    }
    return any;
}

/* Rule 5. */
static bool has_zoneless(const struct s7_plant *plant, const struct s7_plant_cpu *to)
{
    for (size_t i = 0; i < plant->connection_count; i++)
        if (comes_from(&plant->connections[i], NULL, to))
            return true;
    return false;
}

static const enum s7_path_expectation expectations[] = {
#define S7_PATH_REASON(NAME, expectation, text) [S7_PATH_##NAME] = S7_PATH_##expectation,
#include "firewall/defs/path_reason.def"
#undef S7_PATH_REASON
};

struct s7_path s7_path_expect(const struct s7_plant *plant, const struct s7_plant_zone *from,
                              const struct s7_plant_cpu *to)
{
    struct s7_path path = {.from = from, .to = to};
    if (!to->zone)
        path.reason = S7_PATH_TARGET_ZONELESS;
    else if (!find_connection(plant, &path)) {
        bool within = to->zone == from, doubtful = !within && has_zoneless(plant, to);
        path.reason = within ? S7_PATH_SAME_ZONE : doubtful ? S7_PATH_PARTNER_ZONELESS : S7_PATH_NO_CONNECTION;
    }
    path.expectation = expectations[path.reason];
    return path;
}

/* ---- words ------------------------------------------------------------------------------------------------------- */

const char *s7_path_expectation_name(enum s7_path_expectation expectation)
{
    static const char *const names[] = {[S7_PATH_REQUIRED] = "required",
                                        [S7_PATH_FORBIDDEN] = "forbidden",
                                        [S7_PATH_WITHIN] = "within",
                                        [S7_PATH_UNKNOWN] = "unknown"};
    return names[expectation];
}

const char *s7_path_reason_text(enum s7_path_reason reason)
{
    static const char *const texts[] = {
#define S7_PATH_REASON(NAME, expectation, text) [S7_PATH_##NAME] = text,
#include "firewall/defs/path_reason.def"
#undef S7_PATH_REASON
    };
    return texts[reason];
}
