/* SPDX-License-Identifier: MIT */
#include "net_loop/hostile_crowd.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "must.h"

enum { CLIENTS_MOST = 200, CHUNK = 2048, SLOW_MS = 500, OPENING_SIZE = 22 + 25, UNPACED = 0 };

/* A connection request of the basic class to rack 0, slot 1, and setup communication, at once. */
static const uint8_t opening[OPENING_SIZE] = {
    0x03, 0x00, 0x00, 0x16, 0x11, 0xe0, 0x00, 0x00, 0x00, 0x01, 0x00, 0xc1, 0x02, 0x01, 0x00, 0xc2,
    0x02, 0x03, 0x01, 0xc0, 0x01, 0x0a, 0x03, 0x00, 0x00, 0x19, 0x02, 0xf0, 0x80, 0x32, 0x01, 0x00,
    0x00, 0xff, 0xff, 0x00, 0x08, 0x00, 0x00, 0xf0, 0x00, 0x00, 0x03, 0x00, 0x03, 0x00, 0xf0};

static const uint8_t read_request[] = {0x03, 0x00, 0x00, 0x1f, 0x02, 0xf0, 0x80, 0x32, 0x01, 0x00, 0x00,
                                       0x00, 0x01, 0x00, 0x0e, 0x00, 0x00, 0x04, 0x01, 0x12, 0x0a, 0x10,
                                       0x02, 0x00, 0x08, 0x00, 0x01, 0x84, 0x00, 0x00, 0x00};
static const uint8_t list_request[] = {0x03, 0x00, 0x00, 0x21, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00, 0x00,
                                       0x00, 0x01, 0x00, 0x08, 0x00, 0x08, 0x00, 0x01, 0x12, 0x04, 0x11,
                                       0x44, 0x01, 0x00, 0xff, 0x09, 0x00, 0x04, 0x00, 0x1c, 0x00, 0x00};
static const uint8_t fragment_request[] = {0x03, 0x00, 0x00, 0x21, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00, 0x00,
                                           0x00, 0x01, 0x00, 0x0c, 0x00, 0x04, 0x00, 0x01, 0x12, 0x08, 0x12,
                                           0x44, 0x01, 0x05, 0x00, 0x00, 0x00, 0x00, 0x0a, 0x00, 0x00, 0x00};
static const uint8_t subscribe_requests[] = {
    0x03, 0x00, 0x00, 0x27, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00, 0x00, 0x00, 0x01,
    0x00, 0x08, 0x00, 0x0e, 0x00, 0x01, 0x12, 0x04, 0x11, 0x44, 0x02, 0x00, 0xff,
    0x09, 0x00, 0x0a, 0x03, 0x00, 0x4e, 0x4f, 0x42, 0x4f, 0x44, 0x59, 0x20, 0x20, /* and given up */
    0x03, 0x00, 0x00, 0x27, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00, 0x00, 0x00, 0x01,
    0x00, 0x08, 0x00, 0x0e, 0x00, 0x01, 0x12, 0x04, 0x11, 0x44, 0x02, 0x00, 0xff,
    0x09, 0x00, 0x0a, 0x00, 0x00, 0x4e, 0x4f, 0x42, 0x4f, 0x44, 0x59, 0x20, 0x20};
static const uint8_t guess_request[] = {0x03, 0x00, 0x00, 0x25, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00,
                                        0x00, 0x00, 0x01, 0x00, 0x08, 0x00, 0x0c, 0x00, 0x01, 0x12,
                                        0x04, 0x11, 0x45, 0x01, 0x00, 0xff, 0x09, 0x00, 0x08, 0x21,
                                        0x3a, 0x1b, 0x1d, 0x6e, 0x68, 0x1b, 0x1e};
static const uint8_t garbage[] = {0xde, 0xad, 0xbe, 0xef, 0x32, 0x01};

