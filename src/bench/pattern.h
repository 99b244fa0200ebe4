/* SPDX-License-Identifier: MIT
 *
 * bench/pattern.h — the octets that every server holds and every client must receive.
 *
 * Each request asks for them from another offset on, so an answer left over from the request before is not taken
 * for the right one.
 */
#ifndef BENCH_PATTERN_H
#define BENCH_PATTERN_H

#include <stddef.h>
#include <stdint.h>

enum {
    S7_BENCH_SIZE_MAX = 932,    /**< fits one request and one answer of a PDU of 960 octets */
    S7_BENCH_OFFSET_COUNT = 64, /**< requests start at octet 0…63 */
    S7_BENCH_PATTERN_SIZE = S7_BENCH_SIZE_MAX + S7_BENCH_OFFSET_COUNT,
    S7_BENCH_DB = 1,         /**< data block that holds the pattern */
    S7_BENCH_DB_WRITTEN = 2, /**< data block that is written */
    S7_BENCH_PDU_LENGTH = 960
};

void s7_bench_pattern(uint8_t pattern[S7_BENCH_PATTERN_SIZE]);

#endif
