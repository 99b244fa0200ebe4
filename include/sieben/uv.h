/* SPDX-License-Identifier: MIT
 *
 * sieben/uv.h — libsieben on a libuv loop: listening and dialling (library libsieben_uv).
 *
 * Everything belongs to the thread that runs the loop.
 */
#ifndef SIEBEN_UV_H
#define SIEBEN_UV_H

#include <uv.h>

#include "sieben/error.h"

S7_BEGIN_DECLS

struct s7_acceptor;
struct s7_dialer;
struct s7_uv;
struct s7_uv_listener;

/** Settings of a transport on one loop. */
struct s7_uv_config {
    unsigned keepalive_s; /**< TCP keepalive after this many idle seconds, 0: off; default 30 */
    unsigned
        close_grace_ms; /**< how long an orderly end waits for the peer before the socket is closed; default 1000 */
    int backlog;        /**< default 128 */
};

/** What the transport did. */
struct s7_uv_counters {
    uint64_t accepted;
    uint64_t refused;  /**< by the acceptor */
    uint64_t fd_limit; /**< times that accepting paused because the process had no descriptor left */
    uint64_t dialled;
    uint64_t octets_in;
    uint64_t octets_out;
    size_t connections; /**< now */
};

S7_API void s7_uv_config_default(struct s7_uv_config *config);

/** A transport on `loop`.  `config` NULL: defaults.  @return S7_OK, S7_ERR_LOCAL_MEMORY, S7_ERR_LOCAL_SYSTEM. */
S7_API int s7_uv_new(uv_loop_t *loop, const struct s7_uv_config *config, struct s7_uv **ret_uv);

/**
 * Listens on `host` (numeric IPv4 or IPv6 address, or a name) and `port` (0: any free port).
 * At the descriptor limit accepting pauses and goes on when a connection ended; it never spins.
 * @return S7_OK, or S7_ERR_TCP_LISTEN (_IN_USE, _FOREIGN, _DENIED) / S7_ERR_TCP_NAME / S7_ERR_LOCAL_MEMORY with *ret_fault filled
 */
S7_API int s7_uv_listen(struct s7_uv *uv, const char *host, uint16_t port, struct s7_acceptor *acceptor,
                        struct s7_uv_listener **ret_listener, struct s7_fault *ret_fault);

/** The port that is listened on (the one chosen by the system for port 0). */
S7_API uint16_t s7_uv_port(const struct s7_uv_listener *listener);

/** Stops listening; connections that were accepted stay.  Not after s7_uv_stop(), which does it for every listener. */
S7_API void s7_uv_unlisten(struct s7_uv_listener *listener);

/** The dialer of this transport; owned by it. */
S7_API struct s7_dialer *s7_uv_dialer(struct s7_uv *uv);

S7_API const struct s7_uv_counters *s7_uv_counters(const struct s7_uv *uv);

/**
 * Ends in order: no new connections, every connection drained and closed once (each session gets its closed()),
 * then `stopped` is called from the loop and the transport frees itself.
 */
S7_API void s7_uv_stop(struct s7_uv *uv, void (*stopped)(void *user), void *user);

S7_END_DECLS

#endif
