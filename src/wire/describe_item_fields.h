/* SPDX-License-Identifier: MIT
 *
 * wire/describe_item_fields.h — item specifications and data items field by field, of the octets that the list stands
 * at; they were decoded before.
 */
#ifndef WIRE_DESCRIBE_ITEM_FIELDS_H
#define WIRE_DESCRIBE_ITEM_FIELDS_H

#include "wire/data_item.h"
#include "wire/field_list.h"
#include "wire/item.h"

/** One item with the fill octet behind it, unless it is the last one; `number` counts from 1. */
void s7_field_list_item(struct s7_field_list *list, size_t number, bool last, const struct s7_item *item);

/** All data items of a data part. */
void s7_field_list_data_items(struct s7_field_list *list, size_t count, const struct s7_data_item *items);

/** One octet that is a return code. */
void s7_field_list_return_code(struct s7_field_list *list, uint8_t return_code);

#endif
