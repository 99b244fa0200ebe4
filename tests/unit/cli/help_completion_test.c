/* SPDX-License-Identifier: MIT
 *
 * The completion script, read as the shell would: two `case` tables of patterns with words, and the first words.
 */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "cli/help.h"

static char *script;

static int print_script(void **state)
{
    size_t size = 0;
    (void)state;
    FILE *out = open_memstream(&script, &size);
    if (!out)
        return -1;
    s7_help_completion(out);
    fclose(out);
    return 0;
}

static int forget(void **state)
{
    (void)state;
    free(script);
    return 0;
}

/* The words of `    PATTERN) words="…" ;;`, on the heap; the pattern stands there once. */
static char *words_of(const char *pattern)
{
    char start[128];
    snprintf(start, sizeof start, "\n    %s) words=\"", pattern);
    const char *words = strstr(script, start);
    assert_non_null(words);
    words += strlen(start);
    assert_null(strstr(words, start));
    const char *end = strstr(words, "\" ;;\n");
    assert_non_null(end);
    assert_ptr_equal(strchr(words, '\n'), end + 4);
    return strndup(words, (size_t)(end - words));
}

static void assert_words(const char *pattern, const char *expected)
{
    char *words = words_of(pattern);
    assert_string_equal(words, expected);
    free(words);
}

static void every_command_offers_its_options(void **state)
{
    (void)state;
    const struct s7_command *command;
    for (size_t i = 0; (command = s7_command_at(i)); i++) {
        char pattern[80], expected[400] = "--help";
        const struct s7_command_option *option;
        if (command->group[0])
            snprintf(pattern, sizeof pattern, "\"%s %s\"", command->group, command->name);
        else
            snprintf(pattern, sizeof pattern, "\"%s \"*", command->name);
        for (size_t k = 0; (option = s7_command_option_at(k)); k++)
            if (option->command == command->id)
                snprintf(expected + strlen(expected), sizeof expected - strlen(expected), " --%s",
                         option->name);
        assert_words(pattern, expected);
    }
}

/* The first pattern that fits counts: "profile "* would hide "profile list". */
static void a_group_offers_its_commands_after_they_had_their_turn(void **state)
{
    (void)state;
    assert_words("\"profile \"*", " list show");
    assert_true(strstr(script, "\"profile list\")") < strstr(script, "\"profile \"*)"));
}

static void choices_are_offered_behind_their_option(void **state)
{
    (void)state;
    size_t choices = 0;
    const struct s7_command_option *option;
    for (size_t i = 0; (option = s7_command_option_at(i)); i++) {
        const struct s7_command *command = s7_command_at(option->command);
        char pattern[80], expected[80];
        if (!strchr(option->argument, '|'))
            continue;
        snprintf(pattern, sizeof pattern, "\"%s --%s\"", command->group[0] ? command->group : command->name,
                 option->name);
        snprintf(expected, sizeof expected, "%s", option->argument);
        for (char *c = expected; *c; c++)
            *c = *c == '|' ? ' ' : *c;
        assert_words(pattern, expected);
        choices++;
    }
    assert_true(choices > 0);
    assert_words("\"get --type\"", "basic op pg");
    size_t rows = 0;
    for (const char *at = strstr(script, "COMP_CWORD-1]}\" in\n"); (at = strstr(at, "\" ;;\n")); at++)
        rows++;
    assert_int_equal(rows, choices);
}

static void the_first_word_is_a_command_or_a_group_once(void **state)
{
    (void)state;
    const char *list = strstr(script, "if [ \"$COMP_CWORD\" -eq 1 ]; then\n        words=\"");
    assert_non_null(list);
    list = strstr(list, "words=\"") + strlen("words=\"");
    char *words = strndup(list, strcspn(list, "\""));
    char *rest = NULL;
    const char *expected[S7_COMMAND_COUNT] = {NULL};
    size_t count = 0, at = 0;
    const struct s7_command *command;
    for (size_t i = 0; (command = s7_command_at(i)); i++) {
        const char *word = command->group[0] ? command->group : command->name;
        size_t k = 0;
        while (k < count && strcmp(expected[k], word) != 0)
            k++;
        if (k == count)
            expected[count++] = word;
    }
    for (char *word = strtok_r(words, " ", &rest); word; word = strtok_r(NULL, " ", &rest), at++) {
        assert_true(at < count);
        assert_string_equal(word, expected[at]);
    }
    assert_int_equal(at, count);
    free(words);
}

static void the_frame_is_a_function_that_is_registered(void **state)
{
    (void)state;
    static const char *const parts[] = {"\n_sieben()\n{\n",
                                        "    case \"${COMP_WORDS[1]} ${COMP_WORDS[2]-}\" in\n",
                                        "    esac\n",
                                        "    case \"${COMP_WORDS[1]} ${COMP_WORDS[COMP_CWORD-1]}\" in\n",
                                        "    esac\n",
                                        "    fi\n",
                                        "    COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n}\n",
                                        "complete -o default -F _sieben sieben\n"};
    const char *at = script;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        at = strstr(at, parts[i]);
        assert_non_null(at);
        at += strlen(parts[i]) - 1;
    }
    assert_string_equal(at, "\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_command_offers_its_options),
        cmocka_unit_test(a_group_offers_its_commands_after_they_had_their_turn),
        cmocka_unit_test(choices_are_offered_behind_their_option),
        cmocka_unit_test(the_first_word_is_a_command_or_a_group_once),
        cmocka_unit_test(the_frame_is_a_function_that_is_registered),
    };
    return cmocka_run_group_tests(tests, print_script, forget);
}
