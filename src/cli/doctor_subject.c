/* SPDX-License-Identifier: MIT */
#include "cli/doctor_subject.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/strbuf.h"
#include "cli/doctor_choice.h"
#include "cli/doctor_exhaust.h"
#include "cli/doctor_whom.h"
#include "cli/load.h"
#include "cli/route.h"

/* ---- a subject --------------------------------------------------------------------------------------------------- */

/* Out of memory ends the program's work as one message; areas that were taken stay valid. */
static bool add_area(struct s7_subject *subject, const struct s7_range *range, const char *name)
{
    if (!s7_range_transferable(range))
        return true;
    if (subject->area_count == subject->area_room) {
        size_t room = subject->area_room ? 2 * subject->area_room : 8;
        struct s7_doctor_area *areas = realloc(subject->areas, room * sizeof *areas);
        if (!areas)
            return false;
        subject->areas = areas;
        subject->area_room = room;
    }
    subject->areas[subject->area_count++] = (struct s7_doctor_area){.range = *range, .name = name};
    return true;
}

static void apply_choice(struct s7_subject *subject, const struct s7_doctor_choice *choice)
{
    struct s7_doctor_config *config = &subject->config;
    config->connection_class = choice->route.connection_class;
    if (choice->local.size)
        subject->local = choice->local;
    if (choice->remote.size)
        subject->remote = choice->remote;
    config->local_tsap = subject->local.size ? &subject->local : NULL;
    config->remote_tsap = subject->remote.size ? &subject->remote : NULL;
    subject->write_probe = choice->write_probe;
    config->write_probe = choice->write_probe.bit_count ? &subject->write_probe : NULL;
    config->deep = s7_arguments_flag(choice->arguments, "deep");
    config->idle = choice->idle;
    if (choice->max_connections)
        config->max_connections = choice->max_connections;
    if (choice->route.timeout_ms) {
        config->connect_timeout = choice->route.timeout_ms * S7_MILLISECOND;
        config->answer_timeout = config->connect_timeout;
    }
}

static bool is_looked_at(const struct s7_subject *subject, uint16_t db)
{
    for (size_t i = 0; i < subject->area_count; i++)
        if (subject->areas[i].range.area == S7_AREA_DB && subject->areas[i].range.db == db)
            return true;
    return false;
}

/* Options come last: they overrule the plant file. */
static bool finish(struct s7_subject *subject, const struct s7_doctor_choice *choice)
{
    apply_choice(subject, choice);
    for (size_t i = 0; i < choice->db_count; i++) {
        const struct s7_range octet = {.area = S7_AREA_DB, .db = choice->dbs[i], .bit_count = 8};
        if (!is_looked_at(subject, choice->dbs[i]) && !add_area(subject, &octet, NULL))
            return false;
    }
    subject->config.host = subject->host;
    subject->config.areas = subject->areas;
    subject->config.area_count = subject->area_count;
    return true;
}

static void start(struct s7_subject *subject, const char *host, uint16_t port, uint8_t rack, uint8_t slot)
{
    s7_doctor_config_default(&subject->config);
    snprintf(subject->host, sizeof subject->host, "%s", host);
    subject->config.port = port;
    subject->config.rack = rack;
    subject->config.slot = slot;
    subject->name = "";
    subject->connection = "";
}

/* ---- of a plant -------------------------------------------------------------------------------------------------- */

static void start_cpu(struct s7_subject *subject, const struct s7_plant_cpu *cpu)
{
    start(subject, cpu->host, cpu->port, cpu->rack, cpu->slot);
    subject->name = cpu->name;
    const char *order = cpu->model[0] ? cpu->model : cpu->identity.order_number;
    subject->config.order_number = order && order[0] ? order : NULL;
    subject->config.szl_at_risk = s7_route_is_szl_shy(cpu);
    if (cpu->reference.host) {
        subject->config.control_host = cpu->reference.host;
        subject->config.control_port = cpu->reference.port;
    }
}

static const char *job_name(const struct s7_plant_connection *connection, const struct s7_plant_job *job)
{
    return job->name[0] ? job->name : connection->id;
}

static bool add_ranges(struct s7_subject *subject, const struct s7_range *ranges, size_t count,
                       const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (!add_area(subject, &ranges[i], name))
            return false;
    return true;
}

