/* SPDX-License-Identifier: MIT
 *
 * unit/register/differing.h — two plant files, and what is told of their difference, a line per change.
 */
#ifndef TESTS_UNIT_REGISTER_DIFFERING_H
#define TESTS_UNIT_REGISTER_DIFFERING_H

#include <stdio.h>
#include <string.h>

#include "base/strbuf.h"
#include "check.h"
#include "must.h"
#include "register/diff.h"

enum { DIFFERING_SIZE = 1 << 16 };

static char differing_text[DIFFERING_SIZE];
static struct s7_strbuf differing_lines;

static inline void differing_report(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark,
                                    const char *message)
{
    (void)user;
    if (severity == S7_PLANT_ERROR)
        fprintf(stderr, "  %u:%u: %s\n", mark.line, mark.column, message);
}

/** Every text here has a head of its own: a plant with CPUs PRESS and OVEN. */
#define DIFFERING_HEAD                                                                                         \
    "sieben: 1\nplant: {name: x}\ncpus:\n"                                                                     \
    "  PRESS: {address: 10.0.0.1, profile: s7-1500, put_get: permitted, dbs: {10: {size: 100}}}\n"             \
    "  OVEN: {address: 10.0.0.2, profile: s7-300, dbs: {100: {size: 100}}}\n"

static inline struct s7_source differing_open(const char *text)
{
    struct s7_source source;
    must(s7_source_open(text, strlen(text), differing_report, NULL, &source) == S7_OK);
    return source;
}

static inline void differing_take(void *user, const struct s7_change *change)
{
    (void)user;
    const char *dot = change->object[0] && change->key[0] ? "." : "";
    s7_strbuf_printf(&differing_lines, "%s %s %s%s%s: %s -> %s\n", s7_change_severity_name(change->severity),
                     s7_change_word(change->kind), change->object, dot, change->key, change->before,
                     change->after);
}

/** What is told of two files. */
static inline const char *differing(const char *before, const char *after)
{
    struct s7_source old = differing_open(before), new = differing_open(after);
    differing_lines = s7_strbuf_over(differing_text, sizeof differing_text);
    assert_int_equal(s7_register_diff(&old, &new, differing_take, NULL), S7_OK);
    assert_false(differing_lines.truncated);
    s7_source_close(&old);
    s7_source_close(&new);
    return differing_text;
}

/** Both ways of the same two files. */
#define assert_told(before, after, expected) assert_string_equal(differing(before, after), expected)

#endif
