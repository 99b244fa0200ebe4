/* SPDX-License-Identifier: MIT */
#include "net_posix/ip.h"

#include "check.h"

#include <arpa/inet.h>
#include <string.h>

static void numbers_are_addresses(void **state)
{
    (void)state;
    static const struct {
        const char *text, *shown;
        int family;
    } rows[] = {{"127.0.0.1", "127.0.0.1", AF_INET},
                {"0.0.0.0", "0.0.0.0", AF_INET},
                {"::1", "::1", AF_INET6},
                {"2001:DB8::0001", "2001:db8::1", AF_INET6},
                {"::ffff:192.0.2.7", "192.0.2.7", AF_INET6}}; /* mapped: written as what it is */
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        union s7_ip ip;
        assert_true(s7_ip_parse(rows[i].text, 10102, &ip));
        assert_int_equal(ip.any.sa_family, rows[i].family);
        assert_int_equal(s7_ip_port(&ip), 10102);
        assert_int_equal(s7_ip_size(&ip), rows[i].family == AF_INET ? sizeof ip.four : sizeof ip.six);
        struct s7_peer peer = s7_ip_peer(&ip);
        assert_string_equal(peer.address, rows[i].shown);
        assert_int_equal(peer.port, 10102);
    }
}

static void anything_else_is_none(void **state)
{
    (void)state;
    static const char *const texts[] = {"",          "localhost", "127.1", "1.2.3.4.5",
                                        "256.0.0.1", "[::1]",     "::1%",  "1.2.3.4:102"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        union s7_ip ip, before;
        memset(&ip, 0x5A, sizeof ip);
        before = ip;
        assert_false(s7_ip_parse(texts[i], 102, &ip));
        assert_memory_equal(&ip, &before, sizeof ip);
    }
}

static void a_number_resolves_to_itself(void **state)
{
    (void)state;
    union s7_ip ips[2];
    struct s7_fault fault = {.error = 1};
    assert_int_equal(s7_ip_resolve("192.0.2.1", 102, 2, ips, &fault), 1);
    assert_string_equal(s7_ip_peer(&ips[0]).address, "192.0.2.1");
    assert_int_equal(fault.error, 1);
}

static void a_name_resolves_to_as_many_as_asked(void **state)
{
    (void)state;
    union s7_ip ips[4];
    struct s7_fault fault;
    size_t count = s7_ip_resolve("localhost", 5102, 4, ips, &fault);
    assert_true(count >= 1 && count <= 4);
    for (size_t i = 0; i < count; i++) {
        const char *address = s7_ip_peer(&ips[i]).address;
        assert_int_equal(s7_ip_port(&ips[i]), 5102);
        assert_true(strncmp(address, "127.", 4) == 0 || strcmp(address, "::1") == 0);
    }
    assert_int_equal(s7_ip_resolve("localhost", 5102, 1, ips, &fault), 1);
}

static void a_name_that_cannot_exist_is_a_fault(void **state)
{
    (void)state;
    char name[71];
    union s7_ip ip;
    struct s7_fault fault = {.error = S7_OK};
    memset(name, 'a', 70); /* a label has 63 octets at most: nobody is asked */
    name[70] = '\0';
    assert_int_equal(s7_ip_resolve(name, 102, 1, &ip, &fault), 0);
    assert_int_equal(fault.error, S7_ERR_TCP_NAME);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_addresses),
        cmocka_unit_test(anything_else_is_none),
        cmocka_unit_test(a_number_resolves_to_itself),
        cmocka_unit_test(a_name_resolves_to_as_many_as_asked),
        cmocka_unit_test(a_name_that_cannot_exist_is_a_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
