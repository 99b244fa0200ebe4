/* SPDX-License-Identifier: MIT */
#include "register/csv_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cases.h"
#include "check.h"
#include "must.h"
#include "register/csv_write.h"

static char told[2000];

static void take(void *user, enum s7_plant_severity severity, struct s7_plant_mark mark, const char *message)
{
    size_t length = strlen(told);
    (void)user;
    (void)severity;
    snprintf(told + length, sizeof told - length, "%u:%u %s\n", mark.line, mark.column, message);
}

static struct s7_storage storage;
static struct s7_csv csv;

/** Reads an exact copy, so that reading too far is seen. */
static int read_text(const char *text, size_t size)
{
    char *copy = malloc(size ? size : 1);
    must(copy);
    memcpy(copy, text, size);
    told[0] = '\0';
    s7_storage_free(&storage);
    storage = (struct s7_storage){.chunks = NULL};
    int error = s7_csv_read(copy, size, &storage, take, NULL, &csv);
    free(copy);
    return error;
}

/** "[a|b][c|d]" for two records of two fields. */
static void expect(const char *text, const char *expected)
{
    char shown[500] = "";
    assert_int_equal(read_text(text, strlen(text)), S7_OK);
    for (size_t i = 0; i < csv.count; i++) {
        strcat(shown, "[");
        for (size_t k = 0; k < csv.records[i].count; k++) {
            strcat(shown, k ? "|" : "");
            strcat(shown, csv.records[i].fields[k].text);
        }
        strcat(shown, "]");
    }
    assert_string_equal(shown, expected);
}

static void expect_faults(const char *text, const char *expected)
{
    assert_int_equal(read_text(text, strlen(text)), S7_ERR_LOCAL_FILE);
    assert_non_null(strstr(told, expected));
}

static void fields_and_ends_of_lines(void **state)
{
    (void)state;
    expect("a,b\r\nc,d\r\n", "[a|b][c|d]");
    expect("a,b\nc,d", "[a|b][c|d]");
    expect("a,b\rc,d\r", "[a|b][c|d]");
    expect("a,,\n,,\n\n ,b", "[a||][ |b]");
    expect("\xEF\xBB\xBF"
           "a,b",
           "[a|b]");
    expect("", "");
    assert_int_equal(csv.count, 0);
}

static void separators_are_found_and_said(void **state)
{
    (void)state;
    expect("a;b\n1,5;c\n", "[a|b][1,5|c]");
    expect("a\tb\n", "[a|b]");
    expect("\"a;b;c\",d\n", "[a;b;c|d]");
    expect("sep=;\r\na,a;b\r\n", "[a,a|b]");
    assert_int_equal(csv.records[0].number, 2);
    expect("one\n", "[one]");
    expect("sep=x\n", "[sep=x]");
}

static void quotes_hold_anything(void **state)
{
    (void)state;
    expect("\"a,b\",\"say \"\"x\"\"\"\n", "[a,b|say \"x\"]");
    expect("\"two\r\nlines\",b\r\nc,d", "[two\nlines|b][c|d]");
    expect("\"\",x\n", "[|x]");
    expect("\"\"\"\",x", "[\"|x]");
}

static void places_are_characters(void **state)
{
    (void)state;
    const char *text = "äö,b\n\"x\ny\",€,d\n";
    assert_int_equal(read_text(text, strlen(text)), S7_OK);
    assert_int_equal(csv.records[0].fields[1].mark.column, 4);
    assert_int_equal(csv.records[1].fields[0].mark.line, 2);
    assert_int_equal(csv.records[1].fields[1].mark.line, 3);
    assert_int_equal(csv.records[1].fields[1].mark.column, 4);
    assert_int_equal(csv.records[1].fields[2].mark.column, 6);
    assert_int_equal(csv.records[1].number, 2);
}

