/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>

#include "doctor_scene.h"

static char text[16384];

static void tell(enum s7_report_format format, bool whole)
{
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    struct s7_report report;
    s7_report_begin(&report, &(struct s7_report_config){.format = format, .sink = s7_report_sink_strbuf(&buf)});
    s7_doctor_tell(&report, &scene_subject, &scene, whole);
    assert_int_equal(s7_report_end(&report), S7_OK);
}

static void checks_and_budget_are_told(void **state)
{
    (void)state;
    scene_healthy();
    tell(S7_REPORT_TEXT, false);
    assert_non_null(strstr(text, "4 ACCESS"));
    assert_non_null(strstr(text, "12 ms  as expected"));
    assert_null(strstr(text, "All findings"));
    assert_null(strstr(text, "OVEN"));
    assert_non_null(strstr(text, "Budget: 3 connections, 2 at most at once, 20 telegrams, 0 pings, 1.9 s.\n"));
}

static void the_whole_has_verdict_causes_and_ladder(void **state)
{
    (void)state;
    scene_refused();
    tell(S7_REPORT_MARKDOWN, true);
    assert_non_null(strstr(text, "OVEN (10.1.1.11:102)"));
    assert_non_null(strstr(text, "fail: layer 4 ACCESS"));
    assert_non_null(strstr(text, s7_cause_text(S7_CAUSE_COMPLETE_PROTECTION)));
    assert_non_null(strstr(text, "tick it; load it"));
    assert_non_null(strstr(text, "| 4 ACCESS: PUT/GET permission | ✗ fail | as expected (12 ms) |"));
    assert_null(strstr(text, "Cause is"));
}

static void an_interruption_and_numbers_are_told(void **state)
{
    (void)state;
    scene_healthy();
    scene.interrupted = true;
    scene.steps[S7_CHECK_STATE] = (struct s7_diagnosis_step){
        .check = S7_CHECK_STATE, .verdict = S7_VERDICT_SKIPPED, .evidence = "not reached"};
    scene.budget = (struct s7_doctor_budget){.connections = 1, .most_open = 1, .telegrams = 1, .pings = 1};
    tell(S7_REPORT_MARKDOWN, true);
    assert_non_null(strstr(text, "Interrupted: 10 of 11 checks were done."));
    assert_non_null(strstr(text, "Until then everything was in order."));
    assert_non_null(strstr(text, "| – skipped | not reached |"));
    assert_non_null(strstr(text, "Budget: 1 connection, 1 at most at once, 1 telegram, 1 ping, 1.9 s."));
}

static void several_findings_get_a_table(void **state)
{
    (void)state;
    scene_refused();
    scene.findings[1] = (struct s7_finding){.check = S7_CHECK_LAYOUT,
                                            .sign = S7_SIGN_DB_MISSING,
                                            .name = "level",
                                            .subject = "DB7",
                                            .evidence = "0A"};
    scene.finding_count = 2;
    scene.findings_lost = 3;
    tell(S7_REPORT_TEXT, false);
    assert_non_null(strstr(text, "All findings"));
    assert_non_null(strstr(text, "level: DB7"));
    assert_non_null(strstr(text, "3 more findings had no room."));
    scene.findings_lost = 1;
    tell(S7_REPORT_TEXT, false);
    assert_non_null(strstr(text, "1 more finding had no room."));
}

static void who_is_well_is_told_so(void **state)
{
    (void)state;
    scene_healthy();
    tell(S7_REPORT_HTML, true);
    assert_non_null(strstr(text, "Everything that was examined is in order."));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(checks_and_budget_are_told),
        cmocka_unit_test(the_whole_has_verdict_causes_and_ladder),
        cmocka_unit_test(an_interruption_and_numbers_are_told),
        cmocka_unit_test(several_findings_get_a_table),
        cmocka_unit_test(who_is_well_is_told_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
