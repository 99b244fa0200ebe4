/* SPDX-License-Identifier: MIT */
#include "unit/cli/faulty.h"

static json_t *asked(struct faulty *faulty)
{
    static const char line[] = "{\"command\": \"status\"}";
    return s7_control_answer(&faulty->control, line, sizeof line - 1, 3 * S7_SECOND);
}

static void mode_and_statistics_are_told(void **state)
{
    struct faulty *faulty = *state;
    struct s7_cpu_statistics statistics;
    const char *mode;
    double seconds;
    int accepted;
    assert_int_equal(s7_cpu_statistics_open(&statistics, 1, S7_SECOND), S7_OK);
    faulty->control.statistics = &statistics;
    statistics.totals.accepted = 7;
    json_t *answer = asked(faulty);
    assert_int_equal(json_unpack(answer, "{s:s, s:{s:f, s:{s:i}}}", "mode", &mode, "statistics", "seconds",
                                 &seconds, "totals", "accepted", &accepted),
                     0);
    assert_true(json_is_true(json_object_get(answer, "ok")));
    assert_string_equal(mode, "run");
    assert_true(seconds == 2.0);
    assert_int_equal(accepted, 7);
    json_decref(answer);
    assert_int_equal(s7_cpu_set_mode(faulty->cpu, S7_CPU_MODE_STOP, S7_CPU_CAUSE_SWITCH, S7_SECOND), S7_OK);
    answer = asked(faulty);
    assert_string_equal(json_string_value(json_object_get(answer, "mode")), "stop");
    json_decref(answer);
    s7_cpu_statistics_close(&statistics);
}

static void where_nothing_is_counted_it_says_so(void **state)
{
    assert_answer(*state, "{\"command\": \"status\"}", "{\"error\":\"nothing is counted here\",\"ok\":false}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FAULTY(mode_and_statistics_are_told),
        FAULTY(where_nothing_is_counted_it_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
