/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cli/help.h"

static json_t *document;

static int print_and_read(void **state)
{
    char *text = NULL;
    size_t size = 0;
    (void)state;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return -1;
    s7_help_json(out);
    fclose(out);
    document = size && text[size - 1] == '\n' ? json_loads(text, JSON_REJECT_DUPLICATES, NULL) : NULL;
    free(text);
    return document ? 0 : -1;
}

static int forget(void **state)
{
    (void)state;
    json_decref(document);
    return 0;
}

static void assert_member(const json_t *object, const char *key, const char *expected)
{
    const char *value = json_string_value(json_object_get(object, key));
    assert_non_null(value);
    assert_string_equal(value, expected);
}

static const json_t *command_at(size_t index)
{
    return json_array_get(json_object_get(document, "commands"), index);
}

static void it_says_what_it_is(void **state)
{
    (void)state;
    assert_member(document, "schema", "sieben/help/1");
    assert_int_equal(json_object_size(document), 2);
    assert_int_equal(json_array_size(json_object_get(document, "commands")), S7_COMMAND_COUNT);
}

static void commands_are_those_of_the_table(void **state)
{
    (void)state;
    const struct s7_command *command;
    for (size_t i = 0; (command = s7_command_at(i)); i++) {
        char name[64];
        s7_help_name(command, name, sizeof name);
        assert_member(command_at(i), "name", name);
        assert_member(command_at(i), "summary", command->summary);
        assert_member(command_at(i), "usage", command->usage);
        assert_int_equal(json_object_size(command_at(i)), 5);
    }
}

static void options_stand_at_their_command(void **state)
{
    (void)state;
    size_t next[S7_COMMAND_COUNT] = {0};
    const struct s7_command_option *option;
    for (size_t i = 0; (option = s7_command_option_at(i)); i++) {
        const json_t *list = json_object_get(command_at(option->command), "options");
        const json_t *row = json_array_get(list, next[option->command]++);
        assert_member(row, "name", option->name);
        assert_member(row, "argument", option->argument);
        assert_member(row, "help", option->help);
    }
    for (size_t i = 0; i < S7_COMMAND_COUNT; i++)
        assert_int_equal(json_array_size(json_object_get(command_at(i), "options")), next[i]);
}

static void examples_stand_at_their_command(void **state)
{
    (void)state;
    size_t next[S7_COMMAND_COUNT] = {0};
    const struct s7_command_example *example;
    for (size_t i = 0; (example = s7_command_example_at(i)); i++) {
        const json_t *list = json_object_get(command_at(example->command), "examples");
        const json_t *row = json_array_get(list, next[example->command]++);
        assert_member(row, "line", example->line);
        assert_member(row, "text", example->text);
    }
    for (size_t i = 0; i < S7_COMMAND_COUNT; i++)
        assert_int_equal(json_array_size(json_object_get(command_at(i), "examples")), next[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_says_what_it_is),
        cmocka_unit_test(commands_are_those_of_the_table),
        cmocka_unit_test(options_stand_at_their_command),
        cmocka_unit_test(examples_stand_at_their_command),
    };
    return cmocka_run_group_tests(tests, print_and_read, forget);
}
