/* SPDX-License-Identifier: MIT */
#include "plant/kind.h"
#include "value/type.h"

void s7_check_simulation(struct s7_loader *loader, const struct s7_node *node, void *element)
{
    const struct s7_plant_simulation *simulation = element;
    static const char *const keys[] = {"min", "max"};
    const double limits[] = {simulation->min, simulation->max};
    if (!node)
        return;
    if (simulation->min > simulation->max) {
        const struct s7_node *min = s7_node_member(node, "min");
        const struct s7_node *max = s7_node_member(node, "max");
        s7_loader_error(loader, min ? min->mark : max->mark, "min is greater than max");
    }
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        struct s7_value value;
        const struct s7_node *limit = s7_node_member(node, keys[i]);
        if (limit && simulation->tag.count &&
            s7_value_from_number(simulation->tag.type, limits[i], &value) != S7_OK)
            s7_loader_error(loader, limit->mark, "%s: %s does not hold this", keys[i],
                            s7_type_name(simulation->tag.type));
    }
}
