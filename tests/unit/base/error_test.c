/* SPDX-License-Identifier: MIT */
#include "sieben/error.h"

#include "check.h"

#include <string.h>

struct row {
    int number;
    int layer;
    int n;
    const char *name;
};

static const struct row rows[] = {
#define S7_ERROR(layer, n, name, text, causes, remedy) {S7_ERR_##name, layer, n, #name},
#include "sieben/error.def"
#undef S7_ERROR
};
enum { ROWS = sizeof rows / sizeof rows[0] };

static void numbers_and_names_are_unique_and_carry_their_layer(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS; i++) {
        assert_int_equal(rows[i].number, -(rows[i].layer * 100 + rows[i].n));
        assert_int_equal(s7_error_layer(rows[i].number), rows[i].layer);
        assert_string_equal(s7_error_name(rows[i].number), rows[i].name);
        for (size_t k = 0; k < i; k++) {
            assert_int_not_equal(rows[i].number, rows[k].number);
            assert_string_not_equal(rows[i].name, rows[k].name);
        }
    }
}

/* Every row says what was seen, why it may be, and what to do; every layer what it rules out. */
static void every_error_is_explained(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS; i++) {
        assert_true(strlen(s7_error_text(rows[i].number)) > 10);
        assert_true(strlen(s7_error_causes(rows[i].number)) > 5);
        assert_true(strlen(s7_error_remedy(rows[i].number)) > 5);
        assert_true(strlen(s7_layer_rules_out(s7_error_layer(rows[i].number))) > 10);
        assert_null(strstr(s7_error_rules_out(rows[i].number), "102")); /* the port may be another */
        assert_true(strlen(s7_layer_name(s7_error_layer(rows[i].number))) >= 2);
        assert_null(strstr(s7_error_text(rows[i].number), "unknown error"));
    }
}

static void a_refused_item_proves_the_permission(void **state)
{
    (void)state;
    assert_string_equal(s7_error_rules_out(S7_ERR_ACCESS_ITEM), s7_layer_rules_out(S7_LAYER_DATA));
    assert_string_equal(s7_error_rules_out(S7_ERR_ACCESS_PUT_GET), s7_layer_rules_out(S7_LAYER_ACCESS));
    assert_non_null(strstr(s7_error_rules_out(S7_ERR_DATA_INFORMATION), "PUT/GET was not asked for"));
    assert_string_equal(s7_error_rules_out(S7_ERR_DATA_TIME), s7_error_rules_out(S7_ERR_DATA_INFORMATION));
    assert_string_equal(s7_error_rules_out(S7_OK), "");
}

static void what_is_no_error_is_said(void **state)
{
    (void)state;
    assert_string_equal(s7_error_name(S7_OK), "OK");
    assert_string_equal(s7_error_name(-1), "UNLISTED");
    assert_int_equal(s7_error_layer(S7_OK), S7_LAYER_NONE);
    assert_int_equal(s7_error_layer(-399), S7_LAYER_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(numbers_and_names_are_unique_and_carry_their_layer),
                                       cmocka_unit_test(every_error_is_explained),
                                       cmocka_unit_test(a_refused_item_proves_the_permission),
                                       cmocka_unit_test(what_is_no_error_is_said)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
