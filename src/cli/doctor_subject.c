/* SPDX-License-Identifier: MIT */
#include "cli/doctor_subject.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "cli/load.h"
#include "cli/route.h"

enum { DBS = 16, CONNECTIONS_MOST = 16, DB_LAST = 65535 };

/* What the options say, for every subject alike. */
struct choice {
    const struct s7_arguments *arguments;
    struct s7_route route; /* class, TSAPs and timeout; of a plain target the target, too */
    struct s7_tsap local, remote;
    struct s7_range write_probe;
    s7_time idle;
    unsigned max_connections;
    uint16_t dbs[DBS];
    size_t db_count;
};

/* ---- options ----------------------------------------------------------------------------------------------------- */

/* "10", "10,11": NULL, or where it stops to be a list of numbers up to `most`. */
static const char *read_numbers(const char *text, unsigned long most, uint16_t *ret_list, size_t room,
                                size_t *count)
{
    for (;;) {
        char *end = NULL;
        unsigned long number = *text >= '0' && *text <= '9' ? strtoul(text, &end, 10) : 0;
        if (number == 0 || number > most || *count == room)
            return text;
        ret_list[(*count)++] = (uint16_t)number;
        if (*end == '\0')
            return NULL;
        if (*end != ',')
            return end;
        text = end + 1;
    }
}

static int read_dbs(const struct s7_arguments *arguments, struct choice *choice)
{
    for (size_t i = 0; i < arguments->given_count; i++)
        if (strcmp(arguments->given[i].option->name, "db") == 0 &&
            read_numbers(arguments->given[i].value, DB_LAST, choice->dbs, DBS, &choice->db_count))
            return s7_command_misuse(arguments->command, "--db is up to %d numbers from 1 to 65535, not \"%s\"",
                                     DBS, arguments->given[i].value);
    return S7_ARGUMENTS_GO_ON;
}

static int read_connections(const struct s7_arguments *arguments, struct choice *choice)
{
    const char *text = s7_arguments_value(arguments, "max-connections");
    uint16_t number = 0;
    size_t count = 0;
    if (!text)
        return S7_ARGUMENTS_GO_ON;
    if (read_numbers(text, CONNECTIONS_MOST, &number, 1, &count))
        return s7_command_misuse(arguments->command, "--max-connections is a number from 1 to %d, not \"%s\"",
                                 CONNECTIONS_MOST, text);
    choice->max_connections = number;
    return S7_ARGUMENTS_GO_ON;
}

static int read_write_probe(const struct s7_arguments *arguments, struct choice *choice)
{
    const char *text = s7_arguments_value(arguments, "write-probe");
    struct s7_tag tag;
    struct s7_text_error error;
    if (!text)
        return S7_ARGUMENTS_GO_ON;
    if (s7_tag_parse(text, &tag, &error) != S7_OK)
        return s7_command_misuse(arguments->command, "--write-probe %s: %s", text, error.message);
    if (tag.range.bit_count != 8 || tag.range.first_bit % 8 != 0)
        return s7_command_misuse(arguments->command, "--write-probe is one octet like DB10.DBB4, not \"%s\"",
                                 text);
    choice->write_probe = tag.range;
    return S7_ARGUMENTS_GO_ON;
}

/* s7_route_read_options() has read the texts once: they are TSAPs. */
static void take_tsaps(struct choice *choice)
{
    if (choice->route.local_tsap[0])
        s7_tsap_parse(choice->route.local_tsap, &choice->local);
    if (choice->route.remote_tsap[0])
        s7_tsap_parse(choice->route.remote_tsap, &choice->remote);
}

static int read_choice(const struct s7_arguments *arguments, struct choice *choice)
{
    static int (*const readers[])(const struct s7_arguments *arguments,
                                  struct choice *choice) = {read_dbs, read_connections, read_write_probe};
    if (s7_arguments_flag(arguments, "deep") && s7_arguments_flag(arguments, "gentle"))
        return s7_command_misuse(arguments->command, "--gentle and --deep exclude each other");
    choice->arguments = arguments;
    int exit_code = s7_route_read_options(arguments, &choice->route);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        exit_code = s7_arguments_duration(arguments, "idle", 0, &choice->idle);
    for (size_t i = 0; i < sizeof readers / sizeof readers[0] && exit_code == S7_ARGUMENTS_GO_ON; i++)
        exit_code = readers[i](arguments, choice);
    take_tsaps(choice);
    return exit_code;
}

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

static void apply_choice(struct s7_subject *subject, const struct choice *choice)
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

