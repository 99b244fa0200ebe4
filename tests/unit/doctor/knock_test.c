/* SPDX-License-Identifier: MIT */
#include "unit/doctor/bed.h"

#include "doctor/knock.h"

static const uint8_t dr[] = {0x03, 0x00, 0x00, 0x0B, 0x06, 0x80, 0x00, 0x01, 0x00, 0x00, 0x03};
static const uint8_t er[] = {0x03, 0x00, 0x00, 0x09, 0x04, 0x70, 0x00, 0x01, 0x02};
static const uint8_t text[] = "220 ready\r\n";

static struct s7_fault knock(struct reply reply)
{
    const struct s7_tsap called = s7_tsap_of(S7_CLASS_OP, 0, 2);
    bed_open(S7_CHECK_COTP);
    ANSWERS(reply);
    struct s7_fault fault = s7_knock(&bed.examination, &called);
    assert_int_equal(bed.world.open, 0);
    assert_int_equal(bed.diagnosis.budget.connections, 1);
    assert_int_equal(bed.diagnosis.budget.telegrams, 1); /* the request, and nothing of S7 */
    return fault;
}

static void test_answers(void **state)
{
    (void)state;
    assert_int_equal(knock(SAY(cc)).error, S7_OK);
    assert_int_equal(bed.heard[0][17], 0x02);
    assert_int_equal(bed.heard[0][18], 0x02); /* called TSAP 02.02 */
    assert_int_equal(knock(HANG_UP).error, S7_ERR_ISO_CLOSED);
    assert_int_equal(knock(RESET).error, S7_ERR_ISO_RESET);
    assert_int_equal(knock(NOTHING).error, S7_ERR_ISO_TIMEOUT);
    assert_int_equal(knock(SAY(text)).error, S7_ERR_ISO_FOREIGN);
    assert_int_equal(knock(SAY(nonsense)).error, S7_ERR_ISO_PROTOCOL);
}

static void test_reasons(void **state)
{
    (void)state;
    assert_int_equal(knock(SAY(dr)).error, S7_ERR_ISO_REJECTED);
    assert_int_equal(knock(SAY(dr)).iso_reason, 3);
    assert_int_equal(knock(SAY(er)).error, S7_ERR_ISO_ERROR_TPDU);
    assert_int_equal(knock(SAY(er)).iso_reason, 2);
}

static void test_no_tcp(void **state)
{
    const struct s7_tsap called = s7_tsap_of(S7_CLASS_OP, 0, 2);
    (void)state;
    bed_open(S7_CHECK_COTP);
    bed.world.opening = world_probe(ETIMEDOUT, 60 * S7_SECOND);
    assert_int_equal(s7_knock(&bed.examination, &called).error, S7_ERR_TCP_TIMEOUT);
}

static enum s7_mms_answer mms(struct reply first, struct reply second)
{
    bed_open(S7_CHECK_SETUP);
    ANSWERS(first, second);
    enum s7_mms_answer answer = s7_knock_mms(&bed.examination);
    assert_int_equal(bed.world.open, 0);
    return answer;
}

static void test_mms(void **state)
{
    /* ACCEPT with, and without, an initiate response; REFUSE. */
    static const uint8_t accept[] = {0x03, 0x00, 0x00, 0x10, 0x02, 0xF0, 0x80, 0x0E,
                                     0x07, 0xA9, 0x05, 0x80, 0x03, 0x00, 0xFD, 0xE8};
    static const uint8_t other[] = {0x03, 0x00, 0x00, 0x0B, 0x02, 0xF0, 0x80, 0x0E, 0x02, 0x61, 0x00};
    static const uint8_t nearly[] = {0x03, 0x00, 0x00, 0x0C, 0x02, 0xF0, 0x80, 0x0E, 0x03, 0xA9, 0x01, 0x00};
    static const uint8_t refuse[] = {0x03, 0x00, 0x00, 0x09, 0x02, 0xF0, 0x80, 0x0C, 0x00};
    (void)state;
    assert_int_equal(mms(SAY(cc), SAY(accept)), S7_MMS_ACCEPTED);
    assert_int_equal(bed.heard_size[1], 187);
    assert_int_equal(bed.heard[1][7], 0x0D);
    assert_int_equal(mms(SAY(cc), SAY(other)), S7_MMS_OTHER);
    assert_int_equal(mms(SAY(cc), SAY(nearly)), S7_MMS_OTHER);
    assert_int_equal(mms(SAY(cc), SAY(refuse)), S7_MMS_OTHER);
    assert_int_equal(mms(SAY(cc), HANG_UP), S7_MMS_NONE);
    assert_int_equal(mms(SAY(cc), NOTHING), S7_MMS_NONE);
    assert_int_equal(mms(HANG_UP, NOTHING), S7_MMS_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_answers), cmocka_unit_test(test_reasons),
                                       cmocka_unit_test(test_no_tcp), cmocka_unit_test(test_mms)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
