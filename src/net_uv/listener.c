/* SPDX-License-Identifier: MIT */
#include "net_uv/listener.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net_uv/address.h"
#include "net_uv/clock.h"
#include "net_uv/ready.h"
#include "net_uv/stream.h"

enum {
    ACCEPTS_MAX = 64, /* per turn of the loop */
    RETRY_MS = 200    /* at the descriptor limit: descriptors of others may have become free */
};

struct s7_uv_listener {
    struct s7_uv *uv;
    struct s7_uv_listener *next;
    struct s7_acceptor *acceptor;
    struct s7_stream *held; /* accepted by the system, not yet by the acceptor */
    struct s7_peer held_peer;
    uv_poll_t poll;
    int fd;
    uint16_t port;
    bool starved; /* paused: no descriptor left */
    bool polling;
};

static void on_incoming(uv_poll_t *poll, int status, int events);

static void set_polling(struct s7_uv_listener *listener, bool polling)
{
    if (listener->polling == polling)
        return;
    listener->polling = polling;
    if (polling)
        uv_poll_start(&listener->poll, UV_READABLE, on_incoming);
    else
        uv_poll_stop(&listener->poll);
}

/* ---- deciding -------------------------------------------------------------------------------------------- */

/* Asks the acceptor; returns false when the connection has to wait. */
static bool decide(struct s7_uv_listener *listener, struct s7_stream *stream, const struct s7_peer *peer,
                   s7_time now)
{
    struct s7_session *session = NULL;
    enum s7_accept answer = listener->acceptor->accept(listener->acceptor, peer, now, &session);
    if (answer == S7_ACCEPT_LATER)
        return false;
    if (answer == S7_ACCEPT_TAKE)
        listener->uv->counters.accepted++;
    else
        listener->uv->counters.refused++;
    if (answer == S7_ACCEPT_RESET)
        s7_stream_end(stream, NULL, true, now);
    else
        s7_stream_start(stream, session, now);
    return true;
}

/* One connection more.  Returns false when accepting has to pause. */
static bool take_connection(struct s7_uv_listener *listener, int fd, const struct sockaddr *address,
                            s7_time now)
{
    struct s7_stream *stream;
    if (s7_uv_tune(listener->uv, fd)) {
        close(fd);
        return true;
    }
    if (s7_stream_new(listener->uv, fd, &stream))
        return true;
    struct s7_peer peer = s7_address_peer(address);
    if (decide(listener, stream, &peer, now))
        return true;
    if (listener->fd < 0) { /* the acceptor stopped the transport */
        s7_stream_start(stream, NULL, now);
        return true;
    }
    listener->held = stream;
    listener->held_peer = peer;
    return false;
}

/* ---- accepting ------------------------------------------------------------------------------------------- */

static void on_retry(uv_timer_t *timer)
{
    s7_listener_resume_all(timer->data, s7_uv_now());
}

static void starve(struct s7_uv_listener *listener)
{
    struct s7_uv *uv = listener->uv;
    if (!listener->starved)
        uv->counters.fd_limit++;
    listener->starved = true;
    uv_timer_start(&uv->retry, on_retry, RETRY_MS, 0);
}

/* Accepts one.  Returns 0, or the errno because of which there is nothing more to accept now. */
static int accept_one(struct s7_uv_listener *listener, s7_time now)
{
    struct sockaddr_storage address;
    struct sockaddr *any = (struct sockaddr *)(void *)&address;
    socklen_t size = sizeof address;
    int fd = accept(listener->fd, any, &size);
    if (fd >= 0) {
        listener->starved = false;
        return take_connection(listener, fd, any, now) ? 0 : EAGAIN;
    }
    if (errno == EINTR || errno == ECONNABORTED || errno == EPROTO)
        return 0; /* that connection is gone already */
    return errno;
}

/* Accepts until nobody waits; polls for the next unless it has to pause. */
static void accept_waiting(struct s7_uv_listener *listener, s7_time now)
{
    int stop = 0;
    for (int count = 0; stop == 0 && count < ACCEPTS_MAX && listener->fd >= 0; count++)
        stop = accept_one(listener, now);
    if (listener->fd < 0)
        return; /* the acceptor stopped the transport */
    bool limit = stop != 0 && stop != EAGAIN && stop != EWOULDBLOCK;
    if (limit)
        starve(listener);
    set_polling(listener, !limit && !listener->held);
}

static void on_incoming(uv_poll_t *poll, int status, int events)
{
    (void)events; /* accept() tells */
    struct s7_uv_listener *listener = poll->data;
    listener->polling = status >= 0; /* libuv stops polling on an error */
    accept_waiting(listener, s7_uv_now());
}

