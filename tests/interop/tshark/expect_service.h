/* SPDX-License-Identifier: MIT
 *
 * expect_service.h — the part of expect.h for the services of the CPU.
 */
#ifndef TSHARK_EXPECT_SERVICE_H
#define TSHARK_EXPECT_SERVICE_H

#include <stdio.h>

#include "wire/message.h"

/** For bodies of control, mode transitions and Userdata with a known payload; nothing for others. */
void expect_service(FILE *stream, unsigned frame, const struct s7_message *message);

#endif
