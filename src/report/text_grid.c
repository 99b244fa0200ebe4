/* SPDX-License-Identifier: MIT
 *
 * Grids as text: columns beside each other; more columns than fit stand in bands one below the other (matrices) or as
 * one paragraph per row (all others).
 */
#include <assert.h>

#include "report/text.h"
#include "report/text_fit.h"

/** Columns of a grid that stand beside each other. */
struct band {
    const struct s7_grid *grid;
    size_t count;
    size_t columns[S7_REPORT_COLUMNS_MAX]; /**< which of the grid */
    size_t widths[S7_REPORT_COLUMNS_MAX];
    bool rails; /**< a ladder: its rungs hang on a line */
};

enum { RAILS_WIDTH = 3 };

/* ---- rows -------------------------------------------------------------------------------------------------------- */

/** Where each column of a row is, while its lines are written: what is left of its text. */
struct row_state {
    size_t row; /**< TITLES: the titles of the columns */
    struct s7_flow flows[S7_REPORT_COLUMNS_MAX];
};

static const size_t TITLES = (size_t)-1;

/** Hands the text of a cell to its flow, which stays where it is. */
static void refill(struct s7_report *report, const struct band *band, struct row_state *state, size_t i,
                   struct s7_grid_cell *cell, char note[S7_TEXT_NOTE_SIZE])
{
    if (state->row == TITLES) {
        struct s7_report_column column = band->grid->column(band->grid, band->columns[i]);
        *cell = (struct s7_grid_cell){.cell = {.text = column.title}};
    } else {
        s7_grid_ask(report, band->grid, state->row, band->columns[i], cell);
    }
    struct s7_flow fresh = s7_text_flow_of(report, &cell->cell, note);
    fresh.part = state->flows[i].part;
    fresh.offset = state->flows[i].offset;
    state->flows[i] = fresh;
}

static size_t left_blanks(enum s7_report_align align, size_t room)
{
    return align == S7_REPORT_RIGHT ? room : align == S7_REPORT_CENTRE ? room / 2 : 0;
}

/** One line of one cell, filled up to the width of its column. */
static void write_cell_line(struct s7_report *report, const struct band *band, struct row_state *state,
                            size_t i)
{
    struct s7_grid_cell cell;
    char note[S7_TEXT_NOTE_SIZE];
    refill(report, band, state, i, &cell, note);
    struct s7_flow_line line = s7_flow_line_of(&state->flows[i], band->widths[i]);
    size_t room = band->widths[i] > line.columns ? band->widths[i] - line.columns : 0;
    size_t left = left_blanks(band->grid->column(band->grid, band->columns[i]).align, room);
    s7_out_blanks(report, left);
    if (line.count && state->row == TITLES)
        s7_text_bold(report, true);
    else if (line.count)
        s7_text_colour(report, cell.cell.meaning);
    s7_text_line(report, &state->flows[i], &line);
    if (line.count && state->row == TITLES)
        s7_text_bold(report, false);
    else if (line.count)
        s7_text_plain(report, cell.cell.meaning);
    s7_out_blanks(report, room - left);
}

static bool is_row_done(struct s7_report *report, const struct band *band, struct row_state *state)
{
    struct s7_grid_cell cell;
    char note[S7_TEXT_NOTE_SIZE];
    for (size_t i = 0; i < band->count; i++) {
        refill(report, band, state, i, &cell, note);
        if (!s7_flow_is_done(&state->flows[i]))
            return false;
    }
    return true;
}

/** The line that a rung hangs on: it starts at the first one and ends at the last. */
static void write_rail(struct s7_report *report, const struct band *band, size_t row, bool first_line)
{
    bool is_first = row == 0, is_last = row + 1 == band->grid->row_count;
    const char *rail = is_first ? (is_last ? "╶─" : "┌─") : (is_last ? "└─" : "├─");
    if (!band->rails)
        return;
    if (first_line) {
        s7_out_text(report, report->config.ascii ? "+-" : rail);
        s7_out_blanks(report, 1);
    } else {
        s7_out_text(report, is_last ? "" : report->config.ascii ? "|" : "│");
        s7_out_blanks(report, is_last ? RAILS_WIDTH : RAILS_WIDTH - 1);
    }
}

