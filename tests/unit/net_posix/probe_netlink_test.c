/* SPDX-License-Identifier: MIT
 *
 * Messages of rtnetlink(7) made here, in the order of octets of this machine as the kernel makes them.
 */
#include "net_posix/probe_netlink.h"

#include "check.h"
#include "must.h"

#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <string.h>

struct message {
    size_t size;
    uint8_t octets[256];
};

static void put(struct message *message, const void *octets, size_t size)
{
    must(message->size + size + 3 <= sizeof message->octets);
    memcpy(message->octets + message->size, octets, size);
    message->size = (message->size + size + 3) / 4 * 4;
}

static void put_attribute(struct message *message, unsigned short type, const void *value, size_t size)
{
    const struct rtattr head = {.rta_len = (unsigned short)(sizeof head + size), .rta_type = type};
    put(message, &head, sizeof head);
    put(message, value, size);
}

static struct message begin(unsigned short type, const void *body, size_t size)
{
    struct message message = {0};
    const struct nlmsghdr head = {.nlmsg_type = type};
    put(&message, &head, sizeof head);
    put(&message, body, size);
    return message;
}

static void finish(struct message *message)
{
    const uint32_t size = (uint32_t)message->size;
    memcpy(message->octets, &size, sizeof size);
}

static union s7_ip address(const char *text)
{
    union s7_ip ip;
    must(s7_ip_parse(text, 102, &ip));
    return ip;
}

static struct message route_answer(const char *gateway, unsigned char type)
{
    const union s7_ip via = address(gateway);
    const bool six = via.any.sa_family == AF_INET6;
    const struct rtmsg body = {.rtm_family = (unsigned char)via.any.sa_family, .rtm_type = type};
    const uint32_t device = 7;
    struct message message = begin(RTM_NEWROUTE, &body, sizeof body);
    put_attribute(&message, RTA_OIF, &device, sizeof device);
    put_attribute(&message, RTA_PREFSRC, "\x0A\x4D\x01\x02", 4);
    if (six)
        put_attribute(&message, RTA_GATEWAY, &via.six.sin6_addr, 16);
    else
        put_attribute(&message, RTA_GATEWAY, &via.four.sin_addr, 4);
    finish(&message);
    return message;
}

static struct message neighbour_answer(uint16_t state, const void *hardware, size_t size)
{
    const struct ndmsg body = {.ndm_family = AF_INET, .ndm_ifindex = 7, .ndm_state = state};
    struct message message = begin(RTM_NEWNEIGH, &body, sizeof body);
    put_attribute(&message, NDA_DST, "\x0A\x4D\x01\x01", 4);
    put_attribute(&message, NDA_LLADDR, hardware, size);
    finish(&message);
    return message;
}

static struct message refusal(int32_t error)
{
    struct message message = begin(NLMSG_ERROR, &error, sizeof error);
    const struct nlmsghdr about = {.nlmsg_len = sizeof about, .nlmsg_type = RTM_GETROUTE};
    put(&message, &about, sizeof about);
    finish(&message);
    return message;
}

static void questions_are_whole_messages(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t scope;
        size_t octets, size;
    } rows[] = {{"10.77.2.2", 0, 4, 16 + 12 + 8},
                {"fd77::2", 0, 16, 16 + 12 + 20},
                {"fe80::2", 7, 16, 16 + 12 + 20 + 8}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint8_t question[S7_NETLINK_QUESTION_SIZE];
        union s7_ip to = address(rows[i].text);
        struct nlmsghdr head;
        struct rtmsg body;
        if (rows[i].scope)
            to.six.sin6_scope_id = rows[i].scope;
        size_t size = s7_netlink_ask_route(&to, question);
        assert_int_equal(size, rows[i].size);
        memcpy(&head, question, sizeof head);
        memcpy(&body, question + sizeof head, sizeof body);
        assert_int_equal(head.nlmsg_len, size);
        assert_int_equal(head.nlmsg_type, RTM_GETROUTE);
        assert_int_equal(head.nlmsg_flags, NLM_F_REQUEST);
        assert_int_equal(body.rtm_family, to.any.sa_family);
        assert_int_equal(body.rtm_dst_len, 8 * rows[i].octets);
        const void *octets = to.any.sa_family == AF_INET6 ? (void *)&to.six.sin6_addr : &to.four.sin_addr;
        assert_memory_equal(question + 16 + 12 + 4, octets, rows[i].octets);
        if (rows[i].scope)
            assert_memory_equal(question + size - 4, &rows[i].scope, 4);
    }
}

