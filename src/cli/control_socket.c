/* SPDX-License-Identifier: MIT */
#include "cli/control_socket.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/control_path.h"
#include "cli/json.h"
#include "net_uv/clock.h"

enum { UNREAD_MAX = 1 << 20 /* octets of answers */ };

/* Somebody who asks. */
struct peer {
    uv_pipe_t pipe;
    struct s7_control_socket *socket; /* NULL: the place is free */
    char line[S7_CONTROL_LINE_SIZE];
    size_t fill;
    bool closing;
};

struct s7_control_socket {
    uv_pipe_t pipe;
    struct s7_control *control;
    struct peer peers[S7_CONTROL_PEERS];
    unsigned handles; /* not closed yet */
    bool closing;
};

/* One answer on its way. */
struct answer {
    uv_write_t write;
    char *text;
    bool last; /* ends the connection */
};

static void release(struct s7_control_socket *socket)
{
    if (--socket->handles == 0)
        free(socket);
}

static void on_peer_closed(uv_handle_t *handle)
{
    struct peer *peer = handle->data;
    struct s7_control_socket *socket = peer->socket;
    peer->socket = NULL;
    release(socket);
}

static void close_peer(struct peer *peer)
{
    if (peer->closing)
        return;
    peer->closing = true;
    uv_close((uv_handle_t *)&peer->pipe, on_peer_closed);
}

/* ---- answers --------------------------------------------------------------------------------------------------- */

static void on_written(uv_write_t *write, int status)
{
    struct answer *answer = (struct answer *)write;
    struct peer *peer = write->handle->data;
    if (status < 0 || answer->last)
        close_peer(peer);
    free(answer->text);
    free(answer);
}

/* The text with a newline behind it, on the heap; steals the document. */
static char *line_of(json_t *document, size_t *ret_size)
{
    char *text = json_dumps(document, JSON_COMPACT);
    json_decref(document);
    size_t size = text ? strlen(text) : 0;
    char *line = text ? malloc(size + 1) : NULL;
    if (line) {
        memcpy(line, text, size + 1);
        line[size] = '\n';
        *ret_size = size + 1;
    }
    free(text);
    return line;
}

static void say(struct peer *peer, json_t *document, bool last)
{
    struct answer *answer = calloc(1, sizeof *answer);
    size_t size = 0;
    char *text = line_of(document, &size);
    if (!answer || !text) {
        free(answer);
        free(text);
        close_peer(peer);
        return;
    }
    answer->text = text;
    answer->last = last;
    uv_buf_t buf = uv_buf_init(text, (unsigned)size);
    if (uv_write(&answer->write, (uv_stream_t *)&peer->pipe, &buf, 1, on_written) != 0) {
        free(text);
        free(answer);
        close_peer(peer);
    } else if (uv_stream_get_write_queue_size((uv_stream_t *)&peer->pipe) > UNREAD_MAX) {
        close_peer(peer); /* it asks, and never reads */
    }
}

/* ---- lines ----------------------------------------------------------------------------------------------------- */

static void refuse_long_line(struct peer *peer)
{
    json_t *answer = s7_cli_json_document("control");
    json_object_set_new(answer, "ok", json_false());
    json_object_set_new(answer, "error", json_sprintf("a line has at most %d octets", (int)sizeof peer->line));
    uv_read_stop((uv_stream_t *)&peer->pipe);
    say(peer, answer, true);
}

static void answer_lines(struct peer *peer)
{
    char *end;
    while (!peer->closing && (end = memchr(peer->line, '\n', peer->fill)) != NULL) {
        size_t size = (size_t)(end - peer->line);
        say(peer, s7_control_answer(peer->socket->control, peer->line, size, s7_uv_now()), false);
        peer->fill -= size + 1;
        memmove(peer->line, end + 1, peer->fill);
    }
    if (!peer->closing && peer->fill == sizeof peer->line)
        refuse_long_line(peer);
}

