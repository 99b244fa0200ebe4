/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <jansson.h>
#include <string.h>

#include "cli/exit.h"
#include "partner.h"
#include "said.h"

#define TWO_EVENTS                                                                                             \
    "4302 FF68 C700 0000 000B1077 1014082011535920"                                                            \
    "39F1 1A50 0001 0002 00000003 9401092153421521"

static int reset(void **state)
{
    (void)state;
    partner_reset();
    partner_has_list(0x00A0, 0, "00A0 0000 0014 0002" TWO_EVENTS);
    return 0;
}

static void events_in_words(void **state)
{
    (void)state;
    struct said said = SAY("diag", "127.0.0.1");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(partner.asked, "open; szl 00A0 0000; close; ");
    assert_string_equal(said.out,
                        "   1  no time: 10 14 08 20 11 53 59 20  4302 change from STARTUP to RUN\n"
                        "                               priority 255, OB 104, data C700: 0000 000B1077\n"
                        "   2  1994-01-09 21:53:42.152  39F1 asynchronous error, number F1, entering\n"
                        "                               priority 26, OB 80, data 0001: 0002 00000003\n");
    assert_string_equal(said.err, "");
}

static void the_newest_alone(void **state)
{
    (void)state;
    partner_has_list(0x01A0, 1, "01A0 0001 0014 0001 4302 FF68 C700 0000 000B1077 1408201153592024");
    struct said said = SAY("diag", "127.0.0.1", "--last", "1");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(partner.asked, "open; szl 01A0 0001; close; ");
    assert_begins(said.out, "   1  2014-08-20 11:53:59.202  4302 ");
    assert_misuse(SAY("diag", "h", "--last", "0"), "diag", "--last is a number from 1 to 65535, not \"0\"");
    assert_misuse(SAY("diag", "h", "--last", "-1"), "diag", "--last is a number from 1 to 65535, not \"-1\"");
    assert_misuse(SAY("diag", "h", "--last", "9x"), "diag", "--last is a number from 1 to 65535, not \"9x\"");
    assert_misuse(SAY("diag", "h", "--last", "65536"), "diag", "--last is a number from 1 to 65535");
    assert_misuse(SAY("diag"), "diag", "a target is expected");
}

static void events_as_a_document(void **state)
{
    (void)state;
    const char *time, *text, *class_text;
    json_t *no_time, *no_text;
    int event, class_, info;
    int entering;
    struct said said = SAY("diag", "127.0.0.1", "--json");
    json_t *document = json_loads(said.out, 0, NULL);
    assert_int_equal(json_unpack(document, "{s:[{s:o, s:i, s:s}, {s:s, s:o, s:i, s:s, s:b, s:i}!]}", "events",
                                 "time", &no_time, "event", &event, "text", &text, "time", &time, "text",
                                 &no_text, "class", &class_, "class_text", &class_text, "entering", &entering,
                                 "info_2", &info),
                     0);
    assert_true(json_is_null(no_time) && json_is_null(no_text));
    assert_int_equal(event, 0x4302);
    assert_string_equal(text, "change from STARTUP to RUN");
    assert_string_equal(time, "1994-01-09T21:53:42.152");
    assert_int_equal(class_, 3);
    assert_string_equal(class_text, "asynchronous error");
    assert_true(entering);
    assert_int_equal(info, 3);
    json_decref(document);
}

static void an_empty_buffer(void **state)
{
    (void)state;
    partner_has_list(0x00A0, 0, "00A0 0000 0014 0000");
    assert_string_equal(SAY("diag", "127.0.0.1").out, "the diagnostic buffer is empty\n");
    assert_non_null(strstr(SAY("diag", "127.0.0.1", "--json").out, "\"events\": []"));
}

/* Records of another size are no events; nothing is read past the end of a list that claims too much. */
static void a_list_that_is_none(void **state)
{
    (void)state;
    partner_has_list(0x00A0, 0, "00A0 0000 0004 0002 0001 0002 0003 0004");
    struct said said = SAY("diag", "127.0.0.1");
    assert_int_equal(said.exit_code, 30);
    assert_string_equal(said.out, "");
    assert_begins(said.err, "FAIL       layer 3 S7: S7_MALFORMED");
    partner_has_list(0x00A0, 0, "00A0 0000 0014 FFFF" TWO_EVENTS "4302");
    said = SAY("diag", "127.0.0.1");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_null(strstr(said.out, "\n   3  "));
}

static void a_cpu_without_it(void **state)
{
    (void)state;
    partner_reset();
    struct said said = SAY("diag", "127.0.0.1");
    assert_int_equal(said.exit_code, 50);
    assert_begins(said.err, "FAIL       layer 5 DATA: DATA_INFORMATION (508), the diagnostic buffer of ");
    assert_non_null(strstr(SAY("diag", "127.0.0.1", "--json").out, "\"events\": null"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(events_in_words, reset),      cmocka_unit_test_setup(the_newest_alone, reset),
        cmocka_unit_test_setup(events_as_a_document, reset), cmocka_unit_test_setup(an_empty_buffer, reset),
        cmocka_unit_test_setup(a_list_that_is_none, reset),  cmocka_unit_test_setup(a_cpu_without_it, reset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
