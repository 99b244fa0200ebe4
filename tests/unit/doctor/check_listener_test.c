/* SPDX-License-Identifier: MIT */
#include "unit/doctor/bed.h"

#include "doctor/line.h"

static const uint8_t alert[] = {0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46};
static const uint8_t banner[] = "SSH-2.0-OpenSSH_9.2\r\n";

static void open_line(void)
{
    struct s7_probe probe;
    bed_open(S7_CHECK_LISTENER);
    assert_true(s7_line_open(&bed.examination, &bed.examination.line, &probe));
}

static void run(struct reply reply)
{
    open_line();
    ANSWERS(reply);
    s7_check_listener_run(&bed.examination);
    s7_line_close(&bed.examination, &bed.examination.line);
}

static void test_iso(void **state)
{
    (void)state;
    run(SAY(cc));
    assert_in_order("ISO-on-TCP answers");
    assert_false(bed.examination.over);
    run(NOTHING);
    assert_in_order("waits to be spoken to");
    run(HANG_UP);
    assert_in_order("waits to be spoken to");
}

static void test_other_services(void **state)
{
    (void)state;
    run(SAY(alert));
    assert_sign(S7_SIGN_LISTENER_TLS);
    assert_true(bed.examination.over);
    run(SAY(banner));
    assert_sign(S7_SIGN_LISTENER_FOREIGN);
    assert_non_null(strstr(bed_step()->evidence, "SSH-2.0"));
}

/* Nothing is sent to one who speaks first, or hangs up at once. */
static void test_before_a_word(void **state)
{
    (void)state;
    open_line();
    world_say(bed.examination.line.stream, banner, sizeof banner);
    s7_check_listener_run(&bed.examination);
    assert_sign(S7_SIGN_LISTENER_BANNER);
    s7_line_close(&bed.examination, &bed.examination.line);
    open_line();
    world_hang_up(bed.examination.line.stream);
    s7_check_listener_run(&bed.examination);
    assert_sign(S7_SIGN_LISTENER_CLOSED);
    s7_line_close(&bed.examination, &bed.examination.line);
    assert_int_equal(bed.world.sends, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_iso), cmocka_unit_test(test_other_services),
                                       cmocka_unit_test(test_before_a_word)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
