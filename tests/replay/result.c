/* SPDX-License-Identifier: MIT */
#include "result.h"

#include <stdlib.h>

#include "must.h"

void results_add(struct results *results, const struct result *result)
{
    if (results->count == results->room) {
        results->room = results->room ? results->room * 2 : 64;
        results->list = realloc(results->list, results->room * sizeof *results->list);
        must(results->list);
    }
    results->list[results->count++] = *result;
}

size_t result_excused(const struct result *result)
{
    size_t count = 0;
    for (size_t mask = 0; mask < MASK_COUNT; mask++)
        count += result->comparison.excused_counts[mask];
    return count;
}

bool result_same_row(const struct result *a, const struct result *b)
{
    for (size_t mask = 0; mask < MASK_COUNT; mask++)
        if (!a->comparison.excused_counts[mask] != !b->comparison.excused_counts[mask])
            return false;
    return a->capture == b->capture && a->kind == b->kind && a->real_code == b->real_code &&
           a->our_code == b->our_code && strcmp(a->service, b->service) == 0 &&
           strcmp(a->detail, b->detail) == 0;
}

void results_free(struct results *results)
{
    free(results->list);
    *results = (struct results){0};
}
