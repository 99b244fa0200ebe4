/* SPDX-License-Identifier: MIT */
#include "net_posix/probe_text.h"

#include "check.h"

#include <net/if.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void addresses_and_back(void **state)
{
    (void)state;
    static const struct {
        const char *text, *shown;
        int family;
    } rows[] = {{"127.0.0.1", "127.0.0.1", AF_INET},
                {"0.0.0.0", "0.0.0.0", AF_INET},
                {"2001:DB8::0001", "2001:db8::1", AF_INET6},
                {"::ffff:192.0.2.7", "192.0.2.7", AF_INET}}; /* mapped: IPv4 is what goes over the wire */
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        union s7_ip ip;
        char text[S7_PROBE_ADDRESS_SIZE];
        assert_true(s7_probe_parse(rows[i].text, 102, &ip));
        assert_int_equal(ip.any.sa_family, rows[i].family);
        assert_int_equal(s7_ip_port(&ip), 102);
        s7_probe_format(&ip, text);
        assert_string_equal(text, rows[i].shown);
    }
}

static void interfaces_by_name_and_number(void **state)
{
    (void)state;
    char name[IF_NAMESIZE], by_name[S7_PROBE_ADDRESS_SIZE], text[S7_PROBE_ADDRESS_SIZE];
    union s7_ip ip;
    assert_non_null(if_indextoname(1, name)); /* every machine has a first one */
    snprintf(by_name, sizeof by_name, "fe80::1%%%s", name);
    const char *const ways[] = {by_name, "fe80::1%1"};
    for (size_t i = 0; i < 2; i++) {
        assert_true(s7_probe_parse(ways[i], 102, &ip));
        assert_int_equal(ip.six.sin6_scope_id, 1);
        s7_probe_format(&ip, text);
        assert_string_equal(text, by_name);
    }
    ip.six.sin6_scope_id = 1999999999; /* gone since */
    s7_probe_format(&ip, text);
    assert_string_equal(text, "fe80::1%1999999999");
    assert_true(s7_probe_parse(text, 102, &ip));
    assert_int_equal(ip.six.sin6_scope_id, 1999999999);
}

static void anything_else_is_none(void **state)
{
    (void)state;
    char endless[200] = {0};
    memset(endless, '1', sizeof endless - 3);
    memcpy(endless + sizeof endless - 3, "%1", 3);
    const char *const texts[] = {"",          "localhost",        "127.1",       "256.0.0.1",
                                 "fe80::1%",  "fe80::1%nowhere0", "10.0.0.1%1",  "%1",
                                 "fe80::1%0", "fe80::1%1x",       "fe80::1%-1",  "fe80::1%99999999999999999999",
                                 endless,     "fe80::1%%1",       "1.2.3.4:102", "[::1]"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        union s7_ip ip, before;
        memset(&ip, 0x5A, sizeof ip);
        before = ip;
        assert_false(s7_probe_parse(texts[i], 102, &ip));
        assert_memory_equal(&ip, &before, sizeof ip);
    }
}

static void other_families_have_no_text(void **state)
{
    (void)state;
    char text[S7_PROBE_ADDRESS_SIZE] = "before";
    union s7_ip ip;
    memset(&ip, 0, sizeof ip);
    s7_probe_format(&ip, text);
    assert_string_equal(text, "");
}

static void the_own_end_of_a_socket(void **state)
{
    (void)state;
    char text[S7_PROBE_ADDRESS_SIZE] = "before";
    union s7_ip to;
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    s7_probe_local(fd, text);
    assert_string_equal(text, ""); /* no end yet */
    assert_true(s7_probe_parse("127.0.0.1", 9, &to));
    assert_int_equal(connect(fd, &to.any, s7_ip_size(&to)), 0);
    s7_probe_local(fd, text);
    assert_string_equal(text, "127.0.0.1");
    close(fd);
    s7_probe_local(fd, text);
    assert_string_equal(text, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_and_back),      cmocka_unit_test(interfaces_by_name_and_number),
        cmocka_unit_test(anything_else_is_none),   cmocka_unit_test(other_families_have_no_text),
        cmocka_unit_test(the_own_end_of_a_socket),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
