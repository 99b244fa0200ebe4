/* SPDX-License-Identifier: MIT
 *
 * unit/plant/loading.h — loads a text as a plant file and keeps what was reported.
 */
#ifndef TESTS_UNIT_PLANT_LOADING_H
#define TESTS_UNIT_PLANT_LOADING_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plant/plant.h"

enum { LOADING_MOST = 256 };

struct loading {
    struct s7_plant *plant; /**< NULL: refused */
    int error;
    size_t count;
    struct {
        enum s7_plant_severity severity;
        struct s7_plant_mark mark;
        char message[480];
    } found[LOADING_MOST];
};

static inline void loading_report(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark,
                                  const char *message)
{
    struct loading *loading = user;
    if (loading->count == LOADING_MOST)
        return;
    loading->found[loading->count].severity = severity;
    loading->found[loading->count].mark = mark;
    snprintf(loading->found[loading->count].message, sizeof loading->found[0].message, "%s", message);
    loading->count++;
}

/** The text is copied to an exact-size buffer, so that reading too far is seen. */
static inline void loading_run(struct loading *loading, const char *text, size_t size)
{
    char *copy = malloc(size ? size : 1);
    if (!copy)
        abort();
    memcpy(copy, text, size);
    loading->plant = NULL;
    loading->count = 0;
    loading->error = s7_plant_load(copy, size, loading_report, loading, &loading->plant);
    free(copy);
}

static inline void loading_print(const struct loading *loading)
{
    for (size_t i = 0; i < loading->count; i++)
        fprintf(stderr, "  %u:%u: %s: %s\n", loading->found[i].mark.line, loading->found[i].mark.column,
                loading->found[i].severity == S7_PLANT_ERROR ? "error" : "warning", loading->found[i].message);
}

/** A whole file, NUL-terminated; beside this header's tests: ../../../<path>. */
static inline char *loading_file(const char *path, size_t *ret_size)
{
    char name[4096];
    const char *end = strstr(__FILE__, "tests/unit/plant/");
    snprintf(name, sizeof name, "%.*s%s", (int)(end - __FILE__), __FILE__, path);
    FILE *file = fopen(name, "rb");
    char *text = calloc(1, 1 << 20);
    if (!file || !text) {
        fprintf(stderr, "%s cannot be read\n", name);
        abort();
    }
    *ret_size = fread(text, 1, (1 << 20) - 1, file);
    fclose(file);
    return text;
}

#endif
