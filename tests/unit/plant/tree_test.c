/* SPDX-License-Identifier: MIT
 *
 * A YAML text as a tree: shapes, places, and what a plant file may not hold.
 */
#include "plant/tree.h"

#include "check.h"
#include "unit/plant/reading.h"

static struct reading reading;

static void assert_node(const struct s7_node *node, enum s7_node_kind kind, unsigned line, unsigned column)
{
    assert_non_null(node);
    assert_int_equal(node->kind, kind);
    assert_int_equal(node->mark.line, line);
    assert_int_equal(node->mark.column, column);
}

static void a_tree_has_members_in_their_order(void **state)
{
    (void)state;
    reading_begin(&reading, "a: 1\n"
                            "list:\n"
                            "  - x\n"
                            "  - {k: \"v w\"}\n"
                            "  - []\n");
    assert_int_equal(reading.error, S7_OK);
    assert_node(reading.root, S7_NODE_MAPPING, 1, 1);
    assert_null(reading.root->key);
    assert_int_equal(reading.root->count, 2);
    const struct s7_node *a = reading.root->first;
    assert_node(a, S7_NODE_SCALAR, 1, 4);
    assert_node(a->key, S7_NODE_SCALAR, 1, 1);
    assert_string_equal(a->key->text, "a");
    assert_string_equal(a->text, "1");
    assert_int_equal(a->length, 1);
    const struct s7_node *list = a->next;
    assert_ptr_equal(list, reading.root->last);
    assert_null(list->next);
    assert_node(list, S7_NODE_LIST, 3, 3);
    assert_string_equal(list->key->text, "list");
    assert_int_equal(list->count, 3);
    assert_node(list->first, S7_NODE_SCALAR, 3, 5);
    assert_null(list->first->key);
    const struct s7_node *mapping = list->first->next;
    assert_node(mapping, S7_NODE_MAPPING, 4, 5);
    assert_node(mapping->first, S7_NODE_SCALAR, 4, 9);
    assert_string_equal(mapping->first->text, "v w");
    assert_node(list->last, S7_NODE_LIST, 5, 5);
    assert_int_equal(list->last->count, 0);
    assert_null(list->last->first);
    assert_string_equal(reading_told(&reading), "");
    reading_end(&reading);
}

/** Characters, not octets, in front of it and up to its end. */
static void assert_span(const struct s7_node *node, size_t begin, size_t end)
{
    assert_non_null(node);
    assert_int_equal(node->begin, begin);
    assert_int_equal(node->end, end);
}

static void a_node_knows_its_characters(void **state)
{
    (void)state;
    reading_begin(&reading, "\xEF\xBB\xBFö: 'ü' # ä\n"
                            "l: [ a, {b: c} ]\n"
                            "m:\n"
                            "  - |\n"
                            "    x\n"
                            "n: [p: q]\n");
    assert_int_equal(reading.error, S7_OK);
    assert_false(reading.root->flow);
    const struct s7_node *node = reading.root->first;
    assert_span(node->key, 0, 1);
    assert_span(node, 3, 6);
    node = node->next;
    assert_span(node, 14, 27);
    assert_true(node->flow);
    assert_span(node->first, 16, 17);
    assert_span(node->last, 19, 25);
    assert_true(node->last->flow);
    node = node->next;
    assert_false(node->flow);
    assert_int_equal(node->begin, 33);
    assert_span(node->first, 35, 43);
    node = node->next;
    assert_span(node, 46, 52);
    assert_span(node->first, 47, 51); /* a pair without brackets of its own */
    assert_true(node->first->flow);
    reading_end(&reading);
}

static void members_are_found_by_their_key(void **state)
{
    (void)state;
    reading_begin(&reading, "{slot: 1, slots: 2, '': 3, l: [slot], x: slot}");
    assert_int_equal(reading.error, S7_OK);
    assert_string_equal(s7_node_member(reading.root, "slot")->text, "1");
    assert_string_equal(s7_node_member(reading.root, "slots")->text, "2");
    assert_string_equal(s7_node_member(reading.root, "")->text, "3");
    assert_null(s7_node_member(reading.root, "slo"));
    assert_null(s7_node_member(reading.root, "Slot"));
    assert_null(s7_node_member(NULL, "slot"));
    assert_null(s7_node_member(reading_node(&reading, "l"), "slot"));
    assert_null(s7_node_member(reading_node(&reading, "x"), "slot"));
    reading_end(&reading);
}

