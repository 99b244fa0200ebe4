/* SPDX-License-Identifier: MIT
 *
 * Connection resources.  What is written must be possible; what comes from the profile gives way to it.  With a total
 * of one's own nothing comes from the profile: its reserves were made for another number.
 */
#include "plant/kind.h"

enum { CLASS_COUNT = 3 };

/** One class with what is written of it. */
struct class
{
    struct s7_plant_class *at;
    const struct s7_node *reserved;
    const struct s7_node *cap;
};

static void forget_profile(struct class classes[CLASS_COUNT])
{
    for (size_t i = 0; i < CLASS_COUNT; i++) {
        if (!classes[i].reserved)
            classes[i].at->reserved = 0;
        if (!classes[i].cap)
            classes[i].at->most = 0;
    }
}

static void find_classes(const struct s7_node *node, struct s7_plant_cpu *cpu,
                         struct class classes[CLASS_COUNT])
{
    static const char *const names[CLASS_COUNT] = {"pg", "op", "basic"};
    struct s7_plant_class *const at[CLASS_COUNT] = {&cpu->pg, &cpu->op, &cpu->basic};
    for (size_t i = 0; i < CLASS_COUNT; i++)
        classes[i] = (struct class){.at = at[i],
                                    .reserved = s7_node_member(s7_node_member(node, "reserved"), names[i]),
                                    .cap = s7_node_member(s7_node_member(node, "cap"), names[i])};
}

/** No more is reserved for a class than it may have. */
static void check_class(struct s7_loader *loader, const struct class *class)
{
    struct s7_plant_class *at = class->at;
    if (at->most == 0 || at->most >= at->reserved)
        return;
    if (class->reserved && class->cap)
        s7_loader_error(loader, class->cap->mark, "cap: %u at most, but %u are reserved", at->most,
                        at->reserved);
    else if (class->reserved)
        at->most = at->reserved;
    else
        at->reserved = at->most;
}

void s7_check_resources(struct s7_loader *loader, const struct s7_node *node, void *element)
{
    struct s7_plant_cpu *cpu = element;
    struct class classes[CLASS_COUNT];
    unsigned written = 0;
    if (!node || cpu->resources_total == 0)
        return;
    find_classes(node, cpu, classes);
    if (s7_node_member(node, "total"))
        forget_profile(classes);
    for (size_t i = 0; i < CLASS_COUNT; i++) {
        check_class(loader, &classes[i]);
        written += classes[i].reserved ? classes[i].at->reserved : 0U;
    }
    if (written > cpu->resources_total)
        s7_loader_error(loader, node->key->mark, "resources: %u are reserved, but there are only %u", written,
                        cpu->resources_total);
    unsigned left = written > cpu->resources_total ? 0 : cpu->resources_total - written;
    for (size_t i = 0; i < CLASS_COUNT; i++) {
        if (classes[i].reserved)
            continue;
        if (classes[i].at->reserved > left)
            classes[i].at->reserved = (uint16_t)left;
        left -= classes[i].at->reserved;
    }
}
