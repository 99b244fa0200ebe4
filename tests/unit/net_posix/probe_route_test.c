/* SPDX-License-Identifier: MIT
 *
 * The routes that every machine has; all others are in tests/net.
 */
#include "check.h"

#include <errno.h>
#include <string.h>

#include "net_posix/probe.h"

static void loopback_leaves_by_itself(void **state)
{
    (void)state;
    struct s7_probe probe;
    s7_probe_route("127.0.0.1", &probe);
    assert_int_equal(probe.sys_errno, 0);
    assert_string_equal(probe.local, "127.0.0.1");
    assert_string_equal(probe.gateway, "");
    assert_string_equal(probe.offender, "");
    assert_int_equal(probe.icmp_type, -1);
    assert_int_equal(probe.ttl, -1);
    assert_true(probe.elapsed >= 0 && probe.elapsed < 10 * S7_SECOND);
}

static void what_is_no_address_has_no_route(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "localhost", "10.0.0", "fe80::1%nowhere0"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct s7_probe probe;
        memset(&probe, 0x5A, sizeof probe);
        s7_probe_route(texts[i], &probe);
        assert_int_equal(probe.sys_errno, EINVAL);
        assert_string_equal(probe.local, "");
        assert_false(probe.route_known);
        assert_int_equal(probe.neighbour, S7_NEIGHBOUR_UNKNOWN);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(loopback_leaves_by_itself),
                                       cmocka_unit_test(what_is_no_address_has_no_route)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
