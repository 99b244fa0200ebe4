/* SPDX-License-Identifier: MIT
 *
 * The members of two mappings or lists: those that are gone, those that are new, and the others one by one.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plant/kind.h"
#include "register/diff_member.h"
#include "register/diff_print.h"

typedef void print(const struct s7_diff *diff, enum s7_plant_element kind, const struct s7_diff_side *side,
                   bool renamed, struct s7_fmt_out *out);

/** Pairs those that are left by a text that is made of each of them. */
static void pair_by_text(struct s7_diff *diff, enum s7_plant_element kind, struct s7_member_list *before,
                         struct s7_member_list *after, print *make)
{
    struct s7_member_list *lists[] = {before, after};
    for (size_t n = 0; n < 2; n++)
        for (size_t i = 0; i < lists[n]->count; i++) {
            struct s7_fmt_out text = {.text = NULL};
            struct s7_member *member = &lists[n]->members[i];
            member->by = NULL;
            if (member->partner)
                continue;
            make(diff, kind, &member->side, n == 0, &text);
            diff->failed = diff->failed || text.failed;
            if (text.size)
                member->by = s7_storage_text(&diff->storage, text.text, text.size);
            free(text.text);
        }
    diff->failed = diff->failed || diff->storage.failed || !s7_member_list_pair(before, after);
}

static void pair_by_name(struct s7_diff *diff, struct s7_member_list *before, struct s7_member_list *after)
{
    for (size_t i = 0; i < before->count; i++)
        before->members[i].by = before->members[i].name;
    for (size_t i = 0; i < after->count; i++)
        after->members[i].by = after->members[i].name;
    diff->failed = diff->failed || !s7_member_list_pair(before, after);
}

/** The walk goes to a member: its path becomes the object.  What it returns leads back. */
static size_t enter(struct s7_diff *diff, const struct s7_member *member)
{
    size_t back = diff->object.size;
    char number[24];
    snprintf(number, sizeof number, "%zu", member->index + 1);
    s7_fmt_out_text(&diff->object, back ? "." : "");
    s7_fmt_out_text(&diff->object, s7_diff_text(&diff->key));
    s7_fmt_out_text(&diff->object, ".");
    s7_fmt_out_text(&diff->object, member->name ? member->name : number);
    return back;
}

/** What is only played, or said for the sake of people, is missed by nobody. */
static enum s7_change_severity severity_of(enum s7_change_kind kind, enum s7_plant_element element)
{
    static const enum s7_plant_element light[] = {S7_ELEMENT_SIMULATION, S7_ELEMENT_TAG,   S7_ELEMENT_SZL,
                                                  S7_ELEMENT_EVENT,      S7_ELEMENT_FAULT, S7_ELEMENT_JOB};
    for (size_t i = 0; i < sizeof light / sizeof light[0]; i++)
        if (light[i] == element)
            return S7_CHANGE_INFO;
    if (kind == S7_CHANGE_IS_ADDED && element == S7_ELEMENT_EXCEPTION) /* something is let pass from now on */
        return S7_CHANGE_WARNING;
    return s7_diff_severity(kind);
}

static void tell_alone(struct s7_diff *diff, enum s7_change_kind kind, const struct s7_plant_key *key,
                       const struct s7_member *member, const struct s7_diff_side *other, bool gone)
{
    enum s7_change_severity severity = severity_of(kind, key->of);
    struct s7_fmt_out text = {.text = NULL};
    size_t back = enter(diff, member);
    struct s7_fmt_out path = diff->key;
    diff->key = (struct s7_fmt_out){.text = NULL};
    s7_diff_print_short(key->of, &member->side, &text);
    if (key->of == S7_ELEMENT_CONNECTION)
        s7_diff_print_jobs(diff, member->side.element, &text);
    diff->failed = diff->failed || text.failed;
    const char *said = text.text ? text.text : "";
    if (gone)
        s7_diff_tell(diff, kind, severity, &member->side, other, said, "");
    else
        s7_diff_tell(diff, kind, severity, other, &member->side, "", said);
    diff->key = path;
    s7_diff_cut(&diff->object, back);
    free(text.text);
}

