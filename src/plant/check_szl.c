/* SPDX-License-Identifier: MIT
 *
 * System status lists and diagnostic buffer of a CPU that is played.
 */
#include "plant/check.h"
#include "plant/kind.h"
#include "profile/szl.h"

enum { LISTS_MOST = 1000, EXTRACT = 0x0F00, ID_MOST = 0x0FFF, INDEX_MOST = 0xFFFF };

static void check_form(struct s7_loader *loader, const struct s7_node *records, const struct s7_plant_szl *szl)
{
    const struct s7_szl_shape *shape = s7_szl_shape_of(szl->id, szl->index);
    if (!shape || !szl->records.count)
        return;
    if (!shape->record_count)
        s7_loader_error(loader, records->mark, "records: %04X is made up by the CPU: %s", (unsigned)szl->id,
                        shape->meaning);
    else if (szl->records.size != shape->record_size || szl->records.count > shape->record_count)
        s7_loader_error(loader, records->mark, "records: %04X has %u at most, of %u octets each: %s",
                        (unsigned)szl->id, (unsigned)shape->record_count, (unsigned)shape->record_size,
                        shape->meaning);
}

static bool is_code(const struct s7_node *node, uint64_t most)
{
    uint64_t code;
    return node->kind == S7_NODE_SCALAR && s7_loader_code(node->text, node->length, &code) && code <= most;
}

/** It could be read which list it is; what is wrong with that was told where it stands. */
static bool is_named(const struct s7_node *node)
{
    const struct s7_node *id = s7_node_member(node, "id");
    const struct s7_node *index = s7_node_member(node, "index");
    return id && is_code(id, ID_MOST) && (!index || is_code(index, INDEX_MOST));
}

void s7_check_szl(struct s7_loader *loader, const struct s7_node *node, void *element)
{
    const struct s7_plant_szl *szl = element;
    const struct s7_node *index = s7_node_member(node, "index");
    const struct s7_node *size = s7_node_member(node, "record_size");
    const struct s7_node *records = s7_node_member(node, "records");
    if (!is_named(node))
        return;
    if (index && !(szl->id & EXTRACT) && szl->index)
        s7_loader_error(loader, index->mark, "index: %04X is a whole list, which has none", (unsigned)szl->id);
    if (size && records)
        s7_loader_error(loader, size->key->mark, "record_size: the records themselves have a size");
    if (records && (szl->id & EXTRACT) == EXTRACT)
        s7_loader_error(loader, records->mark, "records: %04X is the head of a list, without records",
                        (unsigned)szl->id);
    if (records)
        check_form(loader, records, szl);
}

static bool same_list(const struct s7_plant_szl *one, const struct s7_plant_szl *other)
{
    return one->id == other->id && one->index == other->index;
}

static void check_twice(struct s7_loader *loader, const struct s7_node *lists, const struct s7_plant_cpu *cpu)
{
    const struct s7_node *list = lists ? lists->first : NULL;
    for (size_t i = 0; list && i < cpu->szl_count; i++, list = list->next) {
        const struct s7_node *other = lists->first;
        for (size_t j = 0; is_named(list) && j < i; j++, other = other->next)
            if (same_list(&cpu->szl[i], &cpu->szl[j]) && is_named(other)) {
                s7_loader_error(loader, cpu->szl[i].mark, "szl: %04X with index %04X stands here twice",
                                (unsigned)cpu->szl[i].id, (unsigned)cpu->szl[i].index);
                break;
            }
    }
}

void s7_check_szl_lists(struct s7_loader *loader, const struct s7_node *node, const struct s7_plant_cpu *cpu)
{
    const struct s7_node *lists = s7_node_member(node, "szl");
    const struct s7_node *events = s7_node_member(node, "diagnostics");
    if (lists && cpu->szl_count > LISTS_MOST)
        s7_loader_error(loader, lists->mark, "szl: at most %d lists are possible", LISTS_MOST);
    else
        check_twice(loader, lists, cpu);
    if (events && cpu->profile && cpu->event_count > cpu->profile->diagnostics.value)
        s7_loader_error(loader, events->mark, "diagnostics: the buffer of %s (%s) has %u entries, this has %zu",
                        cpu->name, cpu->profile->display, (unsigned)cpu->profile->diagnostics.value,
                        cpu->event_count);
}
