/* SPDX-License-Identifier: MIT
 *
 * wire/pi_service.h — program invocation services (Job 28): start, block and memory functions by name.
 */
#ifndef WIRE_PI_SERVICE_H
#define WIRE_PI_SERVICE_H

#include "base/cursor.h"
#include "wire/guard.h"

enum { S7_FUNCTION_PI_SERVICE = 0x28, S7_PI_UNKNOWN_SIZE = 7 };

/** The name under which start and stop go. */
#define S7_PI_P_PROGRAM "P_PROGRAM"

struct s7_pi_service {
    uint8_t unknown[S7_PI_UNKNOWN_SIZE]; /**< 00 00 00 00 00 00 FD in captures */
    struct s7_octets argument;           /**< up to 65535 octets */
    struct s7_octets name;               /**< ASCII, up to 255 octets */
};

/** What P_PROGRAM is asked to do. */
enum s7_pi_start { S7_PI_START_WARM, S7_PI_START_COLD, S7_PI_START_OTHER };

/** The request that starts a CPU: warm (no argument) or cold (argument "C "). */
struct s7_pi_service s7_pi_service_start(bool cold);

/** Which start the argument of a P_PROGRAM asks for; OTHER for an argument that is neither. */
enum s7_pi_start s7_pi_service_kind(struct s7_octets argument);

/** True when the octets are this name. */
bool s7_pi_name_is(struct s7_octets name, const char *text);

/** The guard class of a service by its name (defs/pi.def); S7_GUARD_CONTROL for a name that is not known. */
enum s7_guard_class s7_pi_service_guard(struct s7_octets name);

/** What a service does, by its name; NULL for a name that is not known.  Static. */
const char *s7_pi_service_text(struct s7_octets name);

/** True when the argument of this service holds a password, which no report may show. */
bool s7_pi_service_secret(struct s7_octets name);

/** Decodes the whole parameter part of a Job.  @return S7_OK or S7_ERR_S7_MALFORMED. */
int s7_pi_service_decode(struct s7_octets parameter, struct s7_pi_service *ret_service);

/** The writer goes bad for an argument or a name that is too long. */
void s7_pi_service_encode(struct s7_writer *writer, const struct s7_pi_service *service);

#endif
