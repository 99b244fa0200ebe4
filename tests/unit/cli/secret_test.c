/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "cli/secret.h"
#include "must.h"
#include "said.h"
#include "terminal.h"

static struct s7_secret secret;

/* Reads the secret of `sieben control OPTION...`. */
static int read_secret(const char *option, const char *value)
{
    char words[5][200];
    char *argv[] = {words[0], words[1], words[2], value ? words[3] : NULL, NULL};
    struct s7_arguments arguments;
    snprintf(words[0], sizeof words[0], "control");
    snprintf(words[1], sizeof words[1], "h");
    snprintf(words[2], sizeof words[2], "%s", option);
    snprintf(words[3], sizeof words[3], "%s", value ? value : "");
    must(s7_arguments_read(s7_command_at(S7_COMMAND_control), value ? 4 : 3, argv, &arguments) ==
         S7_ARGUMENTS_GO_ON);
    memset(&secret, 0x5A, sizeof secret);
    return s7_secret_read(&arguments, &secret);
}

/* ---- files ------------------------------------------------------------------------------------------------ */

static char path[] = "/tmp/secret_test_XXXXXX";

static int make_file(void **state)
{
    (void)state;
    strcpy(path + strlen(path) - 6, "XXXXXX");
    int fd = mkstemp(path);
    must(fd >= 0);
    close(fd);
    return 0;
}

static int remove_file(void **state)
{
    (void)state;
    return unlink(path);
}

static struct said from_file(const char *text, size_t size)
{
    FILE *file = fopen(path, "wb");
    must(file && fwrite(text, 1, size, file) == size && fclose(file) == 0);
    said_start("");
    return said_stop(read_secret("--password-file", path));
}

#define FROM_FILE(text) from_file(text, sizeof(text) - 1)

static void the_first_line_of_a_file(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *password;
    } rows[] = {{"toor\n", "toor"},  {"toor", "toor"},           {"toor\r\n", "toor"},
                {"a b\nc\n", "a b"}, {"12345678\n", "12345678"}, {" x \nlonger than eight\n", " x "}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct said said = from_file(rows[i].text, strlen(rows[i].text));
        assert_int_equal(said.exit_code, S7_ARGUMENTS_GO_ON);
        assert_string_equal(said.err, "");
        assert_string_equal(secret.text, rows[i].password);
    }
}

/* What is refused is never shown. */
static void what_is_no_password_is_refused(void **state)
{
    (void)state;
    static char huge[1000];
    memset(huge, 'z', sizeof huge);
    struct said said = FROM_FILE("123456789\n");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_non_null(strstr(said.err, ": a password has at most 8 characters\n"));
    assert_null(strstr(said.err, "123456789"));
    said = from_file(huge, sizeof huge);
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_null(strstr(said.err, "zzz"));
    assert_non_null(strstr(FROM_FILE("").err, ": there is no password\n"));
    assert_non_null(strstr(FROM_FILE("\nsecond\n").err, ": there is no password\n"));
    assert_non_null(strstr(FROM_FILE("a\0b\n").err, ": a password is a text\n"));
    said_start("");
    said = said_stop(read_secret("--password-file", "/nowhere/at/all"));
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_string_equal(said.err, "sieben: /nowhere/at/all: No such file or directory\n");
    said_start("");
    said = said_stop(read_secret("--password-file", "/tmp"));
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_string_equal(said.err, "sieben: /tmp: Is a directory\n");
}

static void a_file_for_everybody_is_warned_about(void **state)
{
    (void)state;
    must(chmod(path, 0644) == 0);
    struct said said = FROM_FILE("toor\n");
    assert_int_equal(said.exit_code, S7_ARGUMENTS_GO_ON);
    assert_non_null(strstr(said.err, "warning: everybody may read this file"));
    assert_string_equal(secret.text, "toor");
}

static void none_is_none_and_wiping_leaves_nothing(void **state)
{
    (void)state;
    static const struct s7_secret nothing;
    assert_int_equal(read_secret("--json", NULL), S7_ARGUMENTS_GO_ON);
    assert_string_equal(secret.text, "");
    FROM_FILE("toor\n");
    s7_secret_wipe(&secret);
    assert_memory_equal(&secret, &nothing, sizeof secret);
}

