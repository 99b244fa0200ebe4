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

enum { NAME_MOST = 64, NUMBER_MOST = 9 };

/** A name without its number: of one that has none, what a number goes behind. */
static struct s7_name_run run_of(const char *name)
{
    struct s7_name_run run = {.stem = name, .length = strlen(name), .number = 1};
    size_t digits = 0;
    while (digits < run.length && digits < NUMBER_MOST && name[run.length - digits - 1] >= '0' &&
           name[run.length - digits - 1] <= '9')
        digits++;
    if (digits > 0 && digits < run.length && name[run.length - digits - 1] == '-') {
        run.length -= digits;
        run.digits = digits;
        run.number = strtoul(name + run.length, NULL, 10);
    } else if (run.length >= NAME_MOST - 12) {
        run.length = NAME_MOST - 12;
    }
    while (run.length > 0 && ((unsigned char)name[run.length] & 0xC0) == 0x80)
        run.length--;
    return run;
}

/** So that many names that are alike do not each try the numbers of all before them. */
static unsigned long first_number(const struct s7_name_set *set, const struct s7_name_run *run)
{
    const struct s7_name_run *last = &set->last;
    bool same = last->stem && last->length == run->length && last->digits == run->digits &&
                strncmp(last->stem, run->stem, run->length) == 0;
    return same && last->number > run->number ? last->number : run->number;
}

const char *s7_name_set_fresh(struct s7_name_set *set, const char *name)
{
    char fresh[NAME_MOST + 24];
    struct s7_name_run run = run_of(name);
    bool numbered = run.digits > 0, taken;
    snprintf(fresh, sizeof fresh, "%s", name);
    if ((taken = s7_name_set_has(set, fresh)))
        run.number = first_number(set, &run);
    while (s7_name_set_has(set, fresh))
        snprintf(fresh, sizeof fresh, "%.*s%s%0*lu", (int)run.length, name, numbered ? "" : "-",
                 numbered ? (int)run.digits : 1, ++run.number);
    if (!s7_name_set_add(set, fresh))
        return NULL;
    run.stem = set->slots[slot_of(set, fresh)];
    if (taken)
        set->last = run;
    return run.stem;
}
