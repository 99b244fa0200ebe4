/* SPDX-License-Identifier: MIT
 *
 * unit/cli/terminal.h — a terminal of the test's own, and what was written to it.
 */
#ifndef UNIT_CLI_TERMINAL_H
#define UNIT_CLI_TERMINAL_H

#include <stddef.h>

struct terminal {
    int master; /**< where a person would sit */
    int slave;  /**< what the program has */
};

struct terminal terminal_open(void);
void terminal_close(struct terminal *terminal);

/** What was written to it since the last time, whole: a mark is written behind it and waited for. */
const char *terminal_text(const struct terminal *terminal);

#endif
