/* SPDX-License-Identifier: MIT */
#include "unit/doctor/bed.h"

static const struct s7_doctor_area area = {.range = {.area = S7_AREA_DB, .db = 10, .bit_count = 80},
                                           .name = "C-001"};

static void test_a_note_is_evidence(void **state)
{
    (void)state;
    bed_open(S7_CHECK_TCP);
    s7_examination_note(&bed.examination, "connected in %u ms", 2u);
    assert_in_order("connected in 2 ms");
}

/* The worst finding speaks for the step; notes are silent then. */
static void test_the_worst_finding_speaks(void **state)
{
    const struct s7_fault fault = {.error = S7_ERR_DATA_MISSING, .item_code = 0x0A};
    (void)state;
    bed_open(S7_CHECK_LAYOUT);
    s7_examination_find(&bed.examination, S7_SIGN_CONNECTIONS_DOWN, NULL, NULL, "a warning");
    assert_int_equal(bed_step()->verdict, S7_VERDICT_WARN);
    s7_examination_find(&bed.examination, S7_SIGN_DB_MISSING, &area, &fault, "item code %02X", 10u);
    s7_examination_find(&bed.examination, S7_SIGN_DB_SHORT, &area, &fault, "later");
    s7_examination_note(&bed.examination, "fine");
    assert_int_equal(bed_step()->verdict, S7_VERDICT_FAIL);
    assert_string_equal(bed_step()->evidence, "item code 0A");
    assert_int_equal(bed.diagnosis.finding_count, 3);
    assert_string_equal(bed.diagnosis.findings[1].subject, "P#DB10.DBX0.0 BYTE 10");
    assert_string_equal(bed.diagnosis.findings[1].name, "C-001");
    assert_string_equal(bed.diagnosis.findings[0].subject, "");
    assert_int_equal(bed.diagnosis.findings[1].fault.item_code, 0x0A);
}

static void test_findings_without_room_are_counted(void **state)
{
    enum {
        MANY = S7_DIAGNOSIS_FINDINGS + 3,
        BEHIND = (S7_CHECK_COUNT - 1 - S7_CHECK_LAYOUT) * S7_DIAGNOSIS_OF_CHECK
    };
    (void)state;
    bed_open(S7_CHECK_LAYOUT);
    for (size_t i = 0; i < MANY; i++)
        s7_examination_find(&bed.examination, S7_SIGN_DB_MISSING, &area, NULL, "%zu", i);
    assert_int_equal(bed.diagnosis.finding_count, S7_DIAGNOSIS_FINDINGS - BEHIND);
    assert_int_equal(bed.diagnosis.findings_lost, BEHIND + 3);
}

/* Each check finds as many as it can: the checks behind it have their room all the same. */
static void test_each_check_has_room(void **state)
{
    (void)state;
    bed_open(S7_CHECK_NAME);
    for (int check = 0; check < S7_CHECK_COUNT; check++) {
        bed_begin((enum s7_doctor_check)check);
        for (size_t i = 0; i <= S7_DIAGNOSIS_FINDINGS; i++)
            s7_examination_find(&bed.examination, S7_SIGN_IDENTITY_OTHER, NULL, NULL, "%zu", i);
    }
    assert_int_equal(bed.diagnosis.finding_count, S7_DIAGNOSIS_FINDINGS);
    size_t of[S7_CHECK_COUNT] = {0};
    for (size_t i = 0; i < bed.diagnosis.finding_count; i++)
        of[bed.diagnosis.findings[i].check]++;
    for (size_t i = 0; i < S7_CHECK_COUNT; i++)
        assert_true(of[i] >= S7_DIAGNOSIS_OF_CHECK);
}

static char announced[S7_DIAGNOSIS_TEXT];

static void hear_announcement(void *user, const struct s7_diagnosis_step *step, bool ended)
{
    assert_ptr_equal(user, &bed);
    assert_false(ended);
    assert_int_equal(step->check, S7_CHECK_COTP);
    snprintf(announced, sizeof announced, "%s", step->evidence);
}

/* It is told, and is no evidence of anything; after the end was asked for nothing is begun. */
static void test_an_announcement_is_no_evidence(void **state)
{
    (void)state;
    bed_open(S7_CHECK_COTP);
    s7_examination_announce(&bed.examination, "nobody listens");
    bed.config.progress = hear_announcement;
    bed.config.user = &bed;
    s7_examination_announce(&bed.examination, "slot %u", 2u);
    assert_string_equal(announced, "slot 2");
    assert_in_order("");
    assert_string_equal(bed_step()->evidence, "");
}

static void test_skipping_says_why(void **state)
{
    (void)state;
    bed_open(S7_CHECK_LAYOUT);
    s7_examination_skip(&bed.examination, "nothing to read");
    assert_int_equal(bed_step()->verdict, S7_VERDICT_SKIPPED);
    assert_string_equal(bed_step()->evidence, "nothing to read");
}

/* Text of a partner may be of any length. */
static void test_long_evidence_is_cut(void **state)
{
    char text[2 * S7_DIAGNOSIS_TEXT];
    (void)state;
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    bed_open(S7_CHECK_LISTENER);
    s7_examination_find(&bed.examination, S7_SIGN_LISTENER_BANNER, NULL, NULL, "%s", text);
    assert_true(strlen(bed.diagnosis.findings[0].evidence) < S7_DIAGNOSIS_TEXT);
    assert_int_equal(s7_examination_now(&bed.examination), bed.world.now);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_a_note_is_evidence),
                                       cmocka_unit_test(test_the_worst_finding_speaks),
                                       cmocka_unit_test(test_findings_without_room_are_counted),
                                       cmocka_unit_test(test_each_check_has_room),
                                       cmocka_unit_test(test_an_announcement_is_no_evidence),
                                       cmocka_unit_test(test_skipping_says_why),
                                       cmocka_unit_test(test_long_evidence_is_cut)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