static bool add_connection(struct s7_subject *subject, const struct s7_plant_connection *connection)
{
    struct s7_doctor_config *config = &subject->config;
    for (size_t i = 0; i < connection->job_count; i++) {
        const struct s7_plant_job *job = &connection->jobs[i];
        if (!add_ranges(subject, job->remote, job->area_count, job_name(connection, job)))
            return false;
        if (job->every > 0 && (config->cycle == 0 || job->every < config->cycle))
            config->cycle = job->every;
    }
    return add_ranges(subject, connection->reads, connection->read_count, connection->id) &&
           add_ranges(subject, connection->writes, connection->write_count, connection->id);
}

static struct s7_tsap tsap_of(const struct s7_plant_tsap *planned)
{
    struct s7_tsap tsap = {.size = (uint8_t)planned->length};
    memcpy(tsap.octets, planned->octets, planned->length);
    return tsap;
}

static void put_title(struct s7_subject *subject)
{
    char label[S7_TARGET_LABEL_SIZE];
    struct s7_strbuf title = s7_strbuf_over(subject->title, sizeof subject->title);
    s7_target_label(subject->host, subject->config.port, label, sizeof label);
    if (subject->connection[0])
        s7_strbuf_printf(&title, "%s to ", subject->connection);
    if (subject->name[0])
        s7_strbuf_printf(&title, "%s (%s)", subject->name, label);
    else
        s7_strbuf_add(&title, label);
}

static bool make_connection(struct s7_subject *subject, const struct s7_plant_connection *connection,
                            const struct s7_doctor_choice *choice)
{
    start_cpu(subject, connection->to);
    subject->connection = connection->id;
    subject->local = tsap_of(&connection->tsap_from);
    subject->remote = tsap_of(&connection->tsap_to);
    subject->config.pdu_length = connection->pdu_length;
    subject->config.amq = connection->amq;
    put_title(subject);
    return add_connection(subject, connection) && finish(subject, choice);
}

/* With all that leads to the CPU. */
static bool make_cpu(struct s7_subject *subject, const struct s7_plant *plant, const struct s7_plant_cpu *cpu,
                     const struct s7_doctor_choice *choice)
{
    start_cpu(subject, cpu);
    put_title(subject);
    for (size_t i = 0; i < plant->connection_count; i++)
        if (plant->connections[i].to == cpu && !add_connection(subject, &plant->connections[i]))
            return false;
    return finish(subject, choice);
}

static int out_of_memory(void)
{
    fprintf(stderr, "sieben doctor: out of memory\n");
    return S7_EXIT_USAGE;
}

static bool make_room(struct s7_subjects *subjects, size_t count)
{
    subjects->list = calloc(count > 0 ? count : 1, sizeof *subjects->list);
    subjects->count = subjects->list ? count : 0;
    return subjects->list != NULL;
}

/* "; there are C-001, C-002, …". */
static const char *known_connections(const struct s7_plant *plant, char *text, size_t size)
{
    enum { SHOWN = 12 };
    struct s7_strbuf list = s7_strbuf_over(text, size);
    s7_strbuf_add(&list, plant->connection_count ? "" : "; it has none");
    for (size_t i = 0; i < plant->connection_count && i < SHOWN; i++)
        s7_strbuf_printf(&list, "%s %s", i ? "," : "; there are", plant->connections[i].id);
    s7_strbuf_add(&list, plant->connection_count > SHOWN ? ", …" : "");
    return text;
}

static int take_connection(struct s7_subjects *subjects, const char *id, const struct s7_plant_cpu *cpu,
                           const struct s7_doctor_choice *choice)
{
    char text[1024];
    const struct s7_plant_connection *connection = s7_plant_find_connection(subjects->plant, id);
    if (!connection)
        return s7_command_misuse(choice->arguments->command, "the plant has no connection \"%s\"%s", id,
                                 known_connections(subjects->plant, text, sizeof text));
    if (cpu && connection->to != cpu)
        return s7_command_misuse(choice->arguments->command, "connection %s leads to %s, not to %s", id,
                                 connection->to->name, cpu->name);
    if (!make_room(subjects, 1) || !make_connection(&subjects->list[0], connection, choice))
        return out_of_memory();
    return S7_ARGUMENTS_GO_ON;
}

static int take_all(struct s7_subjects *subjects, const char *path, const struct s7_doctor_choice *choice)
{
    const struct s7_plant *plant = subjects->plant;
    if (plant->cpu_count == 0) {
        fprintf(stderr, "sieben doctor: %s has no CPU\n", path);
        return S7_EXIT_USAGE;
    }
    if (!make_room(subjects, plant->cpu_count))
        return out_of_memory();
    for (size_t i = 0; i < plant->cpu_count; i++)
        if (!make_cpu(&subjects->list[i], plant, &plant->cpus[i], choice))
            return out_of_memory();
    return S7_ARGUMENTS_GO_ON;
}

