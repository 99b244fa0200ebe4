/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "cli/help.h"
#include "sieben/error.h"

static char *text;
static size_t text_size;

static FILE *paper(void)
{
    FILE *out = open_memstream(&text, &text_size);
    assert_non_null(out);
    return out;
}

/* How often `line` stands in the text as a whole line. */
static size_t lines_like(const char *line)
{
    size_t count = 0, length = strlen(line);
    for (const char *at = text; (at = strstr(at, line)); at += length)
        if ((at == text || at[-1] == '\n') && at[length] == '\n')
            count++;
    return count;
}

static void a_command_in_full(void **state)
{
    (void)state;
    FILE *out = paper();
    s7_help_command(out, s7_command_at(S7_COMMAND_plant_check));
    fclose(out);
    assert_string_equal(text,
                        "sieben plant check checks a plant file.\n\n"
                        "usage: sieben plant check PLANT [OPTIONS]\n\n"
                        "Tells what is wrong with the file itself, and what its lines mean together: who "
                        "writes the same bits, what the\n"
                        "served CPU does not permit, who answers for a write, which way leads where.  Each "
                        "finding has an id, FILE:LINE:\n"
                        "COLUMN, why it matters and how to fix it (docs/register.md); `exceptions` of the file "
                        "accept them for a time.\n"
                        "Exit code 0: nothing; 1: errors, or with --strict warnings; 2: the file cannot be "
                        "read.  \"-\" reads standard\n"
                        "input.\n\n"
                        "Options:\n"
                        "  --strict                   warnings count as findings\n"
                        "  --format text|json|sarif   how findings are written (text)\n"
                        "  --today DATE               the day that reviews and exceptions are compared with: "
                        "2026-11-20 (this machine's)\n"
                        "  --json                     print a JSON document: --format json\n"
                        "  -h, --help                 explain this command\n\n"
                        "Examples:\n"
                        "  sieben plant check plant.yaml\n"
                        "      all findings in one pass\n"
                        "  sieben plant check plant.yaml --strict --format sarif > plant.sarif\n"
                        "      for a server that collects findings\n");
    free(text);
}

static void without_operands_and_detail_nothing_is_left_open(void **state)
{
    (void)state;
    FILE *out = paper();
    s7_help_command(out, s7_command_at(S7_COMMAND_version));
    fclose(out);
    assert_string_equal(text,
                        "sieben version shows the version of the program and of what it is linked with.\n\n"
                        "usage: sieben version [OPTIONS]\n\n"
                        "Options:\n"
                        "  --json                     print a JSON document\n"
                        "  -h, --help                 explain this command\n\n"
                        "Examples:\n"
                        "  sieben version\n"
                        "      the version\n");
    free(text);
}

static void check_option_of(const struct s7_command *command, const struct s7_command_option *option)
{
    char line[256], left[64], letter[8] = "";
    if (option->letter)
        snprintf(letter, sizeof letter, "-%c, ", option->letter);
    snprintf(left, sizeof left, "%s--%s%s%s", letter, option->name,
             option->argument[0] && option->argument[0] != '[' ? " " : "", option->argument);
    snprintf(line, sizeof line, "  %-26s %s", left, option->help);
    if (option->command == command->id)
        assert_int_equal(lines_like(line), 1);
}

static void every_command_has_its_own_options_and_examples(void **state)
{
    (void)state;
    const struct s7_command *command;
    for (size_t i = 0; (command = s7_command_at(i)); i++) {
        size_t options = 0, examples = 0, shown = 0;
        const struct s7_command_option *option;
        const struct s7_command_example *example;
        FILE *out = paper();
        s7_help_command(out, command);
        fclose(out);
        for (size_t k = 0; (option = s7_command_option_at(k)); k++) {
            check_option_of(command, option);
            options += option->command == command->id;
        }
        for (const char *at = strstr(text, "\nOptions:\n"); (at = strstr(at, "\n  -")); at++)
            shown++;
        assert_int_equal(shown, options + 1); /* and --help */
        for (size_t k = 0; (example = s7_command_example_at(k)); k++) {
            char line[300];
            snprintf(line, sizeof line, "  %s", example->line);
            if (example->command == command->id)
                assert_int_equal(lines_like(line), 1);
            examples += example->command == command->id;
        }
        shown = 0;
        for (const char *at = strstr(text, "\nExamples:\n"); (at = strstr(at, "\n      ")); at++)
            shown++;
        assert_int_equal(shown, examples);
        free(text);
    }
}

