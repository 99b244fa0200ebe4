/* SPDX-License-Identifier: MIT
 *
 * tests/sim/doctor_network.h — a network for the doctor, in memory under a virtual clock: how connections to the partner
 * end is written down, and who answers on them is a service of the test.
 */
#ifndef SIM_DOCTOR_NETWORK_H
#define SIM_DOCTOR_NETWORK_H

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "doctor/network.h"
#include "must.h"

enum { WORLD_ALIASES = 6, WORLD_STREAMS = 24, WORLD_INBOX = 8192, WORLD_SENDS = 512 };

#define WORLD_HERE    "10.1.0.9"
#define WORLD_PARTNER "10.2.0.5"
#define WORLD_ROUTER  "10.1.0.1"

struct world;

struct s7_doctor_stream {
    struct world *world;
    bool open;
    unsigned number; /**< which connection of the run it is, from 1 */
    uint8_t inbox[WORLD_INBOX];
    size_t inbox_size;
    s7_time ready_at;  /**< the inbox may be read from here on */
    s7_time every;     /**< one octet at a time, this long apart; 0: all at once */
    bool ended, reset; /**< by the service, behind the inbox */
    s7_time used_at;   /**< when something was last sent on it */
    void *state;       /**< the service's */
};

/** Who answers; each may be NULL. */
struct world_service {
    void (*greet)(struct world *world, struct s7_doctor_stream *stream);
    void (*hear)(struct world *world, struct s7_doctor_stream *stream, const uint8_t *octets, size_t size);
    void (*leave)(struct world *world, struct s7_doctor_stream *stream);
    s7_time (*next)(struct world *world); /**< when something happens by itself */
    void (*pass)(struct world *world);    /**< time has passed */
    void *user;
};

struct world {
    s7_time now;
    struct s7_doctor_network network;
    struct world_service service;
    int name_errno;                       /**< 0: the name resolves */
    struct s7_probe route;                /**< before anything was tried … */
    enum s7_neighbour after;              /**< … and what the neighbour table says then, … */
    enum s7_neighbour settled;            /**< … and in the end, */
    s7_time settles_at;                   /**< which is then; 0: it stays as it is */
    struct s7_probe opening;              /**< how connections to the partner's port end, and when */
    struct s7_probe control;              /**< to other ports and hosts */
    struct s7_probe alias[WORLD_ALIASES]; /**< to the partner's other addresses */
    size_t aliases;
    struct s7_probe alias_route; /**< to those */
    struct s7_probe echo;        /**< a ping */
    s7_time delay;               /**< of everything that is received */
    s7_time forgets_after;       /**< idle streams are reset by the way; 0: never */
    struct s7_doctor_stream streams[WORLD_STREAMS];
    /* what was done */
    unsigned attempts, bound, open, most_open, pings, packets;
    unsigned resets; /**< streams that were not ended in order */
    s7_time sent_at[WORLD_SENDS];
    bool sent_setup[WORLD_SENDS]; /**< it was the setup that follows the confirm of the connection */
    size_t sends;
};

static inline struct s7_probe world_probe(int sys_errno, s7_time elapsed)
{
    struct s7_probe probe = s7_probe_unknown();
    probe.sys_errno = sys_errno;
    probe.elapsed = elapsed;
    snprintf(probe.local, sizeof probe.local, WORLD_HERE);
    return probe;
}

static inline struct s7_probe world_icmp(int sys_errno, int type, int code, const char *offender,
                                         s7_time elapsed)
{
    struct s7_probe probe = world_probe(sys_errno, elapsed);
    probe.icmp_type = type;
    probe.icmp_code = code;
    snprintf(probe.offender, sizeof probe.offender, "%s", offender);
    return probe;
}

/* ---- what services do ------------------------------------------------------------------------------------ */

static inline void world_say(struct s7_doctor_stream *stream, const void *octets, size_t size)
{
    must(size <= sizeof stream->inbox - stream->inbox_size);
    if (stream->inbox_size == 0)
        stream->ready_at = stream->world->now + stream->world->delay + stream->every;
    memcpy(stream->inbox + stream->inbox_size, octets, size);
    stream->inbox_size += size;
}

static inline void world_hang_up(struct s7_doctor_stream *stream)
{
    stream->ended = true;
}

/* ---- the table ------------------------------------------------------------------------------------------- */

static inline s7_time world_now(void *self)
{
    return ((struct world *)self)->now;
}

/* Time passes up to `until`, with all that services do by themselves before. */
static inline void world_advance(struct world *world, s7_time until)
{
    for (;;) {
        s7_time next = world->service.next ? world->service.next(world) : S7_TIME_NEVER;
        if (next > until)
            break;
        if (next > world->now)
            world->now = next;
        world->service.pass(world);
    }
    if (until > world->now)
        world->now = until;
}

