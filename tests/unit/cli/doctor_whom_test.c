/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>

#include "cli/doctor_whom.h"
#include "said.h"

static struct s7_plant_cpu cpus[] = {{.name = "PRESS", .host = "10.1.1.10", .port = 102},
                                     {.name = "OVEN", .host = "10.1.1.11", .port = 102},
                                     {.name = "SOUTH", .host = "127.0.0.1", .port = 1102},
                                     {.name = "NORTH", .host = "127.0.0.1", .port = 2102},
                                     {.name = "SIX", .host = "fe80::1", .port = 102},
                                     {.name = "NAMED", .host = "plc.example", .port = 102}};
static struct s7_plant_cpu hosts[] = {{.name = "MES", .host = "10.2.0.5", .port = 102, .is_host = true}};
static struct s7_plant plant;

static int set_plant(void **state)
{
    (void)state;
    plant = (struct s7_plant){.cpus = cpus, .cpu_count = 6, .hosts = hosts, .host_count = 1};
    return 0;
}

static const char *who;

static struct said ask(const char *name)
{
    said_start("");
    const struct s7_plant_cpu *cpu =
        name ? s7_doctor_whom_named(s7_command_at(S7_COMMAND_doctor), &plant, "p.yaml", name)
             : s7_doctor_whom_alone(s7_command_at(S7_COMMAND_doctor), &plant, "p.yaml");
    who = cpu ? cpu->name : "";
    return said_stop(cpu ? 0 : 2);
}

static void a_name_or_an_address_is_enough(void **state)
{
    static const struct row {
        const char *text, *name;
    } rows[] = {{"OVEN", "OVEN"},
                {"MES", "MES"},
                {"10.1.1.11", "OVEN"},
                {"10.1.1.11:102", "OVEN"},
                {"127.0.0.1:2102", "NORTH"},
                {"fe80::1", "SIX"},
                {"FE80:0::1", "SIX"},
                {"[fe80::1]", "SIX"},
                {"[fe80:0:0::1]:102", "SIX"},
                {"PLC.example", "NAMED"},
                {"10.2.0.5", "MES"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct said said = ask(rows[i].text);
        assert_string_equal(who, rows[i].name);
        assert_string_equal(said.err, "");
    }
}

static void who_is_not_there_is_told_who_is(void **state)
{
    (void)state;
    struct said said = ask("10.9.9.9");
    assert_string_equal(who, "");
    assert_string_equal(said.err, "sieben doctor: nobody in p.yaml has the address 10.9.9.9; there are\n"
                                  "  PRESS        10.1.1.10:102\n"
                                  "  OVEN         10.1.1.11:102\n"
                                  "  SOUTH        127.0.0.1:1102\n"
                                  "  NORTH        127.0.0.1:2102\n"
                                  "  SIX          [fe80::1]:102\n"
                                  "  NAMED        plc.example:102\n"
                                  "to examine it without the plant file: sieben doctor 10.9.9.9\n");
    said = ask("10.1.1.11:103");
    assert_begins(said.err, "sieben doctor: nobody in p.yaml has the address 10.1.1.11:103; there are\n");
    said = ask("::2");
    assert_begins(said.err, "sieben doctor: nobody in p.yaml has the address ::2; there are\n");
    said = ask("OVAN");
    assert_string_equal(said.err, "sieben: p.yaml has no CPU called \"OVAN\"; did you mean \"OVEN\"?\n");
}

static void an_address_of_several_is_not_enough(void **state)
{
    (void)state;
    struct said said = ask("127.0.0.1");
    assert_string_equal(who, "");
    assert_string_equal(said.err, "sieben doctor: several in p.yaml have the address 127.0.0.1; say which:"
                                  " SOUTH@p.yaml, NORTH@p.yaml\n");
}

static void one_alone_needs_no_name(void **state)
{
    (void)state;
    struct said said = ask(NULL);
    assert_string_equal(who, "");
    assert_string_equal(said.err, "sieben doctor: p.yaml has 6 CPUs: PRESS, OVEN, SOUTH, NORTH, SIX, NAMED; say"
                                  " which, as PRESS@p.yaml, or --connection ID, or --all\n");
    plant.cpu_count = 1;
    said = ask(NULL);
    assert_string_equal(who, "PRESS");
    assert_string_equal(said.err, "");
    plant.cpu_count = 0;
    said = ask(NULL);
    assert_string_equal(who, "");
    assert_string_equal(said.err, "sieben doctor: p.yaml has no CPU\n");
}

static void many_are_not_all_named(void **state)
{
    static struct s7_plant_cpu many[13];
    (void)state;
    for (size_t i = 0; i < 13; i++)
        many[i] = (struct s7_plant_cpu){.name = "CPU", .host = "10.0.0.1", .port = 102};
    plant.cpus = many;
    plant.cpu_count = 13;
    assert_non_null(strstr(ask(NULL).err, "CPU, …; say which"));
    assert_non_null(strstr(ask("10.0.0.1").err, "CPU@p.yaml, …\n"));
    assert_non_null(strstr(ask("10.0.0.2").err, "\n  …\nto examine"));
}

static void a_file_is_told_from_a_target(void **state)
{
    (void)state;
    assert_true(s7_doctor_whom_is_file("a.yaml"));
    assert_true(s7_doctor_whom_is_file("a.yml"));
    assert_true(s7_doctor_whom_is_file("-"));
    assert_true(s7_doctor_whom_is_file("/tmp"));
    assert_false(s7_doctor_whom_is_file("/missing/of/course"));
    assert_false(s7_doctor_whom_is_file("10.0.0.1/0.2"));
    assert_false(s7_doctor_whom_is_file(".yaml"));
    assert_false(s7_doctor_whom_is_file("yaml"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_name_or_an_address_is_enough, set_plant),
        cmocka_unit_test_setup(who_is_not_there_is_told_who_is, set_plant),
        cmocka_unit_test_setup(an_address_of_several_is_not_enough, set_plant),
        cmocka_unit_test_setup(one_alone_needs_no_name, set_plant),
        cmocka_unit_test_setup(many_are_not_all_named, set_plant),
        cmocka_unit_test(a_file_is_told_from_a_target),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
