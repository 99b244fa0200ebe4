/* SPDX-License-Identifier: MIT */
#include "capture/discover_write.h"
#include "check.h"
#include "unit/capture/discover_talks.h"

static struct talks talks;
static const struct s7_discover_config plain = {.known = NULL};
static struct s7_discover_model model = {.config = &plain};

static void assert_written(struct s7_discover_text *text, const char *expected)
{
    assert_false(text->out.failed);
    assert_string_equal(text->out.text, expected);
    free(text->out.text);
}

/** A name of a file may be anything. */
static void a_comment_cannot_be_left(void **state)
{
    (void)state;
    struct s7_discover_text text = {.model = &model};
    s7_discover_comment(
        &text, 2, "%s",
        "a\nb: 1\r\x1b[2J\x7f\xc2\x85 \xe2\x80\xae \xe2\x80\xa8 \xff \xc3\xa4 \xe2\x86\x92 \xc3");
    assert_written(&text, "  # a?b: 1??[2J?? ? ? ? \xc3\xa4 \xe2\x86\x92 ?\n");
}

static void a_scalar_is_one_whatever_is_in_it(void **state)
{
    (void)state;
    struct s7_discover_text text = {.model = &model};
    s7_discover_quoted(&text, "a\"b\\c: #");
    assert_written(&text, "\"a\\\"b\\\\c: #\"");
}

static void a_long_line_is_cut(void **state)
{
    (void)state;
    struct s7_discover_text text = {.model = &model};
    s7_discover_line(&text, 0, "%500d", 7);
    assert_int_equal(text.out.size, 401);
    free(text.out.text);
}

static void the_head_says_where_it_comes_from(void **state)
{
    (void)state;
    struct discovered d;
    static const char *const notes[] = {"From line4.pcapng\n.", "12 packets."};
    struct s7_discover_config config = {.notes = notes, .note_count = 2, .begin = 0, .end = TALKS_BEGIN};
    discovered_make(&d, &talks, &config);
    assert_non_null(
        strstr(d.text, "\n# From line4.pcapng?.\n# 12 packets.\n# 0 CPUs, 0 hosts, 0 connections.\n\nsieben"));
    assert_null(strstr(d.text, "seen_from"));
    assert_non_null(strstr(d.text, "seen_to: \"2026-11-20 12:00:00.000\""));
    discovered_end(&d);
    config.redact = true;
    discovered_make(&d, &talks, &config);
    assert_null(strstr(d.text, "line4"));
    discovered_end(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_comment_cannot_be_left),
        cmocka_unit_test(a_scalar_is_one_whatever_is_in_it),
        cmocka_unit_test(a_long_line_is_cut),
        cmocka_unit_test(the_head_says_where_it_comes_from),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
