/* SPDX-License-Identifier: MIT
 *
 * cli/run_status_file.h — a run as a file that others read while it goes on (sieben/run-status/1).
 *
 * The file is written beside its place and moved there: a reader sees the old document or the new one, whole.
 */
#ifndef CLI_RUN_STATUS_FILE_H
#define CLI_RUN_STATUS_FILE_H

#include "cli/run_notes.h"
#include "cli/run_snapshot.h"

struct s7_status_file {
    const char *path; /**< NULL: none is wanted */
    bool failing;     /**< it could not be written the last time: that was said already */
};

/** Writes one document.  What goes wrong is said once, and again only after it went well in between. */
void s7_status_file_write(struct s7_status_file *file, const struct s7_run_snapshot *snapshot,
                          struct s7_run_notes *notes);

#endif
