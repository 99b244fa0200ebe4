/* SPDX-License-Identifier: MIT
 *
 * cli/progress.h — a word on the terminal while something takes longer than a second.
 *
 * Only when standard error is a terminal.  One at a time; it uses SIGALRM and the interval timer of the process.
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

/** From the first second on "WHAT, N s" stands in the last line of the terminal and counts. */
void s7_progress_start(const char *what);

/** The same without the clock, for something that counts its steps: shown at once. */
void s7_progress_show(const char *what);

/** Takes the line away; without a start it does nothing. */
void s7_progress_stop(void);

#endif
