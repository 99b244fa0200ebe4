/* SPDX-License-Identifier: MIT
 *
 * Usages of a talk, found by their bits.  Who reads cyclically asks for the same things in the same order: each usage
 * remembers which one followed it, and only what is new is looked for in the hash table.
 */
#include "capture/record.h"

enum { FILL_NUMERATOR = 2 /* the hash table is at most half full */, FIRST_PLACES = 16 };

static struct s7_usage *usage_at(const struct s7_record *record, uint32_t index)
{
    return &record->talk.usages[index];
}

/* What it is found by. */
static const struct s7_range *place_in(const struct s7_access *access)
{
    return access->opaque ? &access->raw : &access->range;
}

static bool is_usage(const struct s7_usage *usage, const struct s7_access *access)
{
    return s7_range_equal(&usage->range, place_in(access)) && usage->raw == access->opaque &&
           usage->means == access->means && usage->transport_size == access->transport_size;
}

static uint32_t hash_of(uint64_t seed, enum s7_means means, const struct s7_range *range,
                        uint8_t transport_size)
{
    uint64_t hash = (uint64_t)range->first_bit << 32 | (uint64_t)range->db << 16 | (uint64_t)range->area << 8 |
                    transport_size;
    hash ^= ((uint64_t)range->bit_count << 20) + (uint64_t)means + seed;
    hash *= UINT64_C(0x9E3779B97F4A7C15);
    hash ^= hash >> 29;
    hash *= UINT64_C(0xBF58476D1CE4E5B9);
    return (uint32_t)(hash >> 32);
}

/* Where it is, or the free place where it belongs; the number of places is a power of two. */
static uint32_t *place_of(const struct s7_record *record, const struct s7_access *access)
{
    uint32_t *places = record->places.at;
    size_t mask = record->places.count - 1;
    size_t at = hash_of(record->seed, access->means, place_in(access), access->transport_size) & mask;
    while (places[at] && !is_usage(usage_at(record, places[at] - 1), access))
        at = (at + 1) & mask;
    return &places[at];
}

static void fill_places(struct s7_record *record)
{
    uint32_t *places = record->places.at;
    for (size_t i = 0; i < record->places.count; i++)
        places[i] = 0;
    for (uint32_t i = 0; i < record->talk.usage_count; i++) {
        const struct s7_usage *usage = usage_at(record, i);
        const struct s7_access access = s7_usage_access(usage);
        *place_of(record, &access) = i + 1;
    }
}

/* Room for one more; the lists grow together.  Whoever reads a lot does not push out what is written. */
static bool make_room(struct s7_record *record, enum s7_operation operation)
{
    struct s7_talk *talk = &record->talk;
    size_t count = talk->usage_count + 1;
    if (record->usage_counts[operation] >= record->limits->usages ||
        !s7_budget_grow(record->budget, &record->usages, count, sizeof *talk->usages) ||
        !s7_budget_grow(record->budget, &record->order, count, sizeof(uint32_t)))
        return false;
    talk->usages = record->usages.at;
    if (count * FILL_NUMERATOR <= record->places.count)
        return true;
    size_t wanted = record->places.count ? 2 * record->places.count : FIRST_PLACES;
    if (!s7_budget_grow(record->budget, &record->places, wanted, sizeof(uint32_t)))
        return false;
    fill_places(record);
    return true;
}

static uint32_t new_usage(struct s7_record *record, const struct s7_access *access)
{
    struct s7_talk *talk = &record->talk;
    uint32_t index = (uint32_t)talk->usage_count;
    talk->usages[index] = (struct s7_usage){
        .means = access->means, .range = *place_in(access), .transport_size = access->transport_size};
    talk->usages[index].raw = access->opaque;
    record->usage_counts[s7_means_operation(access->means)]++;
    ((uint32_t *)record->order.at)[index] = S7_USAGE_NONE;
    talk->usage_count++;
    return index;
}

