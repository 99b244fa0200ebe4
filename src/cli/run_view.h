/* SPDX-License-Identifier: MIT
 *
 * cli/run_view.h — what the live table shows of a snapshot, and what keys change about it.  No terminal here.
 */
#ifndef CLI_RUN_VIEW_H
#define CLI_RUN_VIEW_H

#include "cli/run_columns.h"
#include "cli/run_notes.h"

/** A key: a character (Unicode), or one of these. */
enum s7_run_key {
    S7_RUN_KEY_UP = 0x110000,
    S7_RUN_KEY_DOWN,
    S7_RUN_KEY_PAGE_UP,
    S7_RUN_KEY_PAGE_DOWN,
    S7_RUN_KEY_HOME,
    S7_RUN_KEY_END,
    S7_RUN_KEY_ENTER,
    S7_RUN_KEY_ESCAPE,
    S7_RUN_KEY_BACKSPACE
};

/** What a key asks of the run. */
enum s7_run_action { S7_RUN_ACTION_NONE, S7_RUN_ACTION_QUIT, S7_RUN_ACTION_HOLD, S7_RUN_ACTION_HOLD_ALL };

enum s7_run_page { S7_RUN_PAGE_JOBS, S7_RUN_PAGE_INSPECT, S7_RUN_PAGE_HELP, S7_RUN_PAGE_NOTES };

enum { S7_RUN_FILTER_SIZE = 64, S7_RUN_UNSORTED = S7_RUN_COLUMN_COUNT };

struct s7_run_view {
    enum s7_run_page page;
    unsigned sort; /**< enum s7_run_column, or S7_RUN_UNSORTED: the order of the plant */
    bool reverse;
    bool typing; /**< letters go to the filter */
    char filter[S7_RUN_FILTER_SIZE];
    size_t *order; /**< indices of rows, as shown */
    size_t capacity;
    size_t shown;
    size_t selected; /**< index of a row of the snapshot */
    size_t top;      /**< place in `order` of the first line */
    size_t height;   /**< lines for rows, of the last painting */
    size_t scroll;   /**< of a page of text */
};

void s7_run_view_init(struct s7_run_view *view);
void s7_run_view_free(struct s7_run_view *view);

/** Sorts and filters; the selection stays on its row when it is shown, and goes to a shown one when not. */
void s7_run_view_arrange(struct s7_run_view *view, const struct s7_run_snapshot *snapshot);

/** One key; s7_run_view_arrange() follows. */
enum s7_run_action s7_run_view_key(struct s7_run_view *view, unsigned key);

/** The selected row; NULL: there is none. */
const struct s7_run_row *s7_run_view_row(const struct s7_run_view *view,
                                         const struct s7_run_snapshot *snapshot);

#endif
