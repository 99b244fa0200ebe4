/* SPDX-License-Identifier: MIT
 *
 * cmd_doctor.c — `sieben doctor`: why it does not communicate, layer by layer, with evidence.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/doctor_network.h"
#include "cli/doctor_show.h"
#include "cli/doctor_zone.h"
#include "cli/json.h"
#include "cli/progress.h"

enum { WIDTH_USUAL = 100, WIDTH_LEAST = 60 };

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

/* ---- documents --------------------------------------------------------------------------------------------------- */

static size_t terminal_width(void)
{
    struct winsize size;
    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return WIDTH_USUAL;
    return size.ws_col < WIDTH_LEAST ? WIDTH_LEAST : size.ws_col;
}

static void print_table(const struct s7_subject *subject, const struct s7_diagnosis *diagnosis)
{
    struct s7_report report;
    fputc('\n', stdout);
    s7_report_begin(&report,
                    &(struct s7_report_config){.format = S7_REPORT_TEXT,
                                               .sink = s7_report_sink_stream(stdout),
                                               .width = terminal_width(),
                                               .colour = isatty(STDOUT_FILENO) && !getenv("NO_COLOR")});
    s7_doctor_tell(&report, subject, diagnosis, false);
    s7_report_end(&report);
}

/* One partner and what was found of it. */
struct patient {
    const struct s7_subject *subject;
    struct s7_diagnosis diagnosis;
};

static void overview_cell(const void *self, size_t row, size_t column, struct s7_strbuf *buffer,
                          struct s7_report_cell *ret_cell)
{
    const struct patient *patient = &((const struct patient *)self)[row];
    const struct s7_finding *leading = patient->diagnosis.leading;
    if (column == 0)
        ret_cell->text = patient->subject->title;
    else if (!leading)
        *ret_cell = (struct s7_report_cell){.text = "ok", .meaning = S7_REPORT_OK};
    else {
        bool failed = patient->diagnosis.failed != S7_CHECK_COUNT;
        s7_strbuf_printf(buffer, "%s: layer %d: %s", failed ? "fail" : "warn",
                         (int)s7_check_layer(leading->check), s7_sign_text(leading->sign));
        ret_cell->meaning = failed ? S7_REPORT_FAIL : S7_REPORT_WARN;
    }
}

static void tell_all(struct s7_report *report, const struct patient *patients, size_t count)
{
    static const struct s7_report_column columns[] = {{.title = "Partner"}, {.title = "Verdict"}};
    if (count > 1)
        s7_report_table(report, &(struct s7_report_table){.name = "partners",
                                                          .columns = columns,
                                                          .column_count = 2,
                                                          .row_count = count,
                                                          .cell = overview_cell,
                                                          .self = patients});
    for (size_t i = 0; i < count; i++) {
        if (i)
            s7_report_page(report);
        s7_doctor_tell(report, patients[i].subject, &patients[i].diagnosis, true);
    }
}

static int write_report(const char *path, const struct patient *patients, size_t count)
{
    struct s7_report_config config = {.title = "Why it does not communicate", .footer = "sieben doctor"};
    struct s7_report report;
    FILE *file = s7_report_format_of(path, &config.format) ? fopen(path, "w") : NULL;
    if (!file) {
        fprintf(stderr, "sieben: %s: %s\n", path, strerror(errno));
        return S7_EXIT_USAGE;
    }
    config.sink = s7_report_sink_stream(file);
    s7_report_begin(&report, &config);
    tell_all(&report, patients, count);
    int failure = s7_report_end(&report);
    if (fclose(file) != 0 || failure != S7_OK) {
        fprintf(stderr, "sieben: %s: not written: %s\n", path,
                s7_error_text(failure ? failure : S7_ERR_LOCAL_FILE));
        return S7_EXIT_USAGE;
    }
    return S7_EXIT_OK;
}

/* ---- examining --------------------------------------------------------------------------------------------------- */

/* @return exit code of this one; `show`: the verdict and the table as text */
static int examine(struct s7_subject *subject, bool show, struct patient *ret_patient)
{
    const struct s7_doctor_network network = s7_cli_doctor_network(&ended);
    subject->config.progress = show || isatty(STDERR_FILENO) ? s7_doctor_live : NULL;
    ret_patient->subject = subject;
    int error = s7_doctor_run(&subject->config, &network, &ret_patient->diagnosis);
    s7_progress_stop();
    if (error != S7_OK) {
        fprintf(stderr, "sieben doctor: %s: %s\n", subject->title, s7_error_text(error));
        return S7_EXIT_USAGE;
    }
    if (show && !ended) {
        s7_doctor_print(stdout, subject, &ret_patient->diagnosis);
        print_table(subject, &ret_patient->diagnosis);
    }
    return s7_diagnosis_exit(&ret_patient->diagnosis);
}

static void print_json(const struct patient *patients, size_t count)
{
    json_t *document = s7_cli_json_document("doctor");
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, s7_doctor_json(patients[i].subject, &patients[i].diagnosis));
    json_object_set_new(document, "partners", list);
    s7_cli_json_print(stdout, document);
}

static int say_interrupted(const struct s7_diagnosis *diagnosis)
{
    const struct s7_doctor_budget *budget = &diagnosis->budget;
    fprintf(stderr,
            "sieben doctor: interrupted; every connection is closed; budget: %u connections, %u telegrams\n",
            budget->connections, budget->telegrams);
    return ended == SIGINT ? S7_EXIT_INTERRUPTED : S7_EXIT_FINDINGS;
}

/* The exit code is that of the lowest layer that failed anywhere. */
static int examine_all(struct s7_subjects *subjects, struct patient *patients, bool json)
{
    int worst = S7_EXIT_OK;
    for (size_t i = 0; i < subjects->count; i++) {
        if (i && !json)
            fputc('\n', stdout);
        int exit_code = examine(&subjects->list[i], !json, &patients[i]);
        if (ended)
            return say_interrupted(&patients[i].diagnosis);
        if (exit_code == S7_EXIT_USAGE)
            return exit_code;
        if (exit_code && (!worst || exit_code < worst))
            worst = exit_code;
    }
    if (json)
        print_json(patients, subjects->count);
    return worst;
}

static int run_doctor(struct s7_subjects *subjects, bool json, const char *report)
{
    struct patient *patients = calloc(subjects->count, sizeof *patients);
    if (!patients) {
        fprintf(stderr, "sieben doctor: out of memory\n");
        return S7_EXIT_USAGE;
    }
    take_signals();
    int exit_code = examine_all(subjects, patients, json);
    if (report && !ended && exit_code != S7_EXIT_USAGE && write_report(report, patients, subjects->count))
        exit_code = S7_EXIT_USAGE;
    free(patients);
    return exit_code;
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
