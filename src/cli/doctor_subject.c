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

/* `ids`: the connections that are meant, "": all. */
static void put_title(struct s7_subject *subject, const char *ids)
{
    char label[S7_TARGET_LABEL_SIZE];
    struct s7_strbuf title = s7_strbuf_over(subject->title, sizeof subject->title);
    s7_target_label(subject->host, subject->config.port, label, sizeof label);
    if (ids[0])
        s7_strbuf_printf(&title, "%s to ", ids);
    if (subject->name[0])
        s7_strbuf_printf(&title, "%s (%s)", subject->name, label);
    else
        s7_strbuf_add(&title, label);
}

/* What is planned of several connections must be enough for each. */
static bool plan(struct s7_subject *subject, const struct s7_plant_connection *connection)
{
    struct s7_doctor_config *config = &subject->config;
    subject->local = tsap_of(&connection->tsap_from);
    subject->remote = tsap_of(&connection->tsap_to);
    if (connection->pdu_length > config->pdu_length)
        config->pdu_length = connection->pdu_length;
    if (connection->amq > config->amq)
        config->amq = connection->amq;
    return add_connection(subject, connection);
}

static bool make_connection(struct s7_subject *subject, const struct s7_plant_connection *connection,
                            const struct s7_doctor_choice *choice)
{
    start_cpu(subject, connection->to);
    subject->connection = connection->id;
    put_title(subject, connection->id);
    return plan(subject, connection) && finish(subject, choice);
}

static bool is_same_tsap(const struct s7_plant_tsap *a, const struct s7_plant_tsap *b)
{
    return a->length == b->length && memcmp(a->octets, b->octets, a->length) == 0;
}

/* One examination speaks for all connections to a CPU that ask for it in the same way. */
static bool is_same_way(const struct s7_plant_connection *a, const struct s7_plant_connection *b)
{
    return a->to == b->to && is_same_tsap(&a->tsap_from, &b->tsap_from) &&
           is_same_tsap(&a->tsap_to, &b->tsap_to);
}

/* The next connection to the CPU whose way no earlier one has; from `index` on, NULL: none. */
static const struct s7_plant_connection *next_way(const struct s7_plant *plant, const struct s7_plant_cpu *cpu,
                                                  size_t index)
{
    for (; index < plant->connection_count; index++) {
        const struct s7_plant_connection *connection = &plant->connections[index];
        size_t earlier = 0;
        while (earlier < index && !is_same_way(&plant->connections[earlier], connection))
            earlier++;
        if (connection->to == cpu && earlier == index)
            return connection;
    }
    return NULL;
}

/* 1 for a CPU that no connection leads to: it is examined as it is. */
static size_t count_ways(const struct s7_plant *plant, const struct s7_plant_cpu *cpu)
{
    size_t count = 0;
    const struct s7_plant_connection *way = next_way(plant, cpu, 0);
    for (; way; way = next_way(plant, cpu, (size_t)(way - plant->connections) + 1))
        count++;
    return count ? count : 1;
}

/* With all that leads to the CPU by this way; `only`: there is no other. */
static bool make_way(struct s7_subject *subject, const struct s7_plant *plant, const struct s7_plant_cpu *cpu,
                     const struct s7_plant_connection *way, bool only, const struct s7_doctor_choice *choice)
{
    char ids[S7_TARGET_LABEL_SIZE] = "";
    struct s7_strbuf list = s7_strbuf_over(ids, sizeof ids);
    start_cpu(subject, cpu);
    for (size_t i = 0; way && i < plant->connection_count; i++) {
        const struct s7_plant_connection *connection = &plant->connections[i];
        if (!is_same_way(connection, way))
            continue;
        s7_strbuf_printf(&list, "%s%s", ids[0] ? ", " : "", connection->id);
        if (!plan(subject, connection))
            return false;
    }
    if (!only)
        subject->connection = way->id;
    put_title(subject, only ? "" : ids);
    return finish(subject, choice);
}

/* @return the number of subjects made, 0: out of memory */
static size_t make_cpu(struct s7_subject *subjects, const struct s7_plant *plant,
                       const struct s7_plant_cpu *cpu, const struct s7_doctor_choice *choice)
{
    size_t count = count_ways(plant, cpu), index = 0;
    for (size_t i = 0; i < count; i++) {
        const struct s7_plant_connection *way = next_way(plant, cpu, index);
        if (!make_way(&subjects[i], plant, cpu, way, count == 1, choice))
            return 0;
        index = way ? (size_t)(way - plant->connections) + 1 : 0;
    }
    return count;
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
    size_t count = 0;
    for (size_t i = 0; i < plant->cpu_count; i++)
        count += count_ways(plant, &plant->cpus[i]);
    if (!make_room(subjects, count))
        return out_of_memory();
    for (size_t i = 0, made = 0, at = 0; i < plant->cpu_count; i++, at += made) {
        made = make_cpu(&subjects->list[at], plant, &plant->cpus[i], choice);
        if (made == 0)
            return out_of_memory();
    }
    return S7_ARGUMENTS_GO_ON;
}

static int take_cpu(struct s7_subjects *subjects, const struct s7_plant_cpu *cpu,
                    const struct s7_doctor_choice *choice)
{
    if (!make_room(subjects, count_ways(subjects->plant, cpu)) ||
        !make_cpu(subjects->list, subjects->plant, cpu, choice))
        return out_of_memory();
    return S7_ARGUMENTS_GO_ON;
}

/* Its warnings are for `sieben plant check`: here the CPU itself is asked. */
static int load_plant(const char *path, struct s7_plant **ret_plant)
{
    char *text = NULL;
    size_t size = 0;
    FILE *said = open_memstream(&text, &size);
    if (!said)
        return out_of_memory();
    int exit_code = s7_cli_load_plant_saying(said, path, ret_plant);
    if (fclose(said) == 0 && exit_code)
        fwrite(text, 1, size, stderr);
    free(text);
    return exit_code;
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
    int exit_code = load_plant(path, &subjects->plant);
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
    put_title(subject, "");
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
    put_title(subject, "");
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
