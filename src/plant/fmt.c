/* SPDX-License-Identifier: MIT */
#include "plant/fmt.h"

#include <stdlib.h>
#include <string.h>

#include "plant/fmt_attach.h"
#include "plant/fmt_layout.h"
#include "plant/fmt_write.h"

static void write_text(const char *text, size_t size, struct s7_storage *storage, struct s7_fmt_out *out)
{
    struct s7_finding_list findings = {.storage = storage};
    const struct s7_node *root = NULL;
    size_t mark = size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    int error = s7_tree_read(text, size, storage, &findings, &root);
    struct s7_fmt_item *item = error ? NULL : s7_fmt_attach(text + mark, size - mark, root, storage);
    if (item && s7_fmt_layout(item, storage))
        s7_fmt_write(out, item);
    else
        out->failed = true;
}

int s7_fmt_text(const char *text, size_t size, s7_plant_report *report, void *user, char **ret_text,
                size_t *ret_size)
{
    struct s7_plant *plant = NULL;
    struct s7_storage storage = {.chunks = NULL};
    struct s7_fmt_out out = {.text = NULL};
    int error = s7_plant_load(text, size, report, user, &plant);
    s7_plant_free(plant);
    if (error)
        return error;
    write_text(text, size, &storage, &out);
    s7_storage_free(&storage);
    if (out.failed) {
        free(out.text);
        return S7_ERR_LOCAL_MEMORY;
    }
    *ret_text = out.text;
    *ret_size = out.size;
    return S7_OK;
}
