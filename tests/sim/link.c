/* SPDX-License-Identifier: MIT */
#include "sim/link.h"

#include "must.h"
#include <stdio.h>
#include <string.h>

static void sim_wake(struct s7_session_host *host, struct s7_session *session)
{
    (void)session; /* every end is served in every round */
    struct sim *sim = (struct sim *)(void *)((char *)host - offsetof(struct sim, host));
    sim->wakes++;
}

static struct sim_end *free_end(struct sim *sim)
{
    for (size_t i = 0; i < SIM_ENDS; i++)
        if (!sim->ends[i].session && !sim->ends[i].peer)
            return &sim->ends[i];
    must(!"more streams than SIM_ENDS");
    return NULL;
}

static struct sim_end *new_end(struct sim *sim, struct s7_session *session)
{
    struct sim_end *end = free_end(sim);
    *end = (struct sim_end){.sim = sim, .session = session};
    session->host = &sim->host;
    return end;
}

static void enter(struct sim *sim)
{
    must(!sim->in_session && "a session is never re-entered");
    sim->in_session = true;
}

static void leave(struct sim *sim)
{
    sim->in_session = false;
}

static void establish(struct sim_end *end)
{
    end->established = true;
    enter(end->sim);
    end->session->ops->tick(end->session->self, end->sim->now);
    leave(end->sim);
}

void sim_join(struct sim *sim, struct s7_session *a, struct s7_session *b)
{
    struct sim_end *end_a = new_end(sim, a);
    end_a->peer = end_a; /* not free any more */
    struct sim_end *end_b = new_end(sim, b);
    end_a->peer = end_b;
    end_b->peer = end_a;
    establish(end_b);
    establish(end_a);
}

static void close_end(struct sim_end *end, int error)
{
    struct s7_session *session = end->session;
    const struct s7_fault fault = {.error = error};
    if (!session)
        return;
    end->session = NULL;
    session->host = NULL;
    enter(end->sim);
    session->ops->closed(session->self, &fault, end->sim->now);
    leave(end->sim);
}

static void release(struct sim_end *end)
{
    if (!end->session && end->peer && !end->peer->session) {
        end->peer->peer = NULL;
        end->peer = NULL;
    }
}

enum s7_accept sim_connect(struct sim *sim, struct s7_session *session, struct s7_acceptor *acceptor,
                           const char *name)
{
    struct s7_session *served = NULL;
    struct s7_peer peer = {.port = 40000};
    snprintf(peer.address, sizeof peer.address, "%s", name);
    enum s7_accept verdict = acceptor->accept(acceptor, &peer, sim->now, &served);
    if (verdict == S7_ACCEPT_TAKE) {
        sim_join(sim, session, served);
        return verdict;
    }
    struct sim_end *end = new_end(sim, session);
    end->peer = end;
    establish(end);
    close_end(end, verdict == S7_ACCEPT_RESET ? S7_ERR_TCP_RESET : S7_OK);
    end->peer = NULL;
    return verdict;
}

static struct sim_listener *find_listener(struct sim *sim, const char *host, uint16_t port)
{
    for (size_t i = 0; i < sim->listener_count; i++)
        if (strcmp(sim->listeners[i].host, host) == 0 && sim->listeners[i].port == port)
            return &sim->listeners[i];
    return NULL;
}

static int sim_dial(struct s7_dialer *dialer, const struct s7_endpoint *to, struct s7_session *session,
                    s7_time timeout)
{
    struct sim *sim = (struct sim *)(void *)dialer;
    const struct sim_listener *listener = find_listener(sim, to->host, to->port);
    struct sim_end *end = new_end(sim, session);
    end->peer = end; /* taken, not joined yet */
    end->dialled = listener ? listener->acceptor : NULL;
    end->dial_error = listener ? S7_ERR_TCP_REFUSED : S7_ERR_TCP_TIMEOUT;
    end->ready_at = s7_time_after(sim->now, listener ? sim->delay : timeout);
    return S7_OK;
}

void sim_init(struct sim *sim)
{
    memset(sim, 0, sizeof *sim);
    sim->now = S7_SECOND;
    sim->dialer.dial = sim_dial;
    sim->host.wake = sim_wake;
}

void sim_done(struct sim *sim)
{
    for (size_t i = 0; i < SIM_ENDS; i++)
        must(!sim->ends[i].session && "every session is closed before the end");
}

void sim_listen(struct sim *sim, const char *host, uint16_t port, struct s7_acceptor *acceptor)
{
    struct sim_listener *listener = find_listener(sim, host, port);
    if (!listener) {
        must(sim->listener_count < SIM_LISTENERS);
        listener = &sim->listeners[sim->listener_count++];
    }
    snprintf(listener->host, sizeof listener->host, "%s", host);
    listener->port = port;
    listener->acceptor = acceptor;
}

/* A dialled end whose time has come: connected, refused or timed out. */
static bool complete_dial(struct sim_end *end)
{
    struct s7_session *session = end->session;
    struct s7_acceptor *acceptor = end->dialled;
    if (end->sim->now < end->ready_at)
        return false;
    if (acceptor) {
        end->session = NULL;
        end->peer = NULL;
        sim_connect(end->sim, session, acceptor, "dialled");
    } else {
        close_end(end, end->dial_error);
        end->peer = NULL;
    }
    return true;
}

