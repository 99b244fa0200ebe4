/* SPDX-License-Identifier: MIT
 *
 * cli/desk.h — a whole plant on one desk: every CPU is played on a loopback address and a port of its own.
 *
 * Every address of the plant is translated; nothing outside loopback is listened on or dialled.
 */
#ifndef CLI_DESK_H
#define CLI_DESK_H

#include "base/dialer.h"
#include "cpu/cpu.h"
#include "exchange/simulate.h"
#include "sieben/uv.h"

struct s7_desk_cpu {
    const struct s7_plant_cpu *plant;
    struct s7_cpu *cpu;
    struct s7_uv_listener *listener;
    struct s7_endpoint endpoint; /**< where it listens */
    struct s7_simulator simulator;
};

struct s7_desk {
    struct s7_desk_cpu *cpus; /**< one per CPU of the plant, in its order */
    size_t cpu_count;
    const struct s7_plant *plant;
};

/** Makes the CPUs, not yet listening.  @return S7_OK, S7_ERR_LOCAL_MEMORY, S7_ERR_LOCAL_ARGUMENT.  End with _free(). */
int s7_desk_init(struct s7_desk *desk, const struct s7_plant *plant);
/** Listens on 127.0.0.1, 127.0.0.2, …; where the system lacks such an address, on 127.0.0.1. */
int s7_desk_listen(struct s7_desk *desk, struct s7_uv *uv, struct s7_fault *ret_fault);
/** The CPU that plays this CPU of the plant. */
struct s7_desk_cpu *s7_desk_find(const struct s7_desk *desk, const struct s7_plant_cpu *plant);

/** The simulated values of all CPUs. */
void s7_desk_simulate(struct s7_desk *desk, s7_time now);
void s7_desk_tick(struct s7_desk *desk, s7_time now);
s7_time s7_desk_deadline(const struct s7_desk *desk);
void s7_desk_stop_simulation(struct s7_desk *desk);

/** Ends every connection in order and refuses new ones. */
void s7_desk_close(struct s7_desk *desk, s7_time now);
/** Only after the transport stopped. */
void s7_desk_free(struct s7_desk *desk);

#endif
