/* SPDX-License-Identifier: MIT
 *
 * net_posix/probe.h — looking at the network, one blocking attempt at a time, with all that the system tells of it.
 *
 * No privileges are needed, nothing is allocated, and every call ends within its timeout (and what the scheduler
 * adds).  Addresses are numeric text as s7_probe_resolve() writes it; IPv4 and IPv6 alike.  What the system does not
 * tell stays unknown in the s7_probe; so does everything that only Linux tells, on other systems.
 *
 * One thread at a time per stream; the other functions keep nothing, but for
 * s7_probe_heed().
 */
#ifndef NET_POSIX_PROBE_H
#define NET_POSIX_PROBE_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/probe.h"

/** Longer than a host in the own subnet, or behind the last router, is looked for in vain (3.07 s on Linux). */
#define S7_PROBE_CONNECT_TIMEOUT (4 * S7_SECOND)

/**
 * Looking up names and connecting end soon after *ended is no longer 0, as if their time were over; streams that are
 * open go on.  For a signal handler; the one thing that is kept.  NULL (as at the start): nobody asks for an end.
 */
void s7_probe_heed(const volatile sig_atomic_t *ended);

struct s7_probe_address {
    char text[S7_PROBE_ADDRESS_SIZE];
};

/**
 * The addresses of `host`, `most` at most, in the order of the system.  A numeric address asks nobody.  A name is asked
 * for in a child process, which is ended when the time is over: no resolver of any libc can be told to hurry.
 *
 * @param ret_list  [most]; untouched on failure
 * @return their number; 0: none, with *ret_errno: ENOENT (there is no such name, or it has no address), EAGAIN (no name
 *         server answered), ETIMEDOUT (not in time), or what the system lacked
 */
size_t s7_probe_resolve(const char *host, s7_time timeout, size_t most, struct s7_probe_address *ret_list,
                        int *ret_errno);

/**
 * How this machine would reach `address`, from its own tables: nothing is sent.  Fills sys_errno, local and, where
 * the system tells, route_known, gateway, network_device, neighbour and neighbour_hardware.
 *
 * sys_errno: 0, ENETUNREACH (no route), EHOSTUNREACH, EACCES or EINVAL (a route of this machine that says unreachable,
 * prohibit or blackhole), EINVAL also for text that is no address.
 */
void s7_probe_route(const char *address, struct s7_probe *ret_probe);

/**
 * One echo request.  sys_errno: 0 with ttl (answered), ETIMEDOUT, EPERM (this process may not ping, or this system
 * cannot: ordinary, says nothing of the network), or what ICMP or the routes made of it, with offender, type and code.
 */
void s7_probe_ping(const char *address, s7_time timeout, struct s7_probe *ret_probe);

/** Whether a numeric address is one of this machine: loopback, or of an interface. */
bool s7_probe_own(const char *address);

/** A TCP stream; its memory is the caller's. */
struct s7_probe_stream {
    int fd;        /**< -1: none */
    int sys_errno; /**< of what was RESET or BROKEN last; who said so, the kernel does not tell of a stream */
};

/**
 * One TCP connection attempt from the own address `source` (NULL: any).  Fills sys_errno, elapsed, local, offender, icmp_type, icmp_code, ttl (of the ICMP
 * message).
 *
 * sys_errno: 0 (connected), ETIMEDOUT (nothing at all), ECONNREFUSED without an ICMP type (reset: by the host, or in
 * its name) or with one (who sent it), EHOSTUNREACH, ENETUNREACH, EACCES and others of connect(2): with an ICMP type
 * they come from the network, without one from this machine.  EADDRNOTAVAIL: also when this machine does not have
 * `source`, or it is of the other family; nothing was sent then.
 * @return whether *ret_stream is a stream now, to be given to s7_probe_close(); untouched otherwise
 */
bool s7_probe_connect(const char *address, uint16_t port, const char *source, s7_time timeout,
                      struct s7_probe_stream *ret_stream, struct s7_probe *ret_probe);

/** All octets, or why not.  After SILENCE some may have gone. */
enum s7_heard s7_probe_send(struct s7_probe_stream *stream, const uint8_t *bytes, size_t size, s7_time timeout);

/** What is there as soon as something is, `size` (> 0) octets at most; *ret_size is written with OCTETS only. */
enum s7_heard s7_probe_receive(struct s7_probe_stream *stream, uint8_t *ret_bytes, size_t size, s7_time timeout,
                               size_t *ret_size);

/**
 * Ends the stream, whatever it is in; stream->fd is -1 afterwards.  With `reset`: at once.  Otherwise in order: our
 * side is ended and what the partner still says is thrown away until it ends its side, too, or the time is over.
 * @return CLOSED, RESET (also when we did), SILENCE (the partner has not ended its side in time) or BROKEN
 */
enum s7_heard s7_probe_close(struct s7_probe_stream *stream, bool reset, s7_time timeout);

#endif
