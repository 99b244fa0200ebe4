/* SPDX-License-Identifier: MIT
 *
 * One document in every format, compared with golden/.  S7_GOLDEN=write writes them anew: look at the difference.
 */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>

#include "html_check.h"
#include "sample.h"

#define FOOTER "sieben, from plant.yaml revision 7"

struct golden {
    const char *file;
    struct s7_report_config config;
};

static const struct golden goldens[] = {
    {"sample.txt", {.format = S7_REPORT_TEXT, .title = "OVEN@plant.yaml", .footer = FOOTER, .width = 80}},
    {"wide.txt", {.format = S7_REPORT_TEXT, .title = "OVEN@plant.yaml", .footer = FOOTER}},
    {"narrow.txt", {.format = S7_REPORT_TEXT, .title = "OVEN@plant.yaml", .footer = FOOTER, .width = 36}},
    {"ascii.txt", {.format = S7_REPORT_TEXT, .title = "OVEN@plant.yaml", .width = 80, .ascii = true}},
    {"colour.txt", {.format = S7_REPORT_TEXT, .title = "OVEN@plant.yaml", .width = 80, .colour = true}},
    {"sample.md", {.format = S7_REPORT_MARKDOWN, .title = "OVEN@plant.yaml", .footer = FOOTER}},
    {"sample.html", {.format = S7_REPORT_HTML, .title = "OVEN@plant.yaml", .footer = FOOTER}},
    {"ladder.csv", {.format = S7_REPORT_CSV}},
    {"jobs.csv", {.format = S7_REPORT_CSV, .csv_name = "jobs"}},
    {"reach.csv", {.format = S7_REPORT_CSV, .csv_name = "reach"}},
};

static void every_writer_writes_what_is_kept(void **state)
{
    static char kept[PAGE_SIZE];
    (void)state;
    for (size_t i = 0; i < sizeof goldens / sizeof goldens[0]; i++) {
        const char *way = getenv("S7_GOLDEN");
        char path[1024];
        const char *text = page_of(goldens[i].config, sample_blocks);
        snprintf(path, sizeof path, "%s/%s", GOLDEN_FOLDER, goldens[i].file);
        FILE *file = fopen(path, way && strcmp(way, "write") == 0 ? "w+b" : "rb");
        assert_non_null(file);
        if (way && strcmp(way, "write") == 0) {
            fputs(text, file);
            rewind(file);
        }
        kept[fread(kept, 1, sizeof kept - 1, file)] = '\0';
        fclose(file);
        assert_string_equal(text, kept);
    }
}

static void the_page_is_well_formed(void **state)
{
    struct html_check check;
    (void)state;
    const char *text =
        page_of((struct s7_report_config){.format = S7_REPORT_HTML, .title = "T"}, sample_blocks);
    assert_null(html_fault(text, &check));
    assert_int_equal(check.rows,
                     3 + 1 + 5 + 1 + 3 + 1 + 2); /* pairs, ladder, table and matrix with their titles */
    assert_int_equal(check.items, 2 + 2 + 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_writer_writes_what_is_kept),
                                       cmocka_unit_test(the_page_is_well_formed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
