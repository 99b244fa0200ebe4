/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "plant/schema.h"

int s7_cmd_plant_schema(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    if (arguments.operand_count != 0)
        return s7_command_misuse(command, "nothing but options is expected");
    bool markdown = s7_arguments_flag(&arguments, "markdown");
    if (markdown && s7_arguments_flag(&arguments, "json"))
        return s7_command_misuse(command, "--json and --markdown exclude each other");
    char *text = calloc(1, S7_SCHEMA_TEXT_SIZE);
    if (!text) {
        fprintf(stderr, "sieben: %s\n", strerror(ENOMEM));
        return 10 * S7_LAYER_LOCAL;
    }
    struct s7_strbuf buf = s7_strbuf_over(text, S7_SCHEMA_TEXT_SIZE);
    if (markdown)
        s7_schema_format(&buf);
    else
        s7_schema_json(&buf);
    fputs(text, stdout);
    free(text);
    return S7_EXIT_OK;
}
