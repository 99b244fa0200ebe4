/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "cli/doctor_choice.h"
#include "cli/doctor_subject.h"
#include "said.h"

static const struct s7_command_option type = {.command = S7_COMMAND_doctor, .name = "type"};
static struct s7_arguments arguments;
static struct s7_doctor_choice choice;
static struct s7_plant_cpu cpus[2], panel;
static struct s7_range ranges[] = {{.area = S7_AREA_DB, .db = 1, .bit_count = 8},
                                   {.area = S7_AREA_DB, .db = 2, .bit_count = 8}};
static struct s7_plant_connection connections[3];
static struct s7_plant plant;

static int set_plant(void **state)
{
    (void)state;
    cpus[0] =
        (struct s7_plant_cpu){.name = "OVEN", .host = "10.1.1.11", .port = 102, .slot = 2, .model = "6ES7 3"};
    cpus[1] = (struct s7_plant_cpu){.name = "PRESS",
                                    .host = "10.1.1.10",
                                    .port = 1102,
                                    .model = "",
                                    .identity = {.order_number = "6ES7 5"},
                                    .reference = {"10.1.1.1", 443}};
    for (size_t i = 0; i < 3; i++)
        connections[i] = (struct s7_plant_connection){.id = (const char *const[]){"C-1", "C-2", "C-3"}[i],
                                                      .from = &cpus[1],
                                                      .to = &cpus[0],
                                                      .reads = ranges,
                                                      .read_count = 1};
    connections[1].reads = &ranges[1];
    connections[1].pdu_length = 480;
    connections[1].amq = 2;
    connections[2].tsap_to = (struct s7_plant_tsap){.octets = {2, 0}, .length = 2};
    plant = (struct s7_plant){.cpus = cpus, .cpu_count = 2, .connections = connections, .connection_count = 3};
    panel = (struct s7_plant_cpu){.name = "PANEL", .is_host = true, .connection_class = S7_PLANT_CLASS_OP};
    arguments = (struct s7_arguments){.command = s7_command_at(S7_COMMAND_doctor)};
    choice = (struct s7_doctor_choice){.arguments = &arguments, .route = {.connection_class = S7_CLASS_BASIC}};
    return 0;
}

static void give_type(enum s7_connection_class connection_class)
{
    arguments.given[0].option = &type;
    arguments.given[0].value = "";
    arguments.given_count = 1;
    choice.route.connection_class = (uint8_t)connection_class;
}

static void a_connection_brings_its_own_areas(void **state)
{
    struct s7_subject subject = {0};
    (void)state;
    connections[2].source_address = "10.1.1.10";
    connections[2].second_address = (struct s7_plant_place){.host = "10.1.2.11", .port = 1102};
    assert_true(s7_subject_make(&subject, &cpus[0], &connections[2], &choice));
    assert_string_equal(subject.config.source, "10.1.1.10");
    assert_string_equal(subject.config.second_host, "10.1.2.11");
    assert_int_equal(subject.config.second_port, 1102);
    assert_string_equal(subject.title, "C-3 to OVEN (10.1.1.11:102)");
    assert_string_equal(subject.name, "OVEN");
    assert_int_equal(subject.config.slot, 2);
    assert_int_equal(subject.config.connection_class, S7_CLASS_OP);
    assert_int_equal(subject.config.remote_tsap->octets[0], 2);
    assert_null(subject.config.local_tsap);
    assert_int_equal(subject.config.area_count, 1);
    assert_string_equal(subject.config.areas[0].name, "C-3");
    assert_string_equal(subject.config.order_number, "6ES7 3");
    free(subject.areas);
}

static void a_cpu_alone_has_none(void **state)
{
    struct s7_subject subject = {0};
    (void)state;
    assert_true(s7_subject_make(&subject, &cpus[1], NULL, &choice));
    assert_string_equal(subject.title, "PRESS (10.1.1.10:1102)");
    assert_int_equal(subject.config.area_count, 0);
    assert_string_equal(subject.config.order_number, "6ES7 5");
    assert_string_equal(subject.config.control_host, "10.1.1.1");
    assert_int_equal(subject.config.control_port, 443);
    free(subject.areas);
}

static void a_target_is_as_it_is_written(void **state)
{
    const struct s7_target target = {.host = "plc.example", .port = 102, .rack = 1, .slot = 3};
    struct s7_subject subject = {0};
    (void)state;
    choice.dbs[0] = 7;
    choice.db_count = 1;
    assert_true(s7_subject_make_target(&subject, &target, &choice));
    assert_string_equal(subject.title, "plc.example:102");
    assert_string_equal(subject.config.host, "plc.example");
    assert_int_equal(subject.config.rack, 1);
    assert_int_equal(subject.config.area_count, 1);
    assert_int_equal(subject.config.areas[0].range.db, 7);
    free(subject.areas);
}

