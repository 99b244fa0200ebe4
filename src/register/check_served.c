/* SPDX-License-Identifier: MIT
 *
 * check_served.c — whether the served CPU lets what is documented of a connection happen.  Of jobs the loader says it,
 * area by area; here are the `reads` and `writes` of those who have no jobs.
 */
#include "register/checking.h"

/** Addresses octets, as PUT and GET do. */
static bool is_absolute(const struct s7_plant_connection *connection)
{
    return connection->service <= S7_PLANT_SERVICE_PUT || connection->service == S7_PLANT_SERVICE_HMI ||
           connection->service == S7_PLANT_SERVICE_OTHER;
}

static void check_permission(struct s7_checking *checking, const struct s7_plant_connection *connection)
{
    const struct s7_plant_cpu *to = connection->to;
    if (connection->job_count || (connection->read_count == 0 && connection->write_count == 0))
        return;
    if (to->profile->put_get_switch.value && !to->put_get)
        s7_checking_on_connection(checking, S7R_BLOCKED, connection,
                                  "%s does not permit PUT/GET (put_get: blocked)", to->name);
    else if (to->profile->level_stops_put_get.value && to->access_level == S7_PLANT_LEVEL_NONE)
        s7_checking_on_connection(checking, S7R_LEVEL, connection, "%s serves no PUT/GET at access_level none",
                                  to->name);
}

static const struct s7_plant_db *db_of(const struct s7_plant_cpu *cpu, const struct s7_range *range)
{
    return range->area == S7_AREA_DB ? s7_plant_find_db(cpu, range->db) : NULL;
}

static void check_optimized(struct s7_checking *checking, const struct s7_plant_connection *connection,
                            const struct s7_range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct s7_plant_db *db = db_of(connection->to, &ranges[i]);
        if (db && db->optimized)
            s7_checking_on_connection(checking, S7R_ABSENT, connection,
                                      "%s: DB%u of %s is optimized, so it has no absolute addresses",
                                      s7_checking_range(&ranges[i]).text, (unsigned)db->number,
                                      connection->to->name);
    }
}

static bool is_protected(const struct s7_plant_cpu *cpu, const struct s7_range *range)
{
    const struct s7_plant_db *db = db_of(cpu, range);
    if (range->area == S7_AREA_TIMER || range->area == S7_AREA_COUNTER)
        return !cpu->profile->timer_counter_write.value;
    return db && db->write_protected;
}

static void check_protected(struct s7_checking *checking, const struct s7_plant_connection *connection)
{
    for (size_t i = 0; i < connection->write_count; i++)
        if (is_protected(connection->to, &connection->writes[i]))
            s7_checking_on_connection(checking, S7R_PROTECTED, connection, "%s of %s takes no writes",
                                      s7_checking_range(&connection->writes[i]).text, connection->to->name);
}

void s7_check_served(struct s7_checking *checking)
{
    const struct s7_plant *plant = checking->plant;
    for (size_t i = 0; i < plant->connection_count; i++) {
        const struct s7_plant_connection *connection = &plant->connections[i];
        if (!is_absolute(connection))
            continue;
        check_permission(checking, connection);
        check_optimized(checking, connection, connection->reads, connection->read_count);
        check_optimized(checking, connection, connection->writes, connection->write_count);
        check_protected(checking, connection);
    }
}
