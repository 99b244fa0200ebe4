/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <string.h>

#include "cli/command.h"
#include "cli/json.h"
#include "cli/load.h"
#include "cli/page.h"
#include "cli/plant_show.h"

enum { OBJECTS_MOST = 64 };

static int say_memory(void)
{
    fprintf(stderr, "sieben plant show: %s\n", strerror(ENOMEM));
    return 10 * S7_LAYER_LOCAL;
}

static int tell(struct s7_report *report, const struct s7_plant *plant, const struct s7_show_object *object)
{
    switch (object->kind) {
    case S7_SHOW_PLANT:
        return s7_show_plant(report, plant);
    case S7_SHOW_CPU:
        return s7_show_cpu(report, plant, object->cpu);
    case S7_SHOW_CONNECTION:
        return s7_show_connection(report, object->connection);
    case S7_SHOW_AREA:
        return s7_show_area(report, plant, object->cpu, &object->area);
    }
    return S7_OK;
}

static int print_text(const struct s7_plant *plant, const struct s7_show_object *objects, size_t count)
{
    struct s7_report report;
    int result = S7_OK;
    s7_cli_page_begin(&report, NULL);
    for (size_t i = 0; i < count && result == S7_OK; i++)
        result = tell(&report, plant, &objects[i]);
    int exit_code = s7_cli_page_end(&report);
    return result == S7_OK ? exit_code : say_memory();
}

static int print_json(const struct s7_plant *plant, const char *path, const struct s7_show_object *objects,
                      size_t count)
{
    json_t *document = s7_cli_json_document("plant-show"), *shown = json_array();
    for (size_t i = 0; i < count; i++) {
        json_t *one = s7_show_json(plant, &objects[i]);
        if (!one || json_array_append_new(shown, one) != 0) {
            json_decref(shown);
            json_decref(document);
            return say_memory();
        }
    }
    json_object_set_new(document, "file", s7_cli_json_text(path));
    json_object_set_new(document, "plant", s7_cli_json_text(plant->name));
    json_object_set_new(document, "shown", shown);
    s7_cli_json_print(stdout, document);
    return S7_EXIT_OK;
}

static int show(const struct s7_arguments *arguments, const struct s7_plant *plant)
{
    struct s7_show_object objects[OBJECTS_MOST] = {{.kind = S7_SHOW_PLANT}};
    size_t count = 0;
    for (int i = 1; i < arguments->operand_count; i++)
        if (!s7_show_find(plant, arguments->operands[0], arguments->operands[i], &objects[count++]))
            return S7_EXIT_USAGE;
    count += count == 0;
    if (s7_arguments_flag(arguments, "json"))
        return print_json(plant, arguments->operands[0], objects, count);
    return print_text(plant, objects, count);
}

int s7_cmd_plant_show(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    struct s7_plant *plant = NULL;
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    if (arguments.operand_count < 1)
        return s7_command_misuse(command, "a plant file is expected");
    if (arguments.operand_count > OBJECTS_MOST + 1)
        return s7_command_misuse(command, "at most %d objects at once", OBJECTS_MOST);
    exit_code = s7_cli_load_plant(arguments.operands[0], &plant);
    if (exit_code)
        return exit_code;
    exit_code = show(&arguments, plant);
    s7_plant_free(plant);
    return exit_code;
}
