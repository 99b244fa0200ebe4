/* SPDX-License-Identifier: MIT
 *
 * How far values have to travel once they stand still: what one job delivers may be what another one fetches.
 */
#include "cli/run_loop.h"
#include "value/access_set.h"

enum { ROUNDS_MOST = 16 /* a ring of jobs never comes to an end */ };

/** Ranges of one job in one CPU: those it takes from, or those it delivers to; NULL: not in this CPU. */
static const struct s7_range *ranges_in(const struct s7_plant_connection *connection,
                                        const struct s7_plant_job *job, const struct s7_plant_cpu *cpu,
                                        bool delivers)
{
    bool is_local = delivers == (job->kind == S7_PLANT_GET);
    const struct s7_plant_cpu *where = is_local ? connection->from : connection->to;
    return where == cpu ? (is_local ? job->local : job->remote) : NULL;
}

typedef bool taker(struct s7_access_set *set, const struct s7_range *range);

static bool add_range(struct s7_access_set *set, const struct s7_range *range)
{
    (void)s7_access_set_add(set, range); /* without memory a chain is missed and the comparison says so */
    return false;
}

static bool touches_range(struct s7_access_set *set, const struct s7_range *range)
{
    return s7_access_set_touches(set, range);
}

/** Number of jobs for which `take` answered true. */
static unsigned visit_jobs(const struct s7_plant *plant, const struct s7_plant_cpu *cpu, bool delivers,
                           struct s7_access_set *set, taker *take)
{
    unsigned count = 0;
    for (size_t i = 0; i < plant->connection_count; i++) {
        const struct s7_plant_connection *connection = &plant->connections[i];
        for (size_t j = 0; j < connection->job_count; j++) {
            const struct s7_range *ranges = ranges_in(connection, &connection->jobs[j], cpu, delivers);
            bool taken = false;
            for (size_t k = 0; ranges && k < connection->jobs[j].area_count; k++)
                taken |= take(set, &ranges[k]);
            count += taken;
        }
    }
    return count;
}

unsigned s7_run_rounds(const struct s7_plant *plant)
{
    unsigned chained = 0;
    for (size_t i = 0; i < plant->cpu_count; i++) {
        struct s7_access_set delivered = s7_access_set_new();
        visit_jobs(plant, &plant->cpus[i], true, &delivered, add_range);
        chained += visit_jobs(plant, &plant->cpus[i], false, &delivered, touches_range);
        s7_access_set_free(&delivered);
    }
    return 1 + (chained < ROUNDS_MOST ? chained : ROUNDS_MOST - 1);
}
