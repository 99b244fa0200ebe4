/* SPDX-License-Identifier: MIT */
#include "wire/describe_payload.h"

#include "check.h"

static char text[20000];
static struct s7_message message;

static const char *payload(enum s7_body body)
{
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    message.body = body;
    s7_describe_payload(&buf, &message);
    return text;
}

static const char *control(enum s7_body body)
{
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    message.body = body;
    s7_describe_control(&buf, &message);
    return text;
}

static void test_lists(void **state)
{
    (void)state;
    static const uint8_t records[8];
    struct s7_szl_list *list = &message.as.known.payload.szl_list;
    *list = (struct s7_szl_list){{0x0019, 0, 4, 2}, {records, 8}};
    assert_string_equal(payload(S7_BODY_SZL_LIST),
                        "SZL 0019 index 0000 (LEDs of the module), 2 records of 4 octets");
    list->records.size = 7;
    assert_string_equal(payload(S7_BODY_SZL_LIST),
                        "SZL 0019 index 0000 (LEDs of the module), 2 records of 4 octets, but 7 octets");
    list->head.id = 0x0F19;
    list->records.size = 0;
    assert_string_equal(payload(S7_BODY_SZL_LIST),
                        "SZL 0F19 index 0000 (LEDs of the module), 2 records of 4 octets, the head alone");
    list->head = (struct s7_szl_head){0x0112, 0x0200, 0, 0};
    assert_string_equal(payload(S7_BODY_SZL_LIST),
                        "SZL 0112 index 0200 (CPU characteristics), 0 records of 0 octets");
}

static void test_message_service(void **state)
{
    (void)state;
    struct s7_message_request *request = &message.as.known.payload.message_request;
    *request = (struct s7_message_request){.events = 0x0B, .name = "asmess"};
    assert_string_equal(payload(S7_BODY_MESSAGE_REQUEST),
                        "\"asmess\\x00\\x00\" subscribes to mode transitions, system diagnostics, bit 08");
    request->events = 0;
    assert_string_equal(payload(S7_BODY_MESSAGE_REQUEST), "\"asmess\\x00\\x00\" unsubscribes");
    message.as.known.payload.message_answer = (struct s7_message_answer){2, 0, true, 0x77, 1, 0};
    assert_string_equal(payload(S7_BODY_MESSAGE_ANSWER), "result 02, alarm type 77");
}

static void test_password_is_not_shown(void **state)
{
    (void)state;
    memcpy(message.as.known.payload.password.octets, "SECRET!!", S7_PASSWORD_SIZE);
    assert_string_equal(payload(S7_BODY_PASSWORD), "password (not shown)");
}

static void test_control(void **state)
{
    (void)state;
    message.as.pi_service = s7_pi_service_start(true);
    assert_string_equal(control(S7_BODY_PI_SERVICE),
                        "PI Service: \"P_PROGRAM\" (start of the program), argument 43 20");
    message.as.pi_service.name = (struct s7_octets){(const uint8_t *)"_X", 2};
    message.as.pi_service.argument.size = 0;
    assert_string_equal(control(S7_BODY_PI_SERVICE), "PI Service: \"_X\"");
    message.as.plc_stop = s7_plc_stop_request();
    assert_string_equal(control(S7_BODY_PLC_STOP), "PLC Stop: \"P_PROGRAM\"");
    message.as.control_answer = (struct s7_control_answer){0x28, true, 3};
    assert_string_equal(control(S7_BODY_CONTROL_ANSWER), "PI Service: accepted, status 03");
    message.as.control_answer = (struct s7_control_answer){0x29, false, 0};
    assert_string_equal(control(S7_BODY_CONTROL_ANSWER), "PLC Stop: accepted");
}

static void test_modes(void **state)
{
    (void)state;
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_describe_mode(&buf, S7_MODE_STOP);
    s7_strbuf_char(&buf, '/');
    s7_describe_mode(&buf, 0x55);
    assert_string_equal(text, "STOP/mode 55");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_message_service),
        cmocka_unit_test(test_password_is_not_shown),
        cmocka_unit_test(test_control),
        cmocka_unit_test(test_modes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
