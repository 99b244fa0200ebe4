/* SPDX-License-Identifier: MIT */
#include "cli/run_confirm.h"

#include "cli/ask.h"

/** Has the connection a job that would write to a CPU which is not played here? */
static bool writes_live(const struct s7_run_choice *choice, const struct s7_plant_connection *connection)
{
    bool here = s7_run_choice_plays(choice, connection->from),
         live = !s7_run_choice_plays(choice, connection->to);
    for (size_t i = 0; i < connection->job_count && here && live; i++)
        if (connection->jobs[i].kind == S7_PLANT_PUT)
            return true;
    return false;
}

static int collect(const struct s7_plant *plant, const struct s7_run_choice *choice,
                   struct s7_run_approval *approval)
{
    for (size_t i = 0; i < plant->connection_count; i++) {
        const struct s7_plant_connection *connection = &plant->connections[i];
        int error = writes_live(choice, connection) ? s7_run_approve(approval, connection->to) : S7_OK;
        if (error != S7_OK)
            return error;
    }
    return S7_OK;
}

static void say_which(const struct s7_run_approval *approval)
{
    fprintf(stderr, "jobs of this run write to CPUs that are not played here:\n");
    for (size_t i = 0; i < approval->count; i++)
        fprintf(stderr, "  %s\n", approval->labels[i]);
}

int s7_run_confirm(const struct s7_plant *plant, const struct s7_run_choice *choice,
                   struct s7_run_approval *approval)
{
    if (!choice->write_live)
        return S7_OK;
    int error = collect(plant, choice, approval);
    if (error != S7_OK)
        return error;
    bool terminal = s7_ask_possible();
    approval->all = !terminal; /* nobody was asked, nobody can be asked after a reload */
    if (approval->count == 0)
        return S7_OK;
    say_which(approval);
    return !terminal || s7_ask_yes("write to them?") ? S7_OK : S7_ERR_LOCAL_DENIED;
}
