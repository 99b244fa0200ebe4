/* SPDX-License-Identifier: MIT */
#include "cli/doctor_network.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "net_posix/clock.h"
#include "net_posix/probe.h"

struct s7_doctor_stream {
    struct s7_probe_stream socket;
};

enum { ADDRESSES = 16 };

/* After so long it is seen that the end was asked for. */
static const s7_time look_up = 100 * S7_MILLISECOND;

static bool is_ended(void *self)
{
    return *(volatile sig_atomic_t *)self != 0;
}

static s7_time now(void *self)
{
    (void)self;
    return s7_posix_now();
}

static void pause_until(void *self, s7_time until)
{
    for (s7_time at = s7_posix_now(); at < until && !is_ended(self); at = s7_posix_now()) {
        s7_time piece = s7_time_earlier(until - at, look_up);
        const struct timespec time = {.tv_sec = piece / S7_SECOND, .tv_nsec = (long)(piece % S7_SECOND)};
        nanosleep(&time, NULL); /* a signal only makes it look up earlier */
    }
}

static size_t resolve(void *self, const char *host, s7_time timeout, size_t most,
                      struct s7_doctor_address *ret_list, int *ret_errno)
{
    struct s7_probe_address list[ADDRESSES];
    *ret_errno = ECANCELED;
    if (is_ended(self))
        return 0;
    size_t count = s7_probe_resolve(host, timeout, most < ADDRESSES ? most : ADDRESSES, list, ret_errno);
    for (size_t i = 0; i < count; i++)
        memcpy(ret_list[i].text, list[i].text, sizeof ret_list[i].text);
    return count;
}

static void route(void *self, const struct s7_doctor_address *to, struct s7_probe *ret_probe)
{
    (void)self;
    s7_probe_route(to->text, ret_probe);
}

static void ping(void *self, const struct s7_doctor_address *to, s7_time timeout, struct s7_probe *ret_probe)
{
    *ret_probe = s7_probe_unknown();
    ret_probe->sys_errno = EPERM;
    if (!is_ended(self))
        s7_probe_ping(to->text, timeout, ret_probe);
}

static bool open_stream(void *self, const struct s7_doctor_address *to, uint16_t port,
                        const struct s7_doctor_address *from, s7_time timeout,
                        struct s7_doctor_stream **ret_stream, struct s7_probe *ret_probe)
{
    *ret_probe = s7_probe_unknown();
    ret_probe->sys_errno = ECANCELED;
    if (is_ended(self))
        return false;
    struct s7_doctor_stream *stream = malloc(sizeof *stream);
    if (!stream)
        ret_probe->sys_errno = ENOMEM;
    else if (s7_probe_connect(to->text, port, from ? from->text : NULL, timeout, &stream->socket, ret_probe)) {
        *ret_stream = stream;
        return true;
    }
    free(stream);
    return false;
}

static enum s7_heard send_octets(void *self, struct s7_doctor_stream *stream, const uint8_t *octets,
                                 size_t size, s7_time timeout)
{
    (void)self;
    return s7_probe_send(&stream->socket, octets, size, timeout);
}

static enum s7_heard receive(void *self, struct s7_doctor_stream *stream, uint8_t *ret_octets, size_t size,
                             s7_time timeout, size_t *ret_size)
{
    s7_time until = s7_time_after(s7_posix_now(), timeout);
    for (;;) {
        if (is_ended(self))
            return S7_HEARD_BROKEN;
        s7_time left = until - s7_posix_now();
        s7_time piece = s7_time_earlier(left > 0 ? left : 0, look_up);
        enum s7_heard heard = s7_probe_receive(&stream->socket, ret_octets, size, piece, ret_size);
        if (heard != S7_HEARD_SILENCE || left <= look_up)
            return heard;
    }
}

static void close_stream(void *self, struct s7_doctor_stream *stream, bool reset, s7_time timeout)
{
    (void)self;
    s7_probe_close(&stream->socket, reset, timeout);
    free(stream);
}

struct s7_doctor_network s7_cli_doctor_network(volatile sig_atomic_t *ended)
{
    s7_probe_heed(ended);
    return (struct s7_doctor_network){.self = (void *)(uintptr_t)ended,
                                      .now = now,
                                      .pause = pause_until,
                                      .resolve = resolve,
                                      .route = route,
                                      .ping = ping,
                                      .open = open_stream,
                                      .send = send_octets,
                                      .receive = receive,
                                      .close = close_stream,
                                      .ended = is_ended};
}
