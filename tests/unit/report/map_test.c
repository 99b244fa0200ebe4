/* SPDX-License-Identifier: MIT */
#include "report/map.h"

#include "check.h"
#include "page.h"

static const char *const lines[] = {"writes", "reads", "!"};

/* A writes 0…19, both of them touch 20, B from 70 on; nobody reads. */
static struct s7_report_map_cell sample_cell(const void *self, size_t line, size_t index)
{
    (void)self;
    if (line == 1)
        return (struct s7_report_map_cell){.mark = '.'};
    if (line == 2)
        return (struct s7_report_map_cell){.mark = index == 20 ? 'x' : ' ', .meaning = S7_REPORT_WARN};
    if (index == 20)
        return (struct s7_report_map_cell){.mark = '!', .meaning = S7_REPORT_FAIL};
    return (struct s7_report_map_cell){.mark = index < 20 ? 'A' : index >= 150 ? 'B' : '.'};
}

static void tell(struct s7_report *report)
{
    s7_report_map(report, &(struct s7_report_map){.name = "octets",
                                                  .caption = "DB100 <Recipe>",
                                                  .unit = "octet",
                                                  .lines = lines,
                                                  .line_count = 3,
                                                  .count = 155,
                                                  .cell = sample_cell});
}

static void rows_alike_are_folded(void **state)
{
    (void)state;
    assert_string_equal(page_of((struct s7_report_config){.width = 80}, tell),
                        "DB100 <Recipe>\n"
                        "octet          +0       +8       +16      +24\n"
                        "    0  writes  AAAAAAAA AAAAAAAA AAAA!... ........\n"
                        "       reads   ........ ........ ........ ........\n"
                        "       !                             x\n"
                        "   32  writes  ........ ........ ........ ........\n"
                        "       reads   ........ ........ ........ ........\n"
                        "    ⋮  the same up to 127\n"
                        "  128  writes  ........ ........ ......BB BBB\n"
                        "       reads   ........ ........ ........ ...\n");
}

static void a_narrow_page_has_shorter_rows(void **state)
{
    (void)state;
    const char *text = page_of((struct s7_report_config){.width = 40, .ascii = true}, tell);
    assert_non_null(strstr(text, "octet          +0       +8\n    0  writes  AAAAAAAA AAAAAAAA\n"));
    assert_non_null(strstr(text, "   16  writes  AAAA!... ........\n"));
    assert_non_null(strstr(text, "    :  the same up to 143\n"));
    assert_non_null(
        strstr(page_of((struct s7_report_config){.width = 30}, tell), "+0\n    0  writes  AAAAAAAA\n"));
}

static void colours_say_what_the_marks_say(void **state)
{
    (void)state;
    const char *text = page_of((struct s7_report_config){.colour = true}, tell);
    assert_non_null(strstr(text, "AAAA\033[1;31m!\033[0m..."));
    text = page_of((struct s7_report_config){.format = S7_REPORT_HTML}, tell);
    assert_non_null(strstr(text, "<p><b>DB100 &lt;Recipe&gt;</b></p>\n<pre>\noctet"));
    assert_non_null(strstr(text, "AAAA<span class=\"fail\">!</span>... ........\n"));
    assert_non_null(strstr(text, "BBB\n"));
}

static void markdown_keeps_the_columns(void **state)
{
    (void)state;
    const char *text = page_of((struct s7_report_config){.format = S7_REPORT_MARKDOWN}, tell);
    assert_non_null(strstr(text, "**\n\n```text\noctet          +0"));
    assert_non_null(strstr(text, "...\n```\n"));
}

static void csv_has_a_row_per_cell(void **state)
{
    (void)state;
    const char *text = page_of((struct s7_report_config){.format = S7_REPORT_CSV, .csv_name = "octets"}, tell);
    assert_memory_equal(text, "octet,writes,reads,!\r\n0,A,.,\" \"\r\n", 33);
    assert_non_null(strstr(text, "\r\n20,!,.,x\r\n"));
    assert_non_null(strstr(text, "\r\n154,B,.,\" \"\r\n"));
    assert_null(strstr(text, "\r\n155,"));
}

static void tell_nothing(struct s7_report *report)
{
    s7_report_map(
        report, &(struct s7_report_map){.unit = "octet", .lines = lines, .line_count = 2, .cell = sample_cell});
}

static void nothing_is_a_scale_alone(void **state)
{
    (void)state;
    assert_string_equal(page_of((struct s7_report_config){.width = 80}, tell_nothing), "octet\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_alike_are_folded),          cmocka_unit_test(a_narrow_page_has_shorter_rows),
        cmocka_unit_test(colours_say_what_the_marks_say), cmocka_unit_test(markdown_keeps_the_columns),
        cmocka_unit_test(csv_has_a_row_per_cell),         cmocka_unit_test(nothing_is_a_scale_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
