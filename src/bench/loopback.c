/* SPDX-License-Identifier: MIT */
#include "bench/loopback.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 8 };

static struct sockaddr_in loopback(uint16_t port)
{
    return (struct sockaddr_in){
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

static int give_up(int socket)
{
    int why = errno;
    close(socket);
    errno = why;
    return -1;
}

int s7_bench_listen(uint16_t *ret_port)
{
    struct sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0)
        return -1;
    if (bind(listener, (struct sockaddr *)&address, size) != 0 || listen(listener, BACKLOG) != 0 ||
        getsockname(listener, (struct sockaddr *)&address, &size) != 0)
        return give_up(listener);
    *ret_port = ntohs(address.sin_port);
    return listener;
}

/* Otherwise a request waits for the acknowledgement of the one before (RFC 896). */
static int without_delay(int stream)
{
    const int yes = 1;
    return setsockopt(stream, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes) == 0 ? stream : give_up(stream);
}

int s7_bench_accept(int listener)
{
    int stream = accept(listener, NULL, NULL);
    return stream < 0 ? -1 : without_delay(stream);
}

int s7_bench_connect(uint16_t port)
{
    struct sockaddr_in address = loopback(port);
    int stream = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (stream < 0)
        return -1;
    if (connect(stream, (struct sockaddr *)&address, sizeof address) != 0)
        return give_up(stream);
    return without_delay(stream);
}

bool s7_bench_send(int socket, const uint8_t *octets, size_t size)
{
    for (size_t sent = 0; sent < size;) {
        ssize_t count = send(socket, octets + sent, size - sent, MSG_NOSIGNAL);
        if (count <= 0)
            return false;
        sent += (size_t)count;
    }
    return true;
}

bool s7_bench_receive(int socket, uint8_t *octets, size_t size)
{
    for (size_t fill = 0; fill < size;) {
        ssize_t count = recv(socket, octets + fill, size - fill, 0);
        if (count <= 0)
            return false;
        fill += (size_t)count;
    }
    return true;
}
