/* SPDX-License-Identifier: MIT */
#include "report/html.h"

#include "report/out.h"

static void put_preformatted(struct s7_report *report, uint32_t code)
{
    switch (code) {
    case '<':
        s7_out_text(report, "&lt;");
        break;
    case '>':
        s7_out_text(report, "&gt;");
        break;
    case '&':
        s7_out_text(report, "&amp;");
        break;
    case '"':
        s7_out_text(report, "&quot;");
        break;
    case '\'':
        s7_out_text(report, "&#39;");
        break;
    default:
        s7_out_character(report, code);
        break;
    }
}

static void put_text(struct s7_report *report, uint32_t code)
{
    if (code == '\n')
        s7_out_text(report, "<br>");
    else
        put_preformatted(report, code);
}

static void put_title(struct s7_report *report, uint32_t code)
{
    put_preformatted(report, code == '\n' ? ' ' : code);
}

void s7_html_text(struct s7_report *report, const char *text)
{
    s7_out_each(report, text, put_text);
}

void s7_html_title(struct s7_report *report, const char *text)
{
    s7_out_each(report, text, put_title);
}

void s7_html_preformatted(struct s7_report *report, const char *text)
{
    s7_out_each_preformatted(report, text, put_preformatted);
}

/** The mark is read aloud as its word, where the word does not stand beside it. */
static void write_mark(struct s7_report *report, const struct s7_grid_cell *cell)
{
    const struct s7_report_meaning_row *meaning = s7_report_meaning_of(cell->cell.meaning);
    if (cell->worded) {
        s7_out_text(report, "<b aria-hidden=\"true\">");
    } else {
        s7_out_text(report, "<b role=\"img\" aria-label=\"");
        s7_out_text(report, meaning->word);
        s7_out_text(report, "\" title=\"");
        s7_out_text(report, meaning->word);
        s7_out_text(report, "\">");
    }
    s7_out_text(report, meaning->mark);
    s7_out_text(report, "</b> ");
}

void s7_html_cell(struct s7_report *report, const struct s7_grid_cell *cell)
{
    if (cell->cell.meaning != S7_REPORT_NEUTRAL)
        write_mark(report, cell);
    s7_html_text(report, cell->cell.text);
    if (cell->cell.note) {
        s7_out_text(report, "<sup><a href=\"#note-");
        s7_out_number(report, cell->cell.note);
        s7_out_text(report, "\">");
        s7_out_number(report, cell->cell.note);
        s7_out_text(report, "</a></sup>");
    }
}
