/* SPDX-License-Identifier: MIT
 *
 * check_write.c — writes that deserve a second look: into CPUs of safety, and past the data blocks.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "register/checking.h"

/**
 * Order numbers of fail-safe CPUs: 6ES7 3xx and 4xx and 15xx with an F behind the digit of the group (315-6FF04,
 * 516-3FN02), the ET 200SP ones with an S there (512-1SK01), and those of the S7-1200 with AF (214-1AF40).
 */
static bool is_fail_safe(const char *model)
{
    char plain[16] = "";
    size_t length = 0;
    for (; *model && length + 1 < sizeof plain; model++)
        if (isalnum((unsigned char)*model))
            plain[length++] = (char)toupper((unsigned char)*model);
    if (length < 10 || strncmp(plain, "6ES7", 4) != 0) /* 6ES7 516 3 FN */
        return false;
    const char *letters = plain + 8;
    if (plain[4] == '2' && plain[5] == '1')
        return letters[0] == 'A' && letters[1] == 'F';
    return letters[0] == 'F' || (strncmp(plain + 4, "51", 2) == 0 && letters[0] == 'S');
}

static void check_safety(struct s7_checking *checking, const struct s7_plant_connection *connection)
{
    const struct s7_plant_cpu *to = connection->to;
    if (to->criticality == S7_PLANT_SAFETY)
        s7_checking_on_connection(checking, S7R_SAFETY, connection,
                                  "%s writes into %s, whose criticality is safety", connection->from->name,
                                  to->name);
    else if (!to->is_host && is_fail_safe(to->model))
        s7_checking_on_connection(checking, S7R_SAFETY, connection, "%s writes into %s, a fail-safe CPU (%s)",
                                  connection->from->name, to->name, to->model);
}

/** The first range outside of DBs; NULL: none. */
static const struct s7_range *outside(const struct s7_range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (ranges[i].area != S7_AREA_DB && ranges[i].bit_count)
            return &ranges[i];
    return NULL;
}

static void check_areas(struct s7_checking *checking, const struct s7_plant_connection *connection)
{
    const struct s7_range *found = outside(connection->writes, connection->write_count);
    for (size_t i = 0; !found && i < connection->job_count; i++)
        if (connection->jobs[i].kind == S7_PLANT_PUT)
            found = outside(connection->jobs[i].remote, connection->jobs[i].area_count);
    if (found)
        s7_checking_on_connection(checking, S7R_AREA, connection, "%s writes %s of %s", connection->from->name,
                                  s7_checking_range(found).text, connection->to->name);
}

void s7_check_write(struct s7_checking *checking)
{
    const struct s7_plant *plant = checking->plant;
    for (size_t i = 0; i < plant->connection_count; i++) {
        if (!s7_checking_writes(&plant->connections[i]))
            continue;
        check_safety(checking, &plant->connections[i]);
        check_areas(checking, &plant->connections[i]);
    }
}
