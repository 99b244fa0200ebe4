/* SPDX-License-Identifier: MIT */
#include "cli/cpu_name.h"

#include <stdio.h>
#include <string.h>

#include "cli/szl_answer.h"

enum { COMPONENTS = 0x001C };

/* Whose word counts, in this order; station and module are fields of SZL 001C. */
static const struct {
    const char *source;
    const char *field;
    const char *text;
} rows[] = {
    {"plant", NULL, "its name in the plant file"},
    {"station", "station_name", "its station name"},
    {"module", "module_name", "its module name"},
    {"address", NULL, "its address: it tells no name"},
};

enum { ROW_COUNT = sizeof rows / sizeof rows[0], PLANT = 0, ADDRESS = ROW_COUNT - 1 };

static void take(struct s7_cpu_name *ret_name, size_t row, const char *text)
{
    snprintf(ret_name->text, sizeof ret_name->text, "%s", text);
    ret_name->source = rows[row].source;
}

static void take_answer(const struct s7_szl_answer *answer, const char *label, struct s7_cpu_name *ret_name)
{
    char text[S7_TARGET_LABEL_SIZE];
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if (rows[i].field && s7_szl_answer_find(answer, -1, rows[i].field, text, sizeof text)) {
            take(ret_name, i, text);
            return;
        }
    }
    take(ret_name, ADDRESS, label);
}

static int ask_cpu(struct s7_online *online, struct s7_cpu_name *ret_name, struct s7_fault *ret_fault,
                   const char **ret_note)
{
    struct s7_szl_answer answer = {.id = COMPONENTS};
    int error = s7_online_open(online, ret_fault);
    if (error != S7_OK)
        return error;
    s7_szl_answer_read(online->client, COMPONENTS, 0, &answer);
    s7_online_close(online);
    if (answer.fault.error == S7_OK || s7_szl_answer_lacking(&answer)) {
        take_answer(&answer, online->route.label, ret_name);
    } else {
        *ret_fault = answer.fault;
        *ret_note = s7_szl_answer_note(&answer);
        error = answer.fault.error;
    }
    s7_szl_answer_free(&answer);
    return error;
}

int s7_cpu_name_find(struct s7_online *online, struct s7_cpu_name *ret_name, struct s7_fault *ret_fault,
                     const char **ret_note)
{
    *ret_note = NULL;
    if (!online->route.name[0])
        return ask_cpu(online, ret_name, ret_fault, ret_note);
    take(ret_name, PLANT, online->route.name);
    return S7_OK;
}

const char *s7_cpu_name_source(const struct s7_cpu_name *name)
{
    size_t row = ADDRESS;
    for (size_t i = 0; i < ROW_COUNT; i++)
        row = strcmp(rows[i].source, name->source) == 0 ? i : row;
    return rows[row].text;
}
