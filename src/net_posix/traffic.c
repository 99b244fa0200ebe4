/* SPDX-License-Identifier: MIT */
#include "net_posix/traffic.h"

#include <errno.h>
#include <string.h>

#include "net_posix/loop.h"

enum {
    ROUNDS_MAX = 4,       /* of one turn, so that one busy channel does not starve the others */
    ROUNDS_MAX_ENDED = 32 /* likewise, while what comes is thrown away: the sooner it is over the better */
};

enum move { MOVE_NONE, MOVE_SOME, MOVE_GONE };

static enum move fail(struct s7_channel *channel, int sys_errno, s7_time now)
{
    struct s7_fault fault = s7_loop_fault(sys_errno);
    s7_channel_end(channel, &fault, false, now);
    return MOVE_GONE;
}

/* ---- out ------------------------------------------------------------------------------------------------- */

static ssize_t send_octets(int fd, const uint8_t *bytes, size_t size)
{
    ssize_t sent;
    do
        sent = send(fd, bytes, size, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent;
}

static enum move move_output(struct s7_channel *channel, s7_time now)
{
    const struct s7_session *session = channel->session;
    const uint8_t *bytes = NULL;
    size_t size = session->ops->output(session->self, &bytes);
    if (size == 0)
        return MOVE_NONE;
    ssize_t sent = send_octets(channel->fd, bytes, size);
    if (sent < 0 && errno != EAGAIN && errno != EWOULDBLOCK)
        return fail(channel, errno, now);
    size_t done = sent > 0 ? (size_t)sent : 0;
    channel->blocked = done < size;
    if (done == 0)
        return MOVE_NONE;
    channel->loop->counters.octets_out += done;
    session->ops->output_done(session->self, done, now);
    return MOVE_SOME;
}

/* ---- in -------------------------------------------------------------------------------------------------- */

static enum move offer_kept(struct s7_channel *channel, s7_time now)
{
    const struct s7_session *session = channel->session;
    size_t taken =
        session->ops->input(session->self, channel->kept + channel->kept_first, channel->kept_size, now);
    channel->kept_first += taken;
    channel->kept_size -= taken;
    return taken ? MOVE_SOME : MOVE_NONE;
}

static void feed_chunk(struct s7_channel *channel, size_t size, s7_time now)
{
    const struct s7_session *session = channel->session;
    const uint8_t *chunk = channel->loop->chunk;
    size_t taken = session->ops->input(session->self, chunk, size, now);
    channel->kept_first = 0;
    channel->kept_size = size - taken;
    memcpy(channel->kept, chunk + taken, channel->kept_size);
}

static ssize_t receive_octets(const struct s7_channel *channel)
{
    ssize_t size;
    do
        size = recv(channel->fd, channel->loop->chunk, sizeof channel->loop->chunk, 0);
    while (size < 0 && errno == EINTR);
    return size;
}

/* Reads one chunk: into the session, or into nothing while only the peer's end is awaited. */
static enum move receive_chunk(struct s7_channel *channel, unsigned want, bool *readable, s7_time now)
{
    ssize_t size = receive_octets(channel);
    if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
        *readable = false;
        return MOVE_NONE;
    }
    if (size < 0)
        return fail(channel, errno, now);
    if (size == 0) {
        s7_channel_end(channel, &(struct s7_fault){.error = S7_OK}, false, now);
        return MOVE_GONE;
    }
    *readable = (size_t)size == sizeof channel->loop->chunk;
    channel->loop->counters.octets_in += (size_t)size;
    if (want & S7_WANT_READ)
        feed_chunk(channel, (size_t)size, now);
    return MOVE_SOME;
}

static enum move move_input(struct s7_channel *channel, bool *readable, s7_time now)
{
    unsigned want = s7_channel_want(channel);
    if ((want & S7_WANT_READ) && channel->kept_size)
        return offer_kept(channel, now);
    if (*readable && (want & (S7_WANT_READ | S7_WANT_FIN)))
        return receive_chunk(channel, want, readable, now);
    return MOVE_NONE;
}

/* ---- both ------------------------------------------------------------------------------------------------ */

static enum move move_once(struct s7_channel *channel, bool *readable, s7_time now)
{
    unsigned want = s7_channel_want(channel);
    if (want & S7_WANT_RST) {
        s7_channel_end(channel, &(struct s7_fault){.error = S7_OK}, true, now);
        return MOVE_GONE;
    }
    enum move out = MOVE_NONE;
    if ((want & S7_WANT_WRITE) && !channel->blocked && channel->state == S7_CHANNEL_OPEN)
        out = move_output(channel, now);
    if (out == MOVE_GONE)
        return out;
    enum move in = move_input(channel, readable, now);
    return in == MOVE_NONE ? out : in;
}

/* When nothing can be moved any more: our end of the stream, if it is time for it. */
static void shut_when_drained(struct s7_channel *channel)
{
    if (channel->blocked || channel->state != S7_CHANNEL_OPEN || !(s7_channel_want(channel) & S7_WANT_FIN))
        return;
    shutdown(channel->fd, SHUT_WR); /* a failure shows when the peer's end is read */
    channel->state = S7_CHANNEL_SHUT;
}

bool s7_traffic_run(struct s7_channel *channel, bool readable, s7_time now)
{
    enum move move = MOVE_SOME;
    int most = s7_channel_want(channel) & S7_WANT_READ ? ROUNDS_MAX : ROUNDS_MAX_ENDED;
    for (int round = 0; move == MOVE_SOME && round < most; round++)
        move = move_once(channel, &readable, now);
    if (move == MOVE_GONE)
        return false;
    if (move == MOVE_SOME)
        channel->ready = true;
    else
        shut_when_drained(channel);
    return true;
}
