/* SPDX-License-Identifier: MIT */
#include "plant/fmt_shape.h"

#include <stdlib.h>
#include <string.h>

#include "plant/kind.h"

static const struct s7_plant_key *find_key(enum s7_plant_element element, const char *name, size_t *ret_index)
{
    const struct s7_plant_key *key;
    for (size_t i = 0; (key = s7_schema_key(i)) != NULL; i++) {
        if (key->element != element || strcmp(key->name, name) != 0)
            continue;
        *ret_index = i;
        return key;
    }
    return NULL;
}

static enum s7_fmt_role role_of(const struct s7_plant_kind *kind)
{
    static const struct {
        void (*read)(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                     void *element);
        enum s7_fmt_role role;
    } known[] = {
        {s7_kind_number, S7_FMT_NUMBER},  {s7_kind_decimal, S7_FMT_NUMBER}, {s7_kind_group, S7_FMT_ELEMENT},
        {s7_kind_choice, S7_FMT_ELEMENT}, {s7_kind_named, S7_FMT_NAMED},    {s7_kind_numbered, S7_FMT_NUMBERED},
        {s7_kind_list, S7_FMT_LISTED},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (known[i].read == kind->read)
            return known[i].role;
    return S7_FMT_OTHER;
}

struct s7_fmt_shape s7_fmt_shape_member(struct s7_fmt_shape parent, const char *name)
{
    size_t index;
    if (parent.role == S7_FMT_NAMED || parent.role == S7_FMT_NUMBERED || parent.role == S7_FMT_LISTED)
        return (struct s7_fmt_shape){S7_FMT_ELEMENT, parent.element};
    const struct s7_plant_key *key =
        parent.role == S7_FMT_ELEMENT && name ? find_key(parent.element, name, &index) : NULL;
    if (!key)
        return (struct s7_fmt_shape){.role = S7_FMT_OTHER};
    return (struct s7_fmt_shape){role_of(key->kind), key->of};
}

/** A mapping that is one of several kinds, each with a key of its own: a job. */
static bool is_choice(enum s7_plant_element element)
{
    const struct s7_plant_key *key;
    for (size_t i = 0; (key = s7_schema_key(i)) != NULL; i++)
        if (key->element == element && key->kind->read == s7_kind_choice)
            return true;
    return false;
}

bool s7_fmt_shape_lines(struct s7_fmt_shape shape, const struct s7_node *node)
{
    if (node->kind == S7_NODE_SCALAR || shape.role == S7_FMT_OTHER || shape.role == S7_FMT_NUMBER)
        return false;
    return shape.role != S7_FMT_ELEMENT || shape.element == S7_ELEMENT_FILE || is_choice(shape.element);
}

size_t s7_fmt_shape_rank(struct s7_fmt_shape parent, const char *key, size_t before)
{
    size_t index;
    if (parent.role == S7_FMT_NUMBERED)
        return strtoul(key, NULL, 10);
    if (parent.role == S7_FMT_ELEMENT && find_key(parent.element, key, &index))
        return index;
    return before;
}
