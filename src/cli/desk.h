/* SPDX-License-Identifier: MIT
 *
 * cli/desk.h — the CPUs that a run plays: all of a plant or some, on loopback addresses or on their own.
 *
 * A place of the desk is what partners and jobs know: an acceptor and a memory that stay while the CPU behind them
 * is changed or replaced.  When the plant is read again, the next desk is made beside this one, sharing the places that
 * stay, and is then adopted or discarded as a whole.
 */
#ifndef CLI_DESK_H
#define CLI_DESK_H

#include <stdio.h>

#include "base/dialer.h"
#include "cli/cpu_config.h"
#include "cli/run_choice.h"
#include "cpu/cpu.h"
#include "exchange/simulate.h"
#include "sieben/uv.h"

struct s7_desk_cpu;

/** What the transport asks. */
struct s7_desk_door {
    struct s7_acceptor acceptor; /**< first member */
    struct s7_desk_cpu *place;
};

/** What jobs and simulation read and write. */
struct s7_desk_memory {
    struct s7_memory memory; /**< first member */
    struct s7_desk_cpu *place;
};

struct s7_desk_cpu {
    const struct s7_plant_cpu *plant;
    struct s7_cpu *cpu;
    struct s7_uv_listener *listener; /**< NULL: not listening */
    struct s7_endpoint asked;        /**< where it is to listen; host "": any loopback address */
    struct s7_endpoint endpoint;     /**< where it is reached */
    struct s7_simulator simulator;
    struct s7_desk_door door;
    struct s7_desk_memory memory;
};

struct s7_desk {
    struct s7_desk_cpu **cpus; /**< one per CPU that is played, in the order of the plant */
    size_t cpu_count;
    const struct s7_plant *plant;
    const struct s7_run_choice *choice; /**< NULL: all, on loopback */
    struct s7_cpu **retired;            /**< replaced or removed; their connections are ending */
    size_t retired_count;
    unsigned next_host; /**< counts the loopback addresses that were dealt out */
    bool simulating;
};

/**
 * Makes the CPUs, not yet listening.  End with _free() in any case.
 * @return S7_OK, or S7_ERR_LOCAL_MEMORY / _ARGUMENT / _FILE (its password, said on stderr) with the name of the CPU in
 *         *ret_what
 */
int s7_desk_init(struct s7_desk *desk, const struct s7_plant *plant, const struct s7_run_choice *choice,
                 const char **ret_what);
/**
 * Listens where it was chosen; else on 127.0.0.1, 127.0.0.2, …, and where the system lacks such an address, on
 * 127.0.0.1.  *ret_what is the CPU that failed.
 */
int s7_desk_listen(struct s7_desk *desk, struct s7_uv *uv, struct s7_fault *ret_fault,
                   const struct s7_desk_cpu **ret_what);
/** The place that plays a CPU of this name; NULL: not played. */
struct s7_desk_cpu *s7_desk_find(const struct s7_desk *desk, const struct s7_plant_cpu *plant);
/** The data of a place, whichever CPU is behind it. */
struct s7_memory *s7_desk_memory(struct s7_desk_cpu *place);

/* ---- partners and faults on demand (desk_faults.c) --------------------------------------------------------------- */

/**
 * The address that a played CPU dials from: its own on loopback, so that partners can tell callers apart.  Untouched
 * for a CPU that is not played, or at an address of its own choice.
 */
void s7_desk_source(const struct s7_desk *desk, const struct s7_plant_cpu *cpu,
                    char ret_source[S7_CPU_FAULT_PARTNER_SIZE]);
/** Every CPU shows the faults of its plant, from the next request on; those that it shows already go on counting. */
void s7_desk_faults(const struct s7_desk *desk, s7_time now, FILE *err);

/* ---- another plant (desk_reload.c) ------------------------------------------------------------------------------- */

struct s7_desk_changes {
    size_t kept;     /**< with their connections: unchanged, or changed as a download does it */
    size_t replaced; /**< their connections ended */
    size_t added, removed;
};

/**
 * Makes the desk of another plant beside `desk`: places whose CPU has the same name and address are shared, the
 * others are made and listen.  *ret_next is for s7_desk_adopt() or s7_desk_discard() in the same turn of the loop.
 * @return S7_OK, or the error with *ret_fault and *ret_what (name of a CPU or NULL): nothing has changed then
 */
int s7_desk_prepare(struct s7_desk *desk, const struct s7_plant *plant, struct s7_uv *uv,
                    struct s7_desk *ret_next, struct s7_fault *ret_fault, const char **ret_what);
/** Goes over: shared CPUs are changed or replaced, those that are not in `next` end their connections. */
int s7_desk_adopt(struct s7_desk *desk, struct s7_desk *next, s7_time now, struct s7_desk_changes *ret_changes);
/** Stays as it is. */
void s7_desk_discard(struct s7_desk *desk, struct s7_desk *next);
/** Frees retired CPUs whose connections have ended. */
void s7_desk_sweep(struct s7_desk *desk);

/* ---- for desk_reload.c ------------------------------------------------------------------------------------------- */

/** What is wrong with a password file is said on `out`, NULL: nowhere. */
int s7_desk_cpu_new(const struct s7_plant_cpu *plant, const struct s7_run_choice *choice, FILE *out,
                    struct s7_desk_cpu **ret_place);
int s7_desk_cpu_make(const struct s7_plant_cpu *plant, const struct s7_run_choice *choice, FILE *out,
                     struct s7_cpu **ret_cpu);
/** The configuration of a CPU as it starts now; end with s7_desk_config_end(), also after an error. */
int s7_desk_config(const struct s7_plant_cpu *plant, const struct s7_run_choice *choice, FILE *out,
                   struct s7_cpu_config *ret_config, struct s7_cli_cpu_room *ret_room);
void s7_desk_config_end(struct s7_cpu_config *config, struct s7_cli_cpu_room *room);
void s7_desk_cpu_free(struct s7_desk_cpu *place);
/** Is there a CPU to play? */
bool s7_desk_plays(const struct s7_run_choice *choice, const struct s7_plant_cpu *cpu);

/* ---- simulated values -------------------------------------------------------------------------------------------- */

void s7_desk_simulate(struct s7_desk *desk, s7_time now);
void s7_desk_tick(struct s7_desk *desk, s7_time now);
s7_time s7_desk_deadline(const struct s7_desk *desk);
void s7_desk_stop_simulation(struct s7_desk *desk);

/** Ends every connection in order and refuses new ones. */
void s7_desk_close(struct s7_desk *desk, s7_time now);
/** Only after the transport stopped. */
void s7_desk_free(struct s7_desk *desk);

#endif
