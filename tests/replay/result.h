/* SPDX-License-Identifier: MIT
 *
 * result.h — how the answers of the virtual CPU compare with the recorded ones: one row per recorded packet of a CPU.
 */
#ifndef REPLAY_RESULT_H
#define REPLAY_RESULT_H

#include "compare.h"

enum result_kind {
    RESULT_EQUAL,
    RESULT_MASKED,    /**< equal but for octets that mask.def excuses */
    RESULT_REFUSED,   /**< both refuse, with the same code */
    RESULT_DIFFERENT, /**< a fault */
    RESULT_LATER      /**< a service that this version of the virtual CPU has not */
};

enum { RESULT_TEXT = 64, RESULT_NO_ANSWER = 0x10000 };

struct result {
    size_t capture; /**< row of capture.def */
    char service[RESULT_TEXT], detail[RESULT_TEXT];
    unsigned question, answer; /**< captured frames; question 0: a push */
    enum result_kind kind;
    uint32_t real_code, our_code; /**< of refusals; RESULT_NO_ANSWER */
    struct comparison comparison;
};

struct results {
    size_t count, room;
    struct result *list;
};

/** A copy of *result is added; aborts without memory. */
void results_add(struct results *results, const struct result *result);

size_t result_excused(const struct result *result);
bool result_same_row(const struct result *a, const struct result *b);

void results_free(struct results *results);

#endif
