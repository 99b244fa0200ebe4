/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE /* getifaddrs */
#include "check.h"

#include <ifaddrs.h>
#include <string.h>

#include "net_posix/ip.h"
#include "net_posix/probe.h"
#include "net_posix/probe_text.h"

static void loopback_is_own(void **state)
{
    (void)state;
    assert_true(s7_probe_own("127.0.0.1"));
    assert_true(s7_probe_own("127.200.0.3"));
    assert_true(s7_probe_own("::1"));
    assert_true(s7_probe_own("::ffff:127.0.0.1"));
}

/* Addresses for documentation (RFC 5737, RFC 3849), and text that is none. */
static void others_are_not(void **state)
{
    static const char *const others[] = {"192.0.2.1", "2001:db8::1", "128.0.0.1", "0.0.0.0",
                                         "::",        "localhost",   ""};
    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_false(s7_probe_own(others[i]));
}

static void every_interface_is_own(void **state)
{
    struct ifaddrs *list = NULL;
    (void)state;
    assert_int_equal(getifaddrs(&list), 0);
    for (const struct ifaddrs *at = list; at; at = at->ifa_next) {
        union s7_ip ip;
        char text[S7_PROBE_ADDRESS_SIZE];
        if (!at->ifa_addr || (at->ifa_addr->sa_family != AF_INET && at->ifa_addr->sa_family != AF_INET6))
            continue;
        memset(&ip, 0, sizeof ip);
        memcpy(&ip, at->ifa_addr, at->ifa_addr->sa_family == AF_INET ? sizeof ip.four : sizeof ip.six);
        s7_probe_format(&ip, text);
        assert_true(s7_probe_own(text));
    }
    freeifaddrs(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(loopback_is_own), cmocka_unit_test(others_are_not),
                                       cmocka_unit_test(every_interface_is_own)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
