/* SPDX-License-Identifier: MIT
 *
 * check_load.c — how often a CPU is asked, and whether it can answer that often.
 */
#include <string.h>

#include "register/checking.h"
#include "value/range.h"

enum { BUSY_PERCENT = 60, PANEL_LEAST_MS = 100 };

/** Time for one answer, 0: nobody knows. */
static s7_time answer_time(const struct s7_profile *profile)
{
    static const struct {
        const char *family;
        s7_time time;
    } rows[] = {
#define S7_ANSWER_TIME(name, microseconds) {name, (microseconds) * (S7_SECOND / 1000000)},
#include "register/defs/answer_time.def"
#undef S7_ANSWER_TIME
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (strcmp(rows[i].family, profile->family) == 0)
            return rows[i].time;
    return 0;
}

static uint16_t pdu_length_of(const struct s7_plant_connection *connection)
{
    uint32_t asked =
        connection->pdu_length ? connection->pdu_length : connection->from->profile->pdu_length.value;
    uint32_t most = connection->to->profile->pdu_length.value;
    return (uint16_t)(asked < most ? asked : most);
}

/** Requests of one call: as many as its octets need. */
static unsigned request_count(const struct s7_plant_connection *connection, const struct s7_plant_job *job)
{
    uint16_t pdu = pdu_length_of(connection);
    size_t size = 0;
    size_t most = job->kind == S7_PLANT_PUT ? s7_profile_put_size(pdu, job->area_count)
                                            : s7_profile_get_size(pdu, job->area_count);
    for (size_t i = 0; i < job->area_count; i++)
        size += s7_range_size(&job->remote[i]);
    return most && size > most ? (unsigned)((size + most - 1) / most) : 1;
}

/** Milliseconds for a message, and thousandths of a second's share. */
static double milliseconds(s7_time time)
{
    return (double)time / (double)(S7_SECOND / 1000);
}

/** The share of the served CPU's time that the jobs take; tells of those that cannot be in time. */
static double check_jobs(struct s7_checking *checking, const struct s7_plant_connection *connection,
                         s7_time answer)
{
    double share = 0;
    for (size_t i = 0; i < connection->job_count; i++) {
        const struct s7_plant_job *job = &connection->jobs[i];
        s7_time needed = (s7_time)request_count(connection, job) * answer;
        share += (double)needed / (double)job->every;
        if (job->every < 2 * needed)
            s7_register_add(checking->list, S7R_FAST, job->mark, S7_REGISTER_CONNECTION, connection->id,
                            "every %.0f ms, and %s (%s) needs %.1f ms for the answer", milliseconds(job->every),
                            connection->to->name, connection->to->profile->display, milliseconds(needed));
    }
    return share;
}

/** The same of what is documented. */
static double check_rate(struct s7_checking *checking, const struct s7_plant_connection *connection,
                         s7_time answer)
{
    s7_time cycle = connection->rate_cycle;
    if (connection->rate_most.count) {
        s7_time apart = connection->rate_most.per / connection->rate_most.count;
        cycle = cycle && cycle < apart ? cycle : apart;
    }
    if (connection->service == S7_PLANT_SERVICE_HMI && connection->rate_cycle &&
        connection->rate_cycle < PANEL_LEAST_MS * (S7_SECOND / 1000))
        s7_checking_on_connection(
            checking, S7R_FAST, connection,
            "a panel that reads every %.0f ms: nobody sees more than ten pictures a second",
            milliseconds(connection->rate_cycle));
    return cycle && connection->job_count == 0 ? (double)answer / (double)cycle : 0;
}

void s7_check_load(struct s7_checking *checking)
{
    const struct s7_plant *plant = checking->plant;
    const struct s7_plant_cpu *cpu;
    double *shares = s7_storage_array(&checking->scratch, plant->cpu_count + plant->host_count, sizeof *shares);
    if (!shares)
        return;
    for (size_t i = 0; i < plant->connection_count; i++) {
        const struct s7_plant_connection *connection = &plant->connections[i];
        s7_time answer = answer_time(connection->to->profile);
        shares[s7_checking_number(plant, connection->to)] +=
            check_jobs(checking, connection, answer) + check_rate(checking, connection, answer);
    }
    for (size_t i = 0; (cpu = s7_checking_partner(plant, i)) != NULL; i++)
        if (shares[i] * 100 > BUSY_PERCENT)
            s7_checking_on_partner(checking, S7R_BUSY, cpu,
                                   "its partners ask for %.0f %% of what it can answer (%.1f ms a request)",
                                   shares[i] * 100, milliseconds(answer_time(cpu->profile)));
}
