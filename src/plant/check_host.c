/* SPDX-License-Identifier: MIT */
#include "plant/check.h"
#include "plant/kind.h"

/* What only a CPU has is not given, as in a CPU that does not give it. */
static const struct s7_plant_identity says_nothing = {"", "", "", "", "", "", "", "", "", ""};

void s7_check_host(struct s7_loader *loader, const struct s7_node *node, void *element)
{
    struct s7_plant_cpu *host = element;
    host->is_host = true;
    host->password_file = "";
    host->identity = says_nothing;
    if (node)
        s7_check_member(loader, node, host);
}
