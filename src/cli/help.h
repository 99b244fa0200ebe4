/* SPDX-License-Identifier: MIT
 *
 * cli/help.h — everything that is printed from the table of commands.
 */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include <stdio.h>

#include "cli/command.h"

/** All commands, one line each, targets and exit codes. */
void s7_help_overview(FILE *out);

/** The commands of one group. */
void s7_help_group(FILE *out, const char *group);

/** One command: usage, options, examples. */
void s7_help_command(FILE *out, const struct s7_command *command);

/** The manual page sieben(1) in roff. */
void s7_help_man(FILE *out);

/** A completion script for bash. */
void s7_help_completion(FILE *out);

/** The whole table as a JSON document. */
void s7_help_json(FILE *out);

/** "plant check", "get". */
void s7_help_name(const struct s7_command *command, char *text, size_t size);

/** Meaning of exit code number `index`; NULL behind the last one. */
const char *s7_help_exit_text(size_t index, const char **ret_code);

#endif
