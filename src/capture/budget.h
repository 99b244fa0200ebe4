/* SPDX-License-Identifier: MIT
 *
 * capture/budget.h — memory that grows up to a bound.
 *
 * A block that finds no room is no failure of the capture: its owner counts what it cannot keep.
 */
#ifndef CAPTURE_BUDGET_H
#define CAPTURE_BUDGET_H

#include <stdbool.h>
#include <stddef.h>

struct s7_budget {
    size_t limit;
    size_t used; /**< octets */
};

/** A list of equal elements on the heap; zeroed before it is used. */
struct s7_room {
    void *at;
    size_t count; /**< elements that there is room for */
};

/** Takes `size` octets from the budget for memory that its owner gets himself; false: there are not so many left. */
bool s7_budget_charge(struct s7_budget *budget, size_t size);
void s7_budget_refund(struct s7_budget *budget, size_t size);

/**
 * Makes room for at least `count` elements of `size` octets, at least twice what was there.
 * @return false: beyond the budget, or no memory; nothing has changed then
 */
bool s7_budget_grow(struct s7_budget *budget, struct s7_room *room, size_t count, size_t size);
void s7_budget_free(struct s7_budget *budget, struct s7_room *room, size_t size);

#endif
