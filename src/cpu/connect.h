/* SPDX-License-Identifier: MIT
 *
 * cpu/connect.h — who is let in: called TSAP and connection resources, judged when the COTP CR arrives.
 */
#ifndef CPU_CONNECT_H
#define CPU_CONNECT_H

#include "cpu/state.h"

/** The door of a configuration. */
struct s7_cpu_door s7_cpu_door_of(const struct s7_cpu_config *config);

/** s7_server_ops.connect of a CPU; `user` is the CPU. */
enum s7_admit s7_cpu_admit_link(void *user, struct s7_link *link, const struct s7_cotp_connect *cr, s7_time now,
                                uint8_t *ret_reason);

/** s7_server_ops.disconnected of a CPU: the connection resource is free again. */
void s7_cpu_release_link(void *user, struct s7_link *link, const struct s7_fault *fault, s7_time now);

#endif
