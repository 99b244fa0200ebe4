/* SPDX-License-Identifier: MIT */
#include "wire/describe_payload.h"

#include "cases.h"
#include "check.h"
#include "random_message.h"
#include "wire/describe.h"

static char text[20000];
static struct s7_message message;

static uint8_t octets[MESSAGE_SIZE_MAX];

/* All lines of the message that is set up. */
static const char *fields(void)
{
    struct s7_writer writer = s7_writer_over(octets, sizeof octets);
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_message_encode(&writer, &message);
    assert_false(writer.bad);
    assert_int_equal(s7_describe_fields(&buf, octets, s7_writer_size(&writer)), 0);
    assert_false(buf.truncated);
    return text;
}

static void set_up(enum s7_body body, uint8_t group, uint8_t subfunction, uint8_t type)
{
    struct s7_chance chance = {1};
    memset(&message, 0, sizeof message);
    message.header.rosctr = S7_ROSCTR_USERDATA;
    message.body = body;
    random_frame(&chance, &message.as.known.frame, group, subfunction, type);
}

static void assert_ends_with(const char *whole, const char *end)
{
    assert_true(strlen(whole) >= strlen(end));
    assert_string_equal(whole + strlen(whole) - strlen(end), end);
}

static void test_records_of_a_list(void **state)
{
    (void)state;
    const uint8_t records[] = {0, 4, 1, 0, 0, 0, 0, 0, 0xAA};
    set_up(S7_BODY_SZL_LIST, 4, 1, S7_USERDATA_RESPONSE);
    message.as.known.payload.szl_list = (struct s7_szl_list){{0x0019, 0, 8, 1}, {records, sizeof records}};
    assert_ends_with(fields(),
                     "  SZL-ID                   00 19                      0019: LEDs of the module\n"
                     "  index                    00 00                      0000\n"
                     "  record length            00 08                      8\n"
                     "  record count             00 01                      1\n"
                     "  record 1\n"
                     "  led                      00 04                      RUN\n"
                     "  on                       01                         1\n"
                     "  flashing                 00                         0\n"
                     "  reserved                 00 00 00 00                0\n"
                     "  record 2\n"
                     "  octets                   aa                         aa\n");
    message.as.known.payload.szl_list.records.size = 8;
    assert_ends_with(fields(), "  reserved                 00 00 00 00                0\n");
}

static void test_diagnostic_message(void **state)
{
    (void)state;
    set_up(S7_BODY_DIAGNOSTIC, 4, 3, S7_USERDATA_PUSH);
    message.as.known.payload.event = (struct s7_diagnostic_event){
        0x4304, 0xFF, 0x84, 0, 0, 0, {0x94, 0x01, 0x09, 0x21, 0x53, 0x42, 0x15, 0x21}};
    assert_ends_with(
        fields(),
        "  event                    43 04                      4304 STOP by a programming device or SFB 20\n"
        "  priority class           ff                         255\n"
        "  OB                       84                         132\n"
        "  DatID                    00 00                      0000\n"
        "  info 1                   00 00                      0000\n"
        "  info 2                   00 00 00 00                00000000\n"
        "  time                     94 01 09 21 53 42 15 21    1994-01-09 21:53:42.152\n");
}

static void test_message_service(void **state)
{
    (void)state;
    set_up(S7_BODY_MESSAGE_REQUEST, 4, 2, S7_USERDATA_REQUEST);
    message.as.known.payload.message_request = (struct s7_message_request){0x81, 0, "HmiRtm ", true, 9, 0};
    assert_ends_with(fields(),
                     "  events                   81                         mode transitions, alarms\n"
                     "  reserved                 00                         0\n"
                     "  name                     48 6d 69 52 74 6d 20 00    \"HmiRtm \\x00\"\n"
                     "  alarm type               09                         ALARM_S, initiate\n"
                     "  reserved                 00                         0\n");
    set_up(S7_BODY_MESSAGE_ANSWER, 4, 2, S7_USERDATA_RESPONSE);
    message.as.known.payload.message_answer = (struct s7_message_answer){2, 0, true, 9, 1, 0};
    assert_ends_with(fields(), "  result                   02                         2\n"
                               "  reserved                 00                         0\n"
                               "  alarm type               09                         ALARM_S, initiate\n"
                               "  alarm state              01                         1\n"
                               "  reserved                 00                         0\n");
}

static void test_password_is_not_shown(void **state)
{
    (void)state;
    set_up(S7_BODY_PASSWORD, 5, 1, S7_USERDATA_REQUEST);
    memcpy(message.as.known.payload.password.octets, "SECRET!!", S7_PASSWORD_SIZE);
    assert_ends_with(fields(), "  payload: password, not shown\n");
    assert_null(strstr(text, "53 45"));
    assert_null(strstr(text, "SECRET"));
}

