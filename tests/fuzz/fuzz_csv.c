/* SPDX-License-Identifier: MIT
 *
 * Tables of anybody: two texts, parted by a NUL.  What is made of them loads, and its tables make the same again.
 */
#include <string.h>

#include "fuzz.h"
#include "plant/plant.h"
#include "register/csv_export.h"
#include "register/csv_import.h"

static void take(void *user, enum s7_plant_severity severity, const struct s7_csv_place *place,
                 const char *message)
{
    size_t *errors = user;
    FUZZ_CHECK(place->source < S7_CSV_TABLE_COUNT && message[0]);
    *errors += severity == S7_PLANT_ERROR;
}

/** The tables of a text that was made here. */
static void export_all(const char *text, size_t size, struct s7_fmt_out out[S7_CSV_TABLE_COUNT])
{
    struct s7_storage storage = {.chunks = NULL};
    struct s7_finding_list findings = {.storage = &storage};
    const struct s7_node *root = NULL;
    FUZZ_CHECK(s7_tree_read(text, size, &storage, &findings, &root) == S7_OK && root);
    for (int i = 0; i < S7_CSV_TABLE_COUNT; i++) {
        struct s7_csv_export rows;
        FUZZ_CHECK(s7_csv_export(root, (enum s7_csv_table)i, &storage, &rows) == S7_OK);
        s7_csv_export_write(&rows, ',', &out[i]);
    }
    s7_storage_free(&storage);
}

static void check_plant(const char *text, size_t size)
{
    struct s7_fmt_out out[S7_CSV_TABLE_COUNT] = {{.text = NULL}};
    struct s7_csv_source sources[S7_CSV_TABLE_COUNT];
    char *again = NULL;
    size_t again_size = 0, errors = 0;
    export_all(text, size, out);
    for (int i = 0; i < S7_CSV_TABLE_COUNT; i++)
        sources[i] = (struct s7_csv_source){out[i].text, out[i].size};
    FUZZ_CHECK(s7_csv_import(sources, S7_CSV_TABLE_COUNT, "x", take, &errors, &again, &again_size) == S7_OK);
    FUZZ_CHECK(errors == 0 && again_size == size && memcmp(again, text, size) == 0);
    free(again);
    for (int i = 0; i < S7_CSV_TABLE_COUNT; i++)
        free(out[i].text);
}

void fuzz_one(const uint8_t *octets, size_t size)
{
    const char *text = (const char *)octets;
    const char *parting = size ? memchr(octets, 0, size) : NULL;
    size_t first = parting ? (size_t)(parting - text) : size;
    struct s7_csv_source sources[] = {{text, first},
                                      {parting ? parting + 1 : text, parting ? size - first - 1 : 0}};
    char *plant = NULL;
    size_t plant_size = 0, errors = 0;
    int error = s7_csv_import(sources, parting ? 2 : 1, "x", take, &errors, &plant, &plant_size);
    FUZZ_CHECK(error == S7_OK ? errors == 0 : error == S7_ERR_LOCAL_FILE && errors > 0);
    if (error == S7_OK)
        check_plant(plant, plant_size);
    free(plant);
}
