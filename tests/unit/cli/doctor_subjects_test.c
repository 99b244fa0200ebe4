/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/doctor_subjects.h"
#include "must.h"
#include "said.h"

static const char plant[] =
    "sieben: 1\n"
    "plant: {name: P}\n"
    "cpus:\n"
    "  PRESS:\n"
    "    address: 10.1.1.10\n"
    "    profile: s7-1500\n"
    "    put_get: permitted\n"
    "    dbs: {10: {size: 20, access: standard}}\n"
    "  OVEN:\n"
    "    address: 10.1.1.11\n"
    "    profile: s7-300\n"
    "    slot: 2\n"
    "    dbs: {1: {size: 20}}\n"
    "connections:\n"
    "  C-1:\n"
    "    from: PRESS\n"
    "    to: OVEN\n"
    "    owner: t\n"
    "    purpose: t\n"
    "    jobs:\n"
    "      - get: {from: P#DB1.DBX0.0 BYTE 4, receive: P#DB10.DBX0.0 BYTE 4, every: 2s}\n"
    "      - get: {from: P#DB1.DBX8.0 BYTE 4, receive: P#DB10.DBX8.0 BYTE 4, every: 1s}\n";

/* Three connections, two ways. */
static const char ways[] =
    "sieben: 1\n"
    "plant: {name: P}\n"
    "cpus:\n"
    "  PRESS:\n"
    "    address: 10.1.1.10\n"
    "    profile: s7-1500\n"
    "    put_get: permitted\n"
    "    dbs: {10: {size: 20, access: standard}}\n"
    "  LOGO:\n"
    "    address: 10.1.1.12\n"
    "    profile: s7-1500\n"
    "    put_get: permitted\n"
    "    dbs: {1: {size: 20, access: standard}}\n"
    "connections:\n"
    "  C-1: {from: PRESS, to: LOGO, owner: t, purpose: t, tsap: {from: \"02.00\", to: \"02.00\"},"
    " pdu_length: 240, jobs: [get: {from: P#DB1.DBX0.0 BYTE 4, receive: P#DB10.DBX0.0 BYTE 4,"
    " every: 1s}]}\n"
    "  C-2: {from: PRESS, to: LOGO, owner: t, purpose: t}\n"
    "  C-3: {from: PRESS, to: LOGO, owner: t, purpose: t, tsap: {from: \"02.00\", to: \"02.00\"},"
    " pdu_length: 480, jobs: [get: {from: P#DB1.DBX4.0 BYTE 4, receive: P#DB10.DBX4.0 BYTE 4,"
    " every: 1s}]}\n";

static struct s7_subjects subjects;
static char path[] = "/tmp/sieben-doctor-XXXXXX";

static int write_plant(void **state)
{
    (void)state;
    int file = mkstemp(path);
    must(file >= 0 && write(file, plant, sizeof plant - 1) == (ssize_t)(sizeof plant - 1));
    return close(file);
}

static int remove_plant(void **state)
{
    (void)state;
    return unlink(path);
}

/* Up to five words after `sieben doctor`. */
static struct said read_words(const char *const *words)
{
    static char texts[8][128];
    char *argv[9] = {"doctor"};
    struct s7_arguments arguments;
    int argc = 1;
    for (; words[argc - 1]; argc++) {
        snprintf(texts[argc], sizeof texts[argc], "%s", words[argc - 1]);
        argv[argc] = texts[argc];
    }
    must(s7_arguments_read(s7_command_at(S7_COMMAND_doctor), argc, argv, &arguments) == S7_ARGUMENTS_GO_ON);
    said_start("");
    return said_stop(s7_subjects_read(&arguments, &subjects));
}

#define READ(...) read_words((const char *const[]){__VA_ARGS__, NULL})

static void an_address_is_enough(void **state)
{
    (void)state;
    assert_int_equal(READ("10.0.0.1:1102/0.2", "--db", "7,8").exit_code, S7_ARGUMENTS_GO_ON);
    const struct s7_doctor_config *config = &subjects.list[0].config;
    assert_int_equal(subjects.count, 1);
    assert_string_equal(config->host, "10.0.0.1");
    assert_int_equal(config->port, 1102);
    assert_int_equal(config->slot, 2);
    assert_int_equal(config->connection_class, S7_CLASS_BASIC);
    assert_int_equal(config->area_count, 2);
    assert_int_equal(config->areas[1].range.db, 8);
    assert_null(config->write_probe);
    assert_null(config->remote_tsap);
    assert_string_equal(subjects.list[0].title, "10.0.0.1:1102");
    s7_subjects_free(&subjects);
}

static void options_are_taken(void **state)
{
    (void)state;
    assert_int_equal(READ("10.0.0.1", "--deep", "--timeout=2s", "--tsap=10.00:03.05", "--write-probe=MB4",
                          "--max-connections=1", "--idle=1m")
                         .exit_code,
                     S7_ARGUMENTS_GO_ON);
    const struct s7_doctor_config *config = &subjects.list[0].config;
    assert_true(config->deep);
    assert_int_equal(config->connect_timeout, 2 * S7_SECOND);
    assert_int_equal(config->answer_timeout, 2 * S7_SECOND);
    assert_int_equal(config->local_tsap->octets[0], 0x10);
    assert_int_equal(config->remote_tsap->octets[1], 0x05);
    assert_int_equal(config->write_probe->first_bit, 32);
    assert_int_equal(config->max_connections, 1);
    assert_int_equal(config->idle, 60 * S7_SECOND);
    s7_subjects_free(&subjects);
}

