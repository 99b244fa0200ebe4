/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>

#include "cli/run_notes.h"
#include "said.h"

static void say(struct s7_run_notes *notes, const char *text)
{
    fputs(text, s7_run_notes_open(notes));
    s7_run_notes_close(notes);
}

static void at_once_on_standard_error(void **state)
{
    (void)state;
    struct s7_run_notes notes = {.kept = false};
    said_start("");
    say(&notes, "one\n");
    struct said said = said_stop(0);
    assert_string_equal(said.err, "one\n");
    assert_null(notes.text);
}

static void kept_while_somebody_has_the_screen(void **state)
{
    (void)state;
    struct s7_run_notes notes = {.kept = true};
    said_start("");
    say(&notes, "one\n");
    say(&notes, "two\nthree\n");
    struct said said = said_stop(0);
    assert_string_equal(said.err, "");
    assert_string_equal(notes.text, "one\ntwo\nthree\n");
    assert_int_equal(notes.size, strlen(notes.text));
    said_start("");
    s7_run_notes_release(&notes);
    say(&notes, "four\n");
    said = said_stop(0);
    assert_string_equal(said.err, "one\ntwo\nthree\nfour\n");
    assert_null(notes.text);
}

static void old_lines_give_way_whole(void **state)
{
    (void)state;
    struct s7_run_notes notes = {.kept = true};
    char line[40];
    for (unsigned i = 0; i < 5000; i++) {
        snprintf(line, sizeof line, "message number %05u of many\n", i);
        say(&notes, line);
    }
    assert_true(notes.size <= S7_RUN_NOTES_MOST && notes.size > S7_RUN_NOTES_MOST - 64);
    assert_memory_equal(notes.text, "message number ", 15);
    assert_string_equal(notes.text + notes.size - strlen(line), line);
    s7_run_notes_free(&notes);
    assert_null(notes.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(at_once_on_standard_error),
        cmocka_unit_test(kept_while_somebody_has_the_screen),
        cmocka_unit_test(old_lines_give_way_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
