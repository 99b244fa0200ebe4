/* SPDX-License-Identifier: MIT
 *
 * cli/replace_file.h — a new content for a file, all of it or none.
 */
#ifndef CLI_REPLACE_FILE_H
#define CLI_REPLACE_FILE_H

#include <stddef.h>

#include "cli/exit.h"

/**
 * Writes the text to a new file beside the old one, makes sure that it is on the disk, and renames it over the old one:
 * whatever fails before that, the old file is as it was, and nothing is left beside it.  Permissions, and where
 * possible owner and group, are those of the old one; behind a symbolic link the file that it names is replaced.
 * @return 0, or S7_EXIT_USAGE after "sieben: PATH: why" on stderr
 */
int s7_cli_replace_file(const char *path, const char *text, size_t size);

/**
 * The same for a file that need not be there: a new one is there whole or not at all; what is no regular file (a
 * terminal, a pipe) is written to.
 * @return 0, or S7_EXIT_USAGE after "sieben: PATH: why" on stderr
 */
int s7_cli_write_file(const char *path, const char *text, size_t size);

/**
 * Whether s7_cli_write_file() has a chance, to be asked before long work; creates nothing.
 * @return 0, or S7_EXIT_USAGE after "sieben: PATH: why" on stderr
 */
int s7_cli_may_write_file(const char *path);

/** All of the text to an open file, whatever pieces the system takes it in.  @return 0, or errno */
int s7_cli_write_all(int fd, const char *text, size_t size);

#endif
