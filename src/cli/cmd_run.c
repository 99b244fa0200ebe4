/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "cli/command.h"
#include "cli/fault.h"
#include "cli/load.h"
#include "cli/rights.h"
#include "cli/run_confirm.h"
#include "cli/run_json.h"
#include "cli/run_loop.h"
#include "cli/run_report.h"

static int fail(int error, const char *what)
{
    struct s7_fault fault = {.error = error};
    s7_cli_print_fault(stderr, &fault, what);
    return s7_cli_exit_code(&fault);
}

/* What is wrong with a file of the plant was told when it was read. */
static int not_played(const struct s7_run *run, const struct s7_fault *fault, const char *what)
{
    if (fault->error == S7_ERR_LOCAL_FILE)
        return S7_EXIT_USAGE;
    s7_cli_print_fault(stderr, fault, what ? what : run->plant->name);
    s7_cli_explain_rights(stderr, fault);
    return s7_cli_exit_code(fault);
}

static int play(struct s7_run *run)
{
    struct s7_fault fault;
    const char *what;
    if (s7_run_play(run, &fault, &what) != S7_OK)
        return not_played(run, &fault, what);
    if (run->json)
        s7_run_print_json(&run->snapshot);
    else
        s7_run_print_summary(&run->snapshot);
    if (run->interrupted)
        return S7_EXIT_INTERRUPTED;
    return s7_run_snapshot_is_good(&run->snapshot) ? S7_EXIT_OK : S7_EXIT_FINDINGS;
}

static int confirm_and_play(struct s7_run *run)
{
    if (!s7_run_choice_fits(&run->choice, run->plant, run->path, stderr))
        return S7_EXIT_USAGE;
    int error = s7_run_confirm(run->plant, &run->choice, &run->approval);
    return error == S7_OK ? play(run) : fail(error, "writing to CPUs that are not played here");
}

int s7_cmd_run(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    struct s7_run run = {.plant = NULL};
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    if (arguments.operand_count != 1)
        return s7_command_misuse(command, "a plant file is expected");
    exit_code = s7_run_choice_read(&arguments, &run.choice);
    if (exit_code == S7_ARGUMENTS_GO_ON)
        exit_code = s7_arguments_duration(&arguments, "for", S7_TIME_NEVER, &run.duration);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    run.path = run.choice.plant_path = arguments.operands[0];
    exit_code = s7_cli_load_plant(run.path, &run.plant);
    if (exit_code)
        return exit_code;
    run.json = s7_arguments_flag(&arguments, "json");
    run.plain = s7_arguments_flag(&arguments, "plain");
    run.status_file.path = s7_arguments_value(&arguments, "status-file");
    exit_code = confirm_and_play(&run);
    s7_run_free(&run);
    return exit_code;
}
