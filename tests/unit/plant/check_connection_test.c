/* SPDX-License-Identifier: MIT
 *
 * Connections and their jobs: errors for what the file contradicts, warnings for what only the wire can decide.
 */
#include <stdio.h>

#include "check.h"
#include "plant/kind.h"
#include "unit/plant/reading.h"

static struct reading reading;

/** One call at PDU length 60 carries: GET 42 octets, 38 of two areas; PUT 32, 16 of two. */
static const struct s7_profile small = {
    .display = "SMALL",
    .pdu_length = {.value = 60},
    .put_get_switch = {.value = 1},
    .block_areas = {.value = 4},
    .timer_counter_write = {.value = 0},
    .memory_size = {.value = 100},
    .timer_count = {.value = 10},
};
static const struct s7_profile large = {
    .display = "LARGE",
    .pdu_length = {.value = 480},
    .put_get_switch = {.value = 0},
    .block_areas = {.value = 2},
    .timer_counter_write = {.value = 1},
    .memory_size = {.value = 1000},
    .timer_count = {.value = 20},
};

enum { SMALL, LARGE, TWIN, BARE };

static struct s7_plant_db dbs[] = {{.number = 1, .size = 100},
                                   {.number = 2, .size = 100, .optimized = true},
                                   {.number = 3, .size = 100, .write_protected = true}};

static struct s7_plant_cpu cpus[] = {
    [SMALL] = {.name = "SMALL", .profile = &small, .put_get = true, .dbs = dbs, .db_count = 3},
    [LARGE] = {.name = "LARGE", .profile = &large, .put_get = true, .dbs = dbs, .db_count = 3},
    [TWIN] = {.name = "TWIN", .profile = &large, .put_get = true, .dbs = dbs, .db_count = 3},
    [BARE] = {.name = "BARE", .dbs = dbs, .db_count = 3},
};

/** Reads and checks one mapping; everything told must be this. */
static void assert_told(enum s7_plant_element kind, const char *text, void *element, const char *told)
{
    reading_begin(&reading, text);
    assert_int_equal(reading.error, S7_OK);
    reading.plant = (struct s7_plant){.cpus = cpus, .cpu_count = sizeof cpus / sizeof cpus[0]};
    s7_loader_mapping(&reading.loader, kind, reading.root, element);
    assert_string_equal(reading_told(&reading), told);
    reading_end(&reading);
}

static void assert_job(const char *text, const char *told)
{
    struct s7_plant_job job = {.area_count = 0};
    assert_told(S7_ELEMENT_JOB, text, &job, told);
}

/** A connection with one job, which begins in column 3 of line 2. */
static void assert_connection(const char *ends, const char *job, const char *told)
{
    char text[400];
    struct s7_plant_connection connection = {.id = "X"};
    snprintf(text, sizeof text, "{%s, jobs: [\n  %s]}", ends, job);
    assert_told(S7_ELEMENT_CONNECTION, text, &connection, told);
}

static void a_job_is_a_put_or_a_get(void **state)
{
    (void)state;
    struct s7_plant_job job = {.area_count = 0};
    assert_told(S7_ELEMENT_JOB, "put: {send: MB0, to: MB1}", &job, "");
    assert_int_equal(job.kind, S7_PLANT_PUT);
    assert_int_equal(job.area_count, 1);
    job = (struct s7_plant_job){.area_count = 0};
    assert_told(S7_ELEMENT_JOB, "get: {from: [MB0, MW2], receive: [MB1, MW4]}", &job, "");
    assert_int_equal(job.kind, S7_PLANT_GET);
    assert_int_equal(job.area_count, 2);
    assert_job("{}", "1:1: error: a job is one put or one get");
    assert_job("{put: {send: MB0, to: MB1}, get: {from: MB0, receive: MB1}}",
               "1:1: error: a job is one put or one get");
    reading_begin(&reading, "");
    s7_check_job(&reading.loader, NULL, &job);
    s7_check_connection(&reading.loader, NULL, NULL);
    assert_string_equal(reading_told(&reading), "");
    reading_end(&reading);
}

