/* SPDX-License-Identifier: MIT
 *
 * Any tree is read as it was written, and any text ends as a tree or as a finding.
 */
#include "plant/tree.h"

#include "cases.h"
#include "check.h"
#include "unit/plant/reading.h"

static struct reading reading;

/** A random flow tree as text: `[k0, {k1: [..]}]`. */
static void write_tree(struct s7_chance *chance, struct s7_strbuf *buf, unsigned depth, unsigned *number)
{
    static const char *const marks[] = {"", "[", "{"};
    size_t kind = depth ? s7_chance_below(chance, 3) : 0;
    if (kind == 0) {
        s7_strbuf_printf(buf, "k%u", (*number)++);
        return;
    }
    s7_strbuf_add(buf, marks[kind]);
    size_t count = s7_chance_below(chance, 4);
    for (size_t i = 0; i < count; i++) {
        s7_strbuf_add(buf, i ? ", " : "");
        if (kind == 2)
            s7_strbuf_printf(buf, "k%u: ", (*number)++);
        write_tree(chance, buf, depth - 1, number);
    }
    s7_strbuf_char(buf, kind == 1 ? ']' : '}');
}

/** The same form, written from the tree; every node begins at its mark. */
static void rewrite_tree(const struct s7_node *node, struct s7_strbuf *buf)
{
    static const char ends[] = {[S7_NODE_LIST] = ']', [S7_NODE_MAPPING] = '}'};
    size_t count = 0;
    if (node->key)
        s7_strbuf_printf(buf, "%s: ", node->key->text);
    assert_int_equal(node->mark.line, 1);
    assert_int_equal(node->mark.column, buf->length + 1);
    if (node->kind == S7_NODE_SCALAR) {
        s7_strbuf_add(buf, node->text);
        return;
    }
    s7_strbuf_char(buf, node->kind == S7_NODE_LIST ? '[' : '{');
    for (const struct s7_node *member = node->first; member; member = member->next) {
        s7_strbuf_add(buf, count++ ? ", " : "");
        rewrite_tree(member, buf);
    }
    assert_int_equal(count, node->count);
    s7_strbuf_char(buf, ends[node->kind]);
}

static void any_tree_is_read_as_written(void **state)
{
    (void)state;
    static char written[4000];
    static char read[4000];
    struct s7_chance chance = cases_begin("any_tree_is_read_as_written");
    for (unsigned long n = 0; n < cases_count() / 5; n++) {
        unsigned number = 0;
        struct s7_strbuf text = s7_strbuf_over(written, sizeof written);
        struct s7_strbuf again = s7_strbuf_over(read, sizeof read);
        write_tree(&chance, &text, 5, &number);
        assert_false(text.truncated);
        reading_begin(&reading, written);
        assert_int_equal(reading.error, S7_OK);
        rewrite_tree(reading.root, &again);
        assert_string_equal(read, written);
        reading_end(&reading);
    }
}

/** Any text ends as a tree or as a finding, and never as neither. */
static void any_text_ends_well(void **state)
{
    (void)state;
    static const char alphabet[] = "ab01:: ,,--[]{}\n\n  ??\"'|>&*!%@`#\t\\/.\x80\xC3\x01~";
    struct s7_chance chance = cases_begin("any_text_ends_well");
    for (unsigned long n = 0; n < cases_count(); n++) {
        char text[40];
        size_t size = s7_chance_below(&chance, sizeof text);
        for (size_t i = 0; i < size; i++)
            text[i] = alphabet[s7_chance_below(&chance, sizeof alphabet)];
        reading_octets(&reading, text, size);
        assert_true(reading.error == S7_OK || reading.error == S7_ERR_LOCAL_FILE);
        if (reading.error) {
            assert_true(reading.findings.error_count > 0);
            assert_null(reading.root);
        }
        reading_end(&reading);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_tree_is_read_as_written),
        cmocka_unit_test(any_text_ends_well),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
