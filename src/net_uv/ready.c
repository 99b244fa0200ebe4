/* SPDX-License-Identifier: MIT */
#include "net_uv/ready.h"

#include "net_uv/clock.h"
#include "net_uv/listener.h"
#include "net_uv/stream.h"

static void serve_streams(struct s7_uv *uv)
{
    struct s7_stream *stream = uv->ready_first;
    uv->ready_first = NULL;
    uv->ready_last = NULL;
    while (stream) {
        struct s7_stream *next = stream->next_ready;
        stream->ready = false;
        s7_stream_serve(stream, s7_uv_now());
        stream = next;
    }
}

static void serve_all(struct s7_uv *uv)
{
    serve_streams(uv);
    if (uv->resume_listeners) {
        uv->resume_listeners = false;
        s7_listener_resume_all(uv, s7_uv_now());
    }
    if (uv->ready_first || uv->resume_listeners)
        return;
    uv->serving = false;
    uv_idle_stop(&uv->idle);
    uv_prepare_stop(&uv->before_poll);
    uv_check_stop(&uv->after_poll);
}

static void on_idle(uv_idle_t *idle)
{
    (void)idle; /* that it is active is all it has to do: the loop then does not block */
}

static void on_prepare(uv_prepare_t *prepare)
{
    serve_all(prepare->data);
}

static void on_check(uv_check_t *check)
{
    serve_all(check->data);
}

static void start_serving(struct s7_uv *uv)
{
    if (uv->serving)
        return;
    uv->serving = true;
    uv_idle_start(&uv->idle, on_idle);
    uv_prepare_start(&uv->before_poll, on_prepare);
    uv_check_start(&uv->after_poll, on_check);
}

void s7_ready_init(struct s7_uv *uv)
{
    uv_idle_init(uv->loop, &uv->idle);
    uv_prepare_init(uv->loop, &uv->before_poll);
    uv_check_init(uv->loop, &uv->after_poll);
    uv->idle.data = uv->before_poll.data = uv->after_poll.data = uv;
}

void s7_ready_add(struct s7_uv *uv, struct s7_stream *stream)
{
    if (stream->ready)
        return;
    stream->ready = true;
    stream->next_ready = NULL;
    if (uv->ready_last)
        uv->ready_last->next_ready = stream;
    else
        uv->ready_first = stream;
    uv->ready_last = stream;
    start_serving(uv);
}

void s7_ready_resume(struct s7_uv *uv)
{
    uv->resume_listeners = true;
    start_serving(uv);
}
