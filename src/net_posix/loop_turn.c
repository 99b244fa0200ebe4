/* SPDX-License-Identifier: MIT
 *
 * loop_turn.c — one turn: wait for sockets and deadlines, then serve events, deadlines, whoever was woken, listeners.
 */
#include "net_posix/loop.h"

#include <errno.h>

#include "net_posix/clock.h"
#include "net_posix/dial.h"

/* ---- what there is to wait for --------------------------------------------------------------------------- */

static void add_entry(struct pollfd *fds, size_t *count, size_t *ret_entry, int fd, short events)
{
    fds[*count] = (struct pollfd){.fd = fd, .events = events};
    *ret_entry = (*count)++;
}

static void add_channel(struct s7_channel *channel, struct pollfd *fds, size_t *count)
{
    channel->entry = S7_CHANNEL_NO_ENTRY;
    if (channel->state == S7_CHANNEL_DIALLED)
        add_entry(fds, count, &channel->entry, channel->fd, POLLOUT);
    else if (channel->state == S7_CHANNEL_OPEN || channel->state == S7_CHANNEL_SHUT)
        add_entry(fds, count, &channel->entry, channel->fd, s7_channel_events(channel));
}

static void add_listener(struct s7_loop_listener *listener, struct pollfd *fds, size_t *count)
{
    listener->entry = S7_CHANNEL_NO_ENTRY;
    if (s7_loop_listener_waiting(listener))
        add_entry(fds, count, &listener->entry, listener->fd, POLLIN);
}

/* When a channel has to be looked at, whatever its socket does. */
static s7_time channel_due(const struct s7_channel *channel)
{
    if (channel->state == S7_CHANNEL_DIALLED)
        return channel->dial.address_due;
    bool open = channel->state == S7_CHANNEL_OPEN || channel->state == S7_CHANNEL_SHUT;
    return open ? s7_channel_due(channel) : S7_TIME_NEVER;
}

static s7_time loop_due(const struct s7_loop *loop)
{
    if (loop->resume_listeners || (atomic_load(&loop->stop_asked) && !loop->stopping))
        return 0;
    s7_time due = loop->retry_due;
    for (size_t i = 0; i < loop->config.connection_count; i++) {
        const struct s7_channel *channel = &loop->channels[i];
        due = s7_time_earlier(due, channel->ready ? 0 : channel_due(channel));
    }
    return due;
}

size_t s7_loop_pollfds(struct s7_loop *loop, struct pollfd *ret_fds, size_t most, int *ret_timeout_ms)
{
    size_t count = 0, bell_entry;
    if (most < s7_loop_fd_count(&loop->config))
        return s7_loop_fd_count(&loop->config);
    add_entry(ret_fds, &count, &bell_entry, loop->bell.listening, POLLIN);
    for (size_t i = 0; i < loop->config.connection_count; i++)
        add_channel(&loop->channels[i], ret_fds, &count);
    for (size_t i = 0; i < loop->config.listener_count; i++)
        add_listener(&loop->listeners[i], ret_fds, &count);
    *ret_timeout_ms = s7_posix_wait_ms(loop_due(loop), s7_posix_now());
    return count;
}

/* ---- serving --------------------------------------------------------------------------------------------- */

static void serve_bell(struct s7_loop *loop)
{
    s7_bell_silence(&loop->bell);
    if (atomic_load(&loop->stop_asked) && !loop->stopping)
        s7_loop_begin_stopping(loop);
}

static short revents_of(const struct pollfd *fds, size_t count, size_t entry, int fd)
{
    return entry < count && fds[entry].fd == fd ? fds[entry].revents : 0;
}

static void serve_events(struct s7_loop *loop, const struct pollfd *fds, size_t count)
{
    for (size_t i = 0; i < loop->config.connection_count; i++) {
        struct s7_channel *channel = &loop->channels[i];
        short revents = revents_of(fds, count, channel->entry, channel->fd);
        if (revents && channel->state == S7_CHANNEL_DIALLED)
            s7_dial_react(channel, s7_posix_now());
        else if (revents && channel->state != S7_CHANNEL_REFUSED)
            s7_channel_react(channel, revents, s7_posix_now());
    }
    for (size_t i = 0; i < loop->config.listener_count; i++) {
        struct s7_loop_listener *listener = &loop->listeners[i];
        if (revents_of(fds, count, listener->entry, listener->fd) && s7_loop_listener_waiting(listener))
            s7_loop_listener_react(listener, s7_posix_now());
    }
}

static void serve_due(struct s7_loop *loop)
{
    s7_time now = s7_posix_now();
    for (size_t i = 0; i < loop->config.connection_count; i++) {
        struct s7_channel *channel = &loop->channels[i];
        if (channel_due(channel) > now)
            continue;
        if (channel->state == S7_CHANNEL_DIALLED)
            s7_dial_expire(channel, now);
        else
            s7_channel_expire(channel, now);
    }
}

/* Whoever is woken meanwhile by a place further on is served in the next turn, which does not wait. */
static void serve_ready(struct s7_loop *loop)
{
    for (size_t i = 0; i < loop->config.connection_count; i++) {
        struct s7_channel *channel = &loop->channels[i];
        bool ready = channel->ready;
        channel->ready = false;
        if (ready && channel->state == S7_CHANNEL_REFUSED)
            s7_dial_fail(channel, s7_posix_now());
        else if (ready)
            s7_channel_serve(channel, s7_posix_now());
    }
}

static void serve_listeners(struct s7_loop *loop)
{
    bool retry = loop->retry_due <= s7_posix_now();
    if (!loop->resume_listeners && !retry)
        return;
    loop->resume_listeners = false;
    if (retry)
        loop->retry_due = S7_TIME_NEVER;
    for (size_t i = 0; i < loop->config.listener_count; i++)
        if (loop->listeners[i].fd >= 0)
            s7_loop_listener_resume(&loop->listeners[i], s7_posix_now());
}

void s7_loop_serve(struct s7_loop *loop, const struct pollfd *fds, size_t count)
{
    if (loop->turning)
        return;
    loop->turning = true;
    serve_bell(loop);
    serve_events(loop, fds, count);
    serve_due(loop);
    serve_ready(loop);
    serve_listeners(loop);
    loop->turning = false;
}

/* ---- turning --------------------------------------------------------------------------------------------- */

s7_time s7_loop_now(void)
{
    return s7_posix_now();
}

int s7_loop_turn(struct s7_loop *loop, int timeout_ms)
{
    int own_ms = -1;
    if (loop->turning)
        return S7_ERR_LOCAL_BUSY;
    size_t count = s7_loop_pollfds(loop, loop->fds, s7_loop_fd_count(&loop->config), &own_ms);
    bool own = own_ms >= 0 && (timeout_ms < 0 || own_ms < timeout_ms);
    int ready = poll(loop->fds, count, own ? own_ms : timeout_ms);
    if (ready < 0 && errno != EINTR && errno != EAGAIN)
        return S7_ERR_LOCAL_SYSTEM;
    s7_loop_serve(loop, loop->fds, ready > 0 ? count : 0);
    return S7_OK;
}

int s7_loop_run(struct s7_loop *loop, s7_time until)
{
    int error = S7_OK;
    bool over = s7_loop_stopped(loop);
    while (error == S7_OK && !over) {
        error = s7_loop_turn(loop, s7_posix_wait_ms(until, s7_posix_now()));
        over = s7_loop_stopped(loop) || s7_posix_now() >= until;
    }
    return error;
}
