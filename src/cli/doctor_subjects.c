/* SPDX-License-Identifier: MIT */
#include "cli/doctor_subjects.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/strbuf.h"
#include "cli/doctor_choice.h"
#include "cli/doctor_exhaust.h"
#include "cli/doctor_whom.h"
#include "cli/load.h"

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
    if (!make_room(subjects, 1) || !s7_subject_make(&subjects->list[0], connection->to, connection, choice))
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
        count += s7_subject_ways(plant, &plant->cpus[i], choice);
    if (!make_room(subjects, count))
        return out_of_memory();
    for (size_t i = 0, made = 0, at = 0; i < plant->cpu_count; i++, at += made) {
        made = s7_subject_make_ways(&subjects->list[at], plant, &plant->cpus[i], choice);
        if (made == 0)
            return out_of_memory();
    }
    return S7_ARGUMENTS_GO_ON;
}

static int take_cpu(struct s7_subjects *subjects, const struct s7_plant_cpu *cpu,
                    const struct s7_doctor_choice *choice)
{
    if (!make_room(subjects, s7_subject_ways(subjects->plant, cpu, choice)) ||
        !s7_subject_make_ways(subjects->list, subjects->plant, cpu, choice))
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
    return s7_subject_make_target(&subjects->list[0], &route.target, choice) ? S7_ARGUMENTS_GO_ON
                                                                             : out_of_memory();
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
    for (size_t i = 0; i < subjects.count && exit_code == S7_ARGUMENTS_GO_ON; i++)
        exit_code = s7_subject_permit_type(&subjects.list[i], &choice);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        exit_code = s7_doctor_exhaust_permit(arguments, &subjects);
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
