/* SPDX-License-Identifier: MIT
 *
 * net_loop/station_uv.h — the station on the libuv transport.
 */
#ifndef NET_LOOP_STATION_UV_H
#define NET_LOOP_STATION_UV_H

#include "must.h"
#include "sieben/uv.h"

struct station_net {
    uv_loop_t loop;
    struct s7_uv *uv;
    unsigned stopped;
};

static inline void station_net_open(struct station_net *net)
{
    net->stopped = 0;
    must(uv_loop_init(&net->loop) == 0);
    must(s7_uv_new(&net->loop, NULL, &net->uv) == S7_OK);
}

static inline uint16_t station_net_listen(struct station_net *net, uint16_t port, struct s7_acceptor *acceptor)
{
    struct s7_uv_listener *listener;
    struct s7_fault fault;
    must(s7_uv_listen(net->uv, "127.0.0.1", port, acceptor, &listener, &fault) == S7_OK);
    return s7_uv_port(listener);
}

static inline void station_net_on_stopped(void *user)
{
    struct station_net *net = user;
    net->stopped++;
}

static inline void station_net_on_lifeline(uv_poll_t *poll, int status, int events)
{
    struct station_net *net = poll->data;
    (void)status;
    (void)events;
    uv_close((uv_handle_t *)poll, NULL);
    s7_uv_stop(net->uv, station_net_on_stopped, net);
}

/* Until the other end of the lifeline is closed; then in order, once, and everything is given back. */
static inline void station_net_serve(struct station_net *net, int lifeline)
{
    uv_poll_t poll;
    must(uv_poll_init(&net->loop, &poll, lifeline) == 0);
    poll.data = net;
    uv_poll_start(&poll, UV_READABLE, station_net_on_lifeline);
    uv_run(&net->loop, UV_RUN_DEFAULT);
    must(net->stopped == 1);
    must(uv_loop_close(&net->loop) == 0);
}

#endif
