/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/profile_markdown.h"
#include "must.h"
#include "profile/profile.h"

static char *page;

static int print_page(void **state)
{
    (void)state;
    size_t size;
    FILE *out = open_memstream(&page, &size);
    must(out);
    s7_profile_markdown(out);
    return fclose(out);
}

static int free_page(void **state)
{
    (void)state;
    free(page);
    return 0;
}

/* The row of the page that begins with "| name |"; it ends with its line. */
static const char *row_of(const char *name)
{
    static char row[2048];
    char start[64];
    snprintf(start, sizeof start, "\n| %s |", name);
    const char *at = strstr(page, start);
    assert_non_null(at);
    snprintf(row, sizeof row, "%.*s", (int)strcspn(at + 1, "\n"), at + 1);
    return row;
}

static size_t columns_of(const char *row)
{
    size_t count = 0;
    for (; *row; row++)
        count += *row == '|';
    return count;
}

static void every_figure_has_a_row_with_every_profile(void **state)
{
    (void)state;
    size_t profiles = 0;
    while (s7_profile_at(profiles))
        profiles++;
    const struct s7_figure_row *row;
    for (size_t i = 0; (row = s7_figure_at(i)) != NULL; i++)
        assert_int_equal(columns_of(row_of(row->name)), profiles + 3);
    const struct s7_figure_text_row *text;
    for (size_t i = 0; (text = s7_figure_text_at(i)) != NULL; i++)
        assert_int_equal(columns_of(row_of(text->name)), profiles + 3);
}

static void values_stand_with_their_marks(void **state)
{
    (void)state;
    assert_non_null(
        strstr(row_of("pdu_length"), "| pdu_length | 240 octets H | 480 octets H | 240 octets H |"));
    assert_non_null(strstr(row_of("firmware"), "| firmware | V3.2.7 H |"));
    assert_non_null(strstr(row_of("cc_order"), "| C0-C1-C2 H |"));
    assert_non_null(strstr(row_of("M"), "| M | one good report |"));
    assert_non_null(strstr(page, "\n**s7-300**: CPU 315-2 PN/DP, captured."));
    assert_non_null(strstr(page, "\n| refusal_tsap | silent | no answer;"));
    assert_non_null(strstr(page, "\n| refusal_resources | dr | "));
}

static void calls_have_their_sizes(void **state)
{
    (void)state;
    assert_string_equal(row_of("s7-300"), "| s7-300 | 240 | 222 | - | - | - | 212 | - | - | - |");
    assert_string_equal(row_of("s7-1500"), "| s7-1500 | 960 | 942 | 938 | 934 | 930 | 932 | 916 | 900 | 884 |");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_figure_has_a_row_with_every_profile),
        cmocka_unit_test(values_stand_with_their_marks),
        cmocka_unit_test(calls_have_their_sizes),
    };
    return cmocka_run_group_tests(tests, print_page, free_page);
}
