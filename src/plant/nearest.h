/* SPDX-License-Identifier: MIT
 *
 * plant/nearest.h — the word that was probably meant.
 */
#ifndef PLANT_NEAREST_H
#define PLANT_NEAREST_H

#include <stddef.h>

/** The search for the candidate with the fewest typing errors. */
struct s7_nearest {
    const char *text;
    size_t length;
    const char *best; /**< NULL: none is near enough */
    size_t best_distance;
};

struct s7_nearest s7_nearest_to(const char *text, size_t length);

/** Looks at one candidate, which is borrowed while the search is used. */
void s7_nearest_try(struct s7_nearest *nearest, const char *candidate);

#endif
