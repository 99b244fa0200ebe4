/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <unistd.h>

#include "cli/doctor_zone_show.h"
#include "doctor_zone_scene.h"
#include "said.h"

static void judged(size_t number, enum s7_zone_verdict verdict, const char *why)
{
    zone_run.trials[number].verdict = verdict;
    snprintf(zone_run.trials[number].why, sizeof zone_run.trials[number].why, "%s", why);
}

/* All are done: a neighbour, one that works, one that does not, one that is open, one not said. */
static void all_done(void)
{
    zone_see(ZONE_OVEN_1, S7_SIGN_COUNT, "10.1.0.1");
    zone_see(ZONE_PACK, S7_SIGN_COUNT, "10.1.0.1");
    zone_see(ZONE_OVEN_2, S7_SIGN_TCP_SILENT, "10.1.0.1");
    judged(ZONE_PRESS, S7_ZONE_SKIPPED, "a neighbour");
    judged(ZONE_OVEN_1, S7_ZONE_PASS, "works");
    judged(ZONE_OVEN_2, S7_ZONE_INCONCLUSIVE, "silent");
    judged(ZONE_PACK, S7_ZONE_FAIL, "open");
    judged(ZONE_LOOSE, S7_ZONE_INCONCLUSIVE, "not said");
    zone_run.done = ZONE_TRIALS;
}

static void where_this_machine_is_is_said(void **state)
{
    (void)state;
    said_start("");
    s7_zone_say_where(stdout, s7_zone_find(zone_plant, "A"), "10.1.0.50");
    s7_zone_say_where(stdout, s7_zone_find(zone_plant, "B"), "10.1.0.50");
    s7_zone_say_where(stdout, s7_zone_find(zone_plant, "EMPTY"), "10.1.0.50");
    assert_string_equal(
        said_stop(0).out,
        "this machine is 10.1.0.50, in A\n"
        "this machine is 10.1.0.50, which is not in B: no verdict can be passed\n"
        "this machine is 10.1.0.50; EMPTY has no nets in the plant file: no verdict can be passed\n");
}

static void a_path_is_announced_and_its_verdict_said(void **state)
{
    (void)state;
    all_done();
    said_start("");
    s7_zone_announce(stdout, &zone_run, ZONE_PACK);
    s7_zone_say_verdict(stdout, &zone_run.trials[ZONE_PACK]);
    s7_zone_say_verdict(stdout, &zone_run.trials[ZONE_OVEN_1]);
    assert_string_equal(
        said_stop(0).out,
        "4 of 5: PACK (10.2.0.2:102), must be blocked: no connection leads there from this zone\n"
        "fail: PACK (10.2.0.2:102), must be blocked: open\n"
        "pass: C-1 to OVEN (10.2.0.1:102), must work: works\n");
}

static void a_connection_that_does_not_work_gets_its_five_lines(void **state)
{
    (void)state;
    all_done();
    said_start("");
    s7_zone_say_verdict(stdout, &zone_run.trials[ZONE_OVEN_2]);
    const char *out = said_stop(0).out;
    assert_begins(out, "inconclusive: C-2 to OVEN");
    assert_non_null(strstr(out, "\nFAIL       layer 1 TCP: TCP_SILENT"));
}

static void a_step_of_what_must_be_blocked_is_seen_not_failed(void **state)
{
    const struct s7_diagnosis_step step = {.check = S7_CHECK_TCP,
                                           .verdict = S7_VERDICT_FAIL,
                                           .elapsed = 4 * S7_SECOND,
                                           .evidence = "nothing came"};
    (void)state;
    said_start("");
    s7_zone_live(NULL, &step, false);
    s7_zone_live(NULL, &step, true);
    assert_string_equal(said_stop(0).err, "seen     tcp            4.0 s  nothing came\n");
}

