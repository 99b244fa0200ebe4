/* SPDX-License-Identifier: MIT
 *
 * cpu/password.h — the session password of a CPU, and connections that gave it.
 */
#ifndef CPU_PASSWORD_H
#define CPU_PASSWORD_H

#include "cpu/partner.h"
#include "sieben/cpu.h"

/** Error words of group 5 (s7comm 8.9). */
enum {
    S7_CPU_ERROR_PASSWORD_SYNTAX = 0xD601,
    S7_CPU_ERROR_PASSWORD = 0xD602,      /**< not the right one */
    S7_CPU_ERROR_LEGITIMISED = 0xD603,   /**< already */
    S7_CPU_ERROR_NOTHING_GIVEN = 0xD604, /**< nothing to clear */
    S7_CPU_ERROR_NO_PASSWORD = 0xD605    /**< none is configured */
};

struct s7_cpu_secret {
    bool there;
    uint8_t octets[S7_CPU_PASSWORD_SIZE];
};

/** Takes the password of a configuration. */
void s7_cpu_secret_take(struct s7_cpu_secret *secret, const struct s7_cpu_config *config);

/** True when a configuration has the same password, or neither has one. */
bool s7_cpu_secret_same(const struct s7_cpu_secret *secret, const struct s7_cpu_config *config);

/** A partner gives a password as it came over the wire.  @return 0, and it has legitimated; else the error word. */
uint16_t s7_cpu_legitimise(const struct s7_cpu_secret *secret, struct s7_cpu_partner *partner,
                           struct s7_octets payload);

/** A partner gives its legitimation back.  @return 0, or the error word. */
uint16_t s7_cpu_resign(struct s7_cpu_partner *partner);

#endif
