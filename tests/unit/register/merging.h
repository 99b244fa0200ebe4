/* SPDX-License-Identifier: MIT
 *
 * unit/register/merging.h — what was seen, merged into a register.
 */
#ifndef TESTS_UNIT_REGISTER_MERGING_H
#define TESTS_UNIT_REGISTER_MERGING_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "check.h"
#include "must.h"
#include "register/merge.h"

#define MERGING_HEAD                                                                                           \
    "sieben: 1\nplant: {name: x}\ncpus:\n"                                                                     \
    "  PRESS: {address: 10.0.0.1, profile: s7-1500, put_get: permitted}\n"                                     \
    "  OVEN: {address: 10.0.0.2, profile: s7-300, dbs: {100: {size: 100}}}\n"

static char merging_notes[4096], merging_text[65536];
static struct s7_strbuf merging_lines;
static const char *merging_accepted;

static inline void merging_take(void *user, const struct s7_merge_note *note)
{
    (void)user;
    s7_strbuf_printf(&merging_lines, "%s %s.%s: %s | %s\n", s7_merge_word(note->kind), note->section,
                     note->name, note->seen, note->declared);
}

static inline bool merging_accepts(void *user, const char *name)
{
    (void)user;
    return merging_accepted && strcmp(merging_accepted, name) == 0;
}

static inline void merging_report(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark,
                                  const char *message)
{
    (void)user;
    if (severity == S7_PLANT_ERROR)
        s7_strbuf_printf(&merging_lines, "%u:%u: %s\n", mark.line, mark.column, message);
}

/** The error; notes and text are in merging_notes and merging_text. */
static inline int merging(const char *into, const char *seen)
{
    struct s7_source one, other;
    char *text = NULL;
    size_t size = 0;
    const struct s7_merge_options options = {merging_take, merging_accepts, NULL, merging_report};
    must(s7_source_open(into, strlen(into), NULL, NULL, &one) == S7_OK);
    must(s7_source_open(seen, strlen(seen), NULL, NULL, &other) == S7_OK);
    merging_lines = s7_strbuf_over(merging_notes, sizeof merging_notes);
    int error = s7_register_merge(&one, &other, &options, &text, &size);
    s7_source_close(&one);
    s7_source_close(&other);
    must(error || size < sizeof merging_text);
    snprintf(merging_text, sizeof merging_text, "%s", error ? "" : text);
    free(text);
    return error;
}

/** The result, and that a second time changes nothing more. */
static inline void merges(const char *into, const char *seen, const char *text, const char *notes)
{
    static char first[sizeof merging_text];
    assert_int_equal(merging(into, seen), S7_OK);
    assert_string_equal(merging_text, text);
    assert_string_equal(merging_notes, notes);
    snprintf(first, sizeof first, "%s", merging_text);
    assert_int_equal(merging(first, seen), S7_OK);
    assert_string_equal(merging_text, first);
}

#endif
