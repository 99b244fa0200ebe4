/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>

#include "cli/diag_event.h"
#include "partner.h"

static struct s7_szl_answer answer_of(const char *list)
{
    struct s7_szl_answer answer;
    struct s7_posix_client *client = NULL;
    struct s7_posix_config config = {.host = "h"};
    struct s7_fault fault = {0};
    partner_reset();
    partner_has_list(0x00A0, 0, list);
    assert_int_equal(s7_posix_open(&config, &client, &fault), S7_OK);
    assert_int_equal(s7_szl_answer_read(client, 0x00A0, 0, &answer), S7_OK);
    return answer;
}

/* Only whole entries, and only of a list that holds such. */
static void entries_of_a_list(void **state)
{
    struct s7_diagnostic_event event = {.event = 0};
    (void)state;
    struct s7_szl_answer answer = answer_of("00A0 0000 0014 0003 4302 FF68 C700 0000 000B1077 1408201153592024"
                                            "39F1 1A50 0001 0002 00000003 9401092153421521 4303");
    assert_true(s7_diag_event_at(&answer, 1, &event));
    assert_int_equal(event.event, 0x39F1);
    assert_int_equal(event.info2, 3);
    assert_false(s7_diag_event_at(&answer, 2, &event));
    s7_szl_answer_free(&answer);
    assert_false(s7_diag_event_at(&answer, 0, &event));
    answer = answer_of("00A0 0000 0004 0001 43020000");
    assert_false(s7_diag_event_at(&answer, 0, &event));
    s7_szl_answer_free(&answer);
}

static void in_words_and_as_json(void **state)
{
    static const struct s7_diagnostic_event event = {.event = 0x4304,
                                                     .priority = 255,
                                                     .ob = 0x84,
                                                     .dat_id = 0xC700,
                                                     .info1 = 0x12,
                                                     .info2 = 0x89ABCDEF,
                                                     .time = {0x14, 0x08, 0x20, 0x11, 0x53, 0x59, 0x20, 0x24}};
    char text[S7_DIAG_EVENT_TEXT_SIZE];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    (void)state;
    s7_diag_event_title(&buf, &event);
    assert_string_equal(text, "2014-08-20 11:53:59.202  4304 STOP by a programming device or SFB 20");
    buf = s7_strbuf_over(text, sizeof text);
    s7_diag_event_detail(&buf, &event);
    assert_string_equal(text, "priority 255, OB 132, data C700: 0012 89ABCDEF");
    json_t *object = s7_diag_event_json(&event);
    assert_string_equal(json_string_value(json_object_get(object, "time")), "2014-08-20T11:53:59.202");
    assert_true(json_integer_value(json_object_get(object, "info_2")) == 0x89ABCDEF);
    assert_int_equal(json_integer_value(json_object_get(object, "class")), 4);
    json_decref(object);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_of_a_list),
        cmocka_unit_test(in_words_and_as_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
