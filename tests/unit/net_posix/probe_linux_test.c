/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>

#include "net_posix/probe_linux.h"

static void every_member_is_its_own(void **state)
{
    (void)state;
    assert_true(s7_probe_linux.watch == s7_probe_linux_watch);
    assert_true(s7_probe_linux.complaint == s7_probe_linux_complaint);
    assert_true(s7_probe_linux.route == s7_probe_linux_route);
    assert_true(s7_probe_linux.ping == s7_probe_linux_ping);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_member_is_its_own)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
