/* SPDX-License-Identifier: MIT
 *
 * unit/cli/partner.h — a CPU that the test speaks for: every s7_posix_ function of the services around the data is
 * answered here (--wrap), and what was asked is written down.
 */
#ifndef UNIT_CLI_PARTNER_H
#define UNIT_CLI_PARTNER_H

#include "sieben/posix.h"

struct partner {
    char asked[1024]; /**< "open; szl 0011 0000; close; " */
    struct s7_fault open_fault, password_fault, clock_fault, set_fault, control_fault;
    struct s7_clock clock; /**< what its clock shows; set by setting it */
    int64_t now_ms;        /**< this machine's clock, UTC */
    int64_t step_ms;       /**< it goes on by so much with each look at it */
    bool terminal;         /**< somebody can be asked */
    struct s7_fault subscribe_fault, unsubscribe_fault;
    struct s7_posix_push pushes[8]; /**< what it tells by itself, one after the other */
    size_t push_count, push_next;
    int signal;                    /**< comes behind them, to this process; 0: none */
    struct s7_fault receive_fault; /**< likewise */
};

extern struct partner partner;

/** Nothing fails, there are no lists: each is refused with D4 01. */
void partner_reset(void);

/** A list: hex digits and 'texts', blanks between them: head and records. */
void partner_has_list(uint16_t id, uint16_t index, const char *text);
void partner_fails_list(uint16_t id, uint16_t index, struct s7_fault fault);

/** The connection ends while it is asked. */
struct s7_fault partner_hangs_up(void);
/** It answers with this code. */
struct s7_fault partner_refuses(int error, uint16_t code);

/** Lists of a CPU 315-2 PN/DP as recorded: 0011, the first records of 001C (STATION and MODULE), 0132/4, 0424 (RUN). */
void partner_is_315(void);

#endif