static int take_cpu(struct s7_subjects *subjects, const struct s7_plant_cpu *cpu,
                    const struct s7_doctor_choice *choice)
{
    if (!make_room(subjects, 1) || !make_cpu(&subjects->list[0], subjects->plant, cpu, choice))
        return out_of_memory();
    return S7_ARGUMENTS_GO_ON;
}

/* NAME@PLANT (`at` is its @), or PLANT: a connection of it, every CPU, or the only one. */
static int read_plant(struct s7_subjects *subjects, const char *operand, const char *at,
                      const struct s7_doctor_choice *choice)
{
    const struct s7_command *command = choice->arguments->command;
    const char *id = s7_arguments_value(choice->arguments, "connection");
    const char *path = at ? at + 1 : operand;
    const struct s7_plant_cpu *cpu = NULL;
    char name[S7_ROUTE_NAME_SIZE];
    if (at == operand || path[0] == '\0')
        return s7_command_misuse(command, "NAME@PLANT needs a name and a plant file, not \"%s\"", operand);
    int exit_code = s7_cli_load_plant(path, &subjects->plant);
    if (exit_code)
        return exit_code;
    snprintf(name, sizeof name, "%.*s", at ? (int)(at - operand) : 0, operand);
    if (at)
        cpu = s7_doctor_whom_named(command, subjects->plant, path, name);
    else if (!id && !s7_arguments_flag(choice->arguments, "all"))
        cpu = s7_doctor_whom_alone(command, subjects->plant, path);
    else if (id)
        return take_connection(subjects, id, NULL, choice);
    else
        return take_all(subjects, path, choice);
    if (!cpu)
        return S7_EXIT_USAGE;
    return id ? take_connection(subjects, id, cpu, choice) : take_cpu(subjects, cpu, choice);
}

/* ---- of an address ----------------------------------------------------------------------------------------------- */

static int read_target(struct s7_subjects *subjects, const char *operand, const struct s7_doctor_choice *choice)
{
    struct s7_route route;
    int exit_code = s7_route_read(choice->arguments, operand, &route);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    if (!make_room(subjects, 1))
        return out_of_memory();
    struct s7_subject *subject = &subjects->list[0];
    start(subject, route.target.host, route.target.port, route.target.rack, route.target.slot);
    put_title(subject);
    return finish(subject, choice) ? S7_ARGUMENTS_GO_ON : out_of_memory();
}

static int read_operand(struct s7_subjects *subjects, const char *operand,
                        const struct s7_doctor_choice *choice)
{
    bool all = s7_arguments_flag(choice->arguments, "all");
    bool one = s7_arguments_flag(choice->arguments, "connection");
    const char *at = access(operand, F_OK) == 0 ? NULL : strchr(operand, '@');
    if (all && (one || at))
        return s7_command_misuse(choice->arguments->command, "--all is for a whole plant file");
    if (all || one || at || s7_doctor_whom_is_file(operand))
        return read_plant(subjects, operand, at, choice);
    return read_target(subjects, operand, choice);
}

int s7_subjects_read(const struct s7_arguments *arguments, struct s7_subjects *ret_subjects)
{
    struct s7_doctor_choice choice = {0};
    struct s7_subjects subjects = {0};
    if (arguments->operand_count != 1)
        return s7_command_misuse(arguments->command, "one target is expected");
    int exit_code = s7_doctor_choice_read(arguments, &choice);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        exit_code = read_operand(&subjects, arguments->operands[0], &choice);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        exit_code = s7_doctor_exhaust_permit(arguments, &subjects);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        *ret_subjects = subjects;
    else
        s7_subjects_free(&subjects);
    return exit_code;
}

bool s7_subject_make(struct s7_subject *subject, const struct s7_plant_cpu *cpu,
                     const struct s7_plant_connection *connection, const struct s7_doctor_choice *choice)
{
    if (connection)
        return make_connection(subject, connection, choice);
    start_cpu(subject, cpu);
    put_title(subject);
    return finish(subject, choice);
}

void s7_subjects_free(struct s7_subjects *subjects)
{
    for (size_t i = 0; i < subjects->count; i++)
        free(subjects->list[i].areas);
    free(subjects->list);
    if (subjects->plant)
        s7_plant_free(subjects->plant);
}
