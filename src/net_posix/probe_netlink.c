/* SPDX-License-Identifier: MIT */
#include "net_posix/probe_netlink.h"

#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <string.h>

enum { ALIGNMENT = 4, TYPE_MASK = 0x3FFF /* the rest are flags */ };

static size_t aligned(size_t size)
{
    return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static const void *address_of(const union s7_ip *ip)
{
    return ip->any.sa_family == AF_INET6 ? (const void *)&ip->six.sin6_addr : &ip->four.sin_addr;
}

static size_t address_size(int family)
{
    return family == AF_INET6 ? sizeof(struct in6_addr) : sizeof(struct in_addr);
}

/* ---- questions ------------------------------------------------------------------------------------------- */

static size_t put_attribute(uint8_t *question, size_t at, unsigned short type, const void *value, size_t size)
{
    const struct rtattr head = {.rta_len = (unsigned short)(sizeof head + size), .rta_type = type};
    memcpy(question + at, &head, sizeof head);
    memcpy(question + at + sizeof head, value, size);
    return at + sizeof head + aligned(size);
}

static size_t put_head(uint8_t *question, unsigned short type, const void *body, size_t body_size)
{
    const struct nlmsghdr head = {.nlmsg_type = type, .nlmsg_flags = NLM_F_REQUEST};
    memset(question, 0, S7_NETLINK_QUESTION_SIZE);
    memcpy(question, &head, sizeof head);
    memcpy(question + sizeof head, body, body_size);
    return sizeof head + aligned(body_size);
}

static size_t finish(uint8_t *question, size_t size)
{
    const uint32_t length = (uint32_t)size;
    memcpy(question + offsetof(struct nlmsghdr, nlmsg_len), &length, sizeof length);
    return size;
}

size_t s7_netlink_ask_route(const union s7_ip *to, uint8_t ret_question[S7_NETLINK_QUESTION_SIZE])
{
    const int family = to->any.sa_family;
    const size_t octets = address_size(family);
    const struct rtmsg body = {.rtm_family = (unsigned char)family, .rtm_dst_len = (unsigned char)(8 * octets)};
    size_t size = put_head(ret_question, RTM_GETROUTE, &body, sizeof body);
    size = put_attribute(ret_question, size, RTA_DST, address_of(to), octets);
    const uint32_t device = family == AF_INET6 ? to->six.sin6_scope_id : 0;
    if (device)
        size = put_attribute(ret_question, size, RTA_OIF, &device, sizeof device);
    return finish(ret_question, size);
}

size_t s7_netlink_ask_neighbour(const union s7_ip *neighbour, unsigned device,
                                uint8_t ret_question[S7_NETLINK_QUESTION_SIZE])
{
    const int family = neighbour->any.sa_family;
    const struct ndmsg body = {.ndm_family = (unsigned char)family, .ndm_ifindex = (int)device};
    size_t size = put_head(ret_question, RTM_GETNEIGH, &body, sizeof body);
    size = put_attribute(ret_question, size, NDA_DST, address_of(neighbour), address_size(family));
    return finish(ret_question, size);
}

/* ---- answers --------------------------------------------------------------------------------------------- */

struct part {
    unsigned short type;
    const uint8_t *value;
    size_t size;
};

struct reader {
    const uint8_t *at;
    size_t left;
};

/* False at the end, and for a length that leads out of the message. */
static bool next_part(struct reader *reader, struct part *ret_part)
{
    struct rtattr head;
    if (reader->left < sizeof head)
        return false;
    memcpy(&head, reader->at, sizeof head);
    if (head.rta_len < sizeof head || head.rta_len > reader->left)
        return false;
    *ret_part = (struct part){.type = (unsigned short)(head.rta_type & TYPE_MASK),
                              .value = reader->at + sizeof head,
                              .size = head.rta_len - sizeof head};
    const size_t whole = aligned(head.rta_len) < reader->left ? aligned(head.rta_len) : reader->left;
    reader->at += whole;
    reader->left -= whole;
    return true;
}

/* @return 0 with the body and, in *ret_reader, the attributes behind it */
static int open_answer(const uint8_t *answer, size_t size, unsigned short type, void *ret_body,
                       size_t body_size, struct reader *ret_reader)
{
    struct nlmsghdr head;
    int32_t refusal;
    if (size < sizeof head)
        return EPROTO;
    memcpy(&head, answer, sizeof head);
    if (head.nlmsg_len > size || head.nlmsg_len < sizeof head)
        return EPROTO;
    const size_t left = head.nlmsg_len - sizeof head;
    if (head.nlmsg_type == NLMSG_ERROR && left >= sizeof refusal) {
        memcpy(&refusal, answer + sizeof head, sizeof refusal);
        return refusal < 0 && refusal > INT32_MIN ? -refusal : EPROTO;
    }
    if (head.nlmsg_type != type || left < aligned(body_size))
        return EPROTO;
    memcpy(ret_body, answer + sizeof head, body_size);
    *ret_reader = (struct reader){answer + sizeof head + aligned(body_size), left - aligned(body_size)};
    return 0;
}

static void set_gateway(struct s7_netlink_route *route, int family, const uint8_t *octets, size_t size)
{
    if (size != address_size(family) || (family != AF_INET && family != AF_INET6))
        return;
    memset(&route->gateway, 0, sizeof route->gateway);
    route->gateway.any.sa_family = (sa_family_t)family;
    if (family == AF_INET6)
        memcpy(&route->gateway.six.sin6_addr, octets, size);
    else
        memcpy(&route->gateway.four.sin_addr, octets, size);
    route->has_gateway = true;
}

static void take_route_part(struct s7_netlink_route *route, int family, const struct part *part)
{
    uint16_t via_family;
    if (part->type == RTA_OIF && part->size == sizeof(uint32_t))
        memcpy(&route->device, part->value, sizeof(uint32_t));
    else if (part->type == RTA_GATEWAY)
        set_gateway(route, family, part->value, part->size);
    else if (part->type == RTA_VIA && part->size > sizeof via_family) { /* a gateway of the other family */
        memcpy(&via_family, part->value, sizeof via_family);
        set_gateway(route, via_family, part->value + sizeof via_family, part->size - sizeof via_family);
    }
}

int s7_netlink_read_route(const uint8_t *answer, size_t size, struct s7_netlink_route *ret_route)
{
    struct rtmsg body;
    struct reader reader;
    struct part part;
    const int failed = open_answer(answer, size, RTM_NEWROUTE, &body, sizeof body, &reader);
    if (failed)
        return failed;
    struct s7_netlink_route route = {.is_local = body.rtm_type == RTN_LOCAL,
                                     .is_broadcast =
                                         body.rtm_type == RTN_BROADCAST || body.rtm_type == RTN_MULTICAST};
    while (next_part(&reader, &part))
        take_route_part(&route, body.rtm_family, &part);
    if (route.has_gateway && route.gateway.any.sa_family == AF_INET6 &&
        IN6_IS_ADDR_LINKLOCAL(&route.gateway.six.sin6_addr))
        route.gateway.six.sin6_scope_id = route.device;
    *ret_route = route;
    return 0;
}

int s7_netlink_read_neighbour(const uint8_t *answer, size_t size, struct s7_netlink_neighbour *ret_neighbour)
{
    struct ndmsg body;
    struct reader reader;
    struct part part;
    const int failed = open_answer(answer, size, RTM_NEWNEIGH, &body, sizeof body, &reader);
    if (failed)
        return failed;
    struct s7_netlink_neighbour neighbour = {.state = body.ndm_state};
    while (next_part(&reader, &part)) {
        if (part.type == NDA_LLADDR && part.size <= sizeof neighbour.hardware) {
            memcpy(neighbour.hardware, part.value, part.size);
            neighbour.hardware_size = part.size;
        }
    }
    *ret_neighbour = neighbour;
    return 0;
}
