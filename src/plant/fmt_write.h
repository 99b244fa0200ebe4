/* SPDX-License-Identifier: MIT
 *
 * plant/fmt_write.h — the text of a tree whose layout is decided.
 */
#ifndef PLANT_FMT_WRITE_H
#define PLANT_FMT_WRITE_H

#include "plant/fmt_item.h"
#include "plant/fmt_out.h"

/** Appends the whole file; `root` as s7_fmt_layout() left it. */
void s7_fmt_write(struct s7_fmt_out *out, const struct s7_fmt_item *root);

#endif
