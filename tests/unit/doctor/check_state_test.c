/* SPDX-License-Identifier: MIT */
#include "unit/doctor/list.h"

#include "doctor/line.h"

static void start(const char *order_number)
{
    bed_open(S7_CHECK_STATE);
    ANSWERS(SAY(cc), SAY(setup));
    assert_int_equal(s7_line_connect(&bed.examination, &bed.examination.second).error, S7_OK);
    snprintf(bed.diagnosis.seen.order_number, sizeof bed.diagnosis.seen.order_number, "%s", order_number);
}

static void answer_reads(size_t count)
{
    for (size_t i = 0; i < count; i++)
        ANSWERS(SAY(octet_2a));
}

static void finish(void)
{
    s7_check_state_run(&bed.examination);
    s7_line_close(&bed.examination, &bed.examination.second);
    assert_int_equal(bed.world.open, 0);
}

static void run_mode(uint8_t mode)
{
    const uint8_t record[20] = {0x51, 0x44, 0xFF, mode};
    struct list list = list_of(0x0424, 0, record, sizeof record);
    start("6ES7 315-2EH14-0AB0");
    ANSWERS(SAY_LIST(list));
    finish();
}

static void test_mode(void **state)
{
    (void)state;
    run_mode(0x08);
    assert_in_order("RUN");
    run_mode(0x49); /* redundant, was in STOP before */
    assert_in_order("RUN");
    run_mode(0x84);
    assert_sign(S7_SIGN_STATE_STOP);
    run_mode(0x0D);
    assert_sign(S7_SIGN_STATE_OTHER);
    run_mode(0x00);
    assert_false(bed.diagnosis.seen.mode_known);
    assert_int_equal(bed_step()->verdict, S7_VERDICT_SKIPPED);
}

static void test_times(void **state)
{
    (void)state;
    start("");
    bed.examination.readable = true;
    bed.config.cycle = 100 * S7_MILLISECOND;
    answer_reads(10);
    finish();
    assert_in_order("takes 3 ms");
    assert_int_equal(bed.diagnosis.seen.p50, 3 * S7_MILLISECOND);
    assert_int_equal(bed.diagnosis.seen.measured, 10);
    for (size_t i = 3; i < bed.world.sends; i++)
        assert_true(bed.world.sent_at[i] - bed.world.sent_at[i - 1] >= 100 * S7_MILLISECOND);
    start("");
    bed.examination.readable = true;
    bed.world.delay = 300 * S7_MILLISECOND / 1000;
    answer_reads(10);
    finish();
    assert_in_order("takes 300 µs, at worst 300 µs");
    start("");
    bed.examination.readable = true;
    bed.world.delay = 200 * S7_MILLISECOND;
    bed.config.cycle = 100 * S7_MILLISECOND;
    answer_reads(10);
    finish();
    assert_sign(S7_SIGN_STATE_SLOW);
}

static void hear_one_slow(struct world *world, struct s7_doctor_stream *stream, const uint8_t *octets,
                          size_t size)
{
    enum { CONFIRM_AND_SETUP = 2, SLOW = CONFIRM_AND_SETUP + 6 };
    world->delay = (bed.next == SLOW ? 200 : 3) * S7_MILLISECOND;
    bed_hear(world, stream, octets, size);
}

/* One slow answer of ten: usual is what it is, and the cycle is missed at worst. */
static void test_one_slow_answer(void **state)
{
    (void)state;
    start("");
    bed.examination.readable = true;
    bed.world.service.hear = hear_one_slow;
    bed.config.cycle = 100 * S7_MILLISECOND;
    answer_reads(10);
    finish();
    assert_sign(S7_SIGN_STATE_SLOW);
    assert_int_equal(bed.diagnosis.seen.p50, 3 * S7_MILLISECOND);
    assert_int_equal(bed.diagnosis.seen.p99, 200 * S7_MILLISECOND);
    assert_non_null(strstr(bed_step()->evidence, "takes 3 ms, at worst 200 ms; the cycle is 100 ms"));
}

static void test_lost_while_measuring(void **state)
{
    (void)state;
    start("");
    bed.examination.readable = true;
    answer_reads(4);
    ANSWERS(RESET);
    finish();
    assert_sign(S7_SIGN_REQUEST_LOST);
}

static void test_idle(void **state)
{
    (void)state;
    start("");
    bed.examination.readable = true;
    bed.config.idle = 300 * S7_SECOND;
    answer_reads(11);
    finish();
    assert_in_order("takes");
    assert_in_order("; after 300 s of silence the connection is still there");
    assert_true(bed.world.now > 300 * S7_SECOND);
    start("");
    bed.examination.readable = true;
    bed.config.idle = 300 * S7_SECOND;
    bed.world.forgets_after = 60 * S7_SECOND;
    answer_reads(11);
    finish();
    assert_sign(S7_SIGN_STATE_IDLE_CUT);
}

/* What was asked for and cannot be done is said. */
static void test_reading_refused(void **state)
{
    const uint8_t record[20] = {0x51, 0x44, 0xFF, 0x08};
    struct list list = list_of(0x0424, 0, record, sizeof record);
    (void)state;
    start("6ES7 511-1AK02-0AB0");
    bed.config.idle = 2 * S7_SECOND;
    ANSWERS(SAY_LIST(list));
    finish();
    assert_string_equal(bed_step()->evidence, "RUN; reading is refused: times not measured, silence not tried");
    start("6ES7 511-1AK02-0AB0");
    ANSWERS(SAY_LIST(list));
    finish();
    assert_string_equal(bed_step()->evidence, "RUN; reading is refused: times not measured");
    start("");
    bed.config.idle = 2 * S7_SECOND;
    finish();
    assert_int_equal(bed_step()->verdict, S7_VERDICT_SKIPPED);
    assert_non_null(strstr(bed_step()->evidence, "silence not tried"));
}

/* The list cost the connection: another one is opened to measure. */
static void test_connects_anew(void **state)
{
    (void)state;
    bed_open(S7_CHECK_STATE);
    bed.examination.readable = true;
    ANSWERS(SAY(cc), SAY(setup));
    answer_reads(10);
    finish();
    assert_in_order("takes");
    assert_int_equal(bed.diagnosis.budget.connections, 1);
    start(""); /* what is left of a connection that failed is given back (the leak would be told) */
    s7_line_close(&bed.examination, &bed.examination.second);
    ANSWERS(SAY(cc), HANG_UP);
    s7_line_connect(&bed.examination, &bed.examination.second);
    assert_non_null(bed.examination.second.client);
    bed.examination.readable = true;
    ANSWERS(SAY(cc), SAY(setup));
    answer_reads(10);
    finish();
    assert_in_order("takes");
    assert_int_equal(bed.diagnosis.budget.most_open, 1);
    bed_open(S7_CHECK_STATE);
    bed.examination.readable = true;
    ANSWERS(HANG_UP);
    finish();
    assert_int_equal(bed_step()->verdict, S7_VERDICT_SKIPPED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_mode),
                                       cmocka_unit_test(test_times),
                                       cmocka_unit_test(test_one_slow_answer),
                                       cmocka_unit_test(test_lost_while_measuring),
                                       cmocka_unit_test(test_idle),
                                       cmocka_unit_test(test_reading_refused),
                                       cmocka_unit_test(test_connects_anew)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
