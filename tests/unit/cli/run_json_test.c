/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "cli/run_json.h"
#include "played.h"
#include "said.h"

enum { GOOD, MISSING, FIRST, SECOND, JOBS };

/* FIRST and SECOND write 7 and 0 to one octet. */
static const char text[] = PLAYED_CPUS PLAYED_CONNECTION PLAYED_PUT(
    "P#DB10.DBX10.0 BYTE 4, P#DB10.DBX20.0 BYTE 2", "P#DB100.DBX10.0 BYTE 4, P#DB100.DBX20.0 BYTE 2")
    PLAYED_GET("P#DB99.DBX0.0 BYTE 3", "P#DB10.DBX90.0 BYTE 3")
        PLAYED_PUT("P#DB10.DBX0.0 BYTE 1", "P#DB100.DBX5.0 BYTE 1")
            PLAYED_PUT("P#DB10.DBX1.0 BYTE 1", "P#DB100.DBX5.0 BYTE 1");

struct s7_exchange_report __real_s7_exchange_report(const struct s7_exchange *exchange, size_t index);
struct s7_exchange_report __wrap_s7_exchange_report(const struct s7_exchange *exchange, size_t index);

static struct s7_run run;
static json_t *document;

/* What GOOD had met before its last call went well. */
static struct s7_fault earlier;

struct s7_exchange_report __wrap_s7_exchange_report(const struct s7_exchange *exchange, size_t index)
{
    struct s7_exchange_report report = __real_s7_exchange_report(exchange, index);
    if (index == GOOD && earlier.error != S7_OK)
        report.fault = earlier;
    return report;
}

static int play(void **state)
{
    (void)state;
    played_run(&run, text);
    said_start("");
    s7_run_print_json(&run.snapshot);
    struct said said = said_stop(0);
    document = json_loads(said.out, 0, NULL);
    return document && said.err[0] == '\0' ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    json_decref(document);
    played_free(&run);
    return 0;
}

static json_t *job(size_t index)
{
    return json_array_get(json_object_get(document, "jobs"), index);
}

static void assert_text(const json_t *object, const char *name, const char *expected)
{
    assert_string_equal(json_string_value(json_object_get(object, name)), expected);
}

static void assert_count(const json_t *object, const char *name, uint64_t expected)
{
    const json_t *count = json_object_get(object, name);
    assert_true(json_is_integer(count));
    assert_int_equal(json_integer_value(count), expected);
}

/* A count of nanoseconds, said in units of `unit` nanoseconds. */
static void assert_time(const json_t *object, const char *name, s7_time expected, s7_time unit)
{
    double difference = json_real_value(json_object_get(object, name)) * (double)unit - (double)expected;
    assert_true(json_is_real(json_object_get(object, name)));
    assert_true(difference > -1 && difference < 1);
}

static void the_run_as_a_whole(void **state)
{
    (void)state;
    assert_text(document, "schema", "sieben/run/1");
    assert_text(document, "plant", "Desk");
    assert_count(document, "revision", 3);
    assert_time(document, "seconds", run.stopped_at - run.started_at, S7_SECOND);
    assert_true(json_is_false(json_object_get(document, "interrupted")));
    assert_true(json_is_false(json_object_get(document, "ok")));
    assert_int_equal(json_array_size(json_object_get(document, "jobs")), JOBS);
    assert_int_equal(json_array_size(json_object_get(document, "cpus")), 2);
}

static void every_cpu_with_both_addresses(void **state)
{
    (void)state;
    static const struct {
        const char *name, *profile, *address;
    } rows[] = {{"PRESS", "s7-1500", "192.0.2.1:102"}, {"OVEN", "s7-300", "192.0.2.2:1102"}};
    for (size_t i = 0; i < 2; i++) {
        const json_t *cpu = json_array_get(json_object_get(document, "cpus"), i);
        const struct s7_endpoint *endpoint = &run.desk.cpus[i]->endpoint;
        char played_at[300];
        snprintf(played_at, sizeof played_at, "%s:%u", endpoint->host, endpoint->port);
        assert_text(cpu, "name", rows[i].name);
        assert_text(cpu, "profile", rows[i].profile);
        assert_text(cpu, "address", rows[i].address);
        assert_text(cpu, "played_at", played_at);
    }
}

static void every_job_with_its_areas(void **state)
{
    (void)state;
    json_t *expected = json_pack("[{s:s, s:s}, {s:s, s:s}]", "local", "P#DB10.DBX10.0 BYTE 4", "remote",
                                 "P#DB100.DBX10.0 BYTE 4", "local", "P#DB10.DBX20.0 BYTE 2", "remote",
                                 "P#DB100.DBX20.0 BYTE 2");
    for (size_t i = 0; i < JOBS; i++) {
        assert_text(job(i), "connection", "C-1");
        assert_count(job(i), "number", i + 1);
        assert_text(job(i), "kind", i == MISSING ? "get" : "put");
        assert_text(job(i), "from", "PRESS");
        assert_text(job(i), "to", "OVEN");
        assert_time(job(i), "every_ms", 10 * S7_MILLISECOND, S7_MILLISECOND);
    }
    assert_true(json_equal(json_object_get(job(GOOD), "areas"), expected));
    json_decref(expected);
}

