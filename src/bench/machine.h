/* SPDX-License-Identifier: MIT
 *
 * bench/machine.h — what figures were measured on; the program fills it (cli/machine.h).
 */
#ifndef BENCH_MACHINE_H
#define BENCH_MACHINE_H

struct s7_bench_machine {
    char date[24]; /**< UTC, 2026-11-20T06:30:00Z */
    char host[65];
    char kernel[160];   /**< "Linux 6.1.0 x86_64" */
    char processor[96]; /**< model name, "" when the system does not say */
    long processors;    /**< online */
    const char *compiler;
};

#endif
