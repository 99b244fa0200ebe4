/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>

#include "cli/run_choice.h"
#include "must.h"
#include "said.h"

/* What the command line of `sieben run` comes to; the words are behind PLANT. */
static int read_words(char **words, struct s7_run_choice *choice)
{
    char *argv[16] = {(char[]){"run"}, (char[]){"-"}};
    int argc = 2, used;
    char *command_words[] = {(char[]){"run"}};
    const struct s7_command *command = s7_command_find(1, command_words, &used);
    static struct s7_arguments arguments;
    while (*words)
        argv[argc++] = *words++;
    must(s7_arguments_read(command, argc, argv, &arguments) == S7_ARGUMENTS_GO_ON);
    return s7_run_choice_read(&arguments, choice);
}

#define READ(choice, ...) read_words((char *[]){__VA_ARGS__, NULL}, (choice))

static void what_was_said_is_taken(void **state)
{
    (void)state;
    struct s7_run_choice choice;
    assert_int_equal(READ(&choice, (char[]){"--play"}, (char[]){"A,B"}, (char[]){"--listen"},
                          (char[]){"B=[::1]:0"}, (char[]){"--write-live"}, (char[]){"--play"}, (char[]){"C"}),
                     S7_ARGUMENTS_GO_ON);
    assert_true(!choice.desk && choice.write_live);
    assert_int_equal(choice.list_count, 2);
    assert_string_equal(choice.lists[0], "A,B");
    assert_string_equal(choice.lists[1], "C");
    assert_int_equal(choice.listen_count, 1);
    assert_int_equal(choice.listens[0].name_length, 1);
    assert_string_equal(choice.listens[0].at.host, "::1");
    assert_int_equal(READ(&choice, (char[]){"--desk"}), S7_ARGUMENTS_GO_ON);
    assert_true(choice.desk && choice.list_count == 0 && choice.listen_count == 0);
    assert_int_equal(READ(&choice, (char[]){"--desk=A"}, (char[]){"--listen"}, (char[]){"A=127.0.0.5:0"}),
                     S7_ARGUMENTS_GO_ON);
    assert_true(choice.desk);
    assert_string_equal(choice.lists[0], "A");
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    static const struct {
        char words[5][40];
        const char *why;
    } rows[] = {
        {{""}, "say which CPUs are played: --desk plays all"},
        {{"--desk", "--play", "A"}, "--desk and --play exclude each other"},
        {{"--desk", "--write-live"}, "--write-live is for --play"},
        {{"--desk", "--listen", "A=10.0.0.1:102"}, "--listen A=10.0.0.1:102: on a desk only loopback"},
        {{"--desk", "--listen", "A=127.evil.example:1"},
         "--listen A=127.evil.example:1: on a desk only loopback"},
        {{"--desk", "--listen", "A"}, "--listen A: NAME=HOST:PORT is expected"},
        {{"--desk", "--listen", "=127.0.0.1:1"}, "--listen =127.0.0.1:1: NAME=HOST:PORT is expected"},
        {{"--desk", "--listen", "A=127.0.0.1:x"}, "--listen A=127.0.0.1:x: column 13: a port is a number"},
        {{"--play", "A,,B"}, "--play: a name is missing in \"A,,B\""},
        {{"--desk=A,"}, "--desk: a name is missing in \"A,\""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct s7_run_choice choice = {.list_count = 77};
        char words[5][40], *list[6] = {NULL};
        memcpy(words, rows[i].words, sizeof words);
        for (size_t j = 0; j < 5 && words[j][0]; j++)
            list[j] = words[j];
        said_start("");
        int exit_code = read_words(list, &choice);
        struct said said = said_stop(exit_code);
        assert_misuse(said, "run", rows[i].why);
        assert_int_equal(choice.list_count, 77);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_said_is_taken),
        cmocka_unit_test(what_cannot_be_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
