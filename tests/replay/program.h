/* SPDX-License-Identifier: MIT
 *
 * program.h — the part of a CPU's own program in a conversation: it is the one that puts values into memory.
 *
 * Before a recorded Read Var is said, the octets that the real CPU's memory held then are written into the virtual
 * one's (s7_cpu_write(), as a program would).  Octets that hold them already, because a client wrote them or because
 * nothing changed, are left alone and counted: those prove reading and writing.
 */
#ifndef REPLAY_PROGRAM_H
#define REPLAY_PROGRAM_H

#include "cpu/cpu.h"
#include "telegram.h"

enum { PROGRAM_PLACES = 2048 };

/** An octet, or a bit that was read as one. */
struct program_place {
    uint8_t area;
    uint16_t db;
    uint32_t first_bit;
    bool is_bit;
    bool by_client; /**< its value was written by a client last */
};

struct program {
    size_t place_count;
    struct program_place places[PROGRAM_PLACES];
    size_t first_count;   /**< octets seen for the first time */
    size_t changed_count; /**< octets that its own program changed between two requests */
    size_t kept_count;    /**< octets that were seen before and held what they should */
    size_t client_count;  /**< … of these, what a client had written */
    bool failed;          /**< the virtual CPU has no such memory, or there are too many places */
};

/** Puts into the memory of `cpu` what `answer` to `request`, both of the recording, found there. */
void program_prepare(struct program *program, struct s7_cpu *cpu, const struct telegram *request,
                     const struct telegram *answer);

/** Notes which places the client wrote with success. */
void program_written(struct program *program, const struct telegram *request, const struct telegram *answer);

#endif
