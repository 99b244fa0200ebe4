/* SPDX-License-Identifier: MIT
 *
 * tests/cases.h — how many cases a property test runs, and from which seed (S7_CASES, S7_SEED).
 */
#ifndef TESTS_CASES_H
#define TESTS_CASES_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/chance.h"

static inline uint64_t cases_from(const char *name, uint64_t otherwise)
{
    const char *text = getenv(name);
    return text && *text ? strtoull(text, NULL, 10) : otherwise;
}

/** S7_CASES, default 10000. */
static inline uint64_t cases_wanted(void)
{
    return cases_from("S7_CASES", 10000);
}

/** Starts from S7_SEED, default `seed`, and prints it so that a failure can be replayed. */
static inline struct s7_chance cases_chance(uint64_t seed)
{
    struct s7_chance chance = {.state = cases_from("S7_SEED", seed)};
    printf("S7_SEED=%llu\n", (unsigned long long)chance.state);
    return chance;
}

#endif
