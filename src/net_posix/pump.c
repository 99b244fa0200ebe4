/* SPDX-License-Identifier: MIT */
#include "net_posix/pump.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/system_error.h"
#include "net_posix/clock.h"

enum {
    /* A receive that blocks may overshoot the deadline by this part of the timeout: a job of many telegrams then
     * still needs no poll() until it has used up that much of its time. */
    OVERSHOOT_PART = 128
};

static unsigned want(const struct s7_pump *pump)
{
    return pump->session->ops->want(pump->session->self);
}

static void fail(struct s7_pump *pump, int sys_errno)
{
    const struct s7_fault fault = {.error = s7_system_error(sys_errno), .sys_errno = sys_errno};
    s7_pump_end(pump, &fault, false);
}

void s7_pump_start(struct s7_pump *pump, int fd, s7_time receive_timeout, struct s7_session *session)
{
    pump->fd = fd;
    pump->session = session;
    pump->receive_timeout = receive_timeout;
    pump->shut = pump->blocked = false;
    pump->kept_first = pump->kept_size = 0;
    pump->now = s7_posix_now();
    session->ops->tick(session->self, pump->now);
}

void s7_pump_end(struct s7_pump *pump, const struct s7_fault *fault, bool reset)
{
    if (reset) {
        const struct linger at_once = {.l_onoff = 1, .l_linger = 0};
        setsockopt(pump->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    }
    close(pump->fd);
    pump->fd = -1;
    pump->session->ops->closed(pump->session->self, fault, pump->now);
}

void s7_pump_shut(struct s7_pump *pump)
{
    if (pump->fd < 0 || pump->shut || (want(pump) & (S7_WANT_WRITE | S7_WANT_FIN)) != S7_WANT_FIN)
        return;
    pump->shut = true;
    shutdown(pump->fd, SHUT_WR); /* a failure shows when the peer's end is read */
}

/* ---- waiting --------------------------------------------------------------------------------------------- */

static void tick_when_due(struct s7_pump *pump)
{
    const struct s7_session *session = pump->session;
    if (session->ops->deadline(session->self) <= pump->now)
        session->ops->tick(session->self, pump->now);
}

/* Waits for `events`; false when the time passed without them. */
static bool wait_for(struct s7_pump *pump, short events, s7_time due)
{
    struct pollfd wait = {.fd = pump->fd, .events = events};
    int ready = poll(&wait, events ? 1 : 0, s7_posix_wait_ms(due, pump->now));
    pump->now = s7_posix_now();
    return ready > 0;
}

/* ---- octets ---------------------------------------------------------------------------------------------- */

/* Sends without waiting: a partner that does not read while it sends to us must not stop us from reading.
   Returns false when nothing was sent. */
static bool send_output(struct s7_pump *pump)
{
    const struct s7_session *session = pump->session;
    const uint8_t *bytes = NULL;
    size_t size = session->ops->output(session->self, &bytes);
    if (size == 0)
        return false;
    ssize_t sent = send(pump->fd, bytes, size, MSG_NOSIGNAL | MSG_DONTWAIT);
    pump->blocked = sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    if (sent >= 0)
        session->ops->output_done(session->self, (size_t)sent, pump->now);
    else if (!pump->blocked && errno != EINTR)
        fail(pump, errno);
    return !pump->blocked;
}

static void offer_kept(struct s7_pump *pump)
{
    const struct s7_session *session = pump->session;
    size_t taken =
        session->ops->input(session->self, pump->buffer + pump->kept_first, pump->kept_size, pump->now);
    pump->kept_first += taken;
    pump->kept_size -= taken;
}

static void receive(struct s7_pump *pump, int flags)
{
    ssize_t size = recv(pump->fd, pump->buffer, sizeof pump->buffer, flags);
    int sys_errno = size < 0 ? errno : 0;
    pump->now = s7_posix_now();
    if (size == 0)
        s7_pump_end(pump, &(struct s7_fault){.error = S7_OK}, false);
    else if (sys_errno == EAGAIN || sys_errno == EWOULDBLOCK || sys_errno == EINTR)
        tick_when_due(pump);
    else if (size < 0)
        fail(pump, sys_errno);
    else if (want(pump) & S7_WANT_READ) {
        pump->kept_first = 0;
        pump->kept_size = (size_t)size;
        offer_kept(pump);
        tick_when_due(pump); /* a partner that never stops sending does not stop the clock */
    }
}

static bool may_block(const struct s7_pump *pump, s7_time due)
{
    return due - pump->now >= pump->receive_timeout - pump->receive_timeout / OVERSHOOT_PART;
}

/* Nothing can be moved at once: receive, or wait until something can be moved or is due. */
static void wait_or_receive(struct s7_pump *pump, s7_time until)
{
    const struct s7_session *session = pump->session;
    s7_time due = s7_time_earlier(until, session->ops->deadline(session->self));
    bool reading = want(pump) & (S7_WANT_READ | S7_WANT_FIN);
    if (reading && !pump->blocked && may_block(pump, due)) {
        receive(pump, 0);
        return;
    }
    short events = (short)((reading ? POLLIN : 0) | (pump->blocked ? POLLOUT : 0));
    bool ready = wait_for(pump, events, due);
    if (ready && reading)
        receive(pump, MSG_DONTWAIT);
    else
        tick_when_due(pump);
}

void s7_pump_step(struct s7_pump *pump, s7_time until)
{
    unsigned wanted = want(pump);
    if (wanted & S7_WANT_RST) {
        s7_pump_end(pump, &(struct s7_fault){.error = S7_OK}, true);
        return;
    }
    if ((wanted & S7_WANT_READ) && pump->kept_size) {
        offer_kept(pump);
        return;
    }
    pump->blocked = false;
    if ((wanted & S7_WANT_WRITE) && !pump->shut && send_output(pump))
        return;
    s7_pump_shut(pump);
    wait_or_receive(pump, until);
}
