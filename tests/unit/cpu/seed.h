/* SPDX-License-Identifier: MIT
 *
 * unit/cpu/seed.h — cases and seed of the property tests, from the environment (S7_CASES, S7_SEED).
 */
#ifndef TESTS_UNIT_CPU_SEED_H
#define TESTS_UNIT_CPU_SEED_H

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/** S7_SEED, else one that differs per run; printed, so that a failure can be replayed. */
static inline uint64_t seed_of_run(void)
{
    const char *text = getenv("S7_SEED");
    uint64_t seed = text ? strtoull(text, NULL, 0) : (uint64_t)time(NULL) * UINT64_C(0x9E3779B97F4A7C15);
    printf("S7_SEED=%" PRIu64 "\n", seed);
    return seed;
}

/** S7_CASES, default 10 000. */
static inline unsigned long cases_of_run(void)
{
    const char *text = getenv("S7_CASES");
    return text ? strtoul(text, NULL, 0) : 10000;
}

#endif
