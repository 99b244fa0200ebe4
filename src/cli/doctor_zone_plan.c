/* SPDX-License-Identifier: MIT
 *
 * doctor_zone_plan.c — what is to be tried from a zone.
 */
#include <stdlib.h>

#include "cli/doctor_zone.h"

static const struct s7_plant_cpu *target_at(const struct s7_plant *plant, size_t index)
{
    return index < plant->cpu_count ? &plant->cpus[index] : &plant->hosts[index - plant->cpu_count];
}

bool s7_zone_is_tried(const struct s7_path *path)
{
    return path->expectation == S7_PATH_REQUIRED || path->expectation == S7_PATH_FORBIDDEN;
}

/* ---- one trial --------------------------------------------------------------------------------------------------- */

/* How far the partner's own use of it goes; what S7CommPlus and others speak is not examined. */
static enum s7_doctor_check last_check(enum s7_plant_service service)
{
    switch (service) {
    case S7_PLANT_SERVICE_PUT_GET:
    case S7_PLANT_SERVICE_GET:
    case S7_PLANT_SERVICE_PUT:
        return (enum s7_doctor_check)(S7_CHECK_COUNT - 1);
    case S7_PLANT_SERVICE_BSEND:
    case S7_PLANT_SERVICE_USEND:
    case S7_PLANT_SERVICE_HMI:
    case S7_PLANT_SERVICE_PG:
        return S7_CHECK_SETUP;
    case S7_PLANT_SERVICE_S7PLUS:
    case S7_PLANT_SERVICE_OTHER:
        break;
    }
    return S7_CHECK_TCP;
}

/* The control is this command's own: it must know more of it than whether anything came back. */
static void take_control(struct s7_zone_trial *trial)
{
    const struct s7_plant_place *reference = &trial->path.to->reference;
    trial->subject.config.control_host = NULL;
    trial->subject.config.control_port = 0;
    trial->proof = (struct s7_zone_proof){
        .result = S7_ZONE_CONTROL_NONE, .host = reference->host, .port = reference->port};
    if (reference->host)
        trial->proof.result = S7_ZONE_CONTROL_SPARED;
}

static bool prepare(struct s7_zone_trial *trial, const struct s7_doctor_choice *choice)
{
    const struct s7_plant_connection *connection = trial->connection;
    if (!s7_subject_make(&trial->subject, trial->path.to, connection, choice))
        return false;
    struct s7_doctor_config *config = &trial->subject.config;
    config->last = connection ? last_check(connection->service) : S7_CHECK_TCP;
    if (!connection)
        take_control(trial);
    return true;
}

/* ---- all of them ------------------------------------------------------------------------------------------------- */

/* Trials of one path; with a list they are written there. */
static size_t put_path(const struct s7_plant *plant, const struct s7_path *path, struct s7_zone_trial *list)
{
    size_t count = 0;
    for (size_t i = 0; i < plant->connection_count; i++)
        if (s7_path_carries(plant, path, &plant->connections[i])) {
            if (list)
                list[count] = (struct s7_zone_trial){.path = *path, .connection = &plant->connections[i]};
            count++;
        }
    if (count)
        return count;
    if (list)
        list[0] = (struct s7_zone_trial){.path = *path};
    return 1;
}

static size_t put_all(const struct s7_plant *plant, const struct s7_plant_zone *zone,
                      struct s7_zone_trial *list)
{
    size_t count = 0;
    for (size_t i = 0; i < plant->cpu_count + plant->host_count; i++) {
        const struct s7_plant_cpu *target = target_at(plant, i);
        if (!s7_path_has_target(plant, target))
            continue;
        const struct s7_path path = s7_path_expect(plant, zone, target);
        count += put_path(plant, &path, list ? &list[count] : NULL);
    }
    return count;
}

bool s7_zone_run_plan(const struct s7_plant *plant, const struct s7_plant_zone *zone,
                      const struct s7_doctor_choice *choice, struct s7_zone_run *ret_run)
{
    size_t count = put_all(plant, zone, NULL);
    *ret_run = (struct s7_zone_run){.plant = plant, .zone = zone};
    ret_run->trials = calloc(count ? count : 1, sizeof *ret_run->trials);
    if (!ret_run->trials)
        return false;
    ret_run->count = put_all(plant, zone, ret_run->trials);
    for (size_t i = 0; i < ret_run->count; i++)
        if (!prepare(&ret_run->trials[i], choice))
            return false;
    return true;
}

void s7_zone_run_free(struct s7_zone_run *run)
{
    for (size_t i = 0; i < run->count; i++) {
        free(run->trials[i].subject.areas);
        free(run->trials[i].diagnosis);
    }
    free(run->trials);
}

/* ---- counting ---------------------------------------------------------------------------------------------------- */

size_t s7_zone_count(const struct s7_zone_run *run, enum s7_zone_verdict verdict)
{
    size_t count = 0;
    for (size_t i = 0; i < run->done; i++)
        count += run->trials[i].verdict == verdict;
    return count;
}

static bool has_connected(const struct s7_zone_trial *trial, uint16_t port)
{
    if (trial->proof.result >= S7_ZONE_CONTROL_NEAR && trial->proof.port == port)
        return true;
    if (!trial->diagnosis || trial->subject.config.port != port)
        return false;
    enum s7_verdict verdict = trial->diagnosis->steps[S7_CHECK_TCP].verdict;
    return verdict == S7_VERDICT_OK || verdict == S7_VERDICT_WARN;
}

bool s7_zone_port_connected(const struct s7_zone_run *run, size_t number)
{
    const uint16_t port = run->trials[number].subject.config.port;
    for (size_t i = 0; i <= number; i++)
        if (has_connected(&run->trials[i], port))
            return true;
    return false;
}

struct s7_doctor_budget s7_zone_budget(const struct s7_zone_run *run)
{
    struct s7_doctor_budget sum = {0};
    for (size_t i = 0; i < run->count; i++) {
        if (!run->trials[i].diagnosis)
            continue;
        const struct s7_doctor_budget *budget = &run->trials[i].diagnosis->budget;
        sum.connections += budget->connections;
        sum.telegrams += budget->telegrams;
        sum.pings += budget->pings;
        if (budget->most_open > sum.most_open)
            sum.most_open = budget->most_open;
    }
    return sum;
}