static void resume(struct s7_uv_listener *listener, s7_time now)
{
    struct s7_stream *held = listener->held;
    listener->held = NULL;
    if (held && !decide(listener, held, &listener->held_peer, now)) {
        listener->held = held;
        return;
    }
    if ((held || listener->starved) && listener->fd >= 0)
        accept_waiting(listener, now);
}

void s7_listener_resume_all(struct s7_uv *uv, s7_time now)
{
    struct s7_uv_listener *next;
    for (struct s7_uv_listener *listener = uv->listeners; listener && !uv->stopping; listener = next) {
        next = listener->next;
        resume(listener, now);
    }
}

/* ---- opening and closing --------------------------------------------------------------------------------- */

static void on_close(uv_handle_t *handle)
{
    struct s7_uv_listener *listener = handle->data;
    struct s7_uv *uv = listener->uv;
    free(listener);
    s7_uv_drop(uv);
}

void s7_listener_close(struct s7_uv_listener *listener, s7_time now)
{
    struct s7_uv_listener **at = &listener->uv->listeners;
    while (*at != listener)
        at = &(*at)->next;
    *at = listener->next;
    uv_close((uv_handle_t *)&listener->poll, on_close);
    close(listener->fd);
    listener->fd = -1;
    if (listener->held)
        s7_stream_start(listener->held, NULL, now);
    listener->held = NULL;
}

void s7_uv_unlisten(struct s7_uv_listener *listener)
{
    s7_listener_close(listener, s7_uv_now());
}

static int resolve_first(struct s7_uv *uv, const char *host, uint16_t port,
                         struct sockaddr_storage *ret_address)
{
    if (s7_address_numeric(host, port, ret_address))
        return 0;
    const struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE};
    uv_getaddrinfo_t request;
    int status = uv_getaddrinfo(uv->loop, &request, NULL, host, NULL, &hints);
    if (status)
        return status;
    struct s7_peer first = s7_address_peer(request.addrinfo->ai_addr);
    uv_freeaddrinfo(request.addrinfo);
    return s7_address_numeric(first.address, port, ret_address) ? 0 : UV_EAI_ADDRFAMILY;
}

static int bind_and_listen(int fd, const struct sockaddr *address, int backlog)
{
    const int on = 1, off = 0;
    if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on))
        return errno;
    if (address->sa_family == AF_INET6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    if (bind(fd, address, s7_address_size(address)) || listen(fd, backlog))
        return errno;
    return 0;
}

/* @return 0 or an errno */
static int open_socket(struct s7_uv_listener *listener, const struct sockaddr *address)
{
    listener->fd = socket(address->sa_family, SOCK_STREAM, 0);
    if (listener->fd < 0)
        return errno;
    int failed = s7_uv_tune(listener->uv, listener->fd);
    if (!failed)
        failed = bind_and_listen(listener->fd, address, listener->uv->config.backlog);
    if (!failed)
        failed = -uv_poll_init_socket(listener->uv->loop, &listener->poll, listener->fd);
    if (failed)
        close(listener->fd);
    return failed;
}

static void start_listening(struct s7_uv_listener *listener)
{
    struct s7_uv *uv = listener->uv;
    struct sockaddr_storage bound;
    struct sockaddr *any = (struct sockaddr *)(void *)&bound;
    socklen_t size = sizeof bound;
    if (getsockname(listener->fd, any, &size) == 0)
        listener->port = s7_address_port(any);
    listener->poll.data = listener;
    listener->next = uv->listeners;
    uv->listeners = listener;
    s7_uv_hold(uv);
    set_polling(listener, true);
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

int s7_uv_listen(struct s7_uv *uv, const char *host, uint16_t port, struct s7_acceptor *acceptor,
                 struct s7_uv_listener **ret_listener, struct s7_fault *ret_fault)
{
    struct sockaddr_storage address;
    if (resolve_first(uv, host, port, &address))
        return refuse(ret_fault, S7_ERR_TCP_NAME, 0);
    struct s7_uv_listener *listener = calloc(1, sizeof *listener);
    if (!listener)
        return refuse(ret_fault, S7_ERR_LOCAL_MEMORY, ENOMEM);
    listener->uv = uv;
    listener->acceptor = acceptor;
    int failed = open_socket(listener, (const struct sockaddr *)(const void *)&address);
    if (failed) {
        free(listener);
        return refuse(ret_fault, listen_error(failed), failed);
    }
    start_listening(listener);
    *ret_listener = listener;
    return S7_OK;
}

uint16_t s7_uv_port(const struct s7_uv_listener *listener)
{
    return listener->port;
}
