/* SPDX-License-Identifier: MIT */
#include "unit/doctor/bed.h"

#include "doctor/line.h"

/* CC as libiec61850's server sends it. */
static const uint8_t cc_foreign[] = {0x03, 0x00, 0x00, 0x16, 0x11, 0xD0, 0x00, 0x01, 0x00, 0x01, 0x00,
                                     0xC0, 0x01, 0x0A, 0xC2, 0x02, 0x01, 0x02, 0xC1, 0x02, 0x01, 0x00};
static const uint8_t accept[] = {0x03, 0x00, 0x00, 0x10, 0x02, 0xF0, 0x80, 0x0E,
                                 0x07, 0xA9, 0x05, 0x80, 0x03, 0x00, 0xFD, 0xE8};
static const uint8_t refuse[] = {0x03, 0x00, 0x00, 0x09, 0x02, 0xF0, 0x80, 0x0C, 0x00};
static const uint8_t plus[] = {0x03, 0x00, 0x00, 0x0B, 0x02, 0xF0, 0x80, 0x72, 0x01, 0x00, 0x00};

static void run(void)
{
    struct s7_probe probe;
    assert_true(s7_line_open(&bed.examination, &bed.examination.line, &probe));
    bed_begin(S7_CHECK_LISTENER);
    s7_check_listener_run(&bed.examination);
    bed_begin(S7_CHECK_SETUP);
    s7_check_setup_run(&bed.examination);
    s7_line_close(&bed.examination, &bed.examination.line);
    assert_int_equal(bed.world.open, 0);
}

static void test_granted(void **state)
{
    (void)state;
    bed_open(S7_CHECK_SETUP);
    ANSWERS(SAY(cc), SAY(setup));
    run();
    assert_in_order("PDU length 240, 1 parallel job");
    assert_int_equal(bed.diagnosis.seen.pdu_length, 240);
}

static void test_less_than_planned(void **state)
{
    (void)state;
    bed_open(S7_CHECK_SETUP);
    bed.config.pdu_length = 480;
    ANSWERS(SAY(cc), SAY(setup));
    run();
    assert_sign(S7_SIGN_SETUP_SHORT);
    assert_false(bed.examination.over);
    bed_open(S7_CHECK_SETUP);
    bed.config.amq = 2;
    ANSWERS(SAY(cc), SAY(setup));
    run();
    assert_sign(S7_SIGN_SETUP_SHORT);
}

static void assert_fails(struct reply confirm, struct reply answer, struct reply session_confirm,
                         struct reply session, enum s7_sign sign)
{
    bed_open(S7_CHECK_SETUP);
    ANSWERS(confirm, answer, session_confirm, session);
    run();
    assert_sign(sign);
    assert_true(bed.examination.over);
}

static void test_other_users(void **state)
{
    (void)state;
    assert_fails(SAY(cc_foreign), HANG_UP, SAY(cc_foreign), SAY(accept), S7_SIGN_SETUP_MMS);
    assert_fails(SAY(cc_foreign), HANG_UP, SAY(cc_foreign), SAY(refuse), S7_SIGN_SETUP_OTHER_USER);
    assert_fails(SAY(cc_foreign), RESET, HANG_UP, NOTHING, S7_SIGN_SETUP_OTHER_USER);
    assert_fails(SAY(cc), HANG_UP, HANG_UP, NOTHING, S7_SIGN_SETUP_CLOSED);
    assert_fails(SAY(cc), HANG_UP, SAY(cc), SAY(refuse), S7_SIGN_SETUP_OTHER_USER);
    assert_fails(SAY(cc_foreign), NOTHING, SAY(cc_foreign), SAY(accept), S7_SIGN_SETUP_MMS);
}

/* A Siemens CC followed by silence is no reason for another connection. */
static void test_silence(void **state)
{
    (void)state;
    assert_fails(SAY(cc), NOTHING, NOTHING, NOTHING, S7_SIGN_SETUP_SILENT);
    assert_non_null(strstr(bed_step()->evidence, " after 3000 ms; confirmed with"));
    assert_int_equal(bed.diagnosis.budget.connections, 1);
}

static void test_answers_that_are_none(void **state)
{
    (void)state;
    assert_fails(SAY(cc), SAY(plus), NOTHING, NOTHING, S7_SIGN_SETUP_PLUS);
    assert_fails(SAY(cc), SAY(nonsense), NOTHING, NOTHING, S7_SIGN_SETUP_FAULTY);
    assert_fails(SAY(cc), SAY(ack_8304), NOTHING, NOTHING, S7_SIGN_SETUP_REFUSED);
    assert_non_null(strstr(bed_step()->evidence, "8304"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_granted), cmocka_unit_test(test_less_than_planned),
                                       cmocka_unit_test(test_other_users), cmocka_unit_test(test_silence),
                                       cmocka_unit_test(test_answers_that_are_none)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
