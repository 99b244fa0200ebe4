/* SPDX-License-Identifier: MIT
 *
 * tests/must.h — a check that stays in release builds, for test fixtures.
 */
#ifndef TESTS_MUST_H
#define TESTS_MUST_H

#include <stdio.h>
#include <stdlib.h>

#define must(condition)                                                                                        \
    do {                                                                                                       \
        if (!(condition)) {                                                                                    \
            fprintf(stderr, "%s:%d: must: %s\n", __FILE__, __LINE__, #condition);                              \
            abort();                                                                                           \
        }                                                                                                      \
    } while (0)

#endif
