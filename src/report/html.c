/* SPDX-License-Identifier: MIT */
#include "report/html.h"

#include "report/map.h"
#include "report/out.h"
#include "report/writer.h"

static void write_element(struct s7_report *report, const char *open, const char *text, const char *close)
{
    s7_out_text(report, open);
    s7_html_text(report, text);
    s7_out_text(report, close);
}

static void html_begin(struct s7_report *report)
{
    const char *title = report->config.title;
    s7_out_text(report, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                        "<meta http-equiv=\"Content-Security-Policy\" "
                        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    s7_html_title(report, title && !s7_character_is_blank(title) ? title : "Report");
    s7_out_text(report, "</title>\n<style>\n");
    s7_html_style(report);
    s7_out_text(report, "</style>\n</head>\n<body>\n<main>\n");
    if (title) {
        s7_out_text(report, "<h1>");
        s7_html_title(report, title);
        s7_out_text(report, "</h1>\n");
    }
}

static void html_heading(struct s7_report *report, unsigned level, const char *text)
{
    s7_out_text(report, "<h");
    s7_out_number(report, level + 1);
    s7_out_text(report, ">");
    s7_html_title(report, text);
    s7_out_text(report, "</h");
    s7_out_number(report, level + 1);
    s7_out_text(report, ">\n");
}

static void html_paragraph(struct s7_report *report, const char *text)
{
    write_element(report, "<p>", text, "</p>\n");
}

static void begin_meaning(struct s7_report *report, enum s7_report_meaning meaning)
{
    s7_out_text(report, "<span class=\"");
    s7_out_text(report, s7_report_meaning_of(meaning)->word);
    s7_out_text(report, "\">");
}

static void end_meaning(struct s7_report *report, enum s7_report_meaning meaning)
{
    (void)meaning;
    s7_out_text(report, "</span>");
}

static void html_list(struct s7_report *report, const struct s7_report_cell *items, size_t count, bool ordered)
{
    s7_out_text(report, ordered ? "<ol>\n" : "<ul>\n");
    for (size_t i = 0; i < count; i++) {
        struct s7_grid_cell cell;
        s7_grid_take(report, &items[i], &cell);
        s7_out_text(report, "<li>");
        if (cell.cell.meaning != S7_REPORT_NEUTRAL)
            begin_meaning(report, cell.cell.meaning);
        s7_html_cell(report, &cell);
        if (cell.cell.meaning != S7_REPORT_NEUTRAL)
            end_meaning(report, cell.cell.meaning);
        s7_out_text(report, "</li>\n");
    }
    s7_out_text(report, ordered ? "</ol>\n" : "</ul>\n");
}

static void html_preformatted(struct s7_report *report, const char *text)
{
    s7_out_text(report, "<pre>\n"); /* a new line right behind the tag is not shown (HTML, 13.1.2.5) */
    s7_html_preformatted(report, text);
    s7_out_text(report, "</pre>\n");
}

static void html_map(struct s7_report *report, const struct s7_report_map *map)
{
    static const struct s7_map_pen pen = {.begin = begin_meaning, .end = end_meaning};
    if (map->caption && !s7_character_is_blank(map->caption))
        write_element(report, "<p><b>", map->caption, "</b></p>\n");
    s7_out_text(report, "<pre>\n");
    s7_map_rows(report, map, &pen);
    s7_out_text(report, "</pre>\n");
}

static void html_notes(struct s7_report *report, const char *const *notes, size_t count)
{
    s7_out_text(report, "<ol class=\"notes\">\n");
    for (size_t i = 0; i < count; i++) {
        s7_out_text(report, "<li id=\"note-");
        s7_out_number(report, i + 1);
        write_element(report, "\">", notes[i] ? notes[i] : "", "</li>\n");
    }
    s7_out_text(report, "</ol>\n");
}

static void html_page(struct s7_report *report)
{
    s7_out_text(report, "<hr class=\"page\">\n");
}

static void html_end(struct s7_report *report)
{
    s7_out_text(report, "</main>\n");
    if (report->config.footer && !s7_character_is_blank(report->config.footer))
        write_element(report, "<footer><p>", report->config.footer, "</p></footer>\n");
    s7_out_text(report, "</body>\n</html>\n");
}

const struct s7_report_writer s7_html_writer = {
    .begin = html_begin,
    .heading = html_heading,
    .paragraph = html_paragraph,
    .list = html_list,
    .grid = s7_html_grid,
    .map = html_map,
    .preformatted = html_preformatted,
    .notes = html_notes,
    .page = html_page,
    .end = html_end,
};
