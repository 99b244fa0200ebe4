/* SPDX-License-Identifier: MIT
 *
 * sieben/posix_loop.h — listening and dialling on one thread with poll(2): a soft CPU in a program of your own.
 *
 * Needs nothing but libc and is made for up to 256 connections; beyond that take libuv (sieben/uv.h).  Three ways to
 * run it:
 *
 *     s7_loop_run(loop, S7_TIME_NEVER)          the loop has the thread until s7_loop_stop()
 *     s7_loop_turn(loop, timeout_ms)            one turn at a time, your own work in between
 *     s7_loop_pollfds() … s7_loop_serve()       inside an event loop of your own
 *
 * Everything belongs to the thread that turns the loop, except s7_loop_stop().  Sessions, acceptors and whatever they
 * call must not turn the loop they run on.  SIGPIPE is never raised.  A signal (EINTR) ends the waiting of a turn,
 * nothing else.
 */
#ifndef SIEBEN_POSIX_LOOP_H
#define SIEBEN_POSIX_LOOP_H

#include <poll.h>

#include "sieben/session.h"

S7_BEGIN_DECLS

struct s7_loop;
struct s7_loop_listener;

enum { S7_LOOP_CONNECTIONS_MAX = 256, S7_LOOP_LISTENERS_MAX = 256 };

struct s7_loop_config {
    uint16_t
        connection_count; /**< accepted, dialled and being dialled at a time, 1…256; default 64.  When all are
                                    in use, callers wait in the backlog and dialling fails. */
    uint16_t listener_count; /**< at most, 0…256; default 4 */
    unsigned keepalive_s;    /**< TCP keepalive after this many idle seconds, 0: off; default 30 */
    unsigned close_grace_ms; /**< an orderly end waits so long for the peer; default 1000 */
    int backlog;             /**< default 128 */
};

/** What the loop did. */
struct s7_loop_counters {
    uint64_t accepted;
    uint64_t refused;  /**< by the acceptor */
    uint64_t fd_limit; /**< times that accepting paused because the process had no descriptor left */
    uint64_t dialled;
    uint64_t octets_in;
    uint64_t octets_out;
    size_t connections; /**< now */
};

S7_API void s7_loop_config_default(struct s7_loop_config *config);

/** Octets that s7_loop_init() needs, aligned for max_align_t; 0: the configuration is out of range. */
S7_API size_t s7_loop_size(const struct s7_loop_config *config);

/**
 * Makes a loop in the caller's memory, no heap now or later (but the system's own when it resolves a name).
 * It takes two descriptors.  End with s7_loop_done().
 * @return S7_OK, S7_ERR_LOCAL_ARGUMENT, S7_ERR_LOCAL_SYSTEM (no descriptors left)
 */
S7_API int s7_loop_init(void *memory, size_t size, const struct s7_loop_config *config,
                        struct s7_loop **ret_loop);

/** The same on the heap, once; `config` NULL: defaults.  End with s7_loop_free().  @return also S7_ERR_LOCAL_MEMORY */
S7_API int s7_loop_new(const struct s7_loop_config *config, struct s7_loop **ret_loop);

/**
 * Gives back every descriptor.  What is still open after s7_loop_stop() and enough turns (or without them) is cut
 * off with a reset; its session gets its closed(S7_ERR_LOCAL_CLOSED).  NULL is allowed.
 */
S7_API void s7_loop_done(struct s7_loop *loop);
S7_API void s7_loop_free(struct s7_loop *loop);

/* ---- connections ----------------------------------------------------------------------------------------- */

/**
 * Listens on `host` (numeric IPv4 or IPv6 address, or a name, which is resolved before this returns) and `port`
 * (0: any free port).  "::" serves IPv4 as well.  At the descriptor limit accepting pauses and goes on when a
 * connection ended; it never spins.
 * @param ret_listener  may be NULL; owned by the loop
 * @return S7_OK, or S7_ERR_TCP_LISTEN (_IN_USE, _FOREIGN, _DENIED) / S7_ERR_TCP_NAME / S7_ERR_LOCAL_LIMIT (no listener
 *         left) / S7_ERR_LOCAL_CLOSED (stopping) with *ret_fault filled
 */
S7_API int s7_loop_listen(struct s7_loop *loop, const char *host, uint16_t port, struct s7_acceptor *acceptor,
                          struct s7_loop_listener **ret_listener, struct s7_fault *ret_fault);

/** The port that is listened on (the one chosen by the system for port 0). */
S7_API uint16_t s7_loop_port(const struct s7_loop_listener *listener);

/** Stops listening; connections that were accepted stay.  The listener is not to be used any more. */
S7_API void s7_loop_unlisten(struct s7_loop_listener *listener);

/**
 * The dialer of this loop; owned by it.  A numeric address costs no waiting.  A NAME IS RESOLVED BEFORE dial()
 * RETURNS and stands still the loop for so long: dial numbers, or resolve beforehand.  Its first four addresses are
 * tried in turn, each for an equal share of the time that is left.
 * dial() returns S7_ERR_LOCAL_LIMIT when every connection is in use, S7_ERR_LOCAL_CLOSED when the loop is stopping.
 */
S7_API struct s7_dialer *s7_loop_dialer(struct s7_loop *loop);

S7_API const struct s7_loop_counters *s7_loop_counters(const struct s7_loop *loop);

/* ---- turning --------------------------------------------------------------------------------------------- */

/** The clock of this loop (CLOCK_MONOTONIC), for everything that takes a `now`.  Any thread. */
S7_API s7_time s7_loop_now(void);

/**
 * Turns until the loop has stopped or `until` has come (S7_TIME_NEVER: only the former), but once at least: a program
 * whose scans always take too long still serves its partners, and is stopped.
 * @return S7_OK (s7_loop_stopped() tells which), S7_ERR_LOCAL_SYSTEM (poll failed for good), S7_ERR_LOCAL_BUSY (called
 *         from within a turn)
 */
S7_API int s7_loop_run(struct s7_loop *loop, s7_time until);

/**
 * One turn: waits `timeout_ms` at most (-1: until something happens, 0: not at all) for a socket, a deadline, a woken
 * session or s7_loop_stop(), and serves whatever is ready.  @return as s7_loop_run()
 */
S7_API int s7_loop_turn(struct s7_loop *loop, int timeout_ms);

/**
 * What an event loop of your own has to wait for: fills ret_fds[0…] and how long to wait at most (-1: for ever).
 * Ask again before every waiting.  @return entries filled; more than `most`: that many are needed (never more than
 * connection_count + listener_count + 1) and nothing was filled
 */
S7_API size_t s7_loop_pollfds(struct s7_loop *loop, struct pollfd *ret_fds, size_t most, int *ret_timeout_ms);

/** Serves what is ready: `fds` are the entries of the last s7_loop_pollfds() in their order, with their revents. */
S7_API void s7_loop_serve(struct s7_loop *loop, const struct pollfd *fds, size_t count);

/**
 * Ends in order: no new connections, every connection drained and closed once (each session gets its closed()); a
 * session that has not drained when its grace is over is reset.  Takes effect in the next turn, and wakes the loop
 * for it.  Any thread, and signal handlers.
 */
S7_API void s7_loop_stop(struct s7_loop *loop);

/** Whether it was stopped and every connection has ended. */
S7_API bool s7_loop_stopped(const struct s7_loop *loop);

S7_END_DECLS

#endif
