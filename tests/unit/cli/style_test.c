/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/style.h"
#include "terminal.h"

static struct terminal terminal;
static FILE *screen;

static int sit_down(void **state)
{
    (void)state;
    terminal = terminal_open();
    screen = fdopen(dup(terminal.slave), "w");
    unsetenv("NO_COLOR");
    setenv("TERM", "xterm-256color", 1);
    return screen ? 0 : -1;
}

static int stand_up(void **state)
{
    (void)state;
    fclose(screen);
    terminal_close(&terminal);
    return 0;
}

static void assert_plain(FILE *out)
{
    assert_string_equal(s7_style_red(out), "");
    assert_string_equal(s7_style_bold(out), "");
    assert_string_equal(s7_style_plain(out), "");
}

static void assert_coloured(FILE *out)
{
    assert_string_equal(s7_style_red(out), "\033[1;31m");
    assert_string_equal(s7_style_bold(out), "\033[1m");
    assert_string_equal(s7_style_plain(out), "\033[0m");
}

static void a_terminal_is_coloured(void **state)
{
    (void)state;
    assert_coloured(screen);
}

static void files_pipes_and_memory_are_not(void **state)
{
    (void)state;
    char *text = NULL;
    size_t size;
    int ends[2];
    FILE *file = tmpfile();
    assert_plain(file);
    fclose(file);
    file = open_memstream(&text, &size);
    assert_plain(file);
    fclose(file);
    free(text);
    assert_int_equal(pipe(ends), 0);
    file = fdopen(ends[1], "w");
    assert_plain(file);
    fclose(file);
    close(ends[0]);
}

/* no-color.org: present and not an empty string, whatever its value. */
static void never_against_no_color(void **state)
{
    (void)state;
    setenv("NO_COLOR", "1", 1);
    assert_plain(screen);
    setenv("NO_COLOR", "0", 1);
    assert_plain(screen);
    setenv("NO_COLOR", "", 1);
    assert_coloured(screen);
}

static void nor_on_a_terminal_that_cannot(void **state)
{
    (void)state;
    setenv("TERM", "dumb", 1);
    assert_plain(screen);
    unsetenv("TERM");
    assert_plain(screen);
    setenv("TERM", "dumber", 1);
    assert_coloured(screen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_terminal_is_coloured, sit_down, stand_up),
        cmocka_unit_test_setup_teardown(files_pipes_and_memory_are_not, sit_down, stand_up),
        cmocka_unit_test_setup_teardown(never_against_no_color, sit_down, stand_up),
        cmocka_unit_test_setup_teardown(nor_on_a_terminal_that_cannot, sit_down, stand_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
