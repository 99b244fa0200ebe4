/* SPDX-License-Identifier: MIT
 *
 * engine/item_range.h — which bits of a CPU an item on the wire means, or why none.
 *
 * The one place that knows how elements of a transport size lie in an area; for the served CPU, and for what watches
 * traffic.  Which areas and types a CPU serves, and how large they are, is not known here.
 */
#ifndef ENGINE_ITEM_RANGE_H
#define ENGINE_ITEM_RANGE_H

#include "sieben/address.h"
#include "wire/item.h"

/** Why an item means no range; the first of these that applies. */
enum s7_item_flaw {
    S7_ITEM_FLAW_NONE,
#define S7_ITEM_FLAW(NAME, text) S7_ITEM_FLAW_##NAME,
#include "engine/defs/item_flaw.def"
#undef S7_ITEM_FLAW
    S7_ITEM_FLAW_COUNT
};

/** @return S7_ITEM_FLAW_NONE and the range, or why there is none (*ret_range is untouched then). */
enum s7_item_flaw s7_item_range(const struct s7_item *item, struct s7_range *ret_range);

/** "an address in the middle of an octet"; "" for S7_ITEM_FLAW_NONE. */
const char *s7_item_flaw_text(enum s7_item_flaw flaw);

#endif
