/* SPDX-License-Identifier: MIT */
#include "cli/run_plan.h"

#include <stdlib.h>
#include <string.h>

/* ---- what may be written ----------------------------------------------------------------------------------------- */

enum { LABEL_SIZE = S7_RUN_NAME_SIZE + S7_TARGET_LABEL_SIZE };

static void make_label(const struct s7_plant_cpu *cpu, char *label)
{
    char address[S7_TARGET_LABEL_SIZE];
    s7_target_label(cpu->host, cpu->port, address, sizeof address);
    snprintf(label, LABEL_SIZE, "%s %s", cpu->name, address);
}

bool s7_run_is_approved(const struct s7_run_approval *approval, const struct s7_plant_cpu *cpu)
{
    char label[LABEL_SIZE];
    make_label(cpu, label);
    for (size_t i = 0; i < approval->count; i++)
        if (strcmp(approval->labels[i], label) == 0)
            return true;
    return approval->all;
}

int s7_run_approve(struct s7_run_approval *approval, const struct s7_plant_cpu *cpu)
{
    char label[LABEL_SIZE];
    if (s7_run_is_approved(approval, cpu))
        return S7_OK;
    char **labels = realloc(approval->labels, (approval->count + 1) * sizeof *labels);
    if (!labels)
        return S7_ERR_LOCAL_MEMORY;
    approval->labels = labels;
    make_label(cpu, label);
    labels[approval->count] = strdup(label);
    if (!labels[approval->count])
        return S7_ERR_LOCAL_MEMORY;
    approval->count++;
    return S7_OK;
}

void s7_run_approval_free(struct s7_run_approval *approval)
{
    for (size_t i = 0; i < approval->count; i++)
        free(approval->labels[i]);
    free(approval->labels);
    *approval = (struct s7_run_approval){.count = 0};
}

bool s7_run_may_write(const struct s7_run_choice *choice, const struct s7_run_approval *approval,
                      const struct s7_plant_connection *connection)
{
    return s7_run_choice_plays(choice, connection->to) ||
           (choice->write_live && s7_run_is_approved(approval, connection->to));
}

/* ---- which jobs run ---------------------------------------------------------------------------------------------- */

static bool is_put_get(enum s7_plant_service service)
{
    return service == S7_PLANT_SERVICE_PUT_GET || service == S7_PLANT_SERVICE_GET ||
           service == S7_PLANT_SERVICE_PUT;
}

static enum s7_run_reason reason_of(const struct s7_run_choice *choice, const struct s7_run_approval *approval,
                                    const struct s7_plant_connection *connection,
                                    const struct s7_plant_job *job)
{
    if (!is_put_get(connection->service))
        return S7_RUN_REASON_SERVICE;
    if (!s7_run_choice_plays(choice, connection->from))
        return S7_RUN_REASON_CALLER;
    if (choice->desk && !s7_run_choice_plays(choice, connection->to))
        return S7_RUN_REASON_PARTNER;
    if (job->kind == S7_PLANT_PUT && !s7_run_may_write(choice, approval, connection))
        return choice->write_live ? S7_RUN_REASON_UNAPPROVED : S7_RUN_REASON_WRITES;
    return S7_RUN_REASON_NONE;
}

void s7_run_reason_text(const struct s7_run_job *job, char *text, size_t size)
{
    static const char *const texts[] = {
#define S7_RUN_REASON(name, text) text,
#include "cli/defs/run_reason.def"
#undef S7_RUN_REASON
    };
    const char *name = job->connection->to->name;
    if (job->reason == S7_RUN_REASON_NONE)
        name = "";
    if (job->reason == S7_RUN_REASON_CALLER)
        name = job->connection->from->name;
    const char *place = strstr(texts[job->reason], "%s");
    snprintf(text, size, "%.*s%s%s", (int)(place - texts[job->reason]), texts[job->reason], name, place + 2);
}

static bool add_connection(struct s7_run_plan *plan, const struct s7_run_choice *choice,
                           const struct s7_run_approval *approval, const struct s7_plant_connection *connection)
{
    bool comparable =
        s7_run_choice_plays(choice, connection->from) && s7_run_choice_plays(choice, connection->to);
    size_t running = 0;
    for (size_t i = 0; i < connection->job_count; i++) {
        struct s7_run_job *job = &plan->jobs[plan->job_count + i];
        *job = (struct s7_run_job){.connection = connection,
                                   .job = &connection->jobs[i],
                                   .number = i + 1,
                                   .reason = reason_of(choice, approval, connection, &connection->jobs[i]),
                                   .comparable = comparable};
        running += job->reason == S7_RUN_REASON_NONE;
    }
    plan->running_count += running;
    return running > 0;
}

/** Puts a connection, whose jobs were just added, into the view. */
static void show_connection(struct s7_run_plan *plan, const struct s7_plant_connection *connection)
{
    size_t index = plan->view.connection_count++;
    plan->connections[index] = *connection;
    plan->first[index] = plan->job_count;
    for (size_t i = 0; i < connection->job_count; i++)
        plan->jobs[plan->job_count + i].connection = &plan->connections[index];
}

static bool allocate(struct s7_run_plan *plan)
{
    size_t jobs = 0, connections = plan->plant->connection_count;
    for (size_t i = 0; i < connections; i++)
        jobs += plan->plant->connections[i].job_count;
    plan->jobs = calloc(jobs + 1, sizeof *plan->jobs);
    plan->connections = calloc(connections + 1, sizeof *plan->connections);
    plan->first = calloc(connections + 1, sizeof *plan->first);
    return plan->jobs && plan->connections && plan->first;
}

int s7_run_plan_new(const struct s7_plant *plant, const struct s7_run_choice *choice,
                    const struct s7_run_approval *approval, struct s7_run_plan **ret_plan)
{
    struct s7_run_plan *plan = calloc(1, sizeof *plan);
    if (!plan)
        return S7_ERR_LOCAL_MEMORY;
    plan->plant = plant;
    if (!allocate(plan)) {
        s7_run_plan_free(plan);
        return S7_ERR_LOCAL_MEMORY;
    }
    plan->view = *plant;
    plan->view.connections = plan->connections;
    plan->view.connection_count = 0;
    for (size_t i = 0; i < plant->connection_count; i++) {
        const struct s7_plant_connection *connection = &plant->connections[i];
        if (add_connection(plan, choice, approval, connection))
            show_connection(plan, connection);
        plan->job_count += connection->job_count;
    }
    *ret_plan = plan;
    return S7_OK;
}

void s7_run_plan_free(struct s7_run_plan *plan)
{
    if (!plan)
        return;
    free(plan->jobs);
    free(plan->connections);
    free(plan->first);
    free(plan);
}
