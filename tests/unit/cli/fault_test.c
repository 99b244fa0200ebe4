/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/fault.h"

static const int every_error[] = {
#define S7_ERROR(layer, n, name, text, causes, remedy) S7_ERR_##name,
#include "sieben/error.def"
#undef S7_ERROR
};

enum { ERROR_COUNT = sizeof every_error / sizeof every_error[0] };

static char *printed(const struct s7_fault *fault, const char *what)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    s7_cli_print_fault(out, fault, what);
    fclose(out);
    return text;
}

static void every_error_has_five_lines_with_words_in_each(void **state)
{
    (void)state;
    static const char *const titles[] = {"FAIL  ", "seen  ", "rules out ", "likely  ", "do  "};
    for (size_t i = 0; i < ERROR_COUNT; i++) {
        struct s7_fault fault = {.error = every_error[i], .phase = S7_PHASE_REQUEST};
        char *text = printed(&fault, "DB1.DBW0:INT on host:102");
        char *rest = NULL;
        size_t count = 0;
        for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest), count++) {
            assert_true(count < 5);
            assert_memory_equal(line, titles[count], strlen(titles[count]));
            assert_true(strlen(line) > 14);
        }
        assert_int_equal(count, 5);
        free(text);
    }
}

static void the_exit_code_is_ten_times_the_layer(void **state)
{
    (void)state;
    for (size_t i = 0; i < ERROR_COUNT; i++) {
        struct s7_fault fault = {.error = every_error[i]};
        assert_int_equal(s7_cli_exit_code(&fault), -every_error[i] / 100 * 10);
    }
    struct s7_fault none = {.error = S7_OK};
    assert_int_equal(s7_cli_exit_code(&none), 0);
}

static void blocked_put_get_names_the_setting(void **state)
{
    (void)state;
    struct s7_fault fault = {
        .error = S7_ERR_ACCESS_PUT_GET, .phase = S7_PHASE_REQUEST, .peer_code = 0x8104, .elapsed_ms = 3};
    char *text = printed(&fault, NULL);
    assert_non_null(strstr(text, "layer 4 ACCESS: ACCESS_PUT_GET (401)\n"));
    assert_non_null(strstr(text, "81 04"));
    assert_non_null(strstr(text, "after 3 ms"));
    assert_non_null(strstr(text, "Permit access with PUT/GET communication from remote partner"));
    free(text);
}

static void an_invalid_address_names_both_hypotheses_in_order(void **state)
{
    (void)state;
    struct s7_fault fault = {
        .error = S7_ERR_DATA_ADDRESS, .phase = S7_PHASE_REQUEST, .item_code = 0x05, .offset = 222};
    char *text = printed(&fault, NULL);
    const char *optimized = strstr(text, "optimized block access");
    const char *shorter = strstr(text, "shorter than the area");
    assert_non_null(optimized);
    assert_non_null(shorter);
    assert_true(optimized < shorter);
    assert_non_null(strstr(text, "item code 05"));
    assert_non_null(strstr(text, "at octet 222 of the area"));
    free(text);
}

static void the_codes_of_system_and_transport_are_in_words(void **state)
{
    (void)state;
    struct s7_fault refused = {
        .error = S7_ERR_TCP_REFUSED, .sys_errno = ECONNREFUSED, .phase = S7_PHASE_CONNECT};
    char *text = printed(&refused, NULL);
    assert_non_null(strstr(text, strerror(ECONNREFUSED)));
    free(text);
    struct s7_fault rejected = {.error = S7_ERR_ISO_REJECTED, .iso_reason = 3, .phase = S7_PHASE_ISO};
    text = printed(&rejected, NULL);
    assert_non_null(strstr(text, "DR reason 3: "));
    free(text);
}

/* The second octet of a refused start or stop is no item code. */
static void the_octet_of_start_and_stop_is_a_hypothesis(void **state)
{
    (void)state;
    struct s7_fault fault = {
        .error = S7_ERR_S7_STATE, .phase = S7_PHASE_REQUEST, .peer_code = 0x8402, .item_code = 7};
    char *text = printed(&fault, NULL);
    assert_non_null(strstr(text, "start and stop 07: already stopped (a reading that no recording supports)"));
    assert_null(strstr(text, "item code"));
    free(text);
    fault.item_code = 0;
    text = printed(&fault, NULL);
    assert_null(strstr(text, "start and stop 0"));
    free(text);
}

/* A refusal by the protection level carries it, too; no client reads it there. */
static void the_octet_beside_another_refusal_is_not_read(void **state)
{
    (void)state;
    struct s7_fault fault = {
        .error = S7_ERR_ACCESS_PROTECTION, .phase = S7_PHASE_REQUEST, .peer_code = 0xD241, .item_code = 2};
    char *text = printed(&fault, NULL);
    assert_non_null(strstr(text, "; its octet for start and stop 02; while"));
    assert_null(strstr(text, "item code"));
    free(text);
}

/* Where an error stands for several codes, the one that came is told. */
static void of_several_codes_the_one_that_came_is_told(void **state)
{
    (void)state;
    struct s7_fault fault = {.error = S7_ERR_DATA_INFORMATION, .phase = S7_PHASE_REQUEST, .peer_code = 0xD401};
    char *text = printed(&fault, NULL);
    assert_non_null(strstr(text, "(D4 01, D4 02); error class and code D4 01: "));
    free(text);
    fault.error = S7_ERR_ACCESS_PASSWORD;
    fault.peer_code = 0xD602;
    text = printed(&fault, NULL);
    assert_non_null(strstr(text, "(D6 02); while"));
    free(text);
}

static void json_says_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < ERROR_COUNT; i++) {
        struct s7_fault fault = {.error = every_error[i], .peer_code = 0x8104, .item_code = 5, .item = 7};
        json_t *object = s7_cli_fault_json(&fault, "this");
        assert_non_null(object);
        assert_int_equal(json_integer_value(json_object_get(object, "layer")), -every_error[i] / 100);
        assert_string_equal(json_string_value(json_object_get(object, "id")), s7_error_name(every_error[i]));
        assert_string_equal(json_string_value(json_object_get(object, "what")), "this");
        assert_non_null(json_string_value(json_object_get(object, "seen")));
        assert_true(json_array_size(json_object_get(object, "likely")) > 0);
        assert_true(json_array_size(json_object_get(object, "do")) > 0);
        json_t *codes = json_object_get(object, "codes");
        assert_int_equal(json_integer_value(json_object_get(codes, "peer_code")), 0x8104);
        assert_int_equal(json_integer_value(json_object_get(codes, "item")), 7);
        json_decref(object);
    }
    struct s7_fault none = {.error = S7_OK};
    assert_true(json_is_null(s7_cli_fault_json(&none, NULL)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_error_has_five_lines_with_words_in_each),
        cmocka_unit_test(the_exit_code_is_ten_times_the_layer),
        cmocka_unit_test(blocked_put_get_names_the_setting),
        cmocka_unit_test(an_invalid_address_names_both_hypotheses_in_order),
        cmocka_unit_test(the_codes_of_system_and_transport_are_in_words),
        cmocka_unit_test(the_octet_of_start_and_stop_is_a_hypothesis),
        cmocka_unit_test(the_octet_beside_another_refusal_is_not_read),
        cmocka_unit_test(of_several_codes_the_one_that_came_is_told),
        cmocka_unit_test(json_says_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
