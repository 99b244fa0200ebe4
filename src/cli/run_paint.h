/* SPDX-License-Identifier: MIT
 *
 * cli/run_paint.h — the live table, painted on anything that has rows and columns.
 */
#ifndef CLI_RUN_PAINT_H
#define CLI_RUN_PAINT_H

#include "cli/run_view.h"

enum s7_run_style {
    S7_RUN_STYLE_PLAIN,
    S7_RUN_STYLE_HEAD,     /**< titles and the bar of keys */
    S7_RUN_STYLE_SELECTED, /**< the row that keys mean */
    S7_RUN_STYLE_FAILING,
    S7_RUN_STYLE_WAITING, /**< not connected */
    S7_RUN_STYLE_IDLE     /**< paused, or not run */
};

struct s7_run_canvas {
    size_t rows, columns;
    /** Text (UTF-8) at a place, cut to `width` characters and filled up with blanks. */
    void (*put)(void *user, size_t row, size_t column, size_t width, enum s7_run_style style, const char *text);
    void *user;
};

/** Paints every row of the canvas; arranges the view for its height first. */
void s7_run_paint(const struct s7_run_canvas *canvas, struct s7_run_view *view,
                  const struct s7_run_snapshot *snapshot, const struct s7_run_notes *notes);

#endif
