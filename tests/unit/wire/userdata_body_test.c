/* SPDX-License-Identifier: MIT */
#include "wire/userdata_body.h"

#include "check.h"
#include "random_message.h"
#include "sieben/error.h"

static struct s7_message message;

/* A frame with a payload, as it would be on the wire. */
static enum s7_body body_of(struct s7_userdata frame, const uint8_t *payload, size_t size)
{
    uint8_t octets[64];
    size_t parameter_size = 0;
    frame.payload = (struct s7_octets){payload, size};
    frame.length = frame.transport_size == S7_DATA_BYTE ? (uint16_t)(8 * size) : (uint16_t)size;
    struct s7_writer writer = s7_writer_over(octets, sizeof octets);
    s7_userdata_encode(&writer, &frame, &parameter_size);
    assert_int_equal(s7_userdata_body_decode(
                         (struct s7_octets){octets, parameter_size},
                         (struct s7_octets){octets + parameter_size, s7_writer_size(&writer) - parameter_size},
                         &message),
                     S7_OK);
    assert_int_equal(s7_userdata_body_frame(&message)->subfunction, frame.subfunction);
    return message.body;
}

static const struct s7_userdata szl_request = {.method = S7_USERDATA_METHOD_REQUEST,
                                               .type = S7_USERDATA_REQUEST,
                                               .group = 4,
                                               .subfunction = 1,
                                               .has_data = true,
                                               .return_code = S7_RETURN_SUCCESS,
                                               .transport_size = S7_DATA_OCTET_STRING};
static const uint8_t zeros[20];

static void test_which_payload_is_known(void **state)
{
    (void)state;
    static const struct {
        uint8_t group, subfunction, type;
        size_t size;
        enum s7_body body;
    } cases[] = {
        {4, 1, S7_USERDATA_REQUEST, 4, S7_BODY_SZL_REQUEST},
        {4, 1, S7_USERDATA_RESPONSE, 8, S7_BODY_SZL_LIST},
        {4, 1, S7_USERDATA_PUSH, 4, S7_BODY_USERDATA},
        {4, 2, S7_USERDATA_REQUEST, 10, S7_BODY_MESSAGE_REQUEST},
        {4, 2, S7_USERDATA_RESPONSE, 2, S7_BODY_MESSAGE_ANSWER},
        {4, 3, S7_USERDATA_PUSH, 20, S7_BODY_DIAGNOSTIC},
        {4, 3, S7_USERDATA_REQUEST, 20, S7_BODY_USERDATA},
        {5, 1, S7_USERDATA_REQUEST, 8, S7_BODY_PASSWORD},
        {5, 2, S7_USERDATA_REQUEST, 8, S7_BODY_USERDATA},
        {7, 1, S7_USERDATA_RESPONSE, 10, S7_BODY_CLOCK},
        {7, 1, S7_USERDATA_REQUEST, 10, S7_BODY_USERDATA},
        {7, 2, S7_USERDATA_REQUEST, 10, S7_BODY_CLOCK},
        {7, 3, S7_USERDATA_RESPONSE, 10, S7_BODY_CLOCK},
        {7, 4, S7_USERDATA_REQUEST, 10, S7_BODY_CLOCK},
        {3, 1, S7_USERDATA_RESPONSE, 8, S7_BODY_USERDATA},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct s7_userdata frame = szl_request;
        frame.group = cases[i].group;
        frame.subfunction = cases[i].subfunction;
        frame.type = cases[i].type;
        assert_int_equal(body_of(frame, zeros, cases[i].size), cases[i].body);
        if (cases[i].body != S7_BODY_SZL_LIST) /* any longer list is one, too */
            assert_int_equal(body_of(frame, zeros, cases[i].size - 1), S7_BODY_USERDATA);
    }
}

