/* SPDX-License-Identifier: MIT */
#include "net_loop/caller.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "must.h"

void caller_say(struct caller *caller, const uint8_t *octets, size_t size)
{
    must(send(caller->fd, octets, size, MSG_NOSIGNAL) == (ssize_t)size);
}

void caller_call(struct caller *caller, uint16_t port, uint8_t class_octet, uint8_t rack_slot,
                 uint8_t tpdu_code)
{
    const struct sockaddr_in station = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    const uint8_t request[] = {0x03, 0x00,        0x00,      0x16, 0x11, 0xE0,     0x00, 0x00,
                               0x00, 0x07,        0x00,      0xC1, 0x02, 0x01,     0x00, 0xC2,
                               0x02, class_octet, rack_slot, 0xC0, 0x01, tpdu_code};
    caller->heard_size = 0;
    caller->fd = socket(AF_INET, SOCK_STREAM, 0);
    must(caller->fd >= 0);
    must(connect(caller->fd, (const struct sockaddr *)&station, sizeof station) == 0);
    caller_say(caller, request, sizeof request);
}

/** Waits for octets and takes as many as are there, up to `size`; 0 with *ret_end when there are none. */
static size_t take_some(struct caller *caller, uint8_t *octets, size_t size, int patience_ms,
                        enum caller_hearing *ret_end)
{
    struct pollfd ready = {.fd = caller->fd, .events = POLLIN};
    *ret_end = CALLER_NOTHING;
    if (poll(&ready, 1, patience_ms) == 0)
        return 0;
    ssize_t count = recv(caller->fd, octets, size, 0);
    must(count >= 0 || errno == ECONNRESET);
    if (count <= 0)
        *ret_end = count == 0 ? CALLER_FIN : CALLER_RST;
    return count > 0 ? (size_t)count : 0;
}

enum caller_hearing caller_hear(struct caller *caller, int patience_ms)
{
    enum { HEAD = 4 };
    size_t needed = HEAD;
    caller->heard_size = 0;
    while (caller->heard_size < needed) {
        enum caller_hearing end;
        size_t count = take_some(caller, caller->heard + caller->heard_size, needed - caller->heard_size,
                                 patience_ms, &end);
        if (count == 0)
            return end;
        caller->heard_size += count;
        if (caller->heard_size == HEAD)
            needed = (size_t)(caller->heard[2] << 8 | caller->heard[3]);
        must(needed >= HEAD && needed <= CALLER_OCTETS);
    }
    return CALLER_PACKET;
}

static void put16(uint8_t *octets, uint16_t value)
{
    octets[0] = (uint8_t)(value >> 8);
    octets[1] = (uint8_t)value;
}

static uint16_t get16(const uint8_t *octets)
{
    return (uint16_t)(octets[0] << 8 | octets[1]);
}

struct caller_grant caller_setup(struct caller *caller, struct caller_grant asked)
{
    enum { ASKED_AT = 19, GRANTED_AT = 21, ANSWER_SIZE = 27 };
    uint8_t setup[] = {0x03, 0x00, 0x00, 0x19, 0x02, 0xF0, 0x80, 0x32, 0x01, 0x00, 0x00, 0x12, 0x34,
                       0x00, 0x08, 0x00, 0x00, 0xF0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00};
    put16(setup + ASKED_AT, asked.amq_calling);
    put16(setup + ASKED_AT + 2, asked.amq_called);
    put16(setup + ASKED_AT + 4, asked.pdu_length);
    caller_say(caller, setup, sizeof setup);
    must(caller_hear(caller, CALLER_PATIENCE_MS) == CALLER_PACKET && caller->heard_size == ANSWER_SIZE);
    return (struct caller_grant){get16(caller->heard + GRANTED_AT), get16(caller->heard + GRANTED_AT + 2),
                                 get16(caller->heard + GRANTED_AT + 4)};
}

void caller_leave(struct caller *caller)
{
    must(shutdown(caller->fd, SHUT_WR) == 0);
    must(caller_hear(caller, CALLER_PATIENCE_MS) == CALLER_FIN);
    caller_drop(caller);
}

void caller_drop(struct caller *caller)
{
    must(close(caller->fd) == 0);
    caller->fd = -1;
}
