/* SPDX-License-Identifier: MIT
 *
 * tests/sim/link.h — the in-memory transport: sessions joined by byte streams under a virtual clock.
 *
 * It drives base/session.h exactly as a real transport does, cuts the stream as the test says, bounds what is in
 * transit (a partner that does not read makes the other side wait), and never sleeps.
 */
#ifndef SIM_LINK_H
#define SIM_LINK_H

#include "base/dialer.h"

enum { SIM_ENDS = 128, SIM_LISTENERS = 16, SIM_WINDOW = 16384 };

struct sim;

/** One end of a stream. */
struct sim_end {
    struct sim *sim;
    struct s7_session *session; /**< NULL: free, or closed already */
    struct sim_end *peer;
    uint8_t inbox[SIM_WINDOW]; /**< octets that arrived and were not taken */
    size_t inbox_size;
    s7_time ready_at; /**< inbox may be taken from here on */
    bool eof;         /**< the peer ended in order */
    bool reset;       /**< the peer reset */
    bool fin_sent;
    bool established;
    struct s7_acceptor *dialled; /**< being dialled: who will answer, NULL: the attempt fails with dial_error */
    int dial_error;
    uint64_t octets_in;
};

struct sim_listener {
    char host[64];
    uint16_t port;
    struct s7_acceptor *acceptor; /**< NULL: nobody listens, refused */
};

struct sim {
    struct s7_dialer dialer; /**< first */
    struct s7_session_host host;
    s7_time now;
    struct sim_end ends[SIM_ENDS];
    struct sim_listener listeners[SIM_LISTENERS];
    size_t listener_count;
    /** Octets of the next delivery, given what is there; NULL: all at once. */
    size_t (*cut)(void *user, size_t available);
    void *user;
    s7_time delay; /**< of each delivery */
    size_t wakes;
    bool in_session; /**< a session's operation is running: re-entry is a defect */
};

void sim_init(struct sim *sim);
/** Frees nothing: a sim is plain memory.  All sessions must be closed (asserted). */
void sim_done(struct sim *sim);

void sim_listen(struct sim *sim, const char *host, uint16_t port, struct s7_acceptor *acceptor);

/** Joins two sessions directly; both are established at once. */
void sim_join(struct sim *sim, struct s7_session *a, struct s7_session *b);
/** Connects a session to an acceptor; returns what it decided. */
enum s7_accept sim_connect(struct sim *sim, struct s7_session *session, struct s7_acceptor *acceptor,
                           const char *name);

/** Everything that can happen at this instant. */
void sim_settle(struct sim *sim);
/** Until `condition` holds or the virtual time `limit` has passed; returns whether it holds. */
bool sim_until(struct sim *sim, bool (*condition)(void *user), void *user, s7_time limit);
/** Lets virtual time pass. */
void sim_pass(struct sim *sim, s7_time span);
/** The earliest time at which something is due. */
s7_time sim_next(const struct sim *sim);
/** Cuts the stream of a session as a dead cable does: reset for both. */
void sim_break(struct sim *sim, struct s7_session *session);

#endif
