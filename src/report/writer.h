/* SPDX-License-Identifier: MIT
 *
 * report/writer.h — what a format does with each block.  Texts are never NULL here.  A NULL function leaves the block
 * out.
 */
#ifndef REPORT_WRITER_H
#define REPORT_WRITER_H

#include "report/grid.h"

struct s7_report_writer {
    void (*begin)(struct s7_report *report);
    void (*heading)(struct s7_report *report, unsigned level, const char *text);
    void (*paragraph)(struct s7_report *report, const char *text);
    void (*list)(struct s7_report *report, const struct s7_report_cell *items, size_t count, bool ordered);
    void (*grid)(struct s7_report *report, const struct s7_grid *grid);
    void (*map)(struct s7_report *report, const struct s7_report_map *map);
    void (*preformatted)(struct s7_report *report, const char *text);
    void (*notes)(struct s7_report *report, const char *const *notes, size_t count);
    void (*page)(struct s7_report *report);
    void (*end)(struct s7_report *report);
};

extern const struct s7_report_writer s7_text_writer;
extern const struct s7_report_writer s7_markdown_writer;
extern const struct s7_report_writer s7_html_writer;
extern const struct s7_report_writer s7_csv_writer;

#endif
