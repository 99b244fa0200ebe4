/* SPDX-License-Identifier: MIT */
#include "register/finding.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CAPACITY_FIRST = 64 };

static const struct s7_register_check_row rows[] = {
#define S7_CHECK(NAME, text, level, what, reason, remedy)                                                      \
    {.check = S7R_##NAME,                                                                                      \
     .id = text,                                                                                               \
     .severity = S7_REGISTER_##level,                                                                          \
     .title = what,                                                                                            \
     .why = reason,                                                                                            \
     .fix = remedy},
#include "register/defs/check.def"
#undef S7_CHECK
};

const struct s7_register_check_row *s7_register_check_at(size_t index)
{
    return index < S7R_COUNT ? &rows[index] : NULL;
}

const struct s7_register_check_row *s7_register_check_row(enum s7_register_check check)
{
    return &rows[check];
}

const struct s7_register_check_row *s7_register_check_called(const char *id)
{
    for (size_t i = 0; i < S7R_COUNT; i++)
        if (strcmp(rows[i].id, id) == 0)
            return &rows[i];
    return NULL;
}

const char *s7_register_severity_name(enum s7_register_severity severity)
{
    static const char *const names[] = {"error", "warning", "info"};
    return names[severity];
}

const char *s7_register_object_name(enum s7_register_object object)
{
    static const char *const names[] = {"plant", "profile", "zone",       "conduit",
                                        "host",  "cpu",     "connection", "exception"};
    return names[object];
}

static bool make_room(struct s7_register_list *list)
{
    if (list->count < list->capacity)
        return true;
    size_t capacity = list->capacity ? 2 * list->capacity : CAPACITY_FIRST;
    struct s7_register_finding *larger = realloc(list->findings, capacity * sizeof *larger);
    if (!larger)
        return false;
    list->findings = larger;
    list->capacity = capacity;
    return true;
}

void s7_register_add(struct s7_register_list *list, enum s7_register_check check, struct s7_plant_mark mark,
                     enum s7_register_object object, const char *name, const char *format, ...)
{
    char text[S7_REGISTER_TEXT_SIZE];
    if (list->count == S7_REGISTER_FINDINGS_MOST) {
        list->dropped++;
        return;
    }
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    const char *copy = s7_storage_text(&list->storage, text, strlen(text));
    if (!copy || !make_room(list)) {
        list->failed = true;
        return;
    }
    list->findings[list->count++] = (struct s7_register_finding){
        .check = s7_register_check_row(check), .mark = mark, .object = object, .name = name, .text = copy};
}

static int compare(const void *one, const void *other)
{
    const struct s7_register_finding *a = one;
    const struct s7_register_finding *b = other;
    if (a->mark.line != b->mark.line)
        return a->mark.line < b->mark.line ? -1 : 1;
    if (a->mark.column != b->mark.column)
        return a->mark.column < b->mark.column ? -1 : 1;
    if (a->check != b->check)
        return a->check < b->check ? -1 : 1;
    return strcmp(a->text, b->text);
}

void s7_register_sort(struct s7_register_list *list)
{
    if (list->count > 1)
        qsort(list->findings, list->count, sizeof *list->findings, compare);
    memset(list->counts, 0, sizeof list->counts);
    list->accepted = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct s7_register_finding *finding = &list->findings[i];
        if (finding->accepted)
            list->accepted++;
        else
            list->counts[finding->check->severity]++;
    }
}

void s7_register_list_free(struct s7_register_list *list)
{
    s7_storage_free(&list->storage);
    free(list->findings);
    *list = (struct s7_register_list){.count = 0};
}
