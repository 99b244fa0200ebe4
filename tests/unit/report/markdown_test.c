/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "page.h"
#include "report/writer.h"

static void check_markdown(struct s7_report_config config, void (*tell)(struct s7_report *report),
                           const char *expected)
{
    config.format = S7_REPORT_MARKDOWN;
    assert_string_equal(page_of(config, tell), expected);
}

static void tell_texts(struct s7_report *report)
{
    s7_report_heading(report, 1, "One\ntwo #");
    s7_report_heading(report, 4, "Deep");
    s7_report_paragraph(report, "a\nb");
    s7_report_page(report);
}

static void headings_and_paragraphs(void **state)
{
    (void)state;
    check_markdown((struct s7_report_config){.title = "A *title*", .footer = "the _end_"}, tell_texts,
                   "# A \\*title\\*\n\n## One two \\#\n\n##### Deep\n\na\\\nb\n\n---\n\nthe \\_end\\_\n");
}

static void tell_lists(struct s7_report *report)
{
    static const struct s7_report_cell items[] = {{.text = "- a\nb", .note = 1},
                                                  {.text = "c", .meaning = S7_REPORT_WARN}};
    static const struct s7_report_pair pairs[] = {
        {"key *", {.text = "- value"}}, {"", {.text = "- alone"}}, {"state", {.meaning = S7_REPORT_OK}}};
    s7_report_list(report, items, 2, true);
    s7_report_list(report, items, 2, false);
    s7_report_pairs(report, pairs, 3);
    s7_report_notes(report, (const char *const[]){"- a note\nof two lines", "b"}, 2);
}

static void lists_pairs_and_notes(void **state)
{
    (void)state;
    check_markdown((struct s7_report_config){.title = NULL}, tell_lists,
                   "1. \\- a<br>b[^1]\n2. ! c\n\n- \\- a<br>b[^1]\n- ! c\n\n"
                   "- **key \\***: - value\n- \\- alone\n- **state**: ✓ ok\n\n"
                   "[^1]: \\- a note<br>of two lines\n\n[^2]: b\n");
}

static void tell_tables(struct s7_report *report)
{
    static const struct s7_report_column columns[] = {{.title = "A|B"},
                                                      {.title = "- n", .align = S7_REPORT_RIGHT},
                                                      {.title = NULL, .align = S7_REPORT_CENTRE}};
    static const struct s7_report_cell cells[] = {
        {.text = "x|y\n<td>"}, {.text = "-5"}, {.text = "shut", .meaning = S7_REPORT_FAIL}};
    static const struct s7_report_rung rung = {"TCP", {.meaning = S7_REPORT_OK}, "0.6 ms"};
    page_table(report, columns, 3, cells, 1);
    page_table(report, columns, 1, cells, 0);
    s7_report_ladder(report,
                     &(struct s7_report_ladder){.caption = "- to *OVEN*", .rungs = &rung, .rung_count = 1});
}

static void tables_and_ladders(void **state)
{
    (void)state;
    check_markdown(
        (struct s7_report_config){.title = NULL}, tell_tables,
        "| A\\|B | - n |  |\n| --- | ---: | :---: |\n| x\\|y<br>&lt;td> | -5 | ✗ shut |\n\n"
        "| A\\|B |\n| --- |\n\nnone\n\n"
        "**- to \\*OVEN\\***\n\n| Layer | Verdict | Seen |\n| --- | --- | --- |\n| TCP | ✓ ok | 0.6 ms |\n");
}

static void tell_preformatted(struct s7_report *report)
{
    s7_report_preformatted(report, "a <b> *c*\n``` ````\n");
    s7_report_preformatted(report, "x\ty");
}

static void a_fence_is_longer_than_what_it_holds(void **state)
{
    (void)state;
    check_markdown((struct s7_report_config){.title = NULL}, tell_preformatted,
                   "`````text\na <b> *c*\n``` ````\n\n`````\n\n```text\nx       y\n```\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_and_paragraphs),
        cmocka_unit_test(lists_pairs_and_notes),
        cmocka_unit_test(tables_and_ladders),
        cmocka_unit_test(a_fence_is_longer_than_what_it_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
