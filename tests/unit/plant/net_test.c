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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_net_holds_what_begins_with_its_prefix),
        cmocka_unit_test(what_is_no_net_holds_and_is_held_by_nothing),
        cmocka_unit_test(a_net_stands_before_what_it_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
