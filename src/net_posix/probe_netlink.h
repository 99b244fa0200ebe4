/* SPDX-License-Identifier: MIT
 *
 * net_posix/probe_netlink.h — questions and answers of rtnetlink(7) as octets: no socket here.
 */
#ifndef NET_POSIX_PROBE_NETLINK_H
#define NET_POSIX_PROBE_NETLINK_H

#include <stddef.h>

#include "net_posix/ip.h"

enum { S7_NETLINK_QUESTION_SIZE = 96 };

struct s7_netlink_route {
    unsigned device; /**< index of the interface; 0: not told */
    bool has_gateway;
    bool is_local;     /**< the address is this machine's own: nobody is asked for it */
    bool is_broadcast; /**< or multicast: the address of many */
    union s7_ip gateway;
};

struct s7_netlink_neighbour {
    unsigned state; /**< NUD_… of the kernel */
    size_t hardware_size;
    uint8_t hardware[8];
};

/** "How would you reach this address?"  @return its size */
size_t s7_netlink_ask_route(const union s7_ip *to, uint8_t ret_question[S7_NETLINK_QUESTION_SIZE]);

/** "What do you know of this neighbour?"  @return its size */
size_t s7_netlink_ask_neighbour(const union s7_ip *neighbour, unsigned device,
                                uint8_t ret_question[S7_NETLINK_QUESTION_SIZE]);

/** @return 0, the errno that the kernel answers with, or EPROTO (and nothing written) for octets that are no answer */
int s7_netlink_read_route(const uint8_t *answer, size_t size, struct s7_netlink_route *ret_route);
int s7_netlink_read_neighbour(const uint8_t *answer, size_t size, struct s7_netlink_neighbour *ret_neighbour);

#endif
