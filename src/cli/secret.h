/* SPDX-License-Identifier: MIT
 *
 * cli/secret.h — the session password of a CPU: from --password (asked for, without echo, on a terminal only) or
 * --password-file (its first line).  Never from the command line, never shown; wiped after use.
 */
#ifndef CLI_SECRET_H
#define CLI_SECRET_H

#include "cli/command.h"

enum { S7_SECRET_MAX = 8 };

struct s7_secret {
    char text[S7_SECRET_MAX + 1]; /**< "": none was given */
};

/**
 * Reads it as the options say.
 * @return S7_ARGUMENTS_GO_ON and *ret_secret (end with s7_secret_wipe()), or the exit code after saying what is wrong
 */
int s7_secret_read(const struct s7_arguments *arguments, struct s7_secret *ret_secret);

void s7_secret_wipe(struct s7_secret *secret);

#endif
