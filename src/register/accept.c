/* SPDX-License-Identifier: MIT */
#include "register/accept.h"

#include <stdlib.h>
#include <string.h>

struct exception {
    const struct s7_plant_exception *at;
    bool ended;
    bool needed;
};

static int compare_words(const char *check, const char *on, const struct s7_plant_exception *other)
{
    int order = strcmp(check, other->check);
    return order ? order : strcmp(on, other->on);
}

static int compare(const void *one, const void *other)
{
    const struct exception *a = one;
    return compare_words(a->at->check, a->at->on, ((const struct exception *)other)->at);
}

static int compare_finding(const void *finding, const void *exception)
{
    const struct s7_register_finding *wanted = finding;
    return compare_words(wanted->check->id, wanted->name, ((const struct exception *)exception)->at);
}

/** What is said of exceptions cannot be accepted by one. */
static bool may_be_accepted(const struct s7_register_finding *finding)
{
    return finding->object != S7_REGISTER_PLANT && finding->object != S7_REGISTER_PROFILE &&
           finding->object != S7_REGISTER_EXCEPTION;
}

static void accept(struct s7_register_list *list, struct exception *exceptions, size_t count)
{
    for (size_t i = 0; i < list->count && count; i++) {
        struct s7_register_finding *finding = &list->findings[i];
        struct exception *found = may_be_accepted(finding)
                                      ? bsearch(finding, exceptions, count, sizeof *exceptions, compare_finding)
                                      : NULL;
        if (!found)
            continue;
        found->needed = true;
        if (!found->ended)
            finding->accepted = found->at;
    }
}

static void tell(struct s7_checking *checking, const struct exception *exception)
{
    const struct s7_plant_exception *at = exception->at;
    const struct s7_register_check_row *row = s7_register_check_called(at->check);
    if (exception->ended)
        s7_register_add(checking->list, S7R_OVERDUE, at->mark, S7_REGISTER_EXCEPTION, at->check,
                        "%s of %s was accepted until %s%s", at->check, at->on, s7_checking_date(at->until).text,
                        exception->needed ? "" : ", and is not found any more");
    else if (!row)
        s7_register_add(checking->list, S7R_IDLE, at->mark, S7_REGISTER_EXCEPTION, at->check,
                        "there is no check %s", at->check);
    else if (!exception->needed && row->check != S7R_UNDECLARED)
        s7_register_add(checking->list, S7R_IDLE, at->mark, S7_REGISTER_EXCEPTION, at->check,
                        "%s is not found at %s", at->check, at->on);
}

void s7_register_accept(struct s7_checking *checking)
{
    const struct s7_plant *plant = checking->plant;
    struct exception *exceptions =
        s7_storage_array(&checking->scratch, plant->exception_count, sizeof *exceptions);
    if (!exceptions)
        return;
    for (size_t i = 0; i < plant->exception_count; i++)
        exceptions[i] =
            (struct exception){.at = &plant->exceptions[i],
                               .ended = s7_checking_before(plant->exceptions[i].until, checking->today)};
    if (plant->exception_count > 1)
        qsort(exceptions, plant->exception_count, sizeof *exceptions, compare);
    accept(checking->list, exceptions, plant->exception_count);
    for (size_t i = 0; i < plant->exception_count; i++)
        tell(checking, &exceptions[i]);
}
