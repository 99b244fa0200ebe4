/* SPDX-License-Identifier: MIT */
#include "plant/finding.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MESSAGE_SIZE = 480 };

struct s7_finding {
    struct s7_finding *next;
    enum s7_plant_severity severity;
    struct s7_plant_mark mark;
    const char *message;
};

bool s7_finding_full(const struct s7_finding_list *list)
{
    return list->count == S7_FINDING_MOST;
}

void s7_finding_add(struct s7_finding_list *list, enum s7_plant_severity severity, struct s7_plant_mark mark,
                    const char *format, ...)
{
    list->error_count += severity == S7_PLANT_ERROR;
    list->dropped += s7_finding_full(list);
    if (s7_finding_full(list))
        return;
    char message[MESSAGE_SIZE];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    struct s7_finding *finding = s7_storage_take(list->storage, sizeof *finding);
    const char *copy = finding ? s7_storage_text(list->storage, message, strlen(message)) : NULL;
    if (!copy)
        return;
    *finding = (struct s7_finding){.severity = severity, .mark = mark, .message = copy};
    if (list->last)
        list->last->next = finding;
    else
        list->first = finding;
    list->last = finding;
    list->count++;
}

static bool stands_before(const struct s7_finding *a, const struct s7_finding *b)
{
    return a->mark.line != b->mark.line ? a->mark.line < b->mark.line : a->mark.column < b->mark.column;
}

/** Insertion keeps those of one place in the order in which they were found. */
static size_t sort(const struct s7_finding_list *list, const struct s7_finding *ret_sorted[S7_FINDING_MOST])
{
    size_t count = 0;
    for (const struct s7_finding *finding = list->first; finding; finding = finding->next) {
        size_t at = count++;
        for (; at > 0 && stands_before(finding, ret_sorted[at - 1]); at--)
            ret_sorted[at] = ret_sorted[at - 1];
        ret_sorted[at] = finding;
    }
    return count;
}

void s7_finding_report(const struct s7_finding_list *list, s7_plant_report *report, void *user)
{
    const struct s7_finding *sorted[S7_FINDING_MOST];
    size_t count = sort(list, sorted);
    if (!report)
        return;
    for (size_t i = 0; i < count; i++)
        report(user, sorted[i]->severity, sorted[i]->mark, sorted[i]->message);
    if (list->dropped) {
        char message[80];
        snprintf(message, sizeof message, "%zu further findings are not shown", list->dropped);
        report(user, list->error_count ? S7_PLANT_ERROR : S7_PLANT_WARNING, sorted[count - 1]->mark, message);
    }
}
