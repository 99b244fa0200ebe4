/* SPDX-License-Identifier: MIT
 *
 * unit/cli/said.h — what a command says on standard output and standard error, and its exit code.
 */
#ifndef UNIT_CLI_SAID_H
#define UNIT_CLI_SAID_H

#include "check.h"

struct said {
    int exit_code;
    const char *out, *err; /**< valid until the next one */
};

/** Runs `sieben WORD...` in this process (NULL ends the words); standard input is a file of `input`. */
struct said said_by(const char *input, const char *const *words);

#define SAY(...)           said_by("", (const char *const[]){__VA_ARGS__, NULL})
#define SAY_TO(input, ...) said_by(input, (const char *const[]){__VA_ARGS__, NULL})

/** The same around anything that prints: no assertion in between, it would not be seen. */
void said_start(const char *input);
struct said said_stop(int exit_code);

/** Runs the command with the standard streams as they are. */
int said_run(const char *const *words);

/** A wrong command line: the exit code of it, "sieben COMMAND: WHY...", the usage, and where there is more. */
#define assert_misuse(said, command, why) assert_misuse_at((said), (command), (why), __FILE__, __LINE__)
void assert_misuse_at(struct said said, const char *command, const char *why, const char *file, int line);

/** A text that begins with this literal. */
#define assert_begins(text, start) assert_memory_equal((text), (start), sizeof(start) - 1)

#endif
