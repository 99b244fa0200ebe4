/* SPDX-License-Identifier: MIT */
#include "wire/message_service.h"

#include "cases.h"
#include "check.h"
#include "random_message.h"
#include "sieben/error.h"

static void test_captured_requests(void **state)
{
    (void)state;
    const uint8_t octets[] = {0x81, 0, 'H', 'm', 'i', 'R', 't', 'm', ' ', ' ', 9, 0}; /* WRW#8 */
    struct s7_message_request request;
    assert_int_equal(s7_message_request_decode((struct s7_octets){octets, sizeof octets}, &request), S7_OK);
    assert_int_equal(request.events, S7_MESSAGE_MODE | S7_MESSAGE_ALARMS);
    assert_memory_equal(request.name, "HmiRtm  ", S7_MESSAGE_NAME_SIZE);
    assert_true(request.has_alarm_type);
    assert_int_equal(request.alarm_type, 9);
    assert_int_equal(s7_message_request_decode((struct s7_octets){octets, 10}, &request), S7_OK);
    assert_false(request.has_alarm_type);
}

static void test_captured_answers(void **state)
{
    (void)state;
    const uint8_t octets[] = {2, 0, 9, 1, 0}; /* WRW#10 */
    struct s7_message_answer answer;
    assert_int_equal(s7_message_answer_decode((struct s7_octets){octets, sizeof octets}, &answer), S7_OK);
    assert_int_equal(answer.result, S7_MESSAGE_ACCEPTED);
    assert_true(answer.has_alarm_type);
    assert_int_equal(answer.alarm_type, 9);
    assert_int_equal(answer.alarm_state, 1);
    assert_int_equal(s7_message_answer_decode((struct s7_octets){octets, 2}, &answer), S7_OK);
    assert_false(answer.has_alarm_type);
}

static void test_sizes(void **state)
{
    (void)state;
    const uint8_t octets[16] = {0};
    for (size_t size = 0; size <= sizeof octets; size++) {
        struct s7_message_request request = {.events = 77};
        struct s7_message_answer answer = {.result = 77};
        bool fits = size == 10 || size == 12;
        assert_int_equal(s7_message_request_decode((struct s7_octets){octets, size}, &request),
                         fits ? S7_OK : S7_ERR_S7_MALFORMED);
        assert_int_equal(request.events, fits ? 0 : 77);
        fits = size == 2 || size == 5;
        assert_int_equal(s7_message_answer_decode((struct s7_octets){octets, size}, &answer),
                         fits ? S7_OK : S7_ERR_S7_MALFORMED);
        assert_int_equal(answer.result, fits ? 0 : 77);
    }
}

static void come_back(struct s7_chance *chance, bool request)
{
    union s7_payload payload, again;
    uint8_t octets[16];
    struct s7_writer writer = s7_writer_over(octets, sizeof octets);
    random_known_message_service(chance, &payload, request);
    if (request)
        s7_message_request_encode(&writer, &payload.message_request);
    else
        s7_message_answer_encode(&writer, &payload.message_answer);
    const struct s7_octets encoded = {octets, s7_writer_size(&writer)};
    assert_false(writer.bad);
    if (request) {
        assert_int_equal(s7_message_request_decode(encoded, &again.message_request), S7_OK);
        assert_true(message_request_equal(&payload.message_request, &again.message_request));
    } else {
        assert_int_equal(s7_message_answer_decode(encoded, &again.message_answer), S7_OK);
        assert_true(message_answer_equal(&payload.message_answer, &again.message_answer));
    }
}

static void test_random_ones_come_back(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("message service");
    for (unsigned long i = 0; i < cases_count(); i++)
        come_back(&chance, i % 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_captured_requests),
        cmocka_unit_test(test_captured_answers),
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_random_ones_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
