/* SPDX-License-Identifier: MIT */
#include "profile/profile.h"

#include <string.h>

/* A row of profile.def that forgets a figure, or names one twice, does not compile. */
enum {
    FIGURE_COUNT = 0
#define S7_PROFILE_TEXT(field, meaning)                          +1
#define S7_PROFILE_FIGURE(field, form, lowest, highest, meaning) +1
#include "profile/defs/figure.def"
#undef S7_PROFILE_FIGURE
#undef S7_PROFILE_TEXT
};

#define S7_TEXT(field, value, evidence)          +1
#define S7_FIGURE(field, value, evidence)        +1
#define S7_PROFILE(name, display, note, figures) _Static_assert(0 figures == FIGURE_COUNT, "figures of " name);
#include "profile/defs/profile.def"
#undef S7_PROFILE
#undef S7_FIGURE
#undef S7_TEXT

static const struct s7_profile profiles[] = {
#define S7_TEXT(field, text, mark)     .field = {text, S7_EVIDENCE_##mark},
#define S7_FIGURE(field, number, mark) .field = {number, S7_EVIDENCE_##mark},
#define S7_PROFILE(label, shown, about, figures)                                                               \
    {.name = label, .display = shown, .family = label, .note = about, figures},
#include "profile/defs/profile.def"
#undef S7_PROFILE
#undef S7_FIGURE
#undef S7_TEXT
};

const struct s7_profile *s7_profile_at(size_t index)
{
    return index < sizeof profiles / sizeof profiles[0] ? &profiles[index] : NULL;
}

const struct s7_profile *s7_profile_find(const char *name)
{
    const struct s7_profile *profile;
    for (size_t i = 0; (profile = s7_profile_at(i)) != NULL; i++)
        if (strcmp(profile->name, name) == 0)
            return profile;
    return NULL;
}

/** What is left of a PDU after `fixed` octets and `each` octets for every area but the first. */
static size_t data_left(uint16_t pdu_length, size_t fixed, size_t each, size_t areas)
{
    if (areas == 0 || pdu_length <= fixed)
        return 0;
    size_t left = pdu_length - fixed;
    return areas - 1 > left / each ? 0 : left - each * (areas - 1);
}

size_t s7_profile_get_size(uint16_t pdu_length, size_t areas)
{
    return data_left(pdu_length, 18, 4, areas);
}

size_t s7_profile_put_size(uint16_t pdu_length, size_t areas)
{
    return data_left(pdu_length, 28, 16, areas);
}

static size_t at_most(size_t size, const struct s7_figure *most)
{
    return most->value && size > most->value ? most->value : size;
}

size_t s7_profile_get_most(const struct s7_profile *profile, uint16_t pdu_length, size_t areas)
{
    size_t size = areas <= profile->block_areas.value ? s7_profile_get_size(pdu_length, areas) : 0;
    return at_most(size, &profile->get_most);
}

size_t s7_profile_put_most(const struct s7_profile *profile, uint16_t pdu_length, size_t areas)
{
    size_t size = areas <= profile->block_areas.value ? s7_profile_put_size(pdu_length, areas) : 0;
    return at_most(size, &profile->put_most);
}

bool s7_profile_put_get_shipped(const struct s7_profile *profile, unsigned firmware)
{
    return profile->put_get_default.value || (firmware && firmware < profile->put_get_firmware.value);
}
