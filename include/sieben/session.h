/* SPDX-License-Identifier: MIT
 *
 * sieben/session.h — the one I/O contract between protocol engines and transports: bring your own event loop.
 *
 * A session turns octets and time into octets and a deadline.  It opens no socket, reads no clock, allocates
 * nothing after its creation and never blocks.  Every connection of this library, client or server, is a session;
 * the poll(2) loop (sieben/posix_loop.h), the libuv transport (sieben/uv.h) and the in-memory link of the tests drive
 * only this, and so may any other loop, serial tunnel or test (examples/embed/own_transport.c).
 *
 * The life of a session, as its transport sees it:
 *
 *     tick(now)                    first call: the stream is established
 *     { input | output+output_done | tick }*      in any order; want() and deadline() are read after each
 *     closed(fault, now)           exactly once, last; no call after it
 *
 * Threads: one session, one thread at a time.  Sessions that share an object (the connections of one CPU) share
 * its thread.  A session may be called from within host->wake() only by the transport's ready list, never
 * recursively.
 */
#ifndef SIEBEN_SESSION_H
#define SIEBEN_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sieben/error.h"

S7_BEGIN_DECLS

/* ---- time ------------------------------------------------------------------------------------------------ */

/**
 * A point in time, handed in by the caller: monotonic, counted in nanoseconds from an arbitrary origin, never
 * running backwards between two calls on one object.
 */
typedef int64_t s7_time;

#define S7_TIME_NEVER  INT64_MAX
#define S7_MILLISECOND INT64_C(1000000)
#define S7_SECOND      INT64_C(1000000000)

/** now + span, saturating at S7_TIME_NEVER; `span` >= 0. */
static inline s7_time s7_time_after(s7_time now, s7_time span)
{
    return span >= S7_TIME_NEVER - now ? S7_TIME_NEVER : now + span;
}

static inline s7_time s7_time_earlier(s7_time a, s7_time b)
{
    return a < b ? a : b;
}

/* ---- a session ------------------------------------------------------------------------------------------- */

/** What a session wants from its transport. */
enum s7_want {
    S7_WANT_READ = 1,  /**< feed input() when octets arrive */
    S7_WANT_WRITE = 2, /**< output() has octets */
    S7_WANT_FIN = 4,   /**< when output is drained: end the stream in order (shutdown, await the peer, close) */
    S7_WANT_RST = 8    /**< end the stream at once with a reset; output is discarded */
};                     /* none of READ, WRITE, FIN, RST: the session is silent, only its deadline counts */

struct s7_session;

struct s7_session_ops {
    /**
     * Takes octets that arrived.  Returns how many were taken; fewer than `size` is back-pressure: the
     * transport keeps the rest, stops reading, and offers it again when want() has S7_WANT_READ.
     * size == 0 is allowed and takes nothing.
     */
    size_t (*input)(void *self, const uint8_t *bytes, size_t size, s7_time now);

    /**
     * Octets to be sent, in order.  Returns their number, 0: none.  `*ret_bytes` is borrowed until the next
     * call on this session; the same octets are offered again until output_done() says they were sent.
     */
    size_t (*output)(void *self, const uint8_t **ret_bytes);

    /** The first `size` octets of the last output() were sent; size <= that number. */
    void (*output_done)(void *self, size_t size, s7_time now);

    /** Set of enum s7_want; read again after every call on the session and after a wake. */
    unsigned (*want)(const void *self);

    /** Absolute time at which tick() must be called, S7_TIME_NEVER: none. */
    s7_time (*deadline)(const void *self);

    /** Time has passed; harmless when nothing is due. */
    void (*tick)(void *self, s7_time now);

    /**
     * The stream is gone: ended by the peer, by an error or because the session wanted it.  `fault` says what
     * the transport saw (error S7_OK: an orderly end); borrowed for the call.  Called once, last.  The session
     * may be reused or freed by its owner from here on.
     */
    void (*closed)(void *self, const struct s7_fault *fault, s7_time now);
};

/** The transport's side, seen from the session. */
struct s7_session_host {
    /**
     * Output, want or deadline of `session` changed outside its own turn (a push caused by another connection,
     * a job submitted by the program).  The transport puts it on a ready list and serves that in the same turn
     * of its loop.  It never re-enters the session from within wake().  Waking twice is waking once.
     */
    void (*wake)(struct s7_session_host *host, struct s7_session *session);
};

struct s7_session {
    const struct s7_session_ops *ops;
    void *self;
    /** Set by the transport before its first call, cleared before closed(): a session may be dialled again there. */
    struct s7_session_host *host;
};

/** Asks the transport to serve the session; without a transport it does nothing. */
static inline void s7_session_wake(struct s7_session *session)
{
    if (session->host)
        session->host->wake(session->host, session);
}

/* ---- incoming connections -------------------------------------------------------------------------------- */

/** Who is calling, as the transport knows it. */
struct s7_peer {
    char address[46]; /**< numeric IPv4 or IPv6 text, or a name chosen by a test link */
    uint16_t port;
};

enum s7_accept {
    S7_ACCEPT_TAKE = 0, /**< *ret_session serves this connection */
    S7_ACCEPT_CLOSE,    /**< accept and end it in order */
    S7_ACCEPT_RESET,    /**< accept and reset it */
    S7_ACCEPT_LATER /**< leave it in the backlog; the transport asks again when one of its sessions closed */
};

/** Decides about incoming connections.  Same thread as the sessions it hands out. */
struct s7_acceptor {
    /** `peer` is borrowed for the call; *ret_session is set with S7_ACCEPT_TAKE only and owned by the acceptor. */
    enum s7_accept (*accept)(struct s7_acceptor *acceptor, const struct s7_peer *peer, s7_time now,
                             struct s7_session **ret_session);
};

/* ---- outgoing connections -------------------------------------------------------------------------------- */

/** Where to connect to. */
struct s7_endpoint {
    char host[256]; /**< name or numeric address, NUL-terminated */
    uint16_t port;
    char source[46]; /**< numeric address to connect from; "": as the system chooses */
    int16_t
        keepalive_s; /**< TCP keepalive after so many idle seconds; 0: as the transport does it, < 0: never */
};

struct s7_dialer {
    /**
     * Connects `session` to `to`.  Returns S7_OK when the attempt was started: then either the session gets its
     * first tick(), or closed() with a fault of layer TCP after at most `timeout` nanoseconds.  A negative
     * enum s7_error: nothing was started and closed() is not called.  `to` is borrowed for the call.
     */
    int (*dial)(struct s7_dialer *dialer, const struct s7_endpoint *to, struct s7_session *session,
                s7_time timeout);
};

S7_END_DECLS

#endif