static void a_neighbour_is_asked_for_on_its_device(void **state)
{
    (void)state;
    uint8_t question[S7_NETLINK_QUESTION_SIZE];
    const union s7_ip hop = address("10.77.1.1");
    struct nlmsghdr head;
    struct ndmsg body;
    assert_int_equal(s7_netlink_ask_neighbour(&hop, 7, question), 16 + 12 + 8);
    memcpy(&head, question, sizeof head);
    memcpy(&body, question + sizeof head, sizeof body);
    assert_int_equal(head.nlmsg_type, RTM_GETNEIGH);
    assert_int_equal(body.ndm_ifindex, 7);
    assert_int_equal(body.ndm_family, AF_INET);
    assert_memory_equal(question + 16 + 12 + 4, "\x0A\x4D\x01\x01", 4);
}

static void a_route_with_its_gateway(void **state)
{
    (void)state;
    static const struct {
        const char *gateway;
        uint32_t scope;
    } rows[] = {{"10.77.1.1", 0}, {"fd77:1::1", 0}, {"fe80::1", 7}}; /* link-local: of that device */
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct message message = route_answer(rows[i].gateway, RTN_UNICAST);
        struct s7_netlink_route route;
        assert_int_equal(s7_netlink_read_route(message.octets, message.size, &route), 0);
        assert_int_equal(route.device, 7);
        assert_true(route.has_gateway);
        assert_false(route.is_local);
        assert_string_equal(s7_ip_peer(&route.gateway).address, rows[i].gateway);
        if (route.gateway.any.sa_family == AF_INET6)
            assert_int_equal(route.gateway.six.sin6_scope_id, rows[i].scope);
    }
}

static void an_own_address_has_no_gateway(void **state)
{
    (void)state;
    const struct rtmsg body = {.rtm_family = AF_INET, .rtm_type = RTN_LOCAL};
    struct message message = begin(RTM_NEWROUTE, &body, sizeof body);
    struct s7_netlink_route route;
    finish(&message);
    assert_int_equal(s7_netlink_read_route(message.octets, message.size, &route), 0);
    assert_true(route.is_local);
    assert_false(route.has_gateway);
    assert_int_equal(route.device, 0);
}

static void addresses_of_many(void **state)
{
    static const struct {
        unsigned char type;
        bool broadcast;
    } rows[] = {{RTN_BROADCAST, true}, {RTN_MULTICAST, true}, {RTN_UNICAST, false}, {RTN_LOCAL, false}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct message message = route_answer("10.77.1.1", rows[i].type);
        struct s7_netlink_route route;
        assert_int_equal(s7_netlink_read_route(message.octets, message.size, &route), 0);
        assert_int_equal(route.is_broadcast, rows[i].broadcast);
    }
}

static void a_gateway_of_the_other_family(void **state)
{
    (void)state;
    const struct rtmsg body = {.rtm_family = AF_INET};
    const union s7_ip via = address("fd77::9");
    const uint16_t family = AF_INET6;
    uint8_t value[18];
    memcpy(value, &family, 2);
    memcpy(value + 2, &via.six.sin6_addr, 16);
    struct message message = begin(RTM_NEWROUTE, &body, sizeof body);
    struct s7_netlink_route route;
    put_attribute(&message, RTA_VIA, value, sizeof value);
    finish(&message);
    assert_int_equal(s7_netlink_read_route(message.octets, message.size, &route), 0);
    assert_true(route.has_gateway);
    assert_string_equal(s7_ip_peer(&route.gateway).address, "fd77::9");
}

static void a_neighbour_with_its_hardware(void **state)
{
    (void)state;
    static const uint8_t hardware[9] = {0x28, 0x63, 0x36, 1, 2, 3, 4, 5, 6};
    struct s7_netlink_neighbour neighbour;
    struct message message = neighbour_answer(NUD_STALE, hardware, 6);
    assert_int_equal(s7_netlink_read_neighbour(message.octets, message.size, &neighbour), 0);
    assert_int_equal(neighbour.state, NUD_STALE);
    assert_int_equal(neighbour.hardware_size, 6);
    assert_memory_equal(neighbour.hardware, hardware, 6);
    message = neighbour_answer(NUD_STALE, hardware, 9); /* longer than any that is known */
    assert_int_equal(s7_netlink_read_neighbour(message.octets, message.size, &neighbour), 0);
    assert_int_equal(neighbour.hardware_size, 0);
}