/** Columns count characters; where the text stands in the file otherwise than in memory, only its start is known. */
static void an_octet_of_a_scalar_has_a_place(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool quoted, literal;
        size_t index;
        unsigned column;
    } rows[] = {
        {"k: abc", false, true, 0, 4},
        {"k: abc", false, true, 2, 6},
        {"k: abc", false, true, 3, 7},
        {"k: abc", false, true, 99, 7},
        {"k: 'abc'", true, true, 0, 5},
        {"k: \"abc\"", true, true, 2, 7},
        {"k: \"\"", true, true, 0, 5},
        {"k: \xC3\xB6x", false, true, 2, 5},
        {"k: '\xE2\x80\x93\xC3\xB6x'", true, true, 5, 7},
        {"k: 'it''s'", true, false, 3, 4},
        {"k: \"\\x41bc\"", true, false, 2, 4},
        {"k: a\n  b", false, false, 2, 4},
        {"k: a\n     bcd", false, false, 2, 4}, /* as wide as if it stood in one line */
        {"k: |\n  abc\n", true, false, 2, 4},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        reading_begin(&reading, rows[i].text);
        const struct s7_node *node = reading_node(&reading, "k");
        assert_int_equal(node->quoted, rows[i].quoted);
        assert_int_equal(node->literal, rows[i].literal);
        assert_int_equal(s7_node_place(node, rows[i].index).column, rows[i].column);
        assert_int_equal(s7_node_place(node, rows[i].index).line, 1);
        reading_end(&reading);
    }
}

static void a_byte_order_mark_is_no_column(void **state)
{
    (void)state;
    reading_begin(&reading, "\xEF\xBB\xBFname: x\n");
    assert_int_equal(reading.error, S7_OK);
    assert_node(reading_node(&reading, "name")->key, S7_NODE_SCALAR, 1, 1);
    assert_string_equal(reading_node(&reading, "name")->key->text, "name");
    reading_end(&reading);
    reading_begin(&reading, "\xEF\xBB\xBF"
                            "a: @x");
    assert_string_equal(
        reading_told(&reading),
        "1:4: error: found character that cannot start any token; YAML needs quotes here: \"@x\"");
    reading_end(&reading);
}

static void an_empty_file_has_no_root(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "\n\n", "# nothing\n", "\xEF\xBB\xBF"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        reading_begin(&reading, texts[i]);
        assert_int_equal(reading.error, S7_OK);
        assert_null(reading.root);
        assert_int_equal(reading.findings.count, 0);
        reading_end(&reading);
    }
    const struct s7_node *root = &(struct s7_node){.count = 0};
    assert_int_equal(s7_tree_read(NULL, 0, &reading.storage, &reading.findings, &root), S7_OK);
    assert_null(root);
}

/** Reading ends where these stand; the root stays as it was. */
static void what_cannot_go_on_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *told;
    } rows[] = {
        {"a: 1\n---\nb: 2\n", "3:1: error: a plant file is one document"},
        {"a:\n  ? [x]\n  : 1\n", "2:5: error: a key is a single word, not a list or a mapping"},
        {"a: {{b: c}: 1}\n", "1:5: error: a key is a single word, not a list or a mapping"},
        {"a: [\"x\\0y\"]\n", "1:5: error: no value holds the character NUL"},
        {"a: [1, *b]\n",
         "1:8: error: aliases (*) are not allowed: write the value, or quote it if the * belongs to it"},
        {"a: [1\n",
         "2:1: error: did not find expected ',' or ']' (while parsing a flow sequence that begins at 1:4)"},
        {"a: \xFF\n", "1:4: error: invalid leading UTF-8 octet: a plant file is UTF-8 text"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        reading_begin(&reading, rows[i].text);
        assert_int_equal(reading.error, S7_ERR_LOCAL_FILE);
        assert_null(reading.root);
        assert_string_equal(reading_told(&reading), rows[i].told);
        reading_end(&reading);
    }
}

