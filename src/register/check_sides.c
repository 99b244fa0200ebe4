/* SPDX-License-Identifier: MIT
 *
 * check_sides.c — the service of a connection, against where it is configured and what it moves.
 */
#include "register/checking.h"

static void check_configured(struct s7_checking *checking, const struct s7_plant_connection *connection)
{
    bool needs_both =
        connection->service == S7_PLANT_SERVICE_BSEND || connection->service == S7_PLANT_SERVICE_USEND;
    if (needs_both && !connection->both_sides)
        s7_checking_on_connection(
            checking, S7R_ONE_SIDED, connection, "service %s, and it is configured at %s only",
            connection->service == S7_PLANT_SERVICE_BSEND ? "bsend" : "usend", connection->from->name);
    if (connection->both_sides && connection->local_id == 0 && !connection->from->is_host)
        s7_checking_on_connection(checking, S7R_LOCAL_ID, connection,
                                  "it is configured in both CPUs, and its ID in %s is not given",
                                  connection->from->name);
}

static void check_content(struct s7_checking *checking, const struct s7_plant_connection *connection)
{
    static const unsigned programming =
        S7_PLANT_FUNCTION_DOWNLOAD | S7_PLANT_FUNCTION_CONTROL | S7_PLANT_FUNCTION_FORCE;
    bool moves_variables =
        connection->service <= S7_PLANT_SERVICE_PUT || connection->service == S7_PLANT_SERVICE_HMI;
    if (connection->service == S7_PLANT_SERVICE_GET && connection->write_count)
        s7_checking_on_connection(checking, S7R_SERVICE, connection, "service get, and it has `writes`");
    if (connection->service == S7_PLANT_SERVICE_PUT && connection->read_count)
        s7_checking_on_connection(checking, S7R_SERVICE, connection, "service put, and it has `reads`");
    if (moves_variables && (connection->functions & programming))
        s7_checking_on_connection(checking, S7R_SERVICE, connection,
                                  "it loads, stops or forces, which only service pg does");
    if (moves_variables && connection->job_count + connection->read_count + connection->write_count == 0 &&
        !connection->functions)
        s7_checking_on_connection(checking, S7R_EMPTY, connection, "it has neither jobs nor reads nor writes");
}

/** Between CPUs both must be of a newer family; of a panel's own abilities the plant file says nothing. */
static void check_better(struct s7_checking *checking, const struct s7_plant_connection *connection)
{
    const struct s7_plant_cpu *from = connection->from;
    const struct s7_plant_cpu *to = connection->to;
    bool both = !from->is_host && from->profile->optimized_exists.value && to->profile->optimized_exists.value;
    if (connection->service <= S7_PLANT_SERVICE_PUT && both && !to->is_host)
        s7_checking_on_connection(checking, S7R_PLUS, connection, "%s is %s, %s is %s", from->name,
                                  from->profile->display, to->name, to->profile->display);
}

void s7_check_sides(struct s7_checking *checking)
{
    const struct s7_plant *plant = checking->plant;
    for (size_t i = 0; i < plant->connection_count; i++) {
        check_configured(checking, &plant->connections[i]);
        check_content(checking, &plant->connections[i]);
        check_better(checking, &plant->connections[i]);
    }
}
