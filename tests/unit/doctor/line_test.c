/* SPDX-License-Identifier: MIT */
#include "unit/doctor/bed.h"

#include "doctor/line.h"

static struct s7_line line;

static void test_connects_and_ends_in_order(void **state)
{
    (void)state;
    bed_open(S7_CHECK_SETUP);
    ANSWERS(SAY(cc), SAY(setup));
    assert_int_equal(s7_line_connect(&bed.examination, &line).error, S7_OK);
    assert_true(s7_line_usable(&line));
    assert_int_equal(s7_client_grant(line.client).pdu_length, 240);
    assert_int_equal(bed.diagnosis.budget.connections, 1);
    assert_int_equal(bed.diagnosis.budget.telegrams, 2);
    assert_int_equal(bed.diagnosis.budget.most_open, 1);
    assert_int_equal(line.heard_size, sizeof cc + sizeof setup);
    assert_memory_equal(line.heard, cc, sizeof cc);
    s7_line_close(&bed.examination, &line);
    assert_int_equal(bed.world.open, 0);
    assert_int_equal(bed.world.resets, 0);
    assert_int_equal(bed.examination.open, 0);
    s7_line_close(&bed.examination, &line); /* harmless */
}

static int connect_error(struct reply first, struct reply second)
{
    bed_open(S7_CHECK_SETUP);
    ANSWERS(first, second);
    struct s7_fault fault = s7_line_connect(&bed.examination, &line);
    s7_line_close(&bed.examination, &line);
    assert_int_equal(bed.world.open, 0);
    return fault.error;
}

static void test_every_way_to_fail(void **state)
{
    (void)state;
    assert_int_equal(connect_error(HANG_UP, NOTHING), S7_ERR_ISO_CLOSED);
    assert_int_equal(connect_error(RESET, NOTHING), S7_ERR_ISO_RESET);
    assert_int_equal(connect_error(NOTHING, NOTHING), S7_ERR_ISO_TIMEOUT);
    assert_int_equal(connect_error(SAY(cc), HANG_UP), S7_ERR_S7_CLOSED);
    assert_int_equal(connect_error(SAY(cc), RESET), S7_ERR_S7_RESET);
    assert_int_equal(connect_error(SAY(cc), NOTHING), S7_ERR_S7_SETUP_TIMEOUT);
    assert_int_equal(connect_error(SAY(cc), SAY(ack_8304)), S7_ERR_S7_SETUP_REFUSED);
    connect_error(NOTHING, NOTHING);
    assert_in_range(bed.world.now, 4 * S7_SECOND, 4 * S7_SECOND + 100 * S7_MILLISECOND); /* began at 1 s */
}

/* Who stays silent is told how long was waited for the answer, not for the connection. */
static void test_silence_has_its_time(void **state)
{
    const struct reply answers[2] = {SAY(cc), NOTHING};
    (void)state;
    for (size_t confirmed = 0; confirmed < 2; confirmed++) {
        bed_open(S7_CHECK_SETUP);
        bed.world.delay = 500 * S7_MILLISECOND;
        bed_answers(answers, confirmed);
        struct s7_fault fault = s7_line_connect(&bed.examination, &line);
        assert_int_equal(fault.error, confirmed ? S7_ERR_S7_SETUP_TIMEOUT : S7_ERR_ISO_TIMEOUT);
        assert_in_range(fault.elapsed_ms, 3000, 3001);
        assert_int_equal(bed.examination.answered, 0);
        s7_line_close(&bed.examination, &line);
    }
}

/* Each answer has its own time: a slow CPU is not a silent one. */
static void test_slow_twice(void **state)
{
    (void)state;
    bed_open(S7_CHECK_SETUP);
    bed.world.delay = 2 * S7_SECOND;
    ANSWERS(SAY(cc), SAY(setup));
    assert_int_equal(s7_line_connect(&bed.examination, &line).error, S7_OK);
    s7_line_close(&bed.examination, &line);
}

static void test_no_tcp(void **state)
{
    struct s7_probe probe;
    (void)state;
    bed_open(S7_CHECK_TCP);
    bed.world.opening = world_probe(ECONNREFUSED, S7_MILLISECOND);
    assert_false(s7_line_open(&bed.examination, &line, &probe));
    assert_int_equal(probe.sys_errno, ECONNREFUSED);
    assert_int_equal(s7_line_connect(&bed.examination, &line).error, S7_ERR_TCP_REFUSED);
    assert_int_equal(bed.diagnosis.budget.connections, 2);
    assert_int_equal(bed.diagnosis.budget.most_open, 0);
    assert_false(s7_line_usable(&line));
}

/* What the plan needs is asked for. */
static void test_asks_what_is_planned(void **state)
{
    (void)state;
    bed_open(S7_CHECK_SETUP);
    bed.config.pdu_length = 480;
    bed.config.amq = 4;
    bed.config.slot = 3;
    ANSWERS(SAY(cc), SAY(setup));
    s7_line_connect(&bed.examination, &line);
    assert_int_equal(bed.heard[0][18], 0x03); /* called TSAP 03.03 */
    assert_int_equal(bed.heard[1][20], 4);
    assert_int_equal(bed.heard[1][23] << 8 | bed.heard[1][24], 480);
    s7_line_close(&bed.examination, &line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_connects_and_ends_in_order),
                                       cmocka_unit_test(test_every_way_to_fail),
                                       cmocka_unit_test(test_silence_has_its_time),
                                       cmocka_unit_test(test_slow_twice),
                                       cmocka_unit_test(test_no_tcp),
                                       cmocka_unit_test(test_asks_what_is_planned)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