/** These are told, each in its place, and the rest is read, so that one pass tells everything. */
static void what_is_refused_does_not_end_the_pass(void **state)
{
    (void)state;
    static const struct {
        const char *text, *told;
    } rows[] = {
        {"z: &x 1", "1:4: error: anchors (&) are not allowed: write the value where it is needed"},
        {"z: &x [1]", "1:4: error: anchors (&) are not allowed: write the value where it is needed"},
        {"z: &x {a: 1}", "1:4: error: anchors (&) are not allowed: write the value where it is needed"},
        {"z: !!str 1", "1:4: error: types (!) are not allowed"},
        {"z: !a [1]", "1:4: error: types (!) are not allowed"},
        {"z: {? !!int 1 : 2}", "1:7: error: types (!) are not allowed"},
        {"a: 1\nb: 2\na: 3\nz: 4", "3:1: error: \"a\" is here for the second time; first at 1:1"},
        {"z: {b: 1, a: 2, b: 3, b: 4}", "1:17: error: \"b\" is here for the second time; first at 1:5\n"
                                        "1:23: error: \"b\" is here for the second time; first at 1:17"},
        {"z: {a: {b: 1}, b: {a: 1}}", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        reading_begin(&reading, rows[i].text);
        assert_int_equal(reading.error, S7_OK);
        assert_non_null(reading_node(&reading, "z"));
        assert_string_equal(reading_told(&reading), rows[i].told);
        reading_end(&reading);
    }
}

static void a_tree_has_a_deepest_level(void **state)
{
    (void)state;
    static const char deep[] = "[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]"; /* one level too many */
    reading_octets(&reading, deep + 1, 2 * S7_TREE_DEPTH + 1);
    assert_int_equal(reading.error, S7_OK);
    const struct s7_node *node = reading.root;
    for (unsigned i = 0; i < S7_TREE_DEPTH; i++, node = node->first)
        assert_node(node, S7_NODE_LIST, 1, 1 + i);
    assert_string_equal(node->text, "1");
    reading_end(&reading);
    reading_begin(&reading, deep);
    assert_int_equal(reading.error, S7_ERR_LOCAL_FILE);
    assert_string_equal(reading_told(&reading), "1:17: error: nested too deeply");
    reading_end(&reading);
}

/** Refused by its size alone: not one octet behind the first is there to be read. */
static void a_large_file_is_refused_unread(void **state)
{
    (void)state;
    char *text = malloc(1);
    const struct s7_node *root = NULL;
    assert_non_null(text);
    *text = '#';
    reading_begin(&reading, "");
    assert_int_equal(s7_tree_read(text, S7_TREE_OCTETS + 1, &reading.storage, &reading.findings, &root),
                     S7_ERR_LOCAL_FILE);
    assert_string_equal(reading_told(&reading), "1:1: error: the file is larger than 16 MiB");
    assert_null(root);
    free(text);
    reading_end(&reading);
}

static void memory_that_ran_out_is_no_fault_of_the_file(void **state)
{
    (void)state;
    const struct s7_node *root = NULL;
    reading_begin(&reading, "");
    reading.storage.failed = true;
    assert_int_equal(s7_tree_read("a: 1", 4, &reading.storage, &reading.findings, &root), S7_ERR_LOCAL_MEMORY);
    assert_null(root);
    reading_end(&reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tree_has_members_in_their_order),
        cmocka_unit_test(a_node_knows_its_characters),
        cmocka_unit_test(members_are_found_by_their_key),
        cmocka_unit_test(an_octet_of_a_scalar_has_a_place),
        cmocka_unit_test(a_byte_order_mark_is_no_column),
        cmocka_unit_test(an_empty_file_has_no_root),
        cmocka_unit_test(what_cannot_go_on_is_refused),
        cmocka_unit_test(what_is_refused_does_not_end_the_pass),
        cmocka_unit_test(a_tree_has_a_deepest_level),
        cmocka_unit_test(a_large_file_is_refused_unread),
        cmocka_unit_test(memory_that_ran_out_is_no_fault_of_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
