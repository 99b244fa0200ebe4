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

static void check_texts(const struct s7_plant_texts *texts)
{
    for (size_t i = 0; i < texts->count; i++)
        FUZZ_CHECK(texts->lines[i][0]);
}

static void check_resources(const struct s7_plant_cpu *cpu)
{
    const struct s7_plant_class *classes[] = {&cpu->pg, &cpu->op, &cpu->basic};
    unsigned reserved = 0;
    for (size_t i = 0; i < 3; i++) {
        reserved += classes[i]->reserved;
        FUZZ_CHECK(classes[i]->most == 0 || classes[i]->reserved <= classes[i]->most);
    }
    FUZZ_CHECK(reserved <= cpu->resources_total);
}

static void check_faults(const struct s7_plant_cpu *cpu)
{
    for (size_t i = 0; i < cpu->fault_count; i++)
        FUZZ_CHECK(cpu->faults[i].name && cpu->faults[i].kind <= S7_PLANT_FAULT_TRICKLE &&
                   (cpu->faults[i].db == 0 || s7_plant_find_db(cpu, cpu->faults[i].db)));
    for (size_t i = 0; i < cpu->alarm_count; i++)
        FUZZ_CHECK(cpu->alarms[i].tag.count == 1 && cpu->alarms[i].text[0]);
}

static void check_cpu(const struct s7_plant *plant, const struct s7_plant_cpu *cpu, bool is_host)
{
    FUZZ_CHECK(cpu->name && cpu->host && cpu->port && cpu->profile && cpu->resources_total);
    FUZZ_CHECK(cpu->is_host == is_host && cpu->profile->name && cpu->profile->display);
    check_texts(&cpu->evidence);
    check_resources(cpu);
    check_faults(cpu);
    for (size_t i = 0; i < cpu->tag_count; i++)
        FUZZ_CHECK(cpu->tags[i].tag.count && cpu->tags[i].unit && cpu->tags[i].comment);
    for (size_t i = 0; i < cpu->program_write_count; i++)
        FUZZ_CHECK(cpu->program_writes[i].bit_count);
    FUZZ_CHECK(s7_plant_find_cpu(plant, cpu->name) == cpu);
    for (size_t i = 0; i < cpu->db_count; i++)
        FUZZ_CHECK(s7_plant_find_db(cpu, cpu->dbs[i].number) == &cpu->dbs[i] && cpu->dbs[i].name);
    for (size_t i = 0; i < cpu->simulation_count; i++)
        FUZZ_CHECK(cpu->simulations[i].tag.count && cpu->simulations[i].period > 0 &&
                   cpu->simulations[i].min <= cpu->simulations[i].max);
}

static void check_connection(const struct s7_plant_connection *connection)
{
    FUZZ_CHECK(connection->from && connection->to && connection->from != connection->to);
    FUZZ_CHECK(connection->owner && connection->purpose && connection->on_loss && connection->change_ticket);
    FUZZ_CHECK(connection->tsap_from.length <= S7_PLANT_TSAP_OCTETS &&
               connection->tsap_to.length <= S7_PLANT_TSAP_OCTETS);
    FUZZ_CHECK(connection->review_by.month <= 12 && connection->expires.day <= 31);
    FUZZ_CHECK(connection->job_count == 0 || connection->service <= S7_PLANT_SERVICE_PUT);
    FUZZ_CHECK(connection->rate_most.count == 0 || connection->rate_most.per > 0);
    check_texts(&connection->via);
    check_texts(&connection->evidence);
    for (size_t k = 0; k < connection->job_count; k++)
        check_job(&connection->jobs[k]);
}

static void check_plant(const struct s7_plant *plant)
{
    FUZZ_CHECK(plant->name && plant->name[0]);
    for (size_t i = 0; i < plant->zone_count; i++)
        for (size_t k = 0; k < plant->zones[i].net_count; k++)
            FUZZ_CHECK(strchr(plant->zones[i].nets[k], '/'));
    for (size_t i = 0; i < plant->conduit_count; i++)
        FUZZ_CHECK(plant->conduits[i].between[0] && plant->conduits[i].between[1] && plant->conduits[i].guard);
    for (size_t i = 0; i < plant->cpu_count; i++)
        check_cpu(plant, &plant->cpus[i], false);
    for (size_t i = 0; i < plant->host_count; i++)
        check_cpu(plant, &plant->hosts[i], true);
    for (size_t i = 0; i < plant->connection_count; i++)
        check_connection(&plant->connections[i]);
    for (size_t i = 0; i < plant->exception_count; i++)
        FUZZ_CHECK(plant->exceptions[i].check[0] && plant->exceptions[i].on[0] &&
                   plant->exceptions[i].until.year);
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
