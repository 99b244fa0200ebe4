/* SPDX-License-Identifier: MIT */
#include "unit/doctor/bed.h"

#include "doctor/line.h"

static const uint8_t dr_unknown[] = {0x03, 0x00, 0x00, 0x0B, 0x06, 0x80, 0x00, 0x01, 0x00, 0x00, 0x03};
static const uint8_t dr_full[] = {0x03, 0x00, 0x00, 0x0B, 0x06, 0x80, 0x00, 0x01, 0x00, 0x00, 0x01};

/* The listener has sent the connection request. */
static void run(void)
{
    struct s7_probe probe;
    assert_true(s7_line_open(&bed.examination, &bed.examination.line, &probe));
    bed_begin(S7_CHECK_LISTENER);
    s7_check_listener_run(&bed.examination);
    bed_begin(S7_CHECK_COTP);
    s7_check_cotp_run(&bed.examination);
    s7_line_close(&bed.examination, &bed.examination.line);
    assert_int_equal(bed.world.open, 0);
}

static void test_confirmed(void **state)
{
    (void)state;
    bed_open(S7_CHECK_COTP);
    ANSWERS(SAY(cc));
    run();
    assert_in_order("C0 C1 C2");
}

/* 0/1 is configured; 0/2 answers, and 0/1 still does not. */
static void test_other_slot(void **state)
{
    (void)state;
    bed_open(S7_CHECK_COTP);
    ANSWERS(HANG_UP, SAY(cc), HANG_UP);
    run();
    assert_sign(S7_SIGN_COTP_OTHER_SLOT);
    assert_true(bed.diagnosis.seen.suggested);
    assert_int_equal(bed.diagnosis.seen.slot, 2);
    assert_int_equal(bed.diagnosis.budget.connections, 3);
    assert_int_equal(bed.diagnosis.budget.most_open, 1);
    assert_true(bed.examination.over);
}

static void test_other_class(void **state)
{
    (void)state;
    bed_open(S7_CHECK_COTP);
    ANSWERS(RESET, RESET, RESET, RESET, SAY(cc), RESET);
    run();
    assert_sign(S7_SIGN_COTP_OTHER_CLASS);
    assert_int_equal(bed.diagnosis.seen.connection_class, S7_CLASS_OP);
    assert_int_equal(bed.diagnosis.seen.slot, 1);
}

static char tried[8][S7_DIAGNOSIS_TEXT];
static size_t tried_count;

static void hear_try(void *user, const struct s7_diagnosis_step *step, bool ended)
{
    const struct s7_doctor_budget *budget = user;
    assert_false(ended);
    assert_true(tried_count < 8);
    snprintf(tried[tried_count++], S7_DIAGNOSIS_TEXT, "%s", step->evidence);
    assert_int_equal(budget->connections, tried_count); /* the one of this try is not open yet */
}

/* Each slot and class that was not asked for is announced before it is tried, and so is the second look. */
static void test_tries_are_announced(void **state)
{
    (void)state;
    tried_count = 0;
    bed_open(S7_CHECK_COTP);
    bed.config.progress = hear_try;
    bed.config.user = &bed.diagnosis.budget;
    ANSWERS(HANG_UP, HANG_UP, HANG_UP, HANG_UP, SAY(cc), HANG_UP);
    run();
    assert_sign(S7_SIGN_COTP_OTHER_CLASS);
    assert_int_equal(tried_count, 5);
    assert_string_equal(tried[0], "1 of at most 5 others: rack 0, slot 2");
    assert_string_equal(tried[2], "3 of at most 5 others: rack 0, slot 3");
    assert_string_equal(tried[3], "4 of at most 5 others: class OP, rack 0, slot 1");
    assert_non_null(strstr(tried[4], "the same again"));
}

static void test_passing(void **state)
{
    (void)state;
    bed_open(S7_CHECK_COTP);
    ANSWERS(HANG_UP, SAY(cc), SAY(cc));
    run();
    assert_sign(S7_SIGN_COTP_PASSING);
    assert_false(bed.diagnosis.seen.suggested);
}

static void test_tries_are_bounded(void **state)
{
    (void)state;
    bed_open(S7_CHECK_COTP);
    ANSWERS(HANG_UP, HANG_UP, HANG_UP, HANG_UP, HANG_UP, HANG_UP, HANG_UP, HANG_UP, HANG_UP);
    run();
    assert_sign(S7_SIGN_COTP_CLOSED);
    assert_int_equal(bed.diagnosis.budget.connections, 6); /* itself, three slots, two classes */
    bed_open(S7_CHECK_COTP);
    bed.config.tries = 1;
    ANSWERS(HANG_UP, HANG_UP, HANG_UP);
    run();
    assert_int_equal(bed.diagnosis.budget.connections, 2);
    assert_non_null(strstr(bed_step()->evidence, "1 other"));
}

/* Silence is expensive: two tries more, and no longer than that. */
static void test_silence(void **state)
{
    (void)state;
    bed_open(S7_CHECK_COTP);
    run();
    assert_sign(S7_SIGN_COTP_SILENT);
    assert_int_equal(bed.diagnosis.budget.connections, 3);
    assert_true(bed.world.now < 12 * S7_SECOND);
    assert_non_null(strstr(bed_step()->evidence, "got no answer after 3000 ms; 2 other"));
}

/* Some octets of an answer are not an answer, and not nothing. */
static void test_part_of_an_answer(void **state)
{
    static const uint8_t part[] = {0x03, 0x00, 0x00, 0x16, 0x11};
    (void)state;
    bed_open(S7_CHECK_COTP);
    ANSWERS(SAY(part));
    run();
    assert_sign(S7_SIGN_COTP_SILENT);
    assert_non_null(strstr(bed_step()->evidence, "no whole packet after 3000 ms, 5 octets came; 2 other"));
}

static void test_reasons(void **state)
{
    (void)state;
    bed_open(S7_CHECK_COTP);
    bed.config.tries = 0;
    ANSWERS(SAY(dr_unknown));
    run();
    assert_sign(S7_SIGN_COTP_UNKNOWN_ADDRESS);
    bed_open(S7_CHECK_COTP);
    bed.config.tries = 0;
    ANSWERS(SAY(dr_full));
    run();
    assert_sign(S7_SIGN_COTP_CONGESTED);
    assert_non_null(strstr(bed_step()->evidence, "reason 1"));
    bed_open(S7_CHECK_COTP);
    ANSWERS(SAY(nonsense));
    run();
    assert_sign(S7_SIGN_COTP_FAULTY);
    assert_int_equal(bed.diagnosis.budget.connections, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_confirmed),   cmocka_unit_test(test_other_slot),
        cmocka_unit_test(test_other_class), cmocka_unit_test(test_tries_are_announced),
        cmocka_unit_test(test_passing),     cmocka_unit_test(test_tries_are_bounded),
        cmocka_unit_test(test_silence),     cmocka_unit_test(test_part_of_an_answer),
        cmocka_unit_test(test_reasons)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
