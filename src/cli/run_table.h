/* SPDX-License-Identifier: MIT
 *
 * cli/run_table.h — the live table on a terminal (ncursesw).  What it shows is cli/run_paint.h's and cli/run_view.h's.
 */
#ifndef CLI_RUN_TABLE_H
#define CLI_RUN_TABLE_H

#include "cli/run_paint.h"

struct s7_run_table;

/** Standard output is a terminal that can place a cursor. */
bool s7_run_table_is_possible(void);
/** The terminal that was there is there no more. */
bool s7_run_table_is_gone(void);

/** Takes the screen.  @return S7_OK, S7_ERR_LOCAL_MEMORY, S7_ERR_LOCAL_SYSTEM (this terminal is not known) */
int s7_run_table_open(struct s7_run_table **ret_table);
/** Becomes readable when keys are there. */
int s7_run_table_fd(const struct s7_run_table *table);
/** Paints; snapshot and notes are borrowed until the next time, for keys and resizing. */
void s7_run_table_show(struct s7_run_table *table, const struct s7_run_snapshot *snapshot,
                       const struct s7_run_notes *notes);
/** The terminal has another size. */
void s7_run_table_resize(struct s7_run_table *table);
/**
 * Takes one key.  @return false: there is none; else *ret_action, which means *ret_row when it is _HOLD
 */
bool s7_run_table_key(struct s7_run_table *table, enum s7_run_action *ret_action,
                      const struct s7_run_row **ret_row);
/** Paints again what was shown last. */
void s7_run_table_repaint(struct s7_run_table *table);
/** Gives the screen back; NULL is allowed. */
void s7_run_table_close(struct s7_run_table *table);

#endif
