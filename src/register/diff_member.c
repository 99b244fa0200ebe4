/* SPDX-License-Identifier: MIT */
#include "register/diff_member.h"

#include <stdlib.h>
#include <string.h>

static int compare_number(const void *a, const void *b)
{
    const struct s7_member *left = a;
    const struct s7_member *right = b;
    size_t length = strlen(left->name), other = strlen(right->name);
    return length == other ? strcmp(left->name, right->name) : length < other ? -1 : 1;
}

struct s7_member_list s7_member_list_of(const struct s7_plant_key *key, const struct s7_diff_side *side,
                                        struct s7_storage *storage)
{
    struct s7_member_list list = {NULL, 0};
    const unsigned char *elements;
    size_t size = s7_schema_element(key->of)->size;
    list.members = side->node ? s7_storage_array(storage, side->node->count, sizeof *list.members) : NULL;
    if (!list.members)
        return list;
    for (const struct s7_node *node = side->node->first; node; node = node->next, list.count++)
        list.members[list.count] = (struct s7_member){
            .side = {node, NULL, node->key ? node->key->mark : node->mark},
            .name = node->key ? node->key->text : NULL,
        };
    if (key->kind->shape == S7_SHAPE_NUMBERED && list.count > 1) /* as the loader puts them */
        qsort(list.members, list.count, sizeof *list.members, compare_number);
    memcpy(&elements, (const unsigned char *)side->element + key->offset, sizeof elements);
    for (size_t i = 0; i < list.count; i++) {
        list.members[i].side.element = elements + i * size;
        list.members[i].index = i;
    }
    return list;
}

static int compare_by(const void *a, const void *b)
{
    const struct s7_member *const *left = a;
    const struct s7_member *const *right = b;
    int order = strcmp((*left)->by, (*right)->by);
    return order ? order : (*left)->index < (*right)->index ? -1 : 1;
}

/** Those that are to be paired, in order; NULL: memory ran out. */
static struct s7_member **sorted(struct s7_member_list *list, size_t *ret_count)
{
    struct s7_member **members = calloc(list->count + 1, sizeof *members);
    for (size_t i = 0; members && i < list->count; i++)
        if (!list->members[i].partner && list->members[i].by)
            members[(*ret_count)++] = &list->members[i];
    if (members && *ret_count > 1)
        qsort(members, *ret_count, sizeof *members, compare_by);
    return members;
}

bool s7_member_list_pair(struct s7_member_list *before, struct s7_member_list *after)
{
    size_t was = 0, is = 0, i = 0, k = 0;
    struct s7_member **old = sorted(before, &was), **new = sorted(after, &is);
    bool done = old && new;
    while (done && i < was && k < is) {
        int order = strcmp(old[i]->by, new[k]->by);
        if (order == 0) {
            old[i]->partner = new[k];
            new[k]->partner = old[i];
        }
        i += order <= 0;
        k += order >= 0;
    }
    free(old);
    free(new);
    return done;
}
