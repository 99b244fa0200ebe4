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
    enum s7_plant_topic topic;
    struct s7_plant_mark mark;
    const char *message;
};

static size_t most_of(const struct s7_finding_list *list)
{
    return list->most ? list->most : S7_FINDING_MOST;
}

bool s7_finding_full(const struct s7_finding_list *list)
{
    return list->count >= S7_FINDING_MOST;
}

static void append(struct s7_finding_list *list, const struct s7_finding *model)
{
    list->error_count += model->severity == S7_PLANT_ERROR;
    list->dropped += list->count == most_of(list);
    if (list->count == most_of(list))
        return;
    struct s7_finding *finding = s7_storage_take(list->storage, sizeof *finding);
    const char *copy = finding ? s7_storage_text(list->storage, model->message, strlen(model->message)) : NULL;
    if (!copy)
        return;
    *finding = *model;
    finding->message = copy;
    if (list->last)
        list->last->next = finding;
    else
        list->first = finding;
    list->last = finding;
    list->count++;
}

void s7_finding_add(struct s7_finding_list *list, enum s7_plant_severity severity, struct s7_plant_mark mark,
                    const char *format, ...)
{
    char message[MESSAGE_SIZE];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    append(list, &(struct s7_finding){.severity = severity, .mark = mark, .message = message});
}

void s7_finding_warn(struct s7_finding_list *list, enum s7_plant_topic topic, struct s7_plant_mark mark,
                     const char *message)
{
    append(list, &(struct s7_finding){
                     .severity = S7_PLANT_WARNING, .topic = topic, .mark = mark, .message = message});
}

static bool stands_before(const struct s7_finding *a, const struct s7_finding *b)
{
    return a->mark.line != b->mark.line ? a->mark.line < b->mark.line : a->mark.column < b->mark.column;
}

/** One list of two ordered ones; those of one place keep their order, `one` in front. */
static struct s7_finding *merge(struct s7_finding *one, struct s7_finding *other)
{
    struct s7_finding *first = NULL, **end = &first;
    while (one && other) {
        struct s7_finding **from = stands_before(other, one) ? &other : &one;
        *end = *from;
        end = &(*end)->next;
        *from = *end;
    }
    *end = one ? one : other;
    return first;
}

/** Cuts off the first findings that are in order already; *from is what is left. */
static struct s7_finding *take_run(struct s7_finding **from)
{
    struct s7_finding *first = *from, *last = first;
    while (last->next && !stands_before(last->next, last))
        last = last->next;
    *from = last->next;
    last->next = NULL;
    return first;
}

/** In place and without memory: runs are merged as the digits of a binary counter are added. */
static void sort(struct s7_finding_list *list)
{
    enum { RUNS = 32 };
    struct s7_finding *runs[RUNS] = {NULL}, *left = list->first, *sorted = NULL;
    while (left) {
        struct s7_finding *run = take_run(&left);
        size_t i = 0;
        for (; i + 1 < RUNS && runs[i]; i++) {
            run = merge(runs[i], run);
            runs[i] = NULL;
        }
        runs[i] = runs[i] ? merge(runs[i], run) : run;
    }
    for (size_t i = 0; i < RUNS; i++)
        sorted = runs[i] ? merge(runs[i], sorted) : sorted;
    list->first = list->last = sorted;
    while (list->last && list->last->next)
        list->last = list->last->next;
}

void s7_finding_report_topics(struct s7_finding_list *list, s7_plant_topic_report *report, void *user)
{
    if (!report)
        return;
    sort(list);
    for (const struct s7_finding *finding = list->first; finding; finding = finding->next)
        report(user, finding->severity, finding->topic, finding->mark, finding->message);
    if (list->dropped) {
        char message[80];
        snprintf(message, sizeof message, "%zu further findings are not shown", list->dropped);
        report(user, list->error_count ? S7_PLANT_ERROR : S7_PLANT_WARNING, S7_PLANT_TOPIC_FORM,
               list->last->mark, message);
    }
}

/** One who does not ask for topics. */
struct plain {
    s7_plant_report *report;
    void *user;
};

static void tell_plainly(void *user, enum s7_plant_severity severity, enum s7_plant_topic topic,
                         struct s7_plant_mark mark, const char *message)
{
    const struct plain *plain = user;
    (void)topic;
    plain->report(plain->user, severity, mark, message);
}

void s7_finding_report(struct s7_finding_list *list, s7_plant_report *report, void *user)
{
    struct plain plain = {report, user};
    s7_finding_report_topics(list, report ? tell_plainly : NULL, &plain);
}
