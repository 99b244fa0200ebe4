/* SPDX-License-Identifier: MIT */
#include "cli/help.h"

#include <string.h>

static const struct exit_row {
    const char *code;
    const char *text;
} exit_rows[] = {
#define S7_EXIT_ROW(code, text) {#code, text},
#include "cli/defs/exit.def"
#undef S7_EXIT_ROW
};

const char *s7_help_exit_text(size_t index, const char **ret_code)
{
    if (index >= sizeof exit_rows / sizeof exit_rows[0])
        return NULL;
    *ret_code = exit_rows[index].code;
    return exit_rows[index].text;
}

void s7_help_name(const struct s7_command *command, char *text, size_t size)
{
    snprintf(text, size, "%s%s%s", command->group, command->group[0] ? " " : "", command->name);
}

static void print_row(FILE *out, const struct s7_command *command)
{
    char name[64];
    s7_help_name(command, name, sizeof name);
    fprintf(out, "  %-14s %s\n", name, command->summary);
}

static void print_exits(FILE *out)
{
    const char *code;
    const char *text;
    fprintf(out, "\nExit codes (of several failures the lowest layer):\n");
    for (size_t i = 0; (text = s7_help_exit_text(i, &code)); i++)
        fprintf(out, "  %-4s %s\n", code, text);
}

void s7_help_overview(FILE *out)
{
    fprintf(out,
            "sieben speaks S7 with Siemens CPUs, plays such CPUs, and runs the PUT/GET jobs of a plant.\n\n"
            "usage: sieben COMMAND [OPERANDS] [OPTIONS]\n\n");
    const struct s7_command *command;
    for (size_t i = 0; (command = s7_command_at(i)); i++)
        print_row(out, command);
    fprintf(out, "\nsieben help COMMAND explains one of them.\n");
    fprintf(out, "\nTARGET is HOST[:PORT][/RACK.SLOT] (port 102 and /0.1 unless given; IPv6 as [::1]:102),\n"
                 "or NAME@PLANT: the CPU called NAME in the plant file PLANT.\n"
                 "TAG is an address with its type: DB10.DBW4:INT, DB10.DBX2.1, MW20, DB1.DBD0:REAL*3.\n");
    print_exits(out);
}

void s7_help_group(FILE *out, const char *group)
{
    fprintf(out, "usage: sieben %s COMMAND [OPERANDS] [OPTIONS]\n\n", group);
    const struct s7_command *command;
    for (size_t i = 0; (command = s7_command_at(i)); i++)
        if (strcmp(command->group, group) == 0)
            print_row(out, command);
}

static void print_option(FILE *out, const struct s7_command_option *option)
{
    char left[64];
    char letter[8] = "";
    if (option->letter)
        snprintf(letter, sizeof letter, "-%c, ", option->letter);
    snprintf(left, sizeof left, "%s--%s%s%s", letter, option->name,
             option->argument[0] && option->argument[0] != '[' ? " " : "", option->argument);
    fprintf(out, "  %-26s %s\n", left, option->help);
}

static void print_options(FILE *out, const struct s7_command *command)
{
    static const struct s7_command_option help = {S7_COMMAND_help, 'h', "help", "", "explain this command"};
    const struct s7_command_option *option;
    fprintf(out, "\nOptions:\n");
    for (size_t i = 0; (option = s7_command_option_at(i)); i++)
        if (option->command == command->id)
            print_option(out, option);
    print_option(out, &help);
}

static void print_examples(FILE *out, const struct s7_command *command)
{
    const struct s7_command_example *example;
    fprintf(out, "\nExamples:\n");
    for (size_t i = 0; (example = s7_command_example_at(i)); i++)
        if (example->command == command->id)
            fprintf(out, "  %s\n      %s\n", example->line, example->text);
}

void s7_help_command(FILE *out, const struct s7_command *command)
{
    char name[64];
    s7_help_name(command, name, sizeof name);
    fprintf(out, "sieben %s %s.\n\n", name, command->summary);
    fprintf(out, "usage: sieben %s%s%s [OPTIONS]\n", name, command->usage[0] ? " " : "", command->usage);
    if (command->detail[0])
        fprintf(out, "\n%s", command->detail);
    print_options(out, command);
    print_examples(out, command);
}
