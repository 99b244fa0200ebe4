/* SPDX-License-Identifier: MIT
 *
 * What must hold for any plant file and its canonical form.
 */
#include "plant/fmt.h"

#include "cases.h"
#include "check.h"
#include "must.h"
#include "unit/plant/fmt_model.h"
#include "unit/plant/fmt_scribble.h"
#include "unit/plant/loading.h"

enum { TEXT_SIZE = 1 << 18 };

static struct loading loading;
static char source[TEXT_SIZE], told[TEXT_SIZE], told_again[TEXT_SIZE];

static const char *model_of(const char *text, size_t size, char buffer[TEXT_SIZE])
{
    struct s7_strbuf buf = s7_strbuf_over(buffer, TEXT_SIZE);
    loading_run(&loading, text, size);
    if (loading.error) {
        loading_print(&loading);
        fprintf(stderr, "%.*s\n", (int)size, text);
    }
    assert_int_equal(loading.error, S7_OK);
    model_plant(&buf, loading.plant);
    assert_false(buf.truncated);
    s7_plant_free(loading.plant);
    return buffer;
}

static char *canonical(const char *text, size_t size, size_t *ret_size)
{
    char *copy = malloc(size ? size : 1);
    char *formatted = NULL;
    assert_non_null(copy);
    memcpy(copy, text, size);
    loading.count = 0;
    int error = s7_fmt_text(copy, size, loading_report, &loading, &formatted, ret_size);
    if (error) {
        loading_print(&loading);
        fprintf(stderr, "%.*s\n", (int)size, text);
    }
    assert_int_equal(error, S7_OK);
    free(copy);
    assert_int_equal(strlen(formatted), *ret_size);
    return formatted;
}

/** Where comment number `n` stands, from its #; NULL: nowhere, or twice. */
static const char *find_comment(const char *text, unsigned n, size_t *ret_length)
{
    char mark[16];
    const char *found = NULL;
    snprintf(mark, sizeof mark, "c%u;", n);
    for (const char *at = strstr(text, mark); at; at = strstr(at + 1, mark)) {
        if (at[-1] != '#' && strncmp(at - 2, "# ", 2) != 0)
            continue;
        if (found)
            return NULL;
        found = at[-1] == '#' ? at - 1 : at - 2;
    }
    size_t length = found ? strcspn(found, "\r\n") : 0;
    while (length > 0 && (found[length - 1] == ' ' || found[length - 1] == '\t'))
        length--;
    *ret_length = length;
    return found;
}

static bool has_comment(const char *before, const char *after, unsigned n)
{
    size_t length = 0, length_after = 0;
    const char *comment = find_comment(before, n, &length);
    const char *kept = find_comment(after, n, &length_after);
    must(comment);
    return kept && length == length_after && memcmp(comment, kept, length) == 0;
}

static bool is_form(const char *text, size_t size)
{
    static const char *const never[] = {"\r", "\n\n\n", " \n", "\t\n", ":\n\n", "\xEF\xBB\xBF"};
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
        if (strstr(text, never[i]))
            return false;
    return size > 1 && text[0] != '\n' && text[size - 1] == '\n' && text[size - 2] != '\n';
}

/** Prints both, so that a failure can be looked at. */
static void hold(bool holds, const char *what, const char *before, const char *after)
{
    if (!holds)
        fprintf(stderr, "%s\n---- before\n%s\n---- after\n%s\n----\n", what, before, after);
    assert_true(holds);
}

static void check_file(const char *text, size_t size, unsigned comment_count)
{
    size_t once = 0, twice = 0;
    char *first = canonical(text, size, &once);
    char *second = canonical(first, once, &twice);
    hold(once == twice && memcmp(first, second, once) == 0, "fmt(fmt(x)) = fmt(x)", first, second);
    hold(strcmp(model_of(text, size, told), model_of(first, once, told_again)) == 0, "load(fmt(x)) = load(x)",
         text, first);
    hold(is_form(first, once), "canonical form", text, first);
    for (unsigned n = 0; n < comment_count; n++)
        hold(has_comment(text, first, n), "every comment once", text, first);
    free(first);
    free(second);
}

static void any_file_keeps_its_meaning_and_its_comments(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("any_file_keeps_its_meaning_and_its_comments");
    unsigned long comment_count = 0;
    for (unsigned long n = 0; n < cases_count() / 5 + 1; n++) {
        struct s7_strbuf buf = s7_strbuf_over(source, sizeof source);
        struct scribble scribble = {.chance = &chance, .buf = &buf};
        scribble_plant(&scribble);
        check_file(source, buf.length, scribble.comment_count);
        comment_count += scribble.comment_count;
    }
    assert_true(comment_count > cases_count());
}

static void the_examples_keep_theirs(void **state)
{
    (void)state;
    static const char *const files[] = {"examples/two-cells.yaml", "examples/refusals.yaml"};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        size_t size = 0;
        char *text = loading_file(files[i], &size);
        check_file(text, size, 0);
        free(text);
    }
}

static void a_file_that_does_not_load_has_no_form(void **state)
{
    (void)state;
    static const char text[] = "sieben: 2\nplant: {name: x}\n";
    char *formatted = NULL;
    size_t size = 7;
    loading.count = 0;
    assert_int_equal(s7_fmt_text(text, sizeof text - 1, loading_report, &loading, &formatted, &size),
                     S7_ERR_LOCAL_FILE);
    assert_null(formatted);
    assert_int_equal(size, 7);
    assert_int_equal(loading.count, 1);
    assert_int_equal(s7_fmt_text("", 0, NULL, NULL, &formatted, &size), S7_ERR_LOCAL_FILE);
    assert_null(formatted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_examples_keep_theirs),
        cmocka_unit_test(a_file_that_does_not_load_has_no_form),
        cmocka_unit_test(any_file_keeps_its_meaning_and_its_comments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
