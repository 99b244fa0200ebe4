/* SPDX-License-Identifier: MIT
 *
 * discover_profile.c — which family a CPU is of, by its order number or by what it shows.
 *
 * A setup is answered with the lesser of what was asked and what the CPU has: only what is less than asked is its own
 * figure, the rest fits many.  So traits weigh, and none of them decides.
 */
#include <string.h>

#include "capture/discover_model.h"

/* How much a trait says. */
enum {
    WEIGHT_OWN_FIGURE = 6, /* less than asked, and just what this family has */
    WEIGHT_FITS = 2,       /* as asked, and this family has as much */
    WEIGHT_OTHER = -4,     /* less than asked, and not what this family has */
    WEIGHT_TOO_MUCH = -8,  /* more than this family has */
    WEIGHT_ASKS = 4,       /* asks for just what this family asks for */
    WEIGHT_ASKS_AMQ = 2,
    WEIGHT_ASKS_OTHER = -1,
    WEIGHT_SLOT = 4,
    WEIGHT_SLOT_ZERO = 3, /* works, but says less */
    WEIGHT_OTHER_SLOT = -2,
    WEIGHT_S7PLUS = 8,
    WEIGHT_AREA = -3
};

static const struct order_row {
    const char *begin;
    const char *profile;
} order_rows[] = {
#define S7_ORDER(begin, profile) {begin, profile},
#include "capture/defs/order.def"
#undef S7_ORDER
};

static const struct octets_row {
    const char *key;
    size_t offset;
    uint32_t unit; /* octets of one */
} octets_rows[S7_DISCOVER_OCTETS_COUNT] = {
    {"input_size", offsetof(struct s7_profile, input_size), 1},
    {"output_size", offsetof(struct s7_profile, output_size), 1},
    {"memory_size", offsetof(struct s7_profile, memory_size), 1},
    {"timer_count", offsetof(struct s7_profile, timer_count), 2},
    {"counter_count", offsetof(struct s7_profile, counter_count), 2},
};

static uint32_t figure_of(const struct s7_profile *profile, size_t which)
{
    struct s7_figure figure;
    memcpy(&figure, (const unsigned char *)profile + octets_rows[which].offset, sizeof figure);
    return figure.value;
}

const char *s7_discover_octets_key(size_t which)
{
    return octets_rows[which].key;
}

uint32_t s7_discover_octets_unit(size_t which)
{
    return octets_rows[which].unit;
}

uint32_t s7_discover_profile_octets(const struct s7_profile *profile, size_t which)
{
    return figure_of(profile, which) * octets_rows[which].unit;
}

const struct s7_profile *s7_discover_profile_of_order(const char *order_number)
{
    const struct order_row *best = NULL;
    for (size_t i = 0; i < sizeof order_rows / sizeof order_rows[0]; i++) {
        const struct order_row *row = &order_rows[i];
        if (strncmp(order_number, row->begin, strlen(row->begin)) == 0 &&
            (!best || strlen(row->begin) > strlen(best->begin)))
            best = row;
    }
    return best ? s7_profile_find(best->profile) : NULL;
}

static int weigh_grant(uint32_t asked, uint32_t granted, uint32_t own)
{
    if (granted == 0 || asked == 0)
        return 0;
    if (granted > own)
        return WEIGHT_TOO_MUCH;
    if (granted < asked)
        return granted == own ? WEIGHT_OWN_FIGURE : WEIGHT_OTHER;
    return WEIGHT_FITS;
}

static int weigh_slot(const struct s7_discover_traits *traits, const struct s7_profile *profile)
{
    if (!traits->has_place)
        return 0;
    if (traits->slot == profile->slot.value)
        return WEIGHT_SLOT;
    return traits->slot == 0 && profile->slot_zero.value ? WEIGHT_SLOT_ZERO : WEIGHT_OTHER_SLOT;
}

/** What a CPU asks for when it is the client is its own figure, too. */
static int weigh_asked(uint32_t asked, uint32_t own, int weight)
{
    if (asked == 0)
        return 0;
    return asked == own ? weight : WEIGHT_ASKS_OTHER;
}

/** S7CommPlus is spoken by the S7-1200 and what is like an S7-1500. */
static int weigh_s7plus(const struct s7_discover_traits *traits, const struct s7_profile *profile)
{
    if (!traits->s7plus)
        return 0;
    return profile->optimized_exists.value ? WEIGHT_S7PLUS : -WEIGHT_S7PLUS;
}

static int weigh(const struct s7_discover_traits *traits, const struct s7_profile *profile)
{
    int weight = weigh_grant(traits->pdu_asked, traits->pdu_granted, profile->pdu_length.value) +
                 weigh_grant(traits->amq_asked, traits->amq_granted, profile->amq_calling.value) +
                 weigh_asked(traits->asks_pdu, profile->pdu_length.value, WEIGHT_ASKS) +
                 weigh_asked(traits->asks_amq, profile->amq_calling.value, WEIGHT_ASKS_AMQ) +
                 weigh_slot(traits, profile) + weigh_s7plus(traits, profile);
    for (size_t i = 0; i < S7_DISCOVER_OCTETS_COUNT; i++)
        if (traits->octets[i] > s7_discover_profile_octets(profile, i))
            weight += WEIGHT_AREA;
    return weight;
}

const struct s7_profile *s7_discover_profile_of_traits(const struct s7_discover_traits *traits)
{
    const struct s7_profile *best = NULL;
    int most = 0;
    const struct s7_profile *profile;
    if (!traits->pdu_granted && !traits->amq_granted && !traits->has_place && !traits->s7plus &&
        !traits->asks_pdu)
        return NULL;
    for (size_t i = 0; (profile = s7_profile_at(i)) != NULL; i++) {
        int weight = weigh(traits, profile);
        if (profile->experimental.value || (best && weight <= most))
            continue;
        best = profile;
        most = weight;
    }
    return best;
}