static void every_job_with_its_counters(void **state)
{
    (void)state;
    for (size_t i = 0; i < JOBS; i++) {
        struct s7_exchange_report report = s7_exchange_report(run.exchange, i);
        assert_count(job(i), "completions", report.completions);
        assert_count(job(i), "skipped", report.skipped);
        assert_count(job(i), "errors", report.errors);
        assert_count(job(i), "octets", report.octets);
        assert_count(job(i), "reconnects", report.reconnects);
        assert_time(job(i), "p50_ms", report.p50, S7_MILLISECOND);
        assert_time(job(i), "p99_ms", report.p99, S7_MILLISECOND);
        assert_time(job(i), "most_ms", report.most, S7_MILLISECOND);
    }
    assert_true(json_integer_value(json_object_get(job(GOOD), "completions")) > 0);
    assert_true(json_integer_value(json_object_get(job(MISSING), "errors")) > 0);
}

static void what_went_well(void **state)
{
    (void)state;
    assert_true(json_is_true(json_object_get(job(GOOD), "ok")));
    assert_true(json_is_false(json_object_get(job(GOOD), "failing")));
    assert_count(job(GOOD), "status", 0);
    assert_text(job(GOOD), "status_text", "no error");
    assert_true(json_is_null(json_object_get(job(GOOD), "error")));
    assert_text(json_object_get(job(GOOD), "comparison"), "outcome", "equal");
    assert_int_equal(json_object_size(json_object_get(job(GOOD), "comparison")), 1);
}

static void what_failed_and_was_not_read(void **state)
{
    (void)state;
    const json_t *error = json_object_get(job(MISSING), "error");
    const json_t *comparison = json_object_get(job(MISSING), "comparison");
    assert_true(json_is_false(json_object_get(job(MISSING), "ok")));
    assert_true(json_is_true(json_object_get(job(MISSING), "failing")));
    assert_count(job(MISSING), "status", 8);
    assert_text(error, "id", "DATA_MISSING");
    assert_text(error, "what", "C-1.2 GET PRESS P#DB10.DBX90.0 BYTE 3 <- OVEN P#DB99.DBX0.0 BYTE 3");
    assert_text(comparison, "outcome", "not_read");
    assert_text(comparison, "cpu", "OVEN");
    assert_text(comparison, "range", "P#DB99.DBX0.0 BYTE 3");
    assert_text(json_object_get(comparison, "error"), "id", "DATA_MISSING");
    assert_text(json_object_get(comparison, "error"), "what", "OVEN");
}

static void what_differs(void **state)
{
    (void)state;
    bool first = s7_comparison_result(run.comparison, FIRST).outcome == S7_COMPARISON_DIFFERENT;
    const json_t *different = job(first ? FIRST : SECOND), *equal = job(first ? SECOND : FIRST);
    const json_t *comparison = json_object_get(different, "comparison");
    assert_true(json_is_true(json_object_get(equal, "ok")));
    assert_true(json_is_false(json_object_get(different, "ok")));
    assert_text(comparison, "outcome", "different");
    assert_count(comparison, "area", 0);
    assert_count(comparison, "octet", 0);
    assert_count(comparison, "source", first ? 7 : 0);
    assert_count(comparison, "destination", first ? 0 : 7);
}

/* The status is that of the error, not of the call after it; the area is the one that failed. */
static void what_failed_once_stays_told(void **state)
{
    (void)state;
    json_decref(document);
    earlier = (struct s7_fault){.error = S7_ERR_ACCESS_PUT_GET, .phase = S7_PHASE_REQUEST, .item = 1};
    said_start("");
    s7_run_look(&run, 0);
    s7_run_print_json(&run.snapshot);
    struct said said = said_stop(0);
    earlier.error = S7_OK;
    document = json_loads(said.out, 0, NULL);
    assert_true(json_is_false(json_object_get(job(GOOD), "failing")));
    assert_count(job(GOOD), "status", 2);
    assert_text(json_object_get(job(GOOD), "error"), "id", "ACCESS_PUT_GET");
    assert_text(json_object_get(job(GOOD), "error"), "what",
                "C-1.1 PUT PRESS P#DB10.DBX20.0 BYTE 2 -> OVEN P#DB100.DBX20.0 BYTE 2");
}

static void ended_by_the_user(void **state)
{
    (void)state;
    run.snapshot.interrupted = true;
    said_start("");
    s7_run_print_json(&run.snapshot);
    struct said said = said_stop(0);
    assert_non_null(strstr(said.out, "\n  \"interrupted\": true,\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_run_as_a_whole),
        cmocka_unit_test(every_cpu_with_both_addresses),
        cmocka_unit_test(every_job_with_its_areas),
        cmocka_unit_test(every_job_with_its_counters),
        cmocka_unit_test(what_went_well),
        cmocka_unit_test(what_failed_and_was_not_read),
        cmocka_unit_test(what_differs),
        cmocka_unit_test(ended_by_the_user),
        cmocka_unit_test(what_failed_once_stays_told),
    };
    return cmocka_run_group_tests(tests, play, end);
}
