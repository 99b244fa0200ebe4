/* SPDX-License-Identifier: MIT
 *
 * cli/command.h — the commands of the program, from defs/command.def.
 *
 * One table: main() dispatches over it, `sieben help`, `--help`, the man page and the bash completion are printed
 * from it, and the options of a command are read by it.  A command is one file cmd_<stem>.c with one function
 *
 *     int s7_cmd_<stem>(const struct s7_command *command, int argc, char **argv);
 *
 * argv[0] is the command's name, argv[1…] what follows it; the result is the exit code (cli/exit.h).
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/time.h"
#include "cli/exit.h"

enum s7_command_id {
#define S7_COMMAND(stem, group, name, summary, usage, detail) S7_COMMAND_##stem,
#define S7_OPTION(stem, letter, name, argument, help)
#define S7_EXAMPLE(stem, line, text)
#include "cli/defs/command.def"
#undef S7_EXAMPLE
#undef S7_OPTION
#undef S7_COMMAND
    S7_COMMAND_COUNT
};

struct s7_command {
    enum s7_command_id id;
    const char *group;   /**< "plant" of `sieben plant check`, "" for a flat command */
    const char *name;    /**< "check" */
    const char *summary; /**< one line, no full stop */
    const char *usage;   /**< operands: "TARGET TAG..." */
    const char *detail;  /**< some sentences; lines end in \n */
    int (*run)(const struct s7_command *command, int argc, char **argv);
};

#define S7_COMMAND(stem, group, name, summary, usage, detail)                                                  \
    int s7_cmd_##stem(const struct s7_command *command, int argc, char **argv);
#define S7_OPTION(stem, letter, name, argument, help)
#define S7_EXAMPLE(stem, line, text)
#include "cli/defs/command.def"
#undef S7_EXAMPLE
#undef S7_OPTION
#undef S7_COMMAND

struct s7_command_option {
    enum s7_command_id command;
    char letter;      /**< 0: no short form */
    const char *name; /**< without "--" */
    /** "" for a flag; "a|b|c" offers the choices to the completion; "[=X]": may be left out, --name=X */
    const char *argument;
    const char *help;
};

struct s7_command_example {
    enum s7_command_id command;
    const char *line;
    const char *text;
};

/** Command number `index` in the order of the table, NULL behind the last one; likewise options and examples. */
const struct s7_command *s7_command_at(size_t index);
const struct s7_command_option *s7_command_option_at(size_t index);
const struct s7_command_example *s7_command_example_at(size_t index);

/**
 * The command that words begin with ("get", or "plant" and "check"); *ret_used is the number of words it took.
 * NULL: none (a group without command included).
 */
const struct s7_command *s7_command_find(int word_count, char *const *words, int *ret_used);

/** Is there a group with this name? */
bool s7_command_group(const char *name);

/* ---- arguments ------------------------------------------------------------------------------------------------ */

enum { S7_ARGUMENTS_MAX = 32, S7_ARGUMENTS_GO_ON = -1 };

/** The command line of one command, read by its options table. */
struct s7_arguments {
    const struct s7_command *command;
    char **operands; /**< what is not an option, in order */
    int operand_count;
    struct {
        const struct s7_command_option *option;
        const char *value; /**< "" for a flag */
    } given[S7_ARGUMENTS_MAX];
    size_t given_count;
};

/**
 * Reads the command line with getopt_long over the options table; "--help" is understood everywhere.
 * @return S7_ARGUMENTS_GO_ON, or the exit code to end with (help was printed: 0; a usage error was printed: 2)
 */
int s7_arguments_read(const struct s7_command *command, int argc, char **argv,
                      struct s7_arguments *ret_arguments);

/** Value of an option ("" for a flag or an argument that was left out), NULL when it was not given; the last one counts. */
const char *s7_arguments_value(const struct s7_arguments *arguments, const char *name);
bool s7_arguments_flag(const struct s7_arguments *arguments, const char *name);

/**
 * Value of an option that is a duration ("500ms", "5s", "2m"); `preset` when it was not given.
 * @return S7_ARGUMENTS_GO_ON, or S7_EXIT_USAGE after saying what is wrong
 */
int s7_arguments_duration(const struct s7_arguments *arguments, const char *name, s7_time preset,
                          s7_time *ret_duration);

/** Prints "sieben get: <message>", the usage line and where help is, to stderr; returns S7_EXIT_USAGE. */
int s7_command_misuse(const struct s7_command *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
