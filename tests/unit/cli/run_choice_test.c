/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>

#include "base/session.h"
#include "cli/run_choice.h"
#include "must.h"
#include "played.h"
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

static struct s7_plant *plant;

static int set_up(void **state)
{
    (void)state;
    plant = played_plant(
        PLAYED_CPUS "hosts:\n  PC: {address: 192.0.2.9}\n  HMI: {address: 192.0.2.8, dbs: {1: {size: 4}}}\n");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    s7_plant_free(plant);
    return 0;
}

static bool plays(const struct s7_run_choice *choice, const char *name)
{
    return s7_run_choice_plays(choice, s7_plant_find_cpu(plant, name));
}

static void a_desk_plays_all_that_have_data(void **state)
{
    (void)state;
    struct s7_run_choice choice;
    assert_int_equal(READ(&choice, (char[]){"--desk"}), S7_ARGUMENTS_GO_ON);
    assert_true(choice.desk && !choice.write_live);
    assert_true(plays(&choice, "PRESS") && plays(&choice, "OVEN") && plays(&choice, "HMI"));
    assert_false(plays(&choice, "PC")); /* it only documents a partner */
}

static void names_choose(void **state)
{
    (void)state;
    struct s7_run_choice choice;
    assert_int_equal(READ(&choice, (char[]){"--desk=OVEN,PC"}), S7_ARGUMENTS_GO_ON);
    assert_true(choice.desk && plays(&choice, "OVEN") && plays(&choice, "PC"));
    assert_false(plays(&choice, "PRESS"));
    assert_int_equal(
        READ(&choice, (char[]){"--play"}, (char[]){"OVEN"}, (char[]){"--play"}, (char[]){"PC,PRESS"}),
        S7_ARGUMENTS_GO_ON);
    assert_true(!choice.desk && plays(&choice, "OVEN") && plays(&choice, "PRESS") && plays(&choice, "PC"));
    assert_int_equal(READ(&choice, (char[]){"--play"}, (char[]){"OVE"}), S7_ARGUMENTS_GO_ON);
    assert_false(plays(&choice, "OVEN")); /* the beginning of a name is not the name */
}

static void where_a_cpu_listens(void **state)
{
    (void)state;
    struct s7_run_choice choice;
    struct s7_endpoint endpoint;
    const struct s7_plant_cpu *oven = s7_plant_find_cpu(plant, "OVEN");
    assert_int_equal(READ(&choice, (char[]){"--desk"}), S7_ARGUMENTS_GO_ON);
    s7_run_choice_endpoint(&choice, oven, &endpoint);
    assert_string_equal(endpoint.host, "");
    assert_int_equal(READ(&choice, (char[]){"--play"}, (char[]){"OVEN"}), S7_ARGUMENTS_GO_ON);
    s7_run_choice_endpoint(&choice, oven, &endpoint);
    assert_string_equal(endpoint.host, "192.0.2.2");
    assert_int_equal(endpoint.port, 1102);
    assert_int_equal(
        READ(&choice, (char[]){"--play"}, (char[]){"OVEN"}, (char[]){"--listen"}, (char[]){"OVEN=[::1]:0"}),
        S7_ARGUMENTS_GO_ON);
    s7_run_choice_endpoint(&choice, oven, &endpoint);
    assert_string_equal(endpoint.host, "::1");
    assert_int_equal(endpoint.port, 0);
}

static void names_must_be_in_the_plant(void **state)
{
    (void)state;
    static const struct {
        char word[24];
        const char *why;
    } rows[] = {{"--desk=PRESS", ""},
                {"--desk=PC,HMI", ""},
                {"--desk=OVAN", "sieben: p.yaml has no CPU called \"OVAN\"; did you mean \"OVEN\"?\n"},
                {"--desk=PRESS,QQQQQQ",
                 "sieben: p.yaml has no CPU called \"QQQQQQ\"; there are PRESS, OVEN, PC, HMI\n"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct s7_run_choice choice;
        char word[24];
        memcpy(word, rows[i].word, sizeof word);
        assert_int_equal(READ(&choice, word), S7_ARGUMENTS_GO_ON);
        said_start("");
        bool fits = s7_run_choice_fits(&choice, plant, "p.yaml", stderr);
        struct said said = said_stop(0);
        assert_string_equal(said.err, rows[i].why);
        assert_int_equal(fits, rows[i].why[0] == '\0');
    }
}

static void one_listens_only_where_it_is_played(void **state)
{
    (void)state;
    struct s7_run_choice choice;
    assert_int_equal(
        READ(&choice, (char[]){"--desk=PRESS"}, (char[]){"--listen"}, (char[]){"OVEN=127.0.0.1:0"}),
        S7_ARGUMENTS_GO_ON);
    said_start("");
    bool fits = s7_run_choice_fits(&choice, plant, "p.yaml", stderr);
    struct said said = said_stop(0);
    assert_false(fits);
    assert_string_equal(said.err, "sieben: --listen OVEN=127.0.0.1:0: OVEN is not played here\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_desk_plays_all_that_have_data),
        cmocka_unit_test(names_choose),
        cmocka_unit_test(where_a_cpu_listens),

        cmocka_unit_test(names_must_be_in_the_plant),
        cmocka_unit_test(one_listens_only_where_it_is_played),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
