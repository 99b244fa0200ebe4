/* SPDX-License-Identifier: MIT */
#include "cli/doctor_zone_show.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/doctor_file.h"
#include "cli/doctor_show.h"
#include "cli/progress.h"
#include "cli/style.h"
#include "firewall/zone.h"

enum { WIDTH_USUAL = 100, WIDTH_LEAST = 60 };

int s7_zone_out_of_memory(void)
{
    fprintf(stderr, "sieben doctor: out of memory\n");
    return S7_EXIT_USAGE;
}

/* Of the terminal; 0: it is none. */
static size_t terminal_width(FILE *out)
{
    struct winsize size;
    if (!isatty(fileno(out)))
        return 0;
    if (ioctl(fileno(out), TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return WIDTH_USUAL;
    return size.ws_col < WIDTH_LEAST ? WIDTH_LEAST : size.ws_col;
}

/* ---- lines ------------------------------------------------------------------------------------------------------- */

void s7_zone_say_where(FILE *out, const struct s7_plant_zone *zone, const char *local)
{
    if (zone->net_count == 0)
        fprintf(out, "this machine is %s; %s has no nets in the plant file: no verdict can be passed\n", local,
                zone->name);
    else if (s7_zone_holds(zone, local))
        fprintf(out, "this machine is %s, in %s\n", local, zone->name);
    else
        fprintf(out, "this machine is %s, which is not in %s: no verdict can be passed\n", local, zone->name);
}

static const char *demand_of(enum s7_path_expectation expectation)
{
    static const char *const words[] = {[S7_PATH_REQUIRED] = "must work",
                                        [S7_PATH_FORBIDDEN] = "must be blocked",
                                        [S7_PATH_WITHIN] = "same zone",
                                        [S7_PATH_UNKNOWN] = "not said"};
    return words[expectation];
}

static void name_trial(const struct s7_zone_trial *trial, struct s7_strbuf *buf)
{
    s7_strbuf_add(buf, trial->subject.title);
}

void s7_zone_announce(FILE *out, const struct s7_zone_run *run, size_t number)
{
    const struct s7_zone_trial *trial = &run->trials[number];
    fprintf(out, "%s%zu of %zu: %s, %s: %s%s\n", s7_style_bold(out), number + 1, run->count,
            trial->subject.title, demand_of(trial->path.expectation), s7_path_reason_text(trial->path.reason),
            s7_style_plain(out));
}

void s7_zone_live(void *user, const struct s7_diagnosis_step *step, bool ended)
{
    char text[16];
    struct s7_strbuf time = s7_strbuf_over(text, sizeof text);
    (void)user;
    if (!ended) {
        s7_progress_start(s7_check_text(step->check));
        return;
    }
    s7_progress_stop();
    s7_doctor_time(step->elapsed, &time);
    fprintf(stderr, "%-7s  %-10s  %8s  %s\n", "seen", s7_check_name(step->check), text, step->evidence);
}

void s7_zone_say_verdict(FILE *out, const struct s7_zone_trial *trial)
{
    bool red = trial->verdict == S7_ZONE_FAIL;
    fprintf(out, "%s%s%s: %s, %s: %s\n", red ? s7_style_red(out) : s7_style_bold(out),
            s7_zone_verdict_name(trial->verdict), s7_style_plain(out), trial->subject.title,
            demand_of(trial->path.expectation), trial->why);
    if (trial->connection && trial->diagnosis->leading && trial->verdict != S7_ZONE_PASS)
        s7_doctor_print(out, terminal_width(out), &trial->subject, trial->diagnosis);
}

/* ---- the table --------------------------------------------------------------------------------------------------- */

static struct s7_report_cell verdict_cell(enum s7_zone_verdict verdict)
{
    static const enum s7_report_meaning meanings[] = {[S7_ZONE_PASS] = S7_REPORT_OK,
                                                      [S7_ZONE_FAIL] = S7_REPORT_FAIL,
                                                      [S7_ZONE_INCONCLUSIVE] = S7_REPORT_UNSURE,
                                                      [S7_ZONE_SKIPPED] = S7_REPORT_SKIPPED};
    return (struct s7_report_cell){.text = s7_zone_verdict_name(verdict), .meaning = meanings[verdict]};
}

static void path_cell(const void *self, size_t row, size_t column, struct s7_strbuf *buffer,
                      struct s7_report_cell *ret_cell)
{
    const struct s7_zone_trial *trial = &((const struct s7_zone_run *)self)->trials[row];
    switch (column) {
    case 0:
        name_trial(trial, buffer);
        break;
    case 1:
        ret_cell->text = demand_of(trial->path.expectation);
        break;
    case 2:
        *ret_cell = verdict_cell(trial->verdict);
        break;
    default:
        ret_cell->text = trial->why;
        break;
    }
}

static void tell_paths(struct s7_report *report, const struct s7_zone_run *run)
{
    static const struct s7_report_column columns[] = {
        {.title = "Path"}, {.title = "Expected"}, {.title = "Verdict"}, {.title = "Why"}};
    s7_report_table(report, &(struct s7_report_table){.name = "paths",
                                                      .columns = columns,
                                                      .column_count = sizeof columns / sizeof columns[0],
                                                      .row_count = run->done,
                                                      .cell = path_cell,
                                                      .self = run});
}

static void write_summary(const struct s7_zone_run *run, struct s7_strbuf *line)
{
    const struct s7_doctor_budget budget = s7_zone_budget(run);
    s7_strbuf_printf(line, "From %s, %zu of %zu:", run->zone->name, run->done, run->count);
    for (int i = 0; i < S7_ZONE_VERDICT_COUNT; i++)
        s7_strbuf_printf(line, "%s %zu %s", i ? "," : "", s7_zone_count(run, (enum s7_zone_verdict)i),
                         s7_zone_verdict_name((enum s7_zone_verdict)i));
    s7_strbuf_add(line, ". ");
    s7_doctor_budget_text(&budget, line);
    s7_strbuf_char(line, '.');
}

void s7_zone_print(FILE *out, const struct s7_zone_run *run)
{
    char text[512];
    struct s7_strbuf line = s7_strbuf_over(text, sizeof text);
    struct s7_report report;
    const char *refused = getenv("NO_COLOR");
    fputc('\n', out);
    s7_report_begin(&report,
                    &(struct s7_report_config){.format = S7_REPORT_TEXT,
                                               .sink = s7_report_sink_stream(out),
                                               .width = terminal_width(out) ? terminal_width(out) : WIDTH_USUAL,
                                               .colour = isatty(fileno(out)) && !(refused && refused[0])});
    tell_paths(&report, run);
    s7_report_end(&report);
    write_summary(run, &line);
    fprintf(out, "\n%s%s\n", run->interrupted ? "Interrupted. " : "", text);
}

/* ---- the plan ---------------------------------------------------------------------------------------------------- */

void s7_zone_print_plan(FILE *out, const struct s7_zone_run *run)
{
    fprintf(out, "from %s: nothing was sent; this would be tried\n", run->zone->name);
    for (size_t i = 0; i < run->count; i++) {
        const struct s7_zone_trial *trial = &run->trials[i];
        fprintf(out, "\n%zu of %zu: %s, %s: %s\n", i + 1, run->count, trial->subject.title,
                demand_of(trial->path.expectation), s7_path_reason_text(trial->path.reason));
        if (trial->connection && trial->subject.config.last == S7_CHECK_COUNT - 1)
            s7_doctor_print_plan(out, &trial->subject);
        else if (trial->connection)
            fprintf(out, "the examination up to %s\n", s7_check_text(trial->subject.config.last));
        else if (s7_zone_is_tried(&trial->path)) {
            fprintf(out, "one TCP connection to port %u, closed at once; when it is silent, one ping",
                    trial->subject.config.port);
            if (trial->proof.host)
                fprintf(out, "; when it is blocked, one connection to its reference %s port %u",
                        trial->proof.host, trial->proof.port);
            fputc('\n', out);
        }
    }
}

/* ---- the matrix -------------------------------------------------------------------------------------------------- */

struct matrix {
    const struct s7_plant *plant;
    const struct s7_zone_trial *trials;
    size_t trial_count;
    const char **zones;
    const char **names;
    const struct s7_plant_cpu **targets;
    size_t target_count;
};

/* Several connections of one path: the worst counts. */
static bool seen_of(const struct matrix *matrix, const struct s7_path *path, enum s7_zone_verdict *ret_verdict)
{
    static const int badness[] = {
        [S7_ZONE_SKIPPED] = 0, [S7_ZONE_PASS] = 1, [S7_ZONE_INCONCLUSIVE] = 2, [S7_ZONE_FAIL] = 3};
    bool seen = false;
    for (size_t i = 0; i < matrix->trial_count; i++) {
        const struct s7_zone_trial *trial = &matrix->trials[i];
        if (trial->path.from != path->from || trial->path.to != path->to)
            continue;
        if (!seen || badness[trial->verdict] > badness[*ret_verdict])
            *ret_verdict = trial->verdict;
        seen = true;
    }
    return seen;
}

static void matrix_cell(const void *self, size_t row, size_t column, struct s7_strbuf *buffer,
                        struct s7_report_cell *ret_cell)
{
    const struct matrix *matrix = self;
    enum s7_zone_verdict verdict = S7_ZONE_SKIPPED;
    struct s7_path path = s7_path_expect(matrix->plant, &matrix->plant->zones[row], matrix->targets[column]);
    const char *demand = demand_of(path.expectation);
    if (!seen_of(matrix, &path, &verdict)) {
        ret_cell->text = demand;
        return;
    }
    struct s7_report_cell cell = verdict_cell(verdict);
    s7_strbuf_printf(buffer, "%s: %s", demand, cell.text);
    ret_cell->meaning = cell.meaning;
}

static void collect(struct matrix *matrix)
{
    const struct s7_plant *plant = matrix->plant;
    for (size_t i = 0; i < plant->zone_count; i++)
        matrix->zones[i] = plant->zones[i].name;
    for (size_t i = 0; i < plant->cpu_count + plant->host_count; i++) {
        const struct s7_plant_cpu *cpu =
            i < plant->cpu_count ? &plant->cpus[i] : &plant->hosts[i - plant->cpu_count];
        if (!s7_path_has_target(plant, cpu))
            continue;
        matrix->names[matrix->target_count] = cpu->name;
        matrix->targets[matrix->target_count++] = cpu;
    }
}

static void tell_matrix(struct s7_report *report, const struct matrix *matrix)
{
    s7_report_matrix(
        report, &(struct s7_report_matrix){
                    .name = "matrix",
                    .caption = "What each zone must reach; where a verdict stands, it was tried from there",
                    .corner = "From",
                    .rows = matrix->zones,
                    .row_count = matrix->plant->zone_count,
                    .columns = matrix->names,
                    .column_count = matrix->target_count,
                    .cell = matrix_cell,
                    .self = matrix});
}

void s7_zone_tell_matrix(struct s7_report *report, const struct s7_plant *plant,
                         const struct s7_zone_trial *trials, size_t count)
{
    size_t room = plant->cpu_count + plant->host_count;
    struct matrix matrix = {.plant = plant, .trials = trials, .trial_count = count};
    matrix.zones = calloc(plant->zone_count + 1, sizeof *matrix.zones);
    matrix.names = calloc(room + 1, sizeof *matrix.names);
    matrix.targets = calloc(room + 1, sizeof *matrix.targets);
    if (matrix.zones && matrix.names && matrix.targets) {
        collect(&matrix);
        if (plant->zone_count && matrix.target_count)
            tell_matrix(report, &matrix);
    }
    free(matrix.zones);
    free(matrix.names);
    free(matrix.targets);
}

/* ---- the report -------------------------------------------------------------------------------------------------- */

static void tell_run(struct s7_report *report, const void *self)
{
    const struct s7_zone_run *run = self;
    char text[512];
    struct s7_strbuf line = s7_strbuf_over(text, sizeof text);
    s7_zone_tell_matrix(report, run->plant, run->trials, run->done);
    write_summary(run, &line);
    s7_report_paragraph(report, text);
    tell_paths(report, run);
    for (size_t i = 0; i < run->done; i++)
        if (run->trials[i].connection) {
            s7_report_page(report);
            s7_doctor_tell(report, &run->trials[i].subject, run->trials[i].diagnosis, true);
        }
}

int s7_zone_write_report(const char *path, const struct s7_zone_run *run)
{
    return s7_doctor_write_document(path, "What is open, and what is blocked", tell_run, run);
}
