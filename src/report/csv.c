/* SPDX-License-Identifier: MIT
 *
 * CSV as RFC 4180 has it: one table, CR LF behind every record, quotes where they are needed.
 *
 * A spreadsheet takes a field that begins with = + - @ for a formula.  Such a field, unless it is a plain number, gets
 * an apostrophe in front; so does one that begins with an apostrophe, so that a reader that takes one away from every
 * field gets back what was written.
 */
#include <string.h>

#include "report/map.h"
#include "report/out.h"
#include "report/writer.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/** -12, +0.5, -1,5: a sign, digits, one point or comma with digits behind it. */
static bool is_number(const char *text)
{
    size_t digits = 0;
    for (text += *text == '-' || *text == '+'; is_digit(*text); text++)
        digits++;
    if ((*text == '.' || *text == ',') && digits && is_digit(text[1]))
        for (text++; is_digit(*text); text++)
            digits++;
    return digits && *text == '\0';
}

static bool is_formula(const char *text)
{
    uint32_t first = s7_character_next(text).code;
    bool full_width = first == 0xFF1D || first == 0xFF0B || first == 0xFF0D || first == 0xFF20; /* = + - @ */
    bool begins = full_width || first == '\n' || (first && first < 0x80 && strchr("=+-@'", (char)first));
    return begins && !is_number(text);
}

static bool needs_quotes(const char *text)
{
    size_t size = strlen(text);
    return size == 0 || strpbrk(text, ",\"\r\n;") || text[0] == ' ' || text[0] == '\t' ||
           text[size - 1] == ' ' || text[size - 1] == '\t';
}

static void put_field(struct s7_report *report, uint32_t code)
{
    if (code == '"')
        s7_out_text(report, "\"");
    s7_out_character(report, code);
}

static void write_field(struct s7_report *report, const char *word, const char *text)
{
    bool quoted = needs_quotes(text);
    s7_out_text(report, quoted ? "\"" : "");
    s7_out_text(report, word);
    s7_out_text(report, word[0] ? ": " : is_formula(text) ? "'" : "");
    s7_out_each(report, text, put_field);
    s7_out_text(report, quoted ? "\"" : "");
}

static void write_titles(struct s7_report *report, const struct s7_grid *grid)
{
    for (size_t i = 0; i < grid->column_count; i++) {
        const char *title = grid->column(grid, i).title;
        s7_out_text(report, i ? "," : "");
        write_field(report, "", title ? title : "");
    }
    s7_out_text(report, "\r\n");
}

static void csv_grid(struct s7_report *report, const struct s7_grid *grid)
{
    const char *wanted = report->config.csv_name;
    struct s7_grid_cell cell;
    if (grid->kind == S7_GRID_PAIRS || report->csv_done || (wanted && strcmp(wanted, grid->name) != 0))
        return;
    report->csv_done = true;
    write_titles(report, grid);
    for (size_t row = 0; row < grid->row_count; row++) {
        for (size_t i = 0; i < grid->column_count; i++) {
            s7_grid_ask(report, grid, row, i, &cell);
            s7_out_text(report, i ? "," : "");
            write_field(report, cell.worded ? "" : s7_report_meaning_of(cell.cell.meaning)->word,
                        cell.cell.text);
        }
        s7_out_text(report, "\r\n");
    }
}

static void csv_map(struct s7_report *report, const struct s7_report_map *map)
{
    const struct s7_grid grid = s7_grid_of_map(map);
    csv_grid(report, &grid);
}

static void csv_end(struct s7_report *report)
{
    if (!report->csv_done)
        s7_out_fail(report, S7_ERR_LOCAL_ARGUMENT);
}

const struct s7_report_writer s7_csv_writer = {.grid = csv_grid, .map = csv_map, .end = csv_end};