/* Options come last: they overrule the plant file. */
static bool finish(struct s7_subject *subject, const struct choice *choice)
{
    apply_choice(subject, choice);
    for (size_t i = 0; i < choice->db_count; i++) {
        const struct s7_range octet = {.area = S7_AREA_DB, .db = choice->dbs[i], .bit_count = 8};
        if (!add_area(subject, &octet, NULL))
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
                            const struct choice *choice)
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
                     const struct choice *choice)
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

static int take_connection(struct s7_subjects *subjects, const char *id, const struct s7_plant_cpu *cpu,
                           const struct choice *choice)
{
    const struct s7_plant_connection *connection = s7_plant_find_connection(subjects->plant, id);
    if (!connection)
        return s7_command_misuse(choice->arguments->command, "the plant has no connection %s", id);
    if (cpu && connection->to != cpu)
        return s7_command_misuse(choice->arguments->command, "connection %s leads to %s, not to %s", id,
                                 connection->to->name, cpu->name);
    if (!make_room(subjects, 1) || !make_connection(&subjects->list[0], connection, choice))
        return out_of_memory();
    return S7_ARGUMENTS_GO_ON;
}

static int take_all(struct s7_subjects *subjects, const struct choice *choice)
{
    const struct s7_plant *plant = subjects->plant;
    if (!make_room(subjects, plant->cpu_count))
        return out_of_memory();
    for (size_t i = 0; i < plant->cpu_count; i++)
        if (!make_cpu(&subjects->list[i], plant, &plant->cpus[i], choice))
            return out_of_memory();
    return S7_ARGUMENTS_GO_ON;
}

static int take_cpu(struct s7_subjects *subjects, const struct s7_plant_cpu *cpu, const struct choice *choice)
{
    if (!make_room(subjects, 1) || !make_cpu(&subjects->list[0], subjects->plant, cpu, choice))
        return out_of_memory();
    return S7_ARGUMENTS_GO_ON;
}

/* PLANT or NAME@PLANT. */
static int read_plant(struct s7_subjects *subjects, const char *operand, const struct choice *choice)
{
    const char *id = s7_arguments_value(choice->arguments, "connection");
    const char *at = strchr(operand, '@');
    const char *path = at ? at + 1 : operand;
    char name[S7_ROUTE_NAME_SIZE];
    int exit_code = s7_cli_load_plant(path, &subjects->plant);
    if (exit_code)
        return exit_code;
    snprintf(name, sizeof name, "%.*s", at ? (int)(at - operand) : 0, operand);
    const struct s7_plant_cpu *cpu = at ? s7_cli_find_cpu(subjects->plant, path, name) : NULL;
    if (at && !cpu)
        return S7_EXIT_USAGE;
    if (id)
        return take_connection(subjects, id, cpu, choice);
    return cpu ? take_cpu(subjects, cpu, choice) : take_all(subjects, choice);
}

/* ---- of an address ----------------------------------------------------------------------------------------------- */

static int read_target(struct s7_subjects *subjects, const char *operand, const struct choice *choice)
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

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), tail = strlen(end);
    return length > tail && strcmp(text + length - tail, end) == 0;
}

static int read_operand(struct s7_subjects *subjects, const char *operand, const struct choice *choice)
{
    bool all = s7_arguments_flag(choice->arguments, "all");
    bool one = s7_arguments_flag(choice->arguments, "connection");
    bool named = strchr(operand, '@') != NULL;
    if (all && (one || named))
        return s7_command_misuse(choice->arguments->command, "--all is for a whole plant file");
    if (all || one || named)
        return read_plant(subjects, operand, choice);
    if (ends_with(operand, ".yaml") || ends_with(operand, ".yml"))
        return s7_command_misuse(choice->arguments->command,
                                 "a plant file needs NAME@%s, --connection ID or --all", operand);
    return read_target(subjects, operand, choice);
}

int s7_subjects_read(const struct s7_arguments *arguments, struct s7_subjects *ret_subjects)
{
    struct choice choice = {0};
    struct s7_subjects subjects = {0};
    if (arguments->operand_count != 1)
        return s7_command_misuse(arguments->command, "one target is expected");
    int exit_code = read_choice(arguments, &choice);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        exit_code = read_operand(&subjects, arguments->operands[0], &choice);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        *ret_subjects = subjects;
    else
        s7_subjects_free(&subjects);
    return exit_code;
}

void s7_subjects_free(struct s7_subjects *subjects)
{
    for (size_t i = 0; i < subjects->count; i++)
        free(subjects->list[i].areas);
    free(subjects->list);
    if (subjects->plant)
        s7_plant_free(subjects->plant);
}
