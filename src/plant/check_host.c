/* SPDX-License-Identifier: MIT */
#include "plant/check.h"
#include "plant/kind.h"

void s7_check_host(struct s7_loader *loader, const struct s7_node *node, void *element)
{
    struct s7_plant_cpu *host = element;
    host->is_host = true;
    if (node)
        s7_check_member(loader, node, host);
}
