/* SPDX-License-Identifier: MIT */
#include "unit/register/editing.h"

static void members_follow_each_other(void **state)
{
    (void)state;
    editing_start("sieben: 1\nplant: {name: x}\n");
    struct s7_node *mapping = s7_edit_mapping(editing, true);
    s7_edit_put(editing, mapping, "a", s7_edit_line(editing, "1"));
    s7_edit_put(editing, mapping, "b", s7_edit_word(editing, "2"));
    s7_edit_put(editing, mapping, "c", NULL); /* memory ran out before */
    s7_edit_put(editing, NULL, "c", s7_edit_list(editing, false));
    assert_int_equal(mapping->count, 2);
    assert_string_equal(s7_node_member(mapping, "a")->text, "1");
    assert_true(s7_node_member(mapping, "a")->quoted);
    assert_false(s7_node_member(mapping, "b")->quoted);
    assert_ptr_equal(mapping->last, s7_node_member(mapping, "b"));
    assert_null(mapping->last->next);
    editing_drop();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_follow_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
