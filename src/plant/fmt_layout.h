/* SPDX-License-Identifier: MIT
 *
 * plant/fmt_layout.h — the order of the members, and what is written in brackets.
 */
#ifndef PLANT_FMT_LAYOUT_H
#define PLANT_FMT_LAYOUT_H

#include "plant/fmt_item.h"

/**
 * Sorts the members of every mapping, decides `flow` of every list and mapping, and moves comments to where they can
 * then be written.  The root is never flow.
 * @return false: memory ran out
 */
bool s7_fmt_layout(struct s7_fmt_item *root, struct s7_storage *storage);

#endif
