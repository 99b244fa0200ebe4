/* SPDX-License-Identifier: MIT */
#include "capture/hold.h"

#include <assert.h>
#include <stdlib.h>

void *s7_hold_resize(struct s7_hold *hold, void *block, size_t old_size, size_t size)
{
    assert(old_size <= hold->used);
    if (size > hold->max - (hold->used - old_size))
        return NULL;
    void *moved = realloc(block, size);
    if (moved)
        hold->used += size - old_size;
    return moved;
}

void *s7_hold_take(struct s7_hold *hold, size_t size)
{
    return s7_hold_resize(hold, NULL, 0, size);
}

void s7_hold_give(struct s7_hold *hold, void *block, size_t size)
{
    assert(size <= hold->used);
    free(block);
    hold->used -= size;
}
