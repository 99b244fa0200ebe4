/* SPDX-License-Identifier: MIT */
#include "cli/doctor_subject.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "cli/doctor_choice.h"
#include "cli/route.h"
#include "exchange/exchange.h"

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

static bool is_typed(const struct s7_doctor_choice *choice)
{
    return s7_arguments_value(choice->arguments, "type") != NULL;
}

static void apply_choice(struct s7_subject *subject, const struct s7_doctor_choice *choice)
{
    struct s7_doctor_config *config = &subject->config;
    if (is_typed(choice))
        config->connection_class = choice->route.connection_class;
    if (choice->local.size)
        subject->local = choice->local;
    if (choice->remote.size) {
        subject->remote = choice->remote;
        config->connection_class =
            (uint8_t)s7_tsap_class(&choice->remote, (enum s7_connection_class)choice->route.connection_class);
    }
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
    config->connection_class = (uint8_t)s7_exchange_class(connection);
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
    if (connection->source_address && connection->source_address[0])
        subject->config.source = connection->source_address;
    subject->config.second_host = connection->second_address.host;
    subject->config.second_port = connection->second_address.port;
    put_title(subject, connection->id);
    return plan(subject, connection) && finish(subject, choice);
}

static bool is_same_tsap(const struct s7_plant_tsap *a, const struct s7_plant_tsap *b)
{
    return a->length == b->length && memcmp(a->octets, b->octets, a->length) == 0;
}

/* A TSAP of the plant says it all, --type all of the others. */
static bool is_same_class(const struct s7_plant_connection *a, const struct s7_plant_connection *b,
                          const struct s7_doctor_choice *choice)
{
    return a->tsap_to.length || is_typed(choice) || s7_exchange_class(a) == s7_exchange_class(b);
}

/* One examination speaks for all connections to a CPU that ask for it in the same way. */
static bool is_same_way(const struct s7_plant_connection *a, const struct s7_plant_connection *b,
                        const struct s7_doctor_choice *choice)
{
    return a->to == b->to && is_same_tsap(&a->tsap_from, &b->tsap_from) &&
           is_same_tsap(&a->tsap_to, &b->tsap_to) && is_same_class(a, b, choice);
}

/* The next connection to the CPU whose way no earlier one has; from `index` on, NULL: none. */
static const struct s7_plant_connection *next_way(const struct s7_plant *plant, const struct s7_plant_cpu *cpu,
                                                  const struct s7_doctor_choice *choice, size_t index)
{
    for (; index < plant->connection_count; index++) {
        const struct s7_plant_connection *connection = &plant->connections[index];
        size_t earlier = 0;
        while (earlier < index && !is_same_way(&plant->connections[earlier], connection, choice))
            earlier++;
        if (connection->to == cpu && earlier == index)
            return connection;
    }
    return NULL;
}

size_t s7_subject_ways(const struct s7_plant *plant, const struct s7_plant_cpu *cpu,
                       const struct s7_doctor_choice *choice)
{
    size_t count = 0;
    const struct s7_plant_connection *way = next_way(plant, cpu, choice, 0);
    for (; way; way = next_way(plant, cpu, choice, (size_t)(way - plant->connections) + 1))
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
        if (!is_same_way(connection, way, choice))
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

size_t s7_subject_make_ways(struct s7_subject *subjects, const struct s7_plant *plant,
                            const struct s7_plant_cpu *cpu, const struct s7_doctor_choice *choice)
{
    size_t count = s7_subject_ways(plant, cpu, choice), index = 0;
    for (size_t i = 0; i < count; i++) {
        const struct s7_plant_connection *way = next_way(plant, cpu, choice, index);
        if (!make_way(&subjects[i], plant, cpu, way, count == 1, choice))
            return 0;
        index = way ? (size_t)(way - plant->connections) + 1 : 0;
    }
    return count;
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

bool s7_subject_make_target(struct s7_subject *subject, const struct s7_target *target,
                            const struct s7_doctor_choice *choice)
{
    start(subject, target->host, target->port, target->rack, target->slot);
    put_title(subject, "");
    return finish(subject, choice);
}

int s7_subject_permit_type(const struct s7_subject *subject, const struct s7_doctor_choice *choice)
{
    char text[S7_TSAP_TEXT_SIZE + 2];
    if (!is_typed(choice) || !subject->config.remote_tsap)
        return S7_ARGUMENTS_GO_ON;
    s7_tsap_format(subject->config.remote_tsap, text, sizeof text);
    return s7_command_misuse(choice->arguments->command, "--type has no effect on %s: its TSAP is given, %s",
                             subject->title, text);
}
