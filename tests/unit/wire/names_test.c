/* SPDX-License-Identifier: MIT */
#include "wire/names.h"

#include <string.h>

#include "check.h"

static void test_known_names(void **state)
{
    (void)state;
    assert_string_equal(s7_name_tpdu(0xE0), "CR");
    assert_string_equal(s7_name_tpdu(0x70), "ER");
    assert_string_equal(s7_name_cotp_parameter(0xC0), "TPDU size");
    assert_string_equal(s7_name_dr_reason(128), "normal disconnect");
    assert_string_equal(s7_name_er_cause(2), "invalid TPDU type");
    assert_string_equal(s7_name_rosctr(3), "Ack_Data");
    assert_string_equal(s7_name_function(0x04), "Read Var");
    assert_string_equal(s7_name_function(0x29), "PLC Stop");
    assert_string_equal(s7_name_group(4), "CPU functions");
    assert_string_equal(s7_name_userdata_type(8), "response");
    assert_string_equal(s7_name_subfunction(4, 1), "Read SZL");
    assert_string_equal(s7_name_subfunction(3, 1), "List blocks");
    assert_string_equal(s7_name_mode(2), "RUN");
    assert_string_equal(s7_name_szl(0x1C), "component identification");
    assert_string_equal(s7_name_szl_mode(0x8), "RUN");
    assert_string_equal(s7_name_led(0x04), "RUN");
    assert_string_equal(s7_name_message_event(0x80), "alarms");
    assert_string_equal(s7_name_alarm_type(0x09), "ALARM_S, initiate");
    assert_string_equal(s7_name_event_class(4), "change of the operating mode");
    assert_string_equal(s7_text_event(0x4301), "change from STOP to STARTUP");
    assert_string_equal(s7_text_control_status(0x07), "already stopped");
    assert_string_equal(s7_name_syntax(0xB0), "DBREAD");
    assert_string_equal(s7_name_area(0x84), "DB");
    assert_string_equal(s7_name_area(0x81), "I");
    assert_string_equal(s7_name_transport_size(0x02), "BYTE");
    assert_string_equal(s7_name_data_transport(0x04), "BYTE/WORD/DWORD");
    assert_string_equal(s7_text_return_code(0x0A), "object does not exist");
    assert_string_equal(s7_text_error_class(0x87), "access error");
    assert_string_equal(s7_text_error_code(0xD209), "block not found");
    assert_string_equal(s7_text_error_code(0x0000), "no error");
    assert_string_equal(s7_name_tis_area(0x72), "DBW");
    assert_string_equal(s7_name_tis_trigger(0x0100), "force");
    assert_string_equal(s7_name_tis_frequency(0), "every cycle");
    assert_string_equal(s7_name_tis_event(0x0200), "start of cycle");
    assert_string_equal(s7_name_block_type(0x0E), "FB");
    assert_string_equal(s7_name_nck_area(2), "channel");
    assert_string_equal(s7_name_nck_module(0x7F), "S");
    assert_string_equal(s7_name_nck_module(0x31), "GUD6");
    assert_string_equal(s7_name_symbol_part(4), "LID");
    assert_string_equal(s7_name_symbol_root(0x52), "M");
}

static void test_codes_outside_the_tables(void **state)
{
    (void)state;
    assert_null(s7_name_tpdu(0x00));
    assert_null(s7_name_cotp_parameter(0x01));
    assert_null(s7_name_dr_reason(134));
    assert_null(s7_name_er_cause(4));
    assert_null(s7_name_rosctr(8));
    assert_null(s7_name_function(0x77));
    assert_null(s7_name_group(8));
    assert_null(s7_name_userdata_type(1));
    assert_null(s7_name_subfunction(4, 0xFE));
    assert_null(s7_name_subfunction(8, 1));
    assert_null(s7_name_mode(5));
    assert_null(s7_name_szl(0x01));
    assert_null(s7_name_szl_mode(0));
    assert_null(s7_name_led(0));
    assert_null(s7_name_message_event(0x08));
    assert_null(s7_name_tis_area(0x04));
    assert_null(s7_name_tis_trigger(3));
    assert_null(s7_name_tis_frequency(3));
    assert_null(s7_name_tis_event(1));
    assert_null(s7_name_block_type(0x10));
    assert_null(s7_name_nck_area(8));
    assert_null(s7_name_nck_module(0x80));
    assert_null(s7_name_symbol_part(8));
    assert_null(s7_name_symbol_root(0x55));
    assert_null(s7_name_alarm_type(0x02));
    assert_null(s7_name_event_class(0));
    assert_null(s7_text_event(0x4305));
    assert_null(s7_text_control_status(0x01));
    assert_null(s7_name_syntax(0x11));
    assert_null(s7_name_area(0x88));
    assert_null(s7_name_transport_size(0x00));
    assert_null(s7_name_data_transport(0x01));
    assert_null(s7_text_return_code(0x02));
    assert_null(s7_text_error_class(0x86));
    assert_null(s7_text_error_code(0x8103 + 0x0100));
}

