/* SPDX-License-Identifier: MIT */
#include "net_uv/attempt.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "net_uv/address.h"
#include "net_uv/clock.h"
#include "net_uv/knock.h"
#include "net_uv/stream.h"

struct s7_attempt {
    struct s7_uv *uv;
    struct s7_attempt *next, *previous;
    struct s7_session *session;       /* NULL: over */
    struct s7_knock *knock;           /* the address that is being tried */
    struct addrinfo *found;           /* by name resolution */
    const struct addrinfo *candidate; /* to be tried next */
    struct addrinfo numeric;          /* the only candidate of a numeric address */
    struct sockaddr_storage numeric_address;
    struct s7_fault fault; /* of what was tried last */
    s7_time started_at;
    s7_time due;
    char source[sizeof((struct s7_endpoint){0}.source)];
    int16_t keepalive_s; /* as in struct s7_endpoint */
    uv_getaddrinfo_t resolve;
    uv_timer_t timer;
    bool resolving;
    bool failed; /* nothing is left to be tried */
    bool timer_closed;
};

/* ---- memory and list ------------------------------------------------------------------------------------- */

static void link_attempt(struct s7_attempt *attempt)
{
    struct s7_uv *uv = attempt->uv;
    attempt->next = uv->attempts;
    if (uv->attempts)
        uv->attempts->previous = attempt;
    uv->attempts = attempt;
    uv->counters.dialled++;
    s7_uv_hold(uv);
}

static void unlink_attempt(struct s7_attempt *attempt)
{
    if (attempt->previous)
        attempt->previous->next = attempt->next;
    else
        attempt->uv->attempts = attempt->next;
    if (attempt->next)
        attempt->next->previous = attempt->previous;
}

static void release_attempt(struct s7_attempt *attempt)
{
    if (attempt->resolving || !attempt->timer_closed)
        return;
    struct s7_uv *uv = attempt->uv;
    if (attempt->found)
        uv_freeaddrinfo(attempt->found);
    free(attempt);
    s7_uv_drop(uv);
}

static void on_timer_close(uv_handle_t *handle)
{
    struct s7_attempt *attempt = handle->data;
    attempt->timer_closed = true;
    release_attempt(attempt);
}

/* ---- ends ------------------------------------------------------------------------------------------------ */

/* Takes the attempt off the books; the session is the caller's again. */
static struct s7_session *end_attempt(struct s7_attempt *attempt)
{
    struct s7_session *session = attempt->session;
    attempt->session = NULL;
    unlink_attempt(attempt);
    uv_close((uv_handle_t *)&attempt->timer, on_timer_close);
    if (attempt->resolving)
        uv_cancel((uv_req_t *)&attempt->resolve);
    return session;
}

static void fail_attempt(struct s7_attempt *attempt)
{
    s7_time now = s7_uv_now();
    struct s7_fault fault = attempt->fault;
    fault.phase = S7_PHASE_CONNECT;
    fault.elapsed_ms = (uint32_t)((now - attempt->started_at) / S7_MILLISECOND);
    struct s7_session *session = end_attempt(attempt);
    session->ops->closed(session->self, &fault, now);
}

static void succeed(struct s7_attempt *attempt, int fd)
{
    s7_time now = s7_uv_now();
    struct s7_stream *stream;
    int failed = s7_stream_new(attempt->uv, fd, &stream);
    if (failed) {
        attempt->fault = (struct s7_fault){.error = failed, .sys_errno = ENOMEM};
        fail_attempt(attempt);
        return;
    }
    s7_stream_start(stream, end_attempt(attempt), now);
}

/* ---- one address after the other ------------------------------------------------------------------------- */

static void on_timer(uv_timer_t *timer);
static void on_knock(void *user, int sys_errno);

static void arm_timer(struct s7_attempt *attempt, s7_time span)
{
    uv_update_time(attempt->uv->loop); /* the span counts from now, not from the turn's begin */
    uv_timer_start(&attempt->timer, on_timer, (uint64_t)(span / S7_MILLISECOND) + (span > 0), 0);
}

/* Every candidate gets an equal share of the time that is left. */
static s7_time share_time(const struct s7_attempt *attempt, const struct addrinfo *rest)
{
    s7_time left = attempt->due - s7_uv_now();
    s7_time shares = 1;
    for (; rest; rest = rest->ai_next)
        shares++;
    return left > 0 ? left / shares : 0;
}

/* Tries the next address; without one the attempt fails from its timer, never inside dial(). */
static void try_next(struct s7_attempt *attempt)
{
    while (attempt->candidate) {
        const struct addrinfo *candidate = attempt->candidate;
        attempt->candidate = candidate->ai_next;
        int failed = s7_knock_start(attempt->uv, candidate->ai_addr, attempt->source, on_knock, attempt,
                                    &attempt->knock);
        if (!failed) {
            if (attempt->keepalive_s != 0)
                s7_uv_keep_alive(attempt->knock->fd, attempt->keepalive_s);
            arm_timer(attempt, share_time(attempt, attempt->candidate));
            return;
        }
        attempt->fault = s7_uv_fault(-failed);
    }
    attempt->failed = true;
    arm_timer(attempt, 0);
}

