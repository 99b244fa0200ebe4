/* SPDX-License-Identifier: MIT */
#include "doctor/greet.h"

#include "unit/doctor/bed.h"

static const uint8_t alert[] = {0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28};
static const uint8_t page[] = "HTTP/1.0 200 OK\r\n";
static const uint8_t noise[] = {0xA5, 0x5A};

static enum s7_sign sign;
static char text[S7_GREET_TEXT];

static bool greet(void)
{
    sign = S7_SIGN_COUNT;
    bool told = s7_greet_foreign(&bed.examination, &sign, text);
    assert_int_equal(bed.world.open, 0);
    return told;
}

static void test_tls(void **state)
{
    (void)state;
    bed_open(S7_CHECK_COTP);
    ANSWERS(SAY(alert));
    assert_true(greet());
    assert_int_equal(sign, S7_SIGN_LISTENER_TLS);
    assert_string_equal(text, "asked in TLS, it answers 15 03 03 00 02 02 28");
    assert_int_equal(bed.diagnosis.budget.connections, 1);
    assert_int_equal(bed.heard[0][0],
                     0x16); /* a record whose length is right, with a ClientHello that fills it */
    assert_int_equal(bed.heard_size[0], 5 + (bed.heard[0][3] << 8 | bed.heard[0][4]));
    assert_int_equal(bed.heard[0][5], 0x01);
    assert_int_equal(bed.heard_size[0], 9 + (bed.heard[0][7] << 8 | bed.heard[0][8]));
}

static void test_http(void **state)
{
    (void)state;
    bed_open(S7_CHECK_COTP);
    ANSWERS(HANG_UP, SAY(page));
    assert_true(greet());
    assert_int_equal(sign, S7_SIGN_LISTENER_HTTP);
    assert_string_equal(text, "asked in HTTP, it answers \"HTTP/1.0 200 OK\"");
    assert_int_equal(bed.diagnosis.budget.connections, 2);
    assert_int_equal(bed.diagnosis.budget.telegrams, 2);
    assert_true(bed.world.sent_at[1] - bed.world.sent_at[0] >= 100 * S7_MILLISECOND);
    bed_open(S7_CHECK_COTP); /* a web server may say so at the first greeting already */
    ANSWERS(SAY(page));
    assert_true(greet());
    assert_int_equal(sign, S7_SIGN_LISTENER_HTTP);
}

static void test_neither(void **state)
{
    (void)state;
    bed_open(S7_CHECK_COTP);
    ANSWERS(SAY(noise), NOTHING);
    s7_time began = bed.world.now;
    assert_false(greet());
    assert_int_equal(sign, S7_SIGN_COUNT);
    assert_true(bed.world.now - began < 2 * bed.config.answer_timeout + S7_SECOND);
    bed_open(S7_CHECK_COTP);
    bed.world.opening = world_probe(ECONNREFUSED, 0);
    assert_false(greet());
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_tls), cmocka_unit_test(test_http),
                                       cmocka_unit_test(test_neither)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