static void test_clock(void **state)
{
    (void)state;
    set_up(S7_BODY_CLOCK, 7, 1, S7_USERDATA_RESPONSE);
    message.as.known.payload.time = (struct s7_time10){0, 0x19, {0x16, 2, 8, 0x14, 0x51, 0x37, 0x91, 0x62}};
    assert_ends_with(fields(),
                     "  reserved                 00                         0\n"
                     "  century                  19                         19, ignored\n"
                     "  time                     16 02 08 14 51 37 91 62    2016-02-08 14:51:37.916\n");
}

static void test_control(void **state)
{
    (void)state;
    memset(&message, 0, sizeof message);
    message.header.rosctr = S7_ROSCTR_JOB;
    message.body = S7_BODY_PI_SERVICE;
    message.as.pi_service = s7_pi_service_start(true);
    assert_ends_with(fields(),
                     "  function                 28                         PI Service\n"
                     "  unknown                  00 00 00 00 00 00 fd       00 six times and FD in captures\n"
                     "  length of the argument   00 02                      2\n"
                     "    0000  43 20\n"
                     "  length of the name       09                         9\n"
                     "  name                     50 5f 50 52 4f 47 52 41 .. \"P_PROGRAM\"\n");
    message.body = S7_BODY_PLC_STOP;
    message.as.plc_stop = s7_plc_stop_request();
    assert_ends_with(fields(), "  function                 29                         PLC Stop\n"
                               "  unknown                  00 00 00 00 00             0 in captures\n"
                               "  length of the name       09                         9\n"
                               "  name                     50 5f 50 52 4f 47 52 41 .. \"P_PROGRAM\"\n");
    message.header.rosctr = S7_ROSCTR_ACK_DATA;
    message.body = S7_BODY_CONTROL_ANSWER;
    message.as.control_answer = (struct s7_control_answer){0x28, true, 2};
    assert_ends_with(fields(), "  function                 28                         PI Service\n"
                               "  status                   02                         02\n");
}

static void test_argument_with_a_password_is_not_shown(void **state)
{
    (void)state;
    memset(&message, 0, sizeof message);
    message.header.rosctr = S7_ROSCTR_JOB;
    message.body = S7_BODY_PI_SERVICE;
    message.as.pi_service.name = (struct s7_octets){(const uint8_t *)"_N_LOGIN_", 9};
    message.as.pi_service.argument = (struct s7_octets){(const uint8_t *)"SECRET", 6};
    assert_ends_with(fields(), "  length of the argument   00 06                      6\n"
                               "  argument: with a password, not shown\n"
                               "  length of the name       09                         9\n"
                               "  name                     5f 4e 5f 4c 4f 47 49 4e .. \"_N_LOGIN_\"\n");
    assert_null(strstr(text, "53 45"));
}

static void test_mode_transition(void **state)
{
    (void)state;
    memset(&message, 0, sizeof message);
    message.header.rosctr = S7_ROSCTR_USERDATA;
    message.body = S7_BODY_MODE;
    message.as.mode.mode = S7_MODE_RUN;
    assert_ends_with(fields(), "  head                     01 00 10 10                mode transition push\n"
                               "  unknown                  00 00                      0 in captures\n"
                               "  mode                     02                         RUN\n"
                               "  unknown                  00                         0 in captures\n");
}

/* A dump line or a field begins with two blanks; what is told of a body is all of its octets, none twice. */
static void test_random_lists_are_told_to_the_end(void **state)
{
    (void)state;
    static struct arena arena;
    struct s7_chance chance = cases_begin("describe payload");
    for (unsigned long i = 0; i < cases_count() / 10; i++) {
        arena.used = 0;
        set_up(S7_BODY_SZL_LIST, 4, 1, S7_USERDATA_RESPONSE);
        random_szl_list(&chance, &arena, &message.as.known.payload.szl_list);
        message.as.known.payload.szl_list.head.id = (uint16_t)s7_chance_below(&chance, 0x33);
        message.as.known.payload.szl_list.head.record_size = (uint16_t)s7_chance_below(&chance, 50);
        assert_null(strstr(fields(), "(null)"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_records_of_a_list),
        cmocka_unit_test(test_diagnostic_message),
        cmocka_unit_test(test_message_service),
        cmocka_unit_test(test_password_is_not_shown),
        cmocka_unit_test(test_clock),
        cmocka_unit_test(test_control),
        cmocka_unit_test(test_argument_with_a_password_is_not_shown),
        cmocka_unit_test(test_mode_transition),
        cmocka_unit_test(test_random_lists_are_told_to_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
