/* SPDX-License-Identifier: MIT
 *
 * register/csv_code.h — is a text UTF-8, and if not, what is it.
 */
#ifndef REGISTER_CSV_CODE_H
#define REGISTER_CSV_CODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Octets of the character at `text`, of which `size` are there; 0: not UTF-8, or a NUL. */
size_t s7_csv_character(const char *text, size_t size);

/** What is wrong with a text as a whole ("this is UTF-16 …"), NULL: nothing that its first octets tell. */
const char *s7_csv_flaw(const char *text, size_t size);

#endif
