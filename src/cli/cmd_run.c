/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "cli/command.h"
#include "cli/fault.h"
#include "cli/load.h"
#include "cli/run_report.h"

static int play(struct s7_run *run)
{
    struct s7_fault fault;
    const char *what;
    if (s7_run_play(run, &fault, &what) != S7_OK) {
        s7_cli_print_fault(stderr, &fault, what ? what : run->plant->name);
        return s7_cli_exit_code(&fault);
    }
    if (run->json)
        s7_run_print_json(run);
    else
        s7_run_print_summary(run);
    if (run->interrupted)
        return S7_EXIT_INTERRUPTED;
    return s7_run_is_good(run) ? S7_EXIT_OK : S7_EXIT_FINDINGS;
}

int s7_cmd_run(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    struct s7_plant *plant;
    struct s7_run run = {.plant = NULL};
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    if (arguments.operand_count != 1)
        return s7_command_misuse(command, "a plant file is expected");
    if (!s7_arguments_flag(&arguments, "desk"))
        return s7_command_misuse(command,
                                 "say which CPUs are played: --desk plays all of them on this machine");
    exit_code = s7_arguments_duration(&arguments, "for", S7_TIME_NEVER, &run.duration);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    exit_code = s7_cli_load_plant(arguments.operands[0], &plant);
    if (exit_code)
        return exit_code;
    run.plant = plant;
    run.json = s7_arguments_flag(&arguments, "json");
    exit_code = play(&run);
    s7_run_free(&run);
    s7_plant_free(plant);
    return exit_code;
}
