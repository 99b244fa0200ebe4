/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>

#include "cli/doctor_exhaust.h"
#include "must.h"
#include "said.h"

static struct s7_plant_cpu cpu = {.name = "OVEN"};
static const struct s7_plant_cpu panel = {.is_host = true, .connection_class = S7_PLANT_CLASS_OP};
static struct s7_plant_connection connections[3];
static struct s7_plant plant;
static struct s7_subject subject;
static struct s7_subjects subjects;

static struct said permit_so(const char *host, int argc, const char *third)
{
    static struct s7_arguments arguments;
    char dry[16] = "";
    char *argv[5] = {"doctor", "10.0.0.1", "--exhaust", dry};
    snprintf(dry, sizeof dry, "%s", third);
    must(s7_arguments_read(s7_command_at(S7_COMMAND_doctor), argc, argv, &arguments) == S7_ARGUMENTS_GO_ON);
    subject = (struct s7_subject){.title = "it", .name = subjects.plant ? "OVEN" : ""};
    snprintf(subject.host, sizeof subject.host, "%s", host);
    s7_doctor_config_default(&subject.config);
    subjects.list = &subject;
    subjects.count = 1;
    said_start("");
    return said_stop(s7_doctor_exhaust_permit(&arguments, &subjects));
}

static struct said permit(const char *host, bool exhaust)
{
    return permit_so(host, exhaust ? 3 : 2, "");
}

static void without_the_option_nothing_is_asked_for(void **state)
{
    (void)state;
    subjects.plant = NULL;
    assert_int_equal(permit("127.0.0.1", false).exit_code, S7_ARGUMENTS_GO_ON);
    assert_int_equal(subject.config.exhaust, 0);
    assert_false(subject.config.may_exhaust);
}

static void addresses_of_this_machine_are_played(void **state)
{
    (void)state;
    subjects.plant = NULL;
    assert_int_equal(permit("127.0.0.1", true).exit_code, S7_ARGUMENTS_GO_ON);
    assert_int_equal(subject.config.exhaust, 64);
    assert_true(subject.config.may_exhaust);
    assert_int_equal(subject.config.planned, 0);
    assert_int_equal(permit("::1", true).exit_code, S7_ARGUMENTS_GO_ON);
}

static void others_are_not(void **state)
{
    (void)state;
    subjects.plant = NULL;
    struct said said = permit("192.0.2.1", true);
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_non_null(strstr(said.err, "takes all connections of it for a moment"));
    assert_int_equal(subject.config.exhaust, 0);
}

/* Of the connections that lead to it those count that take a resource of the class. */
static void the_plant_permits_and_plans(void **state)
{
    (void)state;
    connections[0].to = connections[1].to = &cpu;
    connections[0].from = &cpu;
    connections[0].service = S7_PLANT_SERVICE_HMI; /* what it is for does not say what it takes */
    connections[1].from = connections[2].from = &panel;
    plant = (struct s7_plant){.cpus = &cpu, .cpu_count = 1, .connections = connections, .connection_count = 3};
    subjects.plant = &plant;
    cpu.commissioning = false;
    assert_int_equal(permit("192.0.2.1", true).exit_code, S7_EXIT_USAGE);
    cpu.commissioning = true;
    assert_int_equal(permit("192.0.2.1", true).exit_code, S7_ARGUMENTS_GO_ON);
    assert_true(subject.config.may_exhaust);
    assert_int_equal(subject.config.planned, 1);
}

/* "localhost" would be this machine, if it were looked up. */
static void a_dry_run_looks_up_no_name(void **state)
{
    (void)state;
    subjects.plant = NULL;
    assert_int_equal(permit_so("localhost", 4, "--dry-run").exit_code, S7_ARGUMENTS_GO_ON);
    assert_int_equal(subject.config.exhaust, 64);
    assert_false(subject.config.may_exhaust);
    assert_int_equal(permit_so("127.0.0.1", 4, "--dry-run").exit_code, S7_ARGUMENTS_GO_ON);
    assert_true(subject.config.may_exhaust);
    assert_int_equal(permit_so("192.0.2.1", 4, "--dry-run").exit_code, S7_EXIT_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_the_option_nothing_is_asked_for),
        cmocka_unit_test(addresses_of_this_machine_are_played), cmocka_unit_test(others_are_not),
        cmocka_unit_test(a_dry_run_looks_up_no_name), cmocka_unit_test(the_plant_permits_and_plans)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
