/* SPDX-License-Identifier: MIT
 *
 * What is put into a file, as a tree.
 */
#include <string.h>

#include "register/edit_work.h"

static struct s7_node *new_node(struct s7_edit *edit, enum s7_node_kind kind, bool flow)
{
    struct s7_edit_node *made = s7_storage_take(&edit->storage, sizeof *made);
    if (!made)
        return NULL;
    *made = (struct s7_edit_node){.node = {.kind = kind, .flow = flow}};
    return &made->node;
}

void s7_edit_remark(struct s7_edit *edit, struct s7_node *value, const char *comment)
{
    struct s7_edit_node *made = (struct s7_edit_node *)(void *)value;
    made->comment = s7_storage_text(&edit->storage, comment, strlen(comment));
}

struct s7_node *s7_edit_word(struct s7_edit *edit, const char *text)
{
    struct s7_node *node = new_node(edit, S7_NODE_SCALAR, false);
    if (!node)
        return NULL;
    node->length = strlen(text);
    node->text = s7_storage_text(&edit->storage, text, node->length);
    return node->text ? node : NULL;
}

struct s7_node *s7_edit_line(struct s7_edit *edit, const char *text)
{
    struct s7_node *node = s7_edit_word(edit, text);
    if (node)
        node->quoted = true;
    return node;
}

struct s7_node *s7_edit_mapping(struct s7_edit *edit, bool flow)
{
    return new_node(edit, S7_NODE_MAPPING, flow);
}

struct s7_node *s7_edit_list(struct s7_edit *edit, bool flow)
{
    return new_node(edit, S7_NODE_LIST, flow);
}

void s7_edit_put(struct s7_edit *edit, struct s7_node *around, const char *key, struct s7_node *value)
{
    if (!around || !value)
        return;
    struct s7_node *named = key ? s7_edit_word(edit, key) : NULL;
    if (key && !named)
        return;
    value->key = named;
    if (around->last)
        around->last->next = value;
    else
        around->first = value;
    around->last = value;
    around->count++;
}
