/* SPDX-License-Identifier: MIT */
#include "cases.h"
#include "check.h"
#include "line.h"
#include "plant/fmt.h"
#include "tables.h"
#include "unit/plant/fmt_model.h"
#include "unit/plant/fmt_scribble.h"

enum { TEXT_SIZE = 1 << 18 };

static char model_a[TEXT_SIZE], model_b[TEXT_SIZE];

static void write_model(const char *text, char *model)
{
    struct s7_plant *plant = line_load(text);
    struct s7_strbuf buf = s7_strbuf_over(model, TEXT_SIZE);
    model_plant(&buf, plant);
    must(!buf.truncated);
    s7_plant_free(plant);
}

static void there_and_back_it_says_the_same(void **state)
{
    (void)state;
    static const char separators[] = {',', ';', '\t'};
    for (size_t i = 0; i < sizeof separators; i++) {
        struct tables tables;
        tables_of(line_text, strlen(line_text), separators[i], &tables);
        char *text = tables_join(&tables);
        assert_non_null(text);
        write_model(line_text, model_a);
        write_model(text, model_b);
        assert_string_equal(model_a, model_b);
        free(text);
        tables_free(&tables);
    }
}

/* What no table carries is lost, so tables are compared with those of what was made of them. */
static void tables_of_random_plants_come_back(void **state)
{
    (void)state;
    static char scribbled[TEXT_SIZE];
    struct s7_chance chance = cases_begin(__func__);
    for (size_t i = 0; i < cases_count() / 20; i++) {
        struct s7_strbuf buf = s7_strbuf_over(scribbled, sizeof scribbled);
        struct scribble scribble = {.chance = &chance,
                                    .buf = &buf,
                                    .comment_odds = 1000,
                                    .quote_odds = 3,
                                    .break_odds = 3,
                                    .newline = "\n"};
        struct tables before, after;
        scribble_plant(&scribble);
        must(!buf.truncated);
        char *canonical = NULL; /* numbered members in order */
        size_t size = 0;
        must(s7_fmt_text(scribbled, buf.length, NULL, NULL, &canonical, &size) == S7_OK);
        tables_of(canonical, size, ',', &before);
        free(canonical);
        char *text = tables_join(&before);
        if (!text && strstr(tables_told, "there is no profile")) { /* which no table carries */
            tables_free(&before);
            continue;
        }
        if (!text)
            print_message("%s\n%s\n", scribbled, tables_told);
        assert_non_null(text);
        tables_of(text, strlen(text), ',', &after);
        for (int k = 0; k < S7_CSV_TABLE_COUNT; k++) {
            assert_int_equal(before.out[k].text == NULL, after.out[k].text == NULL);
            if (before.out[k].text)
                assert_string_equal(before.out[k].text, after.out[k].text);
        }
        free(text);
        tables_free(&before);
        tables_free(&after);
    }
}

static void the_loader_speaks_of_cells(void **state)
{
    (void)state;
    static const char *const texts[] = {"partner;address;profile;slot;reserved_pg\nA;10.0.0.1;s7-3000;2;\nB;10."
                                        "0.0.x y;s7-300;99;2000\nC;;s7-300;;\n",
                                        "connection;from;to;direction;area;own_area;every;review_by\nK;A;D;put;"
                                        "P#DB1.DBX0.0 BYTE 4;;1x;31.02.2027\n"};
    assert_null(tables_read(texts, 2));
    static const char *const expected[] = {"0 2:12 C2 error: profile: there is no profile \"s7-3000\"",
                                           "0 3:3 B3 error: address: ",
                                           "0 3:21 D3 error: slot: ",
                                           "0 3:24 E3 error: pg: ",
                                           "1 2:5 C2 error: to: there is no CPU or host \"D\"",
                                           "1 2:32 G2 error: every: ",
                                           "1 2:35 H2 error: review_by: "};
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++)
        if (!strstr(tables_told, expected[i]))
            fail_msg("%s is not in\n%s", expected[i], tables_told);
    assert_non_null(strstr(tables_told, "0 4:1 A4 error: \"address\" is missing"));
    assert_non_null(strstr(tables_told, "1 2:7 D2 error: \"send\" is missing"));
}

static void warnings_do_not_keep_from_it(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "partner,address,profile\nA,10.0.0.1,s7-300\nB,10.0.0.2,s7-300\n", "cpu,db,size\nA,1,4\n",
        "connection,from,to,direction,area,own_area\nK,A,B,put,P#DB9.DBX0.0 BYTE 4,P#DB1.DBX0.0 BYTE 4\n"};
    char *text = tables_read(texts, 3);
    assert_non_null(text);
    assert_non_null(strstr(tables_told, "2 2:11 E2 warning: to: B has no DB9"));
    assert_memory_equal(text, "sieben: 1\nplant: {name: Line 4}\n", 32);
    free(text);
}

static void nothing_is_no_table(void **state)
{
    (void)state;
    assert_null(tables_read((const char *const[]){"", "\xFF\xFE"}, 2));
    assert_string_equal(tables_told, "0 1:1 - error: there is nothing in it; a row of titles is expected\n"
                                     "1 1:1 - error: this is UTF-16; save it as \"CSV UTF-8\"\n");
}

static void cells_are_named_as_in_a_spreadsheet(void **state)
{
    (void)state;
    static const struct {
        size_t field;
        const char *expected;
    } rows[] = {{0, "A3"}, {25, "Z3"}, {26, "AA3"}, {51, "AZ3"}, {52, "BA3"}, {255, "IV3"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[24];
        struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
        s7_csv_write_cell(&(struct s7_csv_place){.row = 3, .field = rows[i].field}, &buf);
        assert_string_equal(text, rows[i].expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_and_back_it_says_the_same),
        cmocka_unit_test(tables_of_random_plants_come_back),
        cmocka_unit_test(the_loader_speaks_of_cells),
        cmocka_unit_test(warnings_do_not_keep_from_it),
        cmocka_unit_test(nothing_is_no_table),
        cmocka_unit_test(cells_are_named_as_in_a_spreadsheet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