static void every_area_has_a_partner_of_its_length(void **state)
{
    (void)state;
    struct s7_plant_job job = {.area_count = 0};
    assert_told(S7_ELEMENT_JOB, "{put: {send: [MB0, MB1, MB2], to: [MB0, MB1]}}", &job,
                "1:35: error: to has 2 areas, send has 3");
    assert_int_equal(job.area_count, 0);
    assert_job("{get: {from: MB0, receive: [MB0, MB1]}}", "1:14: error: from has 1 area, receive has 2");
    assert_job("{put: {send: MB0, to: [MB0]}}", "");
    assert_job("{put: {send: MB0, to: MW0}}", "1:23: error: to has 2 octets here, send has 1");
    assert_job("{get: {from: MB0, receive: P#M0.0 BYTE 9}}",
               "1:14: error: from has 1 octet here, receive has 9");
    assert_job("{get: {from: [MB0, MD4], receive: [MB0, MW4]}}",
               "1:20: error: from has 4 octets here, receive has 2");
    assert_job("{put: {send: M0.0, to: MB0}}",
               "1:24: error: to has 1 octet here, send has 1; one of them is a bit");
    assert_job("{put: {send: MB0, to: M0.7}}",
               "1:23: error: to has 1 octet here, send has 1; one of them is a bit");
}

/** What was refused already is not measured. */
static void areas_that_were_refused_are_passed_over(void **state)
{
    (void)state;
    assert_job("{put: {send: M0.9, to: MW0}}", "1:17: error: send: bits go from 0 to 7");
    assert_job("{put: {send: [], to: []}}", "1:14: error: send: a job moves 1 to 4 areas\n"
                                            "1:22: error: to: a job moves 1 to 4 areas");
    assert_job("{put: {send: MB0}}", "1:2: error: \"to\" is missing in connections.NAME.jobs.put");
    assert_job("{put: 5}",
               "1:7: error: connections.NAME.jobs.put is a mapping: a key, a colon and a value per line");
    assert_connection(
        "from: SMALL, to: LARGE", "{get: {from: [M0.9, DB9.DBB0], receive: [MB200, DB7.DBX0.8]}}",
        "2:20: error: from: bits go from 0 to 7\n"
        "2:23: warning: from: LARGE has no DB9; the job will end with STATUS 8\n"
        "2:44: warning: receive: this area of SMALL (SMALL) has 100 octets, this ends at octet 201; "
        "the job will end with STATUS 10 here\n"
        "2:60: error: receive: bits go from 0 to 7");
}

/** The active side is described by the file: a DB that is not there is an error. */
static void the_own_areas_are_judged_by_the_file(void **state)
{
    (void)state;
    static const char ends[] = "from: SMALL, to: LARGE";
    assert_connection(ends, "put: {send: DB9.DBB0, to: MB0}", "2:15: error: send: SMALL has no DB9");
    assert_connection(ends, "get: {from: MB0, receive: DB1.DBB100}",
                      "2:29: error: receive: DB1 of SMALL has 100 octets, this ends at octet 101");
    assert_connection(ends, "get: {from: MB0, receive: DB1.DBB99}", "");
    assert_connection(
        ends, "put: {send: T10, to: MW0}",
        "2:15: warning: send: this area of SMALL (SMALL) has 20 octets, this ends at octet 22; the "
        "job will end with STATUS 10 here");
    assert_connection(
        ends, "put: {send: DB2.DBB0, to: MB0}",
        "2:15: warning: send: DB2 of SMALL is optimized; a pointer needs a DB with standard access");
    assert_connection(ends, "get: {from: MB0, receive: DB3.DBB0}", "");
}

