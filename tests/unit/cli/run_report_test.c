/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/run_report.h"
#include "played.h"
#include "said.h"

#define PUT PLAYED_PUT("P#DB10.DBX0.0 BYTE 20", "P#DB100.DBX0.0 BYTE 20")
#define GET                                                                                                    \
    PLAYED_GET("P#DB100.DBX20.0 BYTE 3, P#DB100.DBX30.0 BYTE 2", "P#DB10.DBX20.0 BYTE 3, P#DB10.DBX30.0 BYTE " \
                                                                 "2")
#define GOOD  PLAYED_CPUS PLAYED_CONNECTION PUT GET
#define PUT_3 PUT PUT PUT

static struct s7_run run;

#define SAID_BY(print) (said_start(""), (print), said_stop(0))

static struct s7_exchange_report report_of(size_t job)
{
    return s7_exchange_report(run.exchange, job);
}

static void jobs_are_described_area_by_area(void **state)
{
    (void)state;
    const struct s7_plant_cpu press = {.name = "PRESS"}, oven = {.name = "OVEN"};
    const struct s7_plant_connection connection = {.id = "C-7", .from = &press, .to = &oven};
    struct s7_plant_job job = {.kind = S7_PLANT_PUT, .area_count = 2};
    const struct s7_run_job described = {.connection = &connection, .job = &job, .number = 3};
    char text[S7_RUN_TEXT_SIZE];
    job.local[0] = (struct s7_range){.area = S7_AREA_DB, .db = 10, .bit_count = 160};
    job.remote[0] = (struct s7_range){.area = S7_AREA_DB, .db = 100, .first_bit = 16, .bit_count = 160};
    job.local[1] = (struct s7_range){.area = S7_AREA_DB, .db = 11, .bit_count = 8};
    job.remote[1] = (struct s7_range){.area = S7_AREA_DB, .db = 101, .bit_count = 8};
    s7_run_describe_job(&described, 0, text, sizeof text);
    assert_string_equal(text, "C-7.3 PUT PRESS P#DB10.DBX0.0 BYTE 20 -> OVEN P#DB100.DBX2.0 BYTE 20");
    job.kind = S7_PLANT_GET;
    s7_run_describe_job(&described, 1, text, sizeof text);
    assert_string_equal(text, "C-7.3 GET PRESS P#DB11.DBX0.0 BYTE 1 <- OVEN P#DB101.DBX0.0 BYTE 1");
    memset(text, 'x', sizeof text);
    s7_run_describe_job(&described, 1, text, 10); /* never more than fits */
    assert_true(memchr(text, '\0', 10) != NULL);
    assert_int_equal(text[10], 'x');
}

static void the_start_says_what_is_played_where(void **state)
{
    (void)state;
    char expected[1200];
    played_run(&run, GOOD);
    snprintf(expected, sizeof expected,
             "Desk: 2 CPUs on this desk; nothing outside loopback is listened on or dialled\n"
             "  PRESS        S7-1500    192.0.2.1:102 is played at 127.0.0.1:%u\n"
             "  OVEN         S7-300     192.0.2.2:1102 is played at %s:%u\n"
             "2 jobs\n"
             "  C-1.1 PUT PRESS P#DB10.DBX0.0 BYTE 20 -> OVEN P#DB100.DBX0.0 BYTE 20 every 10 ms\n"
             "  C-1.2 GET PRESS P#DB10.DBX20.0 BYTE 3 <- OVEN P#DB100.DBX20.0 BYTE 3 every 10 ms\n"
             "  C-1.2 GET PRESS P#DB10.DBX30.0 BYTE 2 <- OVEN P#DB100.DBX30.0 BYTE 2\n",
             run.desk.cpus[0]->endpoint.port, run.desk.cpus[1]->endpoint.host, run.desk.cpus[1]->endpoint.port);
    assert_string_equal(SAID_BY(s7_run_print_start(&run.snapshot, &run.choice)).out, expected);
    played_free(&run);
}

