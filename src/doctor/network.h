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
    char text[46];
};

/** A byte stream; defined by who opens it. */
struct s7_doctor_stream;

/** What receive() and send() tell instead of a number of octets. */
enum s7_doctor_event {
    S7_DOCTOR_ENDED = 0,   /**< receive() only: the peer ended in order */
    S7_DOCTOR_RESET = -1,  /**< the peer reset the stream */
    S7_DOCTOR_SILENT = -2, /**< nothing happened in time; the stream is as it was */
    S7_DOCTOR_BROKEN = -3  /**< the system reported something else (timeout of retransmissions, ICMP) */
};

struct s7_doctor_network {
    void *self; /**< first argument of every function */

    s7_time (*now)(void *self);
    /** Returns when it is `until`. */
    void (*pause)(void *self, s7_time until);

    /**
     * Numeric addresses of a name, best first; a numeric `host` gives itself.
     * @return S7_OK with 1…max addresses, or S7_ERR_TCP_NAME
     */
    int (*resolve)(void *self, const char *host, struct s7_doctor_address *ret_list, size_t max,
                   size_t *ret_count);

    /**
     * How packets to `to` leave this machine: local, network_device, gateway, neighbour_known; nothing is sent for it.
     * @return S7_OK (what is not known stays empty), or S7_ERR_TCP_UNREACHABLE: this machine has no route
     */
    int (*route)(void *self, const struct s7_doctor_address *to, struct s7_probe *ret_probe);

    /**
     * An echo request.
     * @return S7_OK: answered; S7_ERR_TCP_TIMEOUT: nothing; S7_ERR_TCP_UNREACHABLE: an ICMP message says no;
     *         S7_ERR_TCP_DENIED: not permitted on this machine, or not known to it
     */
    int (*ping)(void *self, const struct s7_doctor_address *to, s7_time timeout, struct s7_probe *ret_probe);

    /**
     * Connects.  *ret_probe is filled in any case: errno as the system gave it (ETIMEDOUT when `timeout` ran out),
     * elapsed_ms, local; icmp_type, icmp_code, offender where an ICMP message came.
     * @return S7_OK with *ret_stream, which is to be closed; else S7_ERR_TCP_* or S7_ERR_LOCAL_SYSTEM
     */
    int (*open)(void *self, const struct s7_doctor_address *to, uint16_t port, s7_time timeout,
                struct s7_doctor_stream **ret_stream, struct s7_probe *ret_probe);

    /** @return octets sent (1…size), S7_DOCTOR_RESET, _SILENT or _BROKEN */
    int (*send)(void *self, struct s7_doctor_stream *stream, const uint8_t *octets, size_t size,
                s7_time timeout);

    /** Waits `timeout` for something to come.  @return octets received (1…size) or an enum s7_doctor_event */
    int (*receive)(void *self, struct s7_doctor_stream *stream, uint8_t *ret_octets, size_t size,
                   s7_time timeout);

    /** Ends the stream, in order or with a reset; frees it.  Does not wait for the peer. */
    void (*close)(void *self, struct s7_doctor_stream *stream, bool reset);
};

#endif