/* Every row once, in ascending order, with a text that fits a line. */
static void check_table(const uint16_t *codes, const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_true(i == 0 || codes[i] > codes[i - 1]);
        assert_in_range(strlen(texts[i]), 1, 100);
    }
}

#define S7_NAME(code, text)         code,
#define S7_MARKED(code, text, mark) code,
static const uint16_t error_codes[] = {
#include "wire/defs/error_code.def"
};
static const uint16_t return_codes[] = {
#include "wire/defs/return_code.def"
};
static const uint16_t szls[] = {
#include "wire/defs/szl_list.def"
};
static const uint16_t events[] = {
#include "wire/defs/event.def"
};
static const uint16_t leds[] = {
#include "wire/defs/led.def"
};
static const uint16_t areas[] = {
#include "wire/defs/area.def"
};
static const uint16_t transport_sizes[] = {
#include "wire/defs/transport_size.def"
};
#undef S7_MARKED
#undef S7_NAME
#define S7_NAME(code, text)         text,
#define S7_MARKED(code, text, mark) text,
static const char *const error_texts[] = {
#include "wire/defs/error_code.def"
};
static const char *const return_texts[] = {
#include "wire/defs/return_code.def"
};
static const char *const szl_texts[] = {
#include "wire/defs/szl_list.def"
};
static const char *const event_texts[] = {
#include "wire/defs/event.def"
};
static const char *const led_texts[] = {
#include "wire/defs/led.def"
};
static const char *const area_texts[] = {
#include "wire/defs/area.def"
};
static const char *const transport_texts[] = {
#include "wire/defs/transport_size.def"
};
#undef S7_MARKED
#undef S7_NAME
#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static void test_tables(void **state)
{
    (void)state;
    check_table(error_codes, error_texts, COUNT(error_codes));
    check_table(return_codes, return_texts, COUNT(return_codes));
    check_table(szls, szl_texts, COUNT(szls));
    check_table(events, event_texts, COUNT(events));
    check_table(leds, led_texts, COUNT(leds));
    check_table(areas, area_texts, COUNT(areas));
    check_table(transport_sizes, transport_texts, COUNT(transport_sizes));
}

static void test_every_error_code_is_found(void **state)
{
    (void)state;
    assert_int_equal(COUNT(error_codes), 217);
    for (size_t i = 0; i < COUNT(error_codes); i++)
        assert_string_equal(s7_text_error_code(error_codes[i]), error_texts[i]);
}

/* The codes that PUT/GET clients meet most must say what they mean. */
static void test_texts_of_put_and_get(void **state)
{
    (void)state;
    assert_non_null(strstr(s7_text_error_code(0x8104), "PUT/GET"));
    assert_non_null(strstr(s7_text_error_code(0x8500), "PDU length"));
    assert_non_null(strstr(s7_text_error_code(0xD241), "password"));
    assert_non_null(strstr(s7_text_error_code(0xD0A5), "not enabled"));
    assert_string_equal(s7_text_return_code(0x03), "access to the object is not allowed");
    assert_string_equal(s7_text_return_code(0x05), "invalid address");
    assert_string_equal(s7_text_return_code(0x07), "data type inconsistent");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_names),
        cmocka_unit_test(test_codes_outside_the_tables),
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_every_error_code_is_found),
        cmocka_unit_test(test_texts_of_put_and_get),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
