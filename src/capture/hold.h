/* SPDX-License-Identifier: MIT
 *
 * capture/hold.h — memory for octets that have to wait, all of it together bounded.
 */
#ifndef CAPTURE_HOLD_H
#define CAPTURE_HOLD_H

#include <stddef.h>

struct s7_hold {
    size_t used;
    size_t max;
};

/** `size` octets, or NULL: the bound is reached, or there is no memory. */
void *s7_hold_take(struct s7_hold *hold, size_t size);
/** Gives back what was taken as `size` octets; NULL and 0 are fine. */
void s7_hold_give(struct s7_hold *hold, void *block, size_t size);
/** `block` with `size` octets instead of `old_size`; NULL: it stays as it is. */
void *s7_hold_resize(struct s7_hold *hold, void *block, size_t old_size, size_t size);

#endif
