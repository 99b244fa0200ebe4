/* SPDX-License-Identifier: MIT
 *
 * cpu/refusal.h — requests that a CPU cannot make anything of, refused as its configuration says (docs/refusals.md).
 */
#ifndef CPU_REFUSAL_H
#define CPU_REFUSAL_H

#include "engine/server.h"
#include "sieben/cpu.h"

enum {
    S7_CPU_ERROR_SERVICE = 0x8104, /**< service not offered or not permitted; PUT/GET too (s7comm 2.1) */
    S7_CPU_ERROR_CLOCK = 0xDC01    /**< no date or time (s7comm 8.12) */
};

/** The CPU has no such service: codes.function or codes.userdata, or no answer at all. */
void s7_cpu_refuse_service(const struct s7_cpu *cpu, struct s7_request *request, s7_time now);

/** Parts of the request do not fit together: codes.malformed. */
void s7_cpu_refuse_malformed(const struct s7_cpu *cpu, struct s7_request *request, s7_time now);

/** The payload of a Userdata request.  @return false: its frame is malformed, *ret_payload is untouched */
bool s7_cpu_payload_of(const struct s7_request *request, struct s7_octets *ret_payload);

#endif
