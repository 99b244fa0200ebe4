/* SPDX-License-Identifier: MIT
 *
 * wire/userdata_body.h — Userdata as a message body: the frame, and what the payload says where its service is known.
 *
 * A payload is decoded when it is whole in this PDU and has the shape of its service.  Everything else stays
 * S7_BODY_USERDATA with octets: fragments and continuations, refusals, acknowledgements without payload, services
 * without codec, and payloads of another shape.
 */
#ifndef WIRE_USERDATA_BODY_H
#define WIRE_USERDATA_BODY_H

#include "wire/message.h"

/** s7_codec.decode of every Userdata with the usual head.  @return S7_OK, S7_ERR_S7_MALFORMED (the frame is). */
int s7_userdata_body_decode(struct s7_octets parameter, struct s7_octets data, struct s7_message *message);

/** s7_codec.encode of S7_BODY_USERDATA and of every body with a known payload. */
void s7_userdata_body_encode(struct s7_writer *writer, const struct s7_message *message,
                             size_t *ret_parameter_size);

/** The frame of any Userdata body, payload or not; NULL for other bodies. */
const struct s7_userdata *s7_userdata_body_frame(const struct s7_message *message);

#endif
