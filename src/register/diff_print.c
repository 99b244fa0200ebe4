/* SPDX-License-Identifier: MIT */
#include "register/diff_print.h"

#include <stdlib.h>
#include <string.h>

#include "plant/kind.h"
#include "register/diff_member.h"
#include "register/key_text.h"

static const struct {
    enum s7_plant_element element;
    const char *key;
} identities[] = {
#define S7_IDENTITY(ELEMENT, key) {S7_ELEMENT_##ELEMENT, key},
#include "register/defs/identity.def"
#undef S7_IDENTITY
};

static bool identifies(const struct s7_plant_key *key)
{
    for (size_t i = 0; i < sizeof identities / sizeof identities[0]; i++)
        if (identities[i].element == key->element && strcmp(identities[i].key, key->name) == 0)
            return true;
    return false;
}

struct printing {
    const struct s7_diff *diff;
    struct s7_fmt_out *out;
    bool identity; /**< only the keys that identify */
    bool renamed;  /**< with the names of the new file */
};

static void print_element(const struct printing *p, enum s7_plant_element kind,
                          const struct s7_diff_side *side);

static void print_value(const struct printing *p, const struct s7_plant_key *key, const void *element)
{
    struct s7_fmt_out value = {.text = NULL};
    s7_key_tell(key, element, &value);
    s7_fmt_out_text(p->out, key->name);
    s7_fmt_out_text(p->out, "=");
    if (p->renamed)
        s7_diff_new_names(p->diff, key, s7_diff_text(&value), p->out);
    else
        s7_fmt_out_text(p->out, s7_diff_text(&value));
    s7_fmt_out_text(p->out, "\n");
    p->out->failed = p->out->failed || value.failed;
    free(value.text);
}

static void print_members(const struct printing *p, const struct s7_plant_key *key,
                          const struct s7_diff_side *side)
{
    struct s7_storage storage = {.chunks = NULL};
    struct s7_member_list members = s7_member_list_of(key, side, &storage);
    for (size_t i = 0; i < members.count; i++) {
        const struct s7_diff_side one = members.members[i].side;
        s7_fmt_out_text(p->out, members.members[i].name ? members.members[i].name : "-");
        s7_fmt_out_text(p->out, "{\n");
        print_element(p, key->of, &one);
        s7_fmt_out_text(p->out, "}\n");
    }
    p->out->failed = p->out->failed || storage.failed;
    s7_storage_free(&storage);
}

static void print_key(const struct printing *p, const struct s7_plant_key *key, const struct s7_diff_side *side)
{
    struct s7_diff_side value = *side;
    value.node = s7_node_member(side->node, key->name);
    bool choice = key->kind->read == s7_kind_choice;
    if (!s7_key_nests(key)) {
        if (!p->identity || identifies(key))
            print_value(p, key, side->element);
        return;
    }
    if (choice && !value.node)
        return;
    if (choice)
        s7_fmt_out_text(p->out, key->name);
    if (choice || key->kind->read == s7_kind_group)
        print_element(p, key->of, &value);
    else if (!p->identity)
        print_members(p, key, &value);
}

static void print_element(const struct printing *p, enum s7_plant_element kind, const struct s7_diff_side *side)
{
    const struct s7_plant_key *key;
    for (size_t i = 0; (key = s7_schema_key(i)) != NULL; i++)
        if (key->element == kind)
            print_key(p, key, side);
}

void s7_diff_print_all(const struct s7_diff *diff, enum s7_plant_element kind, const struct s7_diff_side *side,
                       bool renamed, struct s7_fmt_out *out)
{
    print_element(&(struct printing){diff, out, false, renamed}, kind, side);
}

void s7_diff_print_identity(const struct s7_diff *diff, enum s7_plant_element kind,
                            const struct s7_diff_side *side, bool renamed, struct s7_fmt_out *out)
{
    print_element(&(struct printing){diff, out, true, renamed}, kind, side);
}

static void print_written(enum s7_plant_element kind, const struct s7_diff_side *side, size_t start,
                          struct s7_fmt_out *out)
{
    const struct s7_plant_key *key;
    for (size_t i = 0; (key = s7_schema_key(i)) != NULL; i++) {
        struct s7_diff_side value = *side;
        value.node = key->element == kind ? s7_node_member(side->node, key->name) : NULL;
        if (!value.node)
            continue;
        if (key->kind->shape == S7_SHAPE_ELEMENT) {
            print_written(key->of, &value, start, out);
        } else if (!s7_key_nests(key)) {
            s7_fmt_out_text(out, out->size > start ? ", " : "");
            s7_fmt_out_text(out, key->name);
            s7_fmt_out_text(out, " ");
            s7_key_tell(key, side->element, out);
        }
    }
}

void s7_diff_print_short(enum s7_plant_element kind, const struct s7_diff_side *side, struct s7_fmt_out *out)
{
    print_written(kind, side, out->size, out);
}
