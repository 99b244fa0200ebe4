/* SPDX-License-Identifier: MIT
 *
 * Which of the pages is printed for which words; the pages themselves are those of cli/help.h.
 */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>

#include "cli/exit.h"
#include "cli/help.h"
#include "said.h"

/* What a page of cli/help.h holds. */
static char *page(void (*print)(FILE *out))
{
    char *text;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    print(out);
    fclose(out);
    return text;
}

static void assert_page(struct said said, char *text)
{
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.out, text);
    assert_string_equal(said.err, "");
    free(text);
}

/* The pages that are about something. */
static const struct s7_command *about;

static void print_about(FILE *out)
{
    s7_help_command(out, about);
}

static void print_plant(FILE *out)
{
    s7_help_group(out, "plant");
}

static void every_page_has_its_option(void **state)
{
    (void)state;
    assert_page(SAY("help"), page(s7_help_overview));
    assert_page(SAY("help", "--man"), page(s7_help_man));
    assert_page(SAY("help", "--completion"), page(s7_help_completion));
    assert_page(SAY("help", "--json"), page(s7_help_json));
}

static void every_command_is_explained(void **state)
{
    (void)state;
    for (size_t i = 0; (about = s7_command_at(i)); i++)
        assert_page(about->group[0] ? SAY("help", about->group, about->name) : SAY("help", about->name),
                    page(print_about));
    about = s7_command_at(S7_COMMAND_help);
    assert_page(SAY("help", "--help"), page(print_about));
}

static void a_group_lists_its_commands(void **state)
{
    (void)state;
    assert_page(SAY("help", "plant"), page(print_plant));
}

static void what_is_no_command_is_named(void **state)
{
    (void)state;
    assert_misuse(SAY("help", "git"), "help", "there is no such command: git\n");
    assert_misuse(SAY("help", "plant", "chuck"), "help", "there is no such command: plant chuck\n");
    assert_misuse(SAY("help", "get", "up"), "help", "there is no such command: get up\n");
    assert_misuse(SAY("help", "check"), "help", "there is no such command: check\n");
    assert_misuse(SAY("help", "plant", "check", "twice"), "help", "there is no such command: plant check");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_page_has_its_option),
        cmocka_unit_test(every_command_is_explained),
        cmocka_unit_test(a_group_lists_its_commands),
        cmocka_unit_test(what_is_no_command_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
