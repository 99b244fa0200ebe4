/* SPDX-License-Identifier: MIT */
#include "unit/register/editing.h"

static struct s7_node *list_of(size_t count, bool flow)
{
    struct s7_node *list = s7_edit_list(editing, flow);
    for (size_t i = 0; i < count; i++)
        s7_edit_put(editing, list, NULL, s7_edit_word(editing, "P#DB1.DBX0.0 BYTE 2"));
    return list;
}

static void assert_written(const char *key, struct s7_node *value, bool flow, const char *expected)
{
    struct s7_fmt_out out = {.text = NULL};
    s7_edit_write_member(editing, key, value, 2, flow, &out);
    assert_string_equal(out.text, expected);
    free(out.text);
}

static void what_fits_stands_in_one_line(void **state)
{
    (void)state;
    editing_start("sieben: 1\nplant: {name: x}\n");
    assert_written("k", s7_edit_line(editing, "a: b"), false, "k: \"a: b\"");
    assert_written("k", s7_edit_line(editing, "a, b"), false, "k: a, b");
    assert_written("k", s7_edit_line(editing, "a, b"), true, "k: \"a, b\"");
    assert_written("k", s7_edit_line(editing, "no"), false, "k: \"no\"");
    assert_written("k", s7_edit_word(editing, "7"), false, "k: 7");
    assert_written("#k", s7_edit_mapping(editing, false), false, "\"#k\": {}");
    assert_written("k", list_of(2, true), false, "k: [P#DB1.DBX0.0 BYTE 2, P#DB1.DBX0.0 BYTE 2]");
    assert_written(NULL, s7_edit_word(editing, "7"), false, "- 7");
    assert_written(NULL, s7_edit_word(editing, "7"), true, "7");
    editing_drop();
}

static void what_does_not_fit_stands_on_lines(void **state)
{
    (void)state;
    editing_start("sieben: 1\r\nplant: {name: x}\r\n");
    assert_written("k", list_of(2, false), false,
                   "k:\r\n    - P#DB1.DBX0.0 BYTE 2\r\n    - P#DB1.DBX0.0 BYTE 2");
    struct s7_fmt_out out = {.text = NULL};
    s7_edit_write_member(editing, "k", list_of(9, true), 0, false, &out);
    assert_memory_equal(out.text, "k:\r\n  - P#DB1", 13);
    free(out.text);
    struct s7_node *mapping = s7_edit_mapping(editing, false), *inner = s7_edit_mapping(editing, false);
    s7_edit_put(editing, inner, "a", s7_edit_word(editing, "1"));
    s7_edit_put(editing, inner, "b", s7_edit_word(editing, "2"));
    s7_edit_put(editing, mapping, "m", inner);
    assert_written(NULL, mapping, false, "- m:\r\n      a: 1\r\n      b: 2");
    assert_written("k", mapping, true, "k: {m: {a: 1, b: 2}}");
    editing_drop();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_fits_stands_in_one_line),
        cmocka_unit_test(what_does_not_fit_stands_on_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
