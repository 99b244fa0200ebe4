/* SPDX-License-Identifier: MIT */
#include "net_uv/stream.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net_uv/clock.h"
#include "net_uv/ready.h"
#include "net_uv/turn.h"

static void wake_stream(struct s7_session_host *host, struct s7_session *session)
{
    (void)session;
    struct s7_stream *stream = (struct s7_stream *)(void *)host;
    if (!stream->in_turn)
        s7_ready_add(stream->uv, stream);
}

/* ---- memory and list ------------------------------------------------------------------------------------- */

static void link_stream(struct s7_stream *stream)
{
    struct s7_uv *uv = stream->uv;
    stream->next = uv->streams;
    if (uv->streams)
        uv->streams->previous = stream;
    uv->streams = stream;
    uv->counters.connections++;
    s7_uv_hold(uv);
}

static void unlink_stream(struct s7_stream *stream)
{
    struct s7_uv *uv = stream->uv;
    if (stream->previous)
        stream->previous->next = stream->next;
    else
        uv->streams = stream->next;
    if (stream->next)
        stream->next->previous = stream->previous;
    uv->counters.connections--;
}

static void release_stream(struct s7_stream *stream)
{
    if (stream->handles || stream->ready)
        return;
    struct s7_uv *uv = stream->uv;
    free(stream);
    s7_uv_drop(uv);
}

static void on_close(uv_handle_t *handle)
{
    struct s7_stream *stream = handle->data;
    stream->handles--;
    release_stream(stream);
}

int s7_stream_new(struct s7_uv *uv, int fd, struct s7_stream **ret_stream)
{
    struct s7_stream *stream = calloc(1, sizeof *stream);
    if (!stream || uv_poll_init_socket(uv->loop, &stream->poll, fd)) {
        close(fd);
        int error = stream ? S7_ERR_LOCAL_SYSTEM : S7_ERR_LOCAL_MEMORY;
        free(stream);
        return error;
    }
    uv_timer_init(uv->loop, &stream->timer);
    stream->poll.data = stream->timer.data = stream;
    stream->handles = 2;
    stream->host.wake = wake_stream;
    stream->uv = uv;
    stream->fd = fd;
    stream->timer_due = stream->grace_due = S7_TIME_NEVER;
    link_stream(stream);
    *ret_stream = stream;
    return S7_OK;
}

void s7_stream_end(struct s7_stream *stream, const struct s7_fault *fault, bool reset, s7_time now)
{
    struct s7_session *session = stream->session;
    stream->state = S7_STREAM_GONE;
    stream->session = NULL;
    unlink_stream(stream);
    if (reset) {
        const struct linger at_once = {.l_onoff = 1, .l_linger = 0};
        setsockopt(stream->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    }
    uv_close((uv_handle_t *)&stream->poll, on_close);
    uv_close((uv_handle_t *)&stream->timer, on_close);
    close(stream->fd);
    s7_ready_resume(stream->uv);
    if (session) {
        session->host = NULL; /* before closed(): the session may be dialled again or freed in there */
        session->ops->closed(session->self, fault, now);
    }
}

/* ---- turns ----------------------------------------------------------------------------------------------- */

static void on_poll(uv_poll_t *poll, int status, int events);
static void on_timer(uv_timer_t *timer);

static void watch_socket(struct s7_stream *stream, unsigned want)
{
    int events = stream->blocked ? UV_WRITABLE : 0;
    bool full = (want & S7_WANT_READ) && stream->kept_size;
    if ((want & (S7_WANT_READ | S7_WANT_FIN)) && !full)
        events |= UV_READABLE;
    if (events == stream->polled)
        return;
    stream->polled = events;
    if (events)
        uv_poll_start(&stream->poll, events, on_poll);
    else
        uv_poll_stop(&stream->poll);
}

/* Only an earlier deadline moves the timer; a later one is found when it fires: most turns do not touch it. */
static void arm_timer(struct s7_stream *stream)
{
    s7_time due = stream->grace_due;
    if (stream->session)
        due = s7_time_earlier(due, stream->session->ops->deadline(stream->session->self));
    if (due >= stream->timer_due)
        return;
    stream->timer_due = due;
    uint64_t due_ms = due > 0 ? (uint64_t)(due / S7_MILLISECOND) + 1 : 0;
    uint64_t now_ms = uv_now(stream->uv->loop);
    uv_timer_start(&stream->timer, on_timer, due_ms > now_ms ? due_ms - now_ms : 0, 0);
}

static void run_turn(struct s7_stream *stream, bool readable, s7_time now)
{
    s7_turn_run(stream, readable, now);
    if (stream->state != S7_STREAM_GONE) {
        unsigned want = s7_turn_want(stream);
        if ((want & S7_WANT_FIN) && stream->grace_due == S7_TIME_NEVER)
            stream->grace_due = s7_time_after(now, (s7_time)stream->uv->config.close_grace_ms * S7_MILLISECOND);
        watch_socket(stream, want);
        arm_timer(stream);
    }
    stream->in_turn = false;
}

void s7_stream_start(struct s7_stream *stream, struct s7_session *session, s7_time now)
{
    stream->state = S7_STREAM_OPEN;
    stream->in_turn = true;
    stream->session = session;
    if (session) {
        session->host = &stream->host;
        session->ops->tick(session->self, now);
    }
    run_turn(stream, false, now);
}

void s7_stream_serve(struct s7_stream *stream, s7_time now)
{
    if (stream->state == S7_STREAM_GONE) {
        release_stream(stream);
        return;
    }
    stream->in_turn = true;
    run_turn(stream, false, now);
}

/* The socket is broken while nothing is read (a reader would have found the error by itself). */
static void end_broken(struct s7_stream *stream, s7_time now)
{
    int sys_errno = 0;
    socklen_t size = sizeof sys_errno;
    if (getsockopt(stream->fd, SOL_SOCKET, SO_ERROR, &sys_errno, &size))
        sys_errno = errno;
    struct s7_fault fault = s7_uv_fault(sys_errno ? -sys_errno : UV_ECONNRESET);
    s7_stream_end(stream, &fault, false, now);
}

static void on_poll(uv_poll_t *poll, int status, int events)
{
    struct s7_stream *stream = poll->data;
    s7_time now = s7_uv_now();
    bool reading = stream->polled & UV_READABLE;
    if (status < 0) {
        stream->polled = 0; /* libuv stopped polling */
        if (!reading) {
            end_broken(stream, now);
            return;
        }
        events = UV_READABLE;
    }
    stream->in_turn = true;
    if (events & UV_WRITABLE)
        stream->blocked = false;
    run_turn(stream, events & UV_READABLE, now);
}

static void end_grace(struct s7_stream *stream, s7_time now)
{
    bool drained = stream->state == S7_STREAM_SHUT;
    struct s7_fault fault = drained ? (struct s7_fault){.error = S7_OK} : s7_uv_fault(UV_ECONNRESET);
    s7_stream_end(stream, &fault, !drained, now);
}

static void on_timer(uv_timer_t *timer)
{
    struct s7_stream *stream = timer->data;
    s7_time now = s7_uv_now();
    stream->timer_due = S7_TIME_NEVER;
    if (stream->grace_due <= now) {
        end_grace(stream, now);
        return;
    }
    stream->in_turn = true;
    if (stream->session && stream->session->ops->deadline(stream->session->self) <= now)
        stream->session->ops->tick(stream->session->self, now);
    run_turn(stream, false, now);
}
