/* SPDX-License-Identifier: MIT
 *
 * unit/net_posix/peer.h — a partner that follows a script, in a process of its own.
 *
 * It knows as much of S7 as the script needs: octets of a CC and of two acknowledgements, with the PDU reference
 * copied from the question.
 */
#ifndef UNIT_NET_POSIX_PEER_H
#define UNIT_NET_POSIX_PEER_H

#include "check.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum step {
    STEP_STOP = 0,  /* exit without closing in order: the system does what it does */
    STEP_QUESTION,  /* read one telegram */
    STEP_CONFIRM,   /* CC */
    STEP_SETUP,     /* setup answer: PDU 240, one job */
    STEP_ANSWER,    /* Read Var answer: 4 octets DE AD BE EF */
    STEP_PIECES,    /* the same, 7 octets at a time */
    STEP_TRICKLE,   /* the same, an octet every 40 ms */
    STEP_FLOOD,     /* empty data TPDUs as fast as they go, until the stream ends */
    STEP_BANNER,    /* what a web server says */
    STEP_MORE,      /* octets that nobody asked for, then on */
    STEP_CLOSE,     /* close at once, in order (everything was read) */
    STEP_RESET,     /* close with a reset */
    STEP_AWAIT_END, /* read until the stream ends; exit status 0 when that was in order */
    STEP_LAST_WORD  /* the same, then say something more: the other side must still be listening */
};

struct peer {
    pid_t pid;
    uint16_t port;
};

static const uint8_t peer_cc[] = {0x03, 0x00, 0x00, 0x16, 0x11, 0xD0, 0x00, 0x01, 0x00, 0x07, 0x00,
                                  0xC0, 0x01, 0x0A, 0xC1, 0x02, 0x01, 0x00, 0xC2, 0x02, 0x03, 0x01};
static const uint8_t peer_setup[] = {0x03, 0x00, 0x00, 0x1B, 0x02, 0xF0, 0x80, 0x32, 0x03,
                                     0x00, 0x00, 0x00, 0x00, 0x00, 0x08, 0x00, 0x00, 0x00,
                                     0x00, 0xF0, 0x00, 0x00, 0x01, 0x00, 0x01, 0x00, 0xF0};
static const uint8_t peer_answer[] = {0x03, 0x00, 0x00, 0x1D, 0x02, 0xF0, 0x80, 0x32, 0x03, 0x00,
                                      0x00, 0x00, 0x00, 0x00, 0x02, 0x00, 0x08, 0x00, 0x00, 0x04,
                                      0x01, 0xFF, 0x04, 0x00, 0x20, 0xDE, 0xAD, 0xBE, 0xEF};
enum { PEER_REFERENCE_AT = 11 };

/* Reads one telegram; leaves the child when the stream ends first. */
static inline void peer_question(int fd, uint8_t *question)
{
    size_t have = 0, need = 4;
    while (have < need) {
        ssize_t got = recv(fd, question + have, need - have, 0);
        if (got <= 0)
            _exit(3);
        have += (size_t)got;
        if (have == 4)
            need = (size_t)question[2] << 8 | question[3];
    }
}

static inline void peer_send(int fd, const uint8_t *telegram, size_t size, const uint8_t *question,
                             size_t piece, int pause_ms)
{
    uint8_t copy[64];
    memcpy(copy, telegram, size);
    if (question)
        memcpy(copy + PEER_REFERENCE_AT, question + PEER_REFERENCE_AT, 2);
    for (size_t at = 0; at < size; at += piece) {
        size_t part = size - at < piece ? size - at : piece;
        if (send(fd, copy + at, part, MSG_NOSIGNAL) < 0)
            return;
        struct pollfd end = {.fd = fd, .events = POLLIN};
        if (pause_ms && poll(&end, 1, pause_ms) == 1)
            return; /* the other side gave up */
    }
}

static inline void peer_leave(int fd, bool reset)
{
    const struct linger at_once = {1, 0};
    if (reset)
        setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(fd);
    _exit(0);
}

/* Never an answer, never a pause. */
static inline void peer_flood(int fd)
{
    uint8_t flood[700];
    for (size_t at = 0; at < sizeof flood; at += 7)
        memcpy(flood + at, "\3\0\0\7\2\xf0\0", 7);
    while (send(fd, flood, sizeof flood, MSG_NOSIGNAL) > 0)
        continue;
}

static inline void peer_await_end(int fd, bool last_word)
{
    uint8_t octets[256];
    int failed = 0;
    socklen_t size = sizeof failed;
    ssize_t got;
    do
        got = recv(fd, octets, sizeof octets, 0);
    while (got > 0);
    if (got < 0)
        _exit(4);
    if (last_word && send(fd, peer_answer, 3, MSG_NOSIGNAL) < 0)
        _exit(5);
    getsockopt(fd, SOL_SOCKET, SO_ERROR, &failed, &size); /* loopback delivers, and refuses, within send() */
    close(fd);
    _exit(failed ? 6 : 0);
}

static inline void peer_play(int fd, const enum step *script)
{
    static const uint8_t banner[] = "HTTP/1.1 400 Bad Request\r\n\r\n";
    uint8_t question[65536];
    for (;; script++) {
        switch (*script) {
        case STEP_STOP:
            _exit(0);
        case STEP_QUESTION:
            peer_question(fd, question);
            break;
        case STEP_CONFIRM:
            peer_send(fd, peer_cc, sizeof peer_cc, NULL, sizeof peer_cc, 0);
            break;
        case STEP_SETUP:
            peer_send(fd, peer_setup, sizeof peer_setup, question, sizeof peer_setup, 0);
            break;
        case STEP_ANSWER:
            peer_send(fd, peer_answer, sizeof peer_answer, question, sizeof peer_answer, 0);
            break;
        case STEP_PIECES:
            peer_send(fd, peer_answer, sizeof peer_answer, question, 7, 5);
            break;
        case STEP_TRICKLE:
            peer_send(fd, peer_answer, sizeof peer_answer, question, 1, 40);
            break;
        case STEP_FLOOD:
            peer_flood(fd);
            break;
        case STEP_BANNER:
            peer_send(fd, banner, sizeof banner - 1, NULL, sizeof banner, 0);
            break;
        case STEP_MORE:
            peer_send(fd, peer_answer, 3, NULL, 3, 0);
            break;
        case STEP_CLOSE:
            peer_leave(fd, false);
            break;
        case STEP_RESET:
            peer_leave(fd, true);
            break;
        case STEP_AWAIT_END:
            peer_await_end(fd, false);
            break;
        case STEP_LAST_WORD:
            peer_await_end(fd, true);
            break;
        }
    }
}

static inline struct peer peer_start(const enum step *script)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct sockaddr *any = (struct sockaddr *)(void *)&at;
    socklen_t size = sizeof at;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    assert_true(listener >= 0);
    assert_int_equal(bind(listener, any, size), 0);
    assert_int_equal(listen(listener, 5), 0);
    assert_int_equal(getsockname(listener, any, &size), 0);
    struct peer peer = {.pid = fork(), .port = ntohs(at.sin_port)};
    assert_true(peer.pid >= 0);
    if (peer.pid == 0) {
        const int on = 1;
        int fd = accept(listener, NULL, NULL);
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        close(listener);
        peer_play(fd, script);
    }
    close(listener);
    return peer;
}

/* Exit status of the partner: 0 means that its script went as written. */
static inline int peer_stop(const struct peer *peer)
{
    int status = -1;
    assert_int_equal(waitpid(peer->pid, &status, 0), peer->pid);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

#endif
