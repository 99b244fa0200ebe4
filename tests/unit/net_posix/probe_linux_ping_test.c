/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <errno.h>
#include <unistd.h>

#include "net_posix/clock.h"
#include "net_posix/probe_linux.h"

/* This machine decides; the answer has to be the one that fits its decision. */
static void pings(const char *address, int protocol)
{
    union s7_ip to;
    struct s7_probe probe = s7_probe_unknown();
    assert_true(s7_ip_parse(address, 0, &to));
    int fd = socket(to.any.sa_family, SOCK_DGRAM, protocol);
    int failed = s7_probe_linux_ping(&to, s7_posix_now() + 30 * S7_SECOND, &probe);
    if (fd < 0) {
        assert_int_equal(failed, EPERM);
        assert_int_equal(probe.ttl, -1);
    } else if (failed != EADDRNOTAVAIL && failed != ENETUNREACH) { /* IPv6 without an address */
        assert_int_equal(failed, 0);
        assert_int_equal(probe.ttl, 64);
        close(fd);
    }
}

static void over_ipv4(void **state)
{
    (void)state;
    pings("127.0.0.1", IPPROTO_ICMP);
}

static void over_ipv6(void **state)
{
    (void)state;
    pings("::1", IPPROTO_ICMPV6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(over_ipv4), cmocka_unit_test(over_ipv6)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
