/* SPDX-License-Identifier: MIT
 *
 * wire/describe_userdata.h — payloads of Userdata that are decoded only to be told: variable tables and other test
 * functions, cyclic services.
 */
#ifndef WIRE_DESCRIBE_USERDATA_H
#define WIRE_DESCRIBE_USERDATA_H

#include "base/strbuf.h"
#include "wire/field_list.h"
#include "wire/userdata.h"

/** In one line.  @return false: none of those, or it does not decode; nothing is written then */
bool s7_describe_userdata(struct s7_strbuf *buf, const struct s7_userdata *userdata);
bool s7_describe_cyclic(struct s7_strbuf *buf, const struct s7_userdata *userdata);
bool s7_describe_tis(struct s7_strbuf *buf, const struct s7_userdata *userdata);

/** Field by field, of the payload that the list stands at.  @return false: likewise */
bool s7_field_list_userdata(struct s7_field_list *list, const struct s7_userdata *userdata);
bool s7_field_list_cyclic(struct s7_field_list *list, const struct s7_userdata *userdata);
bool s7_field_list_tis(struct s7_field_list *list, const struct s7_userdata *userdata);

#endif
