/* SPDX-License-Identifier: MIT
 *
 * page.h — a document told into memory, for the tests of the writers.
 */
#ifndef PAGE_H
#define PAGE_H

#include <string.h>

#include "must.h"
#include "report/report.h"

enum { PAGE_SIZE = 1 << 20 };

static char page_text[PAGE_SIZE];
static struct s7_strbuf page_buf;

static inline void page_begin(struct s7_report *report, struct s7_report_config config)
{
    page_buf = s7_strbuf_over(page_text, sizeof page_text);
    config.sink = s7_report_sink_strbuf(&page_buf);
    s7_report_begin(report, &config);
}

/** Tells a document of `format`, without a title, and gives what was written. */
static inline const char *page_of(struct s7_report_config config, void (*tell)(struct s7_report *report))
{
    struct s7_report report;
    page_begin(&report, config);
    tell(&report);
    must(s7_report_end(&report) == S7_OK);
    return page_text;
}

/* A table over an array of cells: rows of `columns` texts. */
struct page_cells {
    const struct s7_report_cell *cells;
    size_t columns;
};

static inline void page_cell(const void *self, size_t row, size_t column, struct s7_strbuf *buffer,
                             struct s7_report_cell *ret_cell)
{
    const struct page_cells *cells = self;
    (void)buffer;
    *ret_cell = cells->cells[row * cells->columns + column];
}

static inline void page_table(struct s7_report *report, const struct s7_report_column *columns,
                              size_t column_count, const struct s7_report_cell *cells, size_t row_count)
{
    struct page_cells list = {.cells = cells, .columns = column_count};
    s7_report_table(report, &(struct s7_report_table){.name = "table",
                                                      .columns = columns,
                                                      .column_count = column_count,
                                                      .row_count = row_count,
                                                      .cell = page_cell,
                                                      .self = &list});
}

#endif
