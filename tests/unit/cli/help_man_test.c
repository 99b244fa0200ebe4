/* SPDX-License-Identifier: MIT
 *
 * The manual page: what roff would print is what the table says, and nothing of the table is taken for a request.
 */
#include "check.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cli/help.h"
#include "sieben/version.h"

static char *page;  /* as written */
static char *shown; /* without escapes: \- - \e \ \& and fonts */

static void unescape(void)
{
    char *to = shown;
    for (const char *c = page; *c; c++) {
        if (*c != '\\') {
            *to++ = *c;
            continue;
        }
        c++;
        if (*c == 'f')
            c++;
        else if (*c == 'e' || *c == '-')
            *to++ = *c == 'e' ? '\\' : '-';
    }
    *to = '\0';
}

static int print_page(void **state)
{
    size_t size = 0;
    (void)state;
    FILE *out = open_memstream(&page, &size);
    if (!out)
        return -1;
    s7_help_man(out);
    fclose(out);
    shown = malloc(size + 1);
    if (!shown)
        return -1;
    unescape();
    return 0;
}

static int forget(void **state)
{
    (void)state;
    free(page);
    free(shown);
    return 0;
}

static bool is_request(const char *line)
{
    static const char *const requests[] = {".TH ",  ".SH ",  ".SS ",  ".B ",   ".PP\n",
                                           ".TP\n", ".nf\n", ".fi\n", ".RE\n", ".RS 4\n"};
    for (size_t i = 0; i < sizeof requests / sizeof requests[0]; i++)
        if (strncmp(line, requests[i], strlen(requests[i])) == 0)
            return true;
    return false;
}

static void only_requests_start_like_requests(void **state)
{
    (void)state;
    const char *line = page;
    while (*line) {
        assert_true(*line != '\'' && *line != '\n');
        assert_true(*line != '.' || is_request(line));
        line = strchr(line, '\n');
        assert_non_null(line);
        line++;
    }
}

static void escapes_are_the_few_that_are_meant(void **state)
{
    (void)state;
    for (const char *c = page; *c; c++) {
        assert_true(*c != '-'); /* a hyphen: nobody could paste it */
        if (*c != '\\')
            continue;
        c++;
        assert_true(strchr("&e-f", *c) && *c);
        assert_true(*c != 'f' || (c[1] && strchr("BIR", c[1])));
    }
}

static void the_page_has_its_sections_in_order(void **state)
{
    (void)state;
    static const char *const sections[] = {"\n.SH NAME\nsieben \\- ", "\n.SH SYNOPSIS\n",
                                           "\n.SH DESCRIPTION\n",     "\n.SH COMMANDS\n",
                                           "\n.SH EXIT STATUS\n",     "\n.SH ENVIRONMENT\n"};
    const char *first = ".TH SIEBEN 1 \"\" \"sieben " S7_VERSION_TEXT "\" \"User commands\"\n";
    assert_memory_equal(page, first, strlen(first));
    const char *at = page;
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
        at = strstr(at, sections[i]);
        assert_non_null(at);
    }
}

/* The part of one command, as shown, up to the next heading; on the heap. */
static char *part_of(const struct s7_command *command)
{
    char name[64], heading[160];
    s7_help_name(command, name, sizeof name);
    snprintf(heading, sizeof heading, "\n.SS sieben %s%s%s\n", name, command->usage[0] ? " " : "",
             command->usage);
    const char *start = strstr(shown, heading);
    assert_non_null(start);
    start += strlen(heading);
    const char *end = strstr(start, "\n.S");
    assert_non_null(end);
    return strndup(start, (size_t)(end + 1 - start));
}

static size_t times(const char *text, const char *what)
{
    size_t count = 0;
    for (; (text = strstr(text, what)); text += strlen(what))
        count++;
    return count;
}

static void check_option(const char *part, const struct s7_command_option *option)
{
    char entry[400], letter[8] = "";
    if (option->letter)
        snprintf(letter, sizeof letter, "-%c, ", option->letter);
    snprintf(entry, sizeof entry, ".TP\n%s--%s%s%s\n%s\n", letter, option->name,
             option->argument[0] && option->argument[0] != '[' ? " " : "", option->argument, option->help);
    assert_int_equal(times(part, entry), 1);
}

static void every_command_has_all_that_the_table_says(void **state)
{
    (void)state;
    const struct s7_command *command;
    for (size_t i = 0; (command = s7_command_at(i)); i++) {
        size_t options = 0, examples = 0;
        char *part = part_of(command);
        const struct s7_command_option *option;
        const struct s7_command_example *example;
        assert_memory_equal(part, command->summary, strlen(command->summary));
        assert_memory_equal(part + strlen(command->summary), ".\n", 2);
        assert_true(!command->detail[0] || strstr(part, command->detail));
        for (size_t k = 0; (option = s7_command_option_at(k)); k++) {
            if (option->command != command->id)
                continue;
            check_option(part, option);
            options++;
        }
        for (size_t k = 0; (example = s7_command_example_at(k)); k++) {
            char entry[600];
            if (example->command != command->id)
                continue;
            snprintf(entry, sizeof entry, ".PP\nExample: %s\n.PP\n.nf\n.RS 4\n%s\n.RE\n.fi\n", example->text,
                     example->line);
            assert_int_equal(times(part, entry), 1);
            examples++;
        }
        assert_int_equal(times(part, ".TP\n"), options);
        assert_int_equal(times(part, "Example: "), examples);
        free(part);
    }
}

static void every_exit_code_is_listed(void **state)
{
    (void)state;
    const char *code, *meaning;
    const char *status = strstr(shown, "\n.SH EXIT STATUS\n");
    for (size_t i = 0; (meaning = s7_help_exit_text(i, &code)); i++) {
        char entry[200];
        snprintf(entry, sizeof entry, "\n.TP\n%s\n%s\n", code, meaning);
        assert_non_null(strstr(status, entry));
    }
    assert_non_null(strstr(page, "\n.TP\n\\fB130\\fR\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_requests_start_like_requests),
        cmocka_unit_test(escapes_are_the_few_that_are_meant),
        cmocka_unit_test(the_page_has_its_sections_in_order),
        cmocka_unit_test(every_command_has_all_that_the_table_says),
        cmocka_unit_test(every_exit_code_is_listed),
    };
    return cmocka_run_group_tests(tests, print_page, forget);
}
