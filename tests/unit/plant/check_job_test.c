/* SPDX-License-Identifier: MIT
 *
 * A job by itself.
 */
#include "unit/plant/connecting.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_job_is_a_put_or_a_get),
        cmocka_unit_test(every_area_has_a_partner_of_its_length),
        cmocka_unit_test(areas_that_were_refused_are_passed_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