/** The served side is only described: its answers are the wire's to give. */
static void the_served_areas_are_only_warned_of(void **state)
{
    (void)state;
    static const char ends[] = "from: LARGE, to: SMALL";
    assert_connection(ends, "put: {send: MB0, to: DB9.DBB0}",
                      "2:24: warning: to: SMALL has no DB9; the job will end with STATUS 8");
    assert_connection(
        ends, "get: {from: MB100, receive: MB0}",
        "2:15: warning: from: this area of SMALL (SMALL) has 100 octets, this ends at octet 101; the "
        "job will end with STATUS 8");
    assert_connection(ends, "get: {from: MB99, receive: MB0}", "");
    assert_connection(ends, "get: {from: DB2.DBB0, receive: MB0}",
                      "2:15: warning: from: DB2 of SMALL is optimized; the job will end with STATUS 8");
}

static void what_is_write_protected_is_read_only(void **state)
{
    (void)state;
    assert_connection("from: LARGE, to: SMALL", "put: {send: [MB0, MW2], to: [DB3.DBB0, T1]}",
                      "2:32: warning: to: this is write-protected in SMALL; the job will end with STATUS 8\n"
                      "2:42: warning: to: this is write-protected in SMALL; the job will end with STATUS 8");
    assert_connection("from: LARGE, to: SMALL", "get: {from: [DB3.DBB0, T1], receive: [MB0, MW2]}", "");
    assert_connection("from: SMALL, to: LARGE", "put: {send: MW2, to: T1}", "");
    assert_connection("from: SMALL, to: LARGE", "put: {send: [MB0, T1], to: [MB0, MW2]}", "");
}

/** The smaller PDU length of both counts, on whichever side it is; the job begins at 2:3. */
static void one_call_carries_so_much(void **state)
{
    (void)state;
    static const char *const both[] = {"from: SMALL, to: LARGE", "from: LARGE, to: SMALL"};
    static const char *const names[] = {"SMALL and LARGE", "LARGE and SMALL"};
    char told[200];
    for (size_t i = 0; i < 2; i++) {
        assert_connection(both[i], "get: {from: P#M0.0 BYTE 42, receive: P#M0.0 BYTE 42}", "");
        snprintf(told, sizeof told,
                 "2:3: warning: one GET between %s carries 42 octets (PDU length 60), this has 43", names[i]);
        assert_connection(both[i], "get: {from: P#M0.0 BYTE 43, receive: P#M0.0 BYTE 43}", told);
        assert_connection(both[i], "put: {send: P#M0.0 BYTE 32, to: P#M0.0 BYTE 32}", "");
        snprintf(told, sizeof told,
                 "2:3: warning: one PUT between %s carries 32 octets (PDU length 60), this has 33", names[i]);
        assert_connection(both[i], "put: {send: P#M0.0 BYTE 33, to: P#M0.0 BYTE 33}", told);
    }
    assert_connection("from: LARGE, to: TWIN", "get: {from: P#M0.0 BYTE 43, receive: P#M0.0 BYTE 43}", "");
}

/** Odd lengths are filled up, but for the last area. */
static void odd_areas_need_a_fill_octet(void **state)
{
    (void)state;
    static const char ends[] = "from: LARGE, to: SMALL";
    assert_connection(ends, "put: {send: [P#M0.0 BYTE 7, P#M9.0 BYTE 8], to: [P#M0.0 BYTE 7, P#M9.0 BYTE 8]}",
                      "");
    assert_connection(ends, "put: {send: [P#M0.0 BYTE 8, P#M9.0 BYTE 8], to: [P#M0.0 BYTE 8, P#M9.0 BYTE 8]}",
                      "");
    assert_connection(
        ends, "put: {send: [P#M0.0 BYTE 7, P#M9.0 BYTE 9], to: [P#M0.0 BYTE 7, P#M9.0 BYTE 9]}",
        "2:3: warning: one PUT between LARGE and SMALL carries 16 octets (PDU length 60), this has 17 "
        "with fill octets");
    assert_connection(
        ends, "get: {from: [M0.0, P#M9.0 BYTE 37], receive: [M0.0, P#M9.0 BYTE 37]}",
        "2:3: warning: one GET between LARGE and SMALL carries 38 octets (PDU length 60), this has 39 "
        "with fill octets");
    assert_connection(ends, "get: {from: [P#M9.0 BYTE 36, M0.0], receive: [P#M9.0 BYTE 36, M0.0]}", "");
}

