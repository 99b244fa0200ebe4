/* SPDX-License-Identifier: MIT */
#include "unit/cli/faulty.h"

#define SET(name, fault) "{\"command\": \"fault-set\", \"name\": \"" name "\", \"fault\": " fault "}"
#define GONE                                                                                                   \
    "{\"after\":3,\"db\":2,\"kind\":\"db_missing\",\"name\":\"gone\",\"partner\":\"10.1.1.1\",\"seen\":0,"     \
    "\"shown\":0,\"state\":\"set\",\"times\":4}"
#define FULL                                                                                                   \
    "{\"class\":\"op\",\"kind\":\"exhausted\",\"name\":\"full\",\"seen\":0,\"shown\":0,\"state\":\"set\"}"
#define SLOW "{\"kind\":\"delay\",\"name\":\"slow\",\"partner\":\"DESK\",\"state\":\"off\",\"time\":\"100ms\"}"
#define LOST "{\"kind\":\"silent\",\"name\":\"lost\",\"partner\":\"LOST\",\"state\":\"off\"}"
#define DRIP "{\"kind\":\"trickle\",\"name\":\"drip\",\"state\":\"off\",\"time\":\"60000ms\"}"

static void faults_are_listed_with_those_that_are_off(void **state)
{
    struct faulty *faulty = *state;
    assert_answer(faulty, "{\"command\": \"fault-list\"}",
                  "{\"faults\":[" GONE "," FULL "," SLOW "," LOST "," DRIP "],\"ok\":true}");
}

static void a_fault_of_the_plant_is_set_by_its_name(void **state)
{
    struct faulty *faulty = *state;
    assert_answer(faulty, "{\"command\": \"fault-set\", \"name\": \"slow\"}",
                  "{\"name\":\"slow\",\"ok\":true}");
    assert_string_equal(fault_line(faulty->cpu, 2),
                        "slow 6 db=0 size=0 class=2 time=100ms partner=127.0.0.9 after=0 times=0");
    assert_answer(faulty, "{\"command\": \"fault-set\", \"name\": \"drip\"}",
                  "{\"name\":\"drip\",\"ok\":true}");
    assert_answer(faulty, "{\"command\": \"fault-set\", \"name\": \"lost\"}",
                  "{\"error\":\"the address of LOST is not known\",\"ok\":false}");
    assert_answer(faulty, "{\"command\": \"fault-set\", \"name\": \"other\"}",
                  "{\"error\":\"the plant file has no fault other; say its kind\",\"ok\":false}");
}

static void any_fault_is_set(void **state)
{
    struct faulty *faulty = *state;
    assert_answer(faulty, SET("x", "{\"kind\": \"stop\", \"after\": 1}"), "{\"name\":\"x\",\"ok\":true}");
    assert_answer(faulty, SET("gone", "{\"kind\": \"silent\"}"), "{\"name\":\"gone\",\"ok\":true}");
    assert_string_equal(fault_line(faulty->cpu, 0),
                        "gone 11 db=0 size=0 class=2 time=0ms partner= after=0 times=0");
    assert_answer(faulty, SET("x", "{\"kind\": \"delay\"}"),
                  "{\"error\":\"delay: \\\"time\\\" is missing\",\"ok\":false}");
    assert_answer(faulty, SET("x", "{\"kind\": \"db_missing\", \"db\": 3}"),
                  "{\"error\":\"the CPU has no DB3\",\"ok\":false}");
    assert_answer(faulty, SET("x", "{\"kind\": \"db_short\", \"db\": 1, \"size\": 8}"),
                  "{\"error\":\"DB1 has no more than 8 octets\",\"ok\":false}");
    assert_answer(faulty, SET("", "{\"kind\": \"stop\"}"),
                  "{\"error\":\"a \\\"name\\\" of 1 to 63 octets is expected\",\"ok\":false}");
    assert_answer(faulty, "{\"command\": \"fault-set\", \"name\": 1}",
                  "{\"error\":\"a \\\"name\\\" of 1 to 63 octets is expected\",\"ok\":false}");
    assert_string_equal(fault_line(faulty->cpu, 2),
                        "x 12 db=0 size=0 class=2 time=0ms partner= after=1 times=0");
}

static void there_is_a_limit(void **state)
{
    struct faulty *faulty = *state;
    char line[128];
    const char *answer = "";
    unsigned set = 2; /* there are */
    do {
        snprintf(line, sizeof line,
                 "{\"command\":\"fault-set\",\"name\":\"f%u\",\"fault\":{\"kind\":\"stop\"}}", set);
        answer = answer_to(faulty, line);
    } while (strstr(answer, "\"ok\":true") && ++set < 2000);
    assert_int_equal(set, 32); /* five in the plant */
    assert_string_equal(answer, "{\"error\":\"no more faults can be set; clear one\",\"ok\":false}");
}

static void faults_are_cleared(void **state)
{
    struct faulty *faulty = *state;
    assert_answer(faulty, "{\"command\": \"fault-clear\", \"name\": \"gone\"}", "{\"cleared\":1,\"ok\":true}");
    assert_answer(faulty, "{\"command\": \"fault-clear\", \"name\": \"gone\"}",
                  "{\"error\":\"no fault gone is set\",\"ok\":false}");
    assert_answer(faulty, "{\"command\": \"fault-clear\"}",
                  "{\"error\":\"a \\\"name\\\", or \\\"all\\\": true is expected\",\"ok\":false}");
    answer_to(faulty, SET("x", "{\"kind\": \"stop\"}"));
    assert_answer(faulty, "{\"command\": \"fault-clear\", \"all\": true}", "{\"cleared\":2,\"ok\":true}");
    assert_string_equal(fault_line(faulty->cpu, 0), "");
    assert_int_equal(s7_cpu_mode(faulty->cpu), S7_CPU_MODE_RUN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        FAULTY(faults_are_listed_with_those_that_are_off),
        FAULTY(a_fault_of_the_plant_is_set_by_its_name),
        FAULTY(any_fault_is_set),
        FAULTY(there_is_a_limit),
        FAULTY(faults_are_cleared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
