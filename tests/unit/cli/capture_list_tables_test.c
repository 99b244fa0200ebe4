/* SPDX-License-Identifier: MIT */
#include "capture_list_scene.h"

static void tell_functions(struct s7_report *report)
{
    s7_capture_list_functions(report, &scene.list, &scene.talk);
}

static void tell_reads(struct s7_report *report)
{
    s7_capture_list_usages(report, &scene.list, &scene.talk, S7_OPERATION_READ);
}

static void tell_writes(struct s7_report *report)
{
    s7_capture_list_usages(report, &scene.list, &scene.talk, S7_OPERATION_WRITE);
}

static void tell_errors(struct s7_report *report)
{
    s7_capture_list_errors(report, &scene.list, &scene.talk);
}

static void the_most_frequent_function_is_first(void **state)
{
    (void)state;
    const char *text = scene_told(tell_functions);
    assert_told(text, "1,500");
    assert_true(strstr(text, "Read Var") < strstr(text, "PLC Stop"));
    scene.talk.functions[0].by_server = true;
    scene.talk.functions[0].requests = 9999;
    text = scene_told(tell_functions);
    assert_true(strstr(text, "Read Var") > strstr(text, "PLC Stop (the server asks)"));
}

static void reads_and_writes_have_tables_of_their_own(void **state)
{
    (void)state;
    const char *text = scene_told(tell_reads);
    assert_told(text, "DB10.DBW0:INT");
    assert_told(text, "500 ms");
    assert_told(text, "2.0/s");
    assert_not_told(text, "DB11");
    assert_told(text, "6 items read by a symbol");
    text = scene_told(tell_writes);
    assert_told(text, "P#DB11.DBX0.0 BYTE 20");
    assert_told(text, "3: object does not exist (0A)");
    assert_not_told(text, "/s");
    scene.talk.usages[1].last_refusal = 0;
    assert_told(scene_told(tell_writes), "3: the whole request");
}

static void slow_ones_have_a_rate_per_minute(void **state)
{
    (void)state;
    scene.talk.usages[0].requests = 2;
    scene.talk.usages[0].deliveries = 1;
    scene.talk.usages[0].last = 41 * S7_SECOND;
    const char *text = scene_told(tell_reads);
    assert_told(text, "20 s");
    assert_told(text, "3.0/min");
}

static void long_lists_are_cut_and_say_so(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < 40; i++)
        scene.usages[i] = (struct s7_usage){.means = S7_MEANS_READ_VAR,
                                            .range = {S7_AREA_MEMORY, 0, i * 8, 8},
                                            .transport_size = 2,
                                            .requests = i + 1};
    scene.talk.usage_count = 40;
    const char *text = scene_told(tell_reads);
    assert_told(text, "… and 20 more (--all)");
    assert_told(text, "MB39");
    assert_told(text, "MB20");
    assert_not_told(text, "MB19");
    scene.list.all = true;
    text = scene_told(tell_reads);
    assert_told(text, "MB0 ");
    assert_not_told(text, "more");
}

static void equally_frequent_ones_are_in_the_order_of_addresses(void **state)
{
    (void)state;
    static const uint32_t octets[] = {5, 1, 9};
    for (size_t i = 0; i < 3; i++)
        scene.usages[i] = (struct s7_usage){.means = S7_MEANS_READ_VAR,
                                            .range = {S7_AREA_MEMORY, 0, octets[i] * 8, 8},
                                            .transport_size = 2,
                                            .requests = 1};
    scene.talk.usage_count = 3;
    const char *text = scene_told(tell_reads);
    assert_true(strstr(text, "MB1") < strstr(text, "MB5"));
    assert_true(strstr(text, "MB5") < strstr(text, "MB9"));
}

static void what_had_no_room_is_told(void **state)
{
    (void)state;
    scene.talk.rest.accesses[S7_OPERATION_WRITE] = 1;
    assert_told(scene_told(tell_writes), "1 item written beyond");
}

static void errors_are_told_in_words(void **state)
{
    (void)state;
    scene.errors[1] = (struct s7_error_use){
        .code = 0xD209, .key = {.rosctr = 7, .group = 3, .subfunction = 3}, .count = 9, .first_packet = 1234};
    scene.talk.error_count = 2;
    const char *text = scene_told(tell_errors);
    assert_told(text, "object does not exist (0A)");
    assert_told(text, "block not found (D2 09)");
    assert_told(text, "Get block info");
    assert_told(text, "1,234");
    assert_told(text, "an item");
    assert_told(text, "the request");
    assert_true(strstr(text, "D2 09") < strstr(text, "0A"));
}

static void nothing_is_no_table(void **state)
{
    (void)state;
    scene.talk = (struct s7_talk){.connections = 1};
    assert_string_equal(scene_told(tell_functions), "");
    assert_string_equal(scene_told(tell_reads), "");
    assert_string_equal(scene_told(tell_errors), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(the_most_frequent_function_is_first),
                                       TEST(reads_and_writes_have_tables_of_their_own),
                                       TEST(slow_ones_have_a_rate_per_minute),
                                       TEST(long_lists_are_cut_and_say_so),
                                       TEST(equally_frequent_ones_are_in_the_order_of_addresses),
                                       TEST(what_had_no_room_is_told),
                                       TEST(errors_are_told_in_words),
                                       TEST(nothing_is_no_table)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
