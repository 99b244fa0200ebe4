/* SPDX-License-Identifier: MIT
 *
 * cli/batch.h — tags from the command line as one job: BOOLs bit by bit, everything else as one item per tag.
 */
#ifndef CLI_BATCH_H
#define CLI_BATCH_H

#include <stdio.h>

#include "cli/command.h"
#include "engine/job.h"
#include "net_posix/client.h"
#include "sieben/address.h"

struct s7_batch_tag {
    struct s7_tag tag;
    char text[S7_TAG_TEXT_SIZE]; /**< canonical */
    uint8_t *octets;             /**< s7_tag_size() */
    size_t first_item;
    size_t item_count;
    struct s7_fault fault; /**< after s7_batch_run(); S7_OK: this tag succeeded */
};

struct s7_batch {
    struct s7_batch_tag *tags;
    size_t tag_count;
    struct s7_job_item *items;
    size_t item_count;
};

/**
 * Reads tags from texts.  In a text "TAG=VALUE" (with `values`) the octets are filled; else they are zero.
 * @return S7_ARGUMENTS_GO_ON and *ret_batch (end with s7_batch_free()), or the exit code after saying on stderr
 *         what is wrong, with a caret under the column
 */
int s7_batch_new(const struct s7_command *command, char *const *texts, size_t count, bool values,
                 struct s7_batch *ret_batch);
void s7_batch_free(struct s7_batch *batch);

/** A second batch over the same tags, with octets of its own; S7_ARGUMENTS_GO_ON or an exit code. */
int s7_batch_copy(const struct s7_batch *batch, struct s7_batch *ret_batch);

/** Runs it as one job and fills the faults.  @return S7_OK or the first error. */
int s7_batch_run(struct s7_batch *batch, struct s7_posix_client *client, enum s7_job_kind kind);

/** Every tag fails with this fault (no connection). */
void s7_batch_fail(struct s7_batch *batch, const struct s7_fault *fault);

/** The lowest exit code of all faults, 0: none. */
int s7_batch_exit_code(const struct s7_batch *batch);

/** Prints the five lines once per distinct fault; `where` names the CPU. */
void s7_batch_print_faults(FILE *out, const struct s7_batch *batch, const char *where);

#endif
