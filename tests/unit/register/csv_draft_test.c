/* SPDX-License-Identifier: MIT */
#include "register/csv_draft.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "must.h"

static struct s7_storage storage;
static struct s7_draft_tree tree;
static const struct s7_csv_place here = {.row = 7};

static int begin(void **state)
{
    (void)state;
    return s7_draft_begin(&tree, &storage) ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    s7_storage_free(&storage);
    storage = (struct s7_storage){.chunks = NULL};
    return 0;
}

static struct s7_draft *put(struct s7_draft *mapping, const char *key, const char *text)
{
    struct s7_draft *node = s7_draft_member(&tree, mapping, key, S7_NODE_SCALAR, &here);
    must(node);
    node->text = text;
    return node;
}

static void fill(void)
{
    struct s7_draft *cpus = s7_draft_member(&tree, tree.root, "cpus", S7_NODE_MAPPING, &here);
    struct s7_draft *cpu = s7_draft_member(&tree, cpus, "OVEN", S7_NODE_MAPPING, &here);
    struct s7_draft *dbs = s7_draft_member(&tree, cpu, "dbs", S7_NODE_MAPPING, &here);
    struct s7_draft *db = s7_draft_member(&tree, dbs, "7", S7_NODE_MAPPING, &here);
    put(db, "name", "a, b");
    put(db, "size", "12")->plain = true;
    struct s7_draft *list = s7_draft_member(&tree, cpu, "simulate", S7_NODE_LIST, &here);
    struct s7_draft *one = s7_draft_append(&tree, list, S7_NODE_MAPPING, &here);
    put(one, "tag", "M0.0");
    struct s7_draft *lines = s7_draft_member(&tree, one, "x", S7_NODE_LIST, &here);
    s7_draft_append(&tree, lines, S7_NODE_SCALAR, &here)->text = "007";
    s7_draft_member(&tree, tree.root, "zones", S7_NODE_MAPPING, &here);
}

static void a_line_per_node(void **state)
{
    (void)state;
    struct s7_fmt_out out = {.text = NULL};
    struct s7_draft_lines lines;
    fill();
    s7_draft_write(&tree, &out, &lines);
    assert_string_equal(out.text, "cpus:\n  OVEN:\n    dbs:\n      7:\n        name: a, b\n        size: 12\n"
                                  "    simulate:\n      -\n        tag: M0.0\n        x:\n          - \"007\"\n"
                                  "zones: {}\n");
    assert_int_equal(lines.count, 12);
    assert_string_equal(lines.list[5]->key, "size");
    assert_string_equal(lines.list[10]->text, "007");
    assert_int_equal(lines.list[7]->place.row, 7);
    free(lines.list);
    free(out.text);
}

static void what_is_short_stands_in_brackets(void **state)
{
    (void)state;
    struct s7_fmt_out out = {.text = NULL};
    fill();
    s7_draft_write_short(&tree, &out);
    assert_string_equal(out.text, "cpus:\n  OVEN:\n    dbs:\n      7: {name: \"a, b\", size: 12}\n"
                                  "    simulate:\n      - {tag: M0.0, x: [\"007\"]}\nzones: {}\n");
    free(out.text);
}

static void members_are_found_however_many_there_are(void **state)
{
    (void)state;
    enum { MANY = 3 * S7_DRAFT_INDEX };
    static char names[MANY][8];
    struct s7_draft *mapping = s7_draft_member(&tree, tree.root, "connections", S7_NODE_MAPPING, &here);
    for (size_t i = 0; i < MANY; i++) {
        snprintf(names[i], sizeof names[i], "C%zu", i);
        assert_null(s7_draft_find(&tree, mapping, names[i]));
        put(mapping, names[i], names[i]);
    }
    for (size_t i = 0; i < MANY; i++)
        assert_string_equal(s7_draft_find(&tree, mapping, names[i])->text, names[i]);
    assert_ptr_equal(s7_draft_member(&tree, mapping, "C5", S7_NODE_SCALAR, &here),
                     s7_draft_find(&tree, mapping, "C5"));
    assert_null(s7_draft_find(&tree, tree.root, "C5"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_line_per_node, begin, end),
        cmocka_unit_test_setup_teardown(what_is_short_stands_in_brackets, begin, end),
        cmocka_unit_test_setup_teardown(members_are_found_however_many_there_are, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
