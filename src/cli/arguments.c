/* SPDX-License-Identifier: MIT */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/duration.h"
#include "cli/help.h"

enum { HELP = 1000, FIRST_OPTION };

/* What getopt_long needs, made from the rows of one command. */
struct getopt_form {
    struct option options[S7_ARGUMENTS_MAX + 2];
    const struct s7_command_option *rows[S7_ARGUMENTS_MAX];
    char letters[2 * S7_ARGUMENTS_MAX + 4];
    size_t count;
};

static void add_row(struct getopt_form *form, const struct s7_command_option *row)
{
    bool argument = row->argument[0] != '\0', optional = row->argument[0] == '[';
    form->rows[form->count] = row;
    form->options[form->count].name = row->name;
    form->options[form->count].has_arg = optional   ? optional_argument
                                         : argument ? required_argument
                                                    : no_argument;
    form->options[form->count].val = FIRST_OPTION + (int)form->count;
    form->count++;
    if (row->letter) {
        size_t length = strlen(form->letters);
        form->letters[length++] = row->letter;
        if (argument)
            form->letters[length++] = ':';
        form->letters[length] = '\0';
    }
}

static void make_form(const struct s7_command *command, struct getopt_form *form)
{
    memset(form, 0, sizeof *form);
    strcpy(form->letters, ":h"); /* ":": a missing argument is told from an unknown option */
    const struct s7_command_option *row;
    for (size_t i = 0; (row = s7_command_option_at(i)) && form->count < S7_ARGUMENTS_MAX; i++)
        if (row->command == command->id)
            add_row(form, row);
    form->options[form->count].name = "help";
    form->options[form->count].val = HELP;
}

static const struct s7_command_option *row_of(const struct getopt_form *form, int result)
{
    if (result >= FIRST_OPTION)
        return form->rows[result - FIRST_OPTION];
    for (size_t i = 0; i < form->count; i++)
        if (form->rows[i]->letter == result)
            return form->rows[i];
    return NULL;
}

static int take(const struct getopt_form *form, int result, char **argv, struct s7_arguments *arguments)
{
    if (result == HELP || result == 'h') {
        s7_help_command(stdout, arguments->command);
        return S7_EXIT_OK;
    }
    const char *said = optopt > 0 && optopt < HELP ? NULL : argv[optind - 1];
    if (result == ':')
        return s7_command_misuse(arguments->command, "option needs an argument: %s", argv[optind - 1]);
    if (result == '?' && said)
        return s7_command_misuse(arguments->command, "unknown option, or one that does not fit: %s", said);
    const struct s7_command_option *row = result == '?' ? NULL : row_of(form, result);
    if (!row)
        return s7_command_misuse(arguments->command, "unknown option: -%c", optopt);
    if (arguments->given_count == S7_ARGUMENTS_MAX)
        return s7_command_misuse(arguments->command, "too many options");
    arguments->given[arguments->given_count].option = row;
    arguments->given[arguments->given_count++].value = row->argument[0] && optarg ? optarg : "";
    return S7_ARGUMENTS_GO_ON;
}

int s7_arguments_read(const struct s7_command *command, int argc, char **argv,
                      struct s7_arguments *ret_arguments)
{
    struct getopt_form form;
    make_form(command, &form);
    struct s7_arguments arguments = {.command = command};
    opterr = 0;
    optind = 0; /* from the start: 1 would go on in letters of an earlier line ("-hy") */
    int result;
    while ((result = getopt_long(argc, argv, form.letters, form.options, NULL)) != -1) {
        int exit_code = take(&form, result, argv, &arguments);
        if (exit_code != S7_ARGUMENTS_GO_ON)
            return exit_code;
    }
    arguments.operands = argv + optind;
    arguments.operand_count = argc - optind;
    *ret_arguments = arguments;
    return S7_ARGUMENTS_GO_ON;
}

const char *s7_arguments_value(const struct s7_arguments *arguments, const char *name)
{
    for (size_t i = arguments->given_count; i-- > 0;)
        if (strcmp(arguments->given[i].option->name, name) == 0)
            return arguments->given[i].value;
    return NULL;
}

bool s7_arguments_flag(const struct s7_arguments *arguments, const char *name)
{
    return s7_arguments_value(arguments, name) != NULL;
}

int s7_arguments_duration(const struct s7_arguments *arguments, const char *name, s7_time preset,
                          s7_time *ret_duration)
{
    const char *text = s7_arguments_value(arguments, name);
    s7_time duration = preset;
    if (text && (s7_duration_parse(text, &duration) != 0 || duration == 0))
        return s7_command_misuse(arguments->command, "--%s: \"%s\" is not a duration like 500ms, 5s or 2m",
                                 name, text);
    *ret_duration = duration;
    return S7_ARGUMENTS_GO_ON;
}
