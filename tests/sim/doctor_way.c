/* SPDX-License-Identifier: MIT
 *
 * doctor_way.c — what may be the matter on the way: a probe that fails.
 */
#include "sim/doctor_case.h"

static const s7_time arp = 3070 * S7_MILLISECOND;

void name_unknown(struct plot *plot)
{
    plot->world.name_errno = ENOENT;
}

void name_server(struct plot *plot)
{
    plot->world.name_errno = EAGAIN;
}

void no_route(struct plot *plot)
{
    plot->world.route = world_probe(ENETUNREACH, 0);
}

void prohibited_here(struct plot *plot)
{
    plot->world.opening = world_probe(EPERM, 0);
}

void rejected_here(struct plot *plot)
{
    plot->world.opening = world_icmp(EHOSTUNREACH, 3, 13, WORLD_HERE, 0);
}

/* As the search for a neighbour ends, but at once. */
void unreachable_here(struct plot *plot)
{
    plot->world.opening = world_icmp(EHOSTUNREACH, 3, 1, WORLD_HERE, 0);
}

void blackhole_here(struct plot *plot)
{
    plot->world.route = world_probe(EINVAL, 0);
}

void broadcast_here(struct plot *plot)
{
    plot->world.route.sys_errno = EACCES; /* what connect(2) says of it */
    plot->world.route.broadcast = true;
}

void multicast(struct plot *plot)
{
    plot->doctor.host = "224.0.0.1";
}

void no_socket(struct plot *plot)
{
    plot->world.opening = world_probe(EADDRNOTAVAIL, 0);
}

void dropped(struct plot *plot)
{
    plot->world.opening = world_probe(ETIMEDOUT, 127 * S7_SECOND);
}

void dropped_pinged(struct plot *plot)
{
    dropped(plot);
    plot->world.echo = world_probe(0, 2 * S7_MILLISECOND);
}

void dropped_controlled(struct plot *plot)
{
    dropped(plot);
    plot->doctor.control_port = 80;
    plot->world.control = world_probe(ECONNREFUSED, 2 * S7_MILLISECOND);
}

/* It answered the search for it, and not the connection request. */
void dropped_near(struct plot *plot)
{
    dropped(plot);
    world_bring_near(&plot->world, S7_NEIGHBOUR_ANSWERED);
    plot->world.route.neighbour = S7_NEIGHBOUR_NONE;
}

/* The neighbour table remembers a host that went a minute ago. */
void absent_lately(struct plot *plot)
{
    dropped(plot);
    world_bring_near(&plot->world, S7_NEIGHBOUR_ANSWERED);
}

/* It went some minutes ago: what is known of it is doubted, and given up in the end. */
void absent_since_minutes(struct plot *plot)
{
    dropped(plot);
    world_bring_near(&plot->world, S7_NEIGHBOUR_ANSWERED);
    world_neighbour(&plot->world, S7_NEIGHBOUR_KNOWN, S7_NEIGHBOUR_DOUBTED, S7_NEIGHBOUR_FAILED, 8 * S7_SECOND);
}

void absent_gateway_since_minutes(struct plot *plot)
{
    dropped(plot);
    world_neighbour(&plot->world, S7_NEIGHBOUR_KNOWN, S7_NEIGHBOUR_DOUBTED, S7_NEIGHBOUR_FAILED, 8 * S7_SECOND);
}

/* The host is there, and was known before; it is asked again and answers. */
void dropped_near_known(struct plot *plot)
{
    dropped(plot);
    world_bring_near(&plot->world, S7_NEIGHBOUR_ANSWERED);
    world_neighbour(&plot->world, S7_NEIGHBOUR_KNOWN, S7_NEIGHBOUR_DOUBTED, S7_NEIGHBOUR_ANSWERED,
                    5 * S7_SECOND);
}

/* Nothing leaves: the own filter drops before the neighbour is looked for. */
void dropped_here_near(struct plot *plot)
{
    dropped(plot);
    world_bring_near(&plot->world, S7_NEIGHBOUR_KNOWN);
    plot->world.route.neighbour = S7_NEIGHBOUR_KNOWN;
}

/* The same, and it was looked for in vain a minute ago. */
void dropped_here_failed(struct plot *plot)
{
    dropped(plot);
    world_bring_near(&plot->world, S7_NEIGHBOUR_FAILED);
    plot->world.route.neighbour = S7_NEIGHBOUR_FAILED;
}

