/* SPDX-License-Identifier: MIT
 *
 * doctor/extent.h — how far an area of the partner reaches, as far as it was asked.
 */
#ifndef DOCTOR_EXTENT_H
#define DOCTOR_EXTENT_H

#include "doctor/ask.h"

/** Octets (elements of timers and counters) below `there` exist, those from `absent` on do not. */
struct s7_extent {
    uint32_t there;
    uint32_t absent; /**< UINT32_MAX: not known */
};

/** Bits of a place: an octet, or a timer or counter. */
uint32_t s7_extent_unit(const struct s7_range *range);

/** Places that the range needs, from the beginning of its area. */
uint32_t s7_extent_of(const struct s7_range *range);

/** Place number `place` of the area of `range` as an address: "DB10.DBB4", "MB0", "T5". */
void s7_extent_text(const struct s7_range *range, uint32_t place, char ret_text[S7_TAG_TEXT_SIZE]);

/** Reads place number `place` of the area of `range`. */
struct s7_fault s7_extent_ask(struct s7_examination *examination, const struct s7_range *range, uint32_t place);

/** Asks whether the last place of `range` exists, unless that is known; `extent` learns.  @return as s7_extent_ask() */
struct s7_fault s7_extent_reach(struct s7_examination *examination, const struct s7_range *range,
                                struct s7_extent *extent);

/** Finds the end by halving; both ends must be known before.  @return S7_OK or what broke it off */
struct s7_fault s7_extent_halve(struct s7_examination *examination, const struct s7_range *range,
                                struct s7_extent *extent);

#endif
