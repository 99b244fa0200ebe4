/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "cli/exit.h"
#include "said.h"
#include "served.h"

static void tags_are_read_in_the_order_given(void **state)
{
    (void)state;
    struct said said =
        SAY("get", served_at, "DB1.DBW1:INT", "DB2.DBB5", "DB1.DBX1.0:BOOL*3", "P#DB2.DBX10.0 BYTE 3");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.out, "DB1.DBW1:INT = 258\n"
                                  "DB2.DBB5:BYTE = 16#05\n"
                                  "DB1.DBX1.0:BOOL*3 = true, false, false\n"
                                  "DB2.DBB10:BYTE*3 = 16#0A, 16#0B, 16#0C\n");
    assert_string_equal(said.err, "");
}

/* What does not fit one telegram is read in several, and is one value here. */
static void a_long_area_is_one_value(void **state)
{
    (void)state;
    struct said said = SAY("get", served_at, "DB2.DBB0:BYTE*1000");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    const char *at = strstr(said.out, " = ");
    for (unsigned i = 0; i < 1000; i++) {
        char number[16];
        assert_non_null(at);
        snprintf(number, sizeof number, "%s16#%02X", i ? ", " : " = ", i % 251);
        assert_memory_equal(at, number, strlen(number));
        at += strlen(number);
    }
    assert_string_equal(at, "\n");
}

static void a_refused_tag_keeps_no_other_from_being_read(void **state)
{
    (void)state;
    char first[160];
    struct said said = SAY("get", served_at, "DB1.DBB1", "DB9.DBB0", "DB1.DBB2", "DB9.DBB1", "DB1.DBB300");
    assert_int_equal(said.exit_code, 50);
    assert_string_equal(said.out, "DB1.DBB1:BYTE = 16#01\nDB1.DBB2:BYTE = 16#02\n");
    /* once per kind of refusal */
    snprintf(first, sizeof first,
             "FAIL       layer 5 DATA: DATA_MISSING (502), DB9.DBB0:BYTE and 1 more on %s\n", served_at);
    assert_memory_equal(said.err, first, strlen(first));
    snprintf(first, sizeof first, "\nFAIL       layer 5 DATA: DATA_ADDRESS (501), DB1.DBB300:BYTE on %s\n",
             served_at);
    assert_non_null(strstr(said.err, first));
    assert_null(strstr(strstr(said.err, first) + strlen(first), "FAIL"));
}

static void values_as_a_document(void **state)
{
    (void)state;
    const char *schema, *target, *tag, *type, *missing, *error, *what;
    int number;
    json_t *no_error, *no_value;
    struct said said = SAY("get", served_at, "--json", "DB1.DBW1:INT", "DB9.DBB0");
    assert_int_equal(said.exit_code, 50);
    assert_string_equal(said.err, "");
    json_t *document = json_loads(said.out, 0, NULL);
    assert_int_equal(json_unpack(document, "{s:s, s:s, s:[{s:s, s:s, s:i, s:o}, {s:s, s:o, s:{s:s, s:s}}!]}",
                                 "schema", &schema, "target", &target, "tags", "tag", &tag, "type", &type,
                                 "value", &number, "error", &no_error, "tag", &missing, "value", &no_value,
                                 "error", "id", &error, "what", &what),
                     0);
    assert_string_equal(schema, "sieben/get/1");
    assert_string_equal(target, served_at);
    assert_string_equal(tag, "DB1.DBW1:INT");
    assert_string_equal(type, "INT");
    assert_int_equal(number, 258);
    assert_true(json_is_null(no_error));
    assert_string_equal(missing, "DB9.DBB0:BYTE");
    assert_true(json_is_null(no_value));
    assert_string_equal(error, "DATA_MISSING");
    assert_string_equal(what, missing);
    json_decref(document);
}

static void without_a_connection_every_tag_fails_once(void **state)
{
    (void)state;
    char nobody[32], first[160];
    nobody_at(nobody, sizeof nobody);
    struct said said = SAY("get", nobody, "DB1.DBB0", "MW0", "I0.0");
    assert_int_equal(said.exit_code, 10);
    assert_string_equal(said.out, "");
    snprintf(first, sizeof first, "FAIL       layer 1 TCP: TCP_REFUSED (102), DB1.DBB0:BYTE and 2 more on %s\n",
             nobody);
    assert_memory_equal(said.err, first, strlen(first));
    assert_null(strstr(said.err + 1, "FAIL"));
    said = SAY("get", nobody, "DB1.DBB0", "--json");
    assert_int_equal(said.exit_code, 10);
    assert_non_null(strstr(said.out, "\"TCP_REFUSED\""));
    assert_string_equal(said.err, "");
}

/* The options reach the connection: of another slot the CPU knows nothing, of its own TSAP it does. */
static void rack_slot_and_tsap_are_those_of_the_command(void **state)
{
    (void)state;
    char wrong[40];
    snprintf(wrong, sizeof wrong, "%s/0.5", served_at);
    assert_int_equal(SAY("get", wrong, "DB1.DBB0").exit_code, 20);
    assert_int_equal(SAY("get", wrong, "DB1.DBB0", "--tsap", "01.00:03.01").exit_code, S7_EXIT_OK);
    assert_int_equal(SAY("get", served_at, "DB1.DBB0", "--type", "pg").exit_code, S7_EXIT_OK);
}

static void the_command_line_is_checked_before_anything_is_dialled(void **state)
{
    (void)state;
    assert_misuse(SAY("get"), "get", "a target and at least one tag are expected");
    assert_misuse(SAY("get", "127.0.0.1"), "get", "a target and at least one tag are expected");
    assert_misuse(SAY("get", "h", "MW0", "--type", "plc"), "get", "--type is basic, op or pg, not \"plc\"");
    struct said said = SAY("get", "127.0.0.1", "MW0", "MQ0");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_string_equal(said.out, "");
    assert_memory_equal(said.err, "sieben get: ", 12);
    said = SAY("get", "127.0.0.1:0", "MW0");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_string_equal(said.err,
                        "sieben get: a port is a number from 1 to 65535\n  127.0.0.1:0\n            ^\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tags_are_read_in_the_order_given),
        cmocka_unit_test(a_long_area_is_one_value),
        cmocka_unit_test(a_refused_tag_keeps_no_other_from_being_read),
        cmocka_unit_test(values_as_a_document),
        cmocka_unit_test(without_a_connection_every_tag_fails_once),
        cmocka_unit_test(rack_slot_and_tsap_are_those_of_the_command),
        cmocka_unit_test(the_command_line_is_checked_before_anything_is_dialled),
    };
    return cmocka_run_group_tests(tests, served_start_filled, served_stop);
}
