/* SPDX-License-Identifier: MIT */
#include "register/source.h"

#include <string.h>

int s7_source_open(const char *text, size_t size, s7_plant_report *report, void *user,
                   struct s7_source *ret_source)
{
    struct s7_source source = {.text = text, .size = size};
    struct s7_finding_list findings = {.storage = &source.storage};
    int error = s7_plant_load(text, size, report, user, &source.plant);
    if (error)
        return error;
    error = s7_tree_read(text, size, &source.storage, &findings, &source.root);
    if (error) {
        s7_source_close(&source);
        return error;
    }
    if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
        source.skipped = 3;
    source.text += source.skipped;
    source.size -= source.skipped;
    *ret_source = source;
    return S7_OK;
}

void s7_source_close(struct s7_source *source)
{
    s7_plant_free(source->plant);
    s7_storage_free(&source->storage);
    *source = (struct s7_source){.text = NULL};
}
