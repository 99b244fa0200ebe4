/* SPDX-License-Identifier: MIT */
#include "unit/register/editing.h"

#define HEAD "sieben: 1\nplant: {name: x}\n"

static void lines_are_put_behind_lines(void **state)
{
    (void)state;
    editing_start(HEAD "cpus:\n    A: {address: a, profile: pc} # of A\n      # deeper\n    # of B\n    B: "
                       "{address: b, profile: pc}\n");
    struct s7_node *cpu = s7_edit_mapping(editing, false);
    s7_edit_put(editing, cpu, "address", s7_edit_word(editing, "c"));
    s7_edit_put(editing, cpu, "profile", s7_edit_word(editing, "pc"));
    assert_false(s7_edit_any(editing));
    assert_int_equal(s7_edit_insert(editing, NODE("cpus"), NODE("cpus", "A"), "C", cpu, "draft"), S7_OK);
    assert_true(s7_edit_any(editing));
    editing_end(HEAD "cpus:\n    A: {address: a, profile: pc} # of A\n      # deeper\n"
                     "    # draft\n    C:\n      address: c\n      profile: pc\n    # of B\n    B: {address: "
                     "b, profile: pc}\n");
}

static void brackets_stay_brackets(void **state)
{
    (void)state;
    editing_start("{sieben: 1, plant: {name: x}, cpus: {A: {address: a, profile: pc, dbs: {}}}}");
    struct s7_node *db = s7_edit_mapping(editing, true), *other = s7_edit_mapping(editing, false);
    s7_edit_put(editing, db, "size", s7_edit_word(editing, "7"));
    s7_edit_put(editing, other, "size", s7_edit_word(editing, "8"));
    s7_edit_insert(editing, NODE("cpus", "A", "dbs"), NULL, "1", db, NULL);
    s7_edit_insert(editing, NODE("cpus", "A", "dbs"), NULL, "2", other, NULL);
    s7_edit_insert(editing, NODE("cpus", "A"), NODE("cpus", "A", "profile"), "owner",
                   s7_edit_line(editing, "a, b"), NULL);
    editing_end("{sieben: 1, plant: {name: x}, cpus: {A: {address: a, profile: pc, owner: \"a, b\", dbs: {1: "
                "{size: 7}, 2: {size: 8}}}}}");
}

static void comments_inside_go_above(void **state)
{
    (void)state;
    editing_start(
        HEAD "cpus:\n  A:\n    address: a\n    profile: pc\n    evidence: [E-1, # one\n      E-2] # two\n");
    s7_edit_replace(editing, NODE("cpus", "A"), NODE("cpus", "A", "evidence"), s7_edit_line(editing, "E-3"));
    editing_end(HEAD "cpus:\n  A:\n    address: a\n    profile: pc\n    # one\n    evidence: E-3 # two\n");
    editing_start(HEAD "cpus:\n  A: {address: a, evidence: [E-1, # one\n    E-2], profile: pc}\n");
    s7_edit_replace(editing, NODE("cpus", "A"), NODE("cpus", "A", "evidence"), s7_edit_word(editing, "E-3"));
    editing_end(HEAD "cpus:\n  A: {address: a, evidence: E-3 # one\n      , profile: pc}\n");
}

static void long_texts_give_way(void **state)
{
    (void)state;
    editing_start(HEAD "cpus:\n  A:\n    address: a\n    owner: |- # why\n      many words\n    profile: pc\n");
    s7_edit_replace(editing, NODE("cpus", "A"), NODE("cpus", "A", "owner"), s7_edit_line(editing, "few"));
    editing_end(HEAD "cpus:\n  A:\n    address: a\n    owner: few # why\n    profile: pc\n");
}

static void members_are_taken_out(void **state)
{
    (void)state;
    editing_start(
        HEAD
        "cpus:\n  A:\n    owner: o # c\n    address: a\n    profile: pc\n  B: {purpose: p, address: b, "
        "profile: pc, owner: o}\n"
        "exceptions:\n  - by: b\n    on: A # d\n    check: S7R-001\n    reason: r\n    until: 2030-01-01\n");
    assert_int_equal(s7_edit_remove(editing, NODE("cpus", "A"), NODE("cpus", "A", "owner")), S7_OK);
    assert_int_equal(s7_edit_remove(editing, NODE("cpus", "B"), NODE("cpus", "B", "purpose")), S7_OK);
    assert_int_equal(s7_edit_remove(editing, NODE("cpus", "B"), NODE("cpus", "B", "owner")), S7_OK);
    editing_end(
        HEAD
        "cpus:\n  A:\n    # c\n    address: a\n    profile: pc\n  B: {address: b, profile: pc}\n"
        "exceptions:\n  - by: b\n    on: A # d\n    check: S7R-001\n    reason: r\n    until: 2030-01-01\n");
    editing_start(
        HEAD
        "cpus:\n  A: {address: a, profile: pc, simulate: [\n    {tag: MB0, wave: sine}]}\n"
        "exceptions:\n  - by: b\n    on: A # d\n    check: S7R-001\n    reason: r\n    until: 2030-01-01\n");
    assert_int_equal(s7_edit_remove(editing, NODE("exceptions"), NODE("exceptions", "")),
                     S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(s7_edit_remove(editing, NODE("cpus", "A", "simulate"), NODE("cpus", "A", "simulate", "")),
                     S7_OK);
    editing_end(
        HEAD
        "cpus:\n  A: {address: a, profile: pc, simulate: [\n    ]}\n"
        "exceptions:\n  - by: b\n    on: A # d\n    check: S7R-001\n    reason: r\n    until: 2030-01-01\n");
}

/** Behind the text a comment that is indented like it would belong to it. */
static void what_would_be_swallowed_is_refused(void **state)
{
    (void)state;
    editing_start(HEAD "cpus:\n  A:\n    address: a\n    owner: |-\n      words\n    purpose: p\n      # c\n   "
                       " profile: pc\n");
    assert_int_equal(s7_edit_remove(editing, NODE("cpus", "A"), NODE("cpus", "A", "purpose")),
                     S7_ERR_LOCAL_ARGUMENT);
    editing_drop();
}

static void two_changes_of_one_text_are_refused(void **state)
{
    (void)state;
    char *text = NULL;
    size_t size = 3;
    editing_start(HEAD "cpus: {A: {address: a, profile: pc}}\n");
    s7_edit_replace(editing, NODE("cpus"), NODE("cpus", "A"), s7_edit_mapping(editing, true));
    s7_edit_insert(editing, NODE("cpus", "A"), NODE("cpus", "A", "address"), "owner",
                   s7_edit_line(editing, "o"), NULL);
    assert_int_equal(s7_edit_text(editing, &text, &size), S7_ERR_LOCAL_ARGUMENT);
    assert_null(text);
    assert_int_equal(size, 3);
    editing_drop();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_put_behind_lines),
        cmocka_unit_test(brackets_stay_brackets),
        cmocka_unit_test(comments_inside_go_above),
        cmocka_unit_test(long_texts_give_way),
        cmocka_unit_test(members_are_taken_out),
        cmocka_unit_test(what_would_be_swallowed_is_refused),
        cmocka_unit_test(two_changes_of_one_text_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