static uint32_t find_or_make(struct s7_record *record, const struct s7_access *access)
{
    uint32_t *place = record->places.count ? place_of(record, access) : NULL;
    if (place && *place)
        return *place - 1;
    if (!make_room(record, s7_means_operation(access->means)))
        return S7_USAGE_NONE;
    place = place_of(record, access); /* it may be another table now */
    uint32_t index = new_usage(record, access);
    *place = index + 1;
    return index;
}

static uint32_t usage_of(struct s7_record *record, const struct s7_access *access)
{
    uint32_t last = record->last_usage;
    uint32_t index = last == S7_USAGE_NONE ? S7_USAGE_NONE : ((const uint32_t *)record->order.at)[last];
    if (index == S7_USAGE_NONE || !is_usage(usage_at(record, index), access))
        index = find_or_make(record, access);
    if (index != S7_USAGE_NONE) {
        if (last != S7_USAGE_NONE)
            ((uint32_t *)record->order.at)[last] = index;
        record->last_usage = index;
    }
    return index;
}

static void happen(struct s7_usage *usage, s7_time time)
{
    s7_time span = s7_talk_span(usage->last, time);
    if (usage->requests + usage->deliveries == 0)
        usage->first = time;
    else if (span > 0 && (usage->shortest == 0 || span < usage->shortest))
        usage->shortest = span;
    usage->last = time;
}

uint32_t s7_record_access(struct s7_record *record, const struct s7_access *access, s7_time time)
{
    if (!record)
        return S7_USAGE_NONE;
    if (access->opaque && !access->addressed) {
        record->talk.opaque[s7_means_operation(access->means)]++;
        return S7_USAGE_NONE;
    }
    uint32_t index = usage_of(record, access);
    if (index == S7_USAGE_NONE) {
        record->talk.rest.accesses[s7_means_operation(access->means)]++;
        record->talk.losses.counts[S7_LOSS_USAGE_LIMIT]++;
        return index;
    }
    happen(usage_at(record, index), time);
    usage_at(record, index)->requests++;
    return index;
}

/* The set grows on the heap by itself; what it took is booked afterwards.  @return false: no room */
static bool add_range(struct s7_record *record, struct s7_access_set *set, const struct s7_range *range)
{
    size_t had = set->capacity;
    if (s7_access_set_covers(set, range))
        return true;
    if (set->range_count >= record->limits->areas || record->budget->used >= record->budget->limit ||
        s7_access_set_add(set, range) != S7_OK) {
        record->talk.losses.counts[S7_LOSS_AREA_LIMIT]++;
        return false;
    }
    record->budget->used += (set->capacity - had) * sizeof *set->ranges;
    return true;
}

/* Also of what has no usage of its own any more: the sets are all that is known of it then. */
static void serve(struct s7_record *record, const struct s7_access *access, bool first)
{
    enum s7_operation operation = s7_means_operation(access->means);
    bool added =
        !access->opaque && (!first || add_range(record, &record->talk.served[operation], &access->range));
    record->talk.elsewhere[operation] += !added;
}

static void refuse(struct s7_record *record, const struct s7_access *access, bool first)
{
    if (first && !access->opaque)
        add_range(record, &record->talk.refused_bits[s7_means_operation(access->means)], &access->range);
}

void s7_record_result(struct s7_record *record, uint32_t index, const struct s7_access *access,
                      uint8_t return_code)
{
    enum { SUCCESS = 0xFF };
    if (!record)
        return;
    struct s7_usage *usage = index == S7_USAGE_NONE ? NULL : usage_at(record, index);
    if (return_code == SUCCESS) {
        serve(record, access, !usage || usage->served++ + usage->deliveries == 0);
        return;
    }
    if (usage)
        usage->last_refusal = return_code;
    refuse(record, access, !usage || usage->refused++ == 0);
}

void s7_record_delivery(struct s7_record *record, uint32_t index, const struct s7_access *access, s7_time time)
{
    if (!record)
        return;
    struct s7_usage *usage = index == S7_USAGE_NONE ? NULL : usage_at(record, index);
    if (usage)
        happen(usage, time);
    serve(record, access, !usage || usage->served + usage->deliveries++ == 0);
}
