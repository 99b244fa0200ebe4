/* SPDX-License-Identifier: MIT
 *
 * net_posix/pump.h — one session driven over one blocking socket, a step at a time.
 *
 * The common case costs two system calls: send() takes the whole request, recv() blocks until the whole answer is
 * there.  The socket's own receive timeout guards that recv(); it is set once.  As soon as the time that is left
 * differs from it (an answer in pieces, another deadline), poll() waits instead, for exactly what is left.
 */
#ifndef NET_POSIX_PUMP_H
#define NET_POSIX_PUMP_H

#include "base/session.h"

enum { S7_PUMP_BUFFER_SIZE = 16384 };

struct s7_pump {
    int fd; /**< -1: the stream is gone and the session closed */
    struct s7_session *session;
    s7_time now;             /**< when the last system call returned, or what the caller says */
    s7_time receive_timeout; /**< of the socket */
    bool shut;               /**< our side has ended the stream */
    bool blocked;            /**< the socket took nothing of what the session wants to send */
    size_t kept_first;       /**< octets received that the session has not taken */
    size_t kept_size;
    uint8_t buffer[S7_PUMP_BUFFER_SIZE];
};

/** Owns the connected `fd` from here on; the session gets its first tick. */
void s7_pump_start(struct s7_pump *pump, int fd, s7_time receive_timeout, struct s7_session *session);

/**
 * Does the next thing the session wants: sends, receives, ends the stream, or waits for the socket, the session's
 * deadline or `until`, whichever is first.  Nothing to do any more when pump->fd is -1.
 */
void s7_pump_step(struct s7_pump *pump, s7_time until);

/** Ends our side of the stream in order when the session wants that and has nothing more to send; never waits. */
void s7_pump_shut(struct s7_pump *pump);

/** Closes the socket and tells the session. */
void s7_pump_end(struct s7_pump *pump, const struct s7_fault *fault, bool reset);

#endif
