/* SPDX-License-Identifier: MIT */
#include "unit/cli/control_stage.h"

#include "cli/exit.h"
#include "unit/cli/said.h"

#define LIST                                                                                                   \
    "gone: db_missing db=2 partner=10.1.1.1 after=3 times=4: set, shown to 0 of 0 requests\n"                  \
    "full: exhausted class=op: set, shown to 0 of 0 requests\n"                                                \
    "slow: delay time=100ms partner=DESK: off\n"                                                               \
    "lost: silent partner=LOST: off\n"                                                                         \
    "drip: trickle time=60000ms: off\n"

static void assert_said(struct said said, int exit_code, const char *out, const char *err)
{
    assert_string_equal(said.err, err);
    assert_string_equal(said.out, out);
    assert_int_equal(said.exit_code, exit_code);
}

static void faults_are_listed(void **state)
{
    const struct control_stage *stage = *state;
    assert_said(SAY("fault", stage->path, "list"), S7_EXIT_OK, LIST, "");
}

static void faults_are_set_and_cleared(void **state)
{
    const struct control_stage *stage = *state;
    const struct s7_cpu *cpu = stage->faulty->cpu;
    assert_said(SAY("fault", stage->path, "set", "slow"), S7_EXIT_OK, "slow is set\n", "");
    assert_said(
        SAY("fault", stage->path, "set", "x", "kind=db_short", "db=1", "size=5", "partner=PRESS", "times=2"),
        S7_EXIT_OK, "x is set\n", "");
    assert_string_equal(fault_line(cpu, 3),
                        "x 2 db=1 size=5 class=2 time=0ms partner=10.1.1.1 after=0 times=2");
    assert_said(SAY("fault", stage->path, "clear", "x"), S7_EXIT_OK, "1 cleared\n", "");
    assert_said(SAY("fault", stage->path, "clear", "all"), S7_EXIT_OK, "3 cleared\n", "");
    assert_string_equal(fault_line(cpu, 0), "");
}

static void a_refusal_says_why(void **state)
{
    const struct control_stage *stage = *state;
    assert_said(SAY("fault", stage->path, "set", "x", "kind=db_missing", "db=7"), S7_EXIT_FINDINGS, "",
                "sieben fault: the CPU has no DB7\n");
    assert_said(SAY("fault", stage->path, "set", "x", "kind=db_missing", "db=1.5"), S7_EXIT_FINDINGS, "",
                "sieben fault: db: a whole number from 1 to 65535 is expected\n");
    assert_said(SAY("fault", stage->path, "set", "x", "kind=db_missing", "db=99999999999999999999"),
                S7_EXIT_FINDINGS, "", "sieben fault: db: a whole number from 1 to 65535 is expected\n");
    assert_said(SAY("fault", stage->path, "clear", "x"), S7_EXIT_FINDINGS, "",
                "sieben fault: no fault x is set\n");
}

static void the_answer_is_printed_as_json(void **state)
{
    const struct control_stage *stage = *state;
    struct said said = SAY("fault", stage->path, "list", "--json");
    json_t *document = json_loads(said.out, 0, NULL);
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(json_string_value(json_object_get(document, "schema")), "sieben/control/1");
    assert_int_equal(json_array_size(json_object_get(document, "faults")), 5);
    json_decref(document);
    said = SAY("fault", stage->path, "clear", "x", "--json");
    assert_int_equal(said.exit_code, S7_EXIT_FINDINGS);
    assert_non_null(strstr(said.out, "\"error\": \"no fault x is set\""));
    assert_string_equal(said.err, "");
}

static void nothing_set_is_said_too(void **state)
{
    const struct control_stage *stage = *state;
    struct s7_plant_cpu bare = *stage->faulty->oven;
    bare.fault_count = 0;
    stage->faulty->control.plant_cpu = &bare;
    assert_int_equal(SAY("fault", stage->path, "clear", "all").exit_code, S7_EXIT_OK);
    assert_said(SAY("fault", stage->path, "list"), S7_EXIT_OK, "no fault is set\n", "");
}

static void a_wrong_command_line_is_told(void **state)
{
    static const char why[] = "a socket and list, set NAME or clear NAME are expected";
    const struct control_stage *stage = *state;
    assert_misuse(SAY("fault"), "fault", why);
    assert_misuse(SAY("fault", stage->path), "fault", why);
    assert_misuse(SAY("fault", stage->path, "explode"), "fault", why);
    assert_misuse(SAY("fault", stage->path, "list", "x"), "fault", why);
    assert_misuse(SAY("fault", stage->path, "set"), "fault", why);
    assert_misuse(SAY("fault", stage->path, "clear", "a", "b"), "fault", why);
    assert_misuse(SAY("fault", stage->path, "set", "x", "kind"), "fault",
                  "KEY=VALUE is expected, not \"kind\"");
    assert_misuse(SAY("fault", stage->path, "set", "x", "=stop"), "fault",
                  "KEY=VALUE is expected, not \"=stop\"");
}

static void nobody_serves_the_socket(void **state)
{
    const struct control_stage *stage = *state;
    struct said said = SAY("fault", stage->path, "list");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_non_null(strstr(said.err, "is `sieben cpu ... --control` running?"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CONTROLLED(faults_are_listed),       CONTROLLED(faults_are_set_and_cleared),
        CONTROLLED(a_refusal_says_why),      CONTROLLED(the_answer_is_printed_as_json),
        CONTROLLED(nothing_set_is_said_too), IN_FOLDER(a_wrong_command_line_is_told),
        IN_FOLDER(nobody_serves_the_socket),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
