/* SPDX-License-Identifier: MIT
 *
 * doctor/icmp.h — what an ICMP message says about a connection attempt (RFC 792, RFC 1812 5.2.7, RFC 4443).
 */
#ifndef DOCTOR_ICMP_H
#define DOCTOR_ICMP_H

#include <stdbool.h>

enum s7_icmp {
    S7_ICMP_NONE,       /**< there was none */
    S7_ICMP_NO_HOST,    /**< the host cannot be reached, for want of it or of a way */
    S7_ICMP_NO_NETWORK, /**< there is no way to its network */
    S7_ICMP_NO_PORT,    /**< the host has nothing there */
    S7_ICMP_PROHIBITED, /**< a filter says no, or a route made to say no */
    S7_ICMP_OTHER
};

/** `six`: ICMPv6.  type -1: none. */
enum s7_icmp s7_icmp_of(bool six, int type, int code);

#endif
