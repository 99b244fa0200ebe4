/* SPDX-License-Identifier: MIT */
#include "net_posix/dial.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "net_posix/clock.h"
#include "net_posix/loop.h"

/* ---- ends ------------------------------------------------------------------------------------------------ */

void s7_dial_fail(struct s7_channel *channel, s7_time now)
{
    struct s7_session *session = channel->session;
    struct s7_fault fault = channel->dial.fault;
    fault.phase = S7_PHASE_CONNECT;
    fault.elapsed_ms = (uint32_t)((now - channel->dial.started_at) / S7_MILLISECOND);
    s7_channel_release(channel); /* before closed(): the session may be dialled again or freed in there */
    session->ops->closed(session->self, &fault, now);
}

void s7_dial_cancel(struct s7_channel *channel)
{
    channel->dial.fault = (struct s7_fault){.error = S7_ERR_LOCAL_CLOSED};
    channel->state = S7_CHANNEL_REFUSED;
    channel->ready = true;
}

static void drop_socket(struct s7_channel *channel)
{
    close(channel->fd);
    channel->fd = -1;
    channel->entry = S7_CHANNEL_NO_ENTRY;
}

/* ---- one address after the other ------------------------------------------------------------------------- */

/* @return 0, or the errno */
static int bind_source(int fd, const char *source)
{
    union s7_ip own;
    if (!source[0])
        return 0;
    if (!s7_ip_parse(source, 0, &own))
        return EINVAL;
    return bind(fd, &own.any, s7_ip_size(&own)) ? errno : 0;
}

/* @return a socket that is connecting, or -errno */
static int connect_socket(const union s7_ip *ip, const struct s7_dial *dial)
{
    int fd = socket(ip->any.sa_family, SOCK_STREAM, 0);
    if (fd < 0)
        return -errno;
    int failed = s7_loop_tune(fd, dial->keepalive_s);
    if (!failed)
        failed = bind_source(fd, dial->source);
    if (!failed && connect(fd, &ip->any, s7_ip_size(ip)) && errno != EINPROGRESS && errno != EINTR)
        failed = errno;
    if (failed)
        close(fd);
    return failed ? -failed : fd;
}

/* Every address gets an equal share of the time that is left. */
static s7_time share_due(const struct s7_dial *dial, s7_time now)
{
    s7_time shares = (s7_time)(dial->address_count - dial->next) + 1;
    return dial->due > now ? now + (dial->due - now) / shares : now;
}

/* Tries the next address; without one the session is told in the next turn, never inside dial(). */
static void try_next(struct s7_channel *channel, s7_time now)
{
    struct s7_dial *dial = &channel->dial;
    while (dial->next < dial->address_count) {
        int fd = connect_socket(&dial->addresses[dial->next++], dial);
        if (fd >= 0) {
            channel->fd = fd;
            dial->address_due = share_due(dial, now);
            return;
        }
        dial->fault = s7_loop_fault(-fd);
    }
    channel->state = S7_CHANNEL_REFUSED;
    channel->ready = true;
}

void s7_dial_react(struct s7_channel *channel, s7_time now)
{
    int sys_errno = 0;
    socklen_t size = sizeof sys_errno;
    if (getsockopt(channel->fd, SOL_SOCKET, SO_ERROR, &sys_errno, &size))
        sys_errno = errno;
    if (sys_errno) {
        drop_socket(channel);
        channel->dial.fault = s7_loop_fault(sys_errno);
        try_next(channel, now);
        return;
    }
    s7_channel_hold(channel, channel->fd);
    s7_channel_start(channel, channel->session, now);
}

void s7_dial_expire(struct s7_channel *channel, s7_time now)
{
    struct s7_dial *dial = &channel->dial;
    drop_socket(channel);
    dial->fault = s7_loop_fault(ETIMEDOUT);
    if (now >= dial->due)
        dial->next = dial->address_count;
    try_next(channel, now);
}

/* ---- the dialer ------------------------------------------------------------------------------------------ */

static struct s7_loop *loop_of(struct s7_dialer *dialer)
{
    return (struct s7_loop *)(void *)((char *)dialer - offsetof(struct s7_loop, dialer));
}

/* Resolving may have used up the time there is. */
static void begin(struct s7_channel *channel, s7_time now)
{
    struct s7_dial *dial = &channel->dial;
    bool late = now >= dial->due;
    dial->next = late ? dial->address_count : 0;
    if (late)
        dial->fault = (struct s7_fault){.error = S7_ERR_TCP_NAME, .sys_errno = ETIMEDOUT};
    try_next(channel, now);
}

int s7_dial_start(struct s7_dialer *dialer, const struct s7_endpoint *to, struct s7_session *session,
                  s7_time timeout)
{
    struct s7_loop *loop = loop_of(dialer);
    if (atomic_load(&loop->stop_asked))
        return S7_ERR_LOCAL_CLOSED;
    struct s7_channel *channel = s7_channel_take(loop);
    if (!channel)
        return S7_ERR_LOCAL_LIMIT;
    struct s7_dial *dial = &channel->dial;
    dial->started_at = s7_posix_now();
    dial->due = s7_time_after(dial->started_at, timeout);
    struct s7_fault fault;
    dial->address_count = s7_ip_resolve(to->host, to->port, S7_DIAL_ADDRESSES, dial->addresses, &fault);
    if (!dial->address_count) {
        s7_channel_release(channel);
        return fault.error;
    }
    dial->keepalive_s =
        to->keepalive_s ? (unsigned)(to->keepalive_s < 0 ? 0 : to->keepalive_s) : loop->config.keepalive_s;
    memcpy(dial->source, to->source, sizeof dial->source);
    channel->session = session;
    channel->state = S7_CHANNEL_DIALLED;
    loop->counters.dialled++;
    begin(channel, s7_posix_now());
    return S7_OK;
}
