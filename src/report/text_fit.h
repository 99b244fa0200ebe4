/* SPDX-License-Identifier: MIT
 *
 * report/text_fit.h — which columns of a grid stand beside each other, and how wide.
 */
#ifndef REPORT_TEXT_FIT_H
#define REPORT_TEXT_FIT_H

#include "report/grid.h"

enum { S7_TEXT_GAP = 2 /**< blanks between two columns */ };

/** What a column would like and what it can live with. */
struct s7_text_need {
    size_t natural; /**< as wide as its widest line, or as it may get */
    size_t least;   /**< so that words stay whole, within reason */
};

/** Whether the titles of the columns are shown: ladders and pairs speak for themselves. */
bool s7_text_fit_has_titles(const struct s7_grid *grid);

/** Of a column of a grid, with its title where titles are shown; asks for every cell. */
struct s7_text_need s7_text_fit_need(struct s7_report *report, const struct s7_grid *grid, size_t column);

/**
 * Shares out `width` (0: as much as they like) among columns with gaps between them: the widest give first, none below
 * what it can live with; then words are cut, down to a few characters.  False: even so they do not fit.
 */
bool s7_text_fit_share(const struct s7_text_need *needs, size_t count, size_t width, size_t *ret_widths);

#endif
