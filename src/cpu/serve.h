/* SPDX-License-Identifier: MIT
 *
 * cpu/serve.h — the services of a virtual CPU, one function and one source per row of wire/defs/service.def.
 */
#ifndef CPU_SERVE_H
#define CPU_SERVE_H

#include "cpu/state.h"

/** Header errors that a CPU answers with (s7comm 2.1), in an Ack of the header alone. */
enum {
    S7_CPU_ERROR_SERVICE = 0x8104, /**< service not offered or not permitted */
    S7_CPU_ERROR_SUPPLY = 0x8500   /**< request or its answer larger than the PDU, or malformed */
};

/** Answers a request of its service, at once. */
#define S7_SERVICE(stem, name, rosctr, function, group, subfunction, display, guard)                           \
    void s7_cpu_serve_##stem(struct s7_cpu *cpu, struct s7_request *request, s7_time now);
#include "wire/defs/service.def"
#undef S7_SERVICE

/** Hands a request to its service, whatever faults on demand say. */
void s7_cpu_serve_well(struct s7_cpu *cpu, struct s7_request *request, s7_time now);

/** s7_server_ops.request of a CPU: hands a request to its service; `user` is the CPU. */
void s7_cpu_serve_request(void *user, struct s7_request *request, s7_time now);

#endif
