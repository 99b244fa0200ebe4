/* SPDX-License-Identifier: MIT
 *
 * cli/source_file.h — a plant file as text, tree and model.  Errors are said on stderr here, once.
 */
#ifndef CLI_SOURCE_FILE_H
#define CLI_SOURCE_FILE_H

#include "cli/exit.h"
#include "register/source.h"

struct s7_cli_source {
    const char *path;
    const char *shown; /**< the path, or "stdin" */
    char *text;
    size_t size;
    struct s7_source source;
};

/**
 * Reads and loads a plant file, "-": stdin.  Every error goes to stderr as "file:line:col: error: …"; warnings are what
 * `sieben plant check` tells.
 * @return 0 and *ret_file (end with s7_cli_source_close()), or S7_EXIT_USAGE
 */
int s7_cli_source_open(const char *path, struct s7_cli_source *ret_file);
void s7_cli_source_close(struct s7_cli_source *file);

#endif
