/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "html_check.h"
#include "page.h"
#include "report/writer.h"

static void tell_blocks(struct s7_report *report)
{
    static const struct s7_report_cell items[] = {{.text = "a<b"}, {.meaning = S7_REPORT_OK}};
    s7_report_heading(report, 1, "One & two");
    s7_report_heading(report, 4, "Deep");
    s7_report_paragraph(report, "a\n<b>");
    s7_report_list(report, items, 2, true);
    s7_report_list(report, items, 1, false);
    s7_report_page(report);
    s7_report_preformatted(report, "\n x\t<y>\n");
    s7_report_notes(report, (const char *const[]){"first", "sec>ond"}, 2);
}

static void blocks_are_elements(void **state)
{
    (void)state;
    const char *text =
        page_of((struct s7_report_config){.format = S7_REPORT_HTML, .footer = "F & co"}, tell_blocks);
    const char *body = strstr(text, "<main>");
    assert_non_null(body);
    assert_string_equal(
        body, "<main>\n<h2>One &amp; two</h2>\n<h5>Deep</h5>\n<p>a<br>&lt;b&gt;</p>\n"
              "<ol>\n<li>a&lt;b</li>\n<li><span class=\"ok\"><b aria-hidden=\"true\">✓</b> ok</span></li>\n"
              "</ol>\n<ul>\n<li>a&lt;b</li>\n</ul>\n<hr class=\"page\">\n"
              "<pre>\n\n x      &lt;y&gt;\n</pre>\n"
              "<ol class=\"notes\">\n<li id=\"note-1\">first</li>\n<li id=\"note-2\">sec&gt;ond</li>\n</ol>\n"
              "</main>\n<footer><p>F &amp; co</p></footer>\n</body>\n</html>\n");
}

static void tell_nothing(struct s7_report *report)
{
    (void)report;
}

static void the_head_forbids_what_a_page_could_do(void **state)
{
    struct html_check check;
    (void)state;
    const char *text =
        page_of((struct s7_report_config){.format = S7_REPORT_HTML, .title = "</title><script>"}, tell_nothing);
    assert_null(html_fault(text, &check));
    assert_non_null(strstr(text, "content=\"default-src 'none'; style-src 'unsafe-inline'\""));
    assert_non_null(strstr(text, "<title>&lt;/title&gt;&lt;script&gt;</title>"));
    assert_non_null(strstr(text, "<h1>&lt;/title&gt;&lt;script&gt;</h1>"));
    assert_non_null(strstr(text, "<html lang=\"en\">"));
    assert_non_null(strstr(text, "<meta charset=\"utf-8\">"));
    text = page_of((struct s7_report_config){.format = S7_REPORT_HTML}, tell_nothing);
    assert_non_null(strstr(text, "<title>Report</title>")); /* must not be empty */
    assert_null(strstr(text, "<h1>"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(blocks_are_elements),
                                       cmocka_unit_test(the_head_forbids_what_a_page_could_do)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
