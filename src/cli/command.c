/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct s7_command command_rows[] = {
#define S7_COMMAND(stem, group, name, summary, usage, detail)                                                  \
    {S7_COMMAND_##stem, group, name, summary, usage, detail, s7_cmd_##stem},
#define S7_OPTION(stem, letter, name, argument, help)
#define S7_EXAMPLE(stem, line, text)
#include "cli/defs/command.def"
#undef S7_EXAMPLE
#undef S7_OPTION
#undef S7_COMMAND
};

static const struct s7_command_option option_rows[] = {
#define S7_COMMAND(stem, group, name, summary, usage, detail)
#define S7_OPTION(stem, letter, name, argument, help) {S7_COMMAND_##stem, letter, name, argument, help},
#define S7_EXAMPLE(stem, line, text)
#include "cli/defs/command.def"
#undef S7_EXAMPLE
#undef S7_OPTION
#undef S7_COMMAND
};

static const struct s7_command_example example_rows[] = {
#define S7_COMMAND(stem, group, name, summary, usage, detail)
#define S7_OPTION(stem, letter, name, argument, help)
#define S7_EXAMPLE(stem, line, text) {S7_COMMAND_##stem, line, text},
#include "cli/defs/command.def"
#undef S7_EXAMPLE
#undef S7_OPTION
#undef S7_COMMAND
};

const struct s7_command *s7_command_at(size_t index)
{
    return index < sizeof command_rows / sizeof command_rows[0] ? &command_rows[index] : NULL;
}

const struct s7_command_option *s7_command_option_at(size_t index)
{
    return index < sizeof option_rows / sizeof option_rows[0] ? &option_rows[index] : NULL;
}

const struct s7_command_example *s7_command_example_at(size_t index)
{
    return index < sizeof example_rows / sizeof example_rows[0] ? &example_rows[index] : NULL;
}

bool s7_command_group(const char *name)
{
    const struct s7_command *command;
    for (size_t i = 0; (command = s7_command_at(i)); i++)
        if (command->group[0] && strcmp(command->group, name) == 0)
            return true;
    return false;
}

static const struct s7_command *find_row(const char *group, const char *name)
{
    const struct s7_command *command;
    for (size_t i = 0; (command = s7_command_at(i)); i++)
        if (strcmp(command->group, group) == 0 && strcmp(command->name, name) == 0)
            return command;
    return NULL;
}

const struct s7_command *s7_command_find(int word_count, char *const *words, int *ret_used)
{
    const struct s7_command *grouped = word_count > 1 ? find_row(words[0], words[1]) : NULL;
    const struct s7_command *flat = word_count > 0 ? find_row("", words[0]) : NULL;
    if (grouped || flat)
        *ret_used = grouped ? 2 : 1;
    return grouped ? grouped : flat;
}

int s7_command_misuse(const struct s7_command *command, const char *format, ...)
{
    const char *blank = command->group[0] ? " " : "";
    fprintf(stderr, "sieben %s%s%s: ", command->group, blank, command->name);
    va_list args;
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fprintf(stderr, "\nusage: sieben %s%s%s%s%s [OPTIONS]\n", command->group, blank, command->name,
            command->usage[0] ? " " : "", command->usage);
    fprintf(stderr, "more: sieben help %s%s%s\n", command->group, blank, command->name);
    return S7_EXIT_USAGE;
}
