/* SPDX-License-Identifier: MIT */
#include "wire/password.h"

#include "cases.h"
#include "check.h"
#include "random_message.h"
#include "sieben/error.h"

static void test_captured_password(void **state)
{
    (void)state;
    const uint8_t octets[] = {0x21, 0x3A, 0x1B, 0x1D, 0x6E, 0x68, 0x1B, 0x1D}; /* AUTH#3 */
    uint8_t plain[S7_PASSWORD_SIZE], again[S7_PASSWORD_SIZE];
    s7_password_reveal(octets, plain);
    assert_memory_equal(plain, "toor    ", sizeof plain);
    s7_password_obfuscate(plain, again);
    assert_memory_equal(again, octets, sizeof again);
}

static void test_random_passwords_come_back(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("password");
    for (unsigned long i = 0; i < cases_count(); i++) {
        uint8_t plain[S7_PASSWORD_SIZE], octets[S7_PASSWORD_SIZE], again[S7_PASSWORD_SIZE];
        random_name(&chance, plain, sizeof plain);
        s7_password_obfuscate(plain, octets);
        s7_password_reveal(octets, again);
        assert_memory_equal(again, plain, sizeof plain);
    }
}

static void test_sizes(void **state)
{
    (void)state;
    const uint8_t octets[10] = {0};
    for (size_t size = 0; size <= sizeof octets; size++) {
        struct s7_password password = {{77}};
        int expected = size == S7_PASSWORD_SIZE ? S7_OK : S7_ERR_S7_MALFORMED;
        assert_int_equal(s7_password_decode((struct s7_octets){octets, size}, &password), expected);
        assert_int_equal(password.octets[0], expected == S7_OK ? 0 : 77);
    }
}

/* AUTH#3 from its protocol id on */
static const uint8_t captured[] = {0x32, 7, 0, 0,    6, 0, 0, 8,    0,    12,   0,    1,    0x12, 4,    0x11,
                                   0x45, 1, 0, 0xFF, 9, 0, 8, 0x21, 0x3A, 0x1B, 0x1D, 0x6E, 0x68, 0x1B, 0x1D};

static void test_the_password_of_a_telegram_is_found(void **state)
{
    (void)state;
    size_t at = 0, size = 0;
    assert_true(s7_password_find(captured, sizeof captured, &at, &size));
    assert_int_equal(at, 22);
    assert_int_equal(size, S7_PASSWORD_SIZE);
}

/* Shorter, longer, with a wrong length, under another subfunction: it is still not to be shown. */
static void test_odd_passwords_are_found(void **state)
{
    (void)state;
    uint8_t octets[sizeof captured];
    size_t at = 0, size = 0;
    memcpy(octets, captured, sizeof octets);
    octets[21] = 4;
    octets[16] = 2;
    assert_true(s7_password_find(octets, sizeof octets, &at, &size));
    assert_int_equal(size, S7_PASSWORD_SIZE);
    octets[21] = 8;
    octets[9] = 5;
    assert_true(s7_password_find(octets, sizeof octets - 7, &at, &size));
    assert_int_equal(size, 1);
}

static void test_malformed_telegrams_hide_nothing(void **state)
{
    (void)state;
    uint8_t octets[sizeof captured];
    size_t at = 0, size = 0;
    for (size_t i = 6; i < 10; i++) { /* parameter and data length */
        memcpy(octets, captured, sizeof octets);
        octets[i] = 0x77;
        assert_true(s7_password_find(octets, sizeof octets, &at, &size));
        assert_true(at <= 22 && at + size == sizeof octets);
    }
    assert_true(s7_password_find(captured, sizeof captured - 1, &at, &size));
    assert_true(at <= 22 && at + size == sizeof captured - 1);
}

/* The argument of a SINUMERIK log-on, and nothing around it. */
static void test_pi_services_with_a_password(void **state)
{
    (void)state;
    uint8_t octets[] = {0x32, 1, 0,   0,   0,   1,   0,   25, 0,   0,   0x28, 0,   0,   0,   0,   0,   0,  0xFD,
                        0,    5, 'a', 'b', 'c', 'd', 'e', 9,  '_', 'N', '_',  'L', 'O', 'G', 'I', 'N', '_'};
    size_t at = 0, size = 0;
    assert_true(s7_password_find(octets, sizeof octets, &at, &size));
    assert_int_equal(at, 20);
    assert_int_equal(size, 5);
    octets[29] = 'X';
    assert_false(s7_password_find(octets, sizeof octets, &at, &size));
}

static void test_what_is_no_password_is_left_alone(void **state)
{
    (void)state;
    size_t at = 77, size = 77;
    for (size_t length = 0; length <= 18; length++)
        assert_false(s7_password_find(captured, length, &at, &size));
    uint8_t octets[sizeof captured];
    static const struct {
        size_t at;
        uint8_t octet;
    } others[] = {{0, 0x72}, {1, 1}, {15, 0x44}, {15, 0x47}};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        memcpy(octets, captured, sizeof octets);
        octets[others[i].at] = others[i].octet;
        assert_false(s7_password_find(octets, sizeof octets, &at, &size));
    }
    assert_true(at == 77 && size == 77);
}

/* Random octets on the heap: nothing is read beyond them. */
static void test_random_telegrams(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("password find");
    for (unsigned long i = 0; i < cases_count(); i++) {
        size_t length = (size_t)s7_chance_below(&chance, sizeof captured + 1), at = 0, size = 0;
        uint8_t *octets = malloc(length ? length : 1);
        assert_non_null(octets);
        memcpy(octets, captured, length);
        if (length)
            octets[s7_chance_below(&chance, length)] = random_u8(&chance);
        if (s7_password_find(octets, length, &at, &size))
            assert_true(at + size == length && at >= 14);
        free(octets);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_captured_password),
        cmocka_unit_test(test_random_passwords_come_back),
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_the_password_of_a_telegram_is_found),
        cmocka_unit_test(test_odd_passwords_are_found),
        cmocka_unit_test(test_malformed_telegrams_hide_nothing),
        cmocka_unit_test(test_pi_services_with_a_password),
        cmocka_unit_test(test_what_is_no_password_is_left_alone),
        cmocka_unit_test(test_random_telegrams),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
