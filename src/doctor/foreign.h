/* SPDX-License-Identifier: MIT
 *
 * doctor/foreign.h — what speaks on a port where ISO-on-TCP is expected, by its first octets.
 */
#ifndef DOCTOR_FOREIGN_H
#define DOCTOR_FOREIGN_H

#include "base/strbuf.h"
#include "doctor/doctor.h"

/** LISTENER_TLS, _HTTP or _FOREIGN; size > 0. */
enum s7_sign s7_foreign_sign(const uint8_t *octets, size_t size);

/** A greeting was answered in its own protocol: ServerHello or alert, or a status line.  @return *ret_sign is written */
bool s7_foreign_answer(const uint8_t *octets, size_t size, enum s7_sign *ret_sign);

/** The octets as a text when they are one, else as hex. */
void s7_foreign_text(struct s7_strbuf *buf, const uint8_t *octets, size_t size);

#endif
