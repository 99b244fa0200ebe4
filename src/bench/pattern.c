/* SPDX-License-Identifier: MIT */
#include "bench/pattern.h"

#include "base/chance.h"

void s7_bench_pattern(uint8_t pattern[S7_BENCH_PATTERN_SIZE])
{
    struct s7_chance chance = {3107}; /* the first S7_BENCH_OFFSET_COUNT octets differ from each other */
    for (size_t i = 0; i < S7_BENCH_PATTERN_SIZE; i++)
        pattern[i] = (uint8_t)s7_chance_next(&chance);
}
