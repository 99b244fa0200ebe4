/* SPDX-License-Identifier: MIT */
#include "plant/fmt_write.h"

#include "check.h"
#include "plant/fmt_attach.h"
#include "plant/fmt_layout.h"
#include "unit/plant/reading.h"

static struct reading reading;

static void assert_written(const char *text, const char *expected)
{
    struct s7_fmt_out out = {.text = NULL};
    reading_begin(&reading, text);
    assert_int_equal(reading.error, S7_OK);
    struct s7_fmt_item *root = s7_fmt_attach(text, strlen(text), reading.root, &reading.storage);
    assert_true(root && s7_fmt_layout(root, &reading.storage));
    s7_fmt_write(&out, root);
    reading_end(&reading);
    assert_false(out.failed);
    assert_string_equal(out.text, expected);
    free(out.text);
}

static void values_stand_on_lines_or_in_brackets(void **state)
{
    (void)state;
    assert_written("a:    1\nb:\n     c: \"2\"\n     d:\n       - x\n       -   y\ne: { f : 1,g: [ 1,2 ] }\nh: "
                   "[]\ni: { }\n",
                   "a: 1\nb:\n  c: \"2\"\n  d:\n    - x\n    - y\ne: {f: 1, g: [1, 2]}\nh: []\ni: {}\n");
    assert_written("l:\n-\n   - a\n   - b\n- - c\n-  k: 1\n   m:\n   - n\n",
                   "l:\n  - - a\n    - b\n  - - c\n  - k: 1\n    m:\n      - n\n");
    assert_written("\"a b\": 'a, b'\nc: {d: 'a, b'}\n", "a b: a, b\nc: {d: \"a, b\"}\n");
    assert_written("cpus: {A: {slot: '2', dbs: {'7': {size: \"9\"}}}}",
                   "cpus:\n  A: {slot: 2, dbs: {7: {size: 9}}}\n");
}

static void comments_stand_beside(void **state)
{
    (void)state;
    assert_written("#top\n\n#l\na: 1   # e\nb:  # h\n    #m\n    c: 1\n    #t\n#f",
                   "#top\n\n#l\na: 1   # e\nb:  # h\n  #m\n  c: 1\n  #t\n#f\n");
    assert_written("a:       1 # e\nb: \"x\"  # f\n", "a: 1       # e\nb: x    # f\n");
    assert_written("a: [1, # e\n 2]\n", "a:\n  - 1 # e\n  - 2\n");
}

static void what_shares_a_line_has_its_comments_above(void **state)
{
    (void)state;
    assert_written("l:\n  # i\n  - # h\n    # k\n    k: # x\n      # y\n      z: 1 # e\n",
                   "l:\n  # i\n  # h\n  # k\n  - k: # x\n      # y\n      z: 1 # e\n");
    assert_written("l:\n  - # a\n    - # b\n      - 1\n", "l:\n  # a\n  # b\n  - - - 1\n");
    assert_written("cpus:\n C:\n  simulate:\n   - # s\n     # w\n     wave: sine\n     # t\n     tag: M0.0\n",
                   "cpus:\n  C:\n    simulate:\n      # s\n      # t\n      - tag: M0.0\n        # w\n        "
                   "wave: sine\n");
}

static void empty_lines_part_and_no_more(void **state)
{
    (void)state;
    assert_written("\n\na: 1\n\n\n\nb:\n\n  c: 1\n\n  d: 1\n\n\n", "a: 1\n\nb:\n  c: 1\n\n  d: 1\n");
    assert_written("# t\n\n\na: 1\n\n# u\n\n", "# t\n\na: 1\n\n# u\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_stand_on_lines_or_in_brackets),
        cmocka_unit_test(comments_stand_beside),
        cmocka_unit_test(what_shares_a_line_has_its_comments_above),
        cmocka_unit_test(empty_lines_part_and_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
