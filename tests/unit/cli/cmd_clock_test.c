/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <jansson.h>
#include <string.h>

#include "cli/exit.h"
#include "partner.h"
#include "said.h"

static int reset(void **state)
{
    (void)state;
    partner_reset();
    partner.clock = (struct s7_clock){2016, 2, 8, 14, 51, 37, 2, 916};
    partner.now_ms = 1454943100000; /* 2016-02-08 14:51:40.000 UTC */
    return 0;
}

/* This machine's clock is looked at before and after the question: the middle counts. */
static void the_difference_in_milliseconds(void **state)
{
    (void)state;
    partner.step_ms = 10;
    struct said said = SAY("clock", "127.0.0.1", "--utc");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(partner.asked, "open; clock; close; ");
    assert_string_equal(said.out, "CPU   2016-02-08 14:51:37.916\n"
                                  "here  2016-02-08 14:51:40.005 (UTC)\n"
                                  "the CPU is 2089 ms behind; asked and answered in 10 ms\n");
    assert_string_equal(said.err, "");
    partner.step_ms = 0;
    partner.now_ms = 1454943097916;
    assert_non_null(strstr(SAY("clock", "127.0.0.1", "--utc").out, "\nno difference; "));
    partner.now_ms -= 2 * 86400000 + 3 * 3600000 + 4 * 60000 + 5006;
    assert_non_null(
        strstr(SAY("clock", "127.0.0.1", "--utc").out, "\nthe CPU is 183845006 ms (2 d 03:04:05) ahead; "));
    assert_non_null(strstr(SAY("clock", "127.0.0.1").out, "(local time)\n"));
}

static void it_is_set_to_now_and_read_again(void **state)
{
    (void)state;
    struct said said = SAY("clock", "127.0.0.1", "--utc", "--set", "now", "--yes");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(partner.asked, "open; clock; set 2016-02-08T14:51:40.000 2; clock; close; ");
    assert_non_null(strstr(said.out,
                           "behind; asked and answered in 0 ms\nset on 127.0.0.1:102\nCPU   2016-02-08 "
                           "14:51:40.000\n"));
    assert_non_null(strstr(said.out, "\nno difference; "));
    assert_string_equal(said.err, "");
}

static void a_person_is_asked_while_no_connection_is_held(void **state)
{
    (void)state;
    partner.terminal = true;
    struct said said = SAY_TO("y\n", "clock", "127.0.0.1", "--set", "2020-02-29 23:59:59.5", "--utc");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    said = SAY_TO("y\n", "clock", "127.0.0.1", "--set", "2020-02-29 23:59:59.500", "--utc");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(partner.asked,
                        "open; clock; close; open; set 2020-02-29T23:59:59.500 7; clock; close; ");
    assert_string_equal(said.err, "set the clock of 127.0.0.1:102 to 2020-02-29 23:59:59.500? [y/N] ");
    partner.asked[0] = '\0';
    said = SAY_TO("n\n", "clock", "127.0.0.1", "--set", "now");
    assert_int_equal(said.exit_code, 90);
    assert_string_equal(partner.asked, "open; clock; close; ");
    assert_begins(said.err, "set the clock of 127.0.0.1:102 to the time of this machine? [y/N] FAIL ");
    assert_null(strstr(said.out, "set on"));
}

static void without_a_terminal_nothing_is_sent(void **state)
{
    (void)state;
    struct said said = SAY_TO("y\n", "clock", "127.0.0.1", "--set", "now");
    assert_int_equal(said.exit_code, 90);
    assert_string_equal(partner.asked, "");
    assert_begins(said.err, "FAIL       layer 9 LOCAL: LOCAL_DENIED");
}

static void what_is_no_time_can_be_set_over(void **state)
{
    (void)state;
    partner.clock_fault = (struct s7_fault){.error = S7_ERR_S7_MALFORMED};
    assert_int_equal(SAY("clock", "127.0.0.1").exit_code, 30);
    struct said said = SAY("clock", "127.0.0.1", "--set", "now", "--yes", "--utc");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_begins(said.out, "CPU   shows what is no time of day\nset on ");
}

static void refusals_and_silence_differ(void **state)
{
    (void)state;
    partner.set_fault = partner_refuses(S7_ERR_ACCESS_PROTECTION, 0xD241);
    struct said said = SAY("clock", "127.0.0.1", "--set", "now", "--yes");
    assert_int_equal(said.exit_code, 40);
    assert_null(strstr(said.err, "not known"));
    assert_null(strstr(said.out, "set on"));
    assert_non_null(strstr(SAY("clock", "h", "--set", "now", "--yes", "--json").out, "\"done\": false"));
    partner.set_fault = partner_hangs_up();
    said = SAY("clock", "127.0.0.1", "--set", "now", "--yes");
    assert_int_equal(said.exit_code, 30);
    assert_non_null(strstr(said.err, "\nnot known whether the clock was set: read it\n"));
    assert_non_null(strstr(SAY("clock", "h", "--set", "now", "--yes", "--json").out, "\"done\": null"));
    partner.clock_fault = partner_refuses(S7_ERR_S7_NOT_IMPLEMENTED, 0x8104);
    partner.asked[0] = '\0';
    assert_int_equal(SAY("clock", "127.0.0.1", "--set", "now", "--yes").exit_code, 30);
    assert_string_equal(partner.asked, "open; clock; close; ");
}

static void a_document_has_both_readings(void **state)
{
    (void)state;
    const char *clock, *here, *to, *after;
    int difference, done, left;
    json_t *error, *set;
    struct said said = SAY("clock", "127.0.0.1", "--utc", "--set", "now", "--yes", "--json");
    assert_string_equal(said.err, "");
    json_t *document = json_loads(said.out, 0, NULL);
    assert_int_equal(json_unpack(document, "{s:{s:s, s:s, s:i}, s:{s:s, s:b, s:{s:s, s:i}}, s:o}", "reading",
                                 "clock", &clock, "here", &here, "difference_ms", &difference, "set", "to", &to,
                                 "done", &done, "reading", "clock", &after, "difference_ms", &left, "error",
                                 &error),
                     0);
    assert_string_equal(clock, "2016-02-08T14:51:37.916");
    assert_string_equal(here, "2016-02-08T14:51:40.000");
    assert_string_equal(to, here);
    assert_string_equal(after, here);
    assert_int_equal(difference, -2084);
    assert_int_equal(left, 0);
    assert_true(done && json_is_null(error));
    json_decref(document);
    document = json_loads(SAY("clock", "127.0.0.1", "--json").out, 0, NULL);
    assert_int_equal(json_unpack(document, "{s:o}", "set", &set), 0);
    assert_true(json_is_null(set));
    json_decref(document);
}

static void the_command_line_is_checked_first(void **state)
{
    (void)state;
    assert_misuse(SAY("clock"), "clock", "a target is expected");
    assert_misuse(SAY("clock", "h", "--set", "yesterday"), "clock",
                  "--set: \"yesterday\" is neither now nor a time like");
    assert_string_equal(partner.asked, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(the_difference_in_milliseconds, reset),
        cmocka_unit_test_setup(it_is_set_to_now_and_read_again, reset),
        cmocka_unit_test_setup(a_person_is_asked_while_no_connection_is_held, reset),
        cmocka_unit_test_setup(without_a_terminal_nothing_is_sent, reset),
        cmocka_unit_test_setup(what_is_no_time_can_be_set_over, reset),
        cmocka_unit_test_setup(refusals_and_silence_differ, reset),
        cmocka_unit_test_setup(a_document_has_both_readings, reset),
        cmocka_unit_test_setup(the_command_line_is_checked_first, reset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