/* "PUT 3, 1 skipped, 2 errors (STATUS 8)": what is zero is not said. */
static size_t add_counters(char *text, size_t size, size_t job, const char *name)
{
    struct s7_exchange_report report = report_of(job);
    int length = snprintf(text, size, "  %s %" PRIu64, name, report.completions);
    if (report.skipped)
        length += snprintf(text + length, size - (size_t)length, ", %" PRIu64 " skipped", report.skipped);
    if (report.errors)
        length += snprintf(text + length, size - (size_t)length, ", %" PRIu64 " error%s (STATUS 8)",
                           report.errors, report.errors == 1 ? "" : "s");
    length += snprintf(text + length, size - (size_t)length, " (not connected)"); /* it is over */
    return (size_t)length;
}

static void a_second_says_how_the_jobs_stand(void **state)
{
    (void)state;
    char expected[400] = "  12 s";
    size_t length = strlen(expected);
    played_run(&run,
               PLAYED_CPUS PLAYED_CONNECTION PUT PLAYED_GET("P#DB99.DBX0.0 BYTE 1", "P#DB10.DBX99.0 BYTE 1"));
    length += add_counters(expected + length, sizeof expected - length, 0, "C-1.1 PUT");
    length += add_counters(expected + length, sizeof expected - length, 1, "C-1.2 GET");
    snprintf(expected + length, sizeof expected - length, "\n");
    assert_true(report_of(1).errors > 0);
    assert_string_equal(SAID_BY(s7_run_print_second((run.snapshot.second = 12, &run.snapshot))).out, expected);
    played_free(&run);
}

static void many_jobs_are_summed_up(void **state)
{
    (void)state;
    char expected[200];
    uint64_t completions = 0, skipped = 0;
    played_run(&run, PLAYED_CPUS PLAYED_CONNECTION PUT_3 PUT_3 PUT_3);
    for (size_t i = 0; i < 9; i++) {
        completions += report_of(i).completions;
        skipped += report_of(i).skipped;
    }
    snprintf(expected, sizeof expected,
             "   1 s  9 jobs: %" PRIu64 " completed, %" PRIu64 " skipped, 0 errors, 0 failing now\n",
             completions, skipped);
    assert_string_equal(SAID_BY(s7_run_print_second((run.snapshot.second = 1, &run.snapshot))).out, expected);
    played_free(&run);
}

/* One row of the table; the memories' word at its end. */
static void assert_row(const char *text, size_t job, const char *name, const char *kind, const char *memories)
{
    char row[200], p50[24] = "-", p99[24] = "-";
    struct s7_exchange_report report = report_of(job);
    if (report.completions) {
        snprintf(p50, sizeof p50, "%.3f ms", (double)report.p50 / 1e6);
        snprintf(p99, sizeof p99, "%.3f ms", (double)report.p99 / 1e6);
    }
    snprintf(row, sizeof row,
             "\n%-16s %-4s %10" PRIu64 " %8" PRIu64 " %7" PRIu64 " %12" PRIu64 " %12s %12s  %s\n", name, kind,
             report.completions, report.skipped, report.errors, report.octets, p50, p99, memories);
    assert_non_null(strstr(text, row));
}

static void a_good_run_is_a_table(void **state)
{
    (void)state;
    played_run(&run, GOOD);
    assert_true(s7_run_snapshot_is_good(&run.snapshot));
    const char *out = SAID_BY(s7_run_print_summary(&run.snapshot)).out;
    static const char head[] =
        "\njob                    completed  skipped  errors       octets          p50          "
        "p99  memories\n";
    assert_int_equal(strncmp(out, head, strlen(head)), 0);
    assert_row(out, 0, "C-1.1", "PUT", "equal");
    assert_row(out, 1, "C-1.2", "GET", "equal");
    const char *end = "\n\n2 of 2 jobs without errors and with equal memories on both sides\n";
    assert_string_equal(out + strlen(out) - strlen(end), end);
    assert_null(strstr(out, "FAIL"));
    played_free(&run);
}

