/* SPDX-License-Identifier: MIT */
#include "unit/doctor/bed.h"

#include "doctor/ask.h"

static struct s7_line line;
static const struct s7_range mb0 = {.area = S7_AREA_MEMORY, .bit_count = 8};

static void connect_bed(void)
{
    bed_open(S7_CHECK_PERMISSION);
    ANSWERS(SAY(cc), SAY(setup));
    assert_int_equal(s7_line_connect(&bed.examination, &line).error, S7_OK);
}

static struct s7_fault ask_once(struct reply reply, uint8_t octets[2])
{
    connect_bed();
    ANSWERS(reply);
    struct s7_fault fault = s7_ask_read(&bed.examination, &line, &mb0, octets);
    s7_line_close(&bed.examination, &line);
    return fault;
}

static void test_reads(void **state)
{
    uint8_t octets[2] = {0};
    (void)state;
    assert_int_equal(ask_once(SAY(octet_2a), octets).error, S7_OK);
    assert_int_equal(octets[0], 0x2A);
}

static void test_refusals_are_not_breaks(void **state)
{
    uint8_t octets[2];
    struct s7_fault fault = ask_once(SAY(ack_8104), octets);
    (void)state;
    assert_int_equal(fault.error, S7_ERR_ACCESS_PUT_GET);
    assert_false(s7_ask_broken(&fault));
    fault = ask_once(SAY(ack_8304), octets);
    assert_false(s7_ask_broken(&fault));
    fault = ask_once(SAY(item_05), octets);
    assert_int_equal(fault.error, S7_ERR_DATA_ADDRESS);
    assert_false(s7_ask_broken(&fault));
    assert_false(s7_ask_broken(&(struct s7_fault){0}));
}

/* An item of another length than was asked for. */
static const uint8_t two_octets[] = {0x03, 0x00, 0x00, 0x1B, 0x02, 0xF0, 0x80, 0x32, 0x03,
                                     0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x00, 0x06, 0x00,
                                     0x00, 0x04, 0x01, 0xFF, 0x04, 0x00, 0x10, 0x2A, 0x2B};

static enum s7_sign broken_sign(struct reply reply, const struct s7_doctor_area *area)
{
    uint8_t octets[2];
    struct s7_fault fault = ask_once(reply, octets);
    assert_true(s7_ask_broken(&fault));
    s7_ask_find_broken(&bed.examination, area, &fault);
    assert_true(bed.examination.over);
    return bed.diagnosis.findings[0].sign;
}

static void test_breaks_are_told_apart(void **state)
{
    static const struct s7_doctor_area db = {.range = {.area = S7_AREA_DB, .db = 1, .bit_count = 8}};
    (void)state;
    assert_int_equal(broken_sign(NOTHING, NULL), S7_SIGN_REQUEST_SILENT);
    assert_non_null(strstr(bed_step()->evidence, "MB0: nothing after "));
    assert_int_equal(broken_sign(NOTHING, &db), S7_SIGN_DB_SILENT);
    assert_non_null(strstr(bed_step()->evidence, "P#DB1.DBX0.0 BYTE 1: nothing after "));
    assert_int_equal(broken_sign(HANG_UP, NULL), S7_SIGN_REQUEST_LOST);
    assert_int_equal(broken_sign(RESET, &db), S7_SIGN_REQUEST_LOST);
    assert_int_equal(broken_sign(SAY(nonsense), NULL), S7_SIGN_REQUEST_FAULTY);
    assert_int_equal(broken_sign(SAY(two_octets), NULL), S7_SIGN_REQUEST_FAULTY);
}

static void test_refusals_in_words(void **state)
{
    static const struct {
        struct s7_fault fault;
        const char *text;
    } rows[] = {{{.error = S7_ERR_DATA_ADDRESS, .item_code = 5}, "item code 05"},
                {{.error = S7_ERR_ACCESS_PUT_GET, .peer_code = 0x8104}, "81 04 alone"}};
    char text[S7_ASK_TEXT];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        s7_ask_refusal(&rows[i].fault, text);
        assert_string_equal(text, rows[i].text);
    }
    const struct s7_fault other = {.error = S7_ERR_LOCAL_CLOSED};
    s7_ask_refusal(&other, text);
    assert_string_equal(text, s7_error_text(S7_ERR_LOCAL_CLOSED));
}

static void test_a_closed_line_is_no_line(void **state)
{
    uint8_t octets[64];
    size_t size = 7;
    (void)state;
    bed_open(S7_CHECK_PERMISSION);
    line = (struct s7_line){0};
    assert_int_equal(s7_ask_read(&bed.examination, &line, &mb0, octets).error, S7_ERR_S7_CLOSED);
    assert_int_equal(s7_ask_list(&bed.examination, &line, 0x11, 0, octets, sizeof octets, &size).error,
                     S7_ERR_S7_CLOSED);
    assert_int_equal(size, 7);
    assert_int_equal(bed.world.sends, 0);
}

static void test_keeps_the_distance(void **state)
{
    uint8_t octets[2];
    (void)state;
    connect_bed();
    ANSWERS(SAY(octet_2a), SAY(octet_2a), SAY(written));
    s7_ask_read(&bed.examination, &line, &mb0, octets);
    s7_ask_read(&bed.examination, &line, &mb0, octets);
    assert_int_equal(s7_ask_write(&bed.examination, &line, &mb0, octets).error, S7_OK);
    for (size_t i = 2; i < bed.world.sends; i++)
        assert_true(bed.world.sent_at[i] - bed.world.sent_at[i - 1] >= 100 * S7_MILLISECOND);
    assert_int_equal(bed.world.sends, 5);
    assert_int_equal(bed.heard[4][bed.heard_size[4] - 1], 0x2A); /* what was read is written */
    s7_line_close(&bed.examination, &line);
}

static void test_lists(void **state)
{
    static const uint8_t missing[] = {0x03, 0x00, 0x00, 0x21, 0x02, 0xF0, 0x80, 0x32, 0x07, 0x00, 0x00,
                                      0x00, 0x00, 0x00, 0x0C, 0x00, 0x04, 0x00, 0x01, 0x12, 0x08, 0x12,
                                      0x84, 0x01, 0x01, 0x00, 0x00, 0xD4, 0x02, 0x0A, 0x00, 0x00, 0x00};
    uint8_t octets[64];
    size_t size = 7;
    (void)state;
    connect_bed();
    ANSWERS(SAY(missing), HANG_UP);
    struct s7_fault fault = s7_ask_list(&bed.examination, &line, 0x0424, 0, octets, sizeof octets, &size);
    assert_int_equal(fault.error, S7_ERR_DATA_INFORMATION);
    assert_false(s7_ask_broken(&fault));
    assert_true(s7_line_usable(&line));
    fault = s7_ask_list(&bed.examination, &line, 0x0011, 0, octets, sizeof octets, &size);
    assert_true(s7_ask_broken(&fault));
    assert_false(s7_line_usable(&line));
    assert_int_equal(size, 7);
    assert_int_equal(bed.heard[3][29], 0x00);
    assert_int_equal(bed.heard[3][30], 0x11);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_reads),
                                       cmocka_unit_test(test_refusals_are_not_breaks),
                                       cmocka_unit_test(test_breaks_are_told_apart),
                                       cmocka_unit_test(test_refusals_in_words),
                                       cmocka_unit_test(test_a_closed_line_is_no_line),
                                       cmocka_unit_test(test_keeps_the_distance),
                                       cmocka_unit_test(test_lists)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
