/* SPDX-License-Identifier: MIT */
#include "register/csv_import.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plant/fmt.h"
#include "register/csv_read.h"

void s7_csv_complain(struct s7_csv_import *import, const struct s7_csv_place *place, const char *format, ...)
{
    char message[480];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    import->errors++;
    import->report(import->user, S7_PLANT_ERROR, place, message);
}

void s7_csv_write_cell(const struct s7_csv_place *place, struct s7_strbuf *buf)
{
    enum { LETTERS = 26 };
    if (place->row == 0)
        return;
    if (place->field >= LETTERS)
        s7_strbuf_char(buf, (char)('A' + (int)(place->field / LETTERS) - 1));
    s7_strbuf_printf(buf, "%c%zu", (char)('A' + (int)(place->field % LETTERS)), place->row);
}

/* ---- texts ------------------------------------------------------------------------------------------------------- */

/** Whose faults of form are told. */
struct form {
    struct s7_csv_import *import;
    size_t source;
};

static void take_flaw(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark,
                      const char *message)
{
    const struct form *form = user;
    const struct s7_csv_place place = {.source = form->source, .mark = mark};
    (void)severity;
    s7_csv_complain(form->import, &place, "%s", message);
}

/** Faults of the plant file that is to be changed; it was good without warnings, too. */
static void take_base(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark,
                      const char *message)
{
    if (severity == S7_PLANT_ERROR)
        take_flaw(user, severity, mark, message);
}

/** A text and what it is. */
struct sheet {
    struct s7_csv csv;
    struct s7_csv_header header;
    bool good;
};

static int read_sheet(struct s7_csv_import *import, const struct s7_csv_source *source, size_t number,
                      struct sheet *ret_sheet)
{
    struct form form = {import, number};
    const struct s7_csv_place start = {.source = number, .mark = {1, 1}};
    int error = s7_csv_read(source->text, source->size, import->storage, take_flaw, &form, &ret_sheet->csv);
    if (error)
        return error == S7_ERR_LOCAL_MEMORY ? error : S7_OK;
    if (ret_sheet->csv.count == 0)
        s7_csv_complain(import, &start, "there is nothing in it; a row of titles is expected");
    else
        ret_sheet->good = s7_csv_header_read(import, number, &ret_sheet->csv.records[0], &ret_sheet->header);
    return import->storage->failed ? S7_ERR_LOCAL_MEMORY : S7_OK;
}

/** Rows of all sheets, in the order of the tables: a DB finds its CPU whatever the order of the files. */
static void read_rows(struct s7_csv_import *import, const struct sheet *sheets, size_t count)
{
    for (int table = 0; table < S7_CSV_TABLE_COUNT; table++)
        for (size_t i = 0; i < count; i++)
            for (size_t k = 1; sheets[i].good && sheets[i].header.table == (enum s7_csv_table)table &&
                               k < sheets[i].csv.count && !import->storage->failed;
                 k++)
                s7_csv_row_read(import, &sheets[i].header, &sheets[i].csv.records[k]);
}

int s7_csv_import_read(struct s7_csv_import *import, const struct s7_csv_source *sources, size_t count)
{
    struct sheet *sheets = calloc(count + 1, sizeof *sheets);
    int error = sheets && s7_draft_begin(&import->tree, import->storage) ? S7_OK : S7_ERR_LOCAL_MEMORY;
    for (size_t i = 0; i < count && error == S7_OK; i++)
        error = read_sheet(import, &sources[i], i, &sheets[i]);
    size_t errors = import->errors;
    if (error == S7_OK && errors == 0)
        read_rows(import, sheets, count);
    free(sheets);
    if (error == S7_OK && import->storage->failed)
        error = S7_ERR_LOCAL_MEMORY;
    return error ? error : errors ? S7_ERR_LOCAL_FILE : S7_OK;
}

/* ---- the plant --------------------------------------------------------------------------------------------------- */

/** What the loader says of the text that was written, told of the cell that it comes from. */
struct telling {
    struct s7_csv_import *import;
    const struct s7_draft_lines *lines;
};

