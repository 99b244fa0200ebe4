/* SPDX-License-Identifier: MIT
 *
 * register/diff_print.h — an element of a plant as one text, to compare it with others or to tell what it was.
 */
#ifndef REGISTER_DIFF_PRINT_H
#define REGISTER_DIFF_PRINT_H

#include "register/diff_walk.h"

/** Everything it means: two elements are equal when their texts are. */
void s7_diff_print_all(const struct s7_diff *diff, enum s7_plant_element kind, const struct s7_diff_side *side,
                       bool renamed, struct s7_fmt_out *out);

/** What makes it the same under another name (defs/identity.def); nothing: it has no such keys. */
void s7_diff_print_identity(const struct s7_diff *diff, enum s7_plant_element kind,
                            const struct s7_diff_side *side, bool renamed, struct s7_fmt_out *out);

/** What is written of it, for people: "address 10.10.1.11, zone press-cell". */
void s7_diff_print_short(enum s7_plant_element kind, const struct s7_diff_side *side, struct s7_fmt_out *out);

#endif
