/* SPDX-License-Identifier: MIT
 *
 * unit/cli/begun.h — something that goes on until it is ended, in a process of its own; its lines are read here.
 */
#ifndef UNIT_CLI_BEGUN_H
#define UNIT_CLI_BEGUN_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

struct begun {
    pid_t pid;
    FILE *lines; /**< its standard output and standard error */
    char line[16384];
};

/** Begins; standard input is a file of `input`.  The result of `work` is the exit code. */
void begin_work(struct begun *begun, const char *input, int (*work)(void *user), void *user);

/** Begins `sieben WORD...` (NULL ends the words). */
void begin_words(struct begun *begun, const char *input, const char *const *words);

/** Reads up to the line that has `text` in it, which stands in begun->line then.  False: it ended before. */
bool begun_await(struct begun *begun, const char *text);

/** Reads the rest, and waits for the end.  @return exit code, -1: ended by a signal */
int begun_end(struct begun *begun);

#endif
