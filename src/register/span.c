/* SPDX-License-Identifier: MIT
 *
 * span.c — spans as a tree over an ordered array: the middle of a part is its root, and each root knows how far its part
 * reaches and whose lowest hand is in it, so whole parts are passed over.
 */
#include "register/span.h"

#include <stdlib.h>

/** Of a part of the array. */
struct s7_span_top {
    uint64_t end;
    size_t lowest;
};

bool s7_spans_begin(struct s7_spans *spans, struct s7_storage *storage, size_t most)
{
    *spans = (struct s7_spans){.by_hand = s7_storage_array(storage, most, sizeof *spans->by_hand),
                               .by_bit = s7_storage_array(storage, most, sizeof *spans->by_bit),
                               .tops = s7_storage_array(storage, most, sizeof *spans->tops)};
    return spans->by_hand && spans->by_bit && spans->tops;
}

void s7_spans_add(struct s7_spans *spans, size_t partner, const struct s7_range *range, size_t hand)
{
    if (range->bit_count)
        spans->by_hand[spans->count++] = (struct s7_span){.partner = partner, .range = *range, .hand = hand};
}

/* ---- order ------------------------------------------------------------------------------------------------------- */

static int compare_areas(const struct s7_span *a, const struct s7_span *b)
{
    if (a->partner != b->partner)
        return a->partner < b->partner ? -1 : 1;
    if (a->range.area != b->range.area)
        return a->range.area < b->range.area ? -1 : 1;
    return (int)a->range.db - (int)b->range.db;
}

static int compare_places(const struct s7_span *a, const struct s7_span *b)
{
    int order = compare_areas(a, b);
    if (order)
        return order;
    return a->range.first_bit < b->range.first_bit ? -1 : a->range.first_bit > b->range.first_bit;
}

static int compare_hands(const void *one, const void *other)
{
    const struct s7_span *a = one;
    const struct s7_span *b = other;
    return a->hand != b->hand ? (a->hand < b->hand ? -1 : 1) : compare_places(a, b);
}

static int compare_bits(const void *one, const void *other)
{
    const struct s7_span *a = *(struct s7_span *const *)one;
    const struct s7_span *b = *(struct s7_span *const *)other;
    int order = compare_places(a, b);
    return order ? order : a->hand < b->hand ? -1 : a->hand > b->hand;
}

static void join(struct s7_spans *spans)
{
    size_t kept = 0;
    for (size_t i = 0; i < spans->count; i++) {
        const struct s7_span *span = &spans->by_hand[i];
        struct s7_span *last = kept ? &spans->by_hand[kept - 1] : NULL;
        uint32_t end = s7_range_end(&span->range);
        if (!last || last->hand != span->hand || compare_areas(last, span) != 0 ||
            span->range.first_bit > s7_range_end(&last->range))
            spans->by_hand[kept++] = *span;
        else if (end > s7_range_end(&last->range))
            last->range.bit_count = end - last->range.first_bit;
    }
    spans->count = kept;
}

/** Areas stand one behind the other, further apart than they are long. */
static void set_rows(struct s7_spans *spans)
{
    uint64_t row = 0;
    for (size_t i = 0; i < spans->count; i++) {
        struct s7_span *span = spans->by_bit[i];
        row += i > 0 && compare_areas(spans->by_bit[i - 1], span) != 0;
        span->begin = row << 32 | span->range.first_bit;
        span->end = span->begin + span->range.bit_count;
    }
}

/* The first one that meets a span from behind finds it reaching furthest: else that one would have been the first. */
static void set_shared(struct s7_spans *spans)
{
    struct s7_span *furthest = NULL;
    for (size_t i = 0; i < spans->count; i++) {
        struct s7_span *span = spans->by_bit[i];
        if (furthest && span->begin < furthest->end)
            span->shared = furthest->shared = true;
        if (!furthest || span->end > furthest->end)
            furthest = span;
    }
}

