/* SPDX-License-Identifier: MIT */
#include "unit/doctor/bed.h"

static void test_ways(void **state)
{
    (void)state;
    bed_open(S7_CHECK_ROUTE);
    s7_check_route_run(&bed.examination);
    assert_in_order("from " WORLD_HERE " on eth0, by gateway " WORLD_ROUTER);
    assert_string_equal(bed.diagnosis.seen.probe.local, WORLD_HERE);
    bed_open(S7_CHECK_ROUTE);
    world_bring_near(&bed.world, S7_NEIGHBOUR_NONE);
    s7_check_route_run(&bed.examination);
    assert_in_order("same subnet");
    bed_open(S7_CHECK_ROUTE);
    bed.world.route = s7_probe_unknown();
    s7_check_route_run(&bed.examination);
    assert_in_order("does not tell its routes");
}

static void test_no_way(void **state)
{
    (void)state;
    bed_open(S7_CHECK_ROUTE);
    bed.world.route = world_probe(ENETUNREACH, 0);
    s7_check_route_run(&bed.examination);
    assert_sign(S7_SIGN_ROUTE_NONE);
    assert_true(bed.examination.over);
    bed_open(S7_CHECK_ROUTE);
    bed.world.route = world_probe(EACCES, 0);
    s7_check_route_run(&bed.examination);
    assert_sign(S7_SIGN_TCP_DENIED_HERE);
    bed_open(S7_CHECK_ROUTE);
    bed.world.route = world_probe(EINVAL, 0); /* blackhole */
    s7_check_route_run(&bed.examination);
    assert_sign(S7_SIGN_ROUTE_NONE);
    assert_true(bed.examination.over);
    assert_non_null(strstr(bed_step()->evidence, "thrown away"));
    bed_open(S7_CHECK_ROUTE);
    bed.world.route = world_probe(EINVAL, 0);
    snprintf(bed.diagnosis.seen.address.text, sizeof bed.diagnosis.seen.address.text, "fe80::1");
    s7_check_route_run(&bed.examination);
    assert_sign(S7_SIGN_ROUTE_NONE);
    assert_non_null(strstr(bed_step()->evidence, "fe80::1%eth0"));
}

/* No filter forbids it, and no route is missing: nobody is meant by the address. */
static void test_broadcast(void **state)
{
    (void)state;
    bed_open(S7_CHECK_ROUTE);
    bed.world.route.sys_errno = EACCES; /* as connect(2) says of it */
    bed.world.route.broadcast = true;
    s7_check_route_run(&bed.examination);
    assert_sign(S7_SIGN_ROUTE_BROADCAST);
    assert_true(bed.examination.over);
}

/* Other errors say nothing yet. */
static void test_unclear(void **state)
{
    (void)state;
    bed_open(S7_CHECK_ROUTE);
    bed.world.route = world_probe(ENOBUFS, 0);
    s7_check_route_run(&bed.examination);
    assert_in_order("");
    assert_false(bed.examination.over);
}

/* An address of the name that there is no way to is passed over, if there is a way to another. */
static void test_several_addresses(void **state)
{
    (void)state;
    for (int ways = 0; ways < 2; ways++) {
        bed_open(S7_CHECK_ROUTE);
        bed.examination.address_count = 2;
        bed.examination.addresses[0] = bed.diagnosis.seen.address;
        snprintf(bed.examination.addresses[1].text, sizeof bed.examination.addresses[1].text, "10.2.0.6");
        bed.world.route = world_probe(ENETUNREACH, 0);
        if (!ways)
            bed.world.alias_route = world_probe(ENETUNREACH, 0);
        s7_check_route_run(&bed.examination);
        if (ways) {
            assert_in_order("(there is none to " WORLD_PARTNER ")");
            assert_string_equal(bed.diagnosis.seen.address.text, "10.2.0.6");
            assert_int_equal(bed.examination.address_used, 1);
        } else {
            assert_sign(S7_SIGN_ROUTE_NONE);
            assert_string_equal(bed.diagnosis.seen.address.text, WORLD_PARTNER);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_ways), cmocka_unit_test(test_no_way),
                                       cmocka_unit_test(test_broadcast), cmocka_unit_test(test_unclear),
                                       cmocka_unit_test(test_several_addresses)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
