/* SPDX-License-Identifier: MIT */
#include "net_uv/address.h"

#include "check.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include "cases.h"

static const struct sockaddr *any(const void *address)
{
    return address;
}

static void an_ipv4_address_is_read_and_written(void **state)
{
    struct sockaddr_storage address;
    (void)state;
    memset(&address, 0xEE, sizeof address);
    assert_true(s7_address_numeric("192.0.2.17", 102, &address));
    const struct sockaddr_in *ip4 = (const void *)&address;
    assert_int_equal(ip4->sin_family, AF_INET);
    assert_int_equal(ntohl(ip4->sin_addr.s_addr), 0xC0000211);
    assert_int_equal(ntohs(ip4->sin_port), 102);
    assert_int_equal(s7_address_size(any(&address)), sizeof(struct sockaddr_in));
    assert_int_equal(s7_address_port(any(&address)), 102);
    struct s7_peer peer = s7_address_peer(any(&address));
    assert_string_equal(peer.address, "192.0.2.17");
    assert_int_equal(peer.port, 102);
}

static void an_ipv6_address_is_read_and_written(void **state)
{
    static const uint8_t octets[16] = {0x20, 0x01, 0x0d, 0xb8, [15] = 0x5a};
    struct sockaddr_storage address;
    (void)state;
    memset(&address, 0xEE, sizeof address);
    assert_true(s7_address_numeric("2001:DB8::5a", 65535, &address));
    const struct sockaddr_in6 *ip6 = (const void *)&address;
    assert_int_equal(ip6->sin6_family, AF_INET6);
    assert_memory_equal(&ip6->sin6_addr, octets, sizeof octets);
    assert_int_equal(ip6->sin6_flowinfo, 0);
    assert_int_equal(ip6->sin6_scope_id, 0);
    assert_int_equal(s7_address_size(any(&address)), sizeof(struct sockaddr_in6));
    assert_int_equal(s7_address_port(any(&address)), 65535);
    struct s7_peer peer = s7_address_peer(any(&address));
    assert_string_equal(peer.address, "2001:db8::5a");
    assert_int_equal(peer.port, 65535);
}

/* A listener on :: sees IPv4 clients in this form; nobody else writes them so. */
static void a_mapped_ipv4_address_is_written_as_ipv4(void **state)
{
    struct sockaddr_storage address;
    (void)state;
    assert_true(s7_address_numeric("::ffff:198.51.100.7", 4711, &address));
    assert_int_equal(address.ss_family, AF_INET6);
    assert_int_equal(s7_address_size(any(&address)), sizeof(struct sockaddr_in6));
    struct s7_peer peer = s7_address_peer(any(&address));
    assert_string_equal(peer.address, "198.51.100.7");
    assert_int_equal(peer.port, 4711);
    assert_true(s7_address_numeric("::198.51.100.7", 1, &address)); /* compatible is not mapped */
    assert_string_equal(s7_address_peer(any(&address)).address, "::198.51.100.7");
}

static void the_longest_address_fits(void **state)
{
    static const char longest[] = "1111:2222:3333:4444:5555:6666:7777:8888";
    struct sockaddr_storage address;
    (void)state;
    assert_true(s7_address_numeric(longest, 0, &address));
    assert_string_equal(s7_address_peer(any(&address)).address, longest);
    assert_int_equal(s7_address_port(any(&address)), 0);
}

static void what_is_no_number_is_not_taken(void **state)
{
    static const char *const names[] = {"",         "localhost", "plc-4",     "192.0.2",    "192.0.2.256",
                                        "1.2.3.4.", "1.2.3.4 ",  "[::1]",     "::1::",      "2001:db8::g",
                                        "0x7f.1",   "127.1",     "1.2.3.4:5", "::1.2.3.4.5"};
    struct sockaddr_storage address, untouched;
    (void)state;
    memset(&address, 0xEE, sizeof address);
    memset(&untouched, 0xEE, sizeof untouched);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        assert_false(s7_address_numeric(names[i], 102, &address));
        assert_memory_equal(&address, &untouched, sizeof address);
    }
}

/* What the system writes is read, and what is written then is what the system wrote. */
static void text_and_address_are_the_same(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("address");
    for (unsigned long n = cases_count(); n > 0; n--) {
        uint8_t octets[16];
        char text[INET6_ADDRSTRLEN];
        struct sockaddr_storage address;
        int family = s7_chance_below(&chance, 2) ? AF_INET : AF_INET6;
        uint16_t port = (uint16_t)s7_chance_next(&chance);
        for (size_t i = 0; i < sizeof octets; i++)
            octets[i] = (uint8_t)(s7_chance_below(&chance, 3) ? s7_chance_next(&chance) : 0);
        octets[0] |= 0x20; /* neither mapped nor compatible */
        assert_non_null(inet_ntop(family, octets, text, sizeof text));
        assert_true(s7_address_numeric(text, port, &address));
        assert_int_equal(address.ss_family, family);
        struct s7_peer peer = s7_address_peer(any(&address));
        assert_string_equal(peer.address, text);
        assert_int_equal(peer.port, port);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_ipv4_address_is_read_and_written),
        cmocka_unit_test(an_ipv6_address_is_read_and_written),
        cmocka_unit_test(a_mapped_ipv4_address_is_written_as_ipv4),
        cmocka_unit_test(the_longest_address_fits),
        cmocka_unit_test(what_is_no_number_is_not_taken),
        cmocka_unit_test(text_and_address_are_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