static void write_row(struct s7_report *report, const struct band *band, size_t row)
{
    struct row_state state = {.row = row};
    bool first_line = true;
    do {
        write_rail(report, band, row, first_line);
        for (size_t i = 0; i < band->count; i++) {
            s7_out_blanks(report, i ? S7_TEXT_GAP : 0);
            write_cell_line(report, band, &state, i);
        }
        s7_out_line(report);
        first_line = false;
    } while (!is_row_done(report, band, &state));
}

static void write_band(struct s7_report *report, const struct band *band)
{
    if (s7_text_fit_has_titles(band->grid)) {
        write_row(report, band, TITLES);
        for (size_t i = 0; i < band->count; i++) {
            s7_out_blanks(report, i ? S7_TEXT_GAP : 0);
            s7_text_rule(report, "─", "-", band->widths[i]);
        }
        s7_out_line(report);
    }
    for (size_t row = 0; row < band->grid->row_count; row++)
        write_row(report, band, row);
    if (band->grid->row_count == 0) {
        s7_out_text(report, "none");
        s7_out_line(report);
    }
}

/* ---- grids ------------------------------------------------------------------------------------------------------- */

/** Rows as paragraphs, for grids that are too wide: every cell behind the title of its column. */
static void write_stacked(struct s7_report *report, const struct s7_grid *grid)
{
    struct s7_grid_cell cell;
    char note[S7_TEXT_NOTE_SIZE];
    for (size_t row = 0; row < grid->row_count; row++) {
        if (row)
            s7_out_line(report);
        for (size_t column = 0; column < grid->column_count; column++) {
            const char *title = grid->column(grid, column).title;
            bool titled = title && title[0];
            s7_grid_ask(report, grid, row, column, &cell);
            if (titled)
                s7_text_lines(report, (struct s7_flow){.parts = {title, ":"}}, 0, S7_REPORT_NEUTRAL);
            s7_out_blanks(report, titled ? S7_TEXT_GAP : 0);
            s7_text_lines(report, s7_text_flow_of(report, &cell.cell, note), titled ? S7_TEXT_GAP : 0,
                          cell.cell.meaning);
        }
    }
}

/** All columns beside each other; false: they do not fit. */
static bool write_whole(struct s7_report *report, const struct s7_grid *grid)
{
    struct s7_text_need needs[S7_REPORT_COLUMNS_MAX];
    struct band band = {.grid = grid, .count = grid->column_count, .rails = grid->kind == S7_GRID_LADDER};
    size_t width = report->config.width;
    for (size_t i = 0; i < grid->column_count; i++) {
        band.columns[i] = i;
        needs[i] = s7_text_fit_need(report, grid, i);
    }
    if (!s7_text_fit_share(needs, band.count, band.rails && width ? width - RAILS_WIDTH : width, band.widths))
        return false;
    write_band(report, &band);
    return true;
}

/** As many columns as fit behind the titles of the rows, then the next ones below. */
static void write_bands(struct s7_report *report, const struct s7_grid *grid)
{
    size_t width = report->config.width;
    struct s7_text_need titles = s7_text_fit_need(report, grid, 0);
    for (size_t next = 1; next < grid->column_count;) {
        struct band band = {.grid = grid, .count = 1};
        struct s7_text_need needs[S7_REPORT_COLUMNS_MAX] = {titles};
        size_t total = titles.least;
        if (next > 1)
            s7_out_line(report);
        for (; next < grid->column_count && band.count < S7_REPORT_COLUMNS_MAX; next++, band.count++) {
            struct s7_text_need need = s7_text_fit_need(report, grid, next);
            total += S7_TEXT_GAP + need.least;
            if (width && total > width && band.count > 1)
                break;
            needs[band.count] = need;
            band.columns[band.count] = next;
        }
        bool fits = s7_text_fit_share(needs, band.count, width, band.widths);
        assert(fits); /* S7_REPORT_WIDTH_LEAST has room for two columns */
        (void)fits;
        write_band(report, &band);
    }
}

void s7_text_grid(struct s7_report *report, const struct s7_grid *grid)
{
    s7_out_parting(report);
    if (grid->caption && grid->caption[0])
        s7_text_lines(report, (struct s7_flow){.parts = {grid->caption}}, 0, S7_REPORT_NEUTRAL);
    if (grid->kind == S7_GRID_MATRIX)
        write_bands(report, grid);
    else if (!write_whole(report, grid))
        write_stacked(report, grid);
}
