/* SPDX-License-Identifier: MIT
 *
 * doctor/network.h — the network as the doctor sees it: blocking functions of a transport (sockets; in tests a script).
 *
 * The doctor opens no socket and reads no clock.  Every function returns within the time it is given; none retries.
 * One table, one thread.
 */
#ifndef DOCTOR_NETWORK_H
#define DOCTOR_NETWORK_H

#include <stddef.h>
#include <stdint.h>

#include "base/probe.h"
#include "base/time.h"

/** A numeric IPv4 or IPv6 address (with %zone where it needs one). */
struct s7_doctor_address {
    char text[S7_PROBE_ADDRESS_SIZE];
};

/** A byte stream; defined by who opens it. */
struct s7_doctor_stream;

struct s7_doctor_network {
    void *self; /**< first argument of every function */

    s7_time (*now)(void *self);
    /** Returns when it is `until`. */
    void (*pause)(void *self, s7_time until);

    /**
     * Numeric addresses of a name, best first; a numeric `host` gives itself.
     * @return their number; 0: none, with *ret_errno: ENOENT (no such name), EAGAIN (no name server answered), ETIMEDOUT
     */
    size_t (*resolve)(void *self, const char *host, s7_time timeout, size_t most,
                      struct s7_doctor_address *ret_list, int *ret_errno);

    /**
     * How packets to `to` leave this machine; nothing is sent for it.  sys_errno 0 with what is known (local, and with
     * route_known gateway, network_device and neighbour); ENETUNREACH and others: this machine has no way to it.
     */
    void (*route)(void *self, const struct s7_doctor_address *to, struct s7_probe *ret_probe);

    /** An echo request.  sys_errno 0: answered; EACCES, EPERM: not permitted here, which is ordinary. */
    void (*ping)(void *self, const struct s7_doctor_address *to, s7_time timeout, struct s7_probe *ret_probe);

    /**
     * Connects.  sys_errno of *ret_probe: 0; ETIMEDOUT: nothing came; ECONNREFUSED without icmp_type: a reset; others
     * as connect(2) and the ICMP message tell.  `from`: own address that is used, NULL: any; EADDRNOTAVAIL at once:
     * this machine does not have it, nothing was sent.
     * @return whether *ret_stream is there, to be given to close(); untouched otherwise
     */
    bool (*open)(void *self, const struct s7_doctor_address *to, uint16_t port,
                 const struct s7_doctor_address *from, s7_time timeout, struct s7_doctor_stream **ret_stream,
                 struct s7_probe *ret_probe);

    /** All octets, or why not. */
    enum s7_heard (*send)(void *self, struct s7_doctor_stream *stream, const uint8_t *octets, size_t size,
                          s7_time timeout);

    /** What is there as soon as something is, `size` octets at most; *ret_size is written with OCTETS only. */
    enum s7_heard (*receive)(void *self, struct s7_doctor_stream *stream, uint8_t *ret_octets, size_t size,
                             s7_time timeout, size_t *ret_size);

    /** Ends the stream and frees it: with `reset` at once, else in order, waiting `timeout` for the partner to end, too. */
    void (*close)(void *self, struct s7_doctor_stream *stream, bool reset, s7_time timeout);

    /** Whether the examination is to end, whatever it has learnt; once true it stays so.  May be NULL: never. */
    bool (*ended)(void *self);
};

#endif
