/* SPDX-License-Identifier: MIT
 *
 * report/map.h — the rows of a map: cells in groups of eight, equal rows folded into one.
 */
#ifndef REPORT_MAP_H
#define REPORT_MAP_H

#include "report/grid.h"

/** How a writer colours what follows; NULL functions: it does not. */
struct s7_map_pen {
    void (*begin)(struct s7_report *report, enum s7_report_meaning meaning);
    void (*end)(struct s7_report *report, enum s7_report_meaning meaning);
};

/** The caption is not among them. */
void s7_map_rows(struct s7_report *report, const struct s7_report_map *map, const struct s7_map_pen *pen);

/** A row per cell: its number, and what each line has for it. */
struct s7_grid s7_grid_of_map(const struct s7_report_map *map);

#endif
