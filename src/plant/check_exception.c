/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "plant/kind.h"

/** A finding is accepted once: two dates for the same one contradict each other. */
void s7_check_exception(struct s7_loader *loader, const struct s7_node *node, void *element)
{
    const struct s7_plant_exception *exception = element;
    const struct s7_plant_exception *other = loader->plant->exceptions;
    if (!node || !exception->check || !exception->on)
        return;
    for (; other && other < exception; other++) {
        if (!other->check || !other->on || strcmp(other->check, exception->check) != 0 ||
            strcmp(other->on, exception->on) != 0)
            continue;
        s7_loader_error(loader, node->mark, "%s is accepted for %s already in line %u", exception->check,
                        exception->on, (unsigned)other->mark.line);
        return;
    }
}
