/* SPDX-License-Identifier: MIT
 *
 * doctor/greet.h — a port that has said nothing at all is greeted in the protocols that wait for a greeting of their own.
 *
 * Not a matter of a gentle run: octets that are no ISO-on-TCP have brought CPUs into defect.
 */
#ifndef DOCTOR_GREET_H
#define DOCTOR_GREET_H

#include "doctor/examination.h"

enum { S7_GREET_TEXT = 128 };

/**
 * Greets in TLS, then in HTTP, a connection each.
 * @return whether one of them was answered: *ret_sign (LISTENER_TLS, _HTTP) and how
 */
bool s7_greet_foreign(struct s7_examination *examination, enum s7_sign *ret_sign, char ret_text[S7_GREET_TEXT]);

#endif