static void take_finding(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark,
                         const char *message)
{
    const struct telling *telling = user;
    const struct s7_draft *node =
        mark.line && mark.line <= telling->lines->count ? telling->lines->list[mark.line - 1] : NULL;
    const struct s7_csv_place nowhere = {.row = 0};
    if (severity == S7_PLANT_ERROR)
        telling->import->errors++;
    telling->import->report(telling->import->user, severity, node ? &node->place : &nowhere, message);
}

static bool add_scalar(struct s7_draft_tree *tree, struct s7_draft *mapping, const char *key, const char *text,
                       bool plain)
{
    const struct s7_csv_place nowhere = {.row = 0};
    struct s7_draft *node = mapping && !s7_draft_find(tree, mapping, key)
                                ? s7_draft_member(tree, mapping, key, S7_NODE_SCALAR, &nowhere)
                                : NULL;
    if (node) {
        node->text = text;
        node->plain = plain;
    }
    return !tree->storage->failed;
}

static bool complete(struct s7_draft_tree *tree, const char *name)
{
    const struct s7_csv_place nowhere = {.row = 0};
    struct s7_draft *plant = s7_draft_member(tree, tree->root, "plant", S7_NODE_MAPPING, &nowhere);
    return add_scalar(tree, tree->root, "sieben", "1", true) && add_scalar(tree, plant, "name", name, false);
}

static int load(struct s7_csv_import *import, const struct s7_fmt_out *out, const struct s7_draft_lines *lines)
{
    struct telling telling = {import, lines};
    struct s7_plant *plant = NULL;
    int error = s7_plant_load(out->text, out->size, take_finding, &telling, &plant);
    s7_plant_free(plant);
    if (error == S7_OK && import->errors)
        error = S7_ERR_LOCAL_FILE;
    return error;
}

static int write_short(const struct s7_draft_tree *tree, char **ret_text, size_t *ret_size)
{
    struct s7_fmt_out out = {.text = NULL};
    s7_draft_write_short(tree, &out);
    int error =
        out.failed ? S7_ERR_LOCAL_MEMORY : s7_fmt_text(out.text, out.size, NULL, NULL, ret_text, ret_size);
    free(out.text);
    return error;
}

static int make_text(struct s7_csv_import *import, const char *name, char **ret_text, size_t *ret_size)
{
    struct s7_fmt_out out = {.text = NULL};
    struct s7_draft_lines lines = {.count = 0};
    int error = S7_ERR_LOCAL_MEMORY;
    if (complete(&import->tree, name)) {
        s7_draft_write(&import->tree, &out, &lines);
        if (!out.failed && !lines.failed)
            error = load(import, &out, &lines);
        if (error == S7_OK)
            error = write_short(&import->tree, ret_text, ret_size);
    }
    free(lines.list);
    free(out.text);
    return error;
}

int s7_csv_import(const struct s7_csv_source *sources, size_t count, const char *name, s7_csv_report *report,
                  void *user, char **ret_text, size_t *ret_size)
{
    struct s7_storage storage = {.chunks = NULL};
    struct s7_csv_import import = {.storage = &storage, .report = report, .user = user};
    int error = s7_csv_import_read(&import, sources, count);
    if (error == S7_OK)
        error = make_text(&import, name, ret_text, ret_size);
    s7_storage_free(&storage);
    return error;
}

int s7_csv_import_into(const struct s7_csv_source *base, const struct s7_csv_source *sources, size_t count,
                       s7_csv_report *report, void *user, char **ret_text, size_t *ret_size)
{
    struct s7_storage storage = {.chunks = NULL};
    struct s7_csv_import import = {.storage = &storage, .report = report, .user = user};
    struct form form = {&import, count};
    struct s7_source source;
    int error = s7_source_open(base->text, base->size, take_base, &form, &source);
    if (error)
        return error;
    import.base = source.root;
    error = s7_csv_import_read(&import, sources, count);
    if (error == S7_OK)
        error = s7_csv_into(&import, &source, count, ret_text, ret_size);
    s7_storage_free(&storage);
    s7_source_close(&source);
    return error;
}