static void the_table_ends_with_the_summary(void **state)
{
    (void)state;
    all_done();
    said_start("");
    s7_zone_print(stdout, &zone_run);
    const char *out = said_stop(0).out;
    assert_non_null(strstr(out, "PACK (10.2.0.2:102)"));
    assert_non_null(strstr(out, "✗ fail"));
    assert_non_null(strstr(out, "\nFrom A, 5 of 5: 1 pass, 1 fail, 2 inconclusive, 1 skipped. "
                                "Budget: 6 connections, 1 at most at once, 15 telegrams, 3 pings.\n"));
    zone_see(ZONE_OVEN_1, S7_SIGN_COUNT, "10.1.0.1")->diagnosis->budget =
        (struct s7_doctor_budget){.connections = 1, .most_open = 1, .telegrams = 1, .pings = 1};
    for (size_t i = ZONE_OVEN_2; i <= ZONE_PACK; i++)
        zone_run.trials[i].diagnosis->budget = (struct s7_doctor_budget){0};
    zone_run.done = 2;
    zone_run.interrupted = true;
    said_start("");
    s7_zone_print(stdout, &zone_run);
    out = said_stop(0).out;
    assert_non_null(strstr(out, "\nInterrupted. From A, 2 of 5: 1 pass, 0 fail"));
    assert_non_null(strstr(out, ". Budget: 1 connection, 1 at most at once, 1 telegram, 1 ping.\n"));
    assert_null(strstr(out, "PACK"));
}

static void the_plan_names_what_would_be_sent(void **state)
{
    (void)state;
    said_start("");
    s7_zone_print_plan(stdout, &zone_run);
    const char *out = said_stop(0).out;
    assert_begins(out, "from A: nothing was sent");
    assert_non_null(
        strstr(out, "one TCP connection to port 102, closed at once; when it is silent, one ping; when it is "
                    "blocked, one connection to its reference 10.2.0.3 port 443\n"));
    assert_non_null(strstr(out, "P#DB1.DBX0.0 BYTE 4"));
    assert_non_null(strstr(out, "the examination up to S7 setup\n"));
}

static void the_matrix_has_verdicts_where_they_were_passed(void **state)
{
    char text[8192];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    struct s7_report report;
    (void)state;
    all_done();
    s7_report_begin(
        &report, &(struct s7_report_config){.format = S7_REPORT_MARKDOWN, .sink = s7_report_sink_strbuf(&buf)});
    s7_zone_tell_matrix(&report, zone_plant, zone_run.trials, zone_run.done);
    assert_int_equal(s7_report_end(&report), S7_OK);
    assert_non_null(strstr(text, "| From | PRESS | OVEN | PACK | LOOSE |"));
    /* of two connections of a path the worse one counts */
    assert_non_null(strstr(text,
                           "| A | – same zone: skipped | ? must work: inconclusive | ✗ must be blocked: fail | "
                           "? not said: inconclusive |"));
    assert_non_null(strstr(text, "| B | must be blocked | same zone | same zone | not said |"));
    assert_non_null(strstr(text, "| EMPTY | must be blocked | must be blocked | must be blocked | not said |"));
}

static void the_report_is_written_or_it_is_said(void **state)
{
    char folder[] = "/tmp/sieben-zone-XXXXXX", path[64], text[16384] = "";
    (void)state;
    all_done();
    must(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/report.md", folder);
    assert_int_equal(s7_zone_write_report(path, &zone_run), S7_EXIT_OK);
    FILE *file = fopen(path, "r");
    must(file && fread(text, 1, sizeof text - 1, file) > 0 && fclose(file) == 0);
    must(unlink(path) == 0 && rmdir(folder) == 0);
    assert_non_null(strstr(text, "| From | PRESS |"));
    assert_non_null(strstr(text, "C-1 to OVEN (10.2.0.1:102)"));
    said_start("");
    struct said said = said_stop(s7_zone_write_report("/nowhere/at/all.md", &zone_run));
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, zone_start, zone_stop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(where_this_machine_is_is_said),
        TEST(a_path_is_announced_and_its_verdict_said),
        TEST(a_connection_that_does_not_work_gets_its_five_lines),
        TEST(a_step_of_what_must_be_blocked_is_seen_not_failed),
        TEST(the_table_ends_with_the_summary),
        TEST(the_plan_names_what_would_be_sent),
        TEST(the_matrix_has_verdicts_where_they_were_passed),
        TEST(the_report_is_written_or_it_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
