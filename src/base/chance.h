/* SPDX-License-Identifier: MIT
 *
 * base/chance.h — randomness, handed in by the caller (jitter of reconnects, never secrets).
 */
#ifndef BASE_CHANCE_H
#define BASE_CHANCE_H

#include <stdint.h>

struct s7_chance {
    uint64_t state; /**< any seed */
};

/** Next number, uniform over 0…UINT64_MAX (splitmix64). */
static inline uint64_t s7_chance_next(struct s7_chance *chance)
{
    uint64_t z = (chance->state += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/** Uniform over 0…below-1; below >= 1. */
static inline uint64_t s7_chance_below(struct s7_chance *chance, uint64_t below)
{
    return s7_chance_next(chance) % below;
}

#endif
