/* SPDX-License-Identifier: MIT */
#include "report/html.h"

#include "check.h"

#include "cases.h"
#include "html_check.h"
#include "page.h"
#include "random_text.h"

typedef void writer(struct s7_report *report, const char *text);

static const char *written(writer *write, const char *text)
{
    struct s7_report report;
    page_begin(&report, (struct s7_report_config){.format = S7_REPORT_TEXT});
    write(&report, text);
    return page_text;
}

static void markup_becomes_text(void **state)
{
    static const char text[] = "<a href=\"x\">'&amp;'</a>\n\xff\033";
    (void)state;
    assert_string_equal(written(s7_html_text, text),
                        "&lt;a href=&quot;x&quot;&gt;&#39;&amp;amp;&#39;&lt;/a&gt;<br>\uFFFD\uFFFD");
    assert_string_equal(written(s7_html_title, "a\nb<"), "a b&lt;");
    assert_string_equal(written(s7_html_preformatted, "a\tb\nc>"), "a       b\nc&gt;");
}

static const char *cell_of(struct s7_report_cell given)
{
    struct s7_report report;
    struct s7_grid_cell cell;
    page_begin(&report, (struct s7_report_config){.format = S7_REPORT_TEXT});
    s7_grid_take(&report, &given, &cell);
    s7_html_cell(&report, &cell);
    return page_text;
}

static void a_cell_has_mark_text_and_note(void **state)
{
    (void)state;
    assert_string_equal(cell_of((struct s7_report_cell){.text = "a<b"}), "a&lt;b");
    assert_string_equal(cell_of((struct s7_report_cell){.meaning = S7_REPORT_OK}),
                        "<b aria-hidden=\"true\">✓</b> ok");
    assert_string_equal(
        cell_of((struct s7_report_cell){.text = "x", .meaning = S7_REPORT_FAIL, .note = 12}),
        "<b role=\"img\" aria-label=\"fail\" title=\"fail\">✗</b> x<sup><a href=\"#note-12\">12</a></sup>");
}

/* Tells every kind of block with texts that a document must not be made of. */
static void random_document(struct s7_chance *chance, struct s7_report *report)
{
    char text[4][RANDOM_TEXT_SIZE];
    for (size_t i = 0; i < 4; i++)
        random_text(chance, text[i]);
    enum s7_report_meaning meaning = (enum s7_report_meaning)s7_chance_below(chance, S7_REPORT_MEANING_COUNT);
    const struct s7_report_cell cells[] = {{text[0], meaning, 1}, {text[1], S7_REPORT_NEUTRAL, 0}};
    const struct s7_report_column columns[] = {{.title = text[2]},
                                               {.title = text[3], .align = S7_REPORT_RIGHT}};
    const struct s7_report_pair pair = {text[2], cells[0]};
    const struct s7_report_rung rung = {text[1], cells[0], text[3]};
    const char *const notes[] = {text[3]};
    s7_report_heading(report, 1, text[0]);
    s7_report_paragraph(report, text[1]);
    s7_report_list(report, cells, 2, false);
    s7_report_pairs(report, &pair, 1);
    page_table(report, columns, 2, cells, 1);
    s7_report_ladder(report, &(struct s7_report_ladder){text[3], text[2], &rung, 1});
    s7_report_preformatted(report, text[2]);
    s7_report_notes(report, notes, 1);
}

static void any_text_leaves_the_page_well_formed(void **state)
{
    struct s7_chance chance = cases_begin("html_text");
    (void)state;
    for (unsigned long n = cases_count(); n > 0; n--) {
        struct s7_report report;
        struct html_check check;
        char title[RANDOM_TEXT_SIZE];
        random_text(&chance, title);
        page_begin(&report,
                   (struct s7_report_config){.format = S7_REPORT_HTML, .title = title, .footer = title});
        random_document(&chance, &report);
        assert_int_equal(s7_report_end(&report), S7_OK);
        assert_null(html_fault(page_text, &check));
        assert_int_equal(check.rows, 1 + 2 + 2);
        assert_int_equal(check.items, 2 + 1);
    }
}

static void the_check_finds_what_it_looks_for(void **state)
{
    static const char *const bad[] = {"<!DOCTYPE html>\n<p>",
                                      "<!DOCTYPE html>\n<p></b>",
                                      "<!DOCTYPE html>\n<p>a&b</p>",
                                      "<!DOCTYPE html>\na > b",
                                      "<!DOCTYPE html>\n<script></script>",
                                      "<!DOCTYPE html>\n\xff",
                                      "<!DOCTYPE html>\n<p onx=\"\"></p>",
                                      "<!DOCTYPE html>\n<a href=\"http\"></a>",
                                      "<p></p>",
                                      "<!DOCTYPE html>\n\x07"};
    struct html_check check;
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_non_null(html_fault(bad[i], &check));
    assert_null(html_fault("<!DOCTYPE html>\n<p class=\"a\">&lt;<br>é</p>\n", &check));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(markup_becomes_text),
        cmocka_unit_test(a_cell_has_mark_text_and_note),
        cmocka_unit_test(any_text_leaves_the_page_well_formed),
        cmocka_unit_test(the_check_finds_what_it_looks_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
