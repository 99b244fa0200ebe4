/* SPDX-License-Identifier: MIT
 *
 * What tables say, put into the text of a plant file: only what differs is changed.
 */
#include <stdlib.h>
#include <string.h>

#include "register/csv_import.h"
#include "register/edit.h"

/* ---- what differs ------------------------------------------------------------------------------------------------ */

static const struct s7_draft *draft_member(const struct s7_draft *mapping, const char *key)
{
    const struct s7_draft *member = mapping->first;
    while (member && (member->absent || strcmp(member->key, key) != 0))
        member = member->next;
    return member;
}

static bool is_same(const struct s7_draft *draft, const struct s7_node *node);

static bool is_same_list(const struct s7_draft *draft, const struct s7_node *node)
{
    const struct s7_draft *a = draft->first;
    const struct s7_node *b = node->first;
    for (; a && b; a = a->next, b = b->next)
        if (!is_same(a, b))
            return false;
    return !a && !b;
}

static bool is_same_mapping(const struct s7_draft *draft, const struct s7_node *node)
{
    for (const struct s7_node *member = node->first; member; member = member->next) {
        const struct s7_draft *other = draft_member(draft, member->key->text);
        if (!other || !is_same(other, member))
            return false;
    }
    for (const struct s7_draft *member = draft->first; member; member = member->next)
        if (!member->absent && !s7_node_member(node, member->key))
            return false;
    return true;
}

/** A single line may be written as a list of one. */
static bool is_same(const struct s7_draft *draft, const struct s7_node *node)
{
    if (draft->kind == S7_NODE_SCALAR && node->kind == S7_NODE_LIST && node->count == 1)
        return is_same(draft, node->first);
    if (draft->kind == S7_NODE_LIST && node->kind == S7_NODE_SCALAR && draft->first && !draft->first->next)
        return is_same(draft->first, node);
    if (draft->kind != node->kind)
        return false;
    if (draft->kind == S7_NODE_SCALAR)
        return strcmp(draft->text, node->text) == 0;
    return draft->kind == S7_NODE_LIST ? is_same_list(draft, node) : is_same_mapping(draft, node);
}

/* ---- changes ----------------------------------------------------------------------------------------------------- */

/** The changes, and where the first one stands that cannot be made. */
struct changing {
    struct s7_edit *edit;
    const struct s7_draft *refused;
};

static struct s7_node *node_of(struct s7_edit *edit, const struct s7_draft *draft)
{
    if (draft->kind == S7_NODE_SCALAR)
        return draft->plain ? s7_edit_word(edit, draft->text) : s7_edit_line(edit, draft->text);
    bool flow = s7_draft_is_short(draft);
    struct s7_node *node = draft->kind == S7_NODE_LIST ? s7_edit_list(edit, flow) : s7_edit_mapping(edit, flow);
    for (const struct s7_draft *member = draft->first; member; member = member->next)
        if (s7_draft_says(member))
            s7_edit_put(edit, node, member->key, node_of(edit, member));
    return node;
}

static void note(struct changing *changing, const struct s7_draft *draft, int error)
{
    if (error != S7_OK && !changing->refused)
        changing->refused = draft;
}

static bool is_emptied(const struct s7_draft *draft, const struct s7_node *mapping);

/** A member of a mapping is said to be absent, or all that it has. */
static bool is_denied(const struct s7_draft *draft, const struct s7_node *member)
{
    const struct s7_draft *other = draft->first;
    while (other && strcmp(other->key, member->key->text) != 0)
        other = other->next;
    if (!other || s7_draft_says(other))
        return false;
    return other->absent || (member->kind == S7_NODE_MAPPING && is_emptied(other, member));
}

/** Nothing of what the mapping has stays. */
static bool is_emptied(const struct s7_draft *draft, const struct s7_node *mapping)
{
    for (const struct s7_node *member = mapping->first; member; member = member->next)
        if (!is_denied(draft, member))
            return false;
    return draft->first != NULL;
}

/** The last member that stays: what is new goes behind it. */
static const struct s7_node *last_kept(const struct s7_draft *draft, const struct s7_node *mapping)
{
    const struct s7_node *last = NULL;
    for (const struct s7_node *member = mapping->first; member; member = member->next)
        if (!is_denied(draft, member))
            last = member;
    return last;
}

static void change(struct changing *changing, const struct s7_draft *draft, const struct s7_node *mapping);

/** Both are mappings, and what is said within groups is said of groups that there are: a put that was a get is not. */
static bool is_like(const struct s7_draft *draft, const struct s7_node *node)
{
    if (draft->kind != S7_NODE_MAPPING || node->kind != S7_NODE_MAPPING)
        return false;
    for (const struct s7_draft *member = draft->first; member; member = member->next)
        if (member->kind == S7_NODE_MAPPING && !s7_node_member(node, member->key))
            return false;
    return true;
}

/** As many lines as before are changed one by one; false: there are more or fewer. */
static bool change_lines(struct changing *changing, const struct s7_draft *draft, const struct s7_node *list)
{
    size_t count = 0;
    const struct s7_node *node = list->first;
    for (const struct s7_draft *line = draft->first; line; line = line->next)
        count++;
    if (list->kind != S7_NODE_LIST || count != list->count)
        return false;
    for (const struct s7_draft *line = draft->first; line; line = line->next, node = node->next) {
        if (is_like(line, node))
            change(changing, line, node);
        else if (!is_same(line, node))
            note(changing, line, s7_edit_replace(changing->edit, list, node, node_of(changing->edit, line)));
    }
    return true;
}

