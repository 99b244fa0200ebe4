/* SPDX-License-Identifier: MIT */
#include "net_posix/channel.h"

#include <errno.h>
#include <unistd.h>

#include "net_posix/loop.h"
#include "net_posix/traffic.h"

static void wake_channel(struct s7_session_host *host, struct s7_session *session)
{
    (void)session;
    struct s7_channel *channel = (struct s7_channel *)(void *)host;
    if (!channel->in_turn)
        channel->ready = true;
}

/* ---- places ---------------------------------------------------------------------------------------------- */

struct s7_channel *s7_channel_take(struct s7_loop *loop)
{
    if (loop->channels_used == loop->config.connection_count)
        return NULL;
    struct s7_channel *channel = loop->channels;
    while (channel->state != S7_CHANNEL_FREE)
        channel++;
    loop->channels_used++;
    channel->host.wake = wake_channel;
    channel->loop = loop;
    channel->session = NULL;
    channel->state = S7_CHANNEL_HELD;
    channel->fd = -1;
    channel->entry = S7_CHANNEL_NO_ENTRY;
    channel->grace_due = S7_TIME_NEVER;
    channel->ready = channel->in_turn = channel->blocked = false;
    channel->kept_first = channel->kept_size = 0;
    return channel;
}

void s7_channel_release(struct s7_channel *channel)
{
    if (channel->fd >= 0)
        close(channel->fd);
    channel->fd = -1;
    channel->session = NULL;
    channel->state = S7_CHANNEL_FREE;
    channel->ready = false;
    channel->entry = S7_CHANNEL_NO_ENTRY;
    channel->loop->channels_used--;
    channel->loop->resume_listeners = true;
}

void s7_channel_hold(struct s7_channel *channel, int fd)
{
    channel->fd = fd;
    channel->state = S7_CHANNEL_HELD;
    channel->loop->counters.connections++;
}

void s7_channel_end(struct s7_channel *channel, const struct s7_fault *fault, bool reset, s7_time now)
{
    struct s7_session *session = channel->session;
    if (reset) {
        const struct linger at_once = {.l_onoff = 1, .l_linger = 0};
        setsockopt(channel->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    }
    channel->loop->counters.connections--;
    s7_channel_release(channel);
    if (session) {
        session->host = NULL; /* before closed(): the session may be dialled again or freed in there */
        session->ops->closed(session->self, fault, now);
    }
}

/* ---- turns ----------------------------------------------------------------------------------------------- */

unsigned s7_channel_want(const struct s7_channel *channel)
{
    if (!channel->session)
        return S7_WANT_FIN;
    unsigned want = channel->session->ops->want(channel->session->self);
    if (channel->loop->stopping)
        want = (want & (S7_WANT_WRITE | S7_WANT_RST)) | S7_WANT_FIN;
    return want;
}

static bool wants_input(const struct s7_channel *channel)
{
    unsigned want = s7_channel_want(channel);
    bool full = (want & S7_WANT_READ) && channel->kept_size;
    return (want & (S7_WANT_READ | S7_WANT_FIN)) && !full;
}

short s7_channel_events(const struct s7_channel *channel)
{
    return (short)((wants_input(channel) ? POLLIN : 0) | (channel->blocked ? POLLOUT : 0));
}

s7_time s7_channel_due(const struct s7_channel *channel)
{
    if (!channel->session)
        return channel->grace_due;
    return s7_time_earlier(channel->grace_due, channel->session->ops->deadline(channel->session->self));
}

static void run_turn(struct s7_channel *channel, bool readable, s7_time now)
{
    if (!s7_traffic_run(channel, readable, now))
        return;
    if (channel->grace_due == S7_TIME_NEVER && (s7_channel_want(channel) & S7_WANT_FIN)) {
        s7_time grace = (s7_time)channel->loop->config.close_grace_ms * S7_MILLISECOND;
        channel->grace_due = s7_time_after(now, grace);
    }
    channel->in_turn = false;
}

void s7_channel_start(struct s7_channel *channel, struct s7_session *session, s7_time now)
{
    channel->state = S7_CHANNEL_OPEN;
    channel->in_turn = true;
    channel->session = session;
    if (session) {
        session->host = &channel->host;
        session->ops->tick(session->self, now);
    }
    run_turn(channel, false, now);
}

void s7_channel_serve(struct s7_channel *channel, s7_time now)
{
    channel->in_turn = true;
    run_turn(channel, false, now);
}

/* The socket is broken while nothing is read (a reader finds the error by itself). */
static void end_broken(struct s7_channel *channel, s7_time now)
{
    int sys_errno = 0;
    socklen_t size = sizeof sys_errno;
    if (getsockopt(channel->fd, SOL_SOCKET, SO_ERROR, &sys_errno, &size))
        sys_errno = errno;
    struct s7_fault fault = s7_loop_fault(sys_errno ? sys_errno : ECONNRESET);
    s7_channel_end(channel, &fault, false, now);
}

void s7_channel_react(struct s7_channel *channel, short revents, s7_time now)
{
    bool broken = revents & (POLLERR | POLLHUP | POLLNVAL);
    bool reading = wants_input(channel);
    if (broken && !reading) {
        end_broken(channel, now);
        return;
    }
    channel->in_turn = true;
    if (revents & POLLOUT)
        channel->blocked = false;
    run_turn(channel, broken || (revents & POLLIN), now);
}

static void end_grace(struct s7_channel *channel, s7_time now)
{
    bool drained = channel->state == S7_CHANNEL_SHUT;
    struct s7_fault fault = drained ? (struct s7_fault){.error = S7_OK} : s7_loop_fault(ECONNRESET);
    s7_channel_end(channel, &fault, !drained, now);
}

void s7_channel_expire(struct s7_channel *channel, s7_time now)
{
    if (channel->grace_due <= now) {
        end_grace(channel, now);
        return;
    }
    channel->in_turn = true;
    if (channel->session && channel->session->ops->deadline(channel->session->self) <= now)
        channel->session->ops->tick(channel->session->self, now);
    run_turn(channel, false, now);
}
