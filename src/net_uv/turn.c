/* SPDX-License-Identifier: MIT */
#include "net_uv/turn.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#include "net_uv/ready.h"

enum {
    ROUNDS_MAX = 4,       /* of one turn, so that one busy stream does not starve the others */
    ROUNDS_MAX_ENDED = 32 /* likewise, while what comes is thrown away: the sooner it is over the better */
};

enum move { MOVE_NONE, MOVE_SOME, MOVE_GONE };

unsigned s7_turn_want(const struct s7_stream *stream)
{
    if (!stream->session)
        return S7_WANT_FIN;
    unsigned want = stream->session->ops->want(stream->session->self);
    if (stream->uv->stopping)
        want = (want & (S7_WANT_WRITE | S7_WANT_RST)) | S7_WANT_FIN;
    return want;
}

static enum move fail(struct s7_stream *stream, int sys_errno, s7_time now)
{
    struct s7_fault fault = s7_uv_fault(-sys_errno);
    s7_stream_end(stream, &fault, false, now);
    return MOVE_GONE;
}

static enum move send_output(struct s7_stream *stream, s7_time now)
{
    const struct s7_session *session = stream->session;
    const uint8_t *bytes = NULL;
    size_t size = session->ops->output(session->self, &bytes);
    if (size == 0)
        return MOVE_NONE;
    ssize_t sent;
    do
        sent = send(stream->fd, bytes, size, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    if (sent < 0 && errno != EAGAIN && errno != EWOULDBLOCK)
        return fail(stream, errno, now);
    size_t done = sent > 0 ? (size_t)sent : 0;
    stream->blocked = done < size;
    if (done == 0)
        return MOVE_NONE;
    stream->uv->counters.octets_out += done;
    session->ops->output_done(session->self, done, now);
    return MOVE_SOME;
}

static enum move offer_kept(struct s7_stream *stream, s7_time now)
{
    const struct s7_session *session = stream->session;
    size_t taken =
        session->ops->input(session->self, stream->kept + stream->kept_first, stream->kept_size, now);
    stream->kept_first += taken;
    stream->kept_size -= taken;
    return taken ? MOVE_SOME : MOVE_NONE;
}

static void feed_chunk(struct s7_stream *stream, size_t size, s7_time now)
{
    const struct s7_session *session = stream->session;
    const uint8_t *chunk = stream->uv->chunk;
    size_t taken = session->ops->input(session->self, chunk, size, now);
    stream->kept_first = 0;
    stream->kept_size = size - taken;
    memcpy(stream->kept, chunk + taken, stream->kept_size);
}

/* Reads one chunk: into the session, or into nothing while only the peer's end is awaited. */
static enum move receive_chunk(struct s7_stream *stream, unsigned want, bool *readable, s7_time now)
{
    ssize_t size;
    do
        size = recv(stream->fd, stream->uv->chunk, sizeof stream->uv->chunk, 0);
    while (size < 0 && errno == EINTR);
    if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
        *readable = false;
        return MOVE_NONE;
    }
    if (size < 0)
        return fail(stream, errno, now);
    if (size == 0) {
        s7_stream_end(stream, &(struct s7_fault){.error = S7_OK}, false, now);
        return MOVE_GONE;
    }
    *readable = (size_t)size == sizeof stream->uv->chunk;
    stream->uv->counters.octets_in += (size_t)size;
    if (want & S7_WANT_READ)
        feed_chunk(stream, (size_t)size, now);
    return MOVE_SOME;
}

static enum move move_input(struct s7_stream *stream, bool *readable, s7_time now)
{
    unsigned want = s7_turn_want(stream);
    if ((want & S7_WANT_READ) && stream->kept_size)
        return offer_kept(stream, now);
    if (*readable && (want & (S7_WANT_READ | S7_WANT_FIN)))
        return receive_chunk(stream, want, readable, now);
    return MOVE_NONE;
}

static enum move move_once(struct s7_stream *stream, bool *readable, s7_time now)
{
    unsigned want = s7_turn_want(stream);
    if (want & S7_WANT_RST) {
        s7_stream_end(stream, &(struct s7_fault){.error = S7_OK}, true, now);
        return MOVE_GONE;
    }
    enum move out = MOVE_NONE;
    if ((want & S7_WANT_WRITE) && !stream->blocked && stream->state == S7_STREAM_OPEN)
        out = send_output(stream, now);
    if (out == MOVE_GONE)
        return out;
    enum move in = move_input(stream, readable, now);
    return in == MOVE_NONE ? out : in;
}

void s7_turn_run(struct s7_stream *stream, bool readable, s7_time now)
{
    enum move move = MOVE_SOME;
    int most = s7_turn_want(stream) & S7_WANT_READ ? ROUNDS_MAX : ROUNDS_MAX_ENDED;
    for (int round = 0; move == MOVE_SOME && round < most; round++)
        move = move_once(stream, &readable, now);
    if (move == MOVE_SOME)
        s7_ready_add(stream->uv, stream);
    if (move != MOVE_NONE || stream->blocked || stream->state != S7_STREAM_OPEN)
        return;
    if (s7_turn_want(stream) & S7_WANT_FIN) {
        /* A failure shows when the peer's end is read. */
        shutdown(stream->fd, SHUT_WR);
        stream->state = S7_STREAM_SHUT;
    }
}
