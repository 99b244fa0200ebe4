/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cli/help.h"
#include "sieben/version.h"

/* roff gives a meaning to a backslash anywhere, to "." and "'" at the start of a line, and sets "-" as a hyphen. */
static void print_text(FILE *out, const char *text)
{
    bool start = true;
    for (const char *c = text; *c; c++) {
        if (start && (*c == '.' || *c == '\''))
            fputs("\\&", out);
        if (*c == '\\')
            fputs("\\e", out);
        else if (*c == '-')
            fputs("\\-", out);
        else
            fputc(*c, out);
        start = *c == '\n';
    }
}

static void print_option(FILE *out, const struct s7_command_option *option)
{
    fputs(".TP\n\\fB", out);
    if (option->letter)
        fprintf(out, "\\-%c\\fR, \\fB", option->letter);
    fputs("\\-\\-", out);
    print_text(out, option->name);
    fputs("\\fR", out);
    if (option->argument[0]) {
        fputs(option->argument[0] == '[' ? "\\fI" : " \\fI", out);
        print_text(out, option->argument);
        fputs("\\fR", out);
    }
    fputc('\n', out);
    print_text(out, option->help);
    fputc('\n', out);
}

static void print_lines(FILE *out, const struct s7_command *command)
{
    const struct s7_command_option *option;
    for (size_t i = 0; (option = s7_command_option_at(i)); i++)
        if (option->command == command->id)
            print_option(out, option);
    const struct s7_command_example *example;
    for (size_t i = 0; (example = s7_command_example_at(i)); i++) {
        if (example->command != command->id)
            continue;
        fputs(".PP\nExample: ", out);
        print_text(out, example->text);
        fputs("\n.PP\n.nf\n.RS 4\n", out);
        print_text(out, example->line);
        fputs("\n.RE\n.fi\n", out);
    }
}

static void print_command(FILE *out, const struct s7_command *command)
{
    char name[64];
    s7_help_name(command, name, sizeof name);
    fputs(".SS sieben ", out);
    print_text(out, name);
    fputc(command->usage[0] ? ' ' : '\n', out);
    if (command->usage[0]) {
        print_text(out, command->usage);
        fputc('\n', out);
    }
    print_text(out, command->summary);
    fputs(".\n", out);
    if (command->detail[0]) {
        fputs(".PP\n", out);
        print_text(out, command->detail);
    }
    print_lines(out, command);
}

static void print_exits(FILE *out)
{
    const char *code;
    const char *text;
    fputs(".SH EXIT STATUS\nOf several failures the lowest layer counts.\n", out);
    for (size_t i = 0; (text = s7_help_exit_text(i, &code)); i++) {
        fprintf(out, ".TP\n\\fB%s\\fR\n", code);
        print_text(out, text);
        fputc('\n', out);
    }
}

void s7_help_man(FILE *out)
{
    fprintf(
        out,
        ".TH SIEBEN 1 \"\" \"sieben %s\" \"User commands\"\n"
        ".SH NAME\nsieben \\- S7 communication with Siemens CPUs\n"
        ".SH SYNOPSIS\n.B sieben\n\\fICOMMAND\\fR [\\fIOPERANDS\\fR] [\\fIOPTIONS\\fR]\n"
        ".SH DESCRIPTION\n"
        "Speaks S7 with Siemens CPUs, plays such CPUs, and runs the PUT/GET jobs of a plant.\n"
        ".PP\n\\fITARGET\\fR is HOST[:PORT][/RACK.SLOT] (port 102 and /0.1 unless given; IPv6 as [::1]:102),\n"
        "or NAME@PLANT: the CPU called NAME in the plant file PLANT.\n"
        "\\fITAG\\fR is an address with its type: DB10.DBW4:INT, DB10.DBX2.1, MW20, DB1.DBD0:REAL*3.\n"
        ".PP\nEvery command understands \\fB\\-\\-help\\fR.\n"
        ".SH COMMANDS\n",
        S7_VERSION_TEXT);
    const struct s7_command *command;
    for (size_t i = 0; (command = s7_command_at(i)); i++)
        print_command(out, command);
    print_exits(out);
    fputs(".SH ENVIRONMENT\n.TP\n.B NO_COLOR\nWhen set and not empty, nothing is coloured on a terminal "
          "either.\n",
          out);
}
