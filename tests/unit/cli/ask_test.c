/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>
#include <unistd.h>

#include "cli/ask.h"
#include "said.h"
#include "terminal.h"

static void only_a_yes_is_a_yes(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        bool yes;
    } rows[] = {{"y\n", true},    {"Y\n", true},
                {"yes\n", true},  {"y", true},
                {"y\r\n", true},  {"\n", false},
                {"", false},      {"yesterday\n", false},
                {"no\n", false},  {" y\n", false},
                {"y \n", false},  {"n\ny\n", false},
                {"YES\n", false}, {"yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\n", false}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        said_start(rows[i].typed);
        bool yes = s7_ask_yes("go on?");
        struct said said = said_stop(0);
        assert_int_equal(yes, rows[i].yes);
        assert_string_equal(said.err, "go on? [y/N] ");
        assert_string_equal(said.out, "");
    }
}

static void a_line_is_taken_whole_or_not(void **state)
{
    (void)state;
    char line[6] = "old";
    said_start("OVEN\nNAME 7\n");
    bool first = s7_ask_line("name:", line, sizeof line), second_fits;
    char kept[6];
    memcpy(kept, line, sizeof kept);
    second_fits = s7_ask_line("again:", line, sizeof line);
    struct said said = said_stop(0);
    assert_true(first);
    assert_string_equal(kept, "OVEN");
    assert_false(second_fits);
    assert_string_equal(line, "OVEN");
    assert_string_equal(said.err, "name: again: ");
}

/* What is behind a line of any length is another line. */
static void a_long_line_is_skipped(void **state)
{
    (void)state;
    static char typed[1200];
    char line[8];
    memset(typed, 'a', 1000);
    strcpy(typed + 1000, "\nnext\n");
    said_start(typed);
    bool first = s7_ask_line("1", line, sizeof line), second = s7_ask_line("2", line, sizeof line);
    said_stop(0);
    assert_false(first);
    assert_true(second);
    assert_string_equal(line, "next");
}

static void only_a_terminal_can_be_asked(void **state)
{
    (void)state;
    struct terminal terminal = terminal_open();
    int before = dup(STDIN_FILENO);
    said_start("");
    bool file = s7_ask_possible();
    said_stop(0);
    dup2(terminal.slave, STDIN_FILENO);
    bool asked = s7_ask_possible();
    dup2(before, STDIN_FILENO);
    close(before);
    terminal_close(&terminal);
    assert_false(file);
    assert_true(asked);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_a_yes_is_a_yes),
        cmocka_unit_test(a_line_is_taken_whole_or_not),
        cmocka_unit_test(a_long_line_is_skipped),
        cmocka_unit_test(only_a_terminal_can_be_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
