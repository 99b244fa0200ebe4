/* SPDX-License-Identifier: MIT
 *
 * plant/fmt_scalar.h — how a scalar is written: plain, or in double quotes.
 */
#ifndef PLANT_FMT_SCALAR_H
#define PLANT_FMT_SCALAR_H

#include "plant/fmt_out.h"
#include "plant/tree.h"

/**
 * Writes a scalar.
 *
 * `flow`: it stands within brackets, where more characters mean something; `number`: it is one, and needs no quotes for
 * others to take it for text.
 */
void s7_fmt_scalar_write(struct s7_fmt_out *out, const struct s7_node *scalar, bool flow, bool number);

/** Columns that it takes. */
size_t s7_fmt_scalar_width(const struct s7_node *scalar, bool flow, bool number);

#endif
