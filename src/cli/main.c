/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/help.h"
#include "plant/nearest.h"
#include "sieben/error.h"

static int refuse_word(int argc, char **argv)
{
    if (s7_command_group(argv[1])) {
        if (argc > 2 && strcmp(argv[2], "--help") == 0) {
            s7_help_group(stdout, argv[1]);
            return S7_EXIT_OK;
        }
        if (argc > 2)
            fprintf(stderr, "sieben %s: there is no command \"%s\"\n", argv[1], argv[2]);
        s7_help_group(stderr, argv[1]);
        return S7_EXIT_USAGE;
    }
    struct s7_nearest nearest = s7_nearest_to(argv[1], strlen(argv[1]));
    const struct s7_command *command;
    for (size_t i = 0; (command = s7_command_at(i)); i++)
        s7_nearest_try(&nearest, command->group[0] ? command->group : command->name);
    fprintf(stderr, "sieben: there is no command \"%s\"", argv[1]);
    if (nearest.best)
        fprintf(stderr, "; did you mean \"%s\"?", nearest.best);
    fputs("\nmore: sieben help\n", stderr);
    return S7_EXIT_USAGE;
}

static int dispatch(int argc, char **argv)
{
    if (argc < 2) {
        s7_help_overview(stderr);
        return S7_EXIT_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        s7_help_overview(stdout);
        return S7_EXIT_OK;
    }
    if (strcmp(argv[1], "--version") == 0)
        return s7_cmd_version(s7_command_at(S7_COMMAND_version), 1, argv + 1);
    int used;
    const struct s7_command *command = s7_command_find(argc - 1, argv + 1, &used);
    return command ? command->run(command, argc - used, argv + used) : refuse_word(argc, argv);
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN); /* a peer or a pipe that goes away is an ordinary error */
    int exit_code = dispatch(argc, argv);
    if (fflush(stdout) == 0 && !ferror(stdout))
        return exit_code;
    fprintf(stderr, "sieben: standard output: %s\n", strerror(errno));
    return exit_code ? exit_code : 10 * S7_LAYER_LOCAL;
}
