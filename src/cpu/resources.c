/* SPDX-License-Identifier: MIT */
#include "cpu/resources.h"

#include <assert.h>

void s7_cpu_resources_init(struct s7_cpu_resources *resources, const struct s7_cpu_config *config)
{
    *resources = (struct s7_cpu_resources){
        .total = config->resources_total,
        .classes = {[S7_CPU_CLASS_PG] = {config->pg, 0},
                    [S7_CPU_CLASS_OP] = {config->op, 0},
                    [S7_CPU_CLASS_BASIC] = {config->basic, 0}},
    };
}

/* Resources that are free but kept for classes other than `own`. */
static unsigned kept_for_others(const struct s7_cpu_resources *resources, const struct s7_cpu_class_use *own)
{
    unsigned kept = 0;
    for (size_t i = 0; i < S7_CPU_CLASS_COUNT; i++) {
        const struct s7_cpu_class_use *other = &resources->classes[i];
        if (other != own && other->limit.reserved > other->used)
            kept += (unsigned)(other->limit.reserved - other->used);
    }
    return kept;
}

struct s7_cpu_class_use *s7_cpu_resources_take(struct s7_cpu_resources *resources, enum s7_cpu_class of)
{
    struct s7_cpu_class_use *own = &resources->classes[of];
    unsigned left = (unsigned)(resources->total - resources->used);
    bool at_most = own->limit.most && own->used >= own->limit.most;
    if (at_most || left <= kept_for_others(resources, own))
        return NULL;
    own->used++;
    resources->used++;
    return own;
}

void s7_cpu_resources_give(struct s7_cpu_resources *resources, struct s7_cpu_class_use *taken)
{
    assert(taken->used && resources->used);
    taken->used--;
    resources->used--;
}
