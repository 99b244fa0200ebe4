/* SPDX-License-Identifier: MIT */
#include "cpu/partner.h"

#include <assert.h>

size_t s7_cpu_partners_size(size_t count)
{
    return s7_slab_size(sizeof(struct s7_cpu_partner), count);
}

void s7_cpu_partners_init(struct s7_cpu_partners *partners, void *memory, size_t count)
{
    *partners = (struct s7_cpu_partners){.subscribed = 0};
    s7_slab_init(&partners->slab, memory, sizeof(struct s7_cpu_partner), count);
    for (size_t i = 0; i < count; i++)
        ((struct s7_cpu_partner *)s7_slab_at(&partners->slab, i))->link = NULL;
}

struct s7_cpu_partner *s7_cpu_partners_take(struct s7_cpu_partners *partners, struct s7_link *link,
                                            struct s7_cpu_class_use *taken)
{
    struct s7_cpu_partner *partner = s7_slab_take(&partners->slab);
    assert(partner); /* as many as connection resources */
    *partner = (struct s7_cpu_partner){.taken = taken, .link = link};
    s7_link_set_user(link, partner);
    return partner;
}

void s7_cpu_partners_give(struct s7_cpu_partners *partners, struct s7_cpu_partner *partner)
{
    partner->link = NULL;
    s7_slab_give(&partners->slab, partner);
}

struct s7_cpu_partner *s7_cpu_partners_at(const struct s7_cpu_partners *partners, size_t index)
{
    struct s7_cpu_partner *partner = s7_slab_at(&partners->slab, index);
    return partner->link ? partner : NULL;
}

struct s7_cpu_partner *s7_cpu_partner_of(const struct s7_link *link)
{
    return s7_link_user(link);
}
