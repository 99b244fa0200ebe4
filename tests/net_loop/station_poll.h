/* SPDX-License-Identifier: MIT
 *
 * net_loop/station_poll.h — the station on the poll(2) loop, inside an event loop of the station's own: the lifeline
 * is a descriptor that the library knows nothing of.
 */
#ifndef NET_LOOP_STATION_POLL_H
#define NET_LOOP_STATION_POLL_H

#include "must.h"
#include "sieben/posix_loop.h"

enum { STATION_FDS = 1 + S7_LOOP_CONNECTIONS_MAX + 4 + 1 };

struct station_net {
    struct s7_loop *loop;
};

static inline void station_net_open(struct station_net *net)
{
    struct s7_loop_config config;
    s7_loop_config_default(&config);
    config.connection_count = S7_LOOP_CONNECTIONS_MAX;
    must(s7_loop_new(&config, &net->loop) == S7_OK);
}

static inline uint16_t station_net_listen(struct station_net *net, uint16_t port, struct s7_acceptor *acceptor)
{
    struct s7_loop_listener *listener;
    struct s7_fault fault;
    must(s7_loop_listen(net->loop, "127.0.0.1", port, acceptor, &listener, &fault) == S7_OK);
    return s7_loop_port(listener);
}

/* Until the other end of the lifeline is closed; then in order, and everything is given back. */
static inline void station_net_serve(struct station_net *net, int lifeline)
{
    struct pollfd fds[STATION_FDS] = {{.fd = lifeline, .events = POLLIN}};
    while (!s7_loop_stopped(net->loop)) {
        int timeout_ms;
        size_t count = s7_loop_pollfds(net->loop, fds + 1, STATION_FDS - 1, &timeout_ms);
        must(count < STATION_FDS);
        must(poll(fds, 1 + count, timeout_ms) >= 0);
        s7_loop_serve(net->loop, fds + 1, count);
        if (fds[0].revents) {
            fds[0] = (struct pollfd){.fd = -1};
            s7_loop_stop(net->loop);
        }
    }
    must(s7_loop_counters(net->loop)->connections == 0);
    s7_loop_free(net->loop);
}

#endif
