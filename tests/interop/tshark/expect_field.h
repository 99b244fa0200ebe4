/* SPDX-License-Identifier: MIT
 *
 * expect_field.h — writes the lines of expect.h.
 */
#ifndef TSHARK_EXPECT_FIELD_H
#define TSHARK_EXPECT_FIELD_H

#include <stdio.h>

#include "base/cursor.h"

static inline void field(FILE *stream, unsigned frame, const char *name)
{
    fprintf(stream, "%u\t%s", frame, name);
}

static inline void value(FILE *stream, unsigned long number)
{
    fprintf(stream, "\t%lu", number);
}

static inline void octets(FILE *stream, struct s7_octets what)
{
    fputs("\t:", stream);
    for (size_t i = 0; i < what.size; i++)
        fprintf(stream, "%02x", what.at[i]);
}

static inline void end(FILE *stream)
{
    fputc('\n', stream);
}

static inline void one(FILE *stream, unsigned frame, const char *name, unsigned long number)
{
    field(stream, frame, name);
    value(stream, number);
    end(stream);
}

static inline void text(FILE *stream, unsigned frame, const char *name, struct s7_octets what)
{
    fprintf(stream, "%u\t%s\t=%.*s\n", frame, name, (int)what.size, (const char *)what.at);
}

#endif