static void a_plant_says_what_its_jobs_touch(void **state)
{
    char name[64];
    (void)state;
    snprintf(name, sizeof name, "OVEN@%s", path);
    assert_int_equal(READ(name).exit_code, S7_ARGUMENTS_GO_ON);
    const struct s7_doctor_config *config = &subjects.list[0].config;
    assert_int_equal(config->slot, 2);
    assert_int_equal(config->area_count, 2);
    assert_int_equal(config->areas[1].range.first_bit, 64);
    assert_string_equal(config->areas[0].name, "C-1");
    assert_int_equal(config->cycle, S7_SECOND);
    assert_string_equal(subjects.list[0].title, "OVEN (10.1.1.11:102)");
    s7_subjects_free(&subjects);
}

static void a_block_is_looked_at_once(void **state)
{
    char name[64];
    (void)state;
    snprintf(name, sizeof name, "OVEN@%s", path);
    assert_int_equal(READ(name, "--db", "1,7", "--db=7").exit_code, S7_ARGUMENTS_GO_ON);
    assert_int_equal(subjects.list[0].area_count, 3);
    assert_int_equal(subjects.list[0].areas[2].range.db, 7);
    s7_subjects_free(&subjects);
}

static void an_address_of_the_plant_is_its_cpu(void **state)
{
    char name[64];
    (void)state;
    snprintf(name, sizeof name, "10.1.1.11@%s", path);
    assert_int_equal(READ(name).exit_code, S7_ARGUMENTS_GO_ON);
    assert_string_equal(subjects.list[0].title, "OVEN (10.1.1.11:102)");
    assert_int_equal(subjects.list[0].area_count, 2);
    s7_subjects_free(&subjects);
}

static void a_connection_and_all_of_a_plant(void **state)
{
    (void)state;
    assert_int_equal(READ(path, "--connection", "C-1").exit_code, S7_ARGUMENTS_GO_ON);
    assert_string_equal(subjects.list[0].title, "C-1 to OVEN (10.1.1.11:102)");
    s7_subjects_free(&subjects);
    assert_int_equal(READ(path, "--all").exit_code, S7_ARGUMENTS_GO_ON);
    assert_int_equal(subjects.count, 2);
    assert_int_equal(subjects.list[0].area_count, 0);
    assert_int_equal(subjects.list[1].area_count, 2);
    s7_subjects_free(&subjects);
}

static void every_way_to_a_cpu_is_examined(void **state)
{
    static char name[64];
    (void)state;
    char other[] = "/tmp/sieben-doctor-XXXXXX";
    int file = mkstemp(other);
    must(file >= 0 && write(file, ways, sizeof ways - 1) == (ssize_t)(sizeof ways - 1) && close(file) == 0);
    snprintf(name, sizeof name, "LOGO@%s", other);
    struct said said = READ(name);
    assert_string_equal(said.err, "");
    assert_int_equal(said.exit_code, S7_ARGUMENTS_GO_ON);
    assert_int_equal(subjects.count, 2);
    const struct s7_subject *first = &subjects.list[0], *second = &subjects.list[1];
    assert_string_equal(first->title, "C-1, C-3 to LOGO (10.1.1.12:102)");
    assert_string_equal(first->connection, "C-1");
    assert_int_equal(first->config.remote_tsap->octets[0], 2);
    assert_int_equal(first->config.pdu_length, 480);
    assert_int_equal(first->area_count, 2);
    assert_string_equal(second->title, "C-2 to LOGO (10.1.1.12:102)");
    assert_null(second->config.remote_tsap);
    assert_int_equal(second->area_count, 0);
    s7_subjects_free(&subjects);
    assert_int_equal(READ(other, "--all").exit_code, S7_ARGUMENTS_GO_ON);
    assert_int_equal(subjects.count, 3);
    assert_string_equal(subjects.list[0].title, "PRESS (10.1.1.10:102)");
    assert_string_equal(subjects.list[2].title, "C-2 to LOGO (10.1.1.12:102)");
    s7_subjects_free(&subjects);
    unlink(other);
}

static void what_is_wrong_is_said(void **state)
{
    (void)state;
    assert_misuse(READ("10.0.0.1", "--db", "0"), "doctor", "--db is up to 16 numbers");
    assert_misuse(READ(path, "--connection", "C-2"), "doctor",
                  "the plant has no connection \"C-2\"; there are C-1");
    assert_misuse(READ("A@b", "--all"), "doctor", "--all is for a whole plant file");
    assert_misuse(READ("A@"), "doctor", "NAME@PLANT needs a name and a plant file, not \"A@\"");
    assert_misuse(READ("@b.yaml"), "doctor", "NAME@PLANT needs a name and a plant file");
    struct said said = READ("missing.yaml");
    assert_int_equal(said.exit_code, 2);
    assert_begins(said.err, "sieben: missing.yaml: No such file");
    said = READ(path);
    assert_int_equal(said.exit_code, 2);
    assert_begins(said.err, "sieben doctor: /tmp/sieben-doctor-");
    assert_non_null(strstr(said.err, " has 2 CPUs: PRESS, OVEN; say which, as PRESS@"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_is_enough),
        cmocka_unit_test(options_are_taken),
        cmocka_unit_test(a_plant_says_what_its_jobs_touch),
        cmocka_unit_test(a_block_is_looked_at_once),
        cmocka_unit_test(an_address_of_the_plant_is_its_cpu),
        cmocka_unit_test(a_connection_and_all_of_a_plant),
        cmocka_unit_test(every_way_to_a_cpu_is_examined),
        cmocka_unit_test(what_is_wrong_is_said),
    };
    return cmocka_run_group_tests(tests, write_plant, remove_plant);
}
