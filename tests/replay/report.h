/* SPDX-License-Identifier: MIT
 *
 * report.h — docs/conformance.md from the results of all replays.
 */
#ifndef REPLAY_REPORT_H
#define REPLAY_REPORT_H

#include <stdio.h>

#include "result.h"

/** What is told of one capture beside its results. */
struct report_capture {
    const char *name, *file, *client, *cpu;
    size_t connection_count, taken_count, set_up_count, subscribed_count;
    size_t first_count, changed_count, kept_count, client_count; /**< struct program */
};

struct report {
    const struct results *results;
    const struct report_capture *captures;
    size_t capture_count;
};

void report_write(FILE *out, const struct report *report);

/** Octets compared, and of these excused by masks, over everything that is served. */
void report_share(const struct results *results, size_t *ret_octets, size_t *ret_excused);

#endif
