/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "page.h"
#include "report/text.h"

static struct s7_report report;

static void start(size_t width, bool colour, bool ascii)
{
    page_begin(&report, (struct s7_report_config){
                            .format = S7_REPORT_TEXT, .width = width, .colour = colour, .ascii = ascii});
}

static void write_cell(struct s7_report_cell cell, size_t indent)
{
    char note[S7_TEXT_NOTE_SIZE];
    s7_text_lines(&report, s7_text_flow_of(&report, &cell, note), indent, cell.meaning);
}

static void a_cell_has_its_mark_and_note(void **state)
{
    (void)state;
    start(0, false, false);
    write_cell((struct s7_report_cell){.text = "plain"}, 0);
    write_cell((struct s7_report_cell){.text = "late", .meaning = S7_REPORT_WARN, .note = 4294967295U}, 0);
    assert_string_equal(page_text, "plain\n! late [4294967295]\n");
    start(0, false, true);
    write_cell((struct s7_report_cell){.text = "shut", .meaning = S7_REPORT_FAIL}, 0);
    assert_string_equal(page_text, "x shut\n");
}

static void later_lines_hang(void **state)
{
    (void)state;
    start(20, false, false);
    s7_out_text(&report, "key:");
    s7_out_blanks(&report, 1);
    write_cell((struct s7_report_cell){.text = "a text that is too long"}, 5);
    assert_string_equal(page_text, "key: a text that is\n     too long\n");
}

static void every_line_has_its_colour(void **state)
{
    (void)state;
    start(20, true, false);
    write_cell((struct s7_report_cell){.text = "one\ntwo", .meaning = S7_REPORT_OK}, 0);
    write_cell((struct s7_report_cell){.text = "three"}, 0);
    assert_string_equal(page_text, "\033[32m✓ one\033[0m\n\033[32mtwo\033[0m\nthree\n");
}

static void nothing_is_a_line_too(void **state)
{
    (void)state;
    start(20, true, false);
    write_cell((struct s7_report_cell){.text = ""}, 0);
    s7_text_rule(&report, "─", "-", 3);
    assert_string_equal(page_text, "\n───");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_has_its_mark_and_note),
        cmocka_unit_test(later_lines_hang),
        cmocka_unit_test(every_line_has_its_colour),
        cmocka_unit_test(nothing_is_a_line_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
