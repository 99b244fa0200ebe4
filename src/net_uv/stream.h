/* SPDX-License-Identifier: MIT
 *
 * net_uv/stream.h — one connected socket and the session on it.
 *
 * All its memory is taken by s7_stream_new().  A session is called in turns: every event of the socket, the timer
 * or the ready list is one turn, at whose end output, kept input, poll events and timer agree with what the
 * session wants.
 */
#ifndef NET_UV_STREAM_H
#define NET_UV_STREAM_H

#include "net_uv/transport.h"

enum s7_stream_state {
    S7_STREAM_NEW,  /**< not started: the acceptor has not decided */
    S7_STREAM_OPEN, /**< octets flow */
    S7_STREAM_SHUT, /**< our side ended it; the peer's end is awaited */
    S7_STREAM_GONE  /**< closed; memory waits for libuv */
};

struct s7_stream {
    struct s7_session_host host; /**< first: host and stream have the same address */
    struct s7_uv *uv;
    struct s7_session *session; /**< NULL: nobody's, ended in order */
    struct s7_stream *next, *previous;
    struct s7_stream *next_ready;
    uv_poll_t poll;
    uv_timer_t timer;
    s7_time timer_due; /**< S7_TIME_NEVER: not armed */
    s7_time grace_due; /**< an orderly end waits no longer; S7_TIME_NEVER: none has begun */
    int fd;
    int polled; /**< enum uv_poll_event asked for */
    enum s7_stream_state state;
    unsigned handles; /**< that libuv has not closed yet */
    bool ready;       /**< on the ready list */
    bool in_turn;     /**< waking is not needed: the turn looks again anyway */
    bool blocked;     /**< the socket took less than was offered */
    size_t kept_size; /**< octets that the session has not taken: kept[kept_first…] */
    size_t kept_first;
    uint8_t kept[S7_UV_CHUNK_SIZE];
};

/**
 * A stream over `fd`, which it owns from here on (closed on failure too).  It starts with s7_stream_start().
 * @return S7_OK, S7_ERR_LOCAL_MEMORY, S7_ERR_LOCAL_SYSTEM
 */
int s7_stream_new(struct s7_uv *uv, int fd, struct s7_stream **ret_stream);

/** The stream is established: first turn of `session` (NULL: end it in order). */
void s7_stream_start(struct s7_stream *stream, struct s7_session *session, s7_time now);

/** Closes the socket, with a reset when `reset`, and tells the session `fault`. */
void s7_stream_end(struct s7_stream *stream, const struct s7_fault *fault, bool reset, s7_time now);

/** A turn because somebody woke it. */
void s7_stream_serve(struct s7_stream *stream, s7_time now);

#endif
