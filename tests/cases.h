/* SPDX-License-Identifier: MIT
 *
 * tests/cases.h — how many random cases, and from which seed: S7_CASES (10000), S7_SEED to replay.
 */
#ifndef TESTS_CASES_H
#define TESTS_CASES_H

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/chance.h"

static inline unsigned long cases_count(void)
{
    const char *text = getenv("S7_CASES");
    return text ? strtoul(text, NULL, 0) : 10000;
}

/** A seed from the environment or the clock, printed so that a failure can be replayed. */
static inline struct s7_chance cases_begin(const char *name)
{
    const char *text = getenv("S7_SEED");
    unsigned long long seed = text ? strtoull(text, NULL, 0) : (unsigned long long)time(NULL);
    printf("%s: S7_SEED=%llu S7_CASES=%lu\n", name, seed, cases_count());
    return (struct s7_chance){seed};
}

#endif
