/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/run_table.h"
#include "must.h"
#include "rows.h"
#include "terminal.h"

static struct rows rows;
static struct s7_run_notes notes;
static struct terminal terminal;
static int kept_in, kept_out;

/* Standard input and output are a terminal of the test's; nothing is asserted meanwhile. */
static void sit_down(const char *kind)
{
    terminal = terminal_open();
    fflush(stdout);
    kept_in = dup(STDIN_FILENO);
    kept_out = dup(STDOUT_FILENO);
    must(dup2(terminal.slave, STDIN_FILENO) == STDIN_FILENO &&
         dup2(terminal.slave, STDOUT_FILENO) == STDOUT_FILENO);
    must(setenv("TERM", kind, 1) == 0 && setenv("LINES", "10", 1) == 0 && setenv("COLUMNS", "100", 1) == 0);
}

static void stand_up(void)
{
    fflush(stdout);
    must(dup2(kept_in, STDIN_FILENO) == STDIN_FILENO && dup2(kept_out, STDOUT_FILENO) == STDOUT_FILENO);
    close(kept_in);
    close(kept_out);
    terminal_close(&terminal);
}

static void type_key(const char *octets)
{
    must(write(terminal.master, octets, strlen(octets)) > 0);
}

static void a_terminal_shows_the_jobs_and_takes_keys(void **state)
{
    (void)state;
    struct s7_run_table *table;
    enum s7_run_action action[2] = {S7_RUN_ACTION_NONE, S7_RUN_ACTION_NONE};
    const struct s7_run_row *row[2] = {NULL, NULL};
    char shown[8192] = "";
    rows_make(&rows, ROWS_PLANT, &(struct s7_run_choice){.desk = true});
    sit_down("vt100");
    bool possible = s7_run_table_is_possible(), gone = s7_run_table_is_gone();
    int opened = s7_run_table_open(&table);
    bool none = !s7_run_table_key(table, &action[0], &row[0]); /* nothing is shown yet */
    s7_run_table_show(table, &rows.snapshot, &notes);
    int fd = s7_run_table_fd(table);
    snprintf(shown, sizeof shown, "%s", terminal_text(&terminal));
    type_key("\033OBjp");
    for (size_t tries = 0; tries < 1000000 && action[0] != S7_RUN_ACTION_HOLD; tries++)
        s7_run_table_key(table, &action[0], &row[0]);
    type_key("q");
    for (size_t tries = 0; tries < 1000000 && action[1] != S7_RUN_ACTION_QUIT; tries++)
        s7_run_table_key(table, &action[1], &row[1]);
    s7_run_table_repaint(table);
    s7_run_table_close(table);
    terminal_text(&terminal);
    stand_up();
    assert_true(possible && !gone && none);
    assert_int_equal(opened, S7_OK);
    assert_int_equal(fd, STDIN_FILENO);
    assert_non_null(strstr(shown, "C-1.1"));
    assert_non_null(strstr(shown, "PUT PRESS -> OVEN"));
    assert_int_equal(action[0], S7_RUN_ACTION_HOLD);
    assert_ptr_equal(row[0], &rows.snapshot.rows[2]);
    assert_int_equal(action[1], S7_RUN_ACTION_QUIT);
    rows_free(&rows);
}

static void not_everything_is_a_terminal(void **state)
{
    (void)state;
    static const char *const kinds[] = {"dumb", ""};
    for (size_t i = 0; i < 2; i++) {
        sit_down(kinds[i]);
        bool possible = s7_run_table_is_possible();
        stand_up();
        assert_false(possible);
    }
    FILE *file = tmpfile();
    fflush(stdout);
    int kept = dup(STDOUT_FILENO);
    must(dup2(fileno(file), STDOUT_FILENO) == STDOUT_FILENO && setenv("TERM", "vt100", 1) == 0);
    bool possible = s7_run_table_is_possible(), gone = s7_run_table_is_gone();
    must(dup2(kept, STDOUT_FILENO) == STDOUT_FILENO);
    close(kept);
    fclose(file);
    assert_false(possible);
    assert_true(gone);
}

/* In a process of its own: curses keeps what it tried. */
static void a_terminal_that_nobody_knows_is_no_table(void **state)
{
    (void)state;
    int status;
    fflush(stdout);
    pid_t child = fork();
    must(child >= 0);
    if (child == 0) {
        struct s7_run_table *table = NULL;
        sit_down("no-such-terminal-anywhere");
        _exit(s7_run_table_open(&table) == S7_ERR_LOCAL_SYSTEM && !table ? 7 : 8);
    }
    must(waitpid(child, &status, 0) == child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 7);
    s7_run_table_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_terminal_shows_the_jobs_and_takes_keys),
        cmocka_unit_test(not_everything_is_a_terminal),
        cmocka_unit_test(a_terminal_that_nobody_knows_is_no_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
