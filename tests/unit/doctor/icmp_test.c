/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "doctor/icmp.h"

static void test_four(void **state)
{
    (void)state;
    assert_int_equal(s7_icmp_of(false, -1, -1), S7_ICMP_NONE);
    assert_int_equal(s7_icmp_of(false, 3, 0), S7_ICMP_NO_NETWORK);
    assert_int_equal(s7_icmp_of(false, 3, 6), S7_ICMP_NO_NETWORK);
    assert_int_equal(s7_icmp_of(false, 11, 0), S7_ICMP_NO_NETWORK);
    assert_int_equal(s7_icmp_of(false, 3, 1), S7_ICMP_NO_HOST);
    assert_int_equal(s7_icmp_of(false, 3, 3), S7_ICMP_NO_PORT);
    assert_int_equal(s7_icmp_of(false, 3, 9), S7_ICMP_PROHIBITED);
    assert_int_equal(s7_icmp_of(false, 3, 10), S7_ICMP_PROHIBITED);
    assert_int_equal(s7_icmp_of(false, 3, 13), S7_ICMP_PROHIBITED);
    assert_int_equal(s7_icmp_of(false, 3, 4), S7_ICMP_OTHER);
}

/* The same numbers mean something else in ICMPv6. */
static void test_six(void **state)
{
    (void)state;
    assert_int_equal(s7_icmp_of(true, 1, 0), S7_ICMP_NO_NETWORK);
    assert_int_equal(s7_icmp_of(true, 3, 0), S7_ICMP_NO_NETWORK);
    assert_int_equal(s7_icmp_of(true, 1, 3), S7_ICMP_NO_HOST);
    assert_int_equal(s7_icmp_of(true, 1, 5), S7_ICMP_PROHIBITED);
    assert_int_equal(s7_icmp_of(true, 1, 6), S7_ICMP_PROHIBITED);
    assert_int_equal(s7_icmp_of(true, 1, 1), S7_ICMP_PROHIBITED);
    assert_int_equal(s7_icmp_of(true, 1, 4), S7_ICMP_NO_PORT);
    assert_int_equal(s7_icmp_of(true, 3, 13), S7_ICMP_OTHER);
    assert_int_equal(s7_icmp_of(false, 1, 1), S7_ICMP_OTHER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_four), cmocka_unit_test(test_six)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
