/* SPDX-License-Identifier: MIT */
#include "register/accesses.h"

static int add_all(struct s7_access_set *set, const struct s7_range *ranges, size_t count)
{
    int result = S7_OK;
    for (size_t i = 0; i < count && result == S7_OK; i++)
        result = s7_access_set_add(set, &ranges[i]);
    return result;
}

enum end { SERVED, ACTIVE };

static int add_jobs(struct s7_access_set *set, const struct s7_plant_connection *connection,
                    enum s7_plant_job_kind kind, enum end end)
{
    int result = S7_OK;
    for (size_t i = 0; i < connection->job_count && result == S7_OK; i++) {
        const struct s7_plant_job *job = &connection->jobs[i];
        if (job->kind == kind)
            result = add_all(set, end == SERVED ? job->remote : job->local, job->area_count);
    }
    return result;
}

int s7_register_reads(const struct s7_plant_connection *connection, struct s7_access_set *set)
{
    int result = add_jobs(set, connection, S7_PLANT_GET, SERVED);
    return result ? result : add_all(set, connection->reads, connection->read_count);
}

int s7_register_writes(const struct s7_plant_connection *connection, struct s7_access_set *set)
{
    int result = add_jobs(set, connection, S7_PLANT_PUT, SERVED);
    return result ? result : add_all(set, connection->writes, connection->write_count);
}

int s7_register_local_reads(const struct s7_plant_connection *connection, struct s7_access_set *set)
{
    return add_jobs(set, connection, S7_PLANT_PUT, ACTIVE);
}

int s7_register_local_writes(const struct s7_plant_connection *connection, struct s7_access_set *set)
{
    return add_jobs(set, connection, S7_PLANT_GET, ACTIVE);
}
