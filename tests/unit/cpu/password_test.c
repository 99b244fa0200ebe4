/* SPDX-License-Identifier: MIT
 *
 * The session password: which one is right, and what a connection that gave it has.
 */
#include "check.h"

#include "cpu/password.h"

#include <string.h>

static const uint8_t captured[] = {0x21, 0x3a, 0x1b, 0x1d, 0x6e, 0x68, 0x1b, 0x1d}; /* "toor    " [AUTH#3] */

static struct s7_cpu_secret secret;
static struct s7_cpu_partner partner;
static struct s7_cpu_config config;

static int reset(void **state)
{
    (void)state;
    s7_cpu_config_default(&config);
    config.has_password = true;
    memcpy(config.password, "toor    ", sizeof config.password);
    memset(&secret, 0xAA, sizeof secret);
    s7_cpu_secret_take(&secret, &config);
    partner = (struct s7_cpu_partner){.legitimised = false};
    return 0;
}

static struct s7_octets octets_of(const void *at, size_t size)
{
    return (struct s7_octets){at, size};
}

static void the_captured_password_legitimates_once(void **state)
{
    (void)state;
    assert_int_equal(s7_cpu_legitimise(&secret, &partner, octets_of(captured, 8)), 0);
    assert_true(partner.legitimised);
    assert_int_equal(s7_cpu_legitimise(&secret, &partner, octets_of(captured, 8)), 0xD603);
    assert_true(partner.legitimised);
}

static void every_other_octet_is_another_password(void **state)
{
    (void)state;
    for (size_t i = 0; i < 64; i++) {
        uint8_t other[sizeof captured];
        memcpy(other, captured, sizeof other);
        other[i / 8] ^= (uint8_t)(1u << i % 8);
        assert_int_equal(s7_cpu_legitimise(&secret, &partner, octets_of(other, 8)), 0xD602);
        assert_false(partner.legitimised);
    }
}

static void eight_octets_are_a_password(void **state)
{
    (void)state;
    static const uint8_t longer[9] = {0};
    assert_int_equal(s7_cpu_legitimise(&secret, &partner, octets_of(captured, 7)), 0xD601);
    assert_int_equal(s7_cpu_legitimise(&secret, &partner, octets_of(longer, 9)), 0xD601);
    assert_int_equal(s7_cpu_legitimise(&secret, &partner, octets_of(NULL, 0)), 0xD601);
    assert_false(partner.legitimised);
}

static void without_a_password_there_is_nothing_to_give(void **state)
{
    (void)state;
    config.has_password = false;
    s7_cpu_secret_take(&secret, &config);
    assert_int_equal(s7_cpu_legitimise(&secret, &partner, octets_of(captured, 8)), 0xD605);
    assert_false(partner.legitimised);
    for (size_t i = 0; i < sizeof secret.octets; i++)
        assert_int_equal(secret.octets[i], 0); /* nothing of the old one is left */
}

static void what_was_given_can_be_given_back(void **state)
{
    (void)state;
    assert_int_equal(s7_cpu_resign(&partner), 0xD604);
    assert_int_equal(s7_cpu_legitimise(&secret, &partner, octets_of(captured, 8)), 0);
    assert_int_equal(s7_cpu_resign(&partner), 0);
    assert_false(partner.legitimised);
    assert_int_equal(s7_cpu_resign(&partner), 0xD604);
}

static void the_same_password_is_told_from_another(void **state)
{
    (void)state;
    assert_true(s7_cpu_secret_same(&secret, &config));
    config.password[7] = 'x';
    assert_false(s7_cpu_secret_same(&secret, &config));
    config.has_password = false;
    assert_false(s7_cpu_secret_same(&secret, &config));
    s7_cpu_secret_take(&secret, &config);
    assert_true(s7_cpu_secret_same(&secret, &config)); /* none, whatever stands in the field */
    config.has_password = true;
    assert_false(s7_cpu_secret_same(&secret, &config));
}

int main(void)
{
#define PASSWORD_TEST(test) cmocka_unit_test_setup(test, reset)
    const struct CMUnitTest tests[] = {
        PASSWORD_TEST(the_captured_password_legitimates_once),
        PASSWORD_TEST(every_other_octet_is_another_password),
        PASSWORD_TEST(eight_octets_are_a_password),
        PASSWORD_TEST(without_a_password_there_is_nothing_to_give),
        PASSWORD_TEST(what_was_given_can_be_given_back),
        PASSWORD_TEST(the_same_password_is_told_from_another),
    };
#undef PASSWORD_TEST
    return cmocka_run_group_tests(tests, NULL, NULL);
}
