/* SPDX-License-Identifier: MIT
 *
 * register/key_tell.h — one way to tell a value per row of plant/defs/kind.def.
 */
#ifndef REGISTER_KEY_TELL_H
#define REGISTER_KEY_TELL_H

#include "register/key_text.h"

#define S7_KIND(name, shown, absent_too, shape, pattern)                                                       \
    void s7_key_tell_##name(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out);
#include "plant/defs/kind.def"
#undef S7_KIND

/** Text of at most 400 octets. */
void s7_key_tell_format(struct s7_fmt_out *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** ", " before everything but what comes first in `out` since it had `start` octets. */
void s7_key_tell_comma(struct s7_fmt_out *out, size_t start);

/** The field of a key, copied into `ret_value`, which has `size` octets as the field has. */
void s7_key_tell_take(const struct s7_plant_key *key, const void *element, void *ret_value, size_t size);

/** The field of a key that holds a number of any width. */
uint64_t s7_key_tell_number_of(const struct s7_plant_key *key, const void *element);

#endif