static void test_what_keeps_a_payload_octets(void **state)
{
    (void)state;
    struct s7_userdata frame = szl_request;
    assert_int_equal(body_of(frame, zeros, 4), S7_BODY_SZL_REQUEST);
    frame.return_code = S7_RETURN_MISSING;
    assert_int_equal(body_of(frame, zeros, 4), S7_BODY_USERDATA);
    frame = szl_request;
    frame.transport_size = S7_DATA_BYTE;
    assert_int_equal(body_of(frame, zeros, 4), S7_BODY_USERDATA);
    frame = szl_request;
    frame.long_form = true;
    assert_int_equal(body_of(frame, zeros, 4), S7_BODY_SZL_REQUEST);
    frame.error = 0xD401;
    assert_int_equal(body_of(frame, zeros, 4), S7_BODY_USERDATA);
    frame.error = 0;
    frame.data_unit_reference = 1;
    assert_int_equal(body_of(frame, zeros, 4), S7_BODY_USERDATA);
    frame.data_unit_reference = 0;
    frame.last_data_unit = 1;
    assert_int_equal(body_of(frame, zeros, 4), S7_BODY_USERDATA);
    frame = szl_request;
    frame.has_data = false;
    assert_int_equal(body_of(frame, NULL, 0), S7_BODY_USERDATA);
}

static void test_frames_that_are_malformed(void **state)
{
    (void)state;
    const uint8_t parameter[] = {0, 1, 0x12, 4, 0x11, 0x44, 1, 0};
    const uint8_t data[] = {0xFF, 9, 0, 5, 0, 0x11, 0, 0};
    assert_int_equal(s7_userdata_body_decode((struct s7_octets){parameter, sizeof parameter},
                                             (struct s7_octets){data, sizeof data}, &message),
                     S7_ERR_S7_MALFORMED);
}

static void test_bodies_without_frame(void **state)
{
    (void)state;
    message.body = S7_BODY_MODE;
    assert_null(s7_userdata_body_frame(&message));
    message.body = S7_BODY_OTHER;
    assert_null(s7_userdata_body_frame(&message));
    message.body = S7_BODY_USERDATA;
    assert_ptr_equal(s7_userdata_body_frame(&message), &message.as.userdata);
    message.body = S7_BODY_CLOCK;
    assert_ptr_equal(s7_userdata_body_frame(&message), &message.as.known.frame);
}

/* Of the frame, data part and length need not be filled in. */
static void test_the_length_follows_from_the_payload(void **state)
{
    (void)state;
    const uint8_t expected[] = {0, 1, 0x12, 4, 0x11, 0x44, 1, 0, 0xFF, 9, 0, 4, 0, 0x11, 0, 1};
    uint8_t octets[sizeof expected];
    size_t parameter_size = 0;
    message.body = S7_BODY_SZL_REQUEST;
    message.as.known.frame = szl_request;
    message.as.known.frame.has_data = false;
    message.as.known.frame.length = 77;
    message.as.known.payload.szl_request = (struct s7_szl_request){0x0011, 1};
    struct s7_writer writer = s7_writer_over(octets, sizeof octets);
    s7_userdata_body_encode(&writer, &message, &parameter_size);
    assert_false(writer.bad);
    assert_int_equal(parameter_size, 8);
    assert_int_equal(s7_writer_size(&writer), sizeof expected);
    assert_memory_equal(octets, expected, sizeof expected);
}

static void test_a_list_too_long_for_its_length(void **state)
{
    (void)state;
    static uint8_t records[65536 - 8], out[70000];
    size_t parameter_size = 0;
    message.body = S7_BODY_SZL_LIST;
    message.as.known.frame = szl_request;
    message.as.known.payload.szl_list = (struct s7_szl_list){{0x11, 0, 1, 1}, {records, sizeof records}};
    struct s7_writer writer = s7_writer_over(out, sizeof out);
    s7_userdata_body_encode(&writer, &message, &parameter_size);
    assert_true(writer.bad);
    message.as.known.payload.szl_list.records.size--;
    writer = s7_writer_over(out, sizeof out);
    s7_userdata_body_encode(&writer, &message, &parameter_size);
    assert_false(writer.bad);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_which_payload_is_known),
        cmocka_unit_test(test_what_keeps_a_payload_octets),
        cmocka_unit_test(test_frames_that_are_malformed),
        cmocka_unit_test(test_bodies_without_frame),
        cmocka_unit_test(test_the_length_follows_from_the_payload),
        cmocka_unit_test(test_a_list_too_long_for_its_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
