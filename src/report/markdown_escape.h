/* SPDX-License-Identifier: MIT
 *
 * report/markdown_escape.h — text that stays text in CommonMark 0.30 and in GitHub's dialect of it: no emphasis, link,
 * code, entity, HTML, table or list comes of it.
 */
#ifndef REPORT_MARKDOWN_ESCAPE_H
#define REPORT_MARKDOWN_ESCAPE_H

#include "report/report.h"

/**
 * Writes `text` without the blanks and new lines around it.  `begins`: it begins a line, where more characters mean
 * something.  `new_line`: what a new line within it becomes; if that ends in a line feed, another line begins.
 */
void s7_markdown_escape(struct s7_report *report, const char *text, bool begins, const char *new_line);

#endif
