/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/load.h"
#include "cli/plant_check.h"
#include "cli/shown_path.h"
#include "cli/wall_clock.h"

static const struct {
    const char *name;
    void (*print)(FILE *out, const struct s7_plant_check *check);
} formats[] = {{"text", s7_plant_check_text}, {"json", s7_plant_check_json}, {"sarif", s7_plant_check_sarif}};

enum { FORMATS = sizeof formats / sizeof formats[0], JSON = 1 };

struct choice {
    size_t format;
    bool strict;
    struct s7_plant_date today;
};

/** The day that was given, or this machine's. */
static bool read_today(const char *given, struct s7_plant_date *ret_today)
{
    struct s7_clock clock = s7_wall_clock_at(s7_wall_clock_ms(), false);
    char text[S7_WALL_CLOCK_SIZE];
    if (given &&
        (strlen(given) != strlen("2026-11-20") || snprintf(text, sizeof text, "%s 00:00:00", given) < 0 ||
         s7_wall_clock_parse(text, &clock) != S7_OK))
        return false;
    *ret_today = (struct s7_plant_date){.year = clock.year, .month = clock.month, .day = clock.day};
    return true;
}

static int read_choice(const struct s7_command *command, const struct s7_arguments *arguments,
                       struct choice *ret_choice)
{
    const char *format = s7_arguments_value(arguments, "format");
    struct choice choice = {.strict = s7_arguments_flag(arguments, "strict"),
                            .format = s7_arguments_flag(arguments, "json") ? JSON : 0};
    if (arguments->operand_count != 1)
        return s7_command_misuse(command, "one plant file is expected");
    if (format && choice.format == JSON)
        return s7_command_misuse(command, "--json and --format exclude each other");
    while (format && choice.format < FORMATS && strcmp(formats[choice.format].name, format) != 0)
        choice.format++;
    if (choice.format == FORMATS)
        return s7_command_misuse(command, "--format is text, json or sarif");
    if (!read_today(s7_arguments_value(arguments, "today"), &choice.today))
        return s7_command_misuse(command, "--today is a date such as 2026-11-20");
    *ret_choice = choice;
    return S7_ARGUMENTS_GO_ON;
}

static int exit_code_of(const struct s7_plant_check *check, bool strict)
{
    if (!check->plant)
        return S7_EXIT_USAGE;
    const struct s7_register_list *list = check->list;
    bool any =
        list->counts[S7_REGISTER_ERROR] || list->dropped || (strict && list->counts[S7_REGISTER_WARNING]);
    return any ? S7_EXIT_FINDINGS : S7_EXIT_OK;
}

static int check_text(const char *path, const char *text, size_t size, const struct choice *choice)
{
    struct s7_plant *plant = NULL;
    struct s7_register_list list = {.count = 0};
    int error = s7_plant_load_by_topic(text, size, s7_register_take, &list, &plant);
    if (plant)
        error = s7_register_check(plant, choice->today, &list);
    else
        s7_register_sort(&list);
    struct s7_plant_check check = {path, plant, choice->today, &list};
    int exit_code = exit_code_of(&check, choice->strict);
    if (error == S7_ERR_LOCAL_MEMORY || list.failed) {
        fprintf(stderr, "sieben: %s: %s\n", s7_shown_path(path).text, strerror(ENOMEM));
        exit_code = 10 * S7_LAYER_LOCAL;
    } else {
        formats[choice->format].print(stdout, &check);
    }
    s7_register_list_free(&list);
    s7_plant_free(plant);
    return exit_code;
}

int s7_cmd_plant_check(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    struct choice choice = {.format = 0};
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        exit_code = read_choice(command, &arguments, &choice);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    char *text;
    size_t size;
    const char *path = arguments.operands[0];
    exit_code = s7_cli_read_file(path, &text, &size);
    if (exit_code)
        return exit_code;
    exit_code = check_text(strcmp(path, "-") == 0 ? "stdin" : path, text, size, &choice);
    free(text);
    return exit_code;
}
