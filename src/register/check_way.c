/* SPDX-License-Identifier: MIT
 *
 * check_way.c — which way a connection takes from zone to zone, and whether that way lets it.
 */
#include <stdlib.h>
#include <string.h>

#include "register/checking.h"

static const char guard_prefix[] = "guard:";

/** Conduits in two orders. */
struct ways {
    const struct s7_plant_conduit **by_name;
    const struct s7_plant_conduit *
        *by_zones; /**< those between the same zones together, the most open one first */
    bool *used;    /**< by the conduit's number */
    size_t count;
};

/** The two zones of a conduit, the first in the file in front. */
static void zones_of(const struct s7_plant_conduit *conduit, const struct s7_plant_zone *ret_zones[2])
{
    bool ordered = conduit->between[0] < conduit->between[1];
    ret_zones[0] = conduit->between[!ordered];
    ret_zones[1] = conduit->between[ordered];
}

static int compare_name(const void *one, const void *other)
{
    const struct s7_plant_conduit *const *a = one;
    const struct s7_plant_conduit *const *b = other;
    return strcmp((*a)->name, (*b)->name);
}

static int compare_zones(const void *one, const void *other)
{
    const struct s7_plant_zone *a[2], *b[2];
    zones_of(*(const struct s7_plant_conduit *const *)one, a);
    zones_of(*(const struct s7_plant_conduit *const *)other, b);
    if (a[0] != b[0])
        return a[0] < b[0] ? -1 : 1;
    return a[1] < b[1] ? -1 : a[1] > b[1];
}

/** What a conduit keeps from S7: nothing, the direct way, everything. */
static int strictness_of(const struct s7_plant_conduit *conduit)
{
    return (conduit->allow & S7_PLANT_PASS_S7 ? 0 : 2) + conduit->direct_forbidden;
}

static int compare_openness(const void *one, const void *other)
{
    const struct s7_plant_conduit *a = *(const struct s7_plant_conduit *const *)one;
    const struct s7_plant_conduit *b = *(const struct s7_plant_conduit *const *)other;
    int order = compare_zones(one, other);
    order = order ? order : strictness_of(a) - strictness_of(b);
    return order ? order : a < b ? -1 : a > b;
}

static bool ways_of(struct s7_checking *checking, struct ways *ret_ways)
{
    const struct s7_plant *plant = checking->plant;
    struct ways ways = {.count = plant->conduit_count};
    ways.by_name = s7_storage_array(&checking->scratch, ways.count, sizeof *ways.by_name);
    ways.by_zones = s7_storage_array(&checking->scratch, ways.count, sizeof *ways.by_zones);
    ways.used = s7_storage_array(&checking->scratch, ways.count, sizeof *ways.used);
    if (checking->scratch.failed)
        return false;
    for (size_t i = 0; i < ways.count; i++)
        ways.by_name[i] = ways.by_zones[i] = &plant->conduits[i];
    if (ways.count > 1) {
        qsort(ways.by_name, ways.count, sizeof *ways.by_name, compare_name);
        qsort(ways.by_zones, ways.count, sizeof *ways.by_zones, compare_openness);
    }
    *ret_ways = ways;
    return true;
}

static const struct s7_plant_conduit *conduit_called(const struct ways *ways, const char *name)
{
    const struct s7_plant_conduit wanted = {.name = name}, *key = &wanted;
    const struct s7_plant_conduit **found =
        ways->count ? bsearch(&key, ways->by_name, ways->count, sizeof *ways->by_name, compare_name) : NULL;
    return found ? *found : NULL; /* "direct", "guard:NAME" */
}

