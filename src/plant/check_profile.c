/* SPDX-License-Identifier: MIT
 *
 * A user profile as a whole.  Only then it has a name, and others may use it.
 */
#include "plant/kind.h"

static bool is_built_in(const char *name)
{
    return s7_profile_find(name) != NULL;
}

/** What is kept free must be there; the figures of `like` count as well. */
static bool check_reserved(struct s7_loader *loader, const struct s7_node *node,
                           const struct s7_profile *profile)
{
    unsigned reserved = profile->reserved_pg.value + profile->reserved_op.value + profile->reserved_basic.value;
    if (reserved <= profile->resources_total.value)
        return true;
    s7_loader_error(loader, node->key->mark,
                    "resources_total: %u connections, but reserved_pg, reserved_op and reserved_basic keep %u "
                    "free",
                    (unsigned)profile->resources_total.value, reserved);
    return false;
}

void s7_check_profile(struct s7_loader *loader, const struct s7_node *node, void *element)
{
    struct s7_plant_profile *own = element;
    struct s7_profile *profile = &own->profile;
    bool has_display = node && s7_node_member(node, "display");
    bool is_complete = profile->name != NULL; /* that of `like` */
    profile->name = NULL;
    if (!node || !node->key)
        return;
    if (is_built_in(own->name)) {
        s7_loader_error(loader, node->key->mark, "the program has a profile \"%s\" of its own", own->name);
        return;
    }
    if (!is_complete || !check_reserved(loader, node, profile))
        return;
    profile->name = own->name;
    if (!has_display)
        profile->display = own->name;
}
