/* SPDX-License-Identifier: MIT
 *
 * bench/loopback.h — TCP over 127.0.0.1 and nothing else: what limits and servers stand on.
 */
#ifndef BENCH_LOOPBACK_H
#define BENCH_LOOPBACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Listens on a free port.  @return the socket, -1: errno says why */
int s7_bench_listen(uint16_t *ret_port);
/** Takes the next connection, TCP_NODELAY set.  @return the socket, -1: errno says why */
int s7_bench_accept(int listener);
/** Connects to 127.0.0.1, TCP_NODELAY set.  @return the socket, -1: errno says why */
int s7_bench_connect(uint16_t port);

/** Sends all octets. */
bool s7_bench_send(int socket, const uint8_t *octets, size_t size);
/** Receives exactly `size` octets. */
bool s7_bench_receive(int socket, uint8_t *octets, size_t size);

#endif
