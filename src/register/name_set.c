/* SPDX-License-Identifier: MIT */
#include "register/name_set.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/** FNV-1a; who chooses names to collide makes a merge slow, no more. */
static size_t slot_of(const struct s7_name_set *set, const char *name)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (const char *c = name; *c; c++)
        hash = (hash ^ (unsigned char)*c) * UINT64_C(1099511628211);
    size_t slot = (size_t)(hash ^ hash >> 32) & (set->room - 1);
    while (set->slots[slot] && strcmp(set->slots[slot], name) != 0)
        slot = (slot + 1) & (set->room - 1);
    return slot;
}

static bool grow(struct s7_name_set *set)
{
    struct s7_name_set larger = {
        .storage = set->storage, .count = set->count, .room = set->room ? 2 * set->room : 64};
    larger.slots = s7_storage_array(set->storage, larger.room, sizeof *larger.slots);
    if (!larger.slots)
        return false;
    for (size_t i = 0; i < set->room; i++)
        if (set->slots[i])
            larger.slots[slot_of(&larger, set->slots[i])] = set->slots[i];
    *set = larger;
    return true;
}

bool s7_name_set_add(struct s7_name_set *set, const char *name)
{
    if (2 * set->count >= set->room && !grow(set))
        return false;
    const char **slot = &set->slots[slot_of(set, name)];
    if (*slot)
        return true;
    *slot = s7_storage_text(set->storage, name, strlen(name));
    set->count += *slot != NULL;
    return *slot != NULL;
}

bool s7_name_set_has(const struct s7_name_set *set, const char *name)
{
    return set->room && set->slots[slot_of(set, name)];
}

const char *s7_name_set_fresh(struct s7_name_set *set, const char *name)
{
    enum { NAME_MOST = 64, NUMBER_MOST = 9 };
    char fresh[NAME_MOST + 24];
    size_t stem = strlen(name), digits = 0;
    while (digits < stem && digits < NUMBER_MOST && name[stem - digits - 1] >= '0' &&
           name[stem - digits - 1] <= '9')
        digits++;
    bool numbered = digits > 0 && digits < stem && name[stem - digits - 1] == '-';
    unsigned long number = numbered ? strtoul(name + stem - digits, NULL, 10) : 1;
    stem = numbered ? stem - digits : stem < NAME_MOST - 12 ? stem : NAME_MOST - 12;
    while (stem > 0 && ((unsigned char)name[stem] & 0xC0) == 0x80)
        stem--;
    snprintf(fresh, sizeof fresh, "%s", name);
    while (s7_name_set_has(set, fresh))
        snprintf(fresh, sizeof fresh, "%.*s%s%0*lu", (int)stem, name, numbered ? "" : "-",
                 numbered ? (int)digits : 1, ++number);
    return s7_name_set_add(set, fresh) ? set->slots[slot_of(set, fresh)] : NULL;
}
