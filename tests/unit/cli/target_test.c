/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>

#include "cli/target.h"

static void targets_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        struct s7_target target;
    } rows[] = {
        {"192.168.0.10", {"192.168.0.10", 102, 0, 1}},
        {"192.168.0.10:1102", {"192.168.0.10", 1102, 0, 1}},
        {"plc.local/0.2", {"plc.local", 102, 0, 2}},
        {"plc:65535/7.31", {"plc", 65535, 7, 31}},
        {"[::1]", {"::1", 102, 0, 1}},
        {"[::1]:1102", {"::1", 1102, 0, 1}},
        {"[fe80::1%eth0]:102/0.3", {"fe80::1%eth0", 102, 0, 3}},
        {"h:1/0.0", {"h", 1, 0, 0}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct s7_target target;
        struct s7_text_error error;
        assert_int_equal(s7_target_parse(rows[i].text, &target, &error), S7_OK);
        assert_string_equal(target.host, rows[i].target.host);
        assert_int_equal(target.port, rows[i].target.port);
        assert_int_equal(target.rack, rows[i].target.rack);
        assert_int_equal(target.slot, rows[i].target.slot);
    }
}

static void errors_point_at_the_column(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int error;
        size_t column;
    } rows[] = {
        {"", S7_ERR_LOCAL_SYNTAX, 1},       {":102", S7_ERR_LOCAL_SYNTAX, 1},
        {"h:", S7_ERR_LOCAL_SYNTAX, 3},     {"h:0", S7_ERR_LOCAL_VALUE, 3},
        {"h:65536", S7_ERR_LOCAL_VALUE, 3}, {"h:99999999999999", S7_ERR_LOCAL_VALUE, 3},
        {"h:1x", S7_ERR_LOCAL_SYNTAX, 4},   {"h/", S7_ERR_LOCAL_SYNTAX, 3},
        {"h/8.0", S7_ERR_LOCAL_VALUE, 3},   {"h/0", S7_ERR_LOCAL_SYNTAX, 4},
        {"h/0.32", S7_ERR_LOCAL_VALUE, 5},  {"h/0.1/2", S7_ERR_LOCAL_SYNTAX, 6},
        {"::1", S7_ERR_LOCAL_SYNTAX, 1},    {"fe80::1:102", S7_ERR_LOCAL_SYNTAX, 5},
        {"[::1", S7_ERR_LOCAL_SYNTAX, 1},   {"[]:102", S7_ERR_LOCAL_SYNTAX, 2},
        {"a b", S7_ERR_LOCAL_SYNTAX, 2},    {"[::1]102", S7_ERR_LOCAL_SYNTAX, 6},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct s7_target target = {"untouched", 1, 2, 3};
        struct s7_text_error error = {0, ""};
        assert_int_equal(s7_target_parse(rows[i].text, &target, &error), rows[i].error);
        assert_int_equal(error.column, rows[i].column);
        assert_true(error.message[0] != '\0');
        assert_string_equal(target.host, "untouched");
    }
}

static void a_long_host_is_refused(void **state)
{
    (void)state;
    char text[S7_TARGET_HOST_SIZE + 1];
    struct s7_target target;
    struct s7_text_error error;
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    assert_int_equal(s7_target_parse(text, &target, &error), S7_ERR_LOCAL_VALUE);
    text[sizeof text - 2] = '\0';
    assert_int_equal(s7_target_parse(text, &target, &error), S7_OK);
}

static void any_port_may_be_listened_on(void **state)
{
    (void)state;
    struct s7_target target;
    struct s7_text_error error;
    assert_int_equal(s7_target_parse_listen("127.0.0.1:0", &target, &error), S7_OK);
    assert_int_equal(target.port, 0);
    assert_int_equal(s7_target_parse_listen("127.0.0.1", &target, &error), S7_OK);
    assert_int_equal(target.port, 102);
    assert_int_equal(s7_target_parse_listen("127.0.0.1:1102/0.1", &target, &error), S7_ERR_LOCAL_SYNTAX);
}

static void labels_have_brackets_where_needed(void **state)
{
    (void)state;
    char label[S7_TARGET_LABEL_SIZE];
    s7_target_label("::1", 102, label, sizeof label);
    assert_string_equal(label, "[::1]:102");
    s7_target_label("10.0.0.1", 1102, label, sizeof label);
    assert_string_equal(label, "10.0.0.1:1102");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(targets_are_read),
        cmocka_unit_test(errors_point_at_the_column),
        cmocka_unit_test(a_long_host_is_refused),
        cmocka_unit_test(any_port_may_be_listened_on),
        cmocka_unit_test(labels_have_brackets_where_needed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