static void a_refusal_is_an_errno(void **state)
{
    (void)state;
    static const struct {
        int32_t error;
        int expected;
    } rows[] = {{-ENETUNREACH, ENETUNREACH}, {-ENOENT, ENOENT}, {0, EPROTO}, {1, EPROTO}, {INT32_MIN, EPROTO}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct message message = refusal(rows[i].error);
        struct s7_netlink_route route = {.device = 3};
        struct s7_netlink_neighbour neighbour = {.state = 3};
        assert_int_equal(s7_netlink_read_route(message.octets, message.size, &route), rows[i].expected);
        assert_int_equal(s7_netlink_read_neighbour(message.octets, message.size, &neighbour), rows[i].expected);
        assert_int_equal(route.device, 3);
        assert_int_equal(neighbour.state, 3);
    }
}

/* In a block of exactly this size, so that a sanitizer sees an octet too many. */
static void read_both(const uint8_t *octets, size_t size)
{
    uint8_t *copy = malloc(size ? size : 1);
    struct s7_netlink_route route;
    struct s7_netlink_neighbour neighbour;
    must(copy);
    memcpy(copy, octets, size);
    s7_netlink_read_route(copy, size, &route);
    if (s7_netlink_read_neighbour(copy, size, &neighbour) == 0)
        assert_true(neighbour.hardware_size <= sizeof neighbour.hardware);
    free(copy);
}

/* Cut anywhere, and its head says that this is all of it. */
static void read_cut(struct message message)
{
    for (message.size -= 4; message.size >= sizeof(struct nlmsghdr); message.size -= 4) {
        finish(&message);
        read_both(message.octets, message.size);
    }
}

static void a_gateway_of_another_size_is_none(void **state)
{
    (void)state;
    static const uint8_t octets[64] = {10, 77, 1, 1};
    static const size_t sizes[] = {0, 1, 3, 5, 16, 64};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        const struct rtmsg body = {.rtm_family = AF_INET};
        struct message message = begin(RTM_NEWROUTE, &body, sizeof body);
        struct s7_netlink_route route;
        put_attribute(&message, RTA_GATEWAY, octets, sizes[i]);
        finish(&message);
        assert_int_equal(s7_netlink_read_route(message.octets, message.size, &route), 0);
        assert_false(route.has_gateway);
    }
}

static void nothing_is_read_beyond_the_end(void **state)
{
    (void)state;
    const struct message messages[] = {route_answer("fe80::1", RTN_UNICAST),
                                       route_answer("10.77.1.1", RTN_LOCAL),
                                       neighbour_answer(NUD_FAILED, "\1\2\3\4\5\6", 6), refusal(-ENOENT)};
    for (size_t i = 0; i < sizeof messages / sizeof messages[0]; i++) {
        struct s7_netlink_route route;
        read_cut(messages[i]);
        for (size_t size = 0; size < messages[i].size; size++) {
            read_both(messages[i].octets, size);
            assert_int_equal(s7_netlink_read_route(messages[i].octets, size, &route), EPROTO);
        }
        for (size_t at = 0; at < messages[i].size; at++) {
            for (unsigned octet = 0; octet < 256; octet++) {
                struct message wrong = messages[i];
                wrong.octets[at] = (uint8_t)octet;
                read_both(wrong.octets, wrong.size);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(questions_are_whole_messages),
        cmocka_unit_test(a_neighbour_is_asked_for_on_its_device),
        cmocka_unit_test(a_route_with_its_gateway),
        cmocka_unit_test(an_own_address_has_no_gateway),
        cmocka_unit_test(addresses_of_many),
        cmocka_unit_test(a_gateway_of_the_other_family),
        cmocka_unit_test(a_neighbour_with_its_hardware),
        cmocka_unit_test(a_gateway_of_another_size_is_none),
        cmocka_unit_test(a_refusal_is_an_errno),
        cmocka_unit_test(nothing_is_read_beyond_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
