/* SPDX-License-Identifier: MIT
 *
 * First those that are the same in everything, in order; of what is left those that are the most alike.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "register/match.h"

/** Connections of one pair of partners that are compared with each other, and those of them that are alike. */
enum { LOOKED_AT = 1024, ALIKE_MOST = 64 };

/** A connection with its partners as the plant has them. */
struct side {
    const struct s7_plant_connection *connection;
    uintptr_t from, to;
    size_t index;
    bool taken;
};

static int compare_partners(const struct side *one, const struct side *other)
{
    if (one->from != other->from)
        return one->from < other->from ? -1 : 1;
    return one->to < other->to ? -1 : one->to > other->to;
}

static int compare_tsaps(const struct s7_plant_tsap *one, const struct s7_plant_tsap *other)
{
    int order = one->length < other->length ? -1 : one->length > other->length;
    return order ? order : memcmp(one->octets, other->octets, one->length);
}

static int compare_keys(const struct side *one, const struct side *other)
{
    const struct s7_plant_connection *left = one->connection, *right = other->connection;
    const struct s7_plant_tsap called = s7_match_called(left), other_called = s7_match_called(right);
    int order = compare_partners(one, other);
    order = order ? order : (int)left->service - (int)right->service;
    order = order ? order : (int)left->tsaps_unseen - (int)right->tsaps_unseen;
    order = order ? order : compare_tsaps(&called, &other_called);
    return order ? order : compare_tsaps(&left->tsap_from, &right->tsap_from);
}

static int compare_sides(const void *a, const void *b)
{
    const struct side *left = a;
    const struct side *right = b;
    int order = compare_keys(left, right);
    return order ? order : left->index < right->index ? -1 : left->index > right->index;
}

static struct side *sort_sides(struct side *sides, size_t count)
{
    if (sides && count > 1)
        qsort(sides, count, sizeof *sides, compare_sides);
    return sides;
}

static void pair_equals(struct side *declared, size_t declared_count, struct side *seen, size_t seen_count,
                        struct s7_match *matches)
{
    size_t i = 0, k = 0;
    while (i < declared_count && k < seen_count) {
        int order = compare_keys(&declared[i], &seen[k]);
        if (order == 0) {
            matches[seen[k].index].declared = declared[i].connection;
            declared[i].taken = seen[k].taken = true;
        }
        i += order <= 0;
        k += order >= 0;
    }
}

static bool same_called(const struct s7_plant_connection *declared, const struct s7_plant_connection *seen)
{
    const struct s7_plant_tsap one = s7_match_called(declared), other = s7_match_called(seen);
    return declared->tsaps_unseen || seen->tsaps_unseen || compare_tsaps(&one, &other) == 0;
}

/** What a seen connection called from: a file of what was seen leaves out the usual TSAP alone. */
static struct s7_plant_tsap calling_of(const struct s7_plant_connection *seen)
{
    static const struct s7_plant_tsap usual = {.octets = {1, 0}, .length = 2};
    return seen->tsap_from.length ? seen->tsap_from : usual;
}

/** 2: they call from the same TSAP; 1: one of them may be any; 0: from others. */
static unsigned same_calling(const struct s7_plant_connection *declared, const struct s7_plant_connection *seen)
{
    const struct s7_plant_tsap calling = calling_of(seen);
    if (declared->tsaps_unseen || seen->tsaps_unseen || !declared->tsap_from.length)
        return 1;
    return compare_tsaps(&declared->tsap_from, &calling) == 0 ? 2 : 0;
}

/** How much alike they are; 0: not the same.  TSAPs count for more than the service. */
static unsigned likeness(const struct s7_plant_connection *declared, const struct s7_plant_connection *seen,
                         bool strict)
{
    bool called = same_called(declared, seen), service = s7_match_service(declared->service, seen->service);
    unsigned calling = same_calling(declared, seen);
    if (strict && !(called && calling && service))
        return 0;
    return 1 + 16U * called + 4U * calling + 2U * service + (declared->service == seen->service);
}

struct pair {
    struct side *declared, *seen;
    unsigned likeness;
};

static int compare_pairs(const void *a, const void *b)
{
    const struct pair *left = a;
    const struct pair *right = b;
    if (left->likeness != right->likeness)
        return left->likeness > right->likeness ? -1 : 1;
    if (left->seen->index != right->seen->index)
        return left->seen->index < right->seen->index ? -1 : 1;
    return left->declared->index < right->declared->index ? -1 : 1;
}

