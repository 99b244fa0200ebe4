/* SPDX-License-Identifier: MIT
 *
 * plant/fmt_attach.h — gives every comment of a source text to the node it belongs to.
 *
 * A comment behind something belongs to that; lines above something belong to that, unless they are indented like the
 * mappings or lists that have just ended: then they stay at the end of those.  A comment between a key and its value
 * goes above the key.
 */
#ifndef PLANT_FMT_ATTACH_H
#define PLANT_FMT_ATTACH_H

#include "plant/fmt_item.h"

/**
 * `root` is the tree of `text` (without a byte order mark), of a plant file that loads.  The result and all below it
 * live in `storage` and as long as `text`; the lead of the result are the lines that stay at the top of the file.
 * @return NULL: memory ran out
 */
struct s7_fmt_item *s7_fmt_attach(const char *text, size_t size, const struct s7_node *root,
                                  struct s7_storage *storage);

#endif
