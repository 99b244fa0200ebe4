/* SPDX-License-Identifier: MIT
 *
 * wire/guard.h — what a guard makes of a service (the last column of defs/service.def).
 */
#ifndef WIRE_GUARD_H
#define WIRE_GUARD_H

enum s7_guard_class {
    S7_GUARD_CONNECT,
    S7_GUARD_READ,
    S7_GUARD_WRITE,
    S7_GUARD_CONTROL,     /**< start and stop */
    S7_GUARD_PROGRAM,     /**< changes to blocks and load memory */
    S7_GUARD_SECURITY,    /**< passwords */
    S7_GUARD_DIAGNOSTICS, /**< reads what the CPU knows of itself */
    S7_GUARD_CLOCK,       /**< sets the clock */
    S7_GUARD_NC           /**< SINUMERIK */
};

#endif
