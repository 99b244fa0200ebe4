/* SPDX-License-Identifier: MIT
 *
 * bench/process.h — the servers: forked children that end with their parent.
 */
#ifndef BENCH_PROCESS_H
#define BENCH_PROCESS_H

#include <sys/types.h>

#include "base/time.h"
#include "bench/subject.h"

struct s7_bench_server {
    pid_t process; /**< 0: none */
    uint16_t port;
};

/** Forks the server of a subject, pinned to `processor` (-1: not).  False: errno says why. */
bool s7_bench_server_start(const struct s7_bench_subject *subject, size_t size, int processor,
                           struct s7_bench_server *ret_server);
/** Ends it; harmless when there is none. */
void s7_bench_server_stop(struct s7_bench_server *server);

/** Processor time a process has used so far; 0: this one.   -1: not known. */
s7_time s7_bench_processor_time(pid_t process);
s7_time s7_bench_now(void);

#endif
