/* SPDX-License-Identifier: MIT */
#include "wire/control_body.h"

#include "check.h"
#include "random_message.h"
#include "sieben/error.h"

static int decode(uint8_t rosctr, const uint8_t *octets, size_t size, size_t data_size,
                  struct s7_message *message)
{
    message->header = (struct s7_header){.rosctr = rosctr};
    return s7_control_body_decode((struct s7_octets){octets, size}, (struct s7_octets){octets, data_size},
                                  message);
}

static void test_requests_and_answers(void **state)
{
    (void)state;
    static struct s7_message message;
    const uint8_t stop[] = {0x29, 0, 0, 0, 0, 0, 1, 'P'};
    const uint8_t pi[] = {0x28, 0, 0, 0, 0, 0, 0, 0xFD, 0, 0, 1, 'P'};
    assert_int_equal(decode(S7_ROSCTR_JOB, stop, sizeof stop, 0, &message), S7_OK);
    assert_int_equal(message.body, S7_BODY_PLC_STOP);
    assert_int_equal(decode(S7_ROSCTR_JOB, pi, sizeof pi, 0, &message), S7_OK);
    assert_int_equal(message.body, S7_BODY_PI_SERVICE);
    assert_int_equal(decode(S7_ROSCTR_ACK_DATA, pi, 1, 0, &message), S7_OK);
    assert_int_equal(message.body, S7_BODY_CONTROL_ANSWER);
    assert_int_equal(decode(S7_ROSCTR_ACK_DATA, pi, sizeof pi, 0, &message), S7_ERR_S7_MALFORMED);
    assert_int_equal(decode(S7_ROSCTR_JOB, pi, 1, 0, &message), S7_ERR_S7_MALFORMED);
    assert_int_equal(decode(S7_ROSCTR_JOB, stop, 1, 0, &message), S7_ERR_S7_MALFORMED);
    assert_int_equal(decode(S7_ROSCTR_JOB, stop, sizeof stop, 1, &message), S7_ERR_S7_MALFORMED);
    assert_int_equal(decode(S7_ROSCTR_ACK_DATA, stop, 1, 1, &message), S7_ERR_S7_MALFORMED);
}

static void test_every_body_comes_back(void **state)
{
    (void)state;
    static struct arena arena;
    static struct s7_message message, again;
    static const enum s7_body bodies[] = {S7_BODY_PI_SERVICE, S7_BODY_PLC_STOP, S7_BODY_CONTROL_ANSWER};
    struct s7_chance chance = {1};
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++) {
        uint8_t octets[512];
        size_t parameter_size = 0;
        struct s7_writer writer = s7_writer_over(octets, sizeof octets);
        message.body = bodies[i];
        random_body(&chance, &arena, &message);
        s7_control_body_encode(&writer, &message, &parameter_size);
        assert_int_equal(parameter_size, s7_writer_size(&writer));
        uint8_t rosctr = bodies[i] == S7_BODY_CONTROL_ANSWER ? S7_ROSCTR_ACK_DATA : S7_ROSCTR_JOB;
        assert_int_equal(decode(rosctr, octets, parameter_size, 0, &again), S7_OK);
        assert_int_equal(again.body, bodies[i]);
        assert_true(body_equal(&message, &again));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_requests_and_answers),
        cmocka_unit_test(test_every_body_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
