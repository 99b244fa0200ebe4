/* SPDX-License-Identifier: MIT */
#include "plant/plant.h"

#include <stdlib.h>
#include <string.h>

#include "plant/storage.h"

void s7_plant_free(struct s7_plant *plant)
{
    if (!plant)
        return;
    s7_storage_free(plant->storage);
    free(plant->storage);
    free(plant);
}

const struct s7_plant_cpu *s7_plant_find_cpu(const struct s7_plant *plant, const char *name)
{
    for (size_t i = 0; i < plant->cpu_count; i++)
        if (strcmp(plant->cpus[i].name, name) == 0)
            return &plant->cpus[i];
    for (size_t i = 0; i < plant->host_count; i++)
        if (strcmp(plant->hosts[i].name, name) == 0)
            return &plant->hosts[i];
    return NULL;
}

const struct s7_plant_connection *s7_plant_find_connection(const struct s7_plant *plant, const char *id)
{
    for (size_t i = 0; i < plant->connection_count; i++)
        if (strcmp(plant->connections[i].id, id) == 0)
            return &plant->connections[i];
    return NULL;
}

static int compare_number(const void *number, const void *db)
{
    const uint16_t *wanted = number;
    return (int)*wanted - (int)((const struct s7_plant_db *)db)->number;
}

const struct s7_plant_db *s7_plant_find_db(const struct s7_plant_cpu *cpu, uint16_t number)
{
    if (cpu->db_count == 0)
        return NULL;
    return bsearch(&number, cpu->dbs, cpu->db_count, sizeof *cpu->dbs, compare_number);
}
