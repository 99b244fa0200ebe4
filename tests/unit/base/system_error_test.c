/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <errno.h>

#include "base/system_error.h"
#include "sieben/error.h"

static void each_errno_has_its_own_meaning(void **state)
{
    (void)state;
    assert_int_equal(s7_system_error(ECONNREFUSED), S7_ERR_TCP_REFUSED);
    assert_int_equal(s7_system_error(ETIMEDOUT), S7_ERR_TCP_TIMEOUT);
    assert_int_equal(s7_system_error(EHOSTUNREACH), S7_ERR_TCP_UNREACHABLE);
    assert_int_equal(s7_system_error(ENETUNREACH), S7_ERR_TCP_UNREACHABLE);
    assert_int_equal(s7_system_error(EACCES), S7_ERR_TCP_DENIED);
    assert_int_equal(s7_system_error(EPERM), S7_ERR_TCP_DENIED);
    assert_int_equal(s7_system_error(ECONNRESET), S7_ERR_TCP_RESET);
    assert_int_equal(s7_system_error(EPIPE), S7_ERR_TCP_RESET);
    assert_int_equal(s7_system_error(EMFILE), S7_ERR_LOCAL_SYSTEM);
    assert_int_equal(s7_system_error(ENFILE), S7_ERR_LOCAL_SYSTEM);
    assert_int_equal(s7_system_error(ENOBUFS), S7_ERR_LOCAL_SYSTEM);
    assert_int_equal(s7_system_error(EADDRNOTAVAIL), S7_ERR_TCP_SYSTEM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_errno_has_its_own_meaning)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
