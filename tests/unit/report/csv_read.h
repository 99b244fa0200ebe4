/* SPDX-License-Identifier: MIT
 *
 * csv_read.h — CSV read as RFC 4180 says, strictly.
 */
#ifndef CSV_READ_H
#define CSV_READ_H

#include <stdbool.h>
#include <stddef.h>

/**
 * Reads one field at `*at` to `field` (NUL-terminated; as long as the rest of the text at most) and moves behind it and
 * what ends it.  `ret_last`: it ends its record.  False: not CSV.
 */
static inline bool csv_read(const char **at, char *field, bool *ret_last)
{
    const char *c = *at;
    if (*c == '"') {
        for (c++; *c && (*c != '"' || c[1] == '"'); c++) {
            *field++ = *c;
            c += *c == '"';
        }
        if (*c++ != '"')
            return false;
    } else {
        for (; *c && *c != ',' && *c != '\r' && *c != '\n'; c++) {
            if (*c == '"')
                return false;
            *field++ = *c;
        }
    }
    *field = '\0';
    *ret_last = c[0] == '\r' && c[1] == '\n';
    if (!*ret_last && *c != ',')
        return false;
    *at = c + (*ret_last ? 2 : 1);
    return true;
}

#endif