void dropped_near_pinged(struct plot *plot)
{
    dropped_near(plot);
    plot->world.echo = world_probe(0, 2 * S7_MILLISECOND);
}

/* The reference of the plant file is another port of the partner, by its name. */
void dropped_referred(struct plot *plot)
{
    dropped_controlled(plot);
    plot->doctor.control_host = "OVEN";
}

void absent_asked(struct plot *plot)
{
    dropped(plot);
    plot->doctor.connect_timeout = 2 * S7_SECOND;
    world_bring_near(&plot->world, S7_NEIGHBOUR_NONE);
    world_neighbour(&plot->world, S7_NEIGHBOUR_NONE, S7_NEIGHBOUR_ASKED, S7_NEIGHBOUR_FAILED, arp);
}

void absent_gateway_asked(struct plot *plot)
{
    dropped(plot);
    plot->doctor.connect_timeout = 2 * S7_SECOND;
    world_neighbour(&plot->world, S7_NEIGHBOUR_NONE, S7_NEIGHBOUR_ASKED, S7_NEIGHBOUR_FAILED, arp);
}

void absent_near(struct plot *plot)
{
    world_bring_near(&plot->world, S7_NEIGHBOUR_FAILED);
    plot->world.route.neighbour = S7_NEIGHBOUR_NONE;
    plot->world.opening = world_icmp(EHOSTUNREACH, 3, 1, WORLD_HERE, arp);
}

/* Given up as the search for the neighbour was over. */
void absent_impatient(struct plot *plot)
{
    dropped(plot);
    world_bring_near(&plot->world, S7_NEIGHBOUR_FAILED);
}

void absent_gateway(struct plot *plot)
{
    world_neighbour(&plot->world, S7_NEIGHBOUR_NONE, S7_NEIGHBOUR_ASKED, S7_NEIGHBOUR_FAILED, arp);
    plot->world.opening = world_icmp(EHOSTUNREACH, 3, 1, WORLD_HERE, arp);
}

void absent_far(struct plot *plot)
{
    plot->world.opening = world_icmp(EHOSTUNREACH, 3, 1, WORLD_ROUTER, arp);
}

void prohibited(struct plot *plot)
{
    plot->world.opening = world_icmp(EHOSTUNREACH, 3, 13, WORLD_ROUTER, S7_MILLISECOND);
}

void unreachable(struct plot *plot)
{
    plot->world.opening = world_icmp(EHOSTUNREACH, 3, 1, WORLD_ROUTER, S7_MILLISECOND);
}

void no_network(struct plot *plot)
{
    plot->world.opening = world_icmp(ENETUNREACH, 3, 0, WORLD_ROUTER, S7_MILLISECOND);
}

void routed_in_a_circle(struct plot *plot)
{
    plot->world.opening = world_icmp(EHOSTUNREACH, 11, 0, WORLD_ROUTER, S7_MILLISECOND);
}

void port_by_router(struct plot *plot)
{
    plot->world.opening = world_icmp(ECONNREFUSED, 3, 3, WORLD_ROUTER, S7_MILLISECOND);
}

void port_by_host(struct plot *plot)
{
    plot->world.opening = world_icmp(ECONNREFUSED, 3, 3, WORLD_PARTNER, S7_MILLISECOND);
}

void aliases_refused(struct plot *plot)
{
    dropped(plot);
    plot->world.aliases = 2;
    plot->world.alias[0] = plot->world.alias[1] = world_probe(ECONNREFUSED, S7_MILLISECOND);
}

/* Of two interfaces the first is down. */
void first_down(struct plot *plot)
{
    dropped(plot);
    plot->doctor.host = WORLD_PARTNER;
    plot->doctor.second_host = "10.2.0.6";
    plot->world.aliases = 1;
    plot->world.alias[0] = world_probe(0, S7_MILLISECOND);
}

void both_down(struct plot *plot)
{
    first_down(plot);
    plot->world.alias[0] = world_probe(ETIMEDOUT, 60 * S7_SECOND);
}

void other_source(struct plot *plot)
{
    plot->doctor.source = "10.9.9.9";
}

void refused(struct plot *plot)
{
    plot->world.opening = world_probe(ECONNREFUSED, S7_MILLISECOND);
}