static void on_knock(void *user, int sys_errno)
{
    struct s7_attempt *attempt = user;
    struct s7_knock *knock = attempt->knock;
    attempt->knock = NULL;
    if (!sys_errno) {
        succeed(attempt, s7_knock_take(knock));
        return;
    }
    s7_knock_drop(knock);
    attempt->fault = s7_uv_fault(-sys_errno);
    try_next(attempt);
}

static void on_timer(uv_timer_t *timer)
{
    struct s7_attempt *attempt = timer->data;
    if (attempt->failed) {
        fail_attempt(attempt);
        return;
    }
    attempt->fault = s7_uv_fault(UV_ETIMEDOUT);
    if (attempt->resolving)
        attempt->fault.error = S7_ERR_TCP_NAME;
    if (attempt->knock)
        s7_knock_drop(attempt->knock);
    attempt->knock = NULL;
    if (attempt->candidate && s7_uv_now() < attempt->due)
        try_next(attempt);
    else
        fail_attempt(attempt);
}

/* ---- name resolution ------------------------------------------------------------------------------------- */

static void on_resolved(uv_getaddrinfo_t *request, int status, struct addrinfo *found)
{
    struct s7_attempt *attempt = request->data;
    attempt->resolving = false;
    attempt->found = found;
    if (!attempt->session) {
        release_attempt(attempt);
        return;
    }
    if (attempt->failed)
        return; /* cancelled: its timer ends it */
    attempt->candidate = found;
    if (status)
        attempt->fault = (struct s7_fault){.error = S7_ERR_TCP_NAME};
    try_next(attempt);
}

static int start_resolving(struct s7_attempt *attempt, const struct s7_endpoint *to)
{
    const struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM};
    char port[8];
    snprintf(port, sizeof port, "%u", to->port);
    attempt->resolve.data = attempt;
    int failed = uv_getaddrinfo(attempt->uv->loop, &attempt->resolve, on_resolved, to->host, port, &hints);
    attempt->resolving = !failed;
    return failed;
}

/* ---- the dialer ------------------------------------------------------------------------------------------ */

static struct s7_uv *transport_of(struct s7_dialer *dialer)
{
    return (struct s7_uv *)(void *)((char *)dialer - offsetof(struct s7_uv, dialer));
}

static struct s7_attempt *new_attempt(struct s7_uv *uv, struct s7_session *session, s7_time timeout)
{
    struct s7_attempt *attempt = calloc(1, sizeof *attempt);
    if (!attempt)
        return NULL;
    attempt->uv = uv;
    attempt->session = session;
    attempt->started_at = s7_uv_now();
    attempt->due = s7_time_after(attempt->started_at, timeout);
    attempt->timer.data = attempt;
    return attempt;
}

int s7_attempt_dial(struct s7_dialer *dialer, const struct s7_endpoint *to, struct s7_session *session,
                    s7_time timeout)
{
    struct s7_uv *uv = transport_of(dialer);
    if (uv->stopping)
        return S7_ERR_LOCAL_CLOSED;
    struct s7_attempt *attempt = new_attempt(uv, session, timeout);
    if (!attempt)
        return S7_ERR_LOCAL_MEMORY;
    attempt->keepalive_s = to->keepalive_s;
    memcpy(attempt->source, to->source, sizeof attempt->source);
    bool numeric = s7_address_numeric(to->host, to->port, &attempt->numeric_address);
    int failed = numeric ? 0 : start_resolving(attempt, to);
    if (failed) {
        free(attempt);
        return failed == UV_ENOMEM ? S7_ERR_LOCAL_MEMORY : S7_ERR_TCP_NAME;
    }
    uv_timer_init(uv->loop, &attempt->timer);
    link_attempt(attempt);
    if (!numeric) {
        arm_timer(attempt, timeout);
        return S7_OK;
    }
    attempt->numeric.ai_addr = (struct sockaddr *)(void *)&attempt->numeric_address;
    attempt->candidate = &attempt->numeric;
    try_next(attempt);
    return S7_OK;
}

void s7_attempt_cancel_all(struct s7_uv *uv)
{
    for (struct s7_attempt *attempt = uv->attempts; attempt; attempt = attempt->next) {
        if (attempt->knock)
            s7_knock_drop(attempt->knock);
        attempt->knock = NULL;
        attempt->fault = (struct s7_fault){.error = S7_ERR_LOCAL_CLOSED};
        attempt->failed = true;
        arm_timer(attempt, 0);
    }
}