/** It is the calling side whose block has so many parameters. */
static void a_call_has_so_many_areas(void **state)
{
    (void)state;
    static const char job[] = "get: {from: [MB0, MB1, MB2], receive: [MB0, MB1, MB2]}";
    assert_connection("from: LARGE, to: SMALL", job, "2:3: warning: LARGE has 2 areas per GET");
    assert_connection("from: SMALL, to: LARGE", job, "");
    assert_connection("from: LARGE, to: SMALL", "put: {send: [MB0, MB1], to: [MB0, MB1]}", "");
}

static void a_served_cpu_permits_put_and_get(void **state)
{
    (void)state;
    static const char job[] = "get: {from: MB0, receive: MB0}";
    static const char ends[] = "from: LARGE, to: SMALL";
    cpus[SMALL].put_get = false;
    assert_connection(
        ends, job,
        "1:19: warning: to: SMALL does not permit PUT/GET (put_get: blocked); its jobs will end with "
        "STATUS 2");
    assert_connection(ends, "", "");
    assert_connection("from: SMALL, to: LARGE", job, "");
    cpus[SMALL].put_get = true;
    cpus[SMALL].access_level = S7_PLANT_LEVEL_NONE;
    assert_connection(ends, job,
                      "1:19: warning: to: SMALL serves no PUT/GET at access_level none; its jobs will end with "
                      "STATUS 2");
    cpus[SMALL].access_level = S7_PLANT_LEVEL_HMI;
    assert_connection(ends, job, "");
    cpus[SMALL].access_level = S7_PLANT_LEVEL_FULL;
    cpus[LARGE].put_get = false; /* a family without the switch is warned of where it is written */
    assert_connection("from: SMALL, to: LARGE", job, "");
    cpus[LARGE].put_get = true;
}

static void a_connection_has_two_ends(void **state)
{
    (void)state;
    static const char job[] = "get: {from: DB9.DBB0, receive: DB8.DBB0}";
    assert_connection("from: LARGE, to: LARGE", "",
                      "1:19: error: to: a CPU does not need a connection to itself");
    assert_connection("from: LARGE, to: TWIN", "", "");
    assert_connection("from: nowhere, to: LARGE", job,
                      "1:8: error: from: there is no CPU \"nowhere\"\n"
                      "2:15: warning: from: LARGE has no DB9; the job will end with STATUS 8");
    assert_connection("from: LARGE, to: nowhere", job,
                      "1:19: error: to: there is no CPU \"nowhere\"\n2:34: error: receive: LARGE has no DB8");
    assert_connection(
        "from: nowhere, to: nowhere", job,
        "1:8: error: from: there is no CPU \"nowhere\"\n1:21: error: to: there is no CPU \"nowhere\"");
    assert_connection("from: BARE, to: SMALL", "get: {from: P#M0.0 BYTE 90, receive: P#M0.0 BYTE 90}", "");
    assert_connection("from: SMALL, to: BARE", "put: {send: MW0, to: T99}", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_job_is_a_put_or_a_get),
        cmocka_unit_test(every_area_has_a_partner_of_its_length),
        cmocka_unit_test(areas_that_were_refused_are_passed_over),
        cmocka_unit_test(the_own_areas_are_judged_by_the_file),
        cmocka_unit_test(the_served_areas_are_only_warned_of),
        cmocka_unit_test(what_is_write_protected_is_read_only),
        cmocka_unit_test(one_call_carries_so_much),
        cmocka_unit_test(odd_areas_need_a_fill_octet),
        cmocka_unit_test(a_call_has_so_many_areas),
        cmocka_unit_test(a_served_cpu_permits_put_and_get),
        cmocka_unit_test(a_connection_has_two_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