/** Index of the first conduit between two zones, `count` when there is none. */
static size_t first_between(const struct ways *ways, const struct s7_plant_conduit *wanted)
{
    size_t low = 0, high = ways->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_zones(&ways->by_zones[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < ways->count && compare_zones(&ways->by_zones[low], &wanted) == 0 ? low : ways->count;
}

static bool names_guard(const struct s7_plant_connection *connection, const char *guard)
{
    size_t length = sizeof guard_prefix - 1;
    for (size_t i = 0; guard[0] && i < connection->via.count; i++)
        if (strncmp(connection->via.lines[i], guard_prefix, length) == 0 &&
            strcmp(connection->via.lines[i] + length, guard) == 0)
            return true;
    return false;
}

enum verdict { LETS, CLOSED, GUARDED };

static enum verdict judge(const struct s7_plant_conduit *conduit, const struct s7_plant_connection *connection)
{
    bool is_plus = connection->service == S7_PLANT_SERVICE_S7PLUS;
    if (!(conduit->allow & (unsigned)(is_plus ? S7_PLANT_PASS_S7PLUS : S7_PLANT_PASS_S7)))
        return CLOSED;
    return conduit->direct_forbidden && !names_guard(connection, conduit->guard) ? GUARDED : LETS;
}

static void tell(struct s7_checking *checking, const struct s7_plant_connection *connection,
                 const struct s7_plant_conduit *conduit, enum verdict verdict)
{
    if (verdict == CLOSED)
        s7_checking_on_connection(checking, S7R_CROSSING, connection, "conduit %s does not allow %s",
                                  conduit->name,
                                  connection->service == S7_PLANT_SERVICE_S7PLUS ? "s7plus" : "s7");
    else if (verdict == GUARDED)
        s7_checking_on_connection(checking, S7R_DIRECT, connection,
                                  "conduit %s forbids the direct way, and %s%s is not in `via`", conduit->name,
                                  conduit->guard[0] ? "guard:" : "a guard", conduit->guard);
}

/** Conduits that are named lead from one zone to the next.  False: none is named. */
static bool check_named(struct s7_checking *checking, const struct ways *ways,
                        const struct s7_plant_connection *connection)
{
    const struct s7_plant_zone *at = connection->from->zone;
    bool named = false;
    for (size_t i = 0; i < connection->via.count; i++) {
        const struct s7_plant_conduit *conduit = conduit_called(ways, connection->via.lines[i]);
        if (!conduit)
            continue;
        named = true;
        ways->used[conduit - checking->plant->conduits] = true;
        tell(checking, connection, conduit, judge(conduit, connection));
        if (at)
            at = conduit->between[0] == at   ? conduit->between[1]
                 : conduit->between[1] == at ? conduit->between[0]
                                             : NULL;
    }
    if (named && at != connection->to->zone)
        s7_checking_on_connection(checking, S7R_CROSSING, connection,
                                  "the conduits in `via` do not lead from zone %s to zone %s",
                                  connection->from->zone->name, connection->to->zone->name);
    return named;
}

/** None of those behind it lets this connection through, either. */
static bool is_last_hope(const struct s7_plant_conduit *conduit, const struct s7_plant_connection *connection)
{
    if (connection->service == S7_PLANT_SERVICE_S7PLUS)
        return false;
    return strictness_of(conduit) > 1 || (connection->via.count == 0 && strictness_of(conduit) > 0);
}

/** None is named: one between the zones has to let it through. */
static void check_unnamed(struct s7_checking *checking, const struct ways *ways,
                          const struct s7_plant_connection *connection)
{
    const struct s7_plant_conduit wanted = {.between = {connection->from->zone, connection->to->zone}};
    const struct s7_plant_conduit *const key = &wanted, *best = NULL;
    enum verdict verdict = CLOSED;
    for (size_t i = first_between(ways, key); i < ways->count && compare_zones(&ways->by_zones[i], &key) == 0;
         i++) {
        const struct s7_plant_conduit *conduit = ways->by_zones[i];
        enum verdict one = judge(conduit, connection);
        ways->used[conduit - checking->plant->conduits] = true;
        if (one == LETS)
            return;
        if (!best || (one == GUARDED && verdict == CLOSED)) {
            best = conduit;
            verdict = one;
        }
        if (is_last_hope(conduit, connection))
            break;
    }
    if (best)
        tell(checking, connection, best, verdict);
    else
        s7_checking_on_connection(checking, S7R_CROSSING, connection,
                                  "there is no conduit between zone %s of %s and zone %s of %s",
                                  connection->from->zone->name, connection->from->name,
                                  connection->to->zone->name, connection->to->name);
}

void s7_check_way(struct s7_checking *checking)
{
    const struct s7_plant *plant = checking->plant;
    struct ways ways;
    if (!ways_of(checking, &ways))
        return;
    for (size_t i = 0; i < plant->connection_count; i++) {
        const struct s7_plant_connection *connection = &plant->connections[i];
        const struct s7_plant_zone *from = connection->from->zone;
        if (from && connection->to->zone && from != connection->to->zone &&
            !check_named(checking, &ways, connection))
            check_unnamed(checking, &ways, connection);
    }
    for (size_t i = 0; i < ways.count; i++)
        if (!ways.used[i])
            s7_register_add(checking->list, S7R_UNUSED, plant->conduits[i].mark, S7_REGISTER_CONDUIT,
                            plant->conduits[i].name, "no connection takes this conduit");
}
