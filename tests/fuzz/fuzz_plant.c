/* SPDX-License-Identifier: MIT
 *
 * Whole plant files: either a plant, or at least one error with a place, in the order of the file.
 */
#include <string.h>

#include "fuzz.h"
#include "plant/plant.h"

struct seen {
    size_t error_count;
    struct s7_plant_mark last;
};

static void look(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark, const char *message)
{
    struct seen *seen = user;
    FUZZ_CHECK(mark.line >= 1 && mark.column >= 1 && message[0]);
    FUZZ_CHECK(mark.line > seen->last.line ||
               (mark.line == seen->last.line && mark.column >= seen->last.column));
    seen->last = mark;
    seen->error_count += severity == S7_PLANT_ERROR;
}

static void check_job(const struct s7_plant_job *job)
{
    FUZZ_CHECK(job->area_count >= 1 && job->area_count <= S7_PLANT_JOB_AREAS && job->every > 0);
    for (size_t i = 0; i < job->area_count; i++)
        FUZZ_CHECK(job->local[i].bit_count > 0 && job->local[i].bit_count == job->remote[i].bit_count);
}

static void check_cpu(const struct s7_plant *plant, const struct s7_plant_cpu *cpu)
{
    FUZZ_CHECK(cpu->name && cpu->host && cpu->port && cpu->profile && cpu->resources_total);
    FUZZ_CHECK(s7_plant_find_cpu(plant, cpu->name) == cpu);
    for (size_t i = 0; i < cpu->db_count; i++)
        FUZZ_CHECK(s7_plant_find_db(cpu, cpu->dbs[i].number) == &cpu->dbs[i] && cpu->dbs[i].name);
    for (size_t i = 0; i < cpu->simulation_count; i++)
        FUZZ_CHECK(cpu->simulations[i].tag.count && cpu->simulations[i].period > 0 &&
                   cpu->simulations[i].min <= cpu->simulations[i].max);
}

static void check_plant(const struct s7_plant *plant)
{
    FUZZ_CHECK(plant->name && plant->name[0]);
    for (size_t i = 0; i < plant->zone_count; i++)
        for (size_t k = 0; k < plant->zones[i].net_count; k++)
            FUZZ_CHECK(strchr(plant->zones[i].nets[k], '/'));
    for (size_t i = 0; i < plant->cpu_count; i++)
        check_cpu(plant, &plant->cpus[i]);
    for (size_t i = 0; i < plant->connection_count; i++) {
        const struct s7_plant_connection *connection = &plant->connections[i];
        FUZZ_CHECK(connection->from && connection->to && connection->from != connection->to);
        FUZZ_CHECK(connection->owner && connection->purpose);
        for (size_t k = 0; k < connection->job_count; k++)
            check_job(&connection->jobs[k]);
    }
}

void fuzz_one(const uint8_t *octets, size_t size)
{
    struct seen seen = {.error_count = 0};
    struct s7_plant *plant = NULL;
    int error = s7_plant_load((const char *)octets, size, look, &seen, &plant);
    FUZZ_CHECK(error == S7_OK || error == S7_ERR_LOCAL_FILE || error == S7_ERR_LOCAL_MEMORY);
    FUZZ_CHECK((error == S7_ERR_LOCAL_FILE) == (seen.error_count > 0));
    FUZZ_CHECK((error == S7_OK) == (plant != NULL));
    if (plant)
        check_plant(plant);
    s7_plant_free(plant);
}
