/* SPDX-License-Identifier: MIT
 *
 * tests/sim/pair.h — one client and one server joined in memory: what the engine tests start from.
 */
#ifndef SIM_PAIR_H
#define SIM_PAIR_H

#include "check.h"

#include <string.h>

#include "engine/client.h"
#include "sim/flat.h"
#include "sim/link.h"

struct bench {
    struct sim sim;
    struct flat flat;
    struct s7_client *client;
};

extern struct bench bench; /* large: not for the stack */

/** PDU 240, three jobs, four connections. */
struct s7_server_config server_config(void);
/** `client` NULL: the defaults. */
void set_up(struct s7_server_config server, const struct s7_client_config *client);
enum s7_accept connect_client(void);
/** Ends everything and checks that it ended. */
void tear_down(void);

struct s7_range db1(uint32_t octet, uint32_t octets);
struct s7_job job_of(enum s7_job_kind kind, struct s7_job_item *items, size_t count);
/** Submits and lets virtual time pass until it is finished. */
void run_job(struct s7_job *job);
void fill(uint8_t *octets, size_t size, unsigned seed);
bool job_finished(void *user);

#endif
