/* SPDX-License-Identifier: MIT */
#include "net_posix/loop_listener.h"

#include <errno.h>
#include <unistd.h>

#include "net_posix/clock.h"
#include "net_posix/loop.h"

enum {
    ACCEPTS_MAX = 64, /* per turn of the loop */
    RETRY_MS = 200    /* at the descriptor limit: descriptors of others may have become free */
};

/* ---- deciding -------------------------------------------------------------------------------------------- */

/* Asks the acceptor; returns false when the connection has to wait. */
static bool decide(struct s7_loop_listener *listener, struct s7_channel *channel, s7_time now)
{
    struct s7_session *session = NULL;
    enum s7_accept answer = listener->acceptor->accept(listener->acceptor, &listener->held_peer, now, &session);
    if (answer == S7_ACCEPT_LATER)
        return false;
    if (answer == S7_ACCEPT_TAKE)
        listener->loop->counters.accepted++;
    else
        listener->loop->counters.refused++;
    if (answer == S7_ACCEPT_RESET)
        s7_channel_end(channel, NULL, true, now);
    else
        s7_channel_start(channel, session, now);
    return true;
}

/* Returns false when the connection is held. */
static bool decide_or_hold(struct s7_loop_listener *listener, struct s7_channel *channel, s7_time now)
{
    if (decide(listener, channel, now))
        return true;
    if (listener->fd < 0) /* the acceptor ended the listening */
        s7_channel_start(channel, NULL, now);
    else
        listener->held = channel;
    return false;
}

/* One connection more.  Returns false when accepting has to pause. */
static bool take_connection(struct s7_loop_listener *listener, int fd, const union s7_ip *ip, s7_time now)
{
    if (s7_loop_tune(fd, listener->loop->config.keepalive_s)) {
        close(fd);
        return true;
    }
    struct s7_channel *channel = s7_channel_take(listener->loop); /* there is one: accept_one() looked */
    s7_channel_hold(channel, fd);
    listener->held_peer = s7_ip_peer(ip);
    return decide_or_hold(listener, channel, now);
}

/* ---- accepting ------------------------------------------------------------------------------------------- */

static void starve(struct s7_loop_listener *listener, s7_time now)
{
    if (!listener->starved)
        listener->loop->counters.fd_limit++;
    listener->starved = true;
    listener->loop->retry_due = s7_time_after(now, RETRY_MS * S7_MILLISECOND);
}

static bool place_left(const struct s7_loop *loop)
{
    return loop->channels_used < loop->config.connection_count;
}

/* Accepts one.  Returns 0, or the errno because of which there is nothing more to accept now. */
static int accept_one(struct s7_loop_listener *listener, s7_time now)
{
    union s7_ip ip;
    socklen_t size = sizeof ip;
    if (!place_left(listener->loop))
        return EAGAIN;
    int fd = accept(listener->fd, &ip.any, &size);
    if (fd >= 0) {
        listener->starved = false;
        return take_connection(listener, fd, &ip, now) ? 0 : EAGAIN;
    }
    if (errno == EAGAIN || errno == EWOULDBLOCK)
        listener->starved = false; /* who called meanwhile has gone again */
    if (errno == EINTR || errno == ECONNABORTED || errno == EPROTO)
        return 0; /* that connection is gone already */
    return errno;
}

void s7_loop_listener_react(struct s7_loop_listener *listener, s7_time now)
{
    int stop = 0;
    for (int count = 0; stop == 0 && count < ACCEPTS_MAX && listener->fd >= 0; count++)
        stop = accept_one(listener, now);
    if (stop != 0 && stop != EAGAIN && stop != EWOULDBLOCK && listener->fd >= 0)
        starve(listener, now);
}

bool s7_loop_listener_waiting(const struct s7_loop_listener *listener)
{
    return listener->fd >= 0 && !listener->held && !listener->starved && place_left(listener->loop);
}

