/* SPDX-License-Identifier: MIT */
#include "capture/budget.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

bool s7_budget_charge(struct s7_budget *budget, size_t size)
{
    if (budget->used > budget->limit || size > budget->limit - budget->used)
        return false;
    budget->used += size;
    return true;
}

void s7_budget_refund(struct s7_budget *budget, size_t size)
{
    assert(size <= budget->used);
    budget->used -= size;
}

bool s7_budget_grow(struct s7_budget *budget, struct s7_room *room, size_t count, size_t size)
{
    if (count <= room->count)
        return true;
    size_t wanted = count > 2 * room->count ? count : 2 * room->count;
    if (wanted > SIZE_MAX / size || !s7_budget_charge(budget, (wanted - room->count) * size))
        return false;
    void *grown = realloc(room->at, wanted * size);
    if (!grown) {
        s7_budget_refund(budget, (wanted - room->count) * size);
        return false;
    }
    *room = (struct s7_room){grown, wanted};
    return true;
}

void s7_budget_free(struct s7_budget *budget, struct s7_room *room, size_t size)
{
    free(room->at);
    s7_budget_refund(budget, room->count * size);
    *room = (struct s7_room){NULL, 0};
}