static bool move_output(struct sim_end *end)
{
    struct s7_session *session = end->session;
    struct sim_end *peer = end->peer;
    const uint8_t *octets = NULL;
    enter(end->sim);
    size_t size = session->ops->output(session->self, &octets);
    size_t room = peer->session ? SIM_WINDOW - peer->inbox_size : size; /* into nothing when the peer is gone */
    size_t moved = size < room ? size : room;
    if (moved > 0 && peer->session) {
        if (peer->inbox_size == 0)
            peer->ready_at = s7_time_after(end->sim->now, end->sim->delay);
        memcpy(peer->inbox + peer->inbox_size, octets, moved);
        peer->inbox_size += moved;
        peer->octets_in += moved;
    }
    if (moved > 0)
        session->ops->output_done(session->self, moved, end->sim->now);
    leave(end->sim);
    return moved > 0;
}

static bool move_input(struct sim_end *end)
{
    struct s7_session *session = end->session;
    if (end->inbox_size == 0 || end->sim->now < end->ready_at)
        return false;
    size_t piece = end->sim->cut ? end->sim->cut(end->sim->user, end->inbox_size) : end->inbox_size;
    must(piece > 0 && piece <= end->inbox_size);
    /* An exact-size copy, so that reading past the piece is found. */
    uint8_t exact[SIM_WINDOW];
    uint8_t *at = exact + sizeof exact - piece;
    memcpy(at, end->inbox, piece);
    enter(end->sim);
    size_t taken = session->ops->input(session->self, at, piece, end->sim->now);
    leave(end->sim);
    must(taken <= piece);
    end->inbox_size -= taken;
    memmove(end->inbox, end->inbox + taken, end->inbox_size);
    return taken > 0;
}

static bool end_stream(struct sim_end *end, unsigned want)
{
    struct sim_end *peer = end->peer;
    if (want & S7_WANT_RST) {
        peer->reset = true;
        peer->inbox_size = 0;
        close_end(end, S7_OK);
        return true;
    }
    if ((want & S7_WANT_FIN) && !(want & S7_WANT_WRITE) && !end->fin_sent) {
        end->fin_sent = true;
        peer->eof = true;
        return true;
    }
    if (end->reset) {
        close_end(end, S7_ERR_TCP_RESET);
        return true;
    }
    bool drained = end->inbox_size == 0 || end->fin_sent;
    if (end->eof && drained) {
        peer->eof = true;
        close_end(end, S7_OK);
        return true;
    }
    return false;
}

static bool serve_end(struct sim_end *end)
{
    bool progress = false;
    if (!end->session)
        return false;
    if (!end->established)
        return complete_dial(end);
    unsigned want = end->session->ops->want(end->session->self);
    if (end->session->ops->deadline(end->session->self) <= end->sim->now) {
        enter(end->sim);
        end->session->ops->tick(end->session->self, end->sim->now);
        leave(end->sim);
        progress = true;
        want = end->session->ops->want(end->session->self);
    }
    if (want & S7_WANT_WRITE)
        progress |= move_output(end);
    if (want & S7_WANT_READ)
        progress |= move_input(end);
    want = end->session->ops->want(end->session->self);
    progress |= end_stream(end, want);
    release(end);
    return progress;
}

void sim_settle(struct sim *sim)
{
    bool progress = true;
    while (progress) {
        progress = false;
        for (size_t i = 0; i < SIM_ENDS; i++)
            progress |= serve_end(&sim->ends[i]);
    }
}

s7_time sim_next(const struct sim *sim)
{
    s7_time next = S7_TIME_NEVER;
    for (size_t i = 0; i < SIM_ENDS; i++) {
        const struct sim_end *end = &sim->ends[i];
        if (!end->session)
            continue;
        bool waits = !end->established || end->inbox_size > 0;
        if (waits && end->ready_at > sim->now)
            next = s7_time_earlier(next, end->ready_at);
        if (end->established)
            next = s7_time_earlier(next, end->session->ops->deadline(end->session->self));
    }
    return next;
}

bool sim_until(struct sim *sim, bool (*condition)(void *user), void *user, s7_time limit)
{
    s7_time end = s7_time_after(sim->now, limit);
    for (;;) {
        sim_settle(sim);
        if (condition(user))
            return true;
        s7_time next = sim_next(sim);
        if (next > end)
            return false;
        if (next > sim->now)
            sim->now = next;
    }
}

static bool never(void *user)
{
    (void)user;
    return false;
}

void sim_pass(struct sim *sim, s7_time span)
{
    s7_time end = s7_time_after(sim->now, span);
    sim_until(sim, never, NULL, span);
    sim->now = end;
    sim_settle(sim);
}

void sim_break(struct sim *sim, struct s7_session *session)
{
    for (size_t i = 0; i < SIM_ENDS; i++) {
        struct sim_end *end = &sim->ends[i];
        if (end->session != session || end->peer == end)
            continue;
        end->reset = true;
        end->peer->reset = true;
        end->inbox_size = end->peer->inbox_size = 0;
    }
    sim_settle(sim);
}
