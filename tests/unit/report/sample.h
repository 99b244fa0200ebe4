/* SPDX-License-Identifier: MIT
 *
 * sample.h — a document with every block, as a diagnosis of a plant might be told.
 */
#ifndef SAMPLE_H
#define SAMPLE_H

#include "page.h"

static void sample_job(const void *self, size_t row, size_t column, struct s7_strbuf *buffer,
                       struct s7_report_cell *ret_cell)
{
    static const struct s7_report_cell cells[][4] = {
        {{.text = "C-001"},
         {.text = "PRESS puts DB10.DBX0.0 BYTE 20 to OVEN, DB100.DBX0.0 BYTE 20"},
         {.text = NULL},
         {.text = "done", .meaning = S7_REPORT_OK}},
        {{.text = "C-002"},
         {.text = "溫度 <b>Kühlung</b> | gets DB101.DBX0.0 BYTE 64", .note = 1},
         {.text = NULL},
         {.text = "DB 101 is optimized", .meaning = S7_REPORT_FAIL}},
        {{.text = "=C-003"},
         {.text = "a \"quoted\" one,\nover two lines"},
         {.text = NULL},
         {.meaning = S7_REPORT_SKIPPED}},
    };
    (void)self;
    if (column == 2)
        s7_strbuf_printf(buffer, "%zu", row * 995 + 5);
    else
        *ret_cell = cells[row][column];
}

static void sample_reach(const void *self, size_t row, size_t column, struct s7_strbuf *buffer,
                         struct s7_report_cell *ret_cell)
{
    static const struct s7_report_cell cells[2][3] = {
        {{.text = "allowed", .meaning = S7_REPORT_OK},
         {.text = "blocked at TCP", .meaning = S7_REPORT_OK},
         {.meaning = S7_REPORT_UNSURE, .note = 2}},
        {{.text = "open, must be blocked", .meaning = S7_REPORT_FAIL},
         {.text = "slow", .meaning = S7_REPORT_WARN},
         {.meaning = S7_REPORT_SKIPPED}},
    };
    (void)self;
    (void)buffer;
    *ret_cell = cells[row][column];
}

static void sample_blocks(struct s7_report *report)
{
    static const struct s7_report_pair pairs[] = {
        {"Target", {.text = "OVEN, 10.20.1.21:102"}},
        {"Asked from", {.text = "10.10.1.11 (press-cell)"}},
        {"Verdict", {.text = "PUT/GET is not permitted", .meaning = S7_REPORT_FAIL}},
    };
    static const struct s7_report_rung rungs[] = {
        {"Host and route", {.meaning = S7_REPORT_OK}, "through gateway 10.10.1.1"},
        {"TCP 102", {.meaning = S7_REPORT_OK}, "connected in 0.6 ms"},
        {"COTP",
         {.meaning = S7_REPORT_WARN},
         "slot 1 closed after the CR; slot 2 answers: the plant file says 1"},
        {"PUT/GET permission", {.meaning = S7_REPORT_FAIL}, "81 04 for one octet of DB 100"},
        {"DB layout", {.meaning = S7_REPORT_SKIPPED}, "not tried: nothing can be read"},
    };
    static const struct s7_report_cell causes[] = {
        {.text = "PUT/GET communication is not permitted in this CPU"},
        {.text = "The access level is \"No access (complete protection)\"", .note = 1},
    };
    static const struct s7_report_cell facts[] = {
        {.text = "the path is open"}, {.text = "the program logic is not the cause", .meaning = S7_REPORT_OK}};
    static const struct s7_report_column columns[] = {{.title = "Connection"},
                                                      {.title = "Job", .most = 34},
                                                      {.title = "ms", .align = S7_REPORT_RIGHT},
                                                      {.title = "Result"}};
    static const char *const zones[] = {"press-cell", "office"};
    static const char *const cpus[] = {"PRESS", "OVEN", "COOLING-TOWER-2"};
    static const char *const notes[] = {"Both answer in the same way.", "No positive control from this zone."};
    s7_report_pairs(report, pairs, 3);
    s7_report_heading(report, 1, "What was tried");
    s7_report_ladder(report, &(struct s7_report_ladder){"ladder", "PRESS to OVEN", rungs, 5});
    s7_report_paragraph(report,
                        "The CPU refuses Read Var as a whole.\nNothing of the path is at fault; 3 * 4 = 12.");
    s7_report_heading(report, 2, "Likely causes");
    s7_report_list(report, causes, 2, true);
    s7_report_list(report, facts, 2, false);
    s7_report_page(report);
    s7_report_heading(report, 1, "Jobs & reach");
    s7_report_table(report, &(struct s7_report_table){.name = "jobs",
                                                      .caption = "Every job of the plant file",
                                                      .columns = columns,
                                                      .column_count = 4,
                                                      .row_count = 3,
                                                      .cell = sample_job});
    s7_report_matrix(report, &(struct s7_report_matrix){.name = "reach",
                                                        .corner = "from / to",
                                                        .rows = zones,
                                                        .row_count = 2,
                                                        .columns = cpus,
                                                        .column_count = 3,
                                                        .cell = sample_reach});
    s7_report_preformatted(report, "03 00 00 16\t11 e0  <CR>\n```");
    s7_report_notes(report, notes, 2);
}

#endif
