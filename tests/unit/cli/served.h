/* SPDX-License-Identifier: MIT
 *
 * unit/cli/served.h — a virtual CPU in a process of its own (net_loop/station.h), and how a command names it.
 */
#ifndef UNIT_CLI_SERVED_H
#define UNIT_CLI_SERVED_H

#include "net_loop/station.h"

/** DBs 1 (300 octets), 2 (1000), 3 (optimized) and 4 (write-protected, 300); PDU 240. */
extern struct station served;
/** Its "127.0.0.1:PORT". */
extern char served_at[32];

/** For cmocka's set-up and tear-down: a fresh one, every octet 0; at the end it must have ended in order. */
int served_start(void **state);
int served_stop(void **state);

/** The same, where every DB is filled: octet n is n % 251. */
int served_start_filled(void **state);

/** A port of this machine that nobody listens on, as "127.0.0.1:PORT". */
void nobody_at(char *text, size_t size);

/** Octet `at` of a DB as it stands in the CPU, read over a connection of its own. */
unsigned served_octet(uint16_t db, uint32_t at);

#endif
