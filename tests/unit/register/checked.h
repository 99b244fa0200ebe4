/* SPDX-License-Identifier: MIT
 *
 * unit/register/checked.h — checks a plant file on 20 November 2026 and says what was found, a line each:
 * "7:3 S7R-026 connection C-1: A to B has neither owner nor purpose".
 */
#ifndef TESTS_UNIT_REGISTER_CHECKED_H
#define TESTS_UNIT_REGISTER_CHECKED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "register/check.h"

enum { CHECKED_SIZE = 131072 };

static const struct s7_plant_date checked_today = {2026, 11, 20};

/** What was found in a text, in a buffer of its own until the next call. */
static inline const char *checked(const char *text)
{
    static char said[CHECKED_SIZE];
    struct s7_register_list list = {.count = 0};
    struct s7_plant *plant = NULL;
    size_t at = 0;
    said[0] = '\0';
    int error = s7_plant_load_by_topic(text, strlen(text), s7_register_take, &list, &plant);
    assert_int_equal(plant ? s7_register_check(plant, checked_today, &list) : error, plant ? S7_OK : error);
    for (size_t i = 0; i < list.count; i++) {
        const struct s7_register_finding *finding = &list.findings[i];
        int length = snprintf(said + at, sizeof said - at, "%u:%u %s %s%s %s: %s\n", finding->mark.line,
                              finding->mark.column, finding->check->id, finding->accepted ? "accepted " : "",
                              s7_register_object_name(finding->object), finding->name, finding->text);
        assert_true(length > 0 && (size_t)length < sizeof said - at);
        at += (size_t)length;
    }
    s7_register_list_free(&list);
    s7_plant_free(plant);
    return said;
}

/** The whole text of tests/unit/register/cases/<name>; free() it.  NULL: there is none. */
static inline char *checked_file(const char *name)
{
    char path[4096];
    const char *end = strstr(__FILE__, "checked.h");
    snprintf(path, sizeof path, "%.*scases/%s", (int)(end - __FILE__), __FILE__, name);
    FILE *file = fopen(path, "rb");
    char *text = file ? calloc(1, CHECKED_SIZE) : NULL;
    if (text)
        text[fread(text, 1, CHECKED_SIZE - 1, file)] = '\0';
    if (file)
        fclose(file);
    return text;
}

/** The case of a check finds it alone, once; its near miss finds nothing, but for what is accepted. */
static inline void assert_case(const char *id)
{
    char name[32];
    snprintf(name, sizeof name, "%s.yaml", id);
    char *text = checked_file(name);
    assert_non_null(text);
    const char *said = checked(text);
    const char *found = strstr(said, id);
    if (!found || strchr(said, '\n')[1])
        fail_msg("%s: not this alone, but\n%s", name, said);
    free(text);
    snprintf(name, sizeof name, "%s-near.yaml", id);
    text = checked_file(name);
    assert_non_null(text);
    said = checked(text);
    if (said[0] && !strstr(said, " accepted "))
        fail_msg("%s: nothing was to be found, but\n%s", name, said);
    free(text);
}

/** Everything found in a plant with the CPUs A (S7-300, DB10 of 100 octets) and B (DB20), `more` behind them. */
#define CHECKED_CPUS                                                                                           \
    "sieben: 1\nplant: {name: Case}\ncpus:\n"                                                                  \
    "  A: {address: 10.0.0.1, profile: s7-300, dbs: {10: {size: 100}}}\n"                                      \
    "  B: {address: 10.0.0.2, profile: s7-300, dbs: {20: {size: 100}}}\n"
#define CHECKED_WRITER "owner: o, purpose: p, change: {ticket: T-1}"

static inline void assert_found(const char *text, const char *expected)
{
    assert_string_equal(checked(text), expected);
}

#endif
