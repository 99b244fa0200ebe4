/* SPDX-License-Identifier: MIT
 *
 * engine/impair.h — a bad line around any session: telegrams that it sends are cut, garbled, late, or end the stream.
 *
 * A wrapper that keeps the contract of sieben/session.h on both sides: towards the transport it is a session or an
 * acceptor, towards the session inside it is the host.  It looks at whole packets of ISO transport in the output and
 * asks its owner about each that carries an S7 telegram, except setup communication, acknowledgements of the
 * connection and pushes.  Input passes through.  Octets are never reordered; what follows a telegram waits for it.
 */
#ifndef ENGINE_IMPAIR_H
#define ENGINE_IMPAIR_H

#include "base/session.h"

enum s7_impair_kind {
    S7_IMPAIR_NOTHING,
    S7_IMPAIR_DROP,     /**< the stream is ended in order instead */
    S7_IMPAIR_RESET,    /**< the stream is reset instead */
    S7_IMPAIR_GARBAGE,  /**< as many octets that are no telegram instead, at most S7_IMPAIR_GARBAGE_SIZE */
    S7_IMPAIR_TRUNCATE, /**< only its first `size` octets, the packet header included, are sent */
    S7_IMPAIR_TRICKLE,  /**< one octet each `time` */
    S7_IMPAIR_DELAY     /**< `time` later */
};

enum { S7_IMPAIR_GARBAGE_SIZE = 32 };

struct s7_impairment {
    enum s7_impair_kind kind;
    size_t size;
    s7_time time;
};

struct s7_impair_config {
    size_t session_count; /**< wrapped at the same time at most */
    /**
     * What becomes of the next telegram to `peer`; asked once for each.  Called from within an operation of the
     * session: nothing may be done to a session from there.
     */
    struct s7_impairment (*choose)(void *user, const struct s7_peer *peer);
    void *user;
};

struct s7_impair;

/** Octets that s7_impair_init() needs, aligned for max_align_t; 0: out of range. */
size_t s7_impair_size(const struct s7_impair_config *config);
/** @return S7_OK, or S7_ERR_LOCAL_ARGUMENT. */
int s7_impair_init(void *memory, size_t size, const struct s7_impair_config *config,
                   struct s7_impair **ret_impair);

/**
 * Wraps an acceptor: every session that it hands out is wrapped; one above session_count is refused (CLOSE) without
 * asking it.  One at a time.
 */
struct s7_acceptor *s7_impair_acceptor(struct s7_impair *impair, struct s7_acceptor *inside);

/** Wraps one session, before the transport's first call; NULL: session_count are wrapped.  Free again when closed. */
struct s7_session *s7_impair_session(struct s7_impair *impair, struct s7_session *inside,
                                     const struct s7_peer *peer);

#endif
