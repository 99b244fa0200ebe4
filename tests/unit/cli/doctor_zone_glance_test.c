/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "cli/doctor_zone_glance.h"
#include "doctor_zone_scene.h"

static struct s7_zone_trial glance;

static bool glance_at(size_t number, enum s7_sign sign, const char *local)
{
    const struct s7_zone_trial *trial = zone_see(number, sign, local);
    return s7_zone_glance(zone_plant, trial->path.to, trial->diagnosis, &glance);
}

static void the_zone_is_that_of_the_own_address(void **state)
{
    (void)state;
    assert_true(glance_at(ZONE_OVEN_1, S7_SIGN_COUNT, "10.1.0.50"));
    assert_string_equal(glance.path.from->name, "A");
    assert_int_equal(glance.verdict, S7_ZONE_PASS);
    assert_true(glance_at(ZONE_PRESS, S7_SIGN_COUNT, "10.2.0.50"));
    assert_string_equal(glance.path.from->name, "B");
    assert_int_equal(glance.verdict, S7_ZONE_FAIL); /* open, and nobody in B needs it */
    assert_false(glance_at(ZONE_OVEN_1, S7_SIGN_COUNT, "172.16.0.1"));
    assert_false(glance_at(ZONE_OVEN_1, S7_SIGN_ROUTE_NONE, ""));
}

static void what_nothing_is_expected_of_is_left_out(void **state)
{
    (void)state;
    assert_false(glance_at(ZONE_PRESS, S7_SIGN_COUNT, "10.1.0.50"));
    assert_false(glance_at(ZONE_LOOSE, S7_SIGN_COUNT, "10.1.0.50"));
}

static void what_fails_above_tcp_is_open(void **state)
{
    (void)state;
    assert_true(glance_at(ZONE_PACK, S7_SIGN_TCP_PROHIBITED, "10.1.0.50"));
    assert_int_equal(glance.verdict, S7_ZONE_PASS);
    assert_true(glance_at(ZONE_PACK, S7_SIGN_TCP_SILENT, "10.1.0.50"));
    assert_int_equal(glance.verdict, S7_ZONE_INCONCLUSIVE); /* no control was asked for */
    const struct s7_zone_trial *trial = zone_see(ZONE_PACK, S7_SIGN_COTP_CLOSED, "10.1.0.50");
    trial->diagnosis->failed = S7_CHECK_COTP;
    assert_true(s7_zone_glance(zone_plant, trial->path.to, trial->diagnosis, &glance));
    assert_int_equal(glance.verdict, S7_ZONE_FAIL);
}

static void a_stand_in_is_known_as_one(void **state)
{
    (void)state;
    assert_true(glance_at(ZONE_OVEN_1, S7_SIGN_TCP_SILENT, "10.1.0.50"));
    assert_int_equal(glance.verdict, S7_ZONE_INCONCLUSIVE);
    assert_true(glance_at(ZONE_OVEN_1, S7_SIGN_TCP_SILENT, "10.1.0.1"));
    assert_int_equal(glance.verdict, S7_ZONE_FAIL);
}

static void the_matrix_has_what_was_seen(void **state)
{
    char text[8192];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    struct s7_report report;
    (void)state;
    zone_see(ZONE_PACK, S7_SIGN_TCP_PROHIBITED, "10.1.0.50");
    zone_see(ZONE_LOOSE, S7_SIGN_TCP_SILENT, "10.1.0.50");
    struct s7_patient patients[] = {{.subject = &zone_run.trials[ZONE_PACK].subject},
                                    {.subject = &zone_run.trials[ZONE_LOOSE].subject}};
    patients[0].diagnosis = *zone_run.trials[ZONE_PACK].diagnosis;
    patients[1].diagnosis = *zone_run.trials[ZONE_LOOSE].diagnosis;
    patients[0].diagnosis.leading =
        &(const struct s7_finding){.check = S7_CHECK_TCP, .sign = S7_SIGN_TCP_PROHIBITED};
    s7_report_begin(
        &report, &(struct s7_report_config){.format = S7_REPORT_MARKDOWN, .sink = s7_report_sink_strbuf(&buf)});
    s7_zone_tell_glances(&report, zone_plant, patients, 2);
    assert_int_equal(s7_report_end(&report), S7_OK);
    assert_non_null(strstr(text, "| A | same zone | must work | ✓ must be blocked: pass | not said |"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, zone_start, zone_stop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_zone_is_that_of_the_own_address), TEST(what_nothing_is_expected_of_is_left_out),
        TEST(what_fails_above_tcp_is_open),        TEST(a_stand_in_is_known_as_one),
        TEST(the_matrix_has_what_was_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