/** Pairs of what is left between the same partners. */
static size_t find_pairs(struct side *declared, size_t declared_count, struct side *seen, size_t seen_count,
                         bool strict, struct pair *ret_pairs)
{
    size_t start = 0, count = 0;
    for (size_t k = 0; k < seen_count; k++) {
        while (start < declared_count && compare_partners(&declared[start], &seen[k]) < 0)
            start++;
        size_t looked = 0, found = 0;
        for (size_t i = start; i < declared_count && looked < LOOKED_AT && found < ALIKE_MOST; i++) {
            if (seen[k].taken || compare_partners(&declared[i], &seen[k]) != 0)
                break;
            if (declared[i].taken)
                continue;
            looked++;
            unsigned alike = likeness(declared[i].connection, seen[k].connection, strict);
            if (!alike)
                continue;
            found++;
            if (ret_pairs)
                ret_pairs[count] = (struct pair){&declared[i], &seen[k], alike};
            count++;
        }
    }
    return count;
}

static bool pair_alike(struct side *declared, size_t declared_count, struct side *seen, size_t seen_count,
                       bool strict, struct s7_match *matches)
{
    size_t count = find_pairs(declared, declared_count, seen, seen_count, strict, NULL);
    struct pair *pairs = calloc(count + 1, sizeof *pairs);
    if (!pairs)
        return false;
    find_pairs(declared, declared_count, seen, seen_count, strict, pairs);
    qsort(pairs, count, sizeof *pairs, compare_pairs);
    for (size_t i = 0; i < count; i++) {
        if (pairs[i].declared->taken || pairs[i].seen->taken)
            continue;
        pairs[i].declared->taken = pairs[i].seen->taken = true;
        struct s7_match *match = &matches[pairs[i].seen->index];
        match->declared = pairs[i].declared->connection;
        match->other_tsaps = !same_called(match->declared, pairs[i].seen->connection) ||
                             !same_calling(match->declared, pairs[i].seen->connection);
        match->other_service = !s7_match_service(match->declared->service, pairs[i].seen->connection->service);
    }
    free(pairs);
    return true;
}

/** Sides of the plant itself. */
static struct side *sides_of(const struct s7_plant *plant)
{
    struct side *sides = calloc(plant->connection_count + 1, sizeof *sides);
    for (size_t i = 0; sides && i < plant->connection_count; i++) {
        const struct s7_plant_connection *connection = &plant->connections[i];
        sides[i] = (struct side){connection, (uintptr_t)connection->from, (uintptr_t)connection->to, i, false};
    }
    return sort_sides(sides, plant->connection_count);
}

/** Those of the seen file whose partners are both in the plant. */
static struct side *seen_sides(const struct s7_plant *seen, const struct s7_match *matches, size_t *ret_count)
{
    struct side *sides = calloc(seen->connection_count + 1, sizeof *sides);
    for (size_t i = 0; sides && i < seen->connection_count; i++)
        if (matches[i].from && matches[i].to)
            sides[(*ret_count)++] = (struct side){&seen->connections[i], (uintptr_t)matches[i].from,
                                                  (uintptr_t)matches[i].to, i, false};
    return sort_sides(sides, *ret_count);
}

struct s7_match *s7_match_connections(const struct s7_plant *plant, const struct s7_plant *seen, bool strict,
                                      struct s7_storage *storage)
{
    struct s7_match_index index;
    size_t seen_count = 0;
    struct s7_match *matches = s7_storage_array(storage, seen->connection_count + 1, sizeof *matches);
    if (!matches || !s7_match_index_make(plant, storage, &index))
        return NULL;
    for (size_t i = 0; i < seen->connection_count; i++) {
        matches[i].from = s7_match_seen(&index, seen->connections[i].from);
        matches[i].to = s7_match_seen(&index, seen->connections[i].to);
    }
    struct side *declared = sides_of(plant), *found = seen_sides(seen, matches, &seen_count);
    bool done = declared && found;
    if (done)
        pair_equals(declared, plant->connection_count, found, seen_count, matches);
    done = done && pair_alike(declared, plant->connection_count, found, seen_count, strict, matches);
    free(declared);
    free(found);
    return done ? matches : NULL;
}
