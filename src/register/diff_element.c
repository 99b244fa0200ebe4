/* SPDX-License-Identifier: MIT
 *
 * Two elements, key by key of the schema.
 */
#include <string.h>

#include "plant/kind.h"
#include "register/diff_walk.h"
#include "register/key_text.h"

static const struct {
    enum s7_plant_element element;
    const char *key;
    enum s7_change_severity severity;
} weighty[] = {
#define S7_CHANGE_KEY(ELEMENT, key, weight) {S7_ELEMENT_##ELEMENT, key, S7_CHANGE_##weight},
#include "register/defs/change_key.def"
#undef S7_CHANGE_KEY
};

static enum s7_change_severity severity_of(const struct s7_plant_key *key)
{
    for (size_t i = 0; i < sizeof weighty / sizeof weighty[0]; i++)
        if (weighty[i].element == key->element && strcmp(weighty[i].key, key->name) == 0)
            return weighty[i].severity;
    return S7_CHANGE_INFO;
}

static struct s7_diff_side value_of(const struct s7_diff_side *side, const struct s7_node *member)
{
    struct s7_diff_side value = *side;
    value.node = member;
    value.mark = member ? member->mark : side->mark;
    return value;
}

/** The key is told as bits that are read and written, or as partners (diff_access.c). */
static bool is_told_as_access(const struct s7_diff *diff, const struct s7_plant_key *key)
{
    static const struct {
        enum s7_plant_element element;
        const char *key;
        int operation; /* 0: always, 1: when reads were told, 2: when writes were told */
    } rows[] = {
        {S7_ELEMENT_CONNECTION, "from", 0},  {S7_ELEMENT_CONNECTION, "to", 0},
        {S7_ELEMENT_CONNECTION, "reads", 0}, {S7_ELEMENT_CONNECTION, "writes", 0},
        {S7_ELEMENT_GET, "from", 1},         {S7_ELEMENT_PUT, "to", 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].element == key->element && strcmp(rows[i].key, key->name) == 0)
            return rows[i].operation == 0 || (rows[i].operation == 1 ? diff->reads_told : diff->writes_told);
    return false;
}

/** A figure of a profile that none of them states is that of the profile it is like. */
static bool is_inherited(const struct s7_plant_key *key, const struct s7_node *before,
                         const struct s7_node *after)
{
    return key->element == S7_ELEMENT_PROFILE && !before && !after;
}

/** A cycle that has become less than half as long. */
static bool is_faster(const struct s7_plant_key *key, const void *before, const void *after)
{
    s7_time was, is;
    if (key->kind->read != s7_kind_duration ||
        (strcmp(key->name, "every") != 0 && strcmp(key->name, "cycle") != 0))
        return false;
    memcpy(&was, (const unsigned char *)before + key->offset, sizeof was);
    memcpy(&is, (const unsigned char *)after + key->offset, sizeof is);
    return is > 0 && was / 2 > is;
}

static void compare_value(struct s7_diff *diff, const struct s7_plant_key *key,
                          const struct s7_diff_side *before, const struct s7_diff_side *after)
{
    s7_diff_clear(&diff->before);
    s7_diff_clear(&diff->after);
    s7_key_tell(key, before->element, &diff->before);
    s7_key_tell(key, after->element, &diff->after);
    const char *was = s7_diff_text(&diff->before), *is = s7_diff_text(&diff->after);
    if (strcmp(was, is) == 0 || s7_diff_same_names(diff, key, was, is))
        return;
    if (is_faster(key, before->element, after->element))
        s7_diff_tell(diff, S7_CHANGE_IS_FASTER, s7_diff_severity(S7_CHANGE_IS_FASTER), before, after, was, is);
    else
        s7_diff_tell(diff, S7_CHANGE_IS_VALUE, severity_of(key), before, after, was, is);
}

static void compare_key(struct s7_diff *diff, const struct s7_plant_key *key, const struct s7_diff_side *before,
                        const struct s7_diff_side *after)
{
    size_t length = diff->key.size;
    const struct s7_diff_side was = value_of(before, s7_node_member(before->node, key->name));
    const struct s7_diff_side is = value_of(after, s7_node_member(after->node, key->name));
    if (is_told_as_access(diff, key) || is_inherited(key, was.node, is.node))
        return;
    s7_fmt_out_text(&diff->key, length ? "." : "");
    s7_fmt_out_text(&diff->key, key->name);
    if (key->kind->read == s7_kind_group)
        s7_diff_element(diff, key->of, &was, &is);
    else if (key->kind->read == s7_kind_choice && was.node && is.node)
        s7_diff_element(diff, key->of, &was, &is);
    else if (s7_key_nests(key) && key->kind->read != s7_kind_choice)
        s7_diff_members(diff, key, &was, &is);
    else if (!s7_key_nests(key))
        compare_value(diff, key, &was, &is);
    s7_diff_cut(&diff->key, length);
}

void s7_diff_element(struct s7_diff *diff, enum s7_plant_element kind, const struct s7_diff_side *before,
                     const struct s7_diff_side *after)
{
    const struct s7_plant_key *key;
    if (kind == S7_ELEMENT_CONNECTION)
        s7_diff_accesses(diff, before, after);
    for (size_t i = 0; (key = s7_schema_key(i)) != NULL; i++)
        if (key->element == kind)
            compare_key(diff, key, before, after);
}
