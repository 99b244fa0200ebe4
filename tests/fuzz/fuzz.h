/* SPDX-License-Identifier: MIT
 *
 * fuzz.h — what a fuzz target implements; fuzz_main.c calls it.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/** One input, in a heap block of exactly its size, so that reading past its end is found. */
void fuzz_one(const uint8_t *octets, size_t size);

/** What must hold for any input; ends the run with a finding. */
#define FUZZ_CHECK(condition)                                                                                  \
    do {                                                                                                       \
        if (!(condition)) {                                                                                    \
            fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition);                     \
            abort();                                                                                           \
        }                                                                                                      \
    } while (0)

#endif
