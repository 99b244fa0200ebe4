/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cli/help.h"

static void print_first_words(FILE *out)
{
    const struct s7_command *command;
    for (size_t i = 0; (command = s7_command_at(i)); i++) {
        bool seen = false;
        for (size_t k = 0; k < i && command->group[0]; k++)
            seen = seen || strcmp(s7_command_at(k)->group, command->group) == 0;
        if (!seen)
            fprintf(out, " %s", command->group[0] ? command->group : command->name);
    }
}

/* "get "*) and "plant check"): what stands behind the first word, matched together with it. */
static void print_options(FILE *out, const struct s7_command *command)
{
    if (command->group[0])
        fprintf(out, "    \"%s %s\")", command->group, command->name);
    else
        fprintf(out, "    \"%s \"*)", command->name);
    fprintf(out, " words=\"--help");
    const struct s7_command_option *option;
    for (size_t i = 0; (option = s7_command_option_at(i)); i++)
        if (option->command == command->id)
            fprintf(out, " --%s", option->name);
    fprintf(out, "\" ;;\n");
}

static void print_group(FILE *out, const char *group)
{
    fprintf(out, "    \"%s \"*) words=\"", group);
    const struct s7_command *command;
    for (size_t i = 0; (command = s7_command_at(i)); i++)
        if (strcmp(command->group, group) == 0)
            fprintf(out, " %s", command->name);
    fprintf(out, "\" ;;\n");
}

static bool last_of_group(size_t index)
{
    const struct s7_command *command = s7_command_at(index);
    const struct s7_command *later;
    if (!command->group[0])
        return false;
    for (size_t i = index + 1; (later = s7_command_at(i)); i++)
        if (strcmp(later->group, command->group) == 0)
            return false;
    return true;
}

static void print_choices(FILE *out, const struct s7_command_option *option)
{
    const struct s7_command *command = s7_command_at(option->command);
    fprintf(out, "    \"%s --%s\") words=\"", command->group[0] ? command->group : command->name, option->name);
    for (const char *c = option->argument; *c; c++)
        fputc(*c == '|' ? ' ' : *c, out);
    fprintf(out, "\" ;;\n");
}

void s7_help_completion(FILE *out)
{
    fprintf(out, "# bash completion for sieben: source this, or put it into bash_completion.d\n"
                 "_sieben()\n{\n"
                 "    local current=\"${COMP_WORDS[COMP_CWORD]}\" words=\"\"\n"
                 "    case \"${COMP_WORDS[1]} ${COMP_WORDS[2]-}\" in\n");
    const struct s7_command *command;
    for (size_t i = 0; (command = s7_command_at(i)); i++) {
        print_options(out, command);
        if (last_of_group(i))
            print_group(out, command->group);
    }
    fprintf(out, "    esac\n"
                 "    case \"${COMP_WORDS[1]} ${COMP_WORDS[COMP_CWORD-1]}\" in\n");
    const struct s7_command_option *option;
    for (size_t i = 0; (option = s7_command_option_at(i)); i++)
        if (strchr(option->argument, '|'))
            print_choices(out, option);
    fprintf(out, "    esac\n    if [ \"$COMP_CWORD\" -eq 1 ]; then\n        words=\"");
    print_first_words(out);
    fprintf(out, "\"\n    fi\n"
                 "    COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
                 "}\ncomplete -o default -F _sieben sieben\n");
}
