/* SPDX-License-Identifier: MIT
 *
 * net_posix/channel.h — one place for a connection: the socket and the session on it.
 *
 * A session is called in turns: every event of its socket, its deadline and every wake is one turn, at whose end
 * output, kept input, poll events and deadline agree with what the session wants.
 */
#ifndef NET_POSIX_CHANNEL_H
#define NET_POSIX_CHANNEL_H

#include "net_posix/ip.h"

struct s7_loop;

enum {
    S7_LOOP_CHUNK_SIZE =
        2048,             /**< octets read at once; as many are kept per channel when a session takes fewer */
    S7_DIAL_ADDRESSES = 4 /**< of one name that are tried */
};

#define S7_CHANNEL_NO_ENTRY SIZE_MAX

enum s7_channel_state {
    S7_CHANNEL_FREE,
    S7_CHANNEL_DIALLED, /**< an address is being tried (net_posix/dial.h) */
    S7_CHANNEL_REFUSED, /**< no address is left; the session is told in the next turn */
    S7_CHANNEL_HELD,    /**< not started: the acceptor has not decided */
    S7_CHANNEL_OPEN,    /**< octets flow */
    S7_CHANNEL_SHUT     /**< our side ended it; the peer's end is awaited */
};

/** What a dial knows. */
struct s7_dial {
    union s7_ip addresses[S7_DIAL_ADDRESSES];
    size_t address_count;
    size_t next; /**< to be tried */
    unsigned keepalive_s;
    char source[sizeof((struct s7_endpoint){0}.source)];
    s7_time started_at;
    s7_time due;           /**< of the whole */
    s7_time address_due;   /**< of the address that is being tried */
    struct s7_fault fault; /**< of what was tried last */
};

struct s7_channel {
    struct s7_session_host host; /**< first: host and channel have the same address */
    struct s7_loop *loop;
    struct s7_session *session; /**< NULL: nobody's, ended in order */
    enum s7_channel_state state;
    int fd;            /**< -1: none */
    size_t entry;      /**< in the poll entries handed out last, or S7_CHANNEL_NO_ENTRY */
    s7_time grace_due; /**< an orderly end waits no longer; S7_TIME_NEVER: none has begun */
    bool ready;        /**< to be served in this turn without waiting for the socket */
    bool in_turn;      /**< waking is not needed: the turn looks again anyway */
    bool blocked;      /**< the socket took less than was offered */
    struct s7_dial dial;
    size_t kept_size; /**< octets that the session has not taken: kept[kept_first…] */
    size_t kept_first;
    uint8_t kept[S7_LOOP_CHUNK_SIZE];
};

/** A free place, or NULL; to be given back by s7_channel_release() or s7_channel_end(). */
struct s7_channel *s7_channel_take(struct s7_loop *loop);

/** Gives a place back that never carried a stream; closes its socket. */
void s7_channel_release(struct s7_channel *channel);

/** The stream is established, but nobody's yet: it counts as a connection. */
void s7_channel_hold(struct s7_channel *channel, int fd);

/** First turn of `session` (NULL: end the stream in order). */
void s7_channel_start(struct s7_channel *channel, struct s7_session *session, s7_time now);

/** Closes the socket, with a reset when `reset`, gives the place back and tells the session `fault`. */
void s7_channel_end(struct s7_channel *channel, const struct s7_fault *fault, bool reset, s7_time now);

/** What the stream has to do now: the session's wishes, and the loop's own when it stops (enum s7_want). */
unsigned s7_channel_want(const struct s7_channel *channel);

/** What poll() is asked about an open stream (POLLERR and POLLHUP come unasked). */
short s7_channel_events(const struct s7_channel *channel);

/** When an open stream has to be looked at, whatever its socket does. */
s7_time s7_channel_due(const struct s7_channel *channel);

/** A turn because of its socket, because time has passed, because somebody woke it.  The place may be free afterwards. */
void s7_channel_react(struct s7_channel *channel, short revents, s7_time now);
void s7_channel_expire(struct s7_channel *channel, s7_time now);
void s7_channel_serve(struct s7_channel *channel, s7_time now);

#endif
