/* SPDX-License-Identifier: MIT */
#include "unit/doctor/bed.h"

#include "doctor/line.h"

static const struct s7_range scratch = {.area = S7_AREA_DB, .db = 1, .bit_count = 8};

static void start(void)
{
    bed_open(S7_CHECK_PERMISSION);
    ANSWERS(SAY(cc), SAY(setup));
    assert_int_equal(s7_line_connect(&bed.examination, &bed.examination.line).error, S7_OK);
}

static void finish(void)
{
    s7_check_permission_run(&bed.examination);
    s7_line_close(&bed.examination, &bed.examination.line);
}

static void run(struct reply reply)
{
    start();
    ANSWERS(reply);
    finish();
}

static void test_permitted(void **state)
{
    (void)state;
    run(SAY(octet_2a));
    assert_in_order("permitted");
    assert_true(bed.examination.readable);
    assert_int_equal(bed.world.packets, 3); /* nothing is written unasked */
    run(SAY(item_05));                      /* an answer for the item is a permission for the service */
    assert_in_order("item code 05");
    assert_true(bed.examination.readable);
}

static void test_refused(void **state)
{
    (void)state;
    run(SAY(ack_8104));
    assert_sign(S7_SIGN_ACCESS_REFUSED);
    assert_false(bed.examination.readable);
    assert_false(bed.examination.over); /* who it is can still be learnt */
    run(SAY(ack_8304));
    assert_sign(S7_SIGN_ACCESS_OTHER_CODE);
    assert_non_null(strstr(bed_step()->evidence, "83 04"));
}

static void test_broken(void **state)
{
    (void)state;
    run(NOTHING);
    assert_sign(S7_SIGN_REQUEST_SILENT);
    assert_true(bed.examination.over);
    run(HANG_UP);
    assert_sign(S7_SIGN_REQUEST_LOST);
}

static void test_write_probe(void **state)
{
    /* TPKT 4, COTP 3, head 10; function, count, then the item */
    enum { READ_WRITE = 17, ITEM = 19, ITEM_SIZE = 12, WRITE_OF_ONE = ITEM + ITEM_SIZE + 5 };
    (void)state;
    start();
    bed.config.write_probe = &scratch;
    ANSWERS(SAY(octet_2a), SAY(octet_2a), SAY(written));
    finish();
    assert_in_order("reading and writing");
    assert_int_equal(bed.world.packets, 5); /* CR, setup, two reads, and one write … */
    assert_int_equal(bed.heard[3][READ_WRITE], 0x04);
    assert_int_equal(bed.heard[4][READ_WRITE], 0x05);
    assert_int_equal(bed.heard_size[4], WRITE_OF_ONE);
    assert_memory_equal(&bed.heard[4][ITEM], &bed.heard[3][ITEM], ITEM_SIZE);
    assert_int_equal(bed.heard[4][WRITE_OF_ONE - 1], 0x2A); /* … of what was read */
    start();
    bed.config.write_probe = &scratch;
    ANSWERS(SAY(octet_2a), SAY(octet_2a), SAY(unwritten));
    finish();
    assert_sign(S7_SIGN_ACCESS_WRITE);
    assert_string_equal(bed.diagnosis.findings[0].subject, "P#DB1.DBX0.0 BYTE 1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_permitted), cmocka_unit_test(test_refused),
                                       cmocka_unit_test(test_broken), cmocka_unit_test(test_write_probe)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
