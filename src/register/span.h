/* SPDX-License-Identifier: MIT
 *
 * register/span.h — who touches which bits of all partners: asked for those who meet, without comparing each with each.
 *
 * A hand is whoever touches: a connection by its number, or anybody else that the caller numbers.
 */
#ifndef REGISTER_SPAN_H
#define REGISTER_SPAN_H

#include "plant/storage.h"
#include "value/range.h"

struct s7_span {
    size_t partner; /**< number of the CPU or host (s7_checking_number()) */
    struct s7_range range;
    size_t hand;
    uint64_t begin, end; /**< the bits in one row with those of all other areas */
    bool shared;         /**< another one has some of them */
};

struct s7_spans {
    struct s7_span *by_hand; /**< ordered by hand and bits; of one hand, none overlap or touch */
    struct s7_span **by_bit; /**< the same ordered by first bit */
    struct s7_span_top *tops;
    size_t count;
};

/** Room for so many. @return false: memory ran out, and nothing may be added */
bool s7_spans_begin(struct s7_spans *spans, struct s7_storage *storage, size_t most);
/** One more; without bits it is none. */
void s7_spans_add(struct s7_spans *spans, size_t partner, const struct s7_range *range, size_t hand);
/** All are there: joins those of each hand and puts them in order. */
void s7_spans_end(struct s7_spans *spans);

/** The spans of one hand. */
struct s7_span_row {
    const struct s7_span *first;
    size_t count;
};
struct s7_span_row s7_spans_of(const struct s7_spans *spans, size_t hand);

/** Is told of one span that meets; false: no more. */
typedef bool s7_span_take(void *user, const struct s7_span *met);

/**
 * Tells every span of a hand below `below` that has a bit of the range, in the order of their first bits.
 * @return false: `take` wanted no more
 */
bool s7_spans_meet(const struct s7_spans *spans, size_t partner, const struct s7_range *range, size_t below,
                   s7_span_take *take, void *user);

/** The bits that both have; they must have one. */
struct s7_range s7_span_common(const struct s7_range *one, const struct s7_range *other);

#endif
