/* SPDX-License-Identifier: MIT
 *
 * register/key_text.h — what a key means, as one text: equal texts mean the same, however they were written.
 *
 * "1000ms" is 1s, an address says its port only where it is not 102, areas are the bits that they are; what is not
 * given is "".  Keys that hold further mappings or lists have no text of their own.
 */
#ifndef REGISTER_KEY_TEXT_H
#define REGISTER_KEY_TEXT_H

#include "plant/fmt_out.h"
#include "plant/schema.h"

/** Appends the text of a key of `element`, which is the struct of the key's own element.  `out` may fail. */
void s7_key_tell(const struct s7_plant_key *key, const void *element, struct s7_fmt_out *out);

/** The key holds a mapping or list of further keys. */
bool s7_key_nests(const struct s7_plant_key *key);

#endif
