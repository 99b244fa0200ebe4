/* SPDX-License-Identifier: MIT
 *
 * cli/run_notes.h — what a run has to say besides its numbers: on standard error at once, or, while a live table has the
 * screen, in the table and on standard error when it is gone.
 */
#ifndef CLI_RUN_NOTES_H
#define CLI_RUN_NOTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { S7_RUN_NOTES_MOST = 65536 /**< octets that are kept; older lines give way */ };

struct s7_run_notes {
    bool kept;   /**< not printed yet: somebody else has the screen */
    char *text;  /**< kept lines, NULL: none */
    size_t size; /**< of the text, without the NUL */
    FILE *file;  /**< between open and close */
    char *fresh; /**< what is being written there */
    size_t fresh_size;
};

/** A stream for one message of whole lines; standard error itself when there is no memory. */
FILE *s7_run_notes_open(struct s7_run_notes *notes);
/** The message is complete. */
void s7_run_notes_close(struct s7_run_notes *notes);
/** From here on messages are printed at once; those that were kept are printed now. */
void s7_run_notes_release(struct s7_run_notes *notes);
void s7_run_notes_free(struct s7_run_notes *notes);

#endif
