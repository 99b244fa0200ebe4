/* SPDX-License-Identifier: MIT */
#include "report/grid.h"
#include "report/map.h"
#include "report/markdown_escape.h"
#include "report/out.h"
#include "report/writer.h"

/* A backslash at the end of a line is a line break (CommonMark 0.30, 6.7). */
static const char BREAK[] = "\\\n", BREAK_IN_CELL[] = "<br>", BREAK_IN_TITLE[] = " ";

static void write_cell(struct s7_report *report, const struct s7_report_cell *cell, bool begins,
                       const char *new_line)
{
    if (cell->meaning != S7_REPORT_NEUTRAL) {
        s7_out_text(report, s7_report_meaning_of(cell->meaning)->mark);
        s7_out_text(report, " ");
    }
    s7_markdown_escape(report, cell->text, begins && cell->meaning == S7_REPORT_NEUTRAL, new_line);
    if (cell->note) {
        s7_out_text(report, "[^");
        s7_out_number(report, cell->note);
        s7_out_text(report, "]");
    }
}

static void markdown_heading(struct s7_report *report, unsigned level, const char *text)
{
    s7_out_parting(report);
    s7_out_repeat(report, "#", level + 1);
    s7_out_text(report, " ");
    s7_markdown_escape(report, text, false, BREAK_IN_TITLE);
    s7_out_line(report);
}

static void markdown_begin(struct s7_report *report)
{
    if (report->config.title)
        markdown_heading(report, 0, report->config.title);
}

static void markdown_paragraph(struct s7_report *report, const char *text)
{
    s7_out_parting(report);
    s7_markdown_escape(report, text, true, BREAK);
    s7_out_line(report);
}

static void markdown_list(struct s7_report *report, const struct s7_report_cell *items, size_t count,
                          bool ordered)
{
    s7_out_parting(report);
    for (size_t i = 0; i < count; i++) {
        struct s7_grid_cell cell;
        s7_grid_take(report, &items[i], &cell);
        if (ordered) {
            s7_out_number(report, i + 1);
            s7_out_text(report, ". ");
        } else {
            s7_out_text(report, "- ");
        }
        write_cell(report, &cell.cell, true, BREAK_IN_CELL);
        s7_out_line(report);
    }
}

/* ---- grids ------------------------------------------------------------------------------------------------------- */

static void write_pairs(struct s7_report *report, const struct s7_grid *grid)
{
    struct s7_grid_cell cell;
    for (size_t row = 0; row < grid->row_count; row++) {
        s7_grid_ask(report, grid, row, 0, &cell);
        bool keyed = !s7_character_is_blank(cell.cell.text);
        s7_out_text(report, "- ");
        if (keyed) {
            s7_out_text(report, "**");
            write_cell(report, &cell.cell, false, BREAK_IN_TITLE);
            s7_out_text(report, "**: ");
        }
        s7_grid_ask(report, grid, row, 1, &cell);
        write_cell(report, &cell.cell, !keyed, BREAK_IN_CELL);
        s7_out_line(report);
    }
}

static void write_titles(struct s7_report *report, const struct s7_grid *grid)
{
    static const char *const rules[] = {
        [S7_REPORT_LEFT] = " --- |", [S7_REPORT_RIGHT] = " ---: |", [S7_REPORT_CENTRE] = " :---: |"};
    s7_out_text(report, "|");
    for (size_t i = 0; i < grid->column_count; i++) {
        const char *title = grid->column(grid, i).title;
        s7_out_text(report, " ");
        s7_markdown_escape(report, title ? title : "", false, BREAK_IN_CELL);
        s7_out_text(report, " |");
    }
    s7_out_text(report, "\n|");
    for (size_t i = 0; i < grid->column_count; i++)
        s7_out_text(report, rules[grid->column(grid, i).align]);
    s7_out_line(report);
}

static void write_table(struct s7_report *report, const struct s7_grid *grid)
{
    struct s7_grid_cell cell;
    write_titles(report, grid);
    for (size_t row = 0; row < grid->row_count; row++) {
        s7_out_text(report, "|");
        for (size_t i = 0; i < grid->column_count; i++) {
            s7_grid_ask(report, grid, row, i, &cell);
            s7_out_text(report, " ");
            write_cell(report, &cell.cell, false, BREAK_IN_CELL);
            s7_out_text(report, " |");
        }
        s7_out_line(report);
    }
    if (grid->row_count == 0)
        s7_out_text(report, "\nnone\n");
}

static void write_caption(struct s7_report *report, const char *caption)
{
    if (!caption || s7_character_is_blank(caption))
        return;
    s7_out_parting(report);
    s7_out_text(report, "**");
    s7_markdown_escape(report, caption, false, BREAK_IN_TITLE);
    s7_out_text(report, "**\n");
}

static void markdown_grid(struct s7_report *report, const struct s7_grid *grid)
{
    write_caption(report, grid->caption);
    s7_out_parting(report);
    if (grid->kind == S7_GRID_PAIRS)
        write_pairs(report, grid);
    else
        write_table(report, grid);
}

/* ---- the rest ---------------------------------------------------------------------------------------------------- */

/** A fence is longer than every run of its character within (CommonMark 0.30, 4.5). */
static size_t fence_of(const char *text)
{
    size_t longest = 2, run = 0;
    for (; *text; text++) {
        run = *text == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest + 1;
}

static void write_fence(struct s7_report *report, size_t size)
{
    s7_out_repeat(report, "`", size);
    s7_out_line(report);
}

static void markdown_preformatted(struct s7_report *report, const char *text)
{
    size_t fence = fence_of(text);
    s7_out_parting(report);
    s7_out_repeat(report, "`", fence);
    s7_out_text(report, "text\n");
    s7_out_each_preformatted(report, text, s7_out_character);
    s7_out_line(report);
    write_fence(report, fence);
}

static void markdown_map(struct s7_report *report, const struct s7_report_map *map)
{
    static const struct s7_map_pen pen = {.begin = NULL};
    write_caption(report, map->caption);
    s7_out_parting(report);
    s7_out_text(report, "```text\n");
    s7_map_rows(report, map, &pen);
    s7_out_text(report, "```\n");
}

static void markdown_notes(struct s7_report *report, const char *const *notes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        s7_out_parting(report);
        s7_out_text(report, "[^");
        s7_out_number(report, i + 1);
        s7_out_text(report, "]: ");
        s7_markdown_escape(report, notes[i] ? notes[i] : "", true, BREAK_IN_CELL);
        s7_out_line(report);
    }
}

static void markdown_page(struct s7_report *report)
{
    s7_out_parting(report);
    s7_out_text(report, "---\n");
}

static void markdown_end(struct s7_report *report)
{
    if (report->config.footer && !s7_character_is_blank(report->config.footer))
        markdown_paragraph(report, report->config.footer);
}

const struct s7_report_writer s7_markdown_writer = {
    .begin = markdown_begin,
    .heading = markdown_heading,
    .paragraph = markdown_paragraph,
    .list = markdown_list,
    .grid = markdown_grid,
    .map = markdown_map,
    .preformatted = markdown_preformatted,
    .notes = markdown_notes,
    .page = markdown_page,
    .end = markdown_end,
};
