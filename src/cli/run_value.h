/* SPDX-License-Identifier: MIT
 *
 * cli/run_value.h — what a job moved last, in the words of the plant's tags.
 */
#ifndef CLI_RUN_VALUE_H
#define CLI_RUN_VALUE_H

#include <stdio.h>

#include "base/strbuf.h"
#include "cli/run_snapshot.h"

/** The first tag within what was moved ("23.5 °C"), else the first octets as hex; "-": nothing was moved yet. */
void s7_run_value_short(const struct s7_run_row *row, struct s7_strbuf *buf);

/** One line per tag of either partner that lies within what was moved: "  NAME ADDRESS = VALUE UNIT". */
void s7_run_value_print(FILE *out, const struct s7_run_row *row);

#endif
