/* SPDX-License-Identifier: MIT */
#include "register/place.h"

#include <stdlib.h>

struct s7_place {
    struct s7_plant_mark mark;
    enum s7_register_object object;
    const char *name;
};

struct filling {
    struct s7_place *places;
    size_t count;
};

static void add(struct filling *to, struct s7_plant_mark mark, enum s7_register_object object, const char *name)
{
    to->places[to->count++] = (struct s7_place){mark, object, name};
}

static void add_all(struct filling *to, const struct s7_plant *plant)
{
    for (size_t i = 0; i < plant->profile_count; i++)
        add(to, plant->profiles[i].mark, S7_REGISTER_PROFILE, plant->profiles[i].name);
    for (size_t i = 0; i < plant->zone_count; i++)
        add(to, plant->zones[i].mark, S7_REGISTER_ZONE, plant->zones[i].name);
    for (size_t i = 0; i < plant->conduit_count; i++)
        add(to, plant->conduits[i].mark, S7_REGISTER_CONDUIT, plant->conduits[i].name);
    for (size_t i = 0; i < plant->host_count; i++)
        add(to, plant->hosts[i].mark, S7_REGISTER_HOST, plant->hosts[i].name);
    for (size_t i = 0; i < plant->cpu_count; i++)
        add(to, plant->cpus[i].mark, S7_REGISTER_CPU, plant->cpus[i].name);
    for (size_t i = 0; i < plant->connection_count; i++)
        add(to, plant->connections[i].mark, S7_REGISTER_CONNECTION, plant->connections[i].id);
    for (size_t i = 0; i < plant->exception_count; i++)
        add(to, plant->exceptions[i].mark, S7_REGISTER_EXCEPTION, plant->exceptions[i].check);
}

static int compare(const void *one, const void *other)
{
    const struct s7_plant_mark a = ((const struct s7_place *)one)->mark;
    const struct s7_plant_mark b = ((const struct s7_place *)other)->mark;
    if (a.line != b.line)
        return a.line < b.line ? -1 : 1;
    return a.column < b.column ? -1 : a.column > b.column;
}

struct s7_places s7_places_of(const struct s7_plant *plant, struct s7_storage *storage)
{
    size_t most = plant->profile_count + plant->zone_count + plant->conduit_count + plant->host_count +
                  plant->cpu_count + plant->connection_count + plant->exception_count;
    struct filling filling = {.places = s7_storage_array(storage, most, sizeof(struct s7_place))};
    if (!filling.places)
        return (struct s7_places){.places = NULL};
    add_all(&filling, plant);
    if (filling.count > 1)
        qsort(filling.places, filling.count, sizeof *filling.places, compare);
    return (struct s7_places){filling.places, filling.count};
}

void s7_places_find(const struct s7_places *places, struct s7_plant_mark mark,
                    enum s7_register_object *ret_object, const char **ret_name)
{
    const struct s7_place wanted = {.mark = mark};
    size_t low = 0, high = places->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare(&places->places[middle], &wanted) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return;
    *ret_object = places->places[low - 1].object;
    *ret_name = places->places[low - 1].name;
}
