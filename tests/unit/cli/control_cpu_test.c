/* SPDX-License-Identifier: MIT */
#include "unit/cli/faulty.h"

static void the_mode_is_changed(void **state)
{
    struct faulty *faulty = *state;
    assert_answer(faulty, "{\"command\": \"mode\", \"mode\": \"stop\"}", "{\"mode\":\"stop\",\"ok\":true}");
    assert_int_equal(s7_cpu_mode(faulty->cpu), S7_CPU_MODE_STOP);
    assert_answer(faulty, "{\"command\": \"mode\", \"mode\": \"run\"}", "{\"mode\":\"run\",\"ok\":true}");
    assert_int_equal(s7_cpu_mode(faulty->cpu), S7_CPU_MODE_RUN);
    assert_answer(faulty, "{\"command\": \"mode\", \"mode\": \"hold\"}",
                  "{\"error\":\"\\\"mode\\\" is run or stop\",\"ok\":false}");
    assert_answer(faulty, "{\"command\": \"mode\"}",
                  "{\"error\":\"\\\"mode\\\" is run or stop\",\"ok\":false}");
    s7_cpu_set_switch(faulty->cpu, S7_CPU_SWITCH_STOP, S7_SECOND);
    assert_answer(faulty, "{\"command\": \"mode\", \"mode\": \"run\"}",
                  "{\"error\":\"the mode switch, or a defect, does not let the CPU go to run\",\"ok\":false}");
}

static void put_and_get_are_permitted_and_blocked(void **state)
{
    struct faulty *faulty = *state;
    assert_answer(faulty, "{\"command\": \"put-get\", \"put_get\": \"block\"}",
                  "{\"ok\":true,\"put_get\":\"block\"}");
    assert_answer(faulty, "{\"command\": \"put-get\", \"put_get\": \"permit\"}",
                  "{\"ok\":true,\"put_get\":\"permit\"}");
    assert_answer(faulty, "{\"command\": \"put-get\", \"put_get\": true}",
                  "{\"error\":\"\\\"put_get\\\" is permit or block\",\"ok\":false}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FAULTY(the_mode_is_changed),
        FAULTY(put_and_get_are_permitted_and_blocked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
