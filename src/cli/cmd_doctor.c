/* SPDX-License-Identifier: MIT
 *
 * cmd_doctor.c — `sieben doctor`: why it does not communicate, layer by layer, with evidence.
 */
#include <stdlib.h>
#include <unistd.h>

#include "cli/doctor_network.h"
#include "cli/doctor_report.h"
#include "cli/doctor_subjects.h"
#include "cli/doctor_zone.h"
#include "cli/json.h"
#include "cli/progress.h"
#include "cli/replace_file.h"

static volatile sig_atomic_t ended;

static void on_signal(int number)
{
    ended = number;
}

/* The first asks for the end; a second one is obeyed at once. */
static void take_signals(void)
{
    struct sigaction action = {.sa_handler = on_signal};
    action.sa_flags = (int)SA_RESETHAND;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

/* ---- examining --------------------------------------------------------------------------------------------------- */

/* What is to be told, and what came out of it. */
struct round {
    struct s7_subjects *subjects;
    struct s7_patient *patients; /* of each subject … */
    size_t count;                /* … so many were begun */
    bool json;
    int exit_code; /* of the lowest layer that failed anywhere */
};

static void take_exit(struct round *round, int exit_code)
{
    if (exit_code && (!round->exit_code || exit_code < round->exit_code))
        round->exit_code = exit_code;
}

/* @return false: it could not be examined at all, which was said */
static bool examine(struct round *round, size_t index)
{
    const struct s7_doctor_network network = s7_cli_doctor_network(&ended);
    struct s7_subject *subject = &round->subjects->list[index];
    struct s7_patient *patient = &round->patients[round->count];
    struct s7_doctor_place place = {
        .number = index + 1, .count = round->subjects->count, .name = subject->name};
    bool live = !round->json || isatty(STDERR_FILENO);
    subject->config.progress = live ? s7_doctor_live : NULL;
    subject->config.user = &place;
    patient->subject = subject;
    if (live && place.count > 1)
        fprintf(stderr, "%s%zu of %zu: %s\n", index ? "\n" : "", place.number, place.count, subject->title);
    int error = s7_doctor_run(&subject->config, &network, &patient->diagnosis);
    s7_progress_stop();
    if (error == S7_OK)
        return true;
    fprintf(stderr, "sieben doctor: %s: %s\n", subject->title, s7_error_text(error));
    return false;
}

/* One after the other; who cannot be examined does not hide the others. */
static void examine_all(struct round *round)
{
    bool complete = true;
    for (size_t i = 0; i < round->subjects->count && !ended; i++) {
        if (!examine(round, i)) {
            complete = false;
            continue;
        }
        take_exit(round, s7_diagnosis_exit(&round->patients[round->count].diagnosis));
        round->count++;
    }
    if (!complete)
        round->exit_code = S7_EXIT_USAGE;
}

/* ---- telling ----------------------------------------------------------------------------------------------------- */

static void print_json(const struct round *round, bool interrupted)
{
    json_t *document = s7_cli_json_document("doctor");
    json_t *list = json_array();
    for (size_t i = 0; i < round->count; i++)
        json_array_append_new(list, s7_doctor_json(round->patients[i].subject, &round->patients[i].diagnosis));
    json_object_set_new(document, "interrupted", json_boolean(interrupted));
    json_object_set_new(document, "partners", list);
    s7_cli_json_print(stdout, document);
}

static void tell(const struct round *round, bool interrupted)
{
    if (round->json) {
        print_json(round, interrupted);
        return;
    }
    fputs(round->subjects->count > 1 && isatty(STDERR_FILENO) ? "\n" : "", stderr);
    s7_doctor_print_all(round->patients, round->count);
}

/* Whether the end was asked for while there was something to do. */
static bool is_interrupted(const struct round *round)
{
    if (round->count < round->subjects->count)
        return ended != 0;
    return round->count && round->patients[round->count - 1].diagnosis.interrupted;
}

static int run_doctor(struct s7_subjects *subjects, bool json, const char *report)
{
    struct round round = {.subjects = subjects, .json = json};
    round.patients = calloc(subjects->count, sizeof *round.patients);
    if (!round.patients) {
        fprintf(stderr, "sieben doctor: out of memory\n");
        return S7_EXIT_USAGE;
    }
    take_signals();
    examine_all(&round);
    bool interrupted = is_interrupted(&round);
    tell(&round, interrupted);
    fflush(stdout);
    if (report && round.count && s7_doctor_write_report(report, subjects->plant, round.patients, round.count))
        round.exit_code = S7_EXIT_USAGE;
    else if (report && round.count)
        fprintf(stderr, "written: %s\n", report);
    if (interrupted) {
        fprintf(stderr, "sieben doctor: interrupted; every connection is closed\n");
        round.exit_code = S7_EXIT_INTERRUPTED;
    }
    free(round.patients);
    return round.exit_code;
}

int s7_cmd_doctor(const struct s7_command *command, int argc, char **argv)
{
    struct s7_arguments arguments;
    struct s7_subjects subjects;
    enum s7_report_format format;
    int exit_code = s7_arguments_read(command, argc, argv, &arguments);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    const char *report = s7_arguments_value(&arguments, "report");
    if (report && !s7_report_format_of(report, &format))
        return s7_command_misuse(command, "--report: the name ends in .md, .html, .csv or .txt, not \"%s\"",
                                 report);
    if (s7_arguments_flag(&arguments, "dry-run") && (s7_arguments_flag(&arguments, "json") || report))
        return s7_command_misuse(command, "--dry-run excludes --json and --report");
    if (report && s7_cli_may_write_file(report))
        return S7_EXIT_USAGE;
    if (s7_arguments_flag(&arguments, "from")) {
        take_signals();
        return s7_doctor_zone(&arguments, &ended);
    }
    if (s7_arguments_flag(&arguments, "output") || s7_arguments_flag(&arguments, "operator"))
        return s7_command_misuse(command, "--output and --operator need --from");
    exit_code = s7_subjects_read(&arguments, &subjects);
    if (exit_code != S7_ARGUMENTS_GO_ON)
        return exit_code;
    exit_code = S7_EXIT_OK;
    if (s7_arguments_flag(&arguments, "dry-run"))
        for (size_t i = 0; i < subjects.count; i++)
            s7_doctor_print_plan(stdout, &subjects.list[i]);
    else
        exit_code = run_doctor(&subjects, s7_arguments_flag(&arguments, "json"), report);
    s7_subjects_free(&subjects);
    return exit_code;
}
