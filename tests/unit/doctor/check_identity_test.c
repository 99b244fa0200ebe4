/* SPDX-License-Identifier: MIT */
#include "unit/doctor/list.h"

#include "doctor/line.h"

#define ORDER "6ES7 315-2EH14-0AB0"

static void start(void)
{
    bed_open(S7_CHECK_IDENTITY);
    ANSWERS(SAY(cc), SAY(setup));
    assert_int_equal(s7_line_connect(&bed.examination, &bed.examination.line).error, S7_OK);
}

static void finish(void)
{
    s7_check_identity_run(&bed.examination);
    assert_null(bed.examination.line.stream); /* the first connection is over */
    s7_line_close(&bed.examination, &bed.examination.second);
}

/* On a connection of its own, never beside the first. */
static void test_told(void **state)
{
    struct list list = identity_of(ORDER);
    (void)state;
    start();
    ANSWERS(SAY(cc), SAY(setup), SAY_LIST(list));
    finish();
    assert_in_order(ORDER);
    assert_string_equal(bed.diagnosis.seen.order_number, ORDER);
    assert_int_equal(bed.diagnosis.budget.connections, 2);
    assert_int_equal(bed.diagnosis.budget.most_open, 1);
}

static void test_compared(void **state)
{
    struct list list = identity_of(ORDER);
    (void)state;
    start();
    bed.config.order_number = "6ES7315-2EH14-0AB0";
    ANSWERS(SAY(cc), SAY(setup), SAY_LIST(list));
    finish();
    assert_in_order(ORDER);
    start();
    bed.config.order_number = "6ES7 515-2AM02-0AB0";
    ANSWERS(SAY(cc), SAY(setup), SAY_LIST(list));
    finish();
    assert_sign(S7_SIGN_IDENTITY_OTHER);
}

static void test_not_told(void **state)
{
    (void)state;
    start();
    ANSWERS(SAY(cc), SAY(setup), SAY(no_list));
    finish();
    assert_int_equal(bed.diagnosis.finding_count, 0);
    assert_int_equal(bed_step()->verdict, S7_VERDICT_SKIPPED);
}

static void test_hangs_up(void **state)
{
    (void)state;
    start();
    ANSWERS(SAY(cc), SAY(setup), HANG_UP);
    finish();
    assert_sign(S7_SIGN_IDENTITY_HANGS_UP);
    start();
    ANSWERS(SAY(cc), SAY(setup), NOTHING);
    finish();
    assert_sign(S7_SIGN_IDENTITY_HANGS_UP);
    start();
    ANSWERS(HANG_UP);
    finish();
    assert_sign(S7_SIGN_SECOND_REFUSED);
}

static void test_not_asked(void **state)
{
    (void)state;
    start();
    bed.config.szl_at_risk = true;
    finish();
    assert_int_equal(bed_step()->verdict, S7_VERDICT_SKIPPED);
    assert_int_equal(bed.diagnosis.budget.connections, 1);
    start();
    bed.config.szl_at_risk = true;
    bed.config.deep = true;
    ANSWERS(SAY(cc), SAY(setup), HANG_UP);
    finish();
    assert_sign(S7_SIGN_IDENTITY_HANGS_UP);
}

/* Nonsense is not silence. */
static void test_nonsense(void **state)
{
    (void)state;
    bed_open(S7_CHECK_IDENTITY);
    ANSWERS(SAY(cc), SAY(setup), SAY(nonsense));
    s7_check_identity_run(&bed.examination);
    s7_line_close(&bed.examination, &bed.examination.second);
    assert_sign(S7_SIGN_IDENTITY_FAULTY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_told),      cmocka_unit_test(test_compared),
                                       cmocka_unit_test(test_not_told),  cmocka_unit_test(test_hangs_up),
                                       cmocka_unit_test(test_not_asked), cmocka_unit_test(test_nonsense)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
