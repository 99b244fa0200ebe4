/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "page.h"
#include "report/writer.h"

static void check_text(struct s7_report_config config, void (*tell)(struct s7_report *report),
                       const char *expected)
{
    assert_int_equal(config.format, S7_REPORT_TEXT);
    assert_string_equal(page_of(config, tell), expected);
}

static void tell_headings(struct s7_report *report)
{
    s7_report_heading(report, 1, "Reach");
    s7_report_heading(report, 2, "Zone 温度");
    s7_report_paragraph(report, "one two three four");
}

static void headings_and_paragraphs(void **state)
{
    (void)state;
    check_text((struct s7_report_config){.title = "Line 4", .footer = "made by hand"}, tell_headings,
               "Line 4\n══════\n\nReach\n─────\n\nZone 温度\n\none two three four\n\nmade by hand\n");
    check_text((struct s7_report_config){.ascii = true, .title = "A\nBCD"}, tell_headings,
               "A\nBCD\n===\n\nReach\n-----\n\nZone 温度\n\none two three four\n");
}

static void colours_end_where_they_began(void **state)
{
    (void)state;
    check_text((struct s7_report_config){.colour = true}, tell_headings,
               "\033[1mReach\033[0m\n─────\n\n\033[1mZone 温度\033[0m\n\none two three four\n");
}

static void tell_lists(struct s7_report *report)
{
    struct s7_report_cell items[10] = {{.text = "first of all, a long one", .note = 1},
                                       {.meaning = S7_REPORT_OK}};
    for (size_t i = 2; i < 10; i++)
        items[i].text = "x";
    s7_report_list(report, items, 2, false);
    s7_report_list(report, items, 10, true);
    s7_report_notes(report, (const char *const[]){"a note that is long enough to wrap"}, 1);
}

static void lists_hang(void **state)
{
    (void)state;
    check_text((struct s7_report_config){.width = 20}, tell_lists,
               "• first of all, a\n  long one [1]\n• ✓ ok\n\n"
               " 1. first of all, a\n    long one [1]\n 2. ✓ ok\n 3. x\n 4. x\n 5. x\n 6. x\n 7. x\n 8. x\n 9. "
               "x\n10. x\n\n"
               "[1] a note that is\n    long enough to\n    wrap\n");
}

static void tell_preformatted(struct s7_report *report)
{
    s7_report_preformatted(report, "  a\t|\n\nb \033c");
    s7_report_preformatted(report, "ends\n");
    s7_report_page(report);
    s7_report_preformatted(report, "");
}

static void preformatted_stays(void **state)
{
    (void)state;
    check_text((struct s7_report_config){.width = 24, .ascii = true}, tell_preformatted,
               "  a     |\n\nb \uFFFDc\n\nends\n\n------------------------\n\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_and_paragraphs),
        cmocka_unit_test(colours_end_where_they_began),
        cmocka_unit_test(lists_hang),
        cmocka_unit_test(preformatted_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
