/* SPDX-License-Identifier: MIT
 *
 * value/range.h — arithmetic on struct s7_range (sieben/address.h).
 */
#ifndef VALUE_RANGE_H
#define VALUE_RANGE_H

#include "sieben/address.h"

enum { S7_RANGE_BITS_MAX = 1 << 24 /**< first_bit + bit_count never exceeds it: 24-bit addresses */ };

/** First bit behind the range. */
static inline uint32_t s7_range_end(const struct s7_range *range)
{
    return range->first_bit + range->bit_count;
}

static inline bool s7_range_same_area(const struct s7_range *a, const struct s7_range *b)
{
    return a->area == b->area && a->db == b->db;
}

/** The same bits. */
static inline bool s7_range_equal(const struct s7_range *a, const struct s7_range *b)
{
    return s7_range_same_area(a, b) && a->first_bit == b->first_bit && a->bit_count == b->bit_count;
}

/** Every bit of `part` is in `whole`. */
static inline bool s7_range_within(const struct s7_range *part, const struct s7_range *whole)
{
    return s7_range_same_area(part, whole) && part->first_bit >= whole->first_bit &&
           s7_range_end(part) <= s7_range_end(whole);
}

/** One bit, or whole octets: what one item on the wire can carry (sieben/address.h). */
bool s7_range_transferable(const struct s7_range *range);

/** Moved as a single bit. */
static inline bool s7_range_is_bit(const struct s7_range *range)
{
    return range->bit_count == 1;
}

/** Octets that the values occupy in a buffer: 1 for a bit, else bit_count / 8.  Range must be transferable. */
static inline size_t s7_range_size(const struct s7_range *range)
{
    return s7_range_is_bit(range) ? 1 : range->bit_count / 8;
}

/** Canonical ANY form ("P#DB10.DBX0.0 BYTE 20", "P#M1.0 BOOL 3", "T5", "T5*3"); returns its length, 0: too small. */
size_t s7_range_format(const struct s7_range *range, char *text, size_t size);

#endif
