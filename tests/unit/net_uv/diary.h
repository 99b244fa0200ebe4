/* SPDX-License-Identifier: MIT
 *
 * unit/net_uv/diary.h — three streams on one loop, and a diary of whose turn came when.
 */
#ifndef UNIT_NET_UV_DIARY_H
#define UNIT_NET_UV_DIARY_H

#include "check.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net_uv/clock.h"
#include "net_uv/stream.h"

enum { ACTORS = 3, DIARY = 64 };

/* A session that has nothing to say; that it is asked is its turn. */
struct actor {
    struct s7_session session;
    struct s7_stream *stream;
    int other_end;
    char name;
    struct actor *wakes; /* in its turn, once */
    bool ends;           /* in its turn */
    bool closed;
};

static struct {
    uv_loop_t loop;
    struct s7_uv *uv;
    uv_poll_t poll; /* the poll phase: calls `in_poll` */
    int poll_fds[2];
    void (*in_poll)(void);
    struct actor actors[ACTORS];
    bool stopped;
    char diary[DIARY]; /* A, B, C: a turn; p: the poll phase */
} stage;

static void note(char what)
{
    size_t size = strlen(stage.diary);
    assert_true(size + 1 < DIARY);
    stage.diary[size] = what;
}

static void diary_reads(const char *expected)
{
    assert_string_equal(stage.diary, expected);
    memset(stage.diary, 0, sizeof stage.diary);
}

static size_t actor_input(void *self, const uint8_t *bytes, size_t size, s7_time now)
{
    (void)self, (void)bytes, (void)now;
    return size;
}

static size_t actor_output(void *self, const uint8_t **ret_bytes)
{
    (void)self;
    *ret_bytes = NULL;
    return 0;
}

static void actor_output_done(void *self, size_t size, s7_time now)
{
    (void)self, (void)size, (void)now;
}

/* The first question of a turn; further ones of the same turn are not noted. */
static unsigned actor_want(const void *self)
{
    struct actor *actor = &stage.actors[((const struct actor *)self)->name - 'A'];
    size_t size = strlen(stage.diary);
    if (size == 0 || stage.diary[size - 1] != actor->name)
        note(actor->name);
    struct actor *woken = actor->wakes;
    if (woken) {
        actor->wakes = NULL;
        s7_session_wake(&woken->session);
    }
    return actor->ends ? S7_WANT_RST : S7_WANT_READ;
}

static s7_time actor_deadline(const void *self)
{
    (void)self;
    return S7_TIME_NEVER;
}

static void actor_tick(void *self, s7_time now)
{
    (void)self, (void)now;
}

static void actor_closed(void *self, const struct s7_fault *fault, s7_time now)
{
    (void)fault, (void)now;
    ((struct actor *)self)->closed = true;
}

static const struct s7_session_ops actor_ops = {.input = actor_input,
                                                .output = actor_output,
                                                .output_done = actor_output_done,
                                                .want = actor_want,
                                                .deadline = actor_deadline,
                                                .tick = actor_tick,
                                                .closed = actor_closed};

static void on_poll(uv_poll_t *poll, int status, int events)
{
    (void)status, (void)events;
    note('p');
    uv_poll_stop(poll);
    if (stage.in_poll)
        stage.in_poll();
}

/* The next turn has something in its poll phase. */
static void poll_next(void (*in_poll)(void))
{
    stage.in_poll = in_poll;
    uv_poll_start(&stage.poll, UV_READABLE, on_poll);
}

static void turn(void)
{
    uv_run(&stage.loop, UV_RUN_NOWAIT);
}

static void wake(size_t number)
{
    s7_session_wake(&stage.actors[number].session);
}

static void enter(struct actor *actor, char name)
{
    int fds[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
    assert_int_equal(s7_uv_tune(stage.uv, fds[0]), 0);
    *actor = (struct actor){.session = {.ops = &actor_ops, .self = actor}, .other_end = fds[1], .name = name};
    assert_int_equal(s7_stream_new(stage.uv, fds[0], &actor->stream), S7_OK);
    s7_stream_start(actor->stream, &actor->session, s7_uv_now());
}

static int set_up(void **state)
{
    (void)state;
    memset(&stage, 0, sizeof stage);
    assert_int_equal(uv_loop_init(&stage.loop), 0);
    assert_int_equal(s7_uv_new(&stage.loop, NULL, &stage.uv), S7_OK);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, stage.poll_fds), 0);
    assert_int_equal(write(stage.poll_fds[1], "!", 1), 1); /* always readable */
    assert_int_equal(uv_poll_init(&stage.loop, &stage.poll, stage.poll_fds[0]), 0);
    for (size_t i = 0; i < ACTORS; i++)
        enter(&stage.actors[i], (char)('A' + i));
    for (int i = 0; i < 3; i++) /* whatever starting left to be done */
        turn();
    memset(stage.diary, 0, sizeof stage.diary);
    return 0;
}

static void on_stopped(void *user)
{
    (void)user;
    stage.stopped = true;
}

static int tear_down(void **state)
{
    (void)state;
    for (size_t i = 0; i < ACTORS; i++)
        close(stage.actors[i].other_end);
    memset(stage.diary, 0, sizeof stage.diary);
    uv_poll_stop(&stage.poll);
    s7_uv_stop(stage.uv, on_stopped, NULL);
    uv_close((uv_handle_t *)&stage.poll, NULL);
    uv_run(&stage.loop, UV_RUN_DEFAULT);
    assert_true(stage.stopped);
    assert_int_equal(uv_loop_close(&stage.loop), 0);
    for (size_t i = 0; i < ACTORS; i++)
        assert_true(stage.actors[i].closed);
    close(stage.poll_fds[0]);
    close(stage.poll_fds[1]);
    return 0;
}

#endif