static enum s7_change_kind kind_of_new(const struct s7_plant_key *key)
{
    if (key->of == S7_ELEMENT_CONNECTION)
        return S7_CHANGE_IS_NEW_CONNECTION;
    return key->of == S7_ELEMENT_CPU || key->of == S7_ELEMENT_HOST ? S7_CHANGE_IS_NEW_PARTNER
                                                                   : S7_CHANGE_IS_ADDED;
}

static void compare_pair(struct s7_diff *diff, const struct s7_plant_key *key, const struct s7_member *member)
{
    const struct s7_member *partner = member->partner;
    size_t back = enter(diff, partner);
    struct s7_fmt_out path = diff->key;
    diff->key = (struct s7_fmt_out){.text = NULL};
    if (member->name && strcmp(member->name, partner->name) != 0)
        s7_diff_tell(diff, S7_CHANGE_IS_RENAMED, s7_diff_severity(S7_CHANGE_IS_RENAMED), &member->side,
                     &partner->side, member->name, partner->name);
    s7_diff_element(diff, key->of, &member->side, &partner->side);
    diff->failed = diff->failed || diff->key.failed;
    free(diff->key.text);
    diff->key = path;
    s7_diff_cut(&diff->object, back);
}

/** Of a list whose order means something. */
static bool is_shuffled(const struct s7_plant_key *key, const struct s7_member_list *before)
{
    size_t last = 0;
    if (key->of != S7_ELEMENT_EVENT)
        return false;
    for (size_t i = 0; i < before->count; i++) {
        const struct s7_member *partner = before->members[i].partner;
        if (partner && partner->index < last)
            return true;
        last = partner ? partner->index : last;
    }
    return false;
}

static void pair_all(struct s7_diff *diff, const struct s7_plant_key *key, struct s7_member_list *before,
                     struct s7_member_list *after)
{
    if (key->kind->shape == S7_SHAPE_LIST)
        pair_by_text(diff, key->of, before, after, s7_diff_print_all);
    else
        pair_by_name(diff, before, after);
    if (key->kind->shape != S7_SHAPE_NUMBERED)
        pair_by_text(diff, key->of, before, after, s7_diff_print_identity);
    for (size_t i = 0; i < before->count; i++) {
        const struct s7_member *member = &before->members[i];
        if (member->name && member->partner && strcmp(member->name, member->partner->name) != 0)
            s7_diff_rename(diff, key->of, member->name, member->partner->name);
    }
    s7_diff_rename_sort(diff);
}

void s7_diff_members(struct s7_diff *diff, const struct s7_plant_key *key, const struct s7_diff_side *before,
                     const struct s7_diff_side *after)
{
    struct s7_member_list was = s7_member_list_of(key, before, &diff->storage);
    struct s7_member_list is = s7_member_list_of(key, after, &diff->storage);
    if (!diff->failed && !diff->storage.failed)
        pair_all(diff, key, &was, &is);
    if (diff->failed || diff->storage.failed)
        return;
    for (size_t i = 0; i < was.count; i++)
        if (!was.members[i].partner)
            tell_alone(diff, S7_CHANGE_IS_REMOVED, key, &was.members[i], after, true);
    for (size_t i = 0; i < is.count; i++) {
        if (is.members[i].partner)
            compare_pair(diff, key, is.members[i].partner);
        else
            tell_alone(diff, kind_of_new(key), key, &is.members[i], before, false);
    }
    if (is_shuffled(key, &was))
        s7_diff_tell(diff, S7_CHANGE_IS_ORDER, s7_diff_severity(S7_CHANGE_IS_ORDER), before, after, "", "");
}
