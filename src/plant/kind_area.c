/* SPDX-License-Identifier: MIT
 *
 * Addresses in CPUs: a tag, or the areas of a job.
 */
#include <string.h>

#include "plant/kind.h"
#include "value/range.h"

static bool parse_tag(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                      struct s7_tag *ret_tag)
{
    struct s7_text_error error;
    if (!s7_loader_scalar(loader, key, node))
        return false;
    if (s7_tag_parse(node->text, ret_tag, &error) == S7_OK)
        return true;
    s7_loader_error(loader, s7_node_place(node, error.column - 1), "%s: %s", key->name, error.message);
    return false;
}

void s7_kind_tag(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                 void *element)
{
    struct s7_tag tag;
    if (parse_tag(loader, key, node, &tag))
        memcpy((unsigned char *)element + key->offset, &tag, sizeof tag);
}

static void read_area(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                      struct s7_range *ret_range)
{
    struct s7_tag tag;
    if (!parse_tag(loader, key, node, &tag))
        return;
    if (s7_range_transferable(&tag.range))
        *ret_range = tag.range;
    else
        s7_loader_error(loader, node->mark,
                        "%s: a job moves one BOOL or whole octets, not %u bits from bit %u on", key->name,
                        (unsigned)tag.range.bit_count, (unsigned)(tag.range.first_bit % 8));
}

void s7_kind_areas(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                   void *element)
{
    struct s7_range ranges[S7_PLANT_JOB_AREAS] = {{.bit_count = 0}};
    size_t count = 0;
    if (node->kind == S7_NODE_LIST && (node->count == 0 || node->count > S7_PLANT_JOB_AREAS)) {
        s7_loader_error(loader, node->mark, "%s: a job moves 1 to %d areas", key->name, S7_PLANT_JOB_AREAS);
        return;
    }
    if (node->kind == S7_NODE_LIST)
        for (const struct s7_node *area = node->first; area; area = area->next)
            read_area(loader, key, area, &ranges[count++]);
    else
        read_area(loader, key, node, &ranges[0]);
    memcpy((unsigned char *)element + key->offset, ranges, sizeof ranges);
}

void s7_kind_ranges(struct s7_loader *loader, const struct s7_plant_key *key, const struct s7_node *node,
                    void *element)
{
    size_t count = 0;
    size_t read = 0;
    const struct s7_node *area = s7_loader_lines(loader, key, node, &count);
    struct s7_range *ranges = area ? s7_storage_array(loader->model, count, sizeof *ranges) : NULL;
    for (size_t i = 0; ranges && i < count; i++, area = area->next) {
        struct s7_tag tag;
        if (parse_tag(loader, key, area, &tag))
            ranges[read++] = tag.range;
    }
    memcpy((unsigned char *)element + key->offset, &ranges, sizeof ranges);
    memcpy((unsigned char *)element + key->count_offset, &read, sizeof read);
}
