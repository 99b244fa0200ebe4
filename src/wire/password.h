/* SPDX-License-Identifier: MIT
 *
 * wire/password.h — session passwords (Userdata group 5): eight octets, padded with blanks, obfuscated.
 *
 * The obfuscation keeps nothing secret: whoever sees the octets has the password.  Never show, log or keep them.
 */
#ifndef WIRE_PASSWORD_H
#define WIRE_PASSWORD_H

#include "base/cursor.h"

enum { S7_PASSWORD_SIZE = 8 };

/** The payload of a request to set the password, still obfuscated. */
struct s7_password {
    uint8_t octets[S7_PASSWORD_SIZE];
};

void s7_password_obfuscate(const uint8_t plain[S7_PASSWORD_SIZE], uint8_t ret_octets[S7_PASSWORD_SIZE]);
void s7_password_reveal(const uint8_t octets[S7_PASSWORD_SIZE], uint8_t ret_plain[S7_PASSWORD_SIZE]);

/** @return S7_OK or S7_ERR_S7_MALFORMED: not exactly eight octets. */
int s7_password_decode(struct s7_octets payload, struct s7_password *ret_password);

void s7_password_encode(struct s7_writer *writer, const struct s7_password *password);

/**
 * Finds the password in a whole PDU (from its protocol id on), for whoever shows or keeps PDUs and has to put
 * something else over it.  Whatever a security service carries counts, also when it is no well-formed password and
 * when the PDU is malformed, and the argument of a PI service that takes one (s7_pi_service_secret()).
 * @return true and where it is, false when the PDU holds none.
 */
bool s7_password_find(const uint8_t *pdu, size_t size, size_t *ret_at, size_t *ret_size);

#endif