static void change_member(struct changing *changing, const struct s7_draft *draft,
                          const struct s7_node *mapping, const struct s7_node *node)
{
    struct s7_edit *edit = changing->edit;
    bool both = draft->kind == S7_NODE_MAPPING && node->kind == S7_NODE_MAPPING;
    bool emptied = draft->absent || (both && is_emptied(draft, node));
    bool says = s7_draft_says(draft), nothing = node->kind != S7_NODE_SCALAR && !node->first;
    if (!says && nothing)
        return;
    if (emptied && !says)
        note(changing, draft, s7_edit_remove(edit, mapping, node));
    else if (both && !emptied)
        change(changing, draft, node);
    else if (!is_same(draft, node) && !(draft->kind == S7_NODE_LIST && change_lines(changing, draft, node)))
        note(changing, draft, s7_edit_replace(edit, mapping, node, node_of(edit, draft)));
}

/** What is there first: where several things are put in at one place, the deeper one must come first. */
static void change(struct changing *changing, const struct s7_draft *draft, const struct s7_node *mapping)
{
    const struct s7_node *last = last_kept(draft, mapping);
    struct s7_edit *edit = changing->edit;
    for (const struct s7_draft *member = draft->first; member; member = member->next) {
        const struct s7_node *node = s7_node_member(mapping, member->key);
        if (node)
            change_member(changing, member, mapping, node);
    }
    for (const struct s7_draft *member = draft->first; member; member = member->next)
        if (s7_draft_says(member) && !s7_node_member(mapping, member->key))
            note(changing, member,
                 s7_edit_insert(edit, mapping, last, member->key, node_of(edit, member), NULL));
}

/* ---- what is wrong with the result ------------------------------------------------------------------------------- */

struct telling {
    struct s7_csv_import *import;
    const struct s7_node *root; /**< of the result */
    size_t source_count;
};

static bool begins_behind(const struct s7_node *node, struct s7_plant_mark mark)
{
    struct s7_plant_mark at = node->key ? node->key->mark : node->mark;
    return at.line > mark.line || (at.line == mark.line && at.column > mark.column);
}

/** The cell that the text at a place of the result comes from, NULL: none. */
static const struct s7_draft *draft_at(const struct telling *telling, struct s7_plant_mark mark)
{
    const struct s7_node *node = telling->root;
    const struct s7_draft *draft = telling->import->tree.root, *cell = NULL;
    while (draft && node && node->kind != S7_NODE_SCALAR) {
        const struct s7_node *inside = NULL;
        const struct s7_draft *line = draft->kind == S7_NODE_LIST ? draft->first : NULL, *own = NULL;
        for (const struct s7_node *member = node->first; member && !begins_behind(member, mark);
             member = member->next) {
            inside = member;
            own = line;
            line = line ? line->next : NULL;
        }
        draft = inside && node->kind == S7_NODE_MAPPING && draft->kind == S7_NODE_MAPPING
                    ? draft_member(draft, inside->key->text)
                    : own;
        node = inside;
        cell = draft ? draft : cell;
    }
    return cell;
}

static void take_finding(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark,
                         const char *message)
{
    const struct telling *telling = user;
    const struct s7_draft *draft = telling->root ? draft_at(telling, mark) : NULL;
    const struct s7_csv_place elsewhere = {.source = telling->source_count, .mark = mark};
    if (severity == S7_PLANT_ERROR)
        telling->import->errors++;
    else if (!draft)
        return; /* it was there before */
    telling->import->report(telling->import->user, severity, draft ? &draft->place : &elsewhere, message);
}

static int check_result(struct s7_csv_import *import, size_t source_count, const char *text, size_t size)
{
    struct s7_storage storage = {.chunks = NULL};
    struct s7_finding_list findings = {.storage = &storage};
    struct telling telling = {.import = import, .source_count = source_count};
    struct s7_plant *plant = NULL;
    int error = s7_tree_read(text, size, &storage, &findings, &telling.root);
    if (error != S7_ERR_LOCAL_MEMORY)
        error = s7_plant_load(text, size, take_finding, &telling, &plant);
    s7_plant_free(plant);
    s7_storage_free(&storage);
    return error == S7_OK && import->errors ? S7_ERR_LOCAL_FILE : error;
}

int s7_csv_into(struct s7_csv_import *import, const struct s7_source *base, size_t source_count,
                char **ret_text, size_t *ret_size)
{
    struct changing changing = {.edit = s7_edit_new(base)};
    char *text = NULL;
    size_t size = 0;
    if (!changing.edit)
        return S7_ERR_LOCAL_MEMORY;
    change(&changing, import->tree.root, base->root);
    int error = s7_edit_text(changing.edit, &text, &size);
    s7_edit_free(changing.edit);
    if (error != S7_ERR_LOCAL_MEMORY && (changing.refused || error)) {
        const struct s7_draft *refused = changing.refused ? changing.refused : import->tree.root;
        s7_csv_complain(import, &refused->place, "%s: the plant file has a form here that cannot be changed",
                        refused->key ? refused->key : "this");
        error = S7_ERR_LOCAL_FILE;
    }
    if (error == S7_OK)
        error = check_result(import, source_count, text, size);
    if (error) {
        free(text);
        return error;
    }
    *ret_text = text;
    *ret_size = size;
    return S7_OK;
}
