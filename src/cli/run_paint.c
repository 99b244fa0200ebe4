/* SPDX-License-Identifier: MIT */
#include "cli/run_paint.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/run_inspect.h"

enum { LINE_SIZE = 512, HEAD_ROWS = 3 /* totals, view, titles */, FOOT_ROWS = 1 };

static const char help_text[] =
    "Keys\n"
    "  Up Down PgUp PgDn Home End   go to another job\n"
    "  Enter   inspect the job: addresses, connection, last fault, last value\n"
    "  s S     sort by the next, the previous column    r   the other way round\n"
    "  /       show only jobs in which a text occurs (Enter keeps it, Esc drops it)\n"
    "  p       pause the job, or go on with it: its cycles are skipped meanwhile\n"
    "  P       pause all jobs, or go on with all\n"
    "  m       messages of this run, those of a reload (SIGHUP) included\n"
    "  q       end the run in order and print the summary; on a page: back\n"
    "\n"
    "Columns\n"
    "  CYCLES    that were due: completed, ended with ERROR, or skipped\n"
    "  DONE/NDR  completed PUTs and GETs\n"
    "  SKIPPED   cycles that fell due while the job still ran, paused, or waited after an ERROR\n"
    "  P50 P99   half of all calls, and 99 of 100, took no longer\n"
    "  STATUS    of the block, in words; OK (was 8): an ERROR is over\n"
    "  VALUE     what was moved last: the first tag of the plant file in it, else octets\n";

static void put_line(const struct s7_run_canvas *canvas, size_t row, enum s7_run_style style, const char *text)
{
    if (row < canvas->rows)
        canvas->put(canvas->user, row, 0, canvas->columns, style, text);
}

/* ---- around the jobs --------------------------------------------------------------------------------------------- */

static void paint_totals(const struct s7_run_canvas *canvas, const struct s7_run_snapshot *snapshot)
{
    const struct s7_run_totals *totals = &snapshot->totals;
    char text[LINE_SIZE];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_strbuf_printf(&buf,
                     "%s  %u s  %s  %zu jobs: %" PRIu64 " completed, %" PRIu64 " skipped, %" PRIu64
                     " errors, %zu failing",
                     snapshot->plant->name, snapshot->second, s7_run_state_text(snapshot->state),
                     totals->running, totals->completions, totals->skipped, totals->errors, totals->failing);
    if (totals->held > 0)
        s7_strbuf_printf(&buf, ", %zu paused", totals->held);
    if (totals->idle > 0)
        s7_strbuf_printf(&buf, ", %zu not run", totals->idle);
    put_line(canvas, 0, totals->failing > 0 ? S7_RUN_STYLE_FAILING : S7_RUN_STYLE_PLAIN, text);
}

/** The last whole line of the notes. */
static void add_last_note(const struct s7_run_notes *notes, struct s7_strbuf *buf)
{
    if (!notes->text || notes->size == 0)
        return;
    size_t start = notes->size - 1;
    while (start > 0 && notes->text[start - 1] != '\n')
        start--;
    s7_strbuf_printf(buf, "%.*s", (int)(notes->size - 1 - start), notes->text + start);
}

static void paint_view(const struct s7_run_canvas *canvas, const struct s7_run_view *view,
                       const struct s7_run_snapshot *snapshot, const struct s7_run_notes *notes)
{
    char text[LINE_SIZE];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    if (view->typing || view->filter[0])
        s7_strbuf_printf(&buf, "filter: %s%s  %zu of %zu jobs  ", view->filter, view->typing ? "_" : "",
                         view->shown, snapshot->row_count);
    if (view->sort != S7_RUN_UNSORTED || view->reverse)
        s7_strbuf_printf(&buf, "sorted by %s%s  ",
                         view->sort == S7_RUN_UNSORTED ? "place in the plant" : s7_run_column_title(view->sort),
                         view->reverse ? ", reversed" : "");
    add_last_note(notes, &buf);
    put_line(canvas, 1, S7_RUN_STYLE_PLAIN, text);
}

static void paint_keys(const struct s7_run_canvas *canvas, const struct s7_run_view *view)
{
    static const char *const bars[] = {
        [S7_RUN_PAGE_JOBS] =
            "q quit  ? help  Enter inspect  s sort  r reverse  / filter  p pause  P all  m messages",
        [S7_RUN_PAGE_INSPECT] = "q back  p pause  Up/Down scroll",
        [S7_RUN_PAGE_HELP] = "q back  Up/Down scroll",
        [S7_RUN_PAGE_NOTES] = "q back  Up/Down scroll"};
    const char *bar = view->typing ? "type a text  Enter keep  Esc drop" : bars[view->page];
    if (canvas->rows > HEAD_ROWS + FOOT_ROWS)
        put_line(canvas, canvas->rows - 1, S7_RUN_STYLE_HEAD, bar);
}

/* ---- the jobs ---------------------------------------------------------------------------------------------------- */

static void put_cell(const struct s7_run_canvas *canvas, size_t row, size_t column, size_t width, bool right,
                     enum s7_run_style style, const char *text)
{
    size_t length = strlen(text);
    size_t blanks = right && length < width ? width - length : 0;
    canvas->put(canvas->user, row, column, blanks, style, "");
    canvas->put(canvas->user, row, column + blanks, width - blanks, style, text);
}