static void every_fault_has_its_place(void **state)
{
    (void)state;
    expect_faults("a,b\"c\n", "1:4 a quote within a field");
    expect_faults("a,\"b\"c\n", "1:6 behind a closing quote");
    expect_faults("a\n,\"b\nc", "2:2 this quote is never closed\n");
    expect_faults("a,\"", "1:3 this quote is never closed\n");
    expect_faults("a,b\nS\xFC"
                  "d,\"x\"y\n",
                  "2:2 octet 0xFC is not UTF-8; this looks like Windows-1252");
    assert_non_null(strstr(told, "2:8 behind a closing quote")); /* all in one pass */
    assert_int_equal(read_text("a\0b", 3), S7_ERR_LOCAL_FILE);
    assert_string_equal(told, "1:2 a NUL character: this is no text\n");
    expect_faults("PK\x03\x04", "1:1 this is a workbook");
}

static void there_is_an_end_to_fields(void **state)
{
    (void)state;
    char text[S7_CSV_FIELDS_MOST + 2];
    memset(text, ',', sizeof text);
    text[S7_CSV_FIELDS_MOST - 1] = 'x';
    assert_int_equal(read_text(text, S7_CSV_FIELDS_MOST), S7_OK);
    assert_int_equal(csv.records[0].count, S7_CSV_FIELDS_MOST);
    text[S7_CSV_FIELDS_MOST - 1] = ',';
    assert_int_equal(read_text(text, S7_CSV_FIELDS_MOST), S7_ERR_LOCAL_FILE);
    assert_non_null(strstr(told, "more than 256 fields in a row"));
}

/* ---- what is written is read ------------------------------------------------------------------------------------- */

enum { ROWS = 4, COLUMNS = 5, LENGTH = 8 };

static void random_field(struct s7_chance *chance, char text[LENGTH * 3 + 1])
{
    static const char *const characters[] = {"a", "\"", ",", ";", "\t", "\n", "=",
                                             "'", "-",  " ", "ü", "5",  "+",  "@"};
    size_t count = (size_t)s7_chance_below(chance, LENGTH);
    text[0] = '\0';
    for (size_t i = 0; i < count; i++)
        strcat(text, characters[s7_chance_below(chance, sizeof characters / sizeof characters[0])]);
}

static void what_is_written_is_read_again(void **state)
{
    (void)state;
    static const char separators[] = {',', ';', '\t'};
    struct s7_chance chance = cases_begin(__func__);
    for (size_t i = 0; i < cases_count() / 10; i++) {
        char texts[ROWS][COLUMNS][LENGTH * 3 + 1];
        struct s7_fmt_out out = {.text = NULL};
        char separator = separators[i % sizeof separators];
        for (size_t k = 0; k < COLUMNS; k++) /* titles, from which the separator is found */
            s7_csv_write_field(&out, "t", S7_CSV_HOLDS_VALUE, separator, k == COLUMNS - 1);
        for (size_t row = 0; row < ROWS; row++) {
            for (size_t k = 0; k < COLUMNS; k++) {
                random_field(&chance, texts[row][k]);
                if (k == 0)
                    memcpy(texts[row][k], "x", 2); /* an empty record is passed over */
                s7_csv_write_field(&out, texts[row][k], S7_CSV_HOLDS_TEXT, separator, k == COLUMNS - 1);
            }
        }
        assert_int_equal(read_text(out.text, out.size), S7_OK);
        free(out.text);
        assert_int_equal(csv.count, ROWS + 1);
        for (size_t row = 0; row < ROWS; row++) {
            assert_int_equal(csv.records[row + 1].count, COLUMNS);
            for (size_t k = 0; k < COLUMNS; k++) {
                const char *text = csv.records[row + 1].fields[k].text;
                assert_null(text[0] ? strchr("=@\t\n", text[0]) : NULL);
                assert_string_equal(text + (text[0] == '\''), texts[row][k]);
            }
        }
    }
    s7_storage_free(&storage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_and_ends_of_lines),      cmocka_unit_test(separators_are_found_and_said),
        cmocka_unit_test(quotes_hold_anything),          cmocka_unit_test(places_are_characters),
        cmocka_unit_test(every_fault_has_its_place),     cmocka_unit_test(there_is_an_end_to_fields),
        cmocka_unit_test(what_is_written_is_read_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
