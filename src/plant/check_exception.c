/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "plant/kind.h"

static bool same_finding(const void *one, const void *other)
{
    const struct s7_plant_exception *a = one;
    const struct s7_plant_exception *b = other;
    return strcmp(a->check, b->check) == 0 && strcmp(a->on, b->on) == 0;
}

/** A finding is accepted once: two dates for the same one contradict each other. */
void s7_check_exception(struct s7_loader *loader, const struct s7_node *node, void *element)
{
    const struct s7_plant_exception *exception = element;
    if (!node || !exception->check || !exception->on)
        return;
    uint32_t hash = s7_index_hash_text(s7_index_hash_text(0, exception->check), exception->on);
    const struct s7_plant_exception *other =
        s7_index_add(&loader->exceptions, loader->findings->storage, hash, exception, same_finding);
    if (other)
        s7_loader_error(loader, node->mark, "%s is accepted for %s already in line %u", exception->check,
                        exception->on, (unsigned)other->mark.line);
}
