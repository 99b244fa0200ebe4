/* SPDX-License-Identifier: MIT */
#include "register/match.h"

#include <stdlib.h>
#include <string.h>

#include "plant/net.h"
#include "register/budget.h"

struct s7_match_place {
    const char *host;
    struct s7_net net; /**< of a numeric address */
    uint16_t port;
    const struct s7_plant_cpu *cpu;
    size_t order; /**< own addresses come before second ones */
};

static int compare_texts(const char *one, const char *other)
{
    for (;; one++, other++) {
        char left = *one >= 'A' && *one <= 'Z' ? (char)(*one + 32) : *one;
        char right = *other >= 'A' && *other <= 'Z' ? (char)(*other + 32) : *other;
        if (left != right || !left)
            return left < right ? -1 : left > right;
    }
}

/** Numeric addresses by their octets, names by their letters. */
static int compare_hosts(const struct s7_match_place *one, const struct s7_match_place *other)
{
    if (!one->net.bits != !other->net.bits)
        return one->net.bits ? -1 : 1;
    if (!one->net.bits)
        return compare_texts(one->host, other->host);
    int order = one->net.bits < other->net.bits ? -1 : one->net.bits > other->net.bits;
    return order ? order : memcmp(one->net.octets, other->net.octets, sizeof one->net.octets);
}

static int compare_places(const void *a, const void *b)
{
    const struct s7_match_place *left = a;
    const struct s7_match_place *right = b;
    int order = compare_hosts(left, right);
    return order ? order : left->order < right->order ? -1 : left->order > right->order;
}

static void add(struct s7_match_index *index, const char *host, uint16_t port, const struct s7_plant_cpu *cpu)
{
    if (host && host[0])
        index->places[index->count] = (struct s7_match_place){host, s7_net_of(host), port, cpu, index->count};
    index->count += host && host[0];
}

/** Many connections say the same address of the same partner. */
static void drop_doubles(struct s7_match_index *index)
{
    size_t kept = 0;
    for (size_t i = 0; i < index->count; i++) {
        const struct s7_match_place *place = &index->places[i], *last = kept ? &index->places[kept - 1] : NULL;
        bool same =
            last && last->cpu == place->cpu && last->port == place->port && compare_hosts(last, place) == 0;
        if (!same)
            index->places[kept++] = *place;
    }
    index->count = kept;
}

bool s7_match_index_make(const struct s7_plant *plant, struct s7_storage *storage,
                         struct s7_match_index *ret_index)
{
    size_t most = plant->cpu_count + plant->host_count + 2 * plant->connection_count;
    struct s7_match_index index = {s7_storage_array(storage, most + 1, sizeof *index.places), 0};
    if (!index.places)
        return false;
    for (size_t i = 0; i < plant->cpu_count; i++)
        add(&index, plant->cpus[i].host, plant->cpus[i].port, &plant->cpus[i]);
    for (size_t i = 0; i < plant->host_count; i++)
        add(&index, plant->hosts[i].host, plant->hosts[i].port, &plant->hosts[i]);
    for (size_t i = 0; i < plant->connection_count; i++) {
        const struct s7_plant_connection *connection = &plant->connections[i];
        add(&index, connection->second_address.host, connection->second_address.port, connection->to);
        add(&index, connection->source_address, connection->from->port, connection->from);
    }
    if (index.count > 1)
        qsort(index.places, index.count, sizeof *index.places, compare_places);
    drop_doubles(&index);
    *ret_index = index;
    return true;
}

const struct s7_plant_cpu *s7_match_partner(const struct s7_match_index *index, const char *host, uint16_t port)
{
    const struct s7_match_place wanted = {.host = host, .net = s7_net_of(host)};
    size_t low = 0, high = index->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_hosts(&index->places[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < index->count && compare_hosts(&index->places[low], &wanted) == 0; low++)
        if (port == 0 || index->places[low].port == port)
            return index->places[low].cpu;
    return NULL;
}

const struct s7_plant_cpu *s7_match_seen(const struct s7_match_index *index, const struct s7_plant_cpu *seen)
{
    const struct s7_plant_cpu *found = s7_match_partner(index, seen->host, seen->port);
    return found || !seen->is_host ? found : s7_match_partner(index, seen->host, 0);
}

struct s7_plant_tsap s7_match_called(const struct s7_plant_connection *connection)
{
    static const uint8_t classes[] = {
        [S7_PLANT_CLASS_PG] = 1, [S7_PLANT_CLASS_OP] = 2, [S7_PLANT_CLASS_BASIC] = 3};
    struct s7_plant_tsap tsap = connection->tsap_to;
    if (tsap.length)
        return tsap;
    tsap.octets[0] = classes[s7_register_class_of(connection)];
    tsap.octets[1] = (uint8_t)(connection->to->rack << 5 | connection->to->slot);
    tsap.length = 2;
    return tsap;
}

bool s7_match_service(enum s7_plant_service declared, enum s7_plant_service seen)
{
    static const bool halves[] = {[S7_PLANT_SERVICE_PUT_GET] = true,
                                  [S7_PLANT_SERVICE_GET] = true,
                                  [S7_PLANT_SERVICE_PUT] = true,
                                  [S7_PLANT_SERVICE_OTHER] = false};
    return declared == seen || declared == S7_PLANT_SERVICE_OTHER || (halves[declared] && halves[seen]);
}

s7_time s7_match_cycle(const struct s7_plant_connection *connection)
{
    s7_time cycle = connection->rate_cycle;
    for (size_t i = 0; i < connection->job_count; i++)
        if (!cycle || connection->jobs[i].every < cycle)
            cycle = connection->jobs[i].every;
    return cycle;
}

unsigned s7_match_functions(const struct s7_plant_connection *declared)
{
    enum {
        LOOK = S7_PLANT_FUNCTION_SZL | S7_PLANT_FUNCTION_CLOCK | S7_PLANT_FUNCTION_PASSWORD |
               S7_PLANT_FUNCTION_MESSAGES | S7_PLANT_FUNCTION_CYCLIC
    };
    static const struct {
        enum s7_plant_service service;
        unsigned functions;
    } rows[] = {{S7_PLANT_SERVICE_HMI, LOOK},
                {S7_PLANT_SERVICE_PG, ~0U},
                {S7_PLANT_SERVICE_S7PLUS, ~0U},
                {S7_PLANT_SERVICE_BSEND, S7_PLANT_FUNCTION_BSEND},
                {S7_PLANT_SERVICE_USEND, S7_PLANT_FUNCTION_BSEND}};
    for (size_t i = 0; !declared->functions && i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].service == declared->service)
            return rows[i].functions;
    return declared->functions;
}
