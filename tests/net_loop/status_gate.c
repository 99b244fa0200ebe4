/* SPDX-License-Identifier: MIT */
#include "net_loop/status_gate.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "must.h"

static int free_socket(void)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    must(fd >= 0 && fcntl(fd, F_SETFL, O_NONBLOCK) == 0);
    return fd;
}

static uint16_t reserve_port(struct status_gate *gate, struct sockaddr_in *ret_at)
{
    socklen_t size = sizeof *ret_at;
    *ret_at = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    gate->socket = free_socket();
    must(bind(gate->socket, (struct sockaddr *)ret_at, sizeof *ret_at) == 0);
    must(getsockname(gate->socket, (struct sockaddr *)ret_at, &size) == 0);
    return ntohs(ret_at->sin_port);
}

/** More than a backlog of 0 takes: the system drops the SYN of those who come last, and of all who follow. */
static void fill_backlog(struct status_gate *gate, const struct sockaddr_in *at)
{
    must(listen(gate->socket, 0) == 0);
    for (size_t i = 0; i < GATE_CROWD; i++) {
        gate->crowd[i] = free_socket();
        (void)connect(gate->crowd[i], (const struct sockaddr *)at, sizeof *at);
    }
}

uint16_t status_gate_put(struct status_gate *gate, enum status_gate_kind kind)
{
    struct sockaddr_in at;
    uint16_t port = reserve_port(gate, &at);
    gate->kind = kind;
    if (kind == GATE_FULL)
        fill_backlog(gate, &at);
    if (kind == GATE_SLAMS)
        must(listen(gate->socket, GATE_CROWD) == 0);
    return port;
}

void status_gate_slam(struct status_gate *gate)
{
    const struct linger at_once = {.l_onoff = 1, .l_linger = 0};
    int caller;
    while (gate->kind == GATE_SLAMS && (caller = accept(gate->socket, NULL, NULL)) >= 0) {
        must(setsockopt(caller, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once) == 0);
        close(caller);
    }
}

void status_gate_remove(struct status_gate *gate)
{
    if (gate->kind == GATE_NONE)
        return;
    close(gate->socket); /* first: so the backlog is reset, and leaves nothing behind on the port */
    for (size_t i = 0; gate->kind == GATE_FULL && i < GATE_CROWD; i++)
        close(gate->crowd[i]);
    gate->kind = GATE_NONE;
}
