/* SPDX-License-Identifier: MIT
 *
 * net_uv/transport.h — what the files of this module share: one transport on one loop.
 *
 * libuv is the loop, the timers and the name resolution.  Sockets are driven directly under uv_poll_t: libuv's own
 * streams write with write(2), so that a partner's reset would raise SIGPIPE in the embedder; they accept and drop
 * the whole backlog at the descriptor limit (or spin, when their spare descriptor is gone); and they queue what
 * could not be sent, while a session lends its octets only until its next call.
 */
#ifndef NET_UV_TRANSPORT_H
#define NET_UV_TRANSPORT_H

#include <stdbool.h>

#include "base/dialer.h"
#include "sieben/uv.h"

struct s7_stream;
struct s7_attempt;

enum {
    S7_UV_CHUNK_SIZE = 2048 /**< octets read at once; as many are kept per stream when a session takes fewer */
};

struct s7_uv {
    uv_loop_t *loop;
    struct s7_uv_config config;
    struct s7_uv_counters counters;
    struct s7_dialer dialer;

    struct s7_stream *streams;        /**< every stream that has not ended */
    struct s7_attempt *attempts;      /**< every dial that has not ended */
    struct s7_uv_listener *listeners; /**< every listener that is not closing */

    struct s7_stream *ready_first; /**< ready list: streams to be served in this turn of the loop */
    struct s7_stream *ready_last;
    bool resume_listeners; /**< a connection ended: listeners that paused may go on */
    bool serving;          /**< the three handles below are running */
    uv_idle_t idle;        /**< keeps the loop from blocking while the ready list is not empty */
    uv_prepare_t before_poll;
    uv_check_t after_poll;
    uv_timer_t retry; /**< accepting again at the descriptor limit, when no connection of ours ends */

    bool stopping;
    size_t objects; /**< streams, attempts, listeners and own handles whose memory is in use */
    void (*stopped)(void *user);
    void *stopped_user;

    uint8_t chunk[S7_UV_CHUNK_SIZE]; /**< shared by all streams: only what a session did not take is copied */
};

/** Counts one object that keeps the transport alive, and gives it back. */
void s7_uv_hold(struct s7_uv *uv);
void s7_uv_drop(struct s7_uv *uv);

/** A TCP fault as this transport sees it; `uv_status` is a negative libuv status. */
struct s7_fault s7_uv_fault(int uv_status);

/** Makes a socket of ours: non-blocking, not inherited, no delay, keepalive.  @return 0 or an errno */
int s7_uv_tune(const struct s7_uv *uv, int fd);

/** Has TCP ask for a partner that was silent for so many seconds; <= 0: it does not. */
void s7_uv_keep_alive(int fd, int idle_s);

#endif
