/* SPDX-License-Identifier: MIT
 *
 * cli/ask.h — questions to a person: on standard error, answered by a line on standard input.
 */
#ifndef CLI_ASK_H
#define CLI_ASK_H

#include <stdbool.h>
#include <stddef.h>

/** Somebody can be asked: standard input is a terminal. */
bool s7_ask_possible(void);

/** "QUESTION [y/N] ": true for y, Y and yes, and for nothing else. */
bool s7_ask_yes(const char *question);

/** "QUESTION ": the line without its end.  @return false: no line, or one longer than fits */
bool s7_ask_line(const char *question, char *ret_line, size_t size);

#endif
