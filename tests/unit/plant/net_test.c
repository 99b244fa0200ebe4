/* SPDX-License-Identifier: MIT */
#include "plant/net.h"

#include "check.h"

static bool holds(const char *outer, const char *inner)
{
    const struct s7_net one = s7_net_of(outer), other = s7_net_of(inner);
    return s7_net_holds(&one, &other);
}

static void a_net_holds_what_begins_with_its_prefix(void **state)
{
    (void)state;
    assert_true(holds("10.10.1.0/24", "10.10.1.255"));
    assert_false(holds("10.10.1.0/24", "10.10.2.0"));
    assert_true(holds("10.10.1.128/25", "10.10.1.128/26"));
    assert_false(holds("10.10.1.128/26", "10.10.1.128/25"));
    assert_true(holds("0.0.0.0/0", "255.255.255.255"));
    assert_false(holds("0.0.0.0/0", "::1"));
    assert_true(holds("fd00::/9", "fd7f::1%eth0"));
    assert_false(holds("fd00::/9", "fd80::1"));
    assert_true(holds("10.0.0.1", "10.0.0.1/32"));
}

static void what_is_no_net_holds_and_is_held_by_nothing(void **state)
{
    (void)state;
    static const char *const texts[] = {"",           "oven.plant",   "10.0.0.0/33", "10.0.0.0/",
                                        "10.0.0.0/x", "10.0.0/24",    "10.0.0.0/8x", "::/129",
                                        "/8",         "10.0.0.0/0000"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_int_equal(s7_net_of(texts[i]).bits, 0);
        assert_false(holds(texts[i], texts[i]));
        assert_false(holds("0.0.0.0/0", texts[i]));
    }
}

static void a_net_stands_before_what_it_holds(void **state)
{
    (void)state;
    static const char *const ordered[] = {"0.0.0.0/0",   "10.0.0.0/8", "10.0.0.0/16", "10.0.0.0",
                                          "10.1.0.0/16", "11.0.0.0/8", "::/0",        "fd00::/8"};
    for (size_t i = 0; i < sizeof ordered / sizeof ordered[0]; i++)
        for (size_t k = 0; k < sizeof ordered / sizeof ordered[0]; k++) {
            const struct s7_net one = s7_net_of(ordered[i]), other = s7_net_of(ordered[k]);
            int order = s7_net_compare(&one, &other);
            assert_true(i < k ? order < 0 : i > k ? order > 0 : order == 0);
        }
}

static void a_machine_is_the_same_however_it_is_written(void **state)
{
    (void)state;
    static const struct {
        const char *one, *other;
        bool same;
    } cases[] = {{"2001:db8::1", "2001:0DB8:0:0:0:0:0:1", true},
                 {"PLC.local", "plc.LOCAL", true},
                 {"10.0.0.1", "10.0.0.1", true},
                 {"fe80::1%eth0", "FE80::0:1%eth0", true},
                 {"fe80::1%eth0", "fe80::1%eth1", false},
                 {"fe80::1%eth0", "fe80::1", false},
                 {"10.0.0.1", "10.0.0.11", false},
                 {"10.0.0.1", "a00:1::", false},
                 {"plc", "plc2", false},
                 {"plc@", "plc`", false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct s7_net_host one = s7_net_host_of(cases[i].one), other = s7_net_host_of(cases[i].other);
        assert_int_equal(s7_net_same_host(&one, &other), cases[i].same);
        assert_int_equal(s7_net_same_host(&other, &one), cases[i].same);
        if (cases[i].same)
            assert_int_equal(s7_net_hash_host(7, &one), s7_net_hash_host(7, &other));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_net_holds_what_begins_with_its_prefix),
        cmocka_unit_test(what_is_no_net_holds_and_is_held_by_nothing),
        cmocka_unit_test(a_net_stands_before_what_it_holds),
        cmocka_unit_test(a_machine_is_the_same_however_it_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
