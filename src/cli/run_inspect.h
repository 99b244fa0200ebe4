/* SPDX-License-Identifier: MIT
 *
 * cli/run_inspect.h — everything about one job of a run, as text.
 */
#ifndef CLI_RUN_INSPECT_H
#define CLI_RUN_INSPECT_H

#include <stdio.h>

#include "cli/run_snapshot.h"

/** Both addresses, the connection, counters, the last fault in five lines, the last value as hex and by its tags. */
void s7_run_inspect(FILE *out, const struct s7_run_snapshot *snapshot, const struct s7_run_row *row);

#endif
