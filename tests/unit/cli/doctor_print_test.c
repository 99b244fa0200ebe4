/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>

#include "doctor_scene.h"
#include "said.h"

static struct said printed_in(size_t width)
{
    said_start("");
    s7_doctor_print(stdout, width, &scene_subject, &scene);
    return said_stop(0);
}

static struct said printed(void)
{
    return printed_in(0);
}

static void who_is_well_gets_a_line(void **state)
{
    (void)state;
    scene_healthy();
    assert_string_equal(printed().out,
                        "OK         OVEN (10.1.1.11:102): everything that was examined is in order\n");
}

static void what_failed_was_seen_ruled_out_likely_and_to_do(void **state)
{
    char expected[1024];
    (void)state;
    scene_refused();
    snprintf(expected, sizeof expected,
             "FAIL       layer 4 ACCESS: ACCESS_REFUSED, OVEN (10.1.1.11:102)\n"
             "seen       %s: reading MB0 is refused\n"
             "rules out  the network\n"
             "likely     1. %s (likely)\n"
             "           2. %s (possible)\n"
             "do         1. tick it; load it\n"
             "           2. lower the level\n",
             s7_sign_text(S7_SIGN_ACCESS_REFUSED), s7_cause_text(S7_CAUSE_PUT_GET_OFF),
             s7_cause_text(S7_CAUSE_COMPLETE_PROTECTION));
    assert_string_equal(printed().out, expected);
}

static void a_warning_says_so_and_a_cause_alone_has_no_number(void **state)
{
    (void)state;
    scene_refused();
    scene.failed = S7_CHECK_COUNT;
    scene.hypothesis_count = 1;
    scene.rules_out = "";
    const char *out = printed().out;
    assert_begins(out, "WARN       layer 4");
    assert_non_null(strstr(out, "rules out  it communicates: no check failed\n"));
    assert_non_null(strstr(out, "do         tick it; load it\n"));
}

static void lines_are_broken_where_the_terminal_ends(void **state)
{
    (void)state;
    scene_refused();
    snprintf(scene.hypotheses[1].remedy, sizeof scene.hypotheses[1].remedy,
             "lower the level of the CPU \xC3\xA4 and load it");
    const char *out = printed_in(40).out;
    assert_non_null(strstr(out, "           2. lower the level of the CPU\n"
                                "              \xC3\xA4 and load it\n"));
    out = printed_in(42).out;
    assert_non_null(strstr(out, "           2. lower the level of the CPU \xC3\xA4\n"
                                "              and load it\n"));
    scene.rules_out = "a-word-that-is-longer-than-all-of-the-line yes";
    assert_non_null(strstr(printed_in(30).out, "rules out  a-word-that-is-longer-than-all-of-the-line\n"
                                               "           yes\n"));
}

static void the_place_has_the_name_of_the_job(void **state)
{
    (void)state;
    scene_refused();
    snprintf(scene.findings[0].subject, sizeof scene.findings[0].subject, "DB7");
    assert_non_null(strstr(printed().out, "OVEN (10.1.1.11:102), DB7\n"));
    scene.findings[0].name = "level";
    assert_non_null(strstr(printed().out, "OVEN (10.1.1.11:102), level (DB7)\n"));
}

static void who_was_interrupted_is_told_how_far_it_came(void **state)
{
    (void)state;
    scene_healthy();
    scene.interrupted = true;
    scene.steps[S7_CHECK_STATE].verdict = S7_VERDICT_SKIPPED;
    assert_string_equal(printed().out, "INTERRUPTED OVEN (10.1.1.11:102): 10 of 11 checks were done; until then"
                                       " everything was in order\n");
    scene_refused();
    scene.interrupted = true;
    assert_begins(printed().out,
                  "INTERRUPTED OVEN (10.1.1.11:102): 11 of 11 checks were done; until then this was"
                  " found\nFAIL       layer 4");
}

/* As a check begins. */
static struct s7_diagnosis_step begun(enum s7_doctor_check check)
{
    return (struct s7_diagnosis_step){.check = check, .verdict = S7_VERDICT_SKIPPED};
}

static void of_several_the_one_under_way_is_named(void **state)
{
    struct s7_doctor_place place = {.number = 2, .count = 5, .name = "OVEN"};
    (void)state;
    struct s7_diagnosis_step first = begun(S7_CHECK_TCP);
    scene_refused();
    said_start("");
    s7_doctor_live(&place, &first, false);
    s7_doctor_live(&place, &scene.steps[S7_CHECK_TCP], true);
    assert_string_equal(said_stop(0).err, "ok       tcp            12 ms  as expected\n");
}

static void a_step_is_a_line_when_it_has_ended(void **state)
{
    (void)state;
    struct s7_diagnosis_step first = begun(S7_CHECK_TCP);
    scene_refused();
    said_start("");
    s7_doctor_live(NULL, &first, false);
    s7_doctor_live(NULL, &scene.steps[S7_CHECK_TCP], true);
    struct said said = said_stop(0);
    assert_string_equal(said.err, "ok       tcp            12 ms  as expected\n");
    assert_string_equal(said.out, "");
}

static void what_was_not_asked_for_is_said_before_it_is_done(void **state)
{
    struct s7_diagnosis_step step = begun(S7_CHECK_COTP);
    (void)state;
    said_start("");
    s7_doctor_live(NULL, &step, false);
    snprintf(step.evidence, sizeof step.evidence, "1 of at most 6 others: rack 0, slot 2");
    s7_doctor_live(NULL, &step, false);
    assert_string_equal(said_stop(0).err,
                        "trying   cotp                  1 of at most 6 others: rack 0, slot 2\n");
}

static void times_are_readable(void **state)
{
    static const struct row {
        s7_time time;
        const char *text;
    } rows[] = {
        {0, "0 ms"}, {999 * S7_MILLISECOND, "999 ms"}, {S7_SECOND, "1.0 s"}, {4190 * S7_MILLISECOND, "4.1 s"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[16];
        struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
        s7_doctor_time(rows[i].time, &buf);
        assert_string_equal(text, rows[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_well_gets_a_line),
        cmocka_unit_test(what_failed_was_seen_ruled_out_likely_and_to_do),
        cmocka_unit_test(a_warning_says_so_and_a_cause_alone_has_no_number),
        cmocka_unit_test(lines_are_broken_where_the_terminal_ends),
        cmocka_unit_test(the_place_has_the_name_of_the_job),
        cmocka_unit_test(who_was_interrupted_is_told_how_far_it_came),
        cmocka_unit_test(of_several_the_one_under_way_is_named),
        cmocka_unit_test(a_step_is_a_line_when_it_has_ended),
        cmocka_unit_test(what_was_not_asked_for_is_said_before_it_is_done),
        cmocka_unit_test(times_are_readable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
