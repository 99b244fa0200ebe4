/* SPDX-License-Identifier: MIT
 *
 * What is asked: codes, names, and lines of a log with names, codes and messages in them.
 */
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "cases.h"
#include "check.h"
#include "cli/explain_answer.h"
#include "sieben/error.h"

static struct s7_explain_answer answer;

static const char *asked(const char *text)
{
    static char told[1024];
    struct s7_strbuf buf = s7_strbuf_over(told, sizeof told);
    s7_explain_read(text, &answer);
    for (size_t i = 0; i < answer.count; i++)
        s7_strbuf_printf(&buf, "%s%s", i ? "|" : "", answer.meanings[i].code);
    return told;
}

static void codes_and_names(void **state)
{
    (void)state;
    assert_string_equal(asked("  0x8104 "), "0x8104 (81 04)");
    assert_string_equal(asked("STATUS 8"), "STATUS 8");
    assert_string_equal(asked("ACCESS_PUT_GET"), "ACCESS_PUT_GET (401)");
    assert_string_equal(asked("access_put_get"), "ACCESS_PUT_GET (401)");
    assert_string_equal(asked("S7_ERR_ACCESS_PUT_GET"), "ACCESS_PUT_GET (401)");
    assert_string_equal(asked("ECONNREFUSED"), "ECONNREFUSED");
    assert_string_equal(asked("ACCESS"), "layer 4 ACCESS");
    assert_string_equal(asked("PARTNER_ACCESS"), "STATUS 8");
}

static void signs_and_causes(void **state)
{
    (void)state;
    assert_string_equal(asked("COTP_OTHER_SLOT"), "COTP_OTHER_SLOT");
    assert_int_equal(answer.meanings[0].kind, S7_EXPLAIN_SIGN);
    assert_string_equal(asked("put_get_off"), "PUT_GET_OFF");
    assert_int_equal(answer.meanings[0].kind, S7_EXPLAIN_CAUSE);
    assert_string_equal(asked("DB_SHORT"), "DB_SHORT|DB_SHORT");
    assert_string_equal(asked("sign DB_SHORT"), "DB_SHORT");
    assert_int_equal(answer.meanings[0].kind, S7_EXPLAIN_SIGN);
    assert_string_equal(asked("cause DB_SHORT"), "DB_SHORT");
    assert_int_equal(answer.meanings[0].kind, S7_EXPLAIN_CAUSE);
    assert_string_equal(asked("TCP_RESET"), "TCP_RESET (104)|TCP_RESET");
    assert_string_equal(asked("S7_ERR_TCP_RESET"), "TCP_RESET (104)");
    assert_string_equal(asked("FAIL       layer 2 ISO: COTP_OTHER_SLOT, OVEN"), "COTP_OTHER_SLOT");
    assert_string_equal(asked("PROXY"), "PROXY");
    assert_string_equal(asked("the proxy is overloaded, MMS stopped"), ""); /* ordinary words */
    assert_string_equal(asked("sign 1"), "");
    assert_string_equal(asked("COTP_OTHR_SLOT"), "");
    assert_string_equal(answer.nearest[0].code, "COTP_OTHER_SLOT");
}

