/* SPDX-License-Identifier: MIT
 *
 * expect.h — what another dissector must show for a telegram of ours, field by field, from the struct we meant.
 *
 * One line per field: frame, field, then the values in order, separated by tabs.  Numbers are decimal, octets hex
 * behind a colon, a text behind an equals sign; "+" behind the values: the dissector may show more of this field after them.
 */
#ifndef TSHARK_EXPECT_H
#define TSHARK_EXPECT_H

#include <stdio.h>

#include "wire/cotp.h"
#include "wire/message.h"

void expect_cotp(FILE *stream, unsigned frame, const struct s7_cotp *cotp);
void expect_message(FILE *stream, unsigned frame, const struct s7_message *message, size_t parameter_size,
                    size_t data_size);

#endif