static inline void world_pause(void *self, s7_time until)
{
    world_advance(self, until);
}

static inline size_t world_resolve(void *self, const char *host, s7_time timeout, size_t most,
                                   struct s7_doctor_address *ret_list, int *ret_errno)
{
    struct world *world = self;
    (void)host, (void)timeout;
    must(most > 0);
    if (world->name_errno != 0) {
        *ret_errno = world->name_errno;
        return 0;
    }
    bool numeric = host[0] >= '0' && host[0] <= '9';
    if (numeric || strcmp(host, "OTHER") == 0) {
        snprintf(ret_list[0].text, sizeof ret_list[0].text, "%s", numeric ? host : "10.2.0.60");
        return 1;
    }
    snprintf(ret_list[0].text, sizeof ret_list[0].text, WORLD_PARTNER);
    for (size_t i = 0; i < world->aliases && i + 1 < most; i++)
        snprintf(ret_list[i + 1].text, sizeof ret_list[0].text, "10.2.0.%u", 6 + (unsigned)i);
    return world->aliases + 1 < most ? world->aliases + 1 : most;
}

static inline void world_route(void *self, const struct s7_doctor_address *to, struct s7_probe *ret_probe)
{
    struct world *world = self;
    if (strncmp(to->text, "10.2.0.", 7) == 0 && strcmp(to->text, WORLD_PARTNER) != 0) {
        *ret_probe = world->alias_route;
        return;
    }
    *ret_probe = world->route;
    if (world->attempts > 0)
        ret_probe->neighbour =
            world->settles_at > 0 && world->now >= world->settles_at ? world->settled : world->after;
}

static inline void world_ping(void *self, const struct s7_doctor_address *to, s7_time timeout,
                              struct s7_probe *ret_probe)
{
    struct world *world = self;
    (void)to;
    world->pings++;
    *ret_probe = world->echo;
    world_advance(world, world->now + (world->echo.elapsed < timeout ? world->echo.elapsed : timeout));
}

static inline struct s7_doctor_stream *world_stream(struct world *world)
{
    size_t free = 0;
    while (free < WORLD_STREAMS && world->streams[free].open)
        free++;
    must(free < WORLD_STREAMS);
    return &world->streams[free];
}

/* How a connection to this address ends; NULL: it is none of the partner's. */
static inline const struct s7_probe *world_ending(const struct world *world, const char *to)
{
    unsigned last = 0;
    if (strcmp(to, WORLD_PARTNER) == 0)
        return &world->opening;
    bool alias = sscanf(to, "10.2.0.%u", &last) == 1 && last >= 6 && last - 6 < world->aliases;
    return alias ? &world->alias[last - 6] : NULL;
}

static inline bool world_open(void *self, const struct s7_doctor_address *to, uint16_t port,
                              const struct s7_doctor_address *from, s7_time timeout,
                              struct s7_doctor_stream **ret_stream, struct s7_probe *ret_probe)
{
    struct world *world = self;
    const struct s7_probe *ending = port == 102 ? world_ending(world, to->text) : NULL;
    const struct s7_probe *probe = ending ? ending : &world->control;
    bool partner = ending != NULL;
    if (from && strcmp(from->text, WORLD_HERE) != 0) {
        *ret_probe = world_probe(EADDRNOTAVAIL, 0);
        ret_probe->local[0] = '\0';
        return false;
    }
    world->bound += from ? 1 : 0;
    world->attempts++;
    *ret_probe = *probe;
    if (probe->elapsed >= timeout) /* the caller gave up first */
        *ret_probe = world_probe(ETIMEDOUT, timeout);
    world_advance(world, world->now + ret_probe->elapsed);
    if (ret_probe->sys_errno != 0)
        return false;
    struct s7_doctor_stream *stream = world_stream(world);
    *stream = (struct s7_doctor_stream){
        .world = world, .open = true, .number = world->attempts, .used_at = world->now};
    if (++world->open > world->most_open)
        world->most_open = world->open;
    if (partner && world->service.greet)
        world->service.greet(world, stream);
    *ret_stream = stream;
    return true;
}

/* Counts packets as tshark would: by their TPKT heads. */
static inline void world_count(struct world *world, const uint8_t *octets, size_t size)
{
    if (size > 0 && octets[0] != 3)
        world->packets++;
    for (size_t at = 0; at + 4 <= size && octets[at] == 3; world->packets++)
        at += (size_t)octets[at + 2] << 8 | octets[at + 3];
}

static inline bool world_is_setup(const uint8_t *octets, size_t size)
{
    enum { PROTOCOL = 7, FUNCTION = 17 };
    return size > FUNCTION && octets[PROTOCOL] == 0x32 && octets[FUNCTION] == 0xF0;
}

