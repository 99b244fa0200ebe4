/* SPDX-License-Identifier: MIT */
#include "capture/census.h"

#include <stdlib.h>
#include <string.h>

enum { TABLE_SIZE = 2 * S7_CENSUS_CLIENTS };

/* A place by hashes: that two of them are the same makes a scan one place smaller, no more. */
struct place {
    uint32_t host;
    uint32_t whole; /* with port and TSAP */
    bool used;
};

struct client {
    struct s7_station station;
    struct place *places; /* S7_CENSUS_PLACES of them */
    size_t count;
    uint64_t more; /* tries of places that had no room, without use */
};

void s7_census_init(struct s7_census *census)
{
    *census = (struct s7_census){.own.limit = S7_CENSUS_CLIENTS * sizeof(struct client)};
}

static struct client *client_at(const struct s7_census *census, size_t index)
{
    return (struct client *)census->clients.at + index;
}

void s7_census_free(struct s7_census *census)
{
    for (size_t i = 0; i < census->count; i++)
        free(client_at(census, i)->places);
    s7_budget_free(&census->own, &census->clients, sizeof(struct client));
    free(census->places);
    s7_census_init(census);
}

static uint32_t hash_of(uint32_t hash, const void *octets, size_t size)
{
    const uint8_t *at = octets;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ at[i]) * 0x01000193U; /* FNV-1a */
    return hash;
}

static uint32_t hash_of_host(const struct s7_station *station)
{
    uint32_t hash = hash_of(0x811C9DC5U, station->address, sizeof station->address);
    return hash ^ hash >> 15;
}

static uint16_t *place_of_client(const struct s7_census *census, const struct s7_station *station)
{
    size_t at = hash_of_host(station) % TABLE_SIZE;
    while (census->places[at] &&
           !s7_station_same_host(&client_at(census, census->places[at] - 1U)->station, station))
        at = (at + 1) % TABLE_SIZE;
    return &census->places[at];
}

static struct client *add_client(struct s7_census *census, const struct s7_station *station)
{
    if (census->count == S7_CENSUS_CLIENTS ||
        !s7_budget_grow(&census->own, &census->clients, census->count + 1, sizeof(struct client)))
        return NULL;
    struct client *client = client_at(census, census->count);
    *client = (struct client){.station = *station, .places = calloc(S7_CENSUS_PLACES, sizeof *client->places)};
    if (!client->places)
        return NULL;
    *place_of_client(census, station) = (uint16_t)++census->count;
    return client;
}

static struct client *find_client(struct s7_census *census, const struct s7_station *station)
{
    if (!census->places)
        census->places = calloc(TABLE_SIZE, sizeof *census->places);
    if (!census->places)
        return NULL;
    uint16_t index = *place_of_client(census, station);
    return index ? client_at(census, index - 1U) : add_client(census, station);
}

static struct place place_of(const struct s7_station *server, const struct s7_tsap *called)
{
    struct place place = {.host = hash_of_host(server)};
    place.whole =
        hash_of(hash_of(place.host, &server->port, sizeof server->port), called->octets, called->size);
    return place;
}

void s7_census_count(struct s7_census *census, const struct s7_station *client, const struct s7_station *server,
                     const struct s7_tsap *called, bool used)
{
    struct client *of = find_client(census, client);
    if (!of)
        return;
    const struct place place = place_of(server, called);
    size_t i = 0;
    while (i < of->count && of->places[i].whole != place.whole)
        i++;
    if (i == S7_CENSUS_PLACES) {
        of->more += !used;
        return;
    }
    if (i == of->count)
        of->places[of->count++] = place;
    of->places[i].used |= used;
}

static bool host_before(const struct client *client, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (!client->places[i].used && client->places[i].host == client->places[index].host)
            return true;
    return false;
}

uint64_t s7_census_scan(const struct s7_census *census, const struct s7_station *client)
{
    uint16_t index = census->places ? *place_of_client(census, client) : 0;
    if (!index)
        return 0;
    const struct client *of = client_at(census, index - 1U);
    size_t places = 0, hosts = 0;
    for (size_t i = 0; i < of->count; i++) {
        places += !of->places[i].used;
        hosts += !of->places[i].used && !host_before(of, i);
    }
    bool many = hosts >= S7_CENSUS_HOSTS_MANY || places >= hosts + S7_CENSUS_TSAPS_MANY - 1;
    return many && places > 0 ? places + of->more : 0;
}
