/* SPDX-License-Identifier: MIT
 *
 * base/probe.h — what a transport learnt about the network while it tried something: a route, a ping, a connection.
 */
#ifndef BASE_PROBE_H
#define BASE_PROBE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/time.h"

/** Room for any numeric address with its end: "192.168.0.10", "fe80::1%enp0s31f6". */
enum { S7_PROBE_ADDRESS_SIZE = 64 };

/** What this machine knows of the next hop (its ARP or neighbour discovery entry). */
enum s7_neighbour {
    S7_NEIGHBOUR_UNKNOWN,  /**< the system does not tell, or there is no next hop */
    S7_NEIGHBOUR_NONE,     /**< no entry: nobody has asked lately */
    S7_NEIGHBOUR_ASKED,    /**< asked, no answer yet */
    S7_NEIGHBOUR_ANSWERED, /**< it is there, or was less than a minute ago */
    S7_NEIGHBOUR_KNOWN,    /**< it was there once; nobody has asked since */
    S7_NEIGHBOUR_DOUBTED,  /**< it was there once; it is being asked again, no answer yet */
    S7_NEIGHBOUR_FAILED,   /**< asked, and nobody has answered */
    S7_NEIGHBOUR_FIXED     /**< entered by hand, or a device without neighbours: says nothing of the hop */
};

/** Result of one attempt, as far as the system told.  Empty text and -1: not known. */
struct s7_probe {
    int sys_errno;                        /**< of the attempt; 0: it succeeded */
    s7_time elapsed;                      /**< until it succeeded or failed */
    char local[S7_PROBE_ADDRESS_SIZE];    /**< own source address */
    char offender[S7_PROBE_ADDRESS_SIZE]; /**< who sent the ICMP error; the own address: this machine itself */
    int icmp_type;    /**< of ICMP, or of ICMPv6 when the target is an IPv6 address; -1: none */
    int icmp_code;    /**< -1: none */
    bool route_known; /**< the next four and `neighbour` were asked for and answered */
    char gateway[S7_PROBE_ADDRESS_SIZE]; /**< next hop; empty with route_known: same subnet */
    char network_device[16];
    bool broadcast; /**< the routes have the address as one of many: broadcast or multicast */
    enum s7_neighbour neighbour;
    char neighbour_hardware[18]; /**< its hardware address, "28:63:36:00:11:22" */
    int ttl;                     /**< (hop limit) of the answer when it arrived; -1: not known */
};

/** Nothing is known yet. */
static inline struct s7_probe s7_probe_unknown(void)
{
    return (struct s7_probe){.icmp_type = -1, .icmp_code = -1, .ttl = -1};
}

/** How octets went through a stream. */
enum s7_heard {
    S7_HEARD_OCTETS,  /**< some were received, or all were sent */
    S7_HEARD_CLOSED,  /**< the partner has ended the stream in order */
    S7_HEARD_RESET,   /**< the partner, or somebody on the way, has reset it */
    S7_HEARD_SILENCE, /**< nothing in time: none received, or not all taken */
    S7_HEARD_BROKEN   /**< the network or this machine has given it up (errno tells) */
};

#endif
