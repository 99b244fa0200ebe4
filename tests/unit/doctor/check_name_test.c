/* SPDX-License-Identifier: MIT */
#include "unit/doctor/bed.h"

static void test_resolved(void **state)
{
    (void)state;
    bed_open(S7_CHECK_NAME);
    bed.diagnosis.seen.address.text[0] = '\0';
    s7_check_name_run(&bed.examination);
    assert_in_order("OVEN is " WORLD_PARTNER);
    assert_string_equal(bed.diagnosis.seen.address.text, WORLD_PARTNER);
    bed_open(S7_CHECK_NAME);
    bed.config.host = WORLD_PARTNER;
    s7_check_name_run(&bed.examination);
    assert_in_order("is an address");
}

static void test_unresolved(void **state)
{
    static const struct {
        int sys_errno;
        enum s7_sign sign;
    } rows[] = {{ENOENT, S7_SIGN_NAME_UNKNOWN},
                {EAGAIN, S7_SIGN_NAME_SERVER_SILENT},
                {ETIMEDOUT, S7_SIGN_NAME_SERVER_SILENT}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        bed_open(S7_CHECK_NAME);
        bed.world.name_errno = rows[i].sys_errno;
        s7_check_name_run(&bed.examination);
        assert_sign(rows[i].sign);
        assert_true(bed.examination.over);
    }
}

/* Several addresses are kept, in their order, up to a number. */
static void test_several(void **state)
{
    (void)state;
    bed_open(S7_CHECK_NAME);
    bed.world.aliases = 6;
    s7_check_name_run(&bed.examination);
    assert_in_order("OVEN is " WORLD_PARTNER " and 3 more");
    assert_int_equal(bed.examination.address_count, 4);
    assert_string_equal(bed.examination.addresses[3].text, "10.2.0.8");
}

/* The world gives a numeric host itself. */
static void test_addresses_of_nobody(void **state)
{
    static const struct {
        const char *host, *evidence;
    } rows[] = {{"255.255.255.255", "255.255.255.255 is the broadcast address"},
                {"224.0.0.1", "224.0.0.1 is a multicast address"},
                {"239.255.255.250", "239.255.255.250 is a multicast address"},
                {"0.0.0.0", "0.0.0.0 is no address"},
                {"223.255.255.1", ""},
                {"240.0.0.1", ""},
                {"10.0.0.255", ""}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        bed_open(S7_CHECK_NAME);
        bed.config.host = rows[i].host;
        s7_check_name_run(&bed.examination);
        assert_int_equal(bed.examination.over, rows[i].evidence[0] != '\0');
        if (bed.examination.over) {
            assert_sign(S7_SIGN_NAME_NO_DEVICE);
            assert_string_equal(bed_step()->evidence, rows[i].evidence);
        } else {
            assert_in_order(rows[i].host);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_resolved), cmocka_unit_test(test_unresolved),
                                       cmocka_unit_test(test_several),
                                       cmocka_unit_test(test_addresses_of_nobody)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
