/* SPDX-License-Identifier: MIT
 *
 * net_posix/loop.h — what the files of the poll(2) loop share (public: sieben/posix_loop.h).
 *
 * All its memory is one block: loop, channels, listeners, poll entries.  With 256 channels at most every turn may look
 * at all of them, which is what poll() does anyway; so there are no lists to be kept in order while they are walked.
 */
#ifndef NET_POSIX_LOOP_H
#define NET_POSIX_LOOP_H

#include <stdatomic.h>

#include "net_posix/bell.h"
#include "net_posix/channel.h"
#include "net_posix/loop_listener.h"
#include "sieben/posix_loop.h"

struct s7_loop {
    struct s7_loop_config config;
    struct s7_loop_counters counters;
    struct s7_dialer dialer;
    struct s7_bell bell;
    struct s7_channel *channels;        /**< config.connection_count */
    struct s7_loop_listener *listeners; /**< config.listener_count */
    struct pollfd *fds;                 /**< for s7_loop_turn() */
    size_t channels_used;
    atomic_bool stop_asked;
    bool stopping;
    bool turning;          /**< within a turn: no other one may begin */
    bool resume_listeners; /**< a connection ended: listeners that paused may go on */
    s7_time retry_due;     /**< accepting again at the descriptor limit, when no connection of ours ends */
    uint8_t
        chunk[S7_LOOP_CHUNK_SIZE]; /**< shared by all channels: only what a session did not take is copied */
};

/** Poll entries of a loop at most. */
size_t s7_loop_fd_count(const struct s7_loop_config *config);

/** No new connections; every one that there is gets ready to end. */
void s7_loop_begin_stopping(struct s7_loop *loop);

/** A TCP fault as this transport sees it. */
struct s7_fault s7_loop_fault(int sys_errno);

/** Makes a socket of ours: non-blocking, not inherited, no delay, keepalive (0: none).  @return 0 or an errno */
int s7_loop_tune(int fd, unsigned keepalive_s);

#endif
