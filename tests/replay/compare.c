/* SPDX-License-Identifier: MIT */
#include "compare.h"

#include <stdlib.h>

#include "sieben/error.h"
#include "wire/clock.h"

enum { EVERY_SERVICE = CAPTURED_COUNT, ANY = 0x10000, NEAR_MS = 250 };
enum mask_kind { KIND_FREE, KIND_NEAR };

#define CAPTURED_EVERY EVERY_SERVICE

static const struct {
    enum compare_form form;
    int service;
    uint32_t list, index;
    size_t at, size;
    enum mask_kind kind;
    const char *what, *reason;
} masks[] = {
#define MASK(name, form, service, list, index, at, size, kind, what, reason)                                   \
    {COMPARE_##form, CAPTURED_##service, list, index, at, size, KIND_##kind, what, reason},
#include "mask.def"
#undef MASK
};

const char *mask_what(enum mask_name mask)
{
    return masks[mask].what;
}

const char *mask_reason(enum mask_name mask)
{
    return masks[mask].reason;
}

static bool concerns(enum mask_name mask, const struct compare_subject *subject, size_t size)
{
    bool of_list = masks[mask].list != ANY;
    return masks[mask].form == subject->form && masks[mask].at + masks[mask].size <= size &&
           (masks[mask].service == EVERY_SERVICE || masks[mask].service == (int)subject->service) &&
           (!of_list || (masks[mask].list == subject->list && !subject->continued)) &&
           (masks[mask].index == ANY || masks[mask].index == subject->index);
}

static int64_t milliseconds_of(const struct s7_clock *clock)
{
    static const unsigned before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    int64_t years = clock->year - 1988,
            days = years * 365 + (years + 3) / 4 + before[clock->month - 1] + clock->day;
    if (clock->year % 4 == 0 && clock->month > 2)
        days++;
    return (((days * 24 + clock->hour) * 60 + clock->minute) * 60 + clock->second) * 1000 + clock->millisecond;
}

static bool times_near(const uint8_t *real, const uint8_t *ours)
{
    struct s7_clock its, our_own;
    return s7_time8_decode(real, &its) == S7_OK && s7_time8_decode(ours, &our_own) == S7_OK &&
           llabs(milliseconds_of(&its) - milliseconds_of(&our_own)) <= NEAR_MS;
}

/* Makes `ours` equal where the mask excuses it; returns how many octets that were. */
static size_t excuse(enum mask_name mask, struct s7_octets real, uint8_t *ours)
{
    size_t at = masks[mask].at, count = 0;
    if (masks[mask].kind == KIND_NEAR && !times_near(real.at + at, ours + at))
        return 0;
    for (size_t i = at; i < at + masks[mask].size; i++) {
        count += ours[i] != real.at[i];
        ours[i] = real.at[i];
    }
    return count;
}

struct comparison compare_octets(const struct compare_subject *subject, struct s7_octets real,
                                 struct s7_octets ours)
{
    struct comparison result = {.octet_count = real.size};
    uint8_t *copy = malloc(real.size + 1);
    if (copy && real.size == ours.size) {
        memcpy(copy, ours.at, ours.size);
        for (int mask = 0; mask < MASK_COUNT; mask++)
            if (concerns((enum mask_name)mask, subject, real.size))
                result.excused_counts[mask] = excuse((enum mask_name)mask, real, copy);
        result.same = memcmp(copy, real.at, real.size) == 0;
    }
    free(copy);
    return result;
}