static inline enum s7_heard world_send(void *self, struct s7_doctor_stream *stream, const uint8_t *octets,
                                       size_t size, s7_time timeout)
{
    struct world *world = self;
    (void)timeout;
    must(stream->open && size > 0);
    world_count(world, octets, size);
    if (world->sends < WORLD_SENDS) {
        world->sent_setup[world->sends] = world_is_setup(octets, size);
        world->sent_at[world->sends++] = world->now;
    }
    if (world->forgets_after > 0 && world->now - stream->used_at > world->forgets_after)
        stream->reset = true;
    stream->used_at = world->now;
    if (stream->reset)
        return S7_HEARD_RESET;
    if (!stream->ended && world->service.hear)
        world->service.hear(world, stream, octets, size);
    return S7_HEARD_OCTETS;
}

static inline size_t world_take(struct s7_doctor_stream *stream, uint8_t *ret_octets, size_t size)
{
    size_t taken = stream->every > 0 ? 1 : stream->inbox_size < size ? stream->inbox_size : size;
    memcpy(ret_octets, stream->inbox, taken);
    stream->inbox_size -= taken;
    memmove(stream->inbox, stream->inbox + taken, stream->inbox_size);
    stream->ready_at = stream->world->now + stream->every;
    return taken;
}

static inline enum s7_heard world_receive(void *self, struct s7_doctor_stream *stream, uint8_t *ret_octets,
                                          size_t size, s7_time timeout, size_t *ret_size)
{
    struct world *world = self;
    s7_time limit = s7_time_after(world->now, timeout);
    must(stream->open && size > 0);
    for (;;) {
        if (stream->inbox_size > 0 && stream->ready_at <= world->now) {
            *ret_size = world_take(stream, ret_octets, size);
            return S7_HEARD_OCTETS;
        }
        if (stream->inbox_size == 0 && stream->reset)
            return S7_HEARD_RESET;
        if (stream->inbox_size == 0 && stream->ended)
            return S7_HEARD_CLOSED;
        s7_time next = world->service.next ? world->service.next(world) : S7_TIME_NEVER;
        if (stream->inbox_size > 0)
            next = s7_time_earlier(next, stream->ready_at);
        if (next > limit || (world->now >= limit && next > world->now))
            break;
        world_advance(world, next > world->now ? next : world->now);
    }
    must(limit < S7_TIME_NEVER);
    world_advance(world, limit);
    return S7_HEARD_SILENCE;
}

static inline void world_close(void *self, struct s7_doctor_stream *stream, bool reset, s7_time timeout)
{
    struct world *world = self;
    (void)timeout;
    must(stream->open);
    world->resets += reset;
    if (world->service.leave)
        world->service.leave(world, stream);
    stream->open = false;
    world->open--;
}

/** Everything is well, behind a router, and nobody serves yet. */
static inline void world_init(struct world *world)
{
    *world = (struct world){.now = S7_SECOND, .delay = 3 * S7_MILLISECOND};
    world->network = (struct s7_doctor_network){.self = world,
                                                .now = world_now,
                                                .pause = world_pause,
                                                .resolve = world_resolve,
                                                .route = world_route,
                                                .ping = world_ping,
                                                .open = world_open,
                                                .send = world_send,
                                                .receive = world_receive,
                                                .close = world_close};
    world->route = world_probe(0, 0);
    world->route.route_known = true;
    snprintf(world->route.gateway, sizeof world->route.gateway, WORLD_ROUTER);
    snprintf(world->route.network_device, sizeof world->route.network_device, "eth0");
    world->alias_route = world->route;
    world->route.neighbour = world->after = S7_NEIGHBOUR_ANSWERED;
    world->opening = world_probe(0, 2 * S7_MILLISECOND);
    world->control = world_probe(ETIMEDOUT, 60 * S7_SECOND);
    world->echo = world_probe(ETIMEDOUT, 60 * S7_SECOND);
}

/**
 * The neighbour table, before and after the first attempt, and from `at` on, as the kernel keeps it (Linux): what is not
 * known is asked for at once, three times in 3.07 s; what is known is asked again 5 s after the first packet to it, and
 * given up 3 s later.
 */
static inline void world_neighbour(struct world *world, enum s7_neighbour before, enum s7_neighbour after,
                                   enum s7_neighbour settled, s7_time at)
{
    world->route.neighbour = before;
    world->after = after;
    world->settled = settled;
    world->settles_at = s7_time_after(world->now, at);
}

/** The partner is in the own subnet. */
static inline void world_bring_near(struct world *world, enum s7_neighbour after)
{
    world->route.gateway[0] = '\0';
    world->after = after;
}

#endif
