/* SPDX-License-Identifier: MIT
 *
 * base/probe.h — what a transport learnt about the network while it tried to connect.
 */
#ifndef BASE_PROBE_H
#define BASE_PROBE_H

#include <stdbool.h>
#include <stdint.h>

/** Result of one connection attempt, as far as the system told.  Empty text and -1: not known. */
struct s7_probe {
    int sys_errno;       /**< of the attempt; 0: connected */
    uint32_t elapsed_ms; /**< until connected or refused */
    char local[46];      /**< own source address */
    char offender[46];   /**< who sent the ICMP error */
    int icmp_type;       /**< -1: none */
    int icmp_code;       /**< -1: none */
    char gateway[46];    /**< next hop; empty: same subnet or unknown */
    char network_device[16];
    bool neighbour_known; /**< the next hop has answered ARP/ND */
    int ttl;              /**< of the answer; -1: unknown */
};

#endif
