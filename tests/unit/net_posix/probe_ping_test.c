/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <errno.h>
#include <string.h>

#include "net_posix/probe.h"

static void loopback_answers_where_asking_is_permitted(void **state)
{
    (void)state;
    struct s7_probe probe;
    s7_probe_ping("127.0.0.1", 30 * S7_SECOND, &probe);
    if (probe.sys_errno == 0)
        assert_true(probe.ttl > 0);
    else
        assert_int_equal(probe.sys_errno, EPERM);
    assert_int_equal(probe.icmp_type, -1);
    assert_true(probe.elapsed >= 0 && probe.elapsed < 10 * S7_SECOND);
}

static void what_is_no_address_is_not_asked(void **state)
{
    (void)state;
    struct s7_probe probe;
    memset(&probe, 0x5A, sizeof probe);
    s7_probe_ping("localhost", 30 * S7_SECOND, &probe);
    assert_int_equal(probe.sys_errno, EINVAL);
    assert_string_equal(probe.offender, "");
    assert_int_equal(probe.ttl, -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(loopback_answers_where_asking_is_permitted),
                                       cmocka_unit_test(what_is_no_address_is_not_asked)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
