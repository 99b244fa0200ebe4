/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <errno.h>
#include <string.h>

#include "net_posix/probe_system.h"

static void nothing_is_known_and_nothing_is_claimed(void **state)
{
    (void)state;
    struct s7_probe probe = s7_probe_unknown(), before = probe;
    union s7_ip to;
    assert_true(s7_ip_parse("127.0.0.1", 102, &to));
    s7_probe_plain.watch(-1, AF_INET);
    assert_int_equal(s7_probe_plain.complaint(-1, &probe), 0);
    assert_int_equal(s7_probe_plain.route(&to, &probe), 0);
    assert_int_equal(s7_probe_plain.ping(&to, 0, &probe), EPERM); /* "cannot ping here" */
    assert_memory_equal(&probe, &before, sizeof probe);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_is_known_and_nothing_is_claimed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
