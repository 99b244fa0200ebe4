/* SPDX-License-Identifier: MIT */
#include "value/access_set.h"

#include <stdlib.h>
#include <string.h>

/** The elements first … end-1 of a set. */
struct span {
    size_t first;
    size_t end;
};

/** How one operation on one range changes the number of ranges of a set, and how it is done once there is room. */
struct operation {
    ptrdiff_t (*growth)(const struct s7_access_set *set, const struct s7_range *range);
    void (*apply)(struct s7_access_set *set, const struct s7_range *range);
};

struct s7_access_set s7_access_set_over(struct s7_range *ranges, size_t capacity)
{
    return (struct s7_access_set){.ranges = ranges, .capacity = capacity};
}

struct s7_access_set s7_access_set_new(void)
{
    return (struct s7_access_set){.growing = true};
}

void s7_access_set_free(struct s7_access_set *set)
{
    if (set->growing)
        free(set->ranges);
    *set = (struct s7_access_set){.growing = set->growing};
}

void s7_access_set_clear(struct s7_access_set *set)
{
    set->range_count = 0;
}

static bool sound(const struct s7_range *range)
{
    return range->first_bit <= S7_RANGE_BITS_MAX && range->bit_count <= S7_RANGE_BITS_MAX - range->first_bit;
}

/** Order of areas: negative, 0, positive. */
static int compare_area(const struct s7_range *a, const struct s7_range *b)
{
    if (a->area != b->area)
        return a->area < b->area ? -1 : 1;
    return (int)a->db - (int)b->db;
}

/** Element ends before bit `first` of the area of `range`. */
static bool lies_before(const struct s7_range *element, const struct s7_range *range, uint32_t first)
{
    int order = compare_area(element, range);
    return order < 0 || (order == 0 && s7_range_end(element) < first);
}

