/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/exit.h"
#include "cli/page.h"
#include "must.h"
#include "said.h"

static int tell(void)
{
    static const struct s7_report_cell items[] = {{.text = "an item", .meaning = S7_REPORT_FAIL}};
    struct s7_report report;
    s7_cli_page_begin(&report, "Title");
    s7_report_list(&report, items, 1, false);
    return s7_cli_page_end(&report);
}

static void without_a_terminal_there_is_no_colour(void **state)
{
    (void)state;
    must(setenv("LC_ALL", "C.UTF-8", 1) == 0 && unsetenv("NO_COLOR") == 0);
    said_start("");
    struct said said = said_stop(tell());
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.out, "Title\n═════\n\n• ✗ an item\n");
}

static void a_plain_locale_has_plain_marks(void **state)
{
    (void)state;
    must(setenv("LC_ALL", "C", 1) == 0);
    said_start("");
    struct said said = said_stop(tell());
    assert_string_equal(said.out, "Title\n=====\n\n* x an item\n");
}

static void what_is_no_terminal_has_the_usual_width(void **state)
{
    (void)state;
    int ends[2];
    must(pipe(ends) == 0);
    assert_int_equal(s7_cli_page_width(ends[1], 40, 77), 77);
    must(close(ends[0]) == 0 && close(ends[1]) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_terminal_there_is_no_colour),
        cmocka_unit_test(a_plain_locale_has_plain_marks),
        cmocka_unit_test(what_is_no_terminal_has_the_usual_width),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
