/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <linux/neighbour.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net_posix/clock.h"
#include "net_posix/probe_linux.h"
#include "net_posix/probe_netlink.h"
#include "net_posix/probe_socket.h"
#include "net_posix/probe_text.h"

enum { ANSWER_SIZE = 4096 };
#define KERNEL_TIMEOUT                                                                                         \
    S7_SECOND /* it answers before send() returns; this is for the day on which it does not */

/* @return 0 with the answer, which may be a refusal */
static int converse(int fd, const uint8_t *question, size_t size, uint8_t *ret_answer, size_t *ret_size)
{
    if (send(fd, question, size, 0) < 0)
        return errno;
    if (!s7_probe_wait(fd, POLLIN, s7_posix_now() + KERNEL_TIMEOUT))
        return ETIMEDOUT;
    const ssize_t got = recv(fd, ret_answer, ANSWER_SIZE, 0);
    if (got < 0)
        return errno;
    *ret_size = (size_t)got;
    return 0;
}

static enum s7_neighbour neighbour_state(unsigned state)
{
    static const struct {
        unsigned states;
        enum s7_neighbour neighbour;
    } rows[] = {
        {NUD_PERMANENT | NUD_NOARP, S7_NEIGHBOUR_FIXED},
        {NUD_REACHABLE, S7_NEIGHBOUR_ANSWERED},
        {NUD_STALE, S7_NEIGHBOUR_KNOWN},
        {NUD_DELAY | NUD_PROBE, S7_NEIGHBOUR_DOUBTED},
        {NUD_FAILED, S7_NEIGHBOUR_FAILED},
        {NUD_INCOMPLETE, S7_NEIGHBOUR_ASKED},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (state & rows[i].states)
            return rows[i].neighbour;
    return S7_NEIGHBOUR_NONE;
}

static void tell_neighbour(const struct s7_netlink_neighbour *found, struct s7_probe *probe)
{
    const uint8_t *mac = found->hardware;
    probe->neighbour = neighbour_state(found->state);
    if (found->hardware_size == 6 && probe->neighbour != S7_NEIGHBOUR_NONE)
        snprintf(probe->neighbour_hardware, sizeof probe->neighbour_hardware, "%02x:%02x:%02x:%02x:%02x:%02x",
                 mac[0], mac[1], mac[2], mac[3], mac[4], mac[5]);
}

static void ask_neighbour(int fd, const union s7_ip *hop, unsigned device, struct s7_probe *probe)
{
    uint8_t question[S7_NETLINK_QUESTION_SIZE], answer[ANSWER_SIZE];
    struct s7_netlink_neighbour found;
    size_t size = s7_netlink_ask_neighbour(hop, device, question);
    if (converse(fd, question, size, answer, &size))
        return;
    const int failed = s7_netlink_read_neighbour(answer, size, &found);
    if (!failed)
        tell_neighbour(&found, probe);
    else if (failed == ENOENT)
        probe->neighbour = S7_NEIGHBOUR_NONE;
}

static void tell_route(int fd, const union s7_ip *to, const struct s7_netlink_route *route,
                       struct s7_probe *probe)
{
    char name[IF_NAMESIZE] = "";
    probe->route_known = true;
    probe->broadcast = route->is_broadcast;
    if (route->device && if_indextoname(route->device, name))
        snprintf(probe->network_device, sizeof probe->network_device, "%s", name);
    if (route->has_gateway)
        s7_probe_format(&route->gateway, probe->gateway);
    if (route->device && !route->is_local && !route->is_broadcast)
        ask_neighbour(fd, route->has_gateway ? &route->gateway : to, route->device, probe);
}

static int ask_route(int fd, const union s7_ip *to, struct s7_probe *probe)
{
    uint8_t question[S7_NETLINK_QUESTION_SIZE], answer[ANSWER_SIZE];
    struct s7_netlink_route route;
    size_t size = s7_netlink_ask_route(to, question);
    int failed = converse(fd, question, size, answer, &size);
    if (!failed)
        failed = s7_netlink_read_route(answer, size, &route);
    if (!failed)
        tell_route(fd, to, &route, probe);
    return failed;
}

static bool says_where(int failed)
{
    return failed == ENETUNREACH || failed == EHOSTUNREACH || failed == EACCES || failed == EINVAL;
}

/* A kernel that does not want to be asked leaves the fields unknown; the route may be good all the same. */
int s7_probe_linux_route(const union s7_ip *to, struct s7_probe *probe)
{
    const int fd = s7_probe_socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
    if (fd < 0)
        return 0;
    const int failed = ask_route(fd, to, probe);
    close(fd);
    return says_where(failed) ? failed : 0;
}
