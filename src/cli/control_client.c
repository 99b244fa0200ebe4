/* SPDX-License-Identifier: MIT */
#include "cli/control_client.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "cli/control_path.h"

enum { ANSWER_MAX = 1 << 20, CHUNK = 4096, PATIENCE_S = 10 };

static void say_why(const char *path, int error)
{
    bool nobody = error == ECONNREFUSED || error == ENOENT;
    fprintf(stderr, "sieben: %s: %s%s\n", path, strerror(error),
            nobody ? " (is `sieben cpu ... --control` running?)" : "");
}

static int send_all(int fd, const char *text, size_t size)
{
    while (size > 0) {
        ssize_t sent = send(fd, text, size, MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR)
            return errno;
        size_t done = sent > 0 ? (size_t)sent : 0;
        text += done;
        size -= done;
    }
    return 0;
}

/* Up to the newline, which becomes the end of the text. */
static int receive_line(int fd, char *line)
{
    for (size_t fill = 0; fill + CHUNK <= ANSWER_MAX;) {
        ssize_t size = recv(fd, line + fill, CHUNK, 0);
        if (size < 0 && errno == EINTR)
            continue;
        if (size <= 0)
            return size < 0 ? errno : ECONNRESET;
        char *end = memchr(line + fill, '\n', (size_t)size);
        fill += (size_t)size;
        if (end) {
            *end = '\0';
            return 0;
        }
    }
    return EMSGSIZE;
}

static int exchange(int fd, const char *text, char *line)
{
    const struct timeval patience = {.tv_sec = PATIENCE_S};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    int size = snprintf(line, ANSWER_MAX, "%s\n", text);
    int error = size < ANSWER_MAX ? send_all(fd, line, (size_t)size) : EMSGSIZE;
    return error == 0 ? receive_line(fd, line) : error;
}

static json_t *ask(const char *path, const char *text, char *line)
{
    int fd = s7_control_path_connect(path);
    int error = fd < 0 ? -fd : exchange(fd, text, line);
    if (fd >= 0)
        close(fd);
    if (error != 0) {
        say_why(path, error);
        return NULL;
    }
    json_t *answer = json_loads(line, 0, NULL);
    if (!json_is_object(answer)) {
        fprintf(stderr, "sieben: %s: the answer is not one of `sieben cpu`\n", path);
        json_decref(answer);
        return NULL;
    }
    return answer;
}

json_t *s7_control_ask(const char *path, json_t *request)
{
    char *text = json_dumps(request, JSON_COMPACT);
    char *line = malloc(ANSWER_MAX);
    json_t *answer = NULL;
    json_decref(request);
    if (text && line)
        answer = ask(path, text, line);
    else
        say_why(path, ENOMEM);
    free(text);
    free(line);
    return answer;
}
