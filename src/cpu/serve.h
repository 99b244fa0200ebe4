/* SPDX-License-Identifier: MIT
 *
 * cpu/serve.h — the services of a virtual CPU, one function and one source per row of wire/defs/service.def.
 */
#ifndef CPU_SERVE_H
#define CPU_SERVE_H

#include "cpu/refusal.h"
#include "cpu/state.h"

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
