/* SPDX-License-Identifier: MIT
 *
 * wire/control_body.h — PI Service and PLC Stop as message bodies: one codec for the two, and for their answers.
 */
#ifndef WIRE_CONTROL_BODY_H
#define WIRE_CONTROL_BODY_H

#include "wire/message.h"

/** s7_codec.decode: the request of the function, or the answer that both have in common. */
int s7_control_body_decode(struct s7_octets parameter, struct s7_octets data, struct s7_message *message);

/** s7_codec.encode of S7_BODY_PI_SERVICE, S7_BODY_PLC_STOP and S7_BODY_CONTROL_ANSWER. */
void s7_control_body_encode(struct s7_writer *writer, const struct s7_message *message,
                            size_t *ret_parameter_size);

#endif