/** Index of the first element that does not lie before. */
static size_t lower_bound(const struct s7_access_set *set, const struct s7_range *range, uint32_t first)
{
    size_t low = 0;
    size_t high = set->range_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (lies_before(&set->ranges[middle], range, first))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/** The elements that share a bit with the range, or only touch its ends when `adjacent`. */
static struct span touched(const struct s7_access_set *set, const struct s7_range *range, bool adjacent)
{
    uint32_t first = adjacent ? range->first_bit : range->first_bit + 1;
    uint32_t last = adjacent ? s7_range_end(range) : s7_range_end(range) - 1;
    struct span span = {.first = lower_bound(set, range, first)};
    span.end = span.first;
    while (span.end < set->range_count && s7_range_same_area(&set->ranges[span.end], range) &&
           set->ranges[span.end].first_bit <= last)
        span.end++;
    return span;
}

/** Puts `count` elements (at most 2) in the place of a span; the room is there. */
static void replace(struct s7_access_set *set, struct span span, const struct s7_range *elements, size_t count)
{
    size_t behind = set->range_count - span.end;
    if (behind)
        memmove(set->ranges + span.first + count, set->ranges + span.end, behind * sizeof *set->ranges);
    for (size_t i = 0; i < count; i++)
        set->ranges[span.first + i] = elements[i];
    set->range_count = span.first + count + behind;
}

static ptrdiff_t add_growth(const struct s7_access_set *set, const struct s7_range *range)
{
    struct span span = touched(set, range, true);
    return 1 - (ptrdiff_t)(span.end - span.first);
}

static void add_apply(struct s7_access_set *set, const struct s7_range *range)
{
    struct span span = touched(set, range, true);
    struct s7_range whole = *range;
    uint32_t end = s7_range_end(range);
    if (span.first < span.end) {
        uint32_t first = set->ranges[span.first].first_bit;
        uint32_t last_end = s7_range_end(&set->ranges[span.end - 1]);
        whole.first_bit = first < whole.first_bit ? first : whole.first_bit;
        end = last_end > end ? last_end : end;
    }
    whole.bit_count = end - whole.first_bit;
    replace(set, span, &whole, 1);
}

/** What stays of the touched elements on both sides of the range; returns their number. */
static size_t remainders(const struct s7_access_set *set, struct span span, const struct s7_range *range,
                         struct s7_range ret_left[2])
{
    size_t count = 0;
    if (span.first == span.end)
        return 0;
    struct s7_range left = set->ranges[span.first];
    struct s7_range right = set->ranges[span.end - 1];
    uint32_t end = s7_range_end(range);
    if (left.first_bit < range->first_bit) {
        left.bit_count = range->first_bit - left.first_bit;
        ret_left[count++] = left;
    }
    if (s7_range_end(&right) > end) {
        right.bit_count = s7_range_end(&right) - end;
        right.first_bit = end;
        ret_left[count++] = right;
    }
    return count;
}

static ptrdiff_t remove_growth(const struct s7_access_set *set, const struct s7_range *range)
{
    struct s7_range left[2];
    struct span span = touched(set, range, false);
    return (ptrdiff_t)remainders(set, span, range, left) - (ptrdiff_t)(span.end - span.first);
}

static void remove_apply(struct s7_access_set *set, const struct s7_range *range)
{
    struct s7_range left[2];
    struct span span = touched(set, range, false);
    size_t count = remainders(set, span, range, left);
    replace(set, span, left, count);
}

static const struct operation adding = {add_growth, add_apply};
static const struct operation removing = {remove_growth, remove_apply};

/** Makes room for `count` ranges in all. */
static int reserve(struct s7_access_set *set, size_t count)
{
    if (count <= set->capacity)
        return S7_OK;
    if (!set->growing)
        return S7_ERR_LOCAL_LIMIT;
    size_t capacity = set->capacity ? set->capacity : 8;
    while (capacity < count)
        capacity *= 2;
    if (capacity > SIZE_MAX / sizeof *set->ranges)
        return S7_ERR_LOCAL_MEMORY;
    struct s7_range *ranges = realloc(set->ranges, capacity * sizeof *ranges);
    if (!ranges)
        return S7_ERR_LOCAL_MEMORY;
    set->ranges = ranges;
    set->capacity = capacity;
    return S7_OK;
}

/**
 * Does the operation with every range, or nothing at all.  The ranges are disjoint and not adjacent, so what each
 * changes does not depend on the others: their growths add up, and with the shrinking ones first the set is never
 * larger on the way than before or at the end.
 */
static int do_all(struct s7_access_set *set, const struct s7_range *ranges, size_t count,
                  const struct operation *operation)
{
    ptrdiff_t growth = 0;
    for (size_t i = 0; i < count; i++)
        growth += operation->growth(set, &ranges[i]);
    int error = reserve(set, (size_t)((ptrdiff_t)set->range_count + growth));
    if (error)
        return error;
    for (int growing = 0; growing < 2; growing++)
        for (size_t i = 0; i < count; i++)
            if ((operation->growth(set, &ranges[i]) > 0) == growing)
                operation->apply(set, &ranges[i]);
    return S7_OK;
}

static int do_one(struct s7_access_set *set, const struct s7_range *range, const struct operation *operation)
{
    if (!sound(range))
        return S7_ERR_LOCAL_ARGUMENT;
    struct s7_range copy = *range; /* it may be an element of the set */
    return range->bit_count == 0 ? S7_OK : do_all(set, &copy, 1, operation);
}

int s7_access_set_add(struct s7_access_set *set, const struct s7_range *range)
{
    return do_one(set, range, &adding);
}

int s7_access_set_remove(struct s7_access_set *set, const struct s7_range *range)
{
    return do_one(set, range, &removing);
}

int s7_access_set_union(struct s7_access_set *set, const struct s7_access_set *other)
{
    return set == other ? S7_OK : do_all(set, other->ranges, other->range_count, &adding);
}

int s7_access_set_subtract(struct s7_access_set *set, const struct s7_access_set *other)
{
    if (set == other) {
        s7_access_set_clear(set);
        return S7_OK;
    }
    return do_all(set, other->ranges, other->range_count, &removing);
}

/** The common part of two ranges of one area; bit_count 0: none. */
static struct s7_range common_part(const struct s7_range *a, const struct s7_range *b)
{
    uint32_t first = a->first_bit > b->first_bit ? a->first_bit : b->first_bit;
    uint32_t end = s7_range_end(a) < s7_range_end(b) ? s7_range_end(a) : s7_range_end(b);
    struct s7_range part = *a;
    part.first_bit = first;
    part.bit_count = end > first ? end - first : 0;
    return part;
}

/** Walks over both sets and stores the common parts (NULL: only counts them). */
static size_t common_parts(const struct s7_access_set *a, const struct s7_access_set *b,
                           struct s7_range *ret_parts)
{
    size_t count = 0;
    size_t i = 0;
    size_t k = 0;
    while (i < a->range_count && k < b->range_count) {
        const struct s7_range *left = &a->ranges[i];
        const struct s7_range *right = &b->ranges[k];
        int order = compare_area(left, right);
        struct s7_range part = common_part(left, right);
        if (order == 0 && part.bit_count > 0) {
            if (ret_parts)
                ret_parts[count] = part;
            count++;
        }
        if (order < 0 || (order == 0 && s7_range_end(left) < s7_range_end(right)))
            i++;
        else
            k++;
    }
    return count;
}

int s7_access_set_intersect(const struct s7_access_set *a, const struct s7_access_set *b,
                            struct s7_access_set *ret_set)
{
    int error = reserve(ret_set, common_parts(a, b, NULL));
    if (!error)
        ret_set->range_count = common_parts(a, b, ret_set->ranges);
    return error;
}

bool s7_access_set_covers(const struct s7_access_set *set, const struct s7_range *range)
{
    if (!sound(range))
        return false;
    if (range->bit_count == 0)
        return true;
    struct span span = touched(set, range, false);
    return span.end - span.first == 1 && set->ranges[span.first].first_bit <= range->first_bit &&
           s7_range_end(&set->ranges[span.first]) >= s7_range_end(range);
}

bool s7_access_set_touches(const struct s7_access_set *set, const struct s7_range *range)
{
    if (!sound(range) || range->bit_count == 0)
        return false;
    struct span span = touched(set, range, false);
    return span.first < span.end;
}

uint64_t s7_access_set_bits(const struct s7_access_set *set)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < set->range_count; i++)
        bits += set->ranges[i].bit_count;
    return bits;
}

void s7_access_set_print(const struct s7_access_set *set, struct s7_strbuf *buf)
{
    if (set->range_count == 0)
        s7_strbuf_add(buf, "nothing");
    for (size_t i = 0; i < set->range_count; i++) {
        char text[S7_TAG_TEXT_SIZE];
        if (s7_range_format(&set->ranges[i], text, sizeof text) > 0)
            s7_strbuf_printf(buf, "%s%s", i ? ", " : "", text);
    }
}
