/* SPDX-License-Identifier: MIT
 *
 * discover_members.c — who took part: one member for every address and port that serves, and for every client.
 *
 * A client that is served as well is that CPU; where several serve at its address, the one at port 102.
 */
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#include "capture/discover_model.h"

enum { PORT_S7 = 102 };

/** A partner of the known plant with a numeric address. */
struct known {
    struct s7_station station;
    const struct s7_plant_cpu *cpu;
};

struct knowns {
    struct known *rows;
    size_t count;
};

static int compare_knowns(const void *one, const void *other)
{
    const struct known *a = one;
    const struct known *b = other;
    return s7_station_compare(&a->station, &b->station);
}

static void add_known(struct knowns *knowns, const struct s7_plant_cpu *cpu)
{
    struct known known = {.station = {.port = cpu->port, .version = 4}, .cpu = cpu};
    if (inet_pton(AF_INET, cpu->host, known.station.address) != 1) {
        known.station.version = 6;
        if (inet_pton(AF_INET6, cpu->host, known.station.address) != 1)
            return;
    }
    knowns->rows[knowns->count++] = known;
}

static int read_known(struct knowns *knowns, const struct s7_plant *plant)
{
    if (!plant)
        return S7_OK;
    knowns->rows = calloc(plant->cpu_count + plant->host_count + 1, sizeof *knowns->rows);
    if (!knowns->rows)
        return S7_ERR_LOCAL_MEMORY;
    for (size_t i = 0; i < plant->cpu_count; i++)
        add_known(knowns, &plant->cpus[i]);
    for (size_t i = 0; i < plant->host_count; i++)
        add_known(knowns, &plant->hosts[i]);
    qsort(knowns->rows, knowns->count, sizeof *knowns->rows, compare_knowns);
    return S7_OK;
}

/** The one at this port; of a client, whose port says nothing, the one at port 102, else the first. */
static const struct s7_plant_cpu *find_known(const struct knowns *knowns, const struct s7_station *station)
{
    struct s7_station begin = *station;
    begin.port = 0;
    size_t low = 0;
    for (size_t high = knowns->count; low < high;) {
        size_t middle = low + (high - low) / 2;
        if (s7_station_compare(&knowns->rows[middle].station, &begin) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    const struct s7_plant_cpu *found = NULL;
    uint16_t wanted = station->port ? station->port : PORT_S7;
    for (; low < knowns->count && s7_station_same_host(&knowns->rows[low].station, station); low++) {
        if (knowns->rows[low].station.port == wanted)
            return knowns->rows[low].cpu;
        if (!found && !station->port)
            found = knowns->rows[low].cpu;
    }
    return found;
}

static int compare_members(const void *one, const void *other)
{
    const struct s7_discover_member *a = one;
    const struct s7_discover_member *b = other;
    return s7_station_compare(&a->station, &b->station);
}

static void add_station(struct s7_discover_model *model, const struct s7_station *station, uint16_t port)
{
    struct s7_discover_member *member = &model->members[model->member_count++];
    *member = (struct s7_discover_member){.station = *station, .data = s7_access_set_new()};
    member->station.port = port;
}

/** Equal ones once, and no client at an address that serves. */
static void drop_doubles(struct s7_discover_model *model)
{
    size_t kept = 0;
    for (size_t i = 0; i < model->member_count; i++) {
        const struct s7_discover_member *member = &model->members[i];
        struct s7_discover_member *last = kept ? &model->members[kept - 1] : NULL;
        if (last && s7_station_same_host(&last->station, &member->station) &&
            (last->station.port == 0 || last->station.port == member->station.port))
            *last = *member;
        else
            model->members[kept++] = *member;
    }
    model->member_count = kept;
}

size_t s7_discover_member_of(const struct s7_discover_model *model, const struct s7_station *station)
{
    struct s7_station begin = *station;
    begin.port = 0;
    size_t low = 0;
    for (size_t high = model->member_count; low < high;) {
        size_t middle = low + (high - low) / 2;
        if (s7_station_compare(&model->members[middle].station, &begin) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    size_t found = SIZE_MAX;
    uint16_t wanted = station->port ? station->port : PORT_S7;
    for (; low < model->member_count && s7_station_same_host(&model->members[low].station, station); low++) {
        if (model->members[low].station.port == wanted)
            return low;
        if (found == SIZE_MAX && !station->port)
            found = low;
    }
    return found;
}

int s7_discover_meet(struct s7_discover_model *model)
{
    struct knowns knowns = {.rows = NULL};
    model->members = calloc(2 * model->link_count + 1, sizeof *model->members);
    if (!model->members || read_known(&knowns, model->config->redact ? NULL : model->config->known))
        return S7_ERR_LOCAL_MEMORY;
    for (size_t i = 0; i < model->link_count; i++) {
        add_station(model, &model->links[i].named->client, 0);
        add_station(model, &model->links[i].named->server, model->links[i].named->server.port);
    }
    qsort(model->members, model->member_count, sizeof *model->members, compare_members);
    drop_doubles(model);
    for (size_t i = 0; i < model->member_count; i++) {
        struct s7_discover_member *member = &model->members[i];
        member->known = find_known(&knowns, &member->station);
        member->is_host = member->known ? member->known->is_host : member->station.port == 0;
    }
    for (size_t i = 0; i < model->link_count; i++) {
        struct s7_discover_link *link = &model->links[i];
        struct s7_station client = link->named->client;
        client.port = 0;
        link->from = s7_discover_member_of(model, &client);
        link->to = s7_discover_member_of(model, &link->named->server);
    }
    free(knowns.rows);
    return S7_OK;
}
