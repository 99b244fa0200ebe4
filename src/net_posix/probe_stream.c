/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net_posix/clock.h"
#include "net_posix/probe.h"
#include "net_posix/probe_socket.h"

static bool would_wait(int sys_errno)
{
    return sys_errno == EAGAIN || sys_errno == EWOULDBLOCK || sys_errno == EINTR;
}

static enum s7_heard ended(struct s7_probe_stream *stream, int sys_errno)
{
    stream->sys_errno = sys_errno;
    return sys_errno == ECONNRESET || sys_errno == EPIPE ? S7_HEARD_RESET : S7_HEARD_BROKEN;
}

/*
 * Silence, unless somebody on the way has said meanwhile that octets do not get through: the kernel puts that aside
 * and goes on trying when it comes while a system call runs.
 */
static enum s7_heard silence(struct s7_probe_stream *stream)
{
    int said = 0;
    socklen_t size = sizeof said;
    return getsockopt(stream->fd, SOL_SOCKET, SO_ERROR, &said, &size) || !said ? S7_HEARD_SILENCE
                                                                               : ended(stream, said);
}

static bool await(const struct s7_probe_stream *stream, short events, s7_time due)
{
    return s7_probe_wait(stream->fd, events, due) && s7_posix_now() < due;
}

enum s7_heard s7_probe_send(struct s7_probe_stream *stream, const uint8_t *bytes, size_t size, s7_time timeout)
{
    const s7_time due = s7_time_after(s7_posix_now(), timeout);
    size_t sent = 0;
    while (sent < size) {
        const ssize_t taken = send(stream->fd, bytes + sent, size - sent, MSG_NOSIGNAL);
        if (taken >= 0)
            sent += (size_t)taken;
        else if (!would_wait(errno))
            return ended(stream, errno);
        else if (!await(stream, POLLOUT, due))
            return silence(stream);
    }
    return S7_HEARD_OCTETS;
}

static enum s7_heard receive_until(struct s7_probe_stream *stream, uint8_t *ret_bytes, size_t size, s7_time due,
                                   size_t *ret_size)
{
    do {
        const ssize_t got = recv(stream->fd, ret_bytes, size, 0);
        if (got > 0)
            *ret_size = (size_t)got;
        if (got >= 0)
            return got ? S7_HEARD_OCTETS : S7_HEARD_CLOSED;
        if (!would_wait(errno))
            return ended(stream, errno);
    } while (await(stream, POLLIN, due));
    return silence(stream);
}

enum s7_heard s7_probe_receive(struct s7_probe_stream *stream, uint8_t *ret_bytes, size_t size, s7_time timeout,
                               size_t *ret_size)
{
    return receive_until(stream, ret_bytes, size, s7_time_after(s7_posix_now(), timeout), ret_size);
}

/* Octets that nobody reads would make the system send a reset instead of an end. */
static enum s7_heard await_end(struct s7_probe_stream *stream, s7_time due)
{
    uint8_t thrown_away[2048];
    size_t size;
    enum s7_heard heard;
    do
        heard = receive_until(stream, thrown_away, sizeof thrown_away, due, &size);
    while (heard == S7_HEARD_OCTETS && s7_posix_now() < due);
    return heard == S7_HEARD_OCTETS ? S7_HEARD_SILENCE : heard;
}

enum s7_heard s7_probe_close(struct s7_probe_stream *stream, bool reset, s7_time timeout)
{
    const struct linger at_once = {.l_onoff = 1, .l_linger = 0};
    enum s7_heard heard = S7_HEARD_RESET;
    if (reset)
        setsockopt(stream->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    else if (shutdown(stream->fd, SHUT_WR)) /* it had gone before */
        heard = ended(stream, stream->sys_errno ? stream->sys_errno : errno);
    else
        heard = await_end(stream, s7_time_after(s7_posix_now(), timeout));
    close(stream->fd);
    stream->fd = -1;
    return heard;
}
