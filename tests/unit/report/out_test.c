/* SPDX-License-Identifier: MIT */
#include "report/out.h"

#include "check.h"

#include <errno.h>

#include "page.h"

static struct s7_report report;

static void start(void)
{
    page_begin(&report, (struct s7_report_config){.format = S7_REPORT_TEXT});
}

static void pieces_follow_each_other(void **state)
{
    (void)state;
    start();
    s7_out_text(&report, "a");
    s7_out_number(&report, 1230);
    s7_out_character(&report, 0x6E29);
    s7_out_repeat(&report, "=-", 2);
    s7_out_octets(&report, "xyz", 2);
    s7_out_text(&report, "");
    assert_string_equal(page_text, "a1230温=-=-xy");
}

static void blanks_at_the_end_of_a_line_are_dropped(void **state)
{
    (void)state;
    start();
    s7_out_text(&report, "a");
    s7_out_blanks(&report, 1);
    s7_out_blanks(&report, 70);
    s7_out_text(&report, "b");
    s7_out_blanks(&report, 3);
    s7_out_line(&report);
    assert_int_equal(strlen(page_text), 1 + 71 + 1 + 1);
    assert_memory_equal(page_text + 70, "  b\n", 4);
}

static void blocks_are_set_apart_but_not_from_the_start(void **state)
{
    (void)state;
    start();
    s7_out_parting(&report);
    s7_out_text(&report, "a\n");
    s7_out_parting(&report);
    s7_out_text(&report, "b\n");
    assert_string_equal(page_text, "a\n\nb\n");
}

static void tabulators_stop_at_eights(void **state)
{
    (void)state;
    start();
    s7_out_each_preformatted(&report, "a\tb\n\tc\t12345678\t.", s7_out_character);
    assert_string_equal(page_text, "a       b\n        c       12345678        .");
    start();
    s7_out_each(&report, "a\tb\r\nc", s7_out_character);
    assert_string_equal(page_text, "a b\nc");
}

static size_t writes;

static int write_twice(void *self, const char *octets, size_t size)
{
    (void)self;
    (void)octets;
    (void)size;
    if (++writes <= 2)
        return S7_OK;
    errno = ENOSPC;
    return S7_ERR_LOCAL_FILE;
}

static void nothing_is_written_after_a_failure(void **state)
{
    (void)state;
    writes = 0;
    s7_report_begin(&report,
                    &(struct s7_report_config){.format = S7_REPORT_TEXT, .sink = {.write = write_twice}});
    for (int i = 0; i < 10; i++)
        s7_out_text(&report, "x");
    assert_int_equal(writes, 3);
    assert_int_equal(s7_report_end(&report), S7_ERR_LOCAL_FILE);
    assert_int_equal(report.system_error, ENOSPC);
}

static void the_first_failure_is_kept_but_for_one_of_the_sink(void **state)
{
    (void)state;
    writes = 1;
    s7_report_begin(&report,
                    &(struct s7_report_config){.format = S7_REPORT_TEXT, .sink = {.write = write_twice}});
    s7_out_fail(&report, S7_ERR_LOCAL_LIMIT);
    s7_out_fail(&report, S7_ERR_LOCAL_ARGUMENT);
    s7_out_text(&report, "x");
    assert_int_equal(report.failure, S7_ERR_LOCAL_LIMIT);
    s7_out_text(&report, "x");
    assert_int_equal(report.failure, S7_ERR_LOCAL_FILE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_follow_each_other),
        cmocka_unit_test(blanks_at_the_end_of_a_line_are_dropped),
        cmocka_unit_test(blocks_are_set_apart_but_not_from_the_start),
        cmocka_unit_test(tabulators_stop_at_eights),
        cmocka_unit_test(nothing_is_written_after_a_failure),
        cmocka_unit_test(the_first_failure_is_kept_but_for_one_of_the_sink),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
