/* SPDX-License-Identifier: MIT
 *
 * cli/password_file.h — a session password from a file: its first line, which passes through no buffer that stays.
 */
#ifndef CLI_PASSWORD_FILE_H
#define CLI_PASSWORD_FILE_H

#include <stddef.h>
#include <stdio.h>

enum { S7_PASSWORD_LENGTH = 8 };

/** Why this text is no password; NULL: it is one, 1 to 8 characters. */
const char *s7_password_fault(const char *text, size_t length);

/**
 * Reads it.  A file that everybody may read is warned of on `out`, and used.
 * @param out       NULL: nothing is said
 * @param ret_text  ends with a 0 octet; to be wiped after use
 * @return S7_OK, or S7_ERR_LOCAL_FILE after saying on `out` what is wrong; never with a character of the file
 */
int s7_password_file_read(const char *path, FILE *out, char ret_text[S7_PASSWORD_LENGTH + 1]);

#endif
