/* SPDX-License-Identifier: MIT
 *
 * bench/loop_server.h — the virtual CPU on a libuv loop, in a child: what many connections are served by.
 */
#ifndef BENCH_LOOP_SERVER_H
#define BENCH_LOOP_SERVER_H

#include "bench/process.h"

/**
 * Forks a CPU for `connections` connections, pinned to `processor` (-1: not), that holds the pattern in S7_BENCH_DB; it
 * listens when this returns.  End with s7_bench_server_stop().  False: it could not be started.
 */
bool s7_bench_loop_server_start(size_t connections, int processor, struct s7_bench_server *ret_server);

/** The CPU itself, any slot, holding the pattern.  NULL: out of memory. */
struct s7_cpu *s7_bench_loop_server_cpu(size_t connections);

/** Raises the soft limit of open files to what `connections` need.  False: the hard limit is lower. */
bool s7_bench_files_for(size_t connections);

#endif
