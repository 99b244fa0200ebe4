/* SPDX-License-Identifier: MIT
 *
 * tests/sim/doctor_cpu.h — a virtual CPU as the service of a doctor's network.
 */
#ifndef SIM_DOCTOR_CPU_H
#define SIM_DOCTOR_CPU_H

#include "base/session.h"
#include "cpu/cpu.h"
#include "sim/doctor_network.h"

static inline void cpu_wake(struct s7_session_host *host, struct s7_session *session)
{
    (void)host, (void)session; /* all are served whenever time passes */
}

static struct s7_session_host cpu_host = {.wake = cpu_wake};

/* Ends the session of a stream, once. */
static inline void cpu_end(struct s7_doctor_stream *stream)
{
    static const struct s7_fault in_order = {0};
    struct s7_session *session = stream->state;
    if (!session)
        return;
    stream->state = NULL;
    session->host = NULL;
    session->ops->closed(session->self, &in_order, stream->world->now);
}

static inline void cpu_drain(struct s7_doctor_stream *stream)
{
    struct s7_session *session = stream->state;
    const uint8_t *octets = NULL;
    while (session && session->ops->want(session->self) & S7_WANT_WRITE) {
        size_t size = session->ops->output(session->self, &octets);
        world_say(stream, octets, size);
        session->ops->output_done(session->self, size, stream->world->now);
    }
    unsigned want = session ? session->ops->want(session->self) : 0;
    if (want & S7_WANT_RST)
        stream->reset = true;
    if (want & S7_WANT_FIN)
        stream->ended = true;
    if (want & (S7_WANT_RST | S7_WANT_FIN))
        cpu_end(stream);
}

static inline void cpu_greet(struct world *world, struct s7_doctor_stream *stream)
{
    struct s7_acceptor *acceptor = s7_cpu_acceptor(world->service.user);
    struct s7_peer peer = {.port = 40000};
    struct s7_session *session = NULL;
    snprintf(peer.address, sizeof peer.address, WORLD_HERE);
    enum s7_accept verdict = acceptor->accept(acceptor, &peer, world->now, &session);
    if (verdict != S7_ACCEPT_TAKE) {
        stream->ended = true;
        return;
    }
    stream->state = session;
    session->host = &cpu_host;
    session->ops->tick(session->self, world->now);
    cpu_drain(stream);
}

static inline void cpu_hear(struct world *world, struct s7_doctor_stream *stream, const uint8_t *octets,
                            size_t size)
{
    while (stream->state && size > 0) {
        struct s7_session *session = stream->state;
        size_t taken = session->ops->input(session->self, octets, size, world->now);
        must(taken > 0 && "one request at a time is taken at once");
        octets += taken;
        size -= taken;
        cpu_drain(stream);
    }
}

static inline void cpu_leave(struct world *world, struct s7_doctor_stream *stream)
{
    (void)world;
    cpu_end(stream);
}

static inline s7_time cpu_next(struct world *world)
{
    s7_time next = S7_TIME_NEVER;
    for (size_t i = 0; i < WORLD_STREAMS; i++) {
        struct s7_session *session = world->streams[i].open ? world->streams[i].state : NULL;
        if (session)
            next = s7_time_earlier(next, session->ops->deadline(session->self));
    }
    return next;
}

static inline void cpu_pass(struct world *world)
{
    for (size_t i = 0; i < WORLD_STREAMS; i++) {
        struct s7_doctor_stream *stream = &world->streams[i];
        struct s7_session *session = stream->open ? stream->state : NULL;
        if (session && session->ops->deadline(session->self) <= world->now) {
            session->ops->tick(session->self, world->now);
            cpu_drain(stream);
        }
    }
}

/** Partners of the world are served by this CPU from now on. */
static inline void world_serve_cpu(struct world *world, struct s7_cpu *cpu)
{
    world->service = (struct world_service){.greet = cpu_greet,
                                            .hear = cpu_hear,
                                            .leave = cpu_leave,
                                            .next = cpu_next,
                                            .pass = cpu_pass,
                                            .user = cpu};
}

#endif
