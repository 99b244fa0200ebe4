/* SPDX-License-Identifier: MIT
 *
 * The command line as the options table reads it; words are what the shell would hand over.
 */
#include "said.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cases.h"
#include "cli/command.h"
#include "cli/help.h"

enum { WORDS_MAX = 64 };

static struct s7_arguments arguments;
static char *words[WORDS_MAX + 1];

/* Reads `sieben COMMAND WORD...`; the words stay where the arguments point to. */
static int read_words(enum s7_command_id id, size_t count, const char *const *line)
{
    static char room[WORDS_MAX][40];
    const struct s7_command *command = s7_command_at(id);
    snprintf(room[0], sizeof room[0], "%s", command->name);
    for (size_t i = 0; i < count; i++)
        snprintf(room[i + 1], sizeof room[i + 1], "%s", line[i]);
    for (size_t i = 0; i <= count; i++)
        words[i] = room[i];
    words[count + 1] = NULL;
    return s7_arguments_read(command, (int)count + 1, words, &arguments);
}

#define READ(command, ...)                                                                                     \
    read_words(S7_COMMAND_##command, sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *),                   \
               (const char *[]){__VA_ARGS__})

static struct said failure(enum s7_command_id id, size_t count, const char *const *line)
{
    said_start("");
    return said_stop(read_words(id, count, line));
}

static void assert_operands(size_t count, const char *const *expected)
{
    assert_int_equal(arguments.operand_count, count);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(arguments.operands[i], expected[i]);
}

#define OPERANDS(...)                                                                                          \
    assert_operands(sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *), (const char *[]){__VA_ARGS__})

static void options_stand_anywhere_and_operands_keep_their_order(void **state)
{
    (void)state;
    assert_int_equal(READ(put, "host", "--timeout", "5s", "MW0=1", "--json", "MW2=2", "--type=op"),
                     S7_ARGUMENTS_GO_ON);
    assert_ptr_equal(arguments.command, s7_command_at(S7_COMMAND_put));
    OPERANDS("host", "MW0=1", "MW2=2");
    assert_string_equal(s7_arguments_value(&arguments, "timeout"), "5s");
    assert_string_equal(s7_arguments_value(&arguments, "type"), "op");
    assert_string_equal(s7_arguments_value(&arguments, "json"), "");
    assert_null(s7_arguments_value(&arguments, "tsap"));
    assert_true(s7_arguments_flag(&arguments, "json"));
    assert_true(s7_arguments_flag(&arguments, "type"));
    assert_false(s7_arguments_flag(&arguments, "yes"));
    assert_int_equal(arguments.given_count, 3);
}

/* getopt() keeps its place in a cluster of letters; what ended there must not be read on. */
static void a_line_is_read_from_its_start_whatever_was_before(void **state)
{
    (void)state;
    assert_int_equal(failure(S7_COMMAND_put, 1, (const char *[]){"-hy"}).exit_code, S7_EXIT_OK);
    assert_int_equal(READ(put, "host", "MW0=1"), S7_ARGUMENTS_GO_ON);
    assert_int_equal(arguments.given_count, 0);
    OPERANDS("host", "MW0=1");
}

static void the_last_value_counts(void **state)
{
    (void)state;
    assert_int_equal(READ(get, "--type=op", "--type", "pg", "host", "--type=basic"), S7_ARGUMENTS_GO_ON);
    assert_string_equal(s7_arguments_value(&arguments, "type"), "basic");
    OPERANDS("host");
}

static void letters_and_beginnings_are_their_option(void **state)
{
    (void)state;
    assert_int_equal(READ(put, "-y", "host"), S7_ARGUMENTS_GO_ON);
    assert_true(s7_arguments_flag(&arguments, "yes"));
    OPERANDS("host");
    assert_int_equal(READ(put, "-yy"), S7_ARGUMENTS_GO_ON);
    assert_int_equal(arguments.given_count, 2);
    assert_int_equal(READ(put, "--ye", "--ti=1s"), S7_ARGUMENTS_GO_ON);
    assert_true(s7_arguments_flag(&arguments, "yes"));
    assert_string_equal(s7_arguments_value(&arguments, "timeout"), "1s");
}

static void two_dashes_end_the_options(void **state)
{
    (void)state;
    assert_int_equal(READ(get, "--json", "--", "--type", "-h"), S7_ARGUMENTS_GO_ON);
    OPERANDS("--type", "-h");
    assert_int_equal(READ(inspect, "-", "--json"), S7_ARGUMENTS_GO_ON);
    OPERANDS("-");
    assert_int_equal(READ(get, "--timeout", "--json", "host"),
                     S7_ARGUMENTS_GO_ON); /* its value, as everywhere */
    assert_string_equal(s7_arguments_value(&arguments, "timeout"), "--json");
    assert_false(s7_arguments_flag(&arguments, "json"));
}

static void help_is_understood_everywhere(void **state)
{
    (void)state;
    static const char *const lines[][3] = {
        {"--help", "host", "x"}, {"host", "-h", "--no-such"}, {"host", "x", "--he"}};
    const struct s7_command *command;
    for (size_t i = 0; (command = s7_command_at(i)); i++) {
        said_start("");
        s7_help_command(stdout, command);
        char *expected = strdup(said_stop(0).out);
        for (size_t k = 0; k < sizeof lines / sizeof lines[0]; k++) {
            struct said said = failure(command->id, 3, lines[k]);
            assert_int_equal(said.exit_code, S7_EXIT_OK);
            assert_string_equal(said.out, expected);
            assert_string_equal(said.err, "");
        }
        free(expected);
    }
}

