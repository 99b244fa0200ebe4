/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "register/picture.h"
#include "value/range.h"

static int add_ranges(struct s7_access_set *set, const struct s7_range *ranges, size_t count)
{
    int result = S7_OK;
    for (size_t i = 0; i < count && result == S7_OK; i++)
        result = s7_access_set_add(set, &ranges[i]);
    return result;
}

static int add_connections(struct s7_access_set *set, const struct s7_plant *plant,
                           const struct s7_plant_cpu *cpu)
{
    int result = S7_OK;
    for (size_t i = 0; i < plant->connection_count && result == S7_OK; i++) {
        const struct s7_plant_connection *connection = &plant->connections[i];
        if (connection->to == cpu) {
            result = s7_register_writes(connection, set);
            result = result == S7_OK ? s7_register_reads(connection, set) : result;
        }
        if (connection->from == cpu && result == S7_OK) {
            result = s7_register_local_writes(connection, set);
            result = result == S7_OK ? s7_register_local_reads(connection, set) : result;
        }
    }
    return result;
}

static int add_own(struct s7_access_set *set, const struct s7_plant_cpu *cpu)
{
    int result = add_ranges(set, cpu->program_writes, cpu->program_write_count);
    for (size_t i = 0; i < cpu->simulation_count && result == S7_OK; i++)
        result = s7_access_set_add(set, &cpu->simulations[i].tag.range);
    for (size_t i = 0; i < cpu->db_count && result == S7_OK; i++) {
        const struct s7_range first = {.area = S7_AREA_DB, .db = cpu->dbs[i].number, .bit_count = 1};
        result = s7_access_set_add(set, &first); /* a DB without octets is there, too */
    }
    return result;
}

int s7_picture_areas(const struct s7_plant *plant, const struct s7_plant_cpu *cpu, struct s7_range **ret_areas,
                     size_t *ret_count)
{
    struct s7_access_set set = s7_access_set_new();
    int result = add_connections(&set, plant, cpu);
    size_t count = 0;
    if (result == S7_OK)
        result = add_own(&set, cpu);
    if (result != S7_OK) {
        s7_access_set_free(&set);
        return result;
    }
    for (size_t i = 0; i < set.range_count; i++) {
        if (i && s7_range_same_area(&set.ranges[i], &set.ranges[i - 1]))
            continue;
        set.ranges[count++] = (struct s7_range){.area = set.ranges[i].area, .db = set.ranges[i].db};
    }
    *ret_areas = set.ranges; /* the set is on the heap and ends here */
    *ret_count = count;
    return S7_OK;
}
