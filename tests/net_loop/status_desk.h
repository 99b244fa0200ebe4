/* SPDX-License-Identifier: MIT
 *
 * net_loop/status_desk.h — a program with a GET and a PUT on one link to a partner on loopback, all on one libuv loop.
 *
 * The partner is a virtual CPU (DB1 of 100 octets, DB2 of 10, DB3 optimized, DB4 write-protected) or a script; both
 * stand behind one door, whose port stays.
 */
#ifndef NET_LOOP_STATUS_DESK_H
#define NET_LOOP_STATUS_DESK_H

#include "base/observer.h"
#include "net_loop/status_gate.h"
#include "net_loop/status_script.h"
#include "sieben/block.h"
#include "sieben/cpu.h"
#include "sieben/uv.h"

enum { DESK_OWN = 600, DESK_OCTETS = 20, DESK_MOST = 600, DESK_DBS = 5 };

/** Outputs of one call, GET's and PUT's alike. */
struct desk_outputs {
    bool done, error, busy;
    uint16_t status;
    struct s7_fault fault;
};

struct desk {
    /* chosen before desk_open() */
    bool put;                   /**< the block under test is a PUT */
    bool scripted;              /**< the partner is the script */
    enum status_gate_kind shut; /**< what stands at the door until desk_listen(); GATE_NONE: it is open */
    const char *listen_at;      /**< 127.0.0.1 */
    struct s7_cpu_config cpu_config;
    struct s7_cpu_db dbs[DESK_DBS];
    struct s7_block_link_config link_config;
    struct s7_block_inputs inputs; /**< `id` is filled in */
    uint16_t partner_db;           /**< that the block reaches in the end; 1 */

    uv_loop_t loop;
    uv_timer_t scan_timer;
    struct s7_uv *uv;
    struct s7_cpu *cpu;
    struct status_script script;
    struct s7_acceptor door;
    uint16_t port;
    struct status_gate gate;
    struct s7_block_link *link, *other;
    struct s7_get *get;
    struct s7_put *put_block;
    uint8_t own[DESK_OWN]; /**< DB10 of the program */
    struct s7_observer observer;
    size_t telegrams; /**< sent by the link since the last desk_ask() */
    bool stopped;
};

/** Defaults of everything that may be chosen. */
void desk_prepare(struct desk *desk);
/** Opens the door. */
void desk_open(struct desk *desk);
/** Makes the link with what link_config says; waits until it is connected, or failed once. */
void desk_link(struct desk *desk);
void desk_close(struct desk *desk);

/** One turn of loop and link. */
void desk_scan(struct desk *desk);
/** One call of the block under test. */
struct desk_outputs desk_call(struct desk *desk, bool req);
/** An edge, and scans until the block is no longer busy. */
struct desk_outputs desk_ask(struct desk *desk);
/** Edge after edge until one succeeds. */
void desk_ask_until_done(struct desk *desk);
/** From here on somebody listens at the door. */
void desk_listen(struct desk *desk);
/** Ends the link and makes it again with what link_config says now. */
void desk_relink(struct desk *desk);
/** Waits until the loss of the connection was seen. */
void desk_lose(struct desk *desk);
/** Waits until an attempt of the link ends with this. */
void desk_await_fault(struct desk *desk, int error);
/** A further link takes a connection of the partner, and leaves it. */
void desk_occupy(struct desk *desk);
void desk_vacate(struct desk *desk);
/** Downloads DB `partner_db` as it ought to be: 100 octets, standard access, not protected. */
void desk_download(struct desk *desk);
/** The partner's DESK_OCTETS octets; 0 where they are not there. */
void desk_partner(struct desk *desk, uint8_t *ret_octets);

struct s7_range desk_db(uint16_t db, uint32_t first, uint32_t count);

#endif
