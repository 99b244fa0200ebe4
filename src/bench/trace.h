/* SPDX-License-Identifier: MIT
 *
 * bench/trace.h — how many system calls a piece of work makes: it is done in a child, traced by its parent.
 */
#ifndef BENCH_TRACE_H
#define BENCH_TRACE_H

#include <stdbool.h>
#include <stdint.h>

enum s7_bench_traced {
    S7_BENCH_TRACED,      /**< *ret_calls is all it made, that of ending included */
    S7_BENCH_UNTRACEABLE, /**< this process may not trace */
    S7_BENCH_TRACE_FAILED /**< the work failed */
};

enum s7_bench_traced s7_bench_trace(bool (*work)(void *user), void *user, uint64_t *ret_calls);

#endif
