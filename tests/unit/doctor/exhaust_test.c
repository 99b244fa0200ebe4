/* SPDX-License-Identifier: MIT */
#include "doctor/exhaust.h"

#include "unit/doctor/bed.h"

#include "doctor/line.h"

static void start(unsigned most)
{
    bed_open(S7_CHECK_RESOURCES);
    bed.config.exhaust = most;
    bed.config.may_exhaust = true;
    ANSWERS(SAY(cc), SAY(setup));
    assert_int_equal(s7_line_connect(&bed.examination, &bed.examination.second).error, S7_OK);
}

static void finish(void)
{
    s7_exhaust_run(&bed.examination);
    assert_int_equal(bed.world.open, 1); /* the one from before */
    assert_int_equal(bed.examination.open, 1);
    s7_line_close(&bed.examination, &bed.examination.second);
    assert_int_equal(bed.world.open, 0);
}

static void test_refused(void **state)
{
    (void)state;
    start(10);
    ANSWERS(SAY(cc), SAY(cc), HANG_UP);
    finish();
    assert_in_order("3 connections of class basic confirmed, the next was refused: ");
    assert_int_equal(bed.diagnosis.budget.most_open, 4);
    assert_int_equal(bed.diagnosis.budget.connections, 4);
    start(10);
    ANSWERS(RESET);
    finish();
    assert_in_order("1 connection of class basic confirmed, the next was refused: ");
}

static void test_never_refused(void **state)
{
    (void)state;
    start(3);
    ANSWERS(SAY(cc), SAY(cc), SAY(cc));
    finish();
    assert_in_order("3 connections of class basic confirmed, and no more tried");
    assert_int_equal(bed.diagnosis.budget.connections, 3);
    start(1);
    finish();
    assert_in_order("1 connection of class basic confirmed, and no more tried");
}

/* Requests keep their distance here, too. */
static void test_distance(void **state)
{
    (void)state;
    start(5);
    ANSWERS(SAY(cc), SAY(cc), SAY(cc), SAY(cc));
    finish();
    for (size_t i = 2; i < bed.world.sends; i++)
        assert_true(bed.world.sent_at[i] - bed.world.sent_at[i - 1] >= 100 * S7_MILLISECOND);
}

static void test_planned(void **state)
{
    static const struct s7_tsap called = {.size = 2, .octets = {0x10, 0x00}};
    (void)state;
    start(10);
    bed.config.planned = 3;
    bed.config.remote_tsap = &called;
    ANSWERS(SAY(cc), HANG_UP);
    finish();
    assert_sign(S7_SIGN_RESOURCES_FEW);
    assert_int_equal(strncmp(bed_step()->evidence, "2 connections confirmed, the next was refused: ", 47), 0);
    assert_int_equal(bed.heard[2][17], 0x10); /* the called TSAP that is configured */
}

/* TCP that fails tells nothing of the resources of the CPU. */
static void test_no_tcp(void **state)
{
    (void)state;
    start(10);
    bed.config.planned = 3;
    bed.world.opening = world_probe(ECONNREFUSED, S7_MILLISECOND);
    finish();
    assert_in_order("1 connection of class basic confirmed, then the counting ended: ");
}

static bool has_ended(void *self)
{
    return ((struct world *)self)->attempts > 3;
}

static void test_interrupted(void **state)
{
    (void)state;
    start(10);
    bed.world.network.ended = has_ended;
    ANSWERS(SAY(cc), SAY(cc), SAY(cc), SAY(cc), SAY(cc));
    finish();
    assert_int_equal(bed.world.attempts, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_refused),  cmocka_unit_test(test_never_refused),
                                       cmocka_unit_test(test_distance), cmocka_unit_test(test_planned),
                                       cmocka_unit_test(test_no_tcp),   cmocka_unit_test(test_interrupted)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
