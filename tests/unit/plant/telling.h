/* SPDX-License-Identifier: MIT
 *
 * unit/plant/telling.h — what is told of a whole plant file, and the plant itself.
 */
#ifndef TESTS_UNIT_PLANT_TELLING_H
#define TESTS_UNIT_PLANT_TELLING_H

#include "base/strbuf.h"
#include "unit/plant/loading.h"

static struct loading telling_loading;

/** Loads a file; telling_loading.plant is the plant when there is no error: end with telling_end(). */
static inline const char *telling_begin(const char *text)
{
    static char told[20000];
    struct s7_strbuf buf = s7_strbuf_over(told, sizeof told);
    told[0] = '\0';
    loading_run(&telling_loading, text, strlen(text));
    for (size_t i = 0; i < telling_loading.count; i++)
        s7_strbuf_printf(&buf, "%s%u:%u: %s: %s", i ? "\n" : "", telling_loading.found[i].mark.line,
                         telling_loading.found[i].mark.column,
                         telling_loading.found[i].severity == S7_PLANT_ERROR ? "error" : "warning",
                         telling_loading.found[i].message);
    return told;
}

static inline void telling_end(void)
{
    s7_plant_free(telling_loading.plant);
    telling_loading.plant = NULL;
}

/** Everything that is told of a file, a line each: "1:5: error: …". */
static inline const char *telling(const char *text)
{
    const char *told = telling_begin(text);
    telling_end();
    return told;
}

#endif
