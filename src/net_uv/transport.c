/* SPDX-License-Identifier: MIT */
#include "net_uv/transport.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "base/system_error.h"
#include "net_uv/attempt.h"
#include "net_uv/clock.h"
#include "net_uv/listener.h"
#include "net_uv/ready.h"
#include "net_uv/stream.h"

void s7_uv_config_default(struct s7_uv_config *config)
{
    *config = (struct s7_uv_config){.keepalive_s = 30, .close_grace_ms = 1000, .backlog = 128};
}

int s7_uv_new(uv_loop_t *loop, const struct s7_uv_config *config, struct s7_uv **ret_uv)
{
    struct s7_uv *uv = calloc(1, sizeof *uv);
    if (!uv)
        return S7_ERR_LOCAL_MEMORY;
    uv->loop = loop;
    if (config)
        uv->config = *config;
    else
        s7_uv_config_default(&uv->config);
    uv->dialer.dial = s7_attempt_dial;
    uv_timer_init(loop, &uv->retry);
    uv->retry.data = uv;
    s7_ready_init(uv);
    *ret_uv = uv;
    return S7_OK;
}

struct s7_dialer *s7_uv_dialer(struct s7_uv *uv)
{
    return &uv->dialer;
}

const struct s7_uv_counters *s7_uv_counters(const struct s7_uv *uv)
{
    return &uv->counters;
}

/* ---- end ------------------------------------------------------------------------------------------------- */

static void on_own_close(uv_handle_t *handle)
{
    struct s7_uv *uv = handle->data;
    if (--uv->objects)
        return;
    void (*stopped)(void *user) = uv->stopped;
    void *user = uv->stopped_user;
    free(uv);
    if (stopped)
        stopped(user);
}

static void close_own_handles(struct s7_uv *uv)
{
    uv_handle_t *own[] = {(uv_handle_t *)&uv->idle, (uv_handle_t *)&uv->before_poll,
                          (uv_handle_t *)&uv->after_poll, (uv_handle_t *)&uv->retry};
    uv->objects = sizeof own / sizeof own[0];
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
        uv_close(own[i], on_own_close);
}

void s7_uv_hold(struct s7_uv *uv)
{
    uv->objects++;
}

void s7_uv_drop(struct s7_uv *uv)
{
    uv->objects--;
    if (uv->stopping && uv->objects == 0)
        close_own_handles(uv);
}

void s7_uv_stop(struct s7_uv *uv, void (*stopped)(void *user), void *user)
{
    uv->stopping = true;
    uv->stopped = stopped;
    uv->stopped_user = user;
    s7_uv_hold(uv); /* so that nothing is freed while the lists are walked */
    while (uv->listeners)
        s7_listener_close(uv->listeners, s7_uv_now());
    for (struct s7_stream *stream = uv->streams; stream; stream = stream->next)
        s7_ready_add(uv, stream);
    s7_attempt_cancel_all(uv);
    s7_uv_drop(uv);
}

/* ---- sockets --------------------------------------------------------------------------------------------- */

struct s7_fault s7_uv_fault(int uv_status)
{
    return (struct s7_fault){.error = s7_system_error(-uv_status), .sys_errno = -uv_status};
}

/* A dead peer of an idle connection is noticed after twice the idle time: three questions, a third of it apart. */
enum { KEEPALIVE_QUESTIONS = 3 };

void s7_uv_keep_alive(int fd, int idle_s)
{
    const int on = idle_s > 0, questions = KEEPALIVE_QUESTIONS;
    const int interval_s = idle_s > KEEPALIVE_QUESTIONS ? idle_s / KEEPALIVE_QUESTIONS : 1;
    setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    if (!on)
        return;
    setsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &idle_s, sizeof idle_s);
    setsockopt(fd, IPPROTO_TCP, TCP_KEEPINTVL, &interval_s, sizeof interval_s);
    setsockopt(fd, IPPROTO_TCP, TCP_KEEPCNT, &questions, sizeof questions);
}

int s7_uv_tune(const struct s7_uv *uv, int fd)
{
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) || fcntl(fd, F_SETFD, FD_CLOEXEC))
        return errno;
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    s7_uv_keep_alive(fd, (int)uv->config.keepalive_s);
    return 0;
}