static void take_in(struct s7_span_top *top, const struct s7_span_top *part)
{
    top->end = part->end > top->end ? part->end : top->end;
    top->lowest = part->lowest < top->lowest ? part->lowest : top->lowest;
}

/** The part from `low` up to `high` has at least one. */
static struct s7_span_top set_tops(struct s7_spans *spans, size_t low, size_t high)
{
    size_t middle = low + (high - low) / 2;
    struct s7_span_top top = {spans->by_bit[middle]->end, spans->by_bit[middle]->hand}, part;
    if (low < middle) {
        part = set_tops(spans, low, middle);
        take_in(&top, &part);
    }
    if (middle + 1 < high) {
        part = set_tops(spans, middle + 1, high);
        take_in(&top, &part);
    }
    spans->tops[middle] = top;
    return top;
}

void s7_spans_end(struct s7_spans *spans)
{
    if (spans->count > 1)
        qsort(spans->by_hand, spans->count, sizeof *spans->by_hand, compare_hands);
    join(spans);
    for (size_t i = 0; i < spans->count; i++)
        spans->by_bit[i] = &spans->by_hand[i];
    if (spans->count > 1)
        qsort(spans->by_bit, spans->count, sizeof *spans->by_bit, compare_bits);
    set_rows(spans);
    set_shared(spans);
    if (spans->count)
        set_tops(spans, 0, spans->count);
}

/* ---- asking ------------------------------------------------------------------------------------------------------ */

struct s7_span_row s7_spans_of(const struct s7_spans *spans, size_t hand)
{
    size_t low = 0, high = spans->count, last;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (spans->by_hand[middle].hand < hand)
            low = middle + 1;
        else
            high = middle;
    }
    for (last = low; last < spans->count && spans->by_hand[last].hand == hand;)
        last++;
    return (struct s7_span_row){&spans->by_hand[low], last - low};
}

/** The last span that begins in the same area at this bit or before it; NULL: none. */
static const struct s7_span *last_before(const struct s7_spans *spans, const struct s7_span *wanted)
{
    size_t low = 0, high = spans->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_places(spans->by_bit[middle], wanted) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low && compare_areas(spans->by_bit[low - 1], wanted) == 0 ? spans->by_bit[low - 1] : NULL;
}

struct question {
    const struct s7_spans *spans;
    uint64_t begin, end;
    size_t below;
    s7_span_take *take;
    void *user;
};

static bool ask(const struct question *question, size_t low, size_t high)
{
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct s7_span_top *top = &question->spans->tops[middle];
        const struct s7_span *span = question->spans->by_bit[middle];
        if (top->end <= question->begin || top->lowest >= question->below)
            return true;
        if (!ask(question, low, middle))
            return false;
        if (span->begin >= question->end)
            return true;
        if (span->end > question->begin && span->hand < question->below &&
            !question->take(question->user, span))
            return false;
        low = middle + 1;
    }
    return true;
}

bool s7_spans_meet(const struct s7_spans *spans, size_t partner, const struct s7_range *range, size_t below,
                   s7_span_take *take, void *user)
{
    struct s7_span wanted = {.partner = partner, .range = *range};
    wanted.range.first_bit = s7_range_end(range) - 1;
    const struct s7_span *last = range->bit_count ? last_before(spans, &wanted) : NULL;
    if (!last)
        return true;
    const uint64_t row = last->begin >> 32 << 32;
    const struct question question = {.spans = spans,
                                      .begin = row + range->first_bit,
                                      .end = row + s7_range_end(range),
                                      .below = below,
                                      .take = take,
                                      .user = user};
    return ask(&question, 0, spans->count);
}

struct s7_range s7_span_common(const struct s7_range *one, const struct s7_range *other)
{
    const struct s7_range *later = one->first_bit > other->first_bit ? one : other;
    struct s7_range common = *later;
    uint32_t end = s7_range_end(one) < s7_range_end(other) ? s7_range_end(one) : s7_range_end(other);
    common.bit_count = end - common.first_bit;
    return common;
}