static void what_is_wrong_is_said_with_the_word(void **state)
{
    (void)state;
    static const struct {
        const char *line[3];
        const char *why;
    } rows[] = {
        {{"--unknown", "host", "x"}, "unknown option, or one that does not fit: --unknown"},
        {{"host", "--unknown=1", "x"}, "unknown option, or one that does not fit: --unknown=1"},
        {{"host", "--json=x", "x"}, "unknown option, or one that does not fit: --json=x"},
        {{"host", "x", "--help=x"}, "unknown option, or one that does not fit: --help=x"},
        {{"host", "--t", "x"}, "unknown option, or one that does not fit: --t"},
        {{"host", "-z", "x"}, "unknown option: -z"},
        {{"host", "x", "--timeout"}, "option needs an argument: --timeout"},
        {{"--json", "-y", "--yes"}, "unknown option: -y"}, /* of put, not of get */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        memset(&arguments, 0x5A, sizeof arguments);
        const struct s7_arguments before = arguments;
        struct said said = failure(S7_COMMAND_get, 3, rows[i].line);
        assert_misuse(said, "get", rows[i].why);
        assert_string_equal(said.out, "");
        assert_memory_equal(&arguments, &before, sizeof before);
    }
    assert_misuse(failure(S7_COMMAND_plant_check, 1, (const char *[]){"--desk"}), "plant check",
                  "unknown option, or one that does not fit: --desk");
}

static void there_is_room_for_so_many_options_and_no_more(void **state)
{
    (void)state;
    const char *line[S7_ARGUMENTS_MAX + 1];
    for (size_t i = 0; i <= S7_ARGUMENTS_MAX; i++)
        line[i] = "--json";
    assert_int_equal(read_words(S7_COMMAND_get, S7_ARGUMENTS_MAX, line), S7_ARGUMENTS_GO_ON);
    assert_int_equal(arguments.given_count, S7_ARGUMENTS_MAX);
    assert_misuse(failure(S7_COMMAND_get, S7_ARGUMENTS_MAX + 1, line), "get", "too many options");
}

static void durations_have_a_preset(void **state)
{
    (void)state;
    static const char *const wrong[] = {"0s", "5", "", "-1s", "1 s", "s", "5s5"};
    s7_time span = -1;
    assert_int_equal(READ(get, "host"), S7_ARGUMENTS_GO_ON);
    assert_int_equal(s7_arguments_duration(&arguments, "timeout", 1234, &span), S7_ARGUMENTS_GO_ON);
    assert_int_equal(span, 1234);
    assert_int_equal(READ(get, "--timeout=500ms"), S7_ARGUMENTS_GO_ON);
    assert_int_equal(s7_arguments_duration(&arguments, "timeout", 1234, &span), S7_ARGUMENTS_GO_ON);
    assert_int_equal(span, 500 * S7_MILLISECOND);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char why[120];
        snprintf(why, sizeof why, "--timeout: \"%s\" is not a duration like 500ms, 5s or 2m", wrong[i]);
        span = 77;
        assert_int_equal(READ(get, "--timeout", wrong[i]), S7_ARGUMENTS_GO_ON);
        said_start("");
        struct said said = said_stop(s7_arguments_duration(&arguments, "timeout", 1234, &span));
        assert_misuse(said, "get", why);
        assert_int_equal(span, 77);
    }
}

/* Words that are right, in any order and number, against a count of what was put in. */
static void any_order_reads_the_same(void **state)
{
    (void)state;
    static const char *const values[] = {"op", "pg", "x=y", "-1", "--json"};
    struct s7_chance chance = cases_begin("any_order_reads_the_same");
    for (unsigned long n = cases_count(); n > 0; n--) {
        const char *line[WORDS_MAX], *operands[WORDS_MAX], *type = NULL;
        char pairs[8][24];
        size_t count = 0, operand_count = 0, flags = 0;
        for (size_t i = s7_chance_below(&chance, 8); i-- > 0;) {
            const char *value = values[s7_chance_below(&chance, sizeof values / sizeof values[0])];
            snprintf(pairs[i], sizeof pairs[i], "--type=%s", value);
            switch (s7_chance_below(&chance, 4)) {
            case 0:
                line[count++] = "--json";
                flags++;
                break;
            case 1:
                line[count++] = "--type";
                line[count++] = type = value;
                break;
            case 2:
                line[count++] = pairs[i];
                type = value;
                break;
            default:
                line[count++] = operands[operand_count++] = i % 2 ? "-" : "DB1.DBW0";
            }
        }
        assert_int_equal(read_words(S7_COMMAND_get, count, line), S7_ARGUMENTS_GO_ON);
        assert_operands(operand_count, operands);
        assert_int_equal(s7_arguments_flag(&arguments, "json"), flags > 0);
        assert_true(type ? strcmp(s7_arguments_value(&arguments, "type"), type) == 0
                         : !s7_arguments_value(&arguments, "type"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_stand_anywhere_and_operands_keep_their_order),
        cmocka_unit_test(a_line_is_read_from_its_start_whatever_was_before),
        cmocka_unit_test(the_last_value_counts),
        cmocka_unit_test(letters_and_beginnings_are_their_option),
        cmocka_unit_test(two_dashes_end_the_options),
        cmocka_unit_test(help_is_understood_everywhere),
        cmocka_unit_test(what_is_wrong_is_said_with_the_word),
        cmocka_unit_test(there_is_room_for_so_many_options_and_no_more),
        cmocka_unit_test(durations_have_a_preset),
        cmocka_unit_test(any_order_reads_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
