/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "block/transfer.h"
#include "check.h"

/** Every error of the library, by its table. */
static const int errors[] = {
#define S7_ERROR(layer, n, name, text, causes, remedy) S7_ERR_##name,
#include "sieben/error.def"
#undef S7_ERROR
};

/** Every row of fault.def. */
static const int mapped[] = {
#define S7_BLOCK_FAULT(error, status) S7_ERR_##error,
#include "block/defs/fault.def"
#undef S7_BLOCK_FAULT
};

static void every_error_has_one_status(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++) {
        unsigned rows = 0;
        for (size_t j = 0; j < sizeof mapped / sizeof mapped[0]; j++)
            rows += mapped[j] == errors[i];
        if (rows != 1)
            print_message("%s stands in fault.def %u times\n", s7_error_name(errors[i]), rows);
        assert_int_equal(rows, 1);
        const struct s7_fault fault = {.error = errors[i]};
        assert_int_not_equal(s7_block_status_of(&fault), S7_BLOCK_OK);
    }
}

static void layers_below_the_request_are_communication_problems(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++) {
        const struct s7_fault fault = {.error = errors[i]};
        enum s7_layer layer = s7_error_layer(errors[i]);
        if (layer == S7_LAYER_TCP || layer == S7_LAYER_ISO)
            assert_int_equal(s7_block_status_of(&fault), 1);
        if (layer == S7_LAYER_DATA)
            assert_int_equal(s7_block_status_of(&fault), 8);
    }
}

static void no_fault_is_status_0(void **state)
{
    const struct s7_fault none = {.error = S7_OK};
    (void)state;
    assert_int_equal(s7_block_status_of(&none), 0);
}

static void numbers_and_texts_are_those_of_the_blocks(void **state)
{
    static const uint16_t numbers[] = {0, 1, 2, 4, 8, 10, 11, 12, 20, 25, 27};
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        assert_null(strstr(s7_block_status_text(numbers[i]), "do not use"));
    assert_non_null(strstr(s7_block_status_text(3), "do not use"));
    assert_int_equal(S7_BLOCK_COMMUNICATION, 1);
    assert_int_equal(S7_BLOCK_PARTNER_ACCESS, 8);
    assert_int_equal(S7_BLOCK_BUSY, 25);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_error_has_one_status),
        cmocka_unit_test(layers_below_the_request_are_communication_problems),
        cmocka_unit_test(no_fault_is_status_0),
        cmocka_unit_test(numbers_and_texts_are_those_of_the_blocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
