/* SPDX-License-Identifier: MIT */
#include "net_posix/loop.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdalign.h>
#include <stdlib.h>

#include "base/system_error.h"
#include "net_posix/clock.h"
#include "net_posix/dial.h"

void s7_loop_config_default(struct s7_loop_config *config)
{
    *config = (struct s7_loop_config){
        .connection_count = 64, .listener_count = 4, .keepalive_s = 30, .close_grace_ms = 1000, .backlog = 128};
}

/* ---- making ---------------------------------------------------------------------------------------------- */

/* Where the parts of a loop lie in its memory block. */
struct layout {
    size_t channels;
    size_t listeners;
    size_t fds;
    size_t end;
};

static size_t place_behind(size_t at, size_t size)
{
    size_t align = alignof(max_align_t);
    return (at + size + align - 1) / align * align;
}

size_t s7_loop_fd_count(const struct s7_loop_config *config)
{
    return (size_t)config->connection_count + config->listener_count + 1;
}

static struct layout layout_of(const struct s7_loop_config *config)
{
    struct layout layout;
    layout.channels = place_behind(0, sizeof(struct s7_loop));
    layout.listeners = place_behind(layout.channels, config->connection_count * sizeof(struct s7_channel));
    layout.fds = place_behind(layout.listeners, config->listener_count * sizeof(struct s7_loop_listener));
    layout.end = place_behind(layout.fds, s7_loop_fd_count(config) * sizeof(struct pollfd));
    return layout;
}

size_t s7_loop_size(const struct s7_loop_config *config)
{
    bool valid = config->connection_count && config->connection_count <= S7_LOOP_CONNECTIONS_MAX &&
                 config->listener_count <= S7_LOOP_LISTENERS_MAX && config->backlog >= 0 &&
                 config->keepalive_s <= INT16_MAX;
    return valid ? layout_of(config).end : 0;
}

static void parts_init(struct s7_loop *loop, unsigned char *start)
{
    struct layout layout = layout_of(&loop->config);
    loop->channels = (struct s7_channel *)(void *)(start + layout.channels);
    loop->listeners = (struct s7_loop_listener *)(void *)(start + layout.listeners);
    loop->fds = (struct pollfd *)(void *)(start + layout.fds);
    for (size_t i = 0; i < loop->config.connection_count; i++)
        loop->channels[i] =
            (struct s7_channel){.state = S7_CHANNEL_FREE, .fd = -1, .entry = S7_CHANNEL_NO_ENTRY};
    for (size_t i = 0; i < loop->config.listener_count; i++)
        loop->listeners[i] = (struct s7_loop_listener){.entry = S7_CHANNEL_NO_ENTRY, .fd = -1};
}

int s7_loop_init(void *memory, size_t size, const struct s7_loop_config *config, struct s7_loop **ret_loop)
{
    size_t needed = s7_loop_size(config);
    if (!memory || !needed || size < needed || (uintptr_t)memory % alignof(max_align_t))
        return S7_ERR_LOCAL_ARGUMENT;
    struct s7_bell bell;
    if (s7_bell_open(&bell))
        return S7_ERR_LOCAL_SYSTEM;
    struct s7_loop *loop = memory;
    *loop = (struct s7_loop){
        .config = *config, .dialer = {.dial = s7_dial_start}, .bell = bell, .retry_due = S7_TIME_NEVER};
    parts_init(loop, memory);
    *ret_loop = loop;
    return S7_OK;
}

int s7_loop_new(const struct s7_loop_config *config, struct s7_loop **ret_loop)
{
    struct s7_loop_config usual;
    s7_loop_config_default(&usual);
    const struct s7_loop_config *chosen = config ? config : &usual;
    size_t size = s7_loop_size(chosen);
    if (!size)
        return S7_ERR_LOCAL_ARGUMENT;
    void *memory = malloc(size);
    if (!memory)
        return S7_ERR_LOCAL_MEMORY;
    int error = s7_loop_init(memory, size, chosen, ret_loop);
    if (error)
        free(memory);
    return error;
}

/* ---- ending ---------------------------------------------------------------------------------------------- */

void s7_loop_begin_stopping(struct s7_loop *loop)
{
    loop->stopping = true;
    atomic_store(&loop->stop_asked, true);
    loop->retry_due = S7_TIME_NEVER;
    for (size_t i = 0; i < loop->config.listener_count; i++)
        if (loop->listeners[i].fd >= 0)
            s7_loop_listener_close(&loop->listeners[i], s7_posix_now());
    for (size_t i = 0; i < loop->config.connection_count; i++) {
        struct s7_channel *channel = &loop->channels[i];
        if (channel->state == S7_CHANNEL_DIALLED)
            s7_dial_cancel(channel);
        channel->ready = channel->state != S7_CHANNEL_FREE;
    }
}

void s7_loop_stop(struct s7_loop *loop)
{
    atomic_store(&loop->stop_asked, true);
    s7_bell_ring(&loop->bell);
}

bool s7_loop_stopped(const struct s7_loop *loop)
{
    return loop->stopping && loop->channels_used == 0;
}

static void cut_off(struct s7_channel *channel, s7_time now)
{
    const struct s7_fault fault = {.error = S7_ERR_LOCAL_CLOSED};
    if (channel->state == S7_CHANNEL_DIALLED)
        s7_dial_cancel(channel);
    if (channel->state == S7_CHANNEL_REFUSED)
        s7_dial_fail(channel, now);
    else if (channel->state != S7_CHANNEL_FREE)
        s7_channel_end(channel, &fault, true, now);
}

void s7_loop_done(struct s7_loop *loop)
{
    if (!loop)
        return;
    loop->turning = true;
    if (!loop->stopping)
        s7_loop_begin_stopping(loop);
    for (size_t i = 0; i < loop->config.connection_count; i++)
        cut_off(&loop->channels[i], s7_posix_now());
    s7_bell_close(&loop->bell);
}

void s7_loop_free(struct s7_loop *loop)
{
    s7_loop_done(loop);
    free(loop);
}

/* ---- belongings ------------------------------------------------------------------------------------------ */

struct s7_dialer *s7_loop_dialer(struct s7_loop *loop)
{
    return &loop->dialer;
}

const struct s7_loop_counters *s7_loop_counters(const struct s7_loop *loop)
{
    return &loop->counters;
}

struct s7_fault s7_loop_fault(int sys_errno)
{
    return (struct s7_fault){.error = s7_system_error(sys_errno), .sys_errno = sys_errno};
}

/* A dead peer of an idle connection is noticed after twice the idle time: three questions, a third of it apart. */
enum { KEEPALIVE_QUESTIONS = 3 };

static void set_keepalive(int fd, int idle_s)
{
    const int on = 1, questions = KEEPALIVE_QUESTIONS;
    const int interval_s = idle_s > KEEPALIVE_QUESTIONS ? idle_s / KEEPALIVE_QUESTIONS : 1;
    setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    setsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &idle_s, sizeof idle_s);
    setsockopt(fd, IPPROTO_TCP, TCP_KEEPINTVL, &interval_s, sizeof interval_s);
    setsockopt(fd, IPPROTO_TCP, TCP_KEEPCNT, &questions, sizeof questions);
}

int s7_loop_tune(int fd, unsigned keepalive_s)
{
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) || fcntl(fd, F_SETFD, FD_CLOEXEC))
        return errno;
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (keepalive_s)
        set_keepalive(fd, (int)keepalive_s);
    return 0;
}
