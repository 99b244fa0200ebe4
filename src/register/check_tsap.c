/* SPDX-License-Identifier: MIT
 *
 * check_tsap.c — TSAPs against rack, slot and class of what they lead to, and against each other.
 */
#include <stdlib.h>
#include <string.h>

#include "register/checking.h"

/** First octet of a TSAP of two: a class of partner, or from 10 on a configured connection. */
enum { TSAP_PG = 0x01, TSAP_CLASS_LAST = 0x03, TSAP_CONFIGURED = 0x10, TSAP_CONFIGURED_LAST = 0xDF };

static bool has_place(const struct s7_plant_tsap *tsap)
{
    uint8_t kind = tsap->octets[0];
    return tsap->length == 2 && ((kind >= TSAP_PG && kind <= TSAP_CLASS_LAST) ||
                                 (kind >= TSAP_CONFIGURED && kind <= TSAP_CONFIGURED_LAST));
}

static void check_place(struct s7_checking *checking, const struct s7_plant_connection *connection)
{
    const struct s7_plant_cpu *to = connection->to;
    unsigned told = connection->tsap_to.octets[1];
    unsigned own = to->rack * 32U + to->slot;
    bool zero = told == 0 && to->profile->slot_zero.value;
    if (has_place(&connection->tsap_to) && told != own && !zero)
        s7_checking_on_connection(
            checking, S7R_TSAP, connection, "TSAP %s leads to rack %u, slot %u; %s has rack %u, slot %u",
            connection->tsap_to.text, told / 32, told % 32, to->name, (unsigned)to->rack, (unsigned)to->slot);
}

static void check_class(struct s7_checking *checking, const struct s7_plant_connection *connection)
{
    bool is_pg = connection->service == S7_PLANT_SERVICE_PG ||
                 (connection->from->is_host && connection->from->connection_class == S7_PLANT_CLASS_PG);
    if (connection->tsap_to.length == 2 && connection->tsap_to.octets[0] == TSAP_PG && !is_pg)
        s7_checking_on_connection(checking, S7R_TSAP, connection,
                                  "TSAP %s takes a place of programming devices, and this is none",
                                  connection->tsap_to.text);
}

/** What a host is, against what its connection is for. */
static void check_host(struct s7_checking *checking, const struct s7_plant_connection *connection)
{
    static const char *const words[] = {
        [S7_PLANT_CLASS_BASIC] = "basic", [S7_PLANT_CLASS_OP] = "op", [S7_PLANT_CLASS_PG] = "pg"};
    const struct s7_plant_cpu *host = connection->from;
    enum s7_plant_class_name class_ = host->connection_class;
    const char *expected = NULL;
    if (!host->is_host)
        return;
    if (connection->service == S7_PLANT_SERVICE_PG && class_ != S7_PLANT_CLASS_PG)
        expected = "pg";
    else if (connection->service == S7_PLANT_SERVICE_HMI && class_ != S7_PLANT_CLASS_OP)
        expected = "op";
    else if (connection->service <= S7_PLANT_SERVICE_PUT && class_ == S7_PLANT_CLASS_PG)
        expected = "basic";
    if (expected)
        s7_checking_on_connection(checking, S7R_CLASS, connection,
                                  "host %s has class %s; for this service it is %s", host->name, words[class_],
                                  expected);
}

static int compare_tsaps(const struct s7_plant_tsap *one, const struct s7_plant_tsap *other)
{
    if (one->length != other->length)
        return one->length < other->length ? -1 : 1;
    return memcmp(one->octets, other->octets, one->length);
}

static int compare_pair(const struct s7_plant_connection *a, const struct s7_plant_connection *b)
{
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    int order = compare_tsaps(&a->tsap_from, &b->tsap_from);
    return order ? order : compare_tsaps(&a->tsap_to, &b->tsap_to);
}

static int compare(const void *one, const void *other)
{
    const struct s7_plant_connection *a = *(const struct s7_plant_connection *const *)one;
    const struct s7_plant_connection *b = *(const struct s7_plant_connection *const *)other;
    int order = compare_pair(a, b);
    return order ? order : a < b ? -1 : a > b;
}

/** Pairs that are written out; where they are not, the partners choose them. */
static void check_pairs(struct s7_checking *checking)
{
    const struct s7_plant *plant = checking->plant;
    size_t count = 0;
    const struct s7_plant_connection **paired =
        s7_storage_array(&checking->scratch, plant->connection_count, sizeof *paired);
    for (size_t i = 0; paired && i < plant->connection_count; i++)
        if (plant->connections[i].tsap_from.length && plant->connections[i].tsap_to.length)
            paired[count++] = &plant->connections[i];
    if (count > 1)
        qsort(paired, count, sizeof *paired, compare);
    for (size_t i = 1; i < count; i++)
        if (compare_pair(paired[i - 1], paired[i]) == 0)
            s7_checking_on_connection(checking, S7R_PAIR, paired[i], "%s (line %u) has %s and %s, too",
                                      paired[i - 1]->id, (unsigned)paired[i - 1]->mark.line,
                                      paired[i]->tsap_from.text, paired[i]->tsap_to.text);
}

void s7_check_tsap(struct s7_checking *checking)
{
    const struct s7_plant *plant = checking->plant;
    for (size_t i = 0; i < plant->connection_count; i++) {
        check_place(checking, &plant->connections[i]);
        check_class(checking, &plant->connections[i]);
        check_host(checking, &plant->connections[i]);
    }
    check_pairs(checking);
}
