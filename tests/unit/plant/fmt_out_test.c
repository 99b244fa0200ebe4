/* SPDX-License-Identifier: MIT */
#include "plant/fmt_out.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

static void lines_have_indentation_and_a_column(void **state)
{
    (void)state;
    struct s7_fmt_out out = {.text = NULL};
    s7_fmt_out_line(&out, 4);
    assert_int_equal(out.column, 4);
    s7_fmt_out_text(&out, "ö:");
    assert_int_equal(out.column, 6);
    s7_fmt_out_pad(&out, 10);
    s7_fmt_out_octets(&out, "#xyz", 2);
    s7_fmt_out_pad(&out, 3); /* too late: one blank */
    s7_fmt_out_text(&out, "!");
    s7_fmt_out_end(&out, false);
    s7_fmt_out_line(&out, 0);
    assert_int_equal(out.column, 0);
    assert_string_equal(out.text, "    ö:    #x !\n");
    assert_int_equal(out.size, strlen(out.text));
    assert_false(out.failed);
    free(out.text);
}

static void empty_lines_only_part(void **state)
{
    (void)state;
    struct s7_fmt_out out = {.text = NULL};
    s7_fmt_out_blank(&out); /* not at the start */
    for (unsigned i = 0; i < 4; i++) {
        s7_fmt_out_line(&out, 0);
        s7_fmt_out_text(&out, (const char *[]){"a", "b:", "c", "d"}[i]);
        s7_fmt_out_end(&out, i == 1);
        s7_fmt_out_blank(&out); /* between; not below what opens; not at the end */
        s7_fmt_out_blank(&out);
    }
    assert_string_equal(out.text, "a\n\nb:\nc\n\nd\n");
    free(out.text);
}

static void a_text_grows(void **state)
{
    (void)state;
    struct s7_fmt_out out = {.text = NULL};
    for (unsigned i = 0; i < 20000; i++)
        s7_fmt_out_text(&out, "abc");
    assert_int_equal(out.size, 60000);
    assert_int_equal(strlen(out.text), 60000);
    assert_memory_equal(out.text + 59997, "abc", 4);
    free(out.text);
}

static void what_cannot_be_kept_is_a_failure(void **state)
{
    (void)state;
    struct s7_fmt_out out = {.text = NULL};
    s7_fmt_out_octets(&out, "x", (size_t)-1);
    assert_true(out.failed);
    s7_fmt_out_text(&out, "y");
    s7_fmt_out_pad(&out, 100); /* ends all the same */
    assert_true(out.failed);
    assert_null(out.text);
}

static void characters_are_counted(void **state)
{
    (void)state;
    assert_int_equal(s7_fmt_out_count("", 0), 0);
    assert_int_equal(s7_fmt_out_count("aö…🔧", 10), 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_have_indentation_and_a_column),
        cmocka_unit_test(empty_lines_only_part),
        cmocka_unit_test(a_text_grows),
        cmocka_unit_test(what_cannot_be_kept_is_a_failure),
        cmocka_unit_test(characters_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