static void the_overview_has_every_command_and_exit_code_in_a_line(void **state)
{
    (void)state;
    const struct s7_command *command;
    const char *code, *meaning, *before;
    FILE *out = paper();
    s7_help_overview(out);
    fclose(out);
    before = text;
    for (size_t i = 0; (command = s7_command_at(i)); i++) {
        char name[64], line[200];
        s7_help_name(command, name, sizeof name);
        snprintf(line, sizeof line, "  %-14s %s", name, command->summary);
        assert_int_equal(lines_like(line), 1);
        assert_true(strstr(text, line) > before); /* in the order of the table */
        before = strstr(text, line);
    }
    for (size_t i = 0; (meaning = s7_help_exit_text(i, &code)); i++) {
        char line[200];
        snprintf(line, sizeof line, "  %-4s %s", code, meaning);
        assert_int_equal(lines_like(line), 1);
    }
    assert_int_equal(lines_like("usage: sieben COMMAND [OPERANDS] [OPTIONS]"), 1);
    assert_non_null(strstr(text, "HOST[:PORT][/RACK.SLOT]"));
    assert_non_null(strstr(text, "NAME@PLANT"));
    free(text);
}

static void a_group_has_its_commands_only(void **state)
{
    (void)state;
    FILE *out = paper();
    s7_help_group(out, "profile");
    fclose(out);
    assert_string_equal(text, "usage: sieben profile COMMAND [OPERANDS] [OPTIONS]\n\n"
                              "  profile list   shows the CPU families that can be played\n"
                              "  profile show   shows what is known about one CPU family\n");
    free(text);
}

static void names_are_as_they_are_typed(void **state)
{
    (void)state;
    char name[64] = "";
    s7_help_name(s7_command_at(S7_COMMAND_get), name, sizeof name);
    assert_string_equal(name, "get");
    s7_help_name(s7_command_at(S7_COMMAND_plant_check), name, sizeof name);
    assert_string_equal(name, "plant check");
    s7_help_name(s7_command_at(S7_COMMAND_plant_check), name, sizeof "plant"); /* cut, never beyond */
    assert_string_equal(name, "plant");
}

static bool is_explained(int exit_code)
{
    const char *code;
    size_t found = 0;
    for (size_t i = 0; s7_help_exit_text(i, &code); i++)
        found += strtol(code, NULL, 10) == exit_code;
    return found == 1;
}

static void every_exit_code_is_explained(void **state)
{
    (void)state;
    static const int codes[] = {S7_EXIT_OK, S7_EXIT_FINDINGS, S7_EXIT_USAGE, S7_EXIT_NOT_SHOWN,
                                S7_EXIT_INTERRUPTED};
    static const int errors[] = {
#define S7_ERROR(layer, n, name, seen, causes, remedy) S7_ERR_##name,
#include "sieben/error.def"
#undef S7_ERROR
    };
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        assert_true(is_explained(codes[i]));
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++)
        assert_true(is_explained(10 * (int)s7_error_layer(errors[i])));
    const char *code = "untouched", *previous = NULL;
    for (size_t i = 0; s7_help_exit_text(i, &code); i++, previous = code)
        assert_true(!previous || strtol(previous, NULL, 10) < strtol(code, NULL, 10));
    code = "untouched";
    assert_null(s7_help_exit_text(1000, &code));
    assert_string_equal(code, "untouched");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_command_in_full),
        cmocka_unit_test(without_operands_and_detail_nothing_is_left_open),
        cmocka_unit_test(every_command_has_its_own_options_and_examples),
        cmocka_unit_test(the_overview_has_every_command_and_exit_code_in_a_line),
        cmocka_unit_test(a_group_has_its_commands_only),
        cmocka_unit_test(names_are_as_they_are_typed),
        cmocka_unit_test(every_exit_code_is_explained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