struct habit {
    const char *name;
    const uint8_t *octets; /* said again and again; NULL: nothing */
    size_t size;
    size_t opening_size; /* said first */
    int pause_ms;        /* after each octet; UNPACED: as much as there is room for */
    bool hears, hangs_up;
};

#define SAYS(request) request, sizeof request
static const struct habit habits[HOSTILE_KINDS] = {
    [HOSTILE_READS] = {"reads", SAYS(read_request), OPENING_SIZE, UNPACED, true, false},
    [HOSTILE_DEAF] = {"reads, deaf", SAYS(read_request), OPENING_SIZE, UNPACED, false, false},
    [HOSTILE_LISTS] = {"lists begun", SAYS(list_request), OPENING_SIZE, UNPACED, true, false},
    [HOSTILE_FRAGMENTS] = {"fragments", SAYS(fragment_request), OPENING_SIZE, UNPACED, true, false},
    [HOSTILE_SUBSCRIBES] = {"subscriptions", SAYS(subscribe_requests), OPENING_SIZE, UNPACED, true, false},
    [HOSTILE_GUESSES] = {"passwords", SAYS(guess_request), OPENING_SIZE, UNPACED, true, false},
    [HOSTILE_SILENT] = {"silent", NULL, 0, 0, UNPACED, true, false},
    [HOSTILE_SLOW] = {"slow", SAYS(read_request), OPENING_SIZE, SLOW_MS, true, false},
    [HOSTILE_HASTY] = {"hasty", NULL, 0, OPENING_SIZE, UNPACED, true, true},
    [HOSTILE_GARBAGE] = {"garbage", SAYS(garbage), OPENING_SIZE, UNPACED, true, false},
};

struct hostile {
    const struct habit *habit;
    struct hostile_deeds *deeds;
    int fd;         /* -1: not connected */
    size_t said;    /* octets on this connection, of the opening and of what follows */
    int64_t say_at; /* not before */
};

const char *hostile_kind_name(enum hostile_kind kind)
{
    return habits[kind].name;
}

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* ---- one client ---------------------------------------------------------------------------------------------- */

