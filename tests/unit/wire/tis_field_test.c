/* SPDX-License-Identifier: MIT */
#include "wire/tis_field.h"

#include <stdio.h>
#include <string.h>

#include "check.h"
#include "cut.h"
#include "sieben/error.h"

static char told[2000];
static size_t taken;
static uint8_t subfunction;

static bool take(void *user, const struct s7_tis_field *field)
{
    (void)user;
    size_t length = strlen(told);
    snprintf(told + length, sizeof told - length, "%s%s:%zu", length ? ", " : "", field->name,
             field->octets.size);
    taken += field->octets.size;
    return true;
}

static bool refuse(void *user, const struct s7_tis_field *field)
{
    (void)user;
    (void)field;
    return false;
}

static int decode(struct s7_octets octets)
{
    told[0] = '\0';
    taken = 0;
    return s7_tis_fields(subfunction, octets, take, NULL);
}

static void test_fixed_sizes(void **state)
{
    (void)state;
    static const uint8_t octets[100];
    static const struct {
        enum s7_tis_subfunction subfunction;
        size_t size;
    } cases[] = {{S7_TIS_I_STACK, 76}, {S7_TIS_BREAKPOINT, 38}, {S7_TIS_L_STACK, 20}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        subfunction = (uint8_t)cases[i].subfunction;
        cut_anywhere(decode, octets, cases[i].size);
        assert_int_equal(decode((struct s7_octets){octets, cases[i].size}), S7_OK);
        assert_int_equal(taken, cases[i].size);
    }
    assert_non_null(strstr(told, "octets of local data:2, local data:0, priority class:1"));
}

static void test_local_data(void **state)
{
    (void)state;
    uint8_t octets[23] = {0, 8, 0, 1, 0, 0, 0, 3};
    subfunction = S7_TIS_L_STACK;
    cut_anywhere(decode, octets, sizeof octets);
    assert_int_equal(decode((struct s7_octets){octets, sizeof octets}), S7_OK);
    assert_non_null(strstr(told, "local data:3, priority class:1"));
    assert_int_equal(taken, sizeof octets);
}

/* An FB in an OB: the entry of the OB has its priority class and time behind it. */
static void test_b_stack(void **state)
{
    (void)state;
    uint8_t octets[16 + 16 + 12] = {0, 0x0E, 0, 1};
    octets[17] = 0x08;
    subfunction = S7_TIS_B_STACK;
    assert_int_equal(decode((struct s7_octets){octets, sizeof octets}), S7_OK);
    assert_int_equal(taken, sizeof octets);
    assert_non_null(strstr(told, "priority class:1, reserved:3, time:8"));
    assert_int_equal(decode((struct s7_octets){octets, 16}), S7_OK);
    assert_null(strstr(told, "time"));
    assert_int_equal(decode((struct s7_octets){octets, 32}), S7_ERR_S7_MALFORMED);
    assert_int_equal(decode((struct s7_octets){octets, 17}), S7_ERR_S7_MALFORMED);
    assert_int_equal(decode((struct s7_octets){octets, 0}), S7_OK);
}

static void test_others(void **state)
{
    (void)state;
    static const uint8_t octets[80];
    for (unsigned i = 0; i < 256; i++) {
        subfunction = (uint8_t)i;
        bool known = (i >= S7_TIS_I_STACK && i <= S7_TIS_L_STACK) || i == S7_TIS_BREAKPOINT;
        int error = s7_tis_fields(subfunction, (struct s7_octets){octets, 1}, refuse, NULL);
        assert_int_equal(error, S7_ERR_S7_MALFORMED);
        if (!known)
            assert_int_equal(decode((struct s7_octets){octets, 76}), S7_ERR_S7_MALFORMED);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fixed_sizes),
        cmocka_unit_test(test_local_data),
        cmocka_unit_test(test_b_stack),
        cmocka_unit_test(test_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
