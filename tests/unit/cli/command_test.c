/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/help.h"

static size_t rows_of(const struct s7_command *command, char letter, const char *name)
{
    size_t count = 0;
    const struct s7_command_option *option;
    for (size_t i = 0; (option = s7_command_option_at(i)); i++)
        if (option->command == command->id &&
            ((letter && option->letter == letter) || (name && strcmp(option->name, name) == 0)))
            count++;
    return count;
}

static void options_are_unique_and_explained(void **state)
{
    (void)state;
    const struct s7_command_option *option;
    for (size_t i = 0; (option = s7_command_option_at(i)); i++) {
        const struct s7_command *command = s7_command_at(option->command);
        assert_int_equal(rows_of(command, '\0', option->name), 1);
        assert_string_not_equal(option->name, "help");
        assert_true(option->letter == '\0' || rows_of(command, option->letter, NULL) == 1);
        assert_true(option->help[0] != '\0');
    }
}

static void every_command_has_json_and_an_example_of_itself(void **state)
{
    (void)state;
    const struct s7_command *command;
    for (size_t i = 0; (command = s7_command_at(i)); i++) {
        char name[64];
        char start[80];
        size_t examples = 0;
        assert_int_equal(command->id, i);
        assert_int_equal(rows_of(command, '\0', "json"), 1);
        s7_help_name(command, name, sizeof name);
        snprintf(start, sizeof start, "sieben %s", name);
        const struct s7_command_example *example;
        for (size_t k = 0; (example = s7_command_example_at(k)); k++)
            if (example->command == command->id && strstr(example->line, start))
                examples++;
        assert_true(examples > 0);
        assert_true(command->summary[strlen(command->summary) - 1] != '.');
        assert_true(command->detail[0] == '\0' || command->detail[strlen(command->detail) - 1] == '\n');
    }
}

static void commands_are_found_by_their_words(void **state)
{
    (void)state;
    char *grouped[] = {"plant", "check", "file"};
    char *flat[] = {"get", "check"};
    char *group[] = {"plant"};
    char *none[] = {"gett"};
    int used = 0;
    assert_int_equal(s7_command_find(3, grouped, &used)->id, S7_COMMAND_plant_check);
    assert_int_equal(used, 2);
    assert_int_equal(s7_command_find(2, flat, &used)->id, S7_COMMAND_get);
    assert_int_equal(used, 1);
    assert_null(s7_command_find(1, group, &used));
    assert_null(s7_command_find(1, none, &used));
    assert_null(s7_command_find(0, none, &used));
    assert_true(s7_command_group("plant"));
    assert_false(s7_command_group("get"));
    assert_false(s7_command_group(""));
}

static void a_command_line_is_read(void **state)
{
    (void)state;
    char *argv[] = {"put", "-y", "host", "--timeout", "5s", "MW0=1", "--type=op", "--", "--json", NULL};
    struct s7_arguments arguments;
    assert_int_equal(s7_arguments_read(s7_command_at(S7_COMMAND_put), 9, argv, &arguments), S7_ARGUMENTS_GO_ON);
    assert_int_equal(arguments.operand_count, 3);
    assert_string_equal(arguments.operands[0], "host");
    assert_string_equal(arguments.operands[1], "MW0=1");
    assert_string_equal(arguments.operands[2], "--json");
    assert_true(s7_arguments_flag(&arguments, "yes"));
    assert_false(s7_arguments_flag(&arguments, "json"));
    assert_string_equal(s7_arguments_value(&arguments, "type"), "op");
    s7_time timeout = 0;
    assert_int_equal(s7_arguments_duration(&arguments, "timeout", 1, &timeout), S7_ARGUMENTS_GO_ON);
    assert_int_equal(timeout, 5 * S7_SECOND);
    assert_int_equal(s7_arguments_duration(&arguments, "type", 7, &timeout), S7_EXIT_USAGE);
    assert_int_equal(s7_arguments_duration(&arguments, "tsap", 7, &timeout), S7_ARGUMENTS_GO_ON);
    assert_int_equal(timeout, 7);
}

static void wrong_options_are_refused(void **state)
{
    (void)state;
    char *lines[][3] = {{"get", "--unknown", NULL},
                        {"get", "-z", NULL},
                        {"get", "--timeout", NULL},
                        {"get", "--json=x", NULL},
                        {"get", "--t", NULL}};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        struct s7_arguments arguments;
        assert_int_equal(s7_arguments_read(s7_command_at(S7_COMMAND_get), 2, lines[i], &arguments),
                         S7_EXIT_USAGE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_are_unique_and_explained),
        cmocka_unit_test(every_command_has_json_and_an_example_of_itself),
        cmocka_unit_test(commands_are_found_by_their_words),
        cmocka_unit_test(a_command_line_is_read),
        cmocka_unit_test(wrong_options_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