/* Two jobs write 7 and 0 to one octet: for one of them the memories are not equal in the end. */
static void a_difference_is_told(void **state)
{
    (void)state;
    char expected[300];
    played_run(&run, PLAYED_CPUS PLAYED_CONNECTION PLAYED_PUT("P#DB10.DBX0.0 BYTE 1", "P#DB100.DBX5.0 BYTE 1")
                         PLAYED_PUT("P#DB10.DBX1.0 BYTE 1", "P#DB100.DBX5.0 BYTE 1"));
    bool first = s7_comparison_result(run.comparison, 0).outcome == S7_COMPARISON_DIFFERENT;
    assert_false(s7_run_snapshot_is_good(&run.snapshot));
    const char *out = SAID_BY(s7_run_print_summary(&run.snapshot)).out;
    assert_row(out, 0, "C-1.1", "PUT", first ? "DIFFERENT" : "equal");
    assert_row(out, 1, "C-1.2", "PUT", first ? "equal" : "DIFFERENT");
    snprintf(
        expected, sizeof expected,
        "\n\nC-1.%d PUT PRESS P#DB10.DBX%d.0 BYTE 1 -> OVEN P#DB100.DBX5.0 BYTE 1: the memories differ from "
        "octet 0 on: %s was sent from, %s stands at the destination\n"
        "\n1 of 2 jobs without errors and with equal memories on both sides\n",
        first ? 1 : 2, first ? 0 : 1, first ? "07" : "00", first ? "00" : "07");
    assert_string_equal(strstr(out, "\n\nC-1."), expected);
    played_free(&run);
}

static void a_failed_job_is_explained_once(void **state)
{
    (void)state;
    static const char fail[] =
        "\n\nFAIL       layer 5 DATA: DATA_MISSING (502), C-1.1 GET PRESS P#DB10.DBX9.0 BYTE 1 <- OVEN "
        "P#DB99.DBX0.0 BYTE 1: ERROR=1 STATUS=8 (";
    played_run(&run, PLAYED_CPUS PLAYED_CONNECTION PLAYED_GET("P#DB99.DBX0.0 BYTE 1", "P#DB10.DBX9.0 BYTE 1"));
    assert_false(s7_run_snapshot_is_good(&run.snapshot));
    const char *out = SAID_BY(s7_run_print_summary(&run.snapshot)).out;
    assert_row(out, 0, "C-1.1", "GET", "not read");
    assert_non_null(strstr(out, fail));
    assert_non_null(strstr(out,
                           "\nC-1.1: reading back P#DB99.DBX0.0 BYTE 1 of OVEN for the comparison ended with "
                           "DATA_MISSING as well\n\n0 of 1 job without errors"));
    assert_null(strstr(strstr(out, fail) + strlen(fail), "FAIL"));
    played_free(&run);
}

/* The program of PRESS reaches its own optimized DB, a partner does not: only the comparison fails. */
static void what_was_not_read_back_is_explained(void **state)
{
    (void)state;
    played_run(&run,
               "sieben: 1\nplant: {name: Desk}\ncpus:\n"
               "  PRESS: {address: h, profile: s7-1500, put_get: permitted,\n"
               "          dbs: {10: {size: 9, access: optimized}}}\n"
               "  OVEN: {address: i, profile: s7-300, dbs: {100: {size: 9}}}\n" PLAYED_CONNECTION PLAYED_PUT(
                   "P#DB10.DBX0.0 BYTE 4", "P#DB100.DBX0.0 BYTE 4"));
    assert_int_equal(report_of(0).errors, 0);
    const char *out = SAID_BY(s7_run_print_summary(&run.snapshot)).out;
    assert_row(out, 0, "C-1.1", "PUT", "not read");
    assert_non_null(strstr(out, "\n\nFAIL       layer 5 DATA: DATA_ADDRESS (501), C-1.1: reading back "
                                "P#DB10.DBX0.0 BYTE 4 of PRESS for the comparison\n"));
    played_free(&run);
}

static void without_jobs_there_is_nothing_to_judge(void **state)
{
    (void)state;
    played_run(&run, PLAYED_CPUS);
    assert_string_equal(SAID_BY(s7_run_print_summary(&run.snapshot)).out,
                        "\nthis plant has no jobs: its CPUs were played, nothing was exchanged\n");
    assert_true(s7_run_snapshot_is_good(&run.snapshot));
    played_free(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jobs_are_described_area_by_area),
        cmocka_unit_test(the_start_says_what_is_played_where),
        cmocka_unit_test(a_second_says_how_the_jobs_stand),
        cmocka_unit_test(many_jobs_are_summed_up),
        cmocka_unit_test(a_good_run_is_a_table),
        cmocka_unit_test(a_difference_is_told),
        cmocka_unit_test(a_failed_job_is_explained_once),
        cmocka_unit_test(what_was_not_read_back_is_explained),
        cmocka_unit_test(without_jobs_there_is_nothing_to_judge),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