void s7_loop_listener_resume(struct s7_loop_listener *listener, s7_time now)
{
    struct s7_channel *held = listener->held;
    listener->held = NULL;
    if (held && !decide_or_hold(listener, held, now))
        return;
    if (held || listener->starved)
        s7_loop_listener_react(listener, now);
}

/* ---- opening and closing --------------------------------------------------------------------------------- */

void s7_loop_listener_close(struct s7_loop_listener *listener, s7_time now)
{
    close(listener->fd);
    listener->fd = -1;
    if (listener->held)
        s7_channel_start(listener->held, NULL, now);
    listener->held = NULL;
}

static int bind_and_listen(int fd, const union s7_ip *ip, int backlog)
{
    const int on = 1, off = 0;
    if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on))
        return errno;
    if (ip->any.sa_family == AF_INET6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    return bind(fd, &ip->any, s7_ip_size(ip)) || listen(fd, backlog) ? errno : 0;
}

/* @return a listening socket, or -errno */
static int open_socket(const struct s7_loop *loop, const union s7_ip *ip)
{
    int fd = socket(ip->any.sa_family, SOCK_STREAM, 0);
    if (fd < 0)
        return -errno;
    int failed = s7_loop_tune(fd, loop->config.keepalive_s);
    if (!failed)
        failed = bind_and_listen(fd, ip, loop->config.backlog);
    if (failed)
        close(fd);
    return failed ? -failed : fd;
}

static uint16_t bound_port(int fd)
{
    union s7_ip ip;
    socklen_t size = sizeof ip;
    return getsockname(fd, &ip.any, &size) ? 0 : s7_ip_port(&ip);
}

static int refuse(struct s7_fault *ret_fault, int error, int sys_errno)
{
    *ret_fault = (struct s7_fault){.error = error, .sys_errno = sys_errno};
    return error;
}

static int listen_error(int sys_errno)
{
    static const struct {
        int sys_errno;
        int error;
    } rows[] = {{EADDRINUSE, S7_ERR_TCP_LISTEN_IN_USE},
                {EADDRNOTAVAIL, S7_ERR_TCP_LISTEN_FOREIGN},
                {EACCES, S7_ERR_TCP_LISTEN_DENIED},
                {EPERM, S7_ERR_TCP_LISTEN_DENIED}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].sys_errno == sys_errno)
            return rows[i].error;
    return S7_ERR_TCP_LISTEN;
}

static struct s7_loop_listener *unused_listener(struct s7_loop *loop)
{
    for (size_t i = 0; i < loop->config.listener_count; i++)
        if (loop->listeners[i].fd < 0)
            return &loop->listeners[i];
    return NULL;
}

int s7_loop_listen(struct s7_loop *loop, const char *host, uint16_t port, struct s7_acceptor *acceptor,
                   struct s7_loop_listener **ret_listener, struct s7_fault *ret_fault)
{
    union s7_ip ip;
    struct s7_loop_listener *listener = unused_listener(loop);
    if (atomic_load(&loop->stop_asked))
        return refuse(ret_fault, S7_ERR_LOCAL_CLOSED, 0);
    if (!listener)
        return refuse(ret_fault, S7_ERR_LOCAL_LIMIT, 0);
    if (!s7_ip_resolve(host, port, 1, &ip, ret_fault))
        return ret_fault->error;
    int fd = open_socket(loop, &ip);
    if (fd < 0)
        return refuse(ret_fault, listen_error(-fd), -fd);
    *listener = (struct s7_loop_listener){
        .loop = loop, .acceptor = acceptor, .entry = S7_CHANNEL_NO_ENTRY, .fd = fd, .port = bound_port(fd)};
    if (ret_listener)
        *ret_listener = listener;
    return S7_OK;
}

void s7_loop_unlisten(struct s7_loop_listener *listener)
{
    s7_loop_listener_close(listener, s7_posix_now());
}

uint16_t s7_loop_port(const struct s7_loop_listener *listener)
{
    return listener->port;
}
