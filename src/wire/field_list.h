/* SPDX-License-Identifier: MIT
 *
 * wire/field_list.h — lines "name, octets, meaning" over the octets of a telegram, for describe.
 */
#ifndef WIRE_FIELD_LIST_H
#define WIRE_FIELD_LIST_H

#include "base/cursor.h"
#include "base/printf_like.h"
#include "base/strbuf.h"

struct s7_field_list {
    struct s7_strbuf *buf;
    struct s7_reader reader; /**< the octets that are not described yet */
};

/** A line of its own without octets: the name of a layer or of a part. */
void s7_field_list_title(struct s7_field_list *list, const char *format, ...) S7_PRINTF_LIKE(2, 3);

/** Takes the next `size` octets and starts a line with them; the caller appends the meaning, then ends the line. */
struct s7_octets s7_field_list_open(struct s7_field_list *list, size_t size, const char *name);
void s7_field_list_close(struct s7_field_list *list);

/** One whole line; the meaning is formatted. */
void s7_field_list_add(struct s7_field_list *list, size_t size, const char *name, const char *format, ...)
    S7_PRINTF_LIKE(4, 5);

/** The next `size` octets as a hex dump of 16 in a line. */
void s7_field_list_dump(struct s7_field_list *list, size_t size);

#endif
