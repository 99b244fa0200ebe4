/* SPDX-License-Identifier: MIT
 *
 * net_loop/status_row.h — one cause, brought about, seen and ended; and its row in docs/status.md.
 */
#ifndef NET_LOOP_STATUS_ROW_H
#define NET_LOOP_STATUS_ROW_H

#include <stdio.h>

#include "net_loop/status_cause.h"

/** What came of a cause. */
struct status_seen {
    struct desk_outputs outputs;
    size_t telegrams; /**< that were sent for it */
};

/** Brings the cause about, looks at what the block says, ends the cause, and sees the block succeed. */
struct status_seen status_row_produce(const struct status_cause *cause);
/** What status_row_produce() returns for a cause of layer TCP, by the table alone. */
struct status_seen status_row_expected(const struct status_cause *cause);
void status_row_print(FILE *out, const struct status_cause *cause, const struct status_seen *seen);

#endif
