/* SPDX-License-Identifier: MIT */
#include "plant/fmt_scanner.h"

#include <stdint.h>

#include "check.h"
#include "unit/plant/reading.h"

static struct s7_storage storage;

static void assert_comment(const struct s7_fmt_comment *comment, const char *text, unsigned column,
                           bool same_line, bool blank)
{
    assert_non_null(comment);
    assert_int_equal(comment->length, strlen(text));
    assert_memory_equal(comment->text, text, comment->length);
    assert_int_equal(comment->column, column);
    assert_int_equal(comment->same_line, same_line);
    assert_int_equal(comment->blank, blank);
}

static struct s7_fmt_lines found_in(const char *text, size_t size)
{
    struct s7_fmt_lines lines = {NULL, NULL};
    struct s7_fmt_scanner scanner = s7_fmt_scanner_over(text, size, &storage);
    s7_fmt_scanner_gap(&scanner, SIZE_MAX, '\0', &lines);
    assert_int_equal(scanner.at, size);
    return lines;
}

#define FOUND_IN(text) found_in(text, sizeof(text) - 1)

static void comments_are_found_with_their_place(void **state)
{
    (void)state;
    struct s7_fmt_lines lines = FOUND_IN(" # one \t\n\n\n  #\ttwo # more\n:#three");
    assert_comment(lines.first, "# one", 2, true, false);
    assert_comment(lines.first->next, "#\ttwo # more", 3, false, true);
    assert_comment(lines.first->next->next, "#three", 2, false, false);
    assert_ptr_equal(lines.last, lines.first->next->next);
    assert_null(lines.last->next);
    assert_null(FOUND_IN("").first);
    assert_null(FOUND_IN(" \n,[\n").first);
    s7_storage_free(&storage);
}

static void every_end_of_line_ends_a_comment(void **state)
{
    (void)state;
    struct s7_fmt_lines lines = FOUND_IN("#a\r\n#b\r#c\xC2\x85#d\xE2\x80\xA8#e\xE2\x80\xA9#f\xE2\x80\xAA");
    static const char *const texts[] = {"#a", "#b", "#c", "#d", "#e", "#f\xE2\x80\xAA"};
    const struct s7_fmt_comment *comment = lines.first;
    for (size_t i = 0; i < 6; i++, comment = comment->next)
        assert_comment(comment, texts[i], 1, i == 0, false);
    assert_null(comment);
    s7_storage_free(&storage);
}

static void characters_are_counted_as_the_reader_does(void **state)
{
    (void)state;
    static const char text[] = "ö\r\n…🔧 x";
    struct s7_fmt_lines lines = {NULL, NULL};
    struct s7_fmt_scanner s = s7_fmt_scanner_over(text, sizeof text - 1, &storage);
    s7_fmt_scanner_gap(&s, SIZE_MAX, 'x', &lines);
    assert_int_equal(s.index, 6);
    assert_int_equal(s.column, 4);
    assert_int_equal(text[s.at], 'x');
    s7_fmt_scanner_step(&s, 6); /* not before it */
    assert_int_equal(s.index, 6);
    assert_true(s.used);
    s7_fmt_scanner_step(&s, 7);
    assert_int_equal(s.at, s.size);
    s7_fmt_scanner_step(&s, SIZE_MAX);
    assert_int_equal(s.at, s.size);
    s7_storage_free(&storage);
}

static void a_scalar_hides_what_is_in_it(void **state)
{
    (void)state;
    static const char text[] = "'a #b' #c\n";
    const struct s7_node scalar = {.kind = S7_NODE_SCALAR, .begin = 0, .end = 6};
    struct s7_fmt_lines lines = {NULL, NULL};
    struct s7_fmt_scanner s = s7_fmt_scanner_over(text, sizeof text - 1, &storage);
    s7_fmt_scanner_scalar(&s, &scalar, &lines);
    assert_null(lines.first);
    s7_fmt_scanner_gap(&s, SIZE_MAX, '\0', &lines);
    assert_comment(lines.first, "#c", 8, true, false);
    assert_false(s7_fmt_scanner_blank(&s));
    s7_storage_free(&storage);
}

static void a_text_over_lines_has_a_comment_behind_its_mark(void **state)
{
    (void)state;
    static const char text[] = "|- # c\n  #x\n\n  y\n\n# d\n";
    const struct s7_node scalar = {.kind = S7_NODE_SCALAR, .begin = 0, .end = 18};
    struct s7_fmt_lines lines = {NULL, NULL};
    struct s7_fmt_scanner s = s7_fmt_scanner_over(text, sizeof text - 1, &storage);
    s7_fmt_scanner_scalar(&s, &scalar, &lines);
    assert_comment(lines.first, "# c", 4, true, false);
    assert_null(lines.first->next);
    s7_fmt_scanner_gap(&s, SIZE_MAX, '\0', &lines);
    assert_comment(lines.last, "# d", 1, false, true);
    s7_storage_free(&storage);
}

static void an_empty_line_is_asked_for_once(void **state)
{
    (void)state;
    struct s7_fmt_lines lines = {NULL, NULL};
    struct s7_fmt_scanner s = s7_fmt_scanner_over("a\n \n b\n\n", 8, &storage);
    s7_fmt_scanner_gap(&s, SIZE_MAX, 'b', &lines);
    assert_true(s7_fmt_scanner_blank(&s));
    assert_false(s7_fmt_scanner_blank(&s));
    s7_fmt_scanner_gap(&s, 6, '\0', &lines);
    assert_false(s7_fmt_scanner_blank(&s));
    s7_fmt_scanner_gap(&s, SIZE_MAX, '\0', &lines);
    assert_true(s7_fmt_scanner_blank(&s));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comments_are_found_with_their_place),
        cmocka_unit_test(every_end_of_line_ends_a_comment),
        cmocka_unit_test(characters_are_counted_as_the_reader_does),
        cmocka_unit_test(a_scalar_hides_what_is_in_it),
        cmocka_unit_test(a_text_over_lines_has_a_comment_behind_its_mark),
        cmocka_unit_test(an_empty_line_is_asked_for_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
