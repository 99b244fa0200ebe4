/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "plant/fmt_shape.h"
#include "register/merge_work.h"

static bool is_among(const char *key, const char *const *keys)
{
    for (; keys && *keys; keys++)
        if (key && strcmp(*keys, key) == 0)
            return true;
    return false;
}

struct s7_node *s7_merge_copy(struct s7_merge *merge, const struct s7_node *node, const char *const *except)
{
    struct s7_node *copy;
    if (node->kind == S7_NODE_SCALAR)
        return node->quoted ? s7_edit_line(merge->edit, node->text) : s7_edit_word(merge->edit, node->text);
    copy = node->kind == S7_NODE_LIST ? s7_edit_list(merge->edit, node->flow)
                                      : s7_edit_mapping(merge->edit, node->flow);
    for (const struct s7_node *member = node->first; copy && member; member = member->next) {
        const char *key = member->key ? member->key->text : NULL;
        if (is_among(key, except))
            continue;
        struct s7_node *value = s7_merge_copy(merge, member, NULL);
        if (!value)
            return NULL;
        s7_edit_put(merge->edit, copy, key, value);
    }
    return copy;
}

const struct s7_node *s7_merge_behind(const struct s7_node *mapping, enum s7_plant_element element,
                                      const char *key)
{
    const struct s7_fmt_shape shape = {S7_FMT_ELEMENT, element};
    size_t rank = s7_fmt_shape_rank(shape, key, 0), before = 0;
    const struct s7_node *behind = NULL;
    for (const struct s7_node *member = mapping->first; member; member = member->next) {
        before = s7_fmt_shape_rank(shape, member->key->text, before);
        if (before <= rank)
            behind = member;
    }
    return behind ? behind : mapping->first;
}

void s7_merge_set(struct s7_merge *merge, const struct s7_node *mapping, enum s7_plant_element element,
                  const char *key, struct s7_node *value)
{
    const struct s7_node *member = s7_node_member(mapping, key);
    int error =
        member ? s7_edit_replace(merge->edit, mapping, member, value)
               : s7_edit_insert(merge->edit, mapping, s7_merge_behind(mapping, element, key), key, value, NULL);
    s7_merge_fail(merge, error);
}

struct s7_node *s7_merge_areas(struct s7_merge *merge, const struct s7_access_set *set)
{
    char text[S7_TAG_TEXT_SIZE];
    struct s7_node *list = s7_edit_list(merge->edit, true);
    for (size_t i = 0; list && i < set->range_count; i++) {
        if (!s7_range_format(&set->ranges[i], text, sizeof text))
            return NULL;
        struct s7_node *area = s7_edit_word(merge->edit, text);
        if (!area)
            return NULL;
        s7_edit_put(merge->edit, list, NULL, area);
    }
    return list;
}
