/* SPDX-License-Identifier: MIT
 *
 * capture/access_walk.h — one walk over the accesses of a request, for finding them and for their results.
 */
#ifndef CAPTURE_ACCESS_WALK_H
#define CAPTURE_ACCESS_WALK_H

#include "capture/access.h"

struct s7_access_step {
    struct s7_access access;
    size_t item_count; /**< that the request announces */
    bool dbread;       /**< a part of a DBREAD item, of which the answer has `size` octets */
    size_t size;
};

/** @return false ends the walk */
typedef bool s7_access_take_step(void *user, const struct s7_access_step *step);

void s7_access_walk(const uint8_t *pdu, size_t size, s7_access_take_step *take, void *user);

#endif