static void hang_up(struct hostile *hostile)
{
    const struct linger reset = {.l_onoff = 1};
    if (hostile->fd < 0)
        return;
    setsockopt(hostile->fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    close(hostile->fd);
    hostile->fd = -1;
}

static void call(struct hostile *hostile, uint16_t port)
{
    const struct sockaddr_in to = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    hostile->fd = socket(AF_INET, SOCK_STREAM, 0);
    must(hostile->fd >= 0);
    hostile->said = 0;
    if (connect(hostile->fd, (const struct sockaddr *)(const void *)&to, sizeof to) != 0) {
        hang_up(hostile); /* the backlog is full: again in the next round */
        return;
    }
    must(fcntl(hostile->fd, F_SETFL, O_NONBLOCK) == 0);
    hostile->deeds->connections++;
}

/* What comes next, as much of it as is said at a time. */
static size_t next_octets(const struct hostile *hostile, uint8_t chunk[CHUNK])
{
    const struct habit *habit = hostile->habit;
    size_t most = habit->pause_ms && hostile->said >= habit->opening_size ? 1 : CHUNK, size = 0;
    for (size_t at = hostile->said; size < most; at++) {
        if (at < habit->opening_size)
            chunk[size++] = opening[at];
        else if (habit->octets)
            chunk[size++] = habit->octets[(at - habit->opening_size) % habit->size];
        else
            break;
    }
    return size;
}

static bool has_to_say(const struct hostile *hostile, int64_t now)
{
    return now >= hostile->say_at && (hostile->habit->octets || hostile->said < hostile->habit->opening_size);
}

static void speak(struct hostile *hostile, int64_t now)
{
    uint8_t chunk[CHUNK];
    ssize_t sent = send(hostile->fd, chunk, next_octets(hostile, chunk), MSG_NOSIGNAL);
    if (sent > 0) {
        hostile->said += (size_t)sent;
        hostile->deeds->octets_sent += (uint64_t)sent;
        hostile->say_at = now + hostile->habit->pause_ms;
    } else if (sent < 0 && errno != EAGAIN)
        hang_up(hostile);
}

static void hear(struct hostile *hostile)
{
    uint8_t octets[8 * CHUNK];
    ssize_t heard = recv(hostile->fd, octets, sizeof octets, 0);
    if (heard > 0)
        hostile->deeds->octets_heard += (uint64_t)heard;
    if (heard == 0 || (heard < 0 && errno != EAGAIN) || hostile->habit->hangs_up)
        hang_up(hostile);
}

/* ---- all of them --------------------------------------------------------------------------------------------- */

static void act(struct hostile *hostile, short events, int64_t now)
{
    if (events & (POLLIN | POLLERR | POLLHUP))
        hear(hostile);
    if (hostile->fd >= 0 && events & POLLOUT && has_to_say(hostile, now))
        speak(hostile, now);
}

static void work(struct hostile *hostiles, size_t count, uint16_t port, int lifeline)
{
    struct pollfd fds[CLIENTS_MOST + 1];
    fds[count] = (struct pollfd){.fd = lifeline, .events = POLLIN};
    do {
        int64_t now = now_ms();
        for (size_t i = 0; i < count; i++) {
            if (hostiles[i].fd < 0)
                call(&hostiles[i], port);
            short hears = hostiles[i].habit->hears ? POLLIN : 0;
            short says = has_to_say(&hostiles[i], now) ? POLLOUT : 0;
            fds[i] = (struct pollfd){.fd = hostiles[i].fd, .events = (short)(hears | says)};
        }
        must(poll(fds, count + 1, SLOW_MS / 10) >= 0);
        now = now_ms();
        for (size_t i = 0; i < count; i++)
            if (fds[i].revents && hostiles[i].fd >= 0)
                act(&hostiles[i], fds[i].revents, now);
    } while (!fds[count].revents);
}

static void be_crowd(uint16_t port, size_t count, int lifeline, int report)
{
    struct hostile_report did = {0};
    static struct hostile hostiles[CLIENTS_MOST];
    must(count <= CLIENTS_MOST);
    for (size_t i = 0; i < count; i++) {
        size_t kind = i % HOSTILE_KINDS;
        hostiles[i] = (struct hostile){.habit = &habits[kind], .deeds = &did.kinds[kind], .fd = -1};
        call(&hostiles[i], port);
    }
    must(write(report, &(uint8_t){1}, 1) == 1);
    work(hostiles, count, port, lifeline);
    for (size_t i = 0; i < count; i++)
        hang_up(&hostiles[i]);
    must(write(report, &did, sizeof did) == sizeof did);
}

struct hostile_crowd hostile_crowd_start(uint16_t port, size_t count)
{
    int lifeline[2], report[2];
    fflush(NULL); /* the crowd's exit() would write it again */
    must(pipe(lifeline) == 0 && pipe(report) == 0);
    struct hostile_crowd crowd = {.pid = fork(), .lifeline = lifeline[1], .report = report[0]};
    must(crowd.pid >= 0);
    if (crowd.pid == 0) {
        close(lifeline[1]);
        close(report[0]);
        be_crowd(port, count, lifeline[0], report[1]);
        _exit(0);
    }
    close(lifeline[0]);
    close(report[1]);
    must(read(crowd.report, &(uint8_t){0}, 1) == 1);
    return crowd;
}

struct hostile_report hostile_crowd_stop(struct hostile_crowd *crowd)
{
    struct hostile_report report;
    int status = -1;
    close(crowd->lifeline);
    must(read(crowd->report, &report, sizeof report) == sizeof report);
    close(crowd->report);
    must(waitpid(crowd->pid, &status, 0) == crowd->pid && status == 0);
    return report;
}
