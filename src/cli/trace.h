/* SPDX-License-Identifier: MIT
 *
 * cli/trace.h — every telegram and event of a CPU as one readable line, or document (docs/trace.md).
 */
#ifndef CLI_TRACE_H
#define CLI_TRACE_H

#include <stdbool.h>
#include <stdio.h>

#include "base/observer.h"
#include "cli/cpu_statistics.h"

struct s7_trace {
    struct s7_observer observer; /**< hand this to what is to be traced */
    FILE *out;
    s7_time started; /**< times are printed from here; the first line starts it */
    bool running;
    bool json; /**< documents sieben/cpu/1 instead of text */
    /** Whose `next` this is: knows which request a refusal answers; NULL (at first): nobody does. */
    const struct s7_cpu_statistics *statistics;
};

/** Prepares a trace to `out`; lines are flushed one by one. */
void s7_trace_init(struct s7_trace *trace, FILE *out, bool json);

#endif
