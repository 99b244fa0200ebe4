/* SPDX-License-Identifier: MIT
 *
 * value/access_set.h — bit-exact sets of addresses: who reads what, who writes what, what is allowed.
 *
 * A set is an array of disjoint, non-adjacent ranges ordered by area, DB and first bit.  The array is the caller's
 * (its capacity is the limit) — or grows on the heap when the set was made by s7_access_set_new().
 * All operations that add may fail with S7_ERR_LOCAL_LIMIT (fixed array full) or S7_ERR_LOCAL_MEMORY; the set is
 * then unchanged.  A range that ends beyond S7_RANGE_BITS_MAX is refused with S7_ERR_LOCAL_ARGUMENT; one without
 * bits changes nothing and is covered by every set.  The inputs may alias the output only where said.
 */
#ifndef VALUE_ACCESS_SET_H
#define VALUE_ACCESS_SET_H

#include "base/strbuf.h"
#include "sieben/error.h"
#include "value/range.h"

struct s7_access_set {
    struct s7_range *ranges;
    size_t range_count;
    size_t capacity;
    bool growing; /**< `ranges` is on the heap and may grow */
};

/** An empty set over the caller's array. */
struct s7_access_set s7_access_set_over(struct s7_range *ranges, size_t capacity);
/** An empty set that grows on the heap; end with s7_access_set_free(). */
struct s7_access_set s7_access_set_new(void);
void s7_access_set_free(struct s7_access_set *set);
void s7_access_set_clear(struct s7_access_set *set);

/** set := set ∪ range. */
int s7_access_set_add(struct s7_access_set *set, const struct s7_range *range);
/** set := set ∪ other; other may be set. */
int s7_access_set_union(struct s7_access_set *set, const struct s7_access_set *other);
/** set := set \ range. */
int s7_access_set_remove(struct s7_access_set *set, const struct s7_range *range);
/** set := set \ other; other may be set (then it becomes empty). */
int s7_access_set_subtract(struct s7_access_set *set, const struct s7_access_set *other);
/** *ret_set := a ∩ b; ret_set must be neither a nor b and is cleared first. */
int s7_access_set_intersect(const struct s7_access_set *a, const struct s7_access_set *b,
                            struct s7_access_set *ret_set);

/** Every bit of the range is in the set. */
bool s7_access_set_covers(const struct s7_access_set *set, const struct s7_range *range);
/** At least one bit of the range is in the set. */
bool s7_access_set_touches(const struct s7_access_set *set, const struct s7_range *range);
/** Number of bits in the set. */
uint64_t s7_access_set_bits(const struct s7_access_set *set);
/** "P#DB10.DBX0.0 BYTE 20, P#M1.0 BOOL 3"; "nothing" when empty. */
void s7_access_set_print(const struct s7_access_set *set, struct s7_strbuf *buf);

#endif
