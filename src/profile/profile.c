/* SPDX-License-Identifier: MIT */
#include "profile/profile.h"

#include <string.h>

enum {
    FIGURE_COUNT = (sizeof(struct s7_profile) - offsetof(struct s7_profile, rack)) / sizeof(struct s7_figure)
};

/* A row that forgets a figure does not compile. */
#define S7_FIGURE(field, value, evidence)  +1
#define S7_PROFILE(name, display, figures) _Static_assert(0 figures == FIGURE_COUNT, "figures of " name);
#include "profile/defs/profile.def"
#undef S7_PROFILE
#undef S7_FIGURE

static const struct s7_profile profiles[] = {
#define S7_FIGURE(field, number, mark)    .field = {number, S7_EVIDENCE_##mark},
#define S7_PROFILE(label, shown, figures) {.name = label, .display = shown, figures},
#include "profile/defs/profile.def"
#undef S7_PROFILE
#undef S7_FIGURE
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
