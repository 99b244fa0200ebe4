/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/json.h"
#include "cli/load.h"

struct check {
    const char *path;
    bool json;
    json_t *findings;
    size_t error_count;
    size_t warning_count;
};

static void take_finding(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark,
                         const char *message)
{
    struct check *check = user;
    const char *name = severity == S7_PLANT_ERROR ? "error" : "warning";
    *(severity == S7_PLANT_ERROR ? &check->error_count : &check->warning_count) += 1;
    if (check->json)
        json_array_append_new(check->findings, json_pack("{s:i, s:i, s:s, s:o}", "line", (int)mark.line,
                                                         "column", (int)mark.column, "severity", name,
                                                         "message", s7_cli_json_text(message)));
    else
        printf("%s:%u:%u: %s: %s\n", check->path, mark.line, mark.column, name, message);
}

static void print_json(struct check *check, const struct s7_plant *plant)
{
    json_t *document = s7_cli_json_document("plant-check");
    json_object_set_new(document, "file", s7_cli_json_text(check->path));
    json_object_set_new(document, "plant", plant ? s7_cli_json_text(plant->name) : json_null());
    json_object_set_new(document, "errors", json_integer((json_int_t)check->error_count));
    json_object_set_new(document, "warnings", json_integer((json_int_t)check->warning_count));
    json_object_set(document, "findings", check->findings);
    s7_cli_json_print(stdout, document);
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

static void print_text(const struct check *check, const struct s7_plant *plant)
{
    if (plant) {
        printf("%s: %s: %zu CPU%s, ", check->path, plant->name, plant->cpu_count, plural(plant->cpu_count));
        if (plant->host_count)
            printf("%zu host%s, ", plant->host_count, plural(plant->host_count));
        printf("%zu connection%s, ", plant->connection_count, plural(plant->connection_count));
    } else {
        printf("%s: %zu error%s, ", check->path, check->error_count, plural(check->error_count));
    }
    printf("%zu warning%s\n", check->warning_count, plural(check->warning_count));
}

static int check_text(struct check *check, const char *text, size_t size, bool strict)
{
    struct s7_plant *plant = NULL;
    int error = s7_plant_load(text, size, take_finding, check, &plant);
    if (error == S7_ERR_LOCAL_MEMORY) {
        fprintf(stderr, "sieben: %s: %s\n", check->path, strerror(ENOMEM));
        return 10 * S7_LAYER_LOCAL;
    }
    if (check->json)
        print_json(check, plant);
    else
        print_text(check, plant);
    s7_plant_free(plant);
    if (error)
        return S7_EXIT_USAGE;
    return strict && check->warning_count ? S7_EXIT_FINDINGS : S7_EXIT_OK;
}

int s7_cmd_plant_check(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    if (arguments.operand_count != 1)
        return s7_command_misuse(command, "one plant file is expected");
    char *text;
    size_t size;
    const char *path = arguments.operands[0];
    exit_code = s7_cli_read_file(path, &text, &size);
    if (exit_code)
        return exit_code;
    struct check check = {.path = strcmp(path, "-") == 0 ? "stdin" : path,
                          .json = s7_arguments_flag(&arguments, "json"),
                          .findings = json_array()};
    exit_code = check_text(&check, text, size, s7_arguments_flag(&arguments, "strict"));
    json_decref(check.findings);
    free(text);
    return exit_code;
}
