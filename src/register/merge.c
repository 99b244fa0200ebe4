/* SPDX-License-Identifier: MIT */
#include "register/merge.h"

#include <stdlib.h>
#include <string.h>

#include "register/merge_work.h"

static const char draft_comment[] = "draft: owner and purpose to be filled";

bool s7_merge_is_draft(const char *owner, const char *purpose)
{
    return !owner[0] && !purpose[0];
}

const char *s7_merge_word(enum s7_merge_kind kind)
{
    static const char *const words[] = {"added", "widened", "accepted", "conflict"};
    return words[kind];
}

void s7_merge_fail(struct s7_merge *merge, int error)
{
    if (error && !merge->error)
        merge->error = error;
}

void s7_merge_tell(struct s7_merge *merge, enum s7_merge_kind kind, const struct s7_merge_note *note)
{
    struct s7_merge_note told = *note;
    told.kind = kind;
    if (!merge->error && merge->options->take)
        merge->options->take(merge->options->user, &told);
}

bool s7_merge_accepts(const struct s7_merge *merge, const char *name)
{
    return merge->options->accepts && merge->options->accepts(merge->options->user, name);
}

const struct s7_merge_partner *s7_merge_partner_of(const struct s7_merge *merge,
                                                   const struct s7_plant_cpu *seen)
{
    const struct s7_plant *plant = merge->seen->plant;
    return seen->is_host ? &merge->hosts[seen - plant->hosts] : &merge->cpus[seen - plant->cpus];
}

void s7_merge_add(struct s7_merge *merge, size_t section, const char *name, struct s7_node *value, bool draft)
{
    struct s7_merge_section *into = &merge->sections[section];
    const char *comment = draft ? draft_comment : NULL;
    if (into->node) {
        s7_merge_fail(merge, s7_edit_insert(merge->edit, into->node, NULL, name, value, comment));
        return;
    }
    if (!into->made)
        into->made = s7_edit_mapping(merge->edit, false);
    if (value && comment)
        s7_edit_remark(merge->edit, value, comment);
    s7_edit_put(merge->edit, into->made, name, value);
    if (!into->made || !value)
        s7_merge_fail(merge, S7_ERR_LOCAL_MEMORY);
}

/** What a section of the register has, by index and by name. */
static bool start_section(struct s7_merge *merge, struct s7_merge_section *section, struct s7_name_set *names)
{
    const struct s7_node *member = section->node ? section->node->first : NULL;
    size_t count = section->node ? section->node->count : 0;
    section->members = s7_storage_array(&merge->storage, count + 1, sizeof *section->members);
    bool done = section->members != NULL;
    for (size_t i = 0; done && member; member = member->next) {
        section->members[i++] = member;
        done = s7_name_set_add(names, member->key->text);
    }
    return done;
}

static bool start(struct s7_merge *merge)
{
    static const struct s7_merge_section sections[S7_MERGE_SECTIONS] = {
        [S7_MERGE_ZONES] = {.key = "zones", .element = S7_ELEMENT_ZONE},
        [S7_MERGE_HOSTS] = {.key = "hosts", .element = S7_ELEMENT_HOST},
        [S7_MERGE_CPUS] = {.key = "cpus", .element = S7_ELEMENT_CPU},
        [S7_MERGE_CONNECTIONS] = {.key = "connections", .element = S7_ELEMENT_CONNECTION}};
    struct s7_name_set *const names[] = {&merge->zones, &merge->partners, &merge->partners,
                                         &merge->connections};
    merge->edit = s7_edit_new(merge->into);
    merge->touched.storage = &merge->storage;
    bool done = merge->edit != NULL;
    for (size_t i = 0; i < S7_MERGE_SECTIONS; i++) {
        merge->sections[i] = sections[i];
        merge->sections[i].node = s7_node_member(merge->into->root, sections[i].key);
        names[i]->storage = &merge->storage;
        done = done && start_section(merge, &merge->sections[i], names[i]);
    }
    return done;
}

/** Sections that the register did not have. */
static void put_sections(struct s7_merge *merge)
{
    for (size_t i = 0; i < S7_MERGE_SECTIONS; i++)
        if (merge->sections[i].made)
            s7_merge_set(merge, merge->into->root, S7_ELEMENT_FILE, merge->sections[i].key,
                         merge->sections[i].made);
}

/** The text, which is a plant file again. */
static int finish(struct s7_merge *merge, char **ret_text, size_t *ret_size)
{
    char *text = NULL;
    size_t size = 0;
    struct s7_plant *plant = NULL;
    int error = merge->error ? merge->error : s7_edit_text(merge->edit, &text, &size);
    if (!error)
        error = s7_plant_load(text, size, merge->options->report, merge->options->user, &plant);
    s7_plant_free(plant);
    if (error) {
        free(text);
        return error;
    }
    *ret_text = text;
    *ret_size = size;
    return S7_OK;
}

int s7_register_merge(const struct s7_source *into, const struct s7_source *seen,
                      const struct s7_merge_options *options, char **ret_text, size_t *ret_size)
{
    struct s7_merge merge = {.into = into, .seen = seen, .options = options};
    if (start(&merge)) {
        s7_merge_zones(&merge);
        s7_merge_partners(&merge);
        s7_merge_connections(&merge);
        put_sections(&merge);
    } else {
        s7_merge_fail(&merge, S7_ERR_LOCAL_MEMORY);
    }
    if (merge.storage.failed)
        merge.error = S7_ERR_LOCAL_MEMORY;
    int error = finish(&merge, ret_text, ret_size);
    s7_edit_free(merge.edit);
    s7_storage_free(&merge.storage);
    return error;
}
