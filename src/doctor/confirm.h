/* SPDX-License-Identifier: MIT
 *
 * doctor/confirm.h — what the connection confirm and the octets behind it say about who sent them.
 */
#ifndef DOCTOR_CONFIRM_H
#define DOCTOR_CONFIRM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { S7_CONFIRM_TEXT = 80 };

/** Its parameters come in the order of Siemens CPUs (C0, C1, C2); also true when it cannot be read. */
bool s7_confirm_usual(const uint8_t *heard, size_t size);

/** "parameters C0 C1 C2, TPDU size 1024". */
void s7_confirm_text(const uint8_t *heard, size_t size, char *text, size_t text_size);

/** First octet of the data behind the confirm: 0x32 S7comm, 0x72 S7CommPlus; -1: none was heard. */
int s7_confirm_protocol(const uint8_t *heard, size_t size);

#endif
