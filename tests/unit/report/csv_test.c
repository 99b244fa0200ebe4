/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "cases.h"
#include "csv_read.h"
#include "page.h"
#include "random_text.h"
#include "report/character.h"
#include "report/writer.h"

/** One cell in a table without a title, as CSV. */
static const char *field_of(struct s7_report_cell cell)
{
    static const struct s7_report_column column = {.title = "T"};
    struct s7_report report;
    page_begin(&report, (struct s7_report_config){.format = S7_REPORT_CSV});
    page_table(&report, &column, 1, &cell, 1);
    must(s7_report_end(&report) == S7_OK);
    assert_memory_equal(page_text, "T\r\n", 3);
    return page_text + 3;
}

static void check_field(const char *text, const char *expected)
{
    char line[256];
    struct s7_strbuf buf = s7_strbuf_over(line, sizeof line);
    s7_strbuf_printf(&buf, "%s\r\n", expected);
    assert_string_equal(field_of((struct s7_report_cell){.text = text}), line);
}

static void fields_are_quoted_where_they_must(void **state)
{
    (void)state;
    check_field("plain text", "plain text");
    check_field("", "\"\"");
    check_field("a,b", "\"a,b\"");
    check_field("a;b", "\"a;b\"");
    check_field("a \"b\"", "\"a \"\"b\"\"\"");
    check_field("a\r\nb", "\"a\nb\"");
    check_field(" a", "\" a\"");
    check_field("\xff\033", "\uFFFD\uFFFD");
}

static void formulas_become_text_and_numbers_stay(void **state)
{
    (void)state;
    check_field("=1+1", "'=1+1");
    check_field("+1+1", "'+1+1");
    check_field("-1+1", "'-1+1");
    check_field("@SUM(A1)", "'@SUM(A1)");
    check_field("=\"x\"", "\"'=\"\"x\"\"\"");
    check_field("'a", "''a");
    check_field("＝1", "'＝1");
    check_field("\n=1", "\"'\n=1\"");
    check_field("-", "'-");
    check_field("-12", "-12");
    check_field("+0.5", "+0.5");
    check_field("-1,5", "\"-1,5\"");
    check_field("-1.", "'-1.");
    check_field("-1.5.2", "'-1.5.2");
}

static void meanings_are_words(void **state)
{
    (void)state;
    assert_string_equal(field_of((struct s7_report_cell){.meaning = S7_REPORT_FAIL}), "fail\r\n");
    assert_string_equal(
        field_of((struct s7_report_cell){.text = "=shut", .meaning = S7_REPORT_FAIL, .note = 0}),
        "fail: =shut\r\n");
}

static void tell_two(struct s7_report *report)
{
    static const struct s7_report_column columns[] = {{.title = "=A"}, {.title = NULL}};
    static const struct s7_report_cell cells[] = {{.text = "1"}, {.text = "2"}};
    static const struct s7_report_rung rung = {"TCP", {.meaning = S7_REPORT_OK}, "0.6 ms"};
    s7_report_paragraph(report, "no table");
    s7_report_pairs(report, &(struct s7_report_pair){"k", {.text = "v"}}, 1);
    page_table(report, columns, 2, cells, 1);
    s7_report_ladder(report, &(struct s7_report_ladder){.name = "ladder", .rungs = &rung, .rung_count = 1});
}

static void the_table_asked_for_is_written(void **state)
{
    (void)state;
    assert_string_equal(page_of((struct s7_report_config){.format = S7_REPORT_CSV}, tell_two),
                        "'=A,\"\"\r\n1,2\r\n");
    assert_string_equal(
        page_of((struct s7_report_config){.format = S7_REPORT_CSV, .csv_name = "ladder"}, tell_two),
        "Layer,Verdict,Seen\r\nTCP,ok,0.6 ms\r\n");
}

/** A text as a reader is to get it: as it can be shown. */
static void shown_of(const char *text, char *shown)
{
    for (struct s7_character c = s7_character_next(text); c.taken; c = s7_character_next(text)) {
        shown += s7_character_utf8(c.code, shown);
        text += c.taken;
    }
    *shown = '\0';
}

enum { COLUMNS = 3, ROWS = 4, CELLS = COLUMNS * ROWS };

static void check_read_back(char texts[CELLS][RANDOM_TEXT_SIZE])
{
    const char *at = page_text;
    for (size_t i = 0; i < COLUMNS + CELLS; i++) {
        char field[PAGE_SIZE / 64], shown[RANDOM_TEXT_SIZE * 4];
        bool last;
        assert_true(csv_read(&at, field, &last));
        assert_int_equal(last, i % COLUMNS == COLUMNS - 1);
        if (i < COLUMNS)
            continue;
        assert_true(!field[0] || !strchr("=@", field[0]));
        shown_of(texts[i - COLUMNS], shown);
        assert_string_equal(field[0] == '\'' ? field + 1 : field, shown);
    }
    assert_string_equal(at, "");
}

static void any_text_reads_back(void **state)
{
    static const struct s7_report_column columns[COLUMNS] = {{.title = "a"}, {.title = "b"}, {.title = "c"}};
    struct s7_chance chance = cases_begin("csv");
    (void)state;
    for (unsigned long n = cases_count(); n > 0; n--) {
        char texts[CELLS][RANDOM_TEXT_SIZE];
        struct s7_report_cell cells[CELLS];
        struct s7_report report;
        for (size_t i = 0; i < CELLS; i++) {
            random_text(&chance, texts[i]);
            cells[i] = (struct s7_report_cell){.text = texts[i]};
        }
        page_begin(&report, (struct s7_report_config){.format = S7_REPORT_CSV});
        page_table(&report, columns, COLUMNS, cells, ROWS);
        assert_int_equal(s7_report_end(&report), S7_OK);
        check_read_back(texts);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_are_quoted_where_they_must),
        cmocka_unit_test(formulas_become_text_and_numbers_stay),
        cmocka_unit_test(meanings_are_words),
        cmocka_unit_test(the_table_asked_for_is_written),
        cmocka_unit_test(any_text_reads_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