static void paint_titles(const struct s7_run_canvas *canvas, const size_t *widths)
{
    size_t at = 0;
    put_line(canvas, HEAD_ROWS - 1, S7_RUN_STYLE_HEAD, "");
    for (unsigned i = 0; i < S7_RUN_COLUMN_COUNT && HEAD_ROWS - 1 < canvas->rows; i++) {
        if (!widths[i])
            continue;
        put_cell(canvas, HEAD_ROWS - 1, at, widths[i], s7_run_column_is_right(i), S7_RUN_STYLE_HEAD,
                 s7_run_column_title(i));
        at += widths[i] + 1;
    }
}

static enum s7_run_style style_of(const struct s7_run_row *row, bool selected)
{
    if (selected)
        return S7_RUN_STYLE_SELECTED;
    if (!s7_run_row_runs(row) || row->report.held)
        return S7_RUN_STYLE_IDLE;
    if (row->report.failing)
        return S7_RUN_STYLE_FAILING;
    return row->report.connected ? S7_RUN_STYLE_PLAIN : S7_RUN_STYLE_WAITING;
}

static void paint_row(const struct s7_run_canvas *canvas, size_t at_row, const size_t *widths,
                      const struct s7_run_row *row, enum s7_run_style style)
{
    size_t at = 0;
    put_line(canvas, at_row, style, "");
    for (unsigned i = 0; i < S7_RUN_COLUMN_COUNT; i++) {
        char text[S7_RUN_CELL_SIZE];
        struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
        if (!widths[i])
            continue;
        s7_run_column_cell(i, row, &buf);
        put_cell(canvas, at_row, at, widths[i], s7_run_column_is_right(i), style, text);
        at += widths[i] + 1;
    }
}

static void paint_jobs(const struct s7_run_canvas *canvas, const struct s7_run_view *view,
                       const struct s7_run_snapshot *snapshot)
{
    size_t widths[S7_RUN_COLUMN_COUNT];
    s7_run_columns_fit(canvas->columns, widths);
    paint_titles(canvas, widths);
    for (size_t i = 0; i < view->height; i++) {
        size_t place = view->top + i, row = HEAD_ROWS + i;
        if (row >= canvas->rows)
            return;
        if (place >= view->shown) {
            put_line(canvas, row, S7_RUN_STYLE_PLAIN, "");
            continue;
        }
        size_t index = view->order[place];
        paint_row(canvas, row, widths, &snapshot->rows[index],
                  style_of(&snapshot->rows[index], index == view->selected));
    }
}

/* ---- a page of text ---------------------------------------------------------------------------------------------- */

/** Octets of `text` up to the end of its line or to `width` characters. */
static size_t line_length(const char *text, size_t width)
{
    size_t octets = 0, characters = 0;
    while (text[octets] && text[octets] != '\n') {
        bool begins = (text[octets] & 0xC0) != 0x80;
        if (begins && characters == width)
            break;
        characters += begins;
        octets++;
    }
    return octets;
}

/** The next line of the screen; NULL behind the last one. */
static const char *next_line(const char *text, size_t width, char *line)
{
    if (!*text)
        return NULL;
    size_t length = line_length(text, width);
    snprintf(line, LINE_SIZE, "%.*s", (int)(length < LINE_SIZE - 1 ? length : LINE_SIZE - 1), text);
    text += length;
    return *text == '\n' ? text + 1 : text;
}

static size_t count_lines(const char *text, size_t width)
{
    char line[LINE_SIZE];
    size_t count = 0;
    while ((text = next_line(text, width, line)))
        count++;
    return count;
}

static void paint_text(const struct s7_run_canvas *canvas, struct s7_run_view *view, const char *text)
{
    size_t width = canvas->columns > 0 ? canvas->columns : 1, first = HEAD_ROWS - 1;
    size_t rows = canvas->rows > first + FOOT_ROWS ? canvas->rows - first - FOOT_ROWS : 0;
    size_t lines = count_lines(text, width);
    char line[LINE_SIZE];
    if (view->scroll + rows > lines)
        view->scroll = lines > rows ? lines - rows : 0;
    for (size_t i = 0; i < view->scroll && text; i++)
        text = next_line(text, width, line);
    for (size_t i = 0; i < rows; i++) {
        line[0] = '\0';
        text = text ? next_line(text, width, line) : NULL;
        put_line(canvas, first + i, S7_RUN_STYLE_PLAIN, line);
    }
}

static void paint_inspection(const struct s7_run_canvas *canvas, struct s7_run_view *view,
                             const struct s7_run_snapshot *snapshot)
{
    const struct s7_run_row *row = s7_run_view_row(view, snapshot);
    char *text = NULL;
    size_t size = 0;
    FILE *out = row ? open_memstream(&text, &size) : NULL;
    if (!out) {
        paint_text(canvas, view, "");
        return;
    }
    s7_run_inspect(out, snapshot, row);
    paint_text(canvas, view, fclose(out) == 0 && text ? text : "");
    free(text);
}

void s7_run_paint(const struct s7_run_canvas *canvas, struct s7_run_view *view,
                  const struct s7_run_snapshot *snapshot, const struct s7_run_notes *notes)
{
    size_t around = HEAD_ROWS + FOOT_ROWS;
    view->height = canvas->rows > around ? canvas->rows - around : 1;
    s7_run_view_arrange(view, snapshot);
    paint_totals(canvas, snapshot);
    paint_view(canvas, view, snapshot, notes);
    if (view->page == S7_RUN_PAGE_JOBS)
        paint_jobs(canvas, view, snapshot);
    else if (view->page == S7_RUN_PAGE_INSPECT)
        paint_inspection(canvas, view, snapshot);
    else
        paint_text(canvas, view,
                   view->page == S7_RUN_PAGE_HELP ? help_text
                   : notes->text                  ? notes->text
                                                  : "no messages so far\n");
    paint_keys(canvas, view);
}
