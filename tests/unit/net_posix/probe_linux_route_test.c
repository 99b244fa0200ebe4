/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "net_posix/probe_linux.h"

static void loopback_is_a_device_without_neighbours(void **state)
{
    (void)state;
    union s7_ip to;
    struct s7_probe probe = s7_probe_unknown();
    assert_true(s7_ip_parse("127.0.0.1", 102, &to));
    assert_int_equal(s7_probe_linux_route(&to, &probe), 0);
    assert_true(probe.route_known);
    assert_string_equal(probe.network_device, "lo");
    assert_string_equal(probe.gateway, "");
    assert_int_equal(probe.neighbour, S7_NEIGHBOUR_UNKNOWN);
    assert_string_equal(probe.neighbour_hardware, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(loopback_is_a_device_without_neighbours)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
