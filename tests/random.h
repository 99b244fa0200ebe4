/* SPDX-License-Identifier: MIT
 *
 * tests/random.h — seed and number of cases of property tests: S7_SEED replays, S7_CASES says how many.
 */
#ifndef TESTS_RANDOM_H
#define TESTS_RANDOM_H

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/chance.h"

static inline unsigned long random_cases(void)
{
    const char *text = getenv("S7_CASES");
    return text ? strtoul(text, NULL, 10) : 10000;
}

/** Prints the seed, so that a failure can be replayed. */
static inline struct s7_chance random_start(const char *test)
{
    const char *text = getenv("S7_SEED");
    uint64_t seed = text ? strtoull(text, NULL, 0) : (uint64_t)time(NULL);
    printf("%s: S7_SEED=%" PRIu64 "\n", test, seed);
    return (struct s7_chance){.state = seed};
}

#endif
