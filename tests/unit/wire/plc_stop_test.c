/* SPDX-License-Identifier: MIT */
#include "wire/plc_stop.h"

#include "cases.h"
#include "check.h"
#include "random_message.h"
#include "sieben/error.h"

/* SNSTOP#1, parameter part */
static const uint8_t captured[] = {0x29, 0, 0, 0, 0, 0, 9, 'P', '_', 'P', 'R', 'O', 'G', 'R', 'A', 'M'};

static void test_the_request_is_the_captured_one(void **state)
{
    (void)state;
    struct s7_plc_stop stop = s7_plc_stop_request();
    uint8_t octets[sizeof captured];
    struct s7_writer writer = s7_writer_over(octets, sizeof octets);
    s7_plc_stop_encode(&writer, &stop);
    assert_true(!writer.bad && s7_writer_left(&writer) == 0);
    assert_memory_equal(octets, captured, sizeof octets);
    assert_int_equal(s7_plc_stop_decode((struct s7_octets){captured, sizeof captured}, &stop), S7_OK);
    assert_int_equal(stop.name.size, 9);
}

static void test_every_truncation(void **state)
{
    (void)state;
    uint8_t octets[sizeof captured + 1] = {0};
    memcpy(octets, captured, sizeof captured);
    for (size_t size = 0; size <= sizeof octets; size++) {
        struct s7_plc_stop stop = {.name = {NULL, 77}};
        bool fits = size == sizeof captured;
        assert_int_equal(s7_plc_stop_decode((struct s7_octets){octets, size}, &stop),
                         fits ? S7_OK : S7_ERR_S7_MALFORMED);
        assert_int_equal(stop.name.size, fits ? 9 : 77);
    }
    octets[0] = 0x28;
    struct s7_plc_stop stop;
    assert_int_equal(s7_plc_stop_decode((struct s7_octets){octets, sizeof captured}, &stop),
                     S7_ERR_S7_MALFORMED);
}

static void test_answers(void **state)
{
    (void)state;
    const uint8_t octets[] = {0x28, 0x02, 0x00}; /* TIAHW#81 */
    struct s7_control_answer answer = {.function = 77};
    assert_int_equal(s7_control_answer_decode((struct s7_octets){octets, 0}, &answer), S7_ERR_S7_MALFORMED);
    assert_int_equal(s7_control_answer_decode((struct s7_octets){octets, 3}, &answer), S7_ERR_S7_MALFORMED);
    assert_int_equal(s7_control_answer_decode((struct s7_octets){octets + 1, 1}, &answer), S7_ERR_S7_MALFORMED);
    assert_int_equal(answer.function, 77);
    assert_int_equal(s7_control_answer_decode((struct s7_octets){octets, 1}, &answer), S7_OK);
    assert_true(answer.function == S7_FUNCTION_PI_SERVICE && !answer.has_status && answer.status == 0);
    assert_int_equal(s7_control_answer_decode((struct s7_octets){octets, 2}, &answer), S7_OK);
    assert_true(answer.has_status && answer.status == 2);
}

static void test_name_that_is_too_long(void **state)
{
    (void)state;
    static uint8_t octets[256], out[512];
    struct s7_plc_stop stop = {.name = {octets, sizeof octets}};
    struct s7_writer writer = s7_writer_over(out, sizeof out);
    s7_plc_stop_encode(&writer, &stop);
    assert_true(writer.bad);
}

static void test_random_ones_come_back(void **state)
{
    (void)state;
    static struct arena arena;
    struct s7_chance chance = cases_begin("PLC stop");
    for (unsigned long i = 0; i < cases_count(); i++) {
        arena.used = 0;
        struct s7_plc_stop stop = random_plc_stop(&chance, &arena), stop_again;
        struct s7_control_answer answer = random_control_answer(&chance), answer_again;
        uint8_t octets[300];
        struct s7_writer writer = s7_writer_over(octets, sizeof octets);
        s7_plc_stop_encode(&writer, &stop);
        assert_int_equal(s7_plc_stop_decode((struct s7_octets){octets, s7_writer_size(&writer)}, &stop_again),
                         S7_OK);
        assert_memory_equal(stop.unknown, stop_again.unknown, S7_PLC_STOP_UNKNOWN_SIZE);
        assert_true(octets_equal(stop.name, stop_again.name));
        writer = s7_writer_over(octets, sizeof octets);
        s7_control_answer_encode(&writer, &answer);
        assert_int_equal(
            s7_control_answer_decode((struct s7_octets){octets, s7_writer_size(&writer)}, &answer_again),
            S7_OK);
        assert_true(control_answer_equal(&answer, &answer_again));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_request_is_the_captured_one),
        cmocka_unit_test(test_every_truncation),
        cmocka_unit_test(test_answers),
        cmocka_unit_test(test_name_that_is_too_long),
        cmocka_unit_test(test_random_ones_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