static void lines_of_a_log(void **state)
{
    (void)state;
    static const struct {
        const char *line, *told;
    } rows[] = {
        {"FAIL       layer 4 ACCESS: ACCESS_PUT_GET (401), DB10.DBW0:INT on 10.10.1.11:102",
         "ACCESS_PUT_GET (401)"},
        {"Error: connect ECONNREFUSED 10.0.0.1:102", "ECONNREFUSED"},
        {"Error: PLC error [0x8104]: This service is not implemented on the module or a frame error was "
         "reported",
         "0x8104 (81 04)"},
        {"S7 error class 0x81, code 0x04", "0x8104 (81 04)"},
        {"code: 0x2300000 (errCliFunctionRefused)",
         "\"CLI : function refused by CPU\"|\"CLI : function refused by CPU\""},
        {"b'CPU : Function not available'", "\"CPU : Function not available\""},
        {"Snap7Exception: b' CPU : Address out of range'", "\"CPU : Address out of range\""},
        {"CLI : function refused by CPU (Unknown error)",
         "\"CLI : function refused by CPU\"|\"CLI : function refused by CPU\""},
        {"function refused by CPU (Unknown error)",
         "\"CLI : function refused by CPU\"|\"CLI : function refused by CPU\""},
        {"b' ISO : An error occurred during recv TCP : Connection reset by peer'",
         "\"ISO : An error occurred during recv TCP : Connection reset by peer\"|"
         "\"ISO : An error occurred during recv TCP : Connection reset by peer\""},
        {"b' TCP : Unreachable peer'", "\"TCP : Unreachable peer\""},
        {"Received 12 bytes: '32-02-00-00-00-00-00-00-00-00-81-04', expected 20 bytes.",
         "\"00-00-00-00-81-04\""},
        {"Invalid response from PLC: '32-03-00-00-00-00-00-02-00-04-00-00-04-01-0A-00-00-00'.",
         "\"00-00-04-01-0A-00-00-00\""},
        {"Error - TCP connected, ISO didn't", "\"TCP connected, ISO didn't\""},
        {"errCode = Invalid Response Code - 10", "\"Invalid Response Code - 10\""},
        {"TPKT is incomplete / invalid", "\"TPKT is incomplete / invalid\""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_string_equal(asked(rows[i].line), rows[i].told);
}

/* The text of one message in another is not a meaning of its own. */
static void the_longest_message_counts(void **state)
{
    (void)state;
    assert_string_equal(asked("ISO : An error occurred during recv"),
                        "\"ISO : An error occurred during recv\"");
    asked("ISO : An error occurred during recv TCP : Connection timed out");
    assert_int_equal(answer.count, 2);
    assert_int_equal(answer.meanings[0].errors[0], S7_ERR_ISO_TIMEOUT);
    assert_int_equal(answer.meanings[1].errors[0], S7_ERR_S7_REQUEST_TIMEOUT);
}

static void a_part_of_a_message(void **state)
{
    (void)state;
    assert_string_equal(asked("wrong TSAPs"), "\"ISO : Invalid connection params (wrong TSAPs)\"");
    assert_string_equal(asked("current protection level"),
                        "\"CPU : Function not authorized for current protection level\"");
    assert_string_equal(asked("wrong"), ""); /* too little to tell */
}

static void what_was_perhaps_meant(void **state)
{
    (void)state;
    assert_string_equal(asked("ACCES_PUT_GTE"), "");
    assert_int_equal(answer.nearest_count, 1);
    assert_string_equal(answer.nearest[0].code, "ACCESS_PUT_GET (401)");
    assert_string_equal(asked("ECONREFUSED"), "");
    assert_string_equal(answer.nearest[0].code, "ECONNREFUSED");
    assert_string_equal(asked("statsu 8"), "");
    assert_string_equal(answer.nearest[0].code, "STATUS 8");
    assert_string_equal(asked("0x8199"), "");
    assert_string_equal(answer.nearest[0].code, "class 81");
    assert_string_equal(asked("qwxz"), "");
    assert_int_equal(answer.nearest_count, 0);
    assert_string_equal(asked(""), "");
    assert_string_equal(asked(" \n"), "");
    assert_int_equal(answer.nearest_count, 0);
}

/* Every code finds itself as it is written, every error by name and number. */
static void everything_is_found_by_its_own_words(void **state)
{
    (void)state;
    struct s7_meaning meaning;
    for (int kind = 0; kind < S7_EXPLAIN_KIND_COUNT; kind++)
        for (size_t i = 0; s7_explain_at((enum s7_explain_kind)kind, i, &meaning); i++) {
            bool found = false;
            s7_explain_read(meaning.name && kind != S7_EXPLAIN_STATUS ? meaning.name : meaning.code, &answer);
            for (size_t k = 0; k < answer.count; k++)
                found |= strcmp(answer.meanings[k].code, meaning.code) == 0;
            if (!found)
                fail_msg("%s is not found", meaning.code);
        }
}

/* Anything at all is an ordinary question. */
static void whatever_is_asked(void **state)
{
    (void)state;
    static const char *const pieces[] = {"0x",
                                         "81",
                                         "04",
                                         " ",
                                         "-",
                                         "STATUS",
                                         "DR",
                                         "item",
                                         "code",
                                         "class",
                                         "SZL",
                                         "ECONNREFUSED",
                                         "(",
                                         "W#16#",
                                         ":",
                                         "CPU : ",
                                         "Function not available",
                                         "99999999999",
                                         "\xFF",
                                         "|"};
    struct s7_chance chance = cases_begin("whatever_is_asked");
    unsigned long cases = cases_count() / 20;
    for (unsigned long i = 0; i < cases; i++) {
        char text[256];
        struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
        for (uint64_t n = s7_chance_below(&chance, 8); n; n--) {
            s7_strbuf_add(&buf, pieces[s7_chance_below(&chance, sizeof pieces / sizeof pieces[0])]);
            if (s7_chance_below(&chance, 2))
                s7_strbuf_char(&buf, (char)(1 + s7_chance_below(&chance, 255)));
        }
        s7_explain_read(text, &answer);
        assert_true(answer.count <= S7_ANSWER_MOST && answer.nearest_count <= S7_ANSWER_NEAREST);
        assert_true(answer.count == 0 || answer.nearest_count == 0);
    }
}

static void long_texts(void **state)
{
    (void)state;
    static char text[60000];
    memset(text, 'A', sizeof text - 1);
    memcpy(text + 900, " ECONNREFUSED ", 14);
    assert_string_equal(asked(text), "ECONNREFUSED");
    memset(text, '4', sizeof text - 1);
    assert_string_equal(asked(text), "");
}

/** Alone, in any case of letters, and in a line of `sieben plant check`. */
static void checks_of_a_register_are_known(void **state)
{
    (void)state;
    static const char *const asked[] = {"S7R-008", "s7r-008", "  S7R-008 ", "check S7R-008",
                                        "plant.yaml:31:3: error S7R-008: C-2: P#DB1.DBX0.0 BYTE 1 of A"};
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        s7_explain_read(asked[i], &answer);
        assert_int_equal(answer.count, 1);
        assert_int_equal(answer.meanings[0].kind, S7_EXPLAIN_CHECK);
        assert_string_equal(answer.meanings[0].code, "S7R-008");
        assert_non_null(strstr(answer.meanings[0].text, "two connections write the same bits"));
        assert_non_null(strstr(answer.meanings[0].remedy, "one writer"));
    }
    s7_explain_read("S7R-999", &answer);
    assert_int_equal(answer.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(checks_of_a_register_are_known),
        cmocka_unit_test(codes_and_names),
        cmocka_unit_test(signs_and_causes),
        cmocka_unit_test(lines_of_a_log),
        cmocka_unit_test(the_longest_message_counts),
        cmocka_unit_test(a_part_of_a_message),
        cmocka_unit_test(what_was_perhaps_meant),
        cmocka_unit_test(everything_is_found_by_its_own_words),
        cmocka_unit_test(whatever_is_asked),
        cmocka_unit_test(long_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
