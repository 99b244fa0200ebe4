/* SPDX-License-Identifier: MIT
 *
 * main(): the program as it was built, run with words; SIEBEN is its path.
 */
#include "check.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/help.h"
#include "must.h"

enum { TEXT_SIZE = 65536, WORDS_MAX = 8 };

extern char **environ;

/* What the last run said, and how it ended. */
static char out[TEXT_SIZE], err[TEXT_SIZE];
static int exit_code; /* -1: a signal ended it */

static void take_text(FILE *file, char *text)
{
    must(fseek(file, 0, SEEK_SET) == 0);
    text[fread(text, 1, TEXT_SIZE - 1, file)] = '\0';
    fclose(file);
}

/* Runs it with standard output `to`, or a file that ends up in `out` when that is -1. */
static void run_to(int to, const char *const *words)
{
    char room[WORDS_MAX][40], *argv[WORDS_MAX + 1] = {NULL};
    FILE *said = tmpfile(), *complained = tmpfile();
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t pipes;
    pid_t pid;
    int status = 0;
    for (size_t i = 0; words[i]; i++) {
        must(i < WORDS_MAX);
        snprintf(room[i], sizeof room[i], "%s", words[i]);
        argv[i] = room[i];
    }
    must(said && complained);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, to >= 0 ? to : fileno(said), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, fileno(complained), STDERR_FILENO);
    posix_spawnattr_init(&attributes); /* SIGPIPE ends it, whatever it is here */
    sigemptyset(&pipes);
    sigaddset(&pipes, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &pipes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    must(posix_spawn(&pid, SIEBEN, &actions, &attributes, argv, environ) == 0);
    must(waitpid(pid, &status, 0) == pid);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    take_text(said, out);
    take_text(complained, err);
    exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#define RUN_TO(to, ...) run_to(to, (const char *const[]){"sieben", __VA_ARGS__})
#define RUN(...)        RUN_TO(-1, __VA_ARGS__, NULL)

/* A page of the help as it is printed here, in this process. */
static const char *page(void (*print)(FILE *))
{
    static char text[TEXT_SIZE];
    FILE *file = tmpfile();
    must(file);
    print(file);
    take_text(file, text);
    return text;
}

static void print_group(FILE *file)
{
    s7_help_group(file, "plant");
}

static void print_get(FILE *file)
{
    s7_help_command(file, s7_command_at(S7_COMMAND_get));
}

static void print_plant_check(FILE *file)
{
    s7_help_command(file, s7_command_at(S7_COMMAND_plant_check));
}

static void without_a_word_the_overview_is_an_error(void **state)
{
    (void)state;
    RUN_TO(-1, NULL);
    assert_int_equal(exit_code, S7_EXIT_USAGE);
    assert_string_equal(out, "");
    assert_string_equal(err, page(s7_help_overview));
}

static void asked_for_the_overview_is_an_answer(void **state)
{
    (void)state;
    static const char *const words[] = {"--help", "-h", "help"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        RUN(words[i]);
        assert_int_equal(exit_code, S7_EXIT_OK);
        assert_string_equal(out, page(s7_help_overview));
        assert_string_equal(err, "");
    }
}

static void the_version_is_the_command_version(void **state)
{
    (void)state;
    char expected[TEXT_SIZE];
    RUN("version");
    assert_int_equal(exit_code, S7_EXIT_OK);
    assert_memory_equal(out, "sieben ", 7);
    memcpy(expected, out, sizeof expected);
    RUN("--version");
    assert_int_equal(exit_code, S7_EXIT_OK);
    assert_string_equal(out, expected);
}

static void a_command_gets_its_words_and_gives_its_exit_code(void **state)
{
    (void)state;
    RUN("help", "get");
    assert_int_equal(exit_code, S7_EXIT_OK);
    assert_string_equal(out, page(print_get));
    RUN("plant", "check", "--help");
    assert_int_equal(exit_code, S7_EXIT_OK);
    assert_string_equal(out, page(print_plant_check));
    RUN("plant", "check", "/no/such/plant.yaml");
    assert_int_equal(exit_code, S7_EXIT_USAGE);
    assert_string_equal(err, "sieben: /no/such/plant.yaml: No such file or directory\n");
    RUN("inspect", "03000007");
    assert_int_equal(exit_code, S7_EXIT_FINDINGS);
    RUN("inspect", "nothing");
    assert_int_equal(exit_code, S7_EXIT_USAGE);
    RUN("get", "--no-such-option");
    assert_int_equal(exit_code, S7_EXIT_USAGE);
    assert_non_null(strstr(err, "--no-such-option"));
}

static void a_group_is_explained(void **state)
{
    (void)state;
    static const char refusal[] = "sieben plant: there is no command \"chekc\"\n";
    RUN("plant", "--help");
    assert_int_equal(exit_code, S7_EXIT_OK);
    assert_string_equal(out, page(print_group));
    assert_string_equal(err, "");
    RUN("plant");
    assert_int_equal(exit_code, S7_EXIT_USAGE);
    assert_string_equal(out, "");
    assert_string_equal(err, page(print_group));
    RUN("plant", "chekc", "--help");
    assert_int_equal(exit_code, S7_EXIT_USAGE);
    assert_string_equal(out, "");
    assert_memory_equal(err, refusal, strlen(refusal));
    assert_string_equal(err + strlen(refusal), page(print_group));
}

static void a_wrong_word_is_answered_with_the_nearest(void **state)
{
    (void)state;
    static const struct {
        const char *word, *said;
    } rows[] = {
        {"gett", "sieben: there is no command \"gett\"; did you mean \"get\"?\nmore: sieben help\n"},
        {"plnat", "sieben: there is no command \"plnat\"; did you mean \"plant\"?\nmore: sieben help\n"},
        {"frobnicate", "sieben: there is no command \"frobnicate\"\nmore: sieben help\n"},
        {"", "sieben: there is no command \"\"\nmore: sieben help\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        RUN(rows[i].word);
        assert_int_equal(exit_code, S7_EXIT_USAGE);
        assert_string_equal(out, "");
        assert_string_equal(err, rows[i].said);
    }
}

/* What was asked for did not arrive: that is no success, however much of it was printed before. */
static void an_output_that_is_full_is_an_error(void **state)
{
    (void)state;
    int full = open("/dev/full", O_WRONLY);
    must(full >= 0);
    RUN_TO(full, "version", NULL);
    assert_int_equal(exit_code, 90);
    assert_string_equal(err, "sieben: standard output: No space left on device\n");
    RUN_TO(full, "help", "--man", NULL); /* more than a buffer: it fails on the way */
    assert_int_equal(exit_code, 90);
    assert_string_equal(err, "sieben: standard output: No space left on device\n");
    RUN_TO(full, "inspect", "--json", "03000007", NULL); /* the command's own code comes first */
    assert_int_equal(exit_code, S7_EXIT_FINDINGS);
    assert_non_null(strstr(err, "sieben: standard output: No space left on device\n"));
    close(full);
}

static void a_pipe_that_nobody_reads_does_not_kill_it(void **state)
{
    (void)state;
    int ends[2];
    must(pipe(ends) == 0);
    close(ends[0]);
    RUN_TO(ends[1], "help", "--man", NULL);
    assert_int_equal(exit_code, 90);
    assert_string_equal(err, "sieben: standard output: Broken pipe\n");
    close(ends[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_word_the_overview_is_an_error),
        cmocka_unit_test(asked_for_the_overview_is_an_answer),
        cmocka_unit_test(the_version_is_the_command_version),
        cmocka_unit_test(a_command_gets_its_words_and_gives_its_exit_code),
        cmocka_unit_test(a_group_is_explained),
        cmocka_unit_test(a_wrong_word_is_answered_with_the_nearest),
        cmocka_unit_test(an_output_that_is_full_is_an_error),
        cmocka_unit_test(a_pipe_that_nobody_reads_does_not_kill_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
