/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "cli/help.h"

static int help_about(const struct s7_command *command, int word_count, char **words)
{
    int used;
    const struct s7_command *about = s7_command_find(word_count, words, &used);
    if (about && used == word_count) {
        s7_help_command(stdout, about);
        return S7_EXIT_OK;
    }
    if (!about && word_count == 1 && s7_command_group(words[0])) {
        s7_help_group(stdout, words[0]);
        return S7_EXIT_OK;
    }
    return s7_command_misuse(command, "there is no such command: %s%s%s", words[0], word_count > 1 ? " " : "",
                             word_count > 1 ? words[1] : "");
}

int s7_cmd_help(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    if (s7_arguments_flag(&arguments, "man"))
        s7_help_man(stdout);
    else if (s7_arguments_flag(&arguments, "completion"))
        s7_help_completion(stdout);
    else if (s7_arguments_flag(&arguments, "json"))
        s7_help_json(stdout);
    else if (arguments.operand_count)
        return help_about(command, arguments.operand_count, arguments.operands);
    else
        s7_help_overview(stdout);
    return S7_EXIT_OK;
}
