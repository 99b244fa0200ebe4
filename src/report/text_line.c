/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "report/text.h"

struct s7_flow s7_text_flow_of(const struct s7_report *report, const struct s7_report_cell *cell,
                               char note[S7_TEXT_NOTE_SIZE])
{
    const struct s7_report_meaning_row *meaning = s7_report_meaning_of(cell->meaning);
    note[0] = '\0';
    if (cell->note)
        snprintf(note, S7_TEXT_NOTE_SIZE, " [%u]", cell->note);
    return (struct s7_flow){.parts = {report->config.ascii ? meaning->ascii : meaning->mark,
                                      meaning->mark[0] ? " " : "", cell->text, note}};
}

void s7_text_colour(struct s7_report *report, enum s7_report_meaning meaning)
{
    if (report->config.colour)
        s7_out_text(report, s7_report_meaning_of(meaning)->terminal);
}

void s7_text_bold(struct s7_report *report, bool on)
{
    if (report->config.colour)
        s7_out_text(report, on ? "\033[1m" : "\033[0m");
}

void s7_text_plain(struct s7_report *report, enum s7_report_meaning meaning)
{
    if (report->config.colour && meaning != S7_REPORT_NEUTRAL)
        s7_out_text(report, "\033[0m");
}

void s7_text_line(struct s7_report *report, struct s7_flow *flow, const struct s7_flow_line *line)
{
    for (size_t i = 0; i < line->count; i++) {
        struct s7_character c = s7_flow_next(flow);
        if (c.code == ' ')
            s7_out_blanks(report, 1);
        else
            s7_out_character(report, c.code);
    }
    for (size_t i = 0; i < line->dropped; i++)
        s7_flow_next(flow);
}

void s7_text_lines(struct s7_report *report, struct s7_flow flow, size_t indent, enum s7_report_meaning meaning)
{
    size_t width = report->config.width ? report->config.width - indent : 0;
    for (bool first = true; first || !s7_flow_is_done(&flow); first = false) {
        struct s7_flow_line line = s7_flow_line_of(&flow, width);
        if (!first)
            s7_out_blanks(report, indent);
        s7_text_colour(report, meaning);
        s7_text_line(report, &flow, &line);
        s7_text_plain(report, meaning);
        s7_out_line(report);
    }
}

void s7_text_rule(struct s7_report *report, const char *unicode, const char *ascii, size_t columns)
{
    s7_out_repeat(report, report->config.ascii ? ascii : unicode, columns);
}