static void without_a_terminal_nobody_is_asked(void **state)
{
    (void)state;
    said_start("toor\n");
    struct said said = said_stop(read_secret("--password", NULL));
    assert_misuse(said, "control", "--password asks on a terminal, and there is none");
    said_start("");
    said = said_stop(read_secret("--password", "--password-file=/tmp/x"));
    assert_misuse(said, "control", "--password and --password-file exclude each other");
}

/* ---- a terminal ------------------------------------------------------------------------------------------- */

static const char prompt[] = "password of the CPU: ";

/* Waits for the question and types, in a process of its own. */
static pid_t type_when_asked(int master, const char *keys)
{
    fflush(NULL);
    pid_t pid = fork();
    must(pid >= 0);
    if (pid > 0)
        return pid;
    char seen[sizeof prompt] = "";
    alarm(60);
    for (size_t i = 0; i + 1 < sizeof prompt; i++)
        must(read(master, seen + i, 1) == 1);
    must(strcmp(seen, prompt) == 0);
    must(write(master, keys, strlen(keys)) == (ssize_t)strlen(keys));
    _exit(0);
}

/* What the terminal showed behind the question is left in *ret_shown. */
static int typed(const char *keys, const char **ret_shown)
{
    struct terminal terminal = terminal_open();
    struct termios before, after;
    int streams[] = {dup(STDIN_FILENO), dup(STDERR_FILENO)}, status;
    must(tcgetattr(terminal.slave, &before) == 0);
    pid_t pid = type_when_asked(terminal.master, keys);
    must(dup2(terminal.slave, STDIN_FILENO) >= 0 && dup2(terminal.slave, STDERR_FILENO) >= 0);
    int exit_code = read_secret("--password", NULL);
    fflush(stderr);
    must(dup2(streams[0], STDIN_FILENO) >= 0 && dup2(streams[1], STDERR_FILENO) >= 0);
    close(streams[0]);
    close(streams[1]);
    must(waitpid(pid, &status, 0) == pid && status == 0);
    *ret_shown = terminal_text(&terminal);
    must(tcgetattr(terminal.slave, &after) == 0);
    assert_int_equal(before.c_lflag, after.c_lflag);
    terminal_close(&terminal);
    return exit_code;
}

static void a_password_is_typed_without_echo(void **state)
{
    (void)state;
    static const struct {
        const char *keys;
        const char *password;
    } rows[] = {
        {"toor\r", "toor"}, {"tox\177or\n", "toor"}, {"\b\btoor\n", "toor"}, {"wrong\25toor\n", "toor"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *shown;
        assert_int_equal(typed(rows[i].keys, &shown), S7_ARGUMENTS_GO_ON);
        assert_string_equal(secret.text, rows[i].password);
        assert_string_equal(shown, "\r\n");
    }
}

static void what_is_typed_wrongly_ends_it(void **state)
{
    (void)state;
    const char *shown;
    assert_int_equal(typed("123456789\r", &shown), S7_EXIT_USAGE);
    assert_string_equal(shown, "\r\nsieben: the terminal: a password has at most 8 characters\r\n");
    assert_int_equal(typed("\r", &shown), S7_EXIT_USAGE);
    assert_int_equal(typed("\4", &shown), S7_EXIT_USAGE);
    assert_int_equal(typed("too\3", &shown), S7_EXIT_INTERRUPTED);
    assert_string_equal(shown, "\r\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_first_line_of_a_file, make_file, remove_file),
        cmocka_unit_test_setup_teardown(what_is_no_password_is_refused, make_file, remove_file),
        cmocka_unit_test_setup_teardown(a_file_for_everybody_is_warned_about, make_file, remove_file),
        cmocka_unit_test_setup_teardown(none_is_none_and_wiping_leaves_nothing, make_file, remove_file),
        cmocka_unit_test(without_a_terminal_nobody_is_asked),
        cmocka_unit_test(a_password_is_typed_without_echo),
        cmocka_unit_test(what_is_typed_wrongly_ends_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
