/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>

#include "cli/szl_answer.h"
#include "partner.h"

static struct s7_posix_client *connect_to_partner(void)
{
    struct s7_posix_config config;
    struct s7_posix_client *client;
    struct s7_fault fault;
    s7_posix_config_default(&config);
    config.host = "127.0.0.1";
    assert_int_equal(s7_posix_open(&config, &client, &fault), S7_OK);
    return client;
}

static int reset(void **state)
{
    (void)state;
    partner_reset();
    partner_is_315();
    return 0;
}

static void an_answer_is_kept_whole(void **state)
{
    (void)state;
    struct s7_szl_answer answer;
    assert_int_equal(s7_szl_answer_read(connect_to_partner(), 0x0424, 0, &answer), S7_OK);
    assert_int_equal(answer.fault.error, S7_OK);
    assert_int_equal(answer.size, 28);
    assert_int_equal(s7_szl_answer_head(&answer).record_size, 20);
    assert_int_equal(s7_szl_answer_head(&answer).record_count, 1);
    assert_false(s7_szl_answer_lacking(&answer));
    assert_null(s7_szl_answer_note(&answer));
    s7_szl_answer_free(&answer);
    assert_null(answer.octets);
}

static void fields_are_found_in_any_record_or_in_one(void **state)
{
    (void)state;
    struct s7_szl_answer answer;
    char text[40] = "untouched";
    s7_szl_answer_read(connect_to_partner(), 0x0011, 0, &answer);
    assert_true(s7_szl_answer_find(&answer, -1, "firmware", text, sizeof text));
    assert_string_equal(text, "V3.2.7");
    assert_true(s7_szl_answer_find(&answer, 0x81, "firmware", text, sizeof text));
    assert_string_equal(text, "A32.9.9");
    assert_false(s7_szl_answer_find(&answer, 1, "firmware", text, sizeof text));
    assert_false(s7_szl_answer_find(&answer, 7, "order_number", text, sizeof text)); /* blanks */
    assert_true(s7_szl_answer_find(&answer, -1, "order_number", text, 5));
    assert_string_equal(text, "6ES7");
    s7_szl_answer_free(&answer);
    assert_false(s7_szl_answer_find(&answer, -1, "firmware", text, sizeof text));
}

static void a_lack_is_an_answer_and_silence_is_none(void **state)
{
    (void)state;
    static const struct {
        int error;
        enum s7_phase phase;
        uint16_t code;
        bool lacking, note;
    } rows[] = {
        {S7_ERR_DATA_INFORMATION, S7_PHASE_REQUEST, 0xD401, true, false},
        {S7_ERR_S7_NOT_IMPLEMENTED, S7_PHASE_REQUEST, 0x8104, true, false},
        {S7_ERR_S7_CLOSED, S7_PHASE_REQUEST, 0, false, true},
        {S7_ERR_S7_RESET, S7_PHASE_REQUEST, 0, false, true},
        {S7_ERR_S7_REQUEST_TIMEOUT, S7_PHASE_REQUEST, 0, false, true},
        {S7_ERR_S7_CLOSED, S7_PHASE_SETUP, 0, false, false},
        {S7_ERR_S7_MALFORMED, S7_PHASE_REQUEST, 0, false, false},
    };
    struct s7_posix_client *client = connect_to_partner();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct s7_szl_answer answer;
        const struct s7_fault fault = {
            .error = rows[i].error, .phase = rows[i].phase, .peer_code = rows[i].code};
        partner_fails_list(0x0011, 0, fault);
        assert_int_equal(s7_szl_answer_read(client, 0x0011, 0, &answer), rows[i].error);
        assert_null(answer.octets);
        assert_int_equal(s7_szl_answer_lacking(&answer), rows[i].lacking);
        assert_int_equal(s7_szl_answer_note(&answer) != NULL, rows[i].note);
        assert_int_equal(s7_szl_answer_head(&answer).record_count, 0);
    }
}

static void titles_have_the_names_of_lists(void **state)
{
    (void)state;
    char title[S7_SZL_TITLE_SIZE];
    s7_szl_answer_title(0x0F11, 1, title, sizeof title);
    assert_string_equal(title, "SZL 0F11 index 0001 (module identification)");
    s7_szl_answer_title(0x00F9, 0xFFFF, title, sizeof title);
    assert_string_equal(title, "SZL 00F9 index FFFF");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(an_answer_is_kept_whole, reset),
        cmocka_unit_test_setup(fields_are_found_in_any_record_or_in_one, reset),
        cmocka_unit_test_setup(a_lack_is_an_answer_and_silence_is_none, reset),
        cmocka_unit_test_setup(titles_have_the_names_of_lists, reset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
