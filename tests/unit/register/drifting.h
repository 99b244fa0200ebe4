/* SPDX-License-Identifier: MIT
 *
 * unit/register/drifting.h — what traffic shows against a register, a line per finding.
 */
#ifndef TESTS_UNIT_REGISTER_DRIFTING_H
#define TESTS_UNIT_REGISTER_DRIFTING_H

#include <stdio.h>
#include <string.h>

#include "base/strbuf.h"
#include "check.h"
#include "must.h"
#include "register/drift.h"

#define DRIFTING_HEAD                                                                                          \
    "sieben: 1\nplant: {name: x}\nhosts: {PC: {address: 10.0.0.9}}\ncpus:\n"                                   \
    "  A: {address: 10.0.0.1, profile: s7-300}\n  B: {address: 10.0.0.2, profile: s7-300}\nconnections:\n"

static char drifting_text[8192];
static struct s7_strbuf drifting_lines;

static inline void drifting_take(void *user, const struct s7_drift_finding *finding)
{
    (void)user;
    s7_strbuf_printf(&drifting_lines, "%s %s.%s: %s | %s\n", s7_drift_word(finding->kind), finding->section,
                     finding->name, finding->text, finding->declared);
}

static inline struct s7_plant *drifting_load(const char *text)
{
    struct s7_plant *plant = NULL;
    must(s7_plant_load(text, strlen(text), NULL, NULL, &plant) == S7_OK);
    return plant;
}

/** What is told of a register and one file. */
static inline const char *drifting(const char *declared, const char *seen, s7_time silent_after, bool unused)
{
    struct s7_plant *one = drifting_load(declared), *other = drifting_load(seen);
    const struct s7_drift_options options = {silent_after, unused, drifting_take, NULL};
    drifting_lines = s7_strbuf_over(drifting_text, sizeof drifting_text);
    struct s7_drift *drift = s7_drift_new(one, &options);
    must(drift);
    assert_int_equal(s7_drift_add(drift, other), S7_OK);
    assert_int_equal(s7_drift_end(drift), S7_OK);
    s7_drift_free(drift);
    s7_plant_free(one);
    s7_plant_free(other);
    return drifting_text;
}

#define assert_drift(declared, seen, expected) assert_string_equal(drifting(declared, seen, 0, false), expected)

#endif