static void on_alloc(uv_handle_t *handle, size_t suggested, uv_buf_t *ret_buf)
{
    struct peer *peer = handle->data;
    (void)suggested;
    *ret_buf = uv_buf_init(peer->line + peer->fill, (unsigned)(sizeof peer->line - peer->fill));
}

static void on_read(uv_stream_t *stream, ssize_t size, const uv_buf_t *buf)
{
    struct peer *peer = stream->data;
    (void)buf;
    if (size < 0) {
        close_peer(peer);
        return;
    }
    peer->fill += (size_t)size;
    answer_lines(peer);
}

/* ---- connections ----------------------------------------------------------------------------------------------- */

static struct peer *find_place(struct s7_control_socket *socket)
{
    for (size_t i = 0; i < S7_CONTROL_PEERS; i++)
        if (!socket->peers[i].socket)
            return &socket->peers[i];
    return NULL;
}

static void on_turned_away(uv_handle_t *handle)
{
    free(handle);
}

static void turn_away(struct s7_control_socket *socket)
{
    uv_pipe_t *pipe = malloc(sizeof *pipe);
    if (!pipe)
        return;
    uv_pipe_init(socket->pipe.loop, pipe, 0);
    uv_accept((uv_stream_t *)&socket->pipe, (uv_stream_t *)pipe);
    uv_close((uv_handle_t *)pipe, on_turned_away);
}

static void on_connection(uv_stream_t *stream, int status)
{
    struct s7_control_socket *socket = stream->data;
    struct peer *peer = find_place(socket);
    if (status < 0)
        return;
    if (!peer) {
        turn_away(socket);
        return;
    }
    peer->socket = socket;
    peer->fill = 0;
    peer->closing = false;
    uv_pipe_init(stream->loop, &peer->pipe, 0);
    peer->pipe.data = peer;
    socket->handles++;
    if (uv_accept(stream, (uv_stream_t *)&peer->pipe) != 0 ||
        uv_read_start((uv_stream_t *)&peer->pipe, on_alloc, on_read) != 0)
        close_peer(peer);
}

/* ---- making ---------------------------------------------------------------------------------------------------- */

static void on_socket_closed(uv_handle_t *handle)
{
    release(handle->data);
}

void s7_control_socket_close(struct s7_control_socket *socket)
{
    if (!socket || socket->closing)
        return;
    socket->closing = true;
    for (size_t i = 0; i < S7_CONTROL_PEERS; i++)
        if (socket->peers[i].socket)
            close_peer(&socket->peers[i]);
    uv_close((uv_handle_t *)&socket->pipe, on_socket_closed); /* removes the file */
}

/* The file must never have been open to others, so the mode is right from the beginning. */
static int bind_privately(uv_pipe_t *pipe, const char *path)
{
    mode_t before = umask(S_IRWXG | S_IRWXO | S_IXUSR);
    int error = uv_pipe_bind(pipe, path);
    umask(before);
    return error;
}

static int listen_at(struct s7_control_socket *socket, const char *path)
{
    int error = s7_control_path_clear(path);
    if (error == 0)
        error = bind_privately(&socket->pipe, path);
    return error == 0 ? uv_listen((uv_stream_t *)&socket->pipe, S7_CONTROL_PEERS, on_connection) : error;
}

static const char *reason_of(int error)
{
    if (error == UV_EADDRINUSE)
        return "another program serves this socket";
    return error == UV_EEXIST ? "the file is there and no socket" : uv_strerror(error);
}

struct s7_control_socket *s7_control_socket_open(uv_loop_t *loop, const char *path, struct s7_control *control)
{
    struct s7_control_socket *socket = calloc(1, sizeof *socket);
    if (!socket) {
        fprintf(stderr, "sieben: %s: out of memory\n", path);
        return NULL;
    }
    socket->control = control;
    uv_pipe_init(loop, &socket->pipe, 0);
    socket->pipe.data = socket;
    socket->handles = 1;
    int error = listen_at(socket, path);
    if (error == 0)
        return socket;
    fprintf(stderr, "sieben: %s: %s\n", path, reason_of(error));
    s7_control_socket_close(socket);
    return NULL;
}
