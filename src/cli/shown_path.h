/* SPDX-License-Identifier: MIT
 *
 * cli/shown_path.h — names of files in messages: they come from outside, and a terminal obeys what is in them.
 */
#ifndef CLI_SHOWN_PATH_H
#define CLI_SHOWN_PATH_H

enum { S7_SHOWN_PATH_SIZE = 1024 };

struct s7_shown_path {
    char text[S7_SHOWN_PATH_SIZE];
};

/** The path with every character replaced that cannot be shown; "-": "stdin"; what is too long ends with "…". */
struct s7_shown_path s7_shown_path(const char *path);

#endif
