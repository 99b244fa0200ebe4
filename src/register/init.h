/* SPDX-License-Identifier: MIT
 *
 * register/init.h — the text of a first plant file: it loads, and explains itself.
 */
#ifndef REGISTER_INIT_H
#define REGISTER_INIT_H

#include "base/strbuf.h"

enum { S7_INIT_NAME_MOST = 200, S7_INIT_TEXT_SIZE = 8192 /**< enough for every name */ };

/** A name that a plant can have: one line of UTF-8 without control characters, 1 … S7_INIT_NAME_MOST octets. */
bool s7_init_is_name(const char *name);

/** Writes the file; `name` is one that a plant can have. */
void s7_init_write(const char *name, struct s7_strbuf *buf);

#endif
