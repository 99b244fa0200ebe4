/* SPDX-License-Identifier: MIT
 *
 * tables_allocations.c — pictures, tables, and what is made of tables, with every single allocation failing once.
 */
#include "allocation.h"
#include "check.h"
#include "line.h"
#include "register/picture.h"
#include "tables.h"

/** Does it once, and as ever: S7_OK; or S7_ERR_LOCAL_MEMORY. */
typedef int attempt(void);

static void fail_at_every_allocation(attempt *work)
{
    size_t live = allocation_live(), n = 1;
    for (int failed = 1; failed; n++) {
        allocation_fail_at(n);
        int error = work();
        failed = allocation_failed();
        allocation_fail_at(0);
        assert_true(error == S7_OK || (failed && error == S7_ERR_LOCAL_MEMORY));
        assert_int_equal(allocation_live(), live);
    }
    assert_true(n > 2);
}

static struct s7_plant *plant;
static const struct s7_node *root;
static const char *texts[S7_CSV_TABLE_COUNT];
static size_t text_count;

static int draw(void)
{
    struct s7_picture picture;
    int error = s7_picture_draw(plant, s7_plant_find_cpu(plant, "OVEN"), S7_AREA_DB, 100, &picture);
    if (error == S7_OK)
        s7_picture_free(&picture);
    return error;
}

static int list_areas(void)
{
    struct s7_range *areas = NULL;
    size_t count;
    int error = s7_picture_areas(plant, s7_plant_find_cpu(plant, "OVEN"), &areas, &count);
    if (error == S7_OK)
        free(areas);
    return error;
}

static int export_table(void)
{
    struct s7_storage storage = {.chunks = NULL};
    struct s7_csv_export rows;
    struct s7_fmt_out out = {.text = NULL};
    int error = s7_csv_export(root, S7_CSV_CONNECTIONS, &storage, &rows);
    if (error == S7_OK)
        s7_csv_export_write(&rows, ',', &out);
    s7_storage_free(&storage);
    free(out.text);
    return out.failed ? S7_ERR_LOCAL_MEMORY : error;
}

/** What is made when nothing fails. */
static char expected[8000];

static int import(const char *base)
{
    struct s7_csv_source sources[S7_CSV_TABLE_COUNT];
    const struct s7_csv_source into = {base, base ? strlen(base) : 0};
    char *text = NULL;
    size_t size = 0;
    tables_told[0] = '\0';
    for (size_t i = 0; i < text_count; i++)
        sources[i] = (struct s7_csv_source){texts[i], strlen(texts[i])};
    int error = base ? s7_csv_import_into(&into, sources, text_count, tables_say, NULL, &text, &size)
                     : s7_csv_import(sources, text_count, "x", tables_say, NULL, &text, &size);
    if (error != S7_OK)
        return error;
    if (!expected[0])
        snprintf(expected, sizeof expected, "%s", text);
    assert_string_equal(text, expected); /* nothing was lost on the way */
    free(text);
    return S7_OK;
}

static int import_new(void)
{
    return import(NULL);
}

/* Every key that there is another word about is changed. */
static int import_into(void)
{
    static const char base[] = "sieben: 1\nplant: {name: x, revision: 3}\n"
                               "cpus:\n  OVEN: {address: 10.0.0.1, profile: s7-400, owner: me, model: x}\n";
    return import(base);
}

static void pictures(void **state)
{
    (void)state;
    fail_at_every_allocation(draw);
    fail_at_every_allocation(list_areas);
}

static void tables_there_and_back(void **state)
{
    (void)state;
    fail_at_every_allocation(export_table);
    assert_int_equal(import_new(), S7_OK);
    fail_at_every_allocation(import_new);
    expected[0] = '\0';
    assert_int_equal(import_into(), S7_OK);
    fail_at_every_allocation(import_into);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(pictures), cmocka_unit_test(tables_there_and_back)};
    struct s7_storage storage = {.chunks = NULL};
    struct s7_finding_list findings = {.storage = &storage};
    struct tables tables;
    plant = line_load(line_text);
    must(s7_tree_read(line_text, strlen(line_text), &storage, &findings, &root) == S7_OK);
    tables_of(line_text, strlen(line_text), ',', &tables);
    for (int i = 0; i < S7_CSV_TABLE_COUNT; i++)
        if (tables.out[i].text)
            texts[text_count++] = tables.out[i].text;
    int result = cmocka_run_group_tests(tests, NULL, NULL);
    tables_free(&tables);
    s7_storage_free(&storage);
    s7_plant_free(plant);
    return result;
}
