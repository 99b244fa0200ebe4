/* SPDX-License-Identifier: MIT */
#include "cli/capture_list_words.h"

#include "check.h"

#include <string.h>

static char text[200];

static struct s7_strbuf *into(void)
{
    static struct s7_strbuf buf;
    text[0] = '\0';
    buf = s7_strbuf_over(text, sizeof text);
    return &buf;
}

static void expect_time(s7_time time, const char *expected)
{
    s7_words_time(into(), time);
    assert_string_equal(text, expected);
}

static void times_have_the_unit_that_fits(void **state)
{
    (void)state;
    expect_time(0, "0 µs");
    expect_time(999 * 1000, "999 µs");
    expect_time(4123 * 1000, "4.1 ms");
    expect_time(41 * S7_MILLISECOND, "41 ms");
    expect_time(2540 * S7_MILLISECOND, "2.5 s");
    expect_time(59 * S7_SECOND, "59 s");
    expect_time(200 * S7_SECOND, "3 min 20 s");
    expect_time(7384 * S7_SECOND, "2 h 3 min");
}

static void a_moment_is_of_utc(void **state)
{
    (void)state;
    s7_words_moment(into(), INT64_C(1454943097916) * S7_MILLISECOND);
    assert_string_equal(text, "2016-02-08 14:51:37.916");
}

static void counts_have_groups(void **state)
{
    (void)state;
    s7_words_count(into(), 0);
    assert_string_equal(text, "0");
    s7_words_count(into(), 1000234);
    assert_string_equal(text, "1,000,234");
    s7_words_of(into(), 1, "item", "items");
    assert_string_equal(text, "1 item");
    s7_words_of(into(), 2, "item", "items");
    assert_string_equal(text, "2 items");
}

static void expect_function(struct s7_function_key key, const char *expected)
{
    s7_words_function(into(), &key);
    assert_string_equal(text, expected);
}

static void functions_have_names_or_numbers(void **state)
{
    (void)state;
    expect_function((struct s7_function_key){.rosctr = 1, .function = 4}, "Read Var");
    expect_function((struct s7_function_key){.rosctr = 1, .function = 0x77}, "function 77");
    expect_function((struct s7_function_key){.rosctr = 1}, "not known (its request was not seen)");
    expect_function((struct s7_function_key){.rosctr = 7, .group = 4, .subfunction = 1}, "Read SZL");
    expect_function((struct s7_function_key){.rosctr = 7, .group = 0}, "Mode transition");
    expect_function((struct s7_function_key){.rosctr = 7, .group = 4, .subfunction = 0x7F}, "Userdata 4.7F");
    expect_function((struct s7_function_key){.rosctr = 7, .group = 9, .subfunction = 0}, "Userdata 9.00");
}

static void every_protocol_and_role_has_words_of_its_own(void **state)
{
    (void)state;
    for (int i = 0; i < S7_TALK_PROTOCOL_COUNT; i++)
        for (int k = 0; k < i; k++) {
            assert_string_not_equal(s7_words_protocol((enum s7_talk_protocol)i),
                                    s7_words_protocol((enum s7_talk_protocol)k));
            assert_string_not_equal(s7_words_protocol_name((enum s7_talk_protocol)i),
                                    s7_words_protocol_name((enum s7_talk_protocol)k));
        }
    for (int i = 0; i <= S7_ROLE_GUESSED; i++)
        for (int k = 0; k < i; k++) {
            assert_string_not_equal(s7_words_role((enum s7_role_evidence)i),
                                    s7_words_role((enum s7_role_evidence)k));
            assert_string_not_equal(s7_words_role_name((enum s7_role_evidence)i),
                                    s7_words_role_name((enum s7_role_evidence)k));
        }
}

static void a_tsap_of_a_cpu_says_class_rack_and_slot(void **state)
{
    (void)state;
    struct s7_tsap tsap = s7_tsap_of(S7_CLASS_OP, 3, 17);
    s7_words_tsap(into(), &tsap);
    assert_string_equal(text, "OP, rack 3, slot 17");
    tsap.octets[0] = 0x10;
    s7_words_tsap(into(), &tsap);
    assert_string_equal(text, "");
    tsap = (struct s7_tsap){.size = 3, .octets = {1, 2, 3}};
    s7_words_tsap(into(), &tsap);
    assert_string_equal(text, "");
}

static void networks_have_names(void **state)
{
    (void)state;
    s7_words_link(into(), 1);
    assert_string_equal(text, "Ethernet");
    s7_words_link(into(), 147);
    assert_string_equal(text, "LINKTYPE 147");
}

static void an_order_number_has_no_blanks_behind_it(void **state)
{
    (void)state;
    struct s7_talk talk = {.connections = 1};
    char number[21];
    s7_words_order_number(&talk, number);
    assert_string_equal(number, "");
    memcpy(talk.order_number, "6ES7 315-2EH14-0AB0 ", 20);
    s7_words_order_number(&talk, number);
    assert_string_equal(number, "6ES7 315-2EH14-0AB0");
}

static void a_period_is_between_the_first_and_the_last(void **state)
{
    (void)state;
    struct s7_usage usage = {.requests = 1, .deliveries = 4, .first = 100, .last = 500};
    assert_int_equal(s7_words_period(&usage), 100);
    usage = (struct s7_usage){.requests = 1, .deliveries = 1, .first = 100, .last = 105};
    assert_int_equal(s7_words_period(&usage), 0);
    usage = (struct s7_usage){.requests = 1, .first = 100, .last = 100};
    assert_int_equal(s7_words_period(&usage), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(times_have_the_unit_that_fits),
                                       cmocka_unit_test(a_moment_is_of_utc),
                                       cmocka_unit_test(counts_have_groups),
                                       cmocka_unit_test(functions_have_names_or_numbers),
                                       cmocka_unit_test(every_protocol_and_role_has_words_of_its_own),
                                       cmocka_unit_test(a_tsap_of_a_cpu_says_class_rack_and_slot),
                                       cmocka_unit_test(networks_have_names),
                                       cmocka_unit_test(an_order_number_has_no_blanks_behind_it),
                                       cmocka_unit_test(a_period_is_between_the_first_and_the_last)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
