/* SPDX-License-Identifier: MIT
 *
 * cli/run_json.h — a snapshot as JSON, for the status file and for the document of --json.
 */
#ifndef CLI_RUN_JSON_H
#define CLI_RUN_JSON_H

#include <jansson.h>

#include "cli/run_snapshot.h"

/** plant, revision, state, second, seconds, interrupted, reloads, totals, cpus, jobs, ok. */
void s7_run_add_snapshot(json_t *document, const struct s7_run_snapshot *snapshot);

/** Prints the document sieben/run/1. */
void s7_run_print_json(const struct s7_run_snapshot *snapshot);

#endif