static void connections_that_ask_alike_are_one_way(void **state)
{
    struct s7_subject subjects[2] = {{.name = NULL}};
    (void)state;
    assert_int_equal(s7_subject_ways(&plant, &cpus[0], &choice), 2);
    assert_int_equal(s7_subject_ways(&plant, &cpus[1], &choice), 1);
    assert_int_equal(s7_subject_make_ways(subjects, &plant, &cpus[0], &choice), 2);
    assert_string_equal(subjects[0].title, "C-1, C-2 to OVEN (10.1.1.11:102)");
    assert_int_equal(subjects[0].config.pdu_length, 480);
    assert_int_equal(subjects[0].config.amq, 2);
    assert_int_equal(subjects[0].config.area_count, 2);
    assert_string_equal(subjects[1].title, "C-3 to OVEN (10.1.1.11:102)");
    assert_int_equal(subjects[1].config.pdu_length, 0);
    free(subjects[0].areas);
    free(subjects[1].areas);
    memset(subjects, 0, sizeof subjects);
    plant.connection_count = 2;
    assert_int_equal(s7_subject_make_ways(subjects, &plant, &cpus[0], &choice), 1);
    assert_string_equal(subjects[0].title, "OVEN (10.1.1.11:102)");
    assert_string_equal(subjects[0].connection, "");
    free(subjects[0].areas);
}

static uint8_t class_of(const struct s7_plant_connection *connection)
{
    struct s7_subject subject = {0};
    assert_true(s7_subject_make(&subject, &cpus[0], connection, &choice));
    free(subject.areas);
    return subject.config.connection_class;
}

static void a_connection_takes_the_class_of_its_partner(void **state)
{
    (void)state;
    assert_int_equal(class_of(&connections[0]), S7_CLASS_BASIC);
    connections[0].from = &panel;
    assert_int_equal(class_of(&connections[0]), S7_CLASS_OP);
    assert_int_equal(class_of(&connections[2]), S7_CLASS_OP); /* its TSAP is 02.00 */
    choice.remote = s7_tsap_of(S7_CLASS_PG, 0, 0);
    assert_int_equal(class_of(&connections[0]), S7_CLASS_PG);
    choice.remote.size = 0;
    give_type(S7_CLASS_PG);
    assert_int_equal(class_of(&connections[0]), S7_CLASS_PG);
    assert_int_equal(class_of(NULL), S7_CLASS_PG);
}

static void connections_of_different_classes_are_different_ways(void **state)
{
    struct s7_subject subjects[3] = {{.name = NULL}};
    (void)state;
    connections[1].from = &panel;
    assert_int_equal(s7_subject_ways(&plant, &cpus[0], &choice), 3);
    assert_int_equal(s7_subject_make_ways(subjects, &plant, &cpus[0], &choice), 3);
    assert_string_equal(subjects[1].title, "C-2 to OVEN (10.1.1.11:102)");
    assert_int_equal(subjects[0].config.connection_class, S7_CLASS_BASIC);
    assert_int_equal(subjects[1].config.connection_class, S7_CLASS_OP);
    for (size_t i = 0; i < 3; i++)
        free(subjects[i].areas);
    give_type(S7_CLASS_PG);
    assert_int_equal(s7_subject_ways(&plant, &cpus[0], &choice), 2);
    arguments.given_count = 0;
    connections[0].tsap_to = connections[1].tsap_to = connections[2].tsap_to;
    connections[0].tsap_to.octets[0] = connections[1].tsap_to.octets[0] =
        0x10; /* of no class: theirs do not count */
    assert_int_equal(s7_subject_ways(&plant, &cpus[0], &choice), 2);
}

static void a_type_beside_a_tsap_says_nothing(void **state)
{
    struct s7_subject with = {0}, without = {0};
    (void)state;
    give_type(S7_CLASS_OP);
    assert_true(s7_subject_make(&with, &cpus[0], &connections[2], &choice));
    assert_true(s7_subject_make(&without, &cpus[0], &connections[0], &choice));
    assert_int_equal(s7_subject_permit_type(&without, &choice), S7_ARGUMENTS_GO_ON);
    said_start("");
    struct said said = said_stop(s7_subject_permit_type(&with, &choice));
    assert_misuse(said, "doctor",
                  "--type has no effect on C-3 to OVEN (10.1.1.11:102): its TSAP is given, 02.00");
    arguments.given_count = 0;
    assert_int_equal(s7_subject_permit_type(&with, &choice), S7_ARGUMENTS_GO_ON);
    free(with.areas);
    free(without.areas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_connection_takes_the_class_of_its_partner, set_plant),
        cmocka_unit_test_setup(connections_of_different_classes_are_different_ways, set_plant),
        cmocka_unit_test_setup(a_type_beside_a_tsap_says_nothing, set_plant),
        cmocka_unit_test_setup(a_connection_brings_its_own_areas, set_plant),
        cmocka_unit_test_setup(a_cpu_alone_has_none, set_plant),
        cmocka_unit_test_setup(a_target_is_as_it_is_written, set_plant),
        cmocka_unit_test_setup(connections_that_ask_alike_are_one_way, set_plant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
