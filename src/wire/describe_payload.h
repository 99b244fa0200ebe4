/* SPDX-License-Identifier: MIT
 *
 * wire/describe_payload.h — the services of the CPU in words: their part of wire/describe.h.
 */
#ifndef WIRE_DESCRIBE_PAYLOAD_H
#define WIRE_DESCRIBE_PAYLOAD_H

#include "base/strbuf.h"
#include "wire/field_list.h"
#include "wire/message.h"

/** A known payload (S7_BODY_SZL_REQUEST .. S7_BODY_CLOCK) in one line; a password is not shown. */
void s7_describe_payload(struct s7_strbuf *buf, const struct s7_message *message);

/** PI Service, PLC Stop and their answer in one line. */
void s7_describe_control(struct s7_strbuf *buf, const struct s7_message *message);

/** What a message service request subscribes to: "mode transitions, alarms", or "unsubscribes". */
void s7_describe_message_events(struct s7_strbuf *buf, uint8_t events);

/** A mode by its name or its number. */
void s7_describe_mode(struct s7_strbuf *buf, uint8_t mode);

/** The same field by field, of the octets that the list stands at. */
void s7_field_list_payload(struct s7_field_list *list, const struct s7_message *message);
void s7_field_list_control(struct s7_field_list *list, const struct s7_message *message);
void s7_field_list_mode(struct s7_field_list *list, const struct s7_mode_transition *transition);

#endif
