/* SPDX-License-Identifier: MIT
 *
 * bench/pin.h — which processor client and server run on.
 */
#ifndef BENCH_PIN_H
#define BENCH_PIN_H

#include <stdbool.h>

enum s7_bench_pin {
    S7_BENCH_PIN_SAME,  /**< both on one processor: no wake-up across processors, the reproducible mode */
    S7_BENCH_PIN_CROSS, /**< each on one of its own */
    S7_BENCH_PIN_NONE   /**< wherever the system puts them */
};

/** "same", "cross", "none". */
const char *s7_bench_pin_name(enum s7_bench_pin pin);
bool s7_bench_pin_parse(const char *text, enum s7_bench_pin *ret_pin);

struct s7_bench_processors {
    int client, server; /**< -1: not pinned */
};

/** Chooses among the processors this process may use.  False: there are not enough. */
bool s7_bench_pin_choose(enum s7_bench_pin pin, struct s7_bench_processors *ret_processors);

/** Keeps the calling process on one processor; -1: nothing is done. */
bool s7_bench_pin_to(int processor);

#endif
