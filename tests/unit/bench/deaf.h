/* SPDX-License-Identifier: MIT
 *
 * tests/unit/bench/deaf.h — a port on 127.0.0.1 where nobody listens, and nobody else can begin to meanwhile.
 */
#ifndef TESTS_UNIT_BENCH_DEAF_H
#define TESTS_UNIT_BENCH_DEAF_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "must.h"

/** A socket that has the port and does not listen; the caller closes it. */
static inline int deaf_port(uint16_t *ret_port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int deaf = socket(AF_INET, SOCK_STREAM, 0);
    must(deaf >= 0);
    must(bind(deaf, (struct sockaddr *)&address, size) == 0);
    must(getsockname(deaf, (struct sockaddr *)&address, &size) == 0);
    *ret_port = ntohs(address.sin_port);
    return deaf;
}

#endif
