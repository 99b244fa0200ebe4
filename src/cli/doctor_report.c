/* SPDX-License-Identifier: MIT */
#include "cli/doctor_report.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/doctor_file.h"
#include "cli/doctor_zone_glance.h"

enum { WIDTH_USUAL = 100, WIDTH_LEAST = 60 };

/* ---- of all ------------------------------------------------------------------------------------------------------ */

static void put_verdict(const struct s7_diagnosis *diagnosis, struct s7_strbuf *buffer,
                        struct s7_report_cell *ret_cell)
{
    const struct s7_finding *leading = diagnosis->leading;
    bool failed = diagnosis->failed != S7_CHECK_COUNT;
    if (failed || (leading && !diagnosis->interrupted)) {
        s7_strbuf_printf(buffer, "%s: layer %d %s: %s", failed ? "fail" : "warn",
                         (int)s7_finding_layer(leading), s7_layer_name(s7_finding_layer(leading)),
                         s7_sign_text(leading->sign));
        ret_cell->meaning = failed ? S7_REPORT_FAIL : S7_REPORT_WARN;
    } else if (diagnosis->interrupted) {
        *ret_cell = (struct s7_report_cell){.text = "interrupted", .meaning = S7_REPORT_UNSURE};
    } else {
        *ret_cell = (struct s7_report_cell){.text = "ok", .meaning = S7_REPORT_OK};
    }
}

static void overview_cell(const void *self, size_t row, size_t column, struct s7_strbuf *buffer,
                          struct s7_report_cell *ret_cell)
{
    const struct s7_patient *patient = &((const struct s7_patient *)self)[row];
    if (column == 0)
        ret_cell->text = patient->subject->title;
    else
        put_verdict(&patient->diagnosis, buffer, ret_cell);
}

void s7_doctor_overview(struct s7_report *report, const struct s7_patient *patients, size_t count)
{
    static const struct s7_report_column columns[] = {{.title = "Partner"}, {.title = "Verdict"}};
    s7_report_table(report, &(struct s7_report_table){.name = "partners",
                                                      .columns = columns,
                                                      .column_count = sizeof columns / sizeof columns[0],
                                                      .row_count = count,
                                                      .cell = overview_cell,
                                                      .self = patients});
}

/* ---- on standard output ------------------------------------------------------------------------------------------ */

/* Of the terminal; 0: it is none. */
static size_t terminal_width(void)
{
    struct winsize size;
    if (!isatty(STDOUT_FILENO))
        return 0;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return WIDTH_USUAL;
    return size.ws_col < WIDTH_LEAST ? WIDTH_LEAST : size.ws_col;
}

static void begin_text(struct s7_report *report, size_t width)
{
    const char *refused = getenv("NO_COLOR");
    s7_report_begin(report,
                    &(struct s7_report_config){.format = S7_REPORT_TEXT,
                                               .sink = s7_report_sink_stream(stdout),
                                               .width = width ? width : WIDTH_USUAL,
                                               .colour = isatty(STDOUT_FILENO) && !(refused && refused[0])});
}

void s7_doctor_print_all(const struct s7_patient *patients, size_t count)
{
    size_t width = terminal_width();
    struct s7_report report;
    if (count > 1) {
        begin_text(&report, width);
        s7_doctor_overview(&report, patients, count);
        s7_report_end(&report);
    }
    for (size_t i = 0; i < count; i++) {
        fputs(count > 1 ? "\n\n" : "", stdout);
        s7_doctor_print(stdout, width, patients[i].subject, &patients[i].diagnosis);
        fputc('\n', stdout);
        begin_text(&report, width);
        s7_doctor_tell(&report, patients[i].subject, &patients[i].diagnosis, false);
        s7_report_end(&report);
    }
}

/* ---- as a file --------------------------------------------------------------------------------------------------- */

struct patients {
    const struct s7_plant *plant;
    const struct s7_patient *list;
    size_t count;
};

static void tell_all(struct s7_report *report, const void *self)
{
    const struct patients *patients = self;
    if (patients->count > 1)
        s7_doctor_overview(report, patients->list, patients->count);
    if (patients->count > 1 && patients->plant)
        s7_zone_tell_glances(report, patients->plant, patients->list, patients->count);
    for (size_t i = 0; i < patients->count; i++) {
        if (i)
            s7_report_page(report);
        s7_doctor_tell(report, patients->list[i].subject, &patients->list[i].diagnosis, true);
    }
}

int s7_doctor_write_report(const char *path, const struct s7_plant *plant, const struct s7_patient *patients,
                           size_t count)
{
    const struct patients all = {plant, patients, count};
    return s7_doctor_write_document(path, "What the doctor found", tell_all, &all);
}
