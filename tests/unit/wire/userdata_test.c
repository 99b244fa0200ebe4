/* SPDX-License-Identifier: MIT */
#include "wire/userdata.h"

#include "cases.h"
#include "check.h"
#include "random_message.h"
#include "sieben/error.h"

static const uint8_t long_parameter[] = {0, 1, 0x12, 8, 0x12, 0x84, 1, 2, 0xD5, 1, 0xD4, 0x02};
static const uint8_t short_parameter[] = {0, 1, 0x12, 4, 0x11, 0x44, 1, 0};

static struct s7_octets over(const uint8_t *octets, size_t size)
{
    return (struct s7_octets){octets, size};
}

static void test_long_form(void **state)
{
    (void)state;
    const uint8_t data[] = {0xFF, 9, 0, 2, 0xAB, 0xCD};
    struct s7_userdata userdata;
    assert_int_equal(s7_userdata_decode(over(long_parameter, 12), over(data, sizeof data), &userdata), S7_OK);
    assert_true(userdata.long_form);
    assert_int_equal(userdata.method, S7_USERDATA_METHOD_RESPONSE);
    assert_int_equal(userdata.type, S7_USERDATA_RESPONSE);
    assert_int_equal(userdata.group, 4);
    assert_int_equal(userdata.subfunction, 1);
    assert_int_equal(userdata.sequence, 2);
    assert_int_equal(userdata.data_unit_reference, 0xD5);
    assert_int_equal(userdata.last_data_unit, 1);
    assert_int_equal(userdata.error, 0xD402);
    assert_true(userdata.has_data);
    assert_int_equal(userdata.return_code, 0xFF);
    assert_int_equal(userdata.transport_size, 9);
    assert_int_equal(userdata.length, 2);
    assert_ptr_equal(userdata.payload.at, data + 4);
}

static void test_short_form_without_data(void **state)
{
    (void)state;
    struct s7_userdata userdata;
    assert_int_equal(s7_userdata_decode(over(short_parameter, 8), over(NULL, 0), &userdata), S7_OK);
    assert_false(userdata.long_form);
    assert_int_equal(userdata.method, S7_USERDATA_METHOD_REQUEST);
    assert_int_equal(userdata.type, S7_USERDATA_REQUEST);
    assert_int_equal(userdata.error, 0);
    assert_false(userdata.has_data);
}

static void test_every_truncation(void **state)
{
    (void)state;
    const uint8_t data[] = {0xFF, 9, 0, 2, 1, 2, 3};
    struct s7_userdata userdata = {.sequence = 77};
    for (size_t size = 0; size < sizeof long_parameter; size++)
        assert_int_equal(s7_userdata_decode(over(long_parameter, size), over(data, 6), &userdata),
                         S7_ERR_S7_MALFORMED);
    for (size_t size = 1; size <= sizeof data; size++) {
        if (size != 6)
            assert_int_equal(s7_userdata_decode(over(short_parameter, 8), over(data, size), &userdata),
                             S7_ERR_S7_MALFORMED);
    }
    assert_int_equal(userdata.sequence, 77);
}

static void test_tolerant_of_a_length_beyond_the_end(void **state)
{
    (void)state;
    const uint8_t asked[] = {0xFF, 9, 0, 12, 0, 0x11, 0, 0}; /* as Apache PLC4X 0.13.1 asks for SZL 0011 */
    struct s7_userdata userdata = {.sequence = 77};
    assert_int_equal(s7_userdata_decode(over(short_parameter, 8), over(asked, sizeof asked), &userdata),
                     S7_ERR_S7_MALFORMED);
    assert_int_equal(
        s7_userdata_decode_tolerant(over(short_parameter, 8), over(asked, sizeof asked), &userdata), S7_OK);
    assert_int_equal(userdata.length, 12);
    assert_ptr_equal(userdata.payload.at, asked + 4);
    assert_int_equal(userdata.payload.size, 4);
    const uint8_t longer[] = {0xFF, 9, 0, 2, 1, 2, 3};
    assert_int_equal(s7_userdata_decode_tolerant(over(short_parameter, 8), over(longer, 6), &userdata), S7_OK);
    assert_int_equal(userdata.payload.size, 2);
    assert_int_equal(s7_userdata_decode_tolerant(over(short_parameter, 8), over(longer, 7), &userdata),
                     S7_ERR_S7_MALFORMED);
    for (size_t size = 1; size < 4; size++)
        assert_int_equal(s7_userdata_decode_tolerant(over(short_parameter, 8), over(asked, size), &userdata),
                         S7_ERR_S7_MALFORMED);
}

static void test_every_octet_of_the_head(void **state)
{
    (void)state;
    for (size_t at = 0; at < 4; at++) {
        uint8_t parameter[8];
        struct s7_userdata userdata;
        memcpy(parameter, short_parameter, sizeof parameter);
        parameter[at] ^= 0x40;
        assert_int_equal(s7_userdata_decode(over(parameter, 8), over(NULL, 0), &userdata), S7_ERR_S7_MALFORMED);
    }
}

static void test_password_is_secret(void **state)
{
    (void)state;
    const uint8_t password[8] = {0};
    struct s7_userdata userdata = {.group = 5, .subfunction = 1, .payload = {password, sizeof password}};
    assert_true(s7_userdata_secret(&userdata));
    userdata.subfunction = 2; /* whoever puts a password there does not have it shown, either */
    assert_true(s7_userdata_secret(&userdata));
    userdata.subfunction = 1;
    userdata.group = 4;
    assert_false(s7_userdata_secret(&userdata));
    userdata.group = 5;
    userdata.payload.size = 0;
    assert_false(s7_userdata_secret(&userdata));
}

static void test_random_userdata_comes_back(void **state)
{
    (void)state;
    static struct arena arena;
    struct s7_chance chance = cases_begin("userdata");
    for (unsigned long i = 0; i < cases_count(); i++) {
        arena.used = 0;
        struct s7_userdata userdata = random_userdata(&chance, &arena);
        struct s7_userdata again;
        size_t parameter_size = 0;
        uint8_t octets[512];
        struct s7_writer writer = s7_writer_over(octets, sizeof octets);
        s7_userdata_encode(&writer, &userdata, &parameter_size);
        assert_false(writer.bad);
        assert_int_equal(parameter_size, userdata.long_form ? 12 : 8);
        assert_int_equal(
            s7_userdata_decode(over(octets, parameter_size),
                               over(octets + parameter_size, s7_writer_size(&writer) - parameter_size), &again),
            S7_OK);
        assert_true(userdata_equal(&userdata, &again));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_long_form),
        cmocka_unit_test(test_short_form_without_data),
        cmocka_unit_test(test_every_truncation),
        cmocka_unit_test(test_tolerant_of_a_length_beyond_the_end),
        cmocka_unit_test(test_every_octet_of_the_head),
        cmocka_unit_test(test_password_is_secret),
        cmocka_unit_test(test_random_userdata_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
