/* SPDX-License-Identifier: MIT */
#include "cli/help.h"
#include "cli/json.h"

static json_t *options_json(const struct s7_command *command)
{
    json_t *list = json_array();
    const struct s7_command_option *option;
    for (size_t i = 0; (option = s7_command_option_at(i)); i++)
        if (option->command == command->id)
            json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "name", option->name, "argument",
                                                  option->argument, "help", option->help));
    return list;
}

static json_t *examples_json(const struct s7_command *command)
{
    json_t *list = json_array();
    const struct s7_command_example *example;
    for (size_t i = 0; (example = s7_command_example_at(i)); i++)
        if (example->command == command->id)
            json_array_append_new(list, json_pack("{s:s, s:s}", "line", example->line, "text", example->text));
    return list;
}

void s7_help_json(FILE *out)
{
    json_t *commands = json_array();
    const struct s7_command *command;
    for (size_t i = 0; (command = s7_command_at(i)); i++) {
        char name[64];
        s7_help_name(command, name, sizeof name);
        json_array_append_new(commands, json_pack("{s:s, s:s, s:s, s:o, s:o}", "name", name, "summary",
                                                  command->summary, "usage", command->usage, "options",
                                                  options_json(command), "examples", examples_json(command)));
    }
    json_t *document = s7_cli_json_document("help");
    json_object_set_new(document, "commands", commands);
    s7_cli_json_print(out, document);
}
