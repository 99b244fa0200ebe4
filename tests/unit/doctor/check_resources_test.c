/* SPDX-License-Identifier: MIT */
#include "unit/doctor/list.h"

#include "doctor/line.h"

static const uint8_t maxima[40] = {0, 1, 0, 0xF0, 0, 0x0C};

static void start(const char *order_number)
{
    bed_open(S7_CHECK_RESOURCES);
    ANSWERS(SAY(cc), SAY(setup));
    assert_int_equal(s7_line_connect(&bed.examination, &bed.examination.second).error, S7_OK);
    snprintf(bed.diagnosis.seen.order_number, sizeof bed.diagnosis.seen.order_number, "%s", order_number);
}

static void finish(void)
{
    s7_check_resources_run(&bed.examination);
    s7_line_close(&bed.examination, &bed.examination.second);
    assert_int_equal(bed.world.open, 0);
}

static void run_told(uint8_t configured, uint8_t established, uint8_t left)
{
    const uint8_t use[40] = {0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 0, configured, 0, established, 0, left};
    struct list first = list_of(0x0131, 1, maxima, sizeof maxima), second = list_of(0x0132, 1, use, sizeof use);
    start("6ES7 315-2EH14-0AB0");
    ANSWERS(SAY_LIST(first), SAY_LIST(second));
    finish();
    assert_int_equal(bed.diagnosis.budget.connections, 1); /* who tells is not tried */
}

static void test_told(void **state)
{
    (void)state;
    run_told(1, 1, 9);
    assert_in_order("9 free of 12");
    run_told(0, 0, 0);
    assert_sign(S7_SIGN_RESOURCES_NONE_FREE);
    run_told(2, 1, 9);
    assert_sign(S7_SIGN_CONNECTIONS_DOWN);
}

/* Who does not tell is tried with one connection more, if that is allowed. */
static void test_tried(void **state)
{
    (void)state;
    start("");
    ANSWERS(SAY(cc));
    finish();
    assert_in_order("besides");
    assert_int_equal(bed.diagnosis.budget.most_open, 2);
    start("");
    ANSWERS(HANG_UP);
    finish();
    assert_sign(S7_SIGN_SECOND_REFUSED);
    start("");
    bed.config.max_connections = 1;
    finish();
    assert_int_equal(bed_step()->verdict, S7_VERDICT_SKIPPED);
    assert_int_equal(bed.diagnosis.budget.most_open, 1);
}

/* A CPU with safety program is not asked for lists it could do without. */
static void test_spared(void **state)
{
    (void)state;
    start("6ES7 315-2FJ14-0AB0");
    ANSWERS(SAY(cc));
    finish();
    assert_in_order("besides");
    assert_int_equal(bed.heard[2][5], 0xE0);
}

/* A family at risk is asked for no list: the second connection is tried here, and nothing asked on it. */
static void test_at_risk(void **state)
{
    (void)state;
    bed_open(S7_CHECK_RESOURCES);
    bed.config.szl_at_risk = true;
    ANSWERS(SAY(cc), SAY(setup), SAY(cc));
    finish();
    assert_in_order("besides");
    assert_int_equal(bed.diagnosis.budget.most_open, 2);
    bed_open(S7_CHECK_RESOURCES);
    bed.config.szl_at_risk = true;
    ANSWERS(HANG_UP);
    finish();
    assert_sign(S7_SIGN_SECOND_REFUSED);
}

static void test_no_line(void **state)
{
    (void)state;
    bed_open(S7_CHECK_RESOURCES);
    finish();
    assert_int_equal(bed_step()->verdict, S7_VERDICT_SKIPPED);
    start("6ES7 315-2EH14-0AB0");
    ANSWERS(HANG_UP);
    finish();
    assert_int_equal(bed_step()->verdict, S7_VERDICT_SKIPPED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_told), cmocka_unit_test(test_tried),
                                       cmocka_unit_test(test_spared), cmocka_unit_test(test_at_risk),
                                       cmocka_unit_test(test_no_line)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
