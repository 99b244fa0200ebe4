/* SPDX-License-Identifier: MIT */
#include "unit/cli/faulty.h"

static void what_is_no_command_is_refused(void **state)
{
    struct faulty *faulty = *state;
    assert_answer(faulty, "{}", "{\"error\":\"an object with a \\\"command\\\" is expected\",\"ok\":false}");
    assert_answer(faulty, "7", "{\"error\":\"no JSON: '[' or '{' expected near '7'\",\"ok\":false}");
    assert_answer(faulty, "[]", "{\"error\":\"an object with a \\\"command\\\" is expected\",\"ok\":false}");
    const char *answer = answer_to(faulty, "{\"command\": \"explode\"}");
    assert_non_null(strstr(answer, "\\\"explode\\\" is no command; there are fault-list, fault-set"));
    assert_non_null(strstr(answer, "\"ok\":false"));
    assert_non_null(strstr(answer_to(faulty, ""), "no JSON"));
    assert_non_null(strstr(answer_to(faulty, "{\"command\": \"mode\", \"command\": \"mode\"}"), "no JSON"));
}

static void a_command_is_run_and_its_fields_answered(void **state)
{
    struct faulty *faulty = *state;
    assert_answer(faulty, "{\"command\": \"put-get\", \"put_get\": \"block\"}",
                  "{\"ok\":true,\"put_get\":\"block\"}");
}

static void a_reason_is_made_of_its_parts(void **state)
{
    (void)state;
    json_t *fields = s7_control_refuse("%s is %d", "this", 5);
    assert_string_equal(s7_control_text(fields, "error"), "this is 5");
    assert_null(s7_control_text(fields, "ok"));
    json_decref(fields);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FAULTY(what_is_no_command_is_refused),
        FAULTY(a_command_is_run_and_its_fields_answered),
        cmocka_unit_test(a_reason_is_made_of_its_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
