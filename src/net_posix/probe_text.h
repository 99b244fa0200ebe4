/* SPDX-License-Identifier: MIT
 *
 * net_posix/probe_text.h — addresses of probes as text, with the interface of a link-local one ("fe80::1%eth0").
 */
#ifndef NET_POSIX_PROBE_TEXT_H
#define NET_POSIX_PROBE_TEXT_H

#include "base/probe.h"
#include "net_posix/ip.h"

/** False (and nothing written) for what is no numeric address, or names no interface of this machine after '%'. */
bool s7_probe_parse(const char *text, uint16_t port, union s7_ip *ret_ip);

/** Empty for what is neither IPv4 nor IPv6. */
void s7_probe_format(const union s7_ip *ip, char ret_text[S7_PROBE_ADDRESS_SIZE]);

/** The own end of a socket that was connected, as text; empty: not known. */
void s7_probe_local(int fd, char ret_text[S7_PROBE_ADDRESS_SIZE]);

#endif
