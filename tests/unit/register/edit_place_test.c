/* SPDX-License-Identifier: MIT */
#include "unit/register/editing.h"

/** What stands in the text at an octet begins so. */
#define assert_at(at, literal) assert_memory_equal(editing_source.text + (at), literal, sizeof(literal) - 1)

static void places_are_counted_in_characters(void **state)
{
    (void)state;
    editing_start(
        "\xEF\xBB\xBFsieben: 1\nplant: {name: \"\xC3\xB6\xE2\x82\xAC\xF0\x9F\x94\xA7\", approved_by: z}\n");
    const struct s7_node *by = NODE("plant", "approved_by");
    assert_at(s7_edit_octet(editing, by->begin), "z}\n");
    assert_at(s7_edit_end(editing, by), "}\n");
    assert_at(s7_edit_end(editing, NODE("plant")), "\n");
    editing_drop();
}

static void every_end_of_line_is_one(void **state)
{
    (void)state;
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        char text[100];
        snprintf(text, sizeof text, "sieben: 1%splant:%s  name: x%s", ends[i], ends[i], ends[i]);
        editing_start(text);
        size_t length = strlen(ends[i]), at = s7_edit_octet(editing, NODE("plant", "name")->key->begin);
        assert_int_equal(s7_edit_line_start(editing, at), at - 2);
        assert_true(s7_edit_is_line_start(editing, at - 2));
        assert_false(s7_edit_is_line_start(editing, at - 3 + (length == 2 ? 0 : 2)));
        assert_int_equal(s7_edit_newline_at(editing, s7_edit_line_end(editing, at)), length);
        assert_string_equal(editing->newline, ends[i]);
        editing_drop();
    }
}

static void a_member_begins_at_its_mark(void **state)
{
    (void)state;
    editing_start("sieben: 1\n? plant\n: name: is it?\n  approved_by: x\nzones:\n  a:\n    nets:\n    - # "
                  "c\n\n      10.0.0.0/8\n");
    assert_at(s7_edit_begin(editing, editing_source.root, NODE("plant")), "? plant");
    assert_at(s7_edit_begin(editing, NODE("plant"), NODE("plant", "approved_by")), "approved_by");
    assert_at(s7_edit_begin(editing, NODE("zones", "a", "nets"), NODE("zones", "a", "nets", "")), "- # c");
    editing_drop();
}

/** Deeper comments belong to what is above them, those of the same column to what follows. */
static void behind_a_member_are_its_comments(void **state)
{
    (void)state;
    editing_start("sieben: 1\nplant: # p\n  name: x # n\n\n  # deeper\n\n# of zones\nzones: {}\n");
    assert_at(s7_edit_behind(editing, editing_source.root, NODE("plant")), "\n\n# of zones");
    assert_at(s7_edit_behind(editing, editing_source.root, NODE("sieben")), "\nplant");
    assert_int_equal(s7_edit_comment(editing, 0), 0);
    assert_int_equal(s7_edit_comment(editing, s7_edit_octet(editing, NODE("zones")->begin)), 4);
    editing_drop();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_are_counted_in_characters),
        cmocka_unit_test(every_end_of_line_is_one),
        cmocka_unit_test(a_member_begins_at_its_mark),
        cmocka_unit_test(behind_a_member_are_its_comments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
