/* SPDX-License-Identifier: MIT */
#include "report/text.h"

#include "report/map.h"
#include "report/writer.h"

enum { RULE_COLUMNS = 72 };

/** One line, wrapped where it must, as wide as its widest line in `ret_columns`. */
static void write_bold(struct s7_report *report, const char *text, size_t *ret_columns)
{
    struct s7_flow flow = {.parts = {text}};
    *ret_columns = 0;
    do {
        struct s7_flow_line line = s7_flow_line_of(&flow, report->config.width);
        s7_text_bold(report, true);
        s7_text_line(report, &flow, &line);
        s7_text_bold(report, false);
        s7_out_line(report);
        if (line.columns > *ret_columns)
            *ret_columns = line.columns;
    } while (!s7_flow_is_done(&flow));
}

static void text_begin(struct s7_report *report)
{
    size_t columns;
    if (!report->config.title)
        return;
    report->begun = true;
    write_bold(report, report->config.title, &columns);
    s7_text_rule(report, "═", "=", columns);
    s7_out_line(report);
}

static void text_heading(struct s7_report *report, unsigned level, const char *text)
{
    size_t columns;
    s7_out_parting(report);
    write_bold(report, text, &columns);
    if (level == 1) {
        s7_text_rule(report, "─", "-", columns);
        s7_out_line(report);
    }
}

static void text_paragraph(struct s7_report *report, const char *text)
{
    s7_out_parting(report);
    s7_text_lines(report, (struct s7_flow){.parts = {text}}, 0, S7_REPORT_NEUTRAL);
}

static size_t digits_of(size_t number)
{
    size_t digits = 1;
    while (number /= 10)
        digits++;
    return digits;
}

static void text_list(struct s7_report *report, const struct s7_report_cell *items, size_t count, bool ordered)
{
    size_t indent = (ordered ? digits_of(count) + 1 : 1) + 1;
    s7_out_parting(report);
    for (size_t i = 0; i < count; i++) {
        struct s7_grid_cell cell;
        char note[S7_TEXT_NOTE_SIZE];
        s7_grid_take(report, &items[i], &cell);
        if (ordered) {
            s7_out_blanks(report, digits_of(count) - digits_of(i + 1));
            s7_out_number(report, i + 1);
            s7_out_text(report, ".");
        } else {
            s7_text_rule(report, "•", "*", 1);
        }
        s7_out_blanks(report, 1);
        s7_text_lines(report, s7_text_flow_of(report, &cell.cell, note), indent, cell.cell.meaning);
    }
}

static void put_preformatted(struct s7_report *report, uint32_t code)
{
    if (code == '\n')
        s7_out_line(report);
    else if (code == ' ')
        s7_out_blanks(report, 1);
    else
        s7_out_character(report, code);
}

static bool ends_its_line(const char *text)
{
    uint32_t last = '\n';
    for (struct s7_character c = s7_character_next(text); c.taken; c = s7_character_next(text)) {
        last = c.code;
        text += c.taken;
    }
    return last == '\n';
}

static void text_preformatted(struct s7_report *report, const char *text)
{
    s7_out_parting(report);
    s7_out_each_preformatted(report, text, put_preformatted);
    if (!ends_its_line(text))
        s7_out_line(report);
}

static void text_map(struct s7_report *report, const struct s7_report_map *map)
{
    static const struct s7_map_pen pen = {.begin = s7_text_colour, .end = s7_text_plain};
    s7_out_parting(report);
    if (map->caption && map->caption[0])
        s7_text_lines(report, (struct s7_flow){.parts = {map->caption}}, 0, S7_REPORT_NEUTRAL);
    s7_map_rows(report, map, &pen);
}

static void text_notes(struct s7_report *report, const char *const *notes, size_t count)
{
    s7_out_parting(report);
    for (size_t i = 0; i < count; i++) {
        s7_out_text(report, "[");
        s7_out_number(report, i + 1);
        s7_out_text(report, "]");
        s7_out_blanks(report, 1);
        s7_text_lines(report, (struct s7_flow){.parts = {notes[i]}}, digits_of(i + 1) + 3, S7_REPORT_NEUTRAL);
    }
}

static void text_page(struct s7_report *report)
{
    size_t width = report->config.width;
    s7_out_parting(report);
    s7_text_rule(report, "─", "-", width && width < RULE_COLUMNS ? width : RULE_COLUMNS);
    s7_out_line(report);
}

static void text_end(struct s7_report *report)
{
    if (report->config.footer)
        text_paragraph(report, report->config.footer);
}

const struct s7_report_writer s7_text_writer = {
    .begin = text_begin,
    .heading = text_heading,
    .paragraph = text_paragraph,
    .list = text_list,
    .grid = s7_text_grid,
    .map = text_map,
    .preformatted = text_preformatted,
    .notes = text_notes,
    .page = text_page,
    .end = text_end,
};
