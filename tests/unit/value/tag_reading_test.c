/* SPDX-License-Identifier: MIT */
#include "value/tag_reading.h"

#include <stdio.h>
#include <string.h>

#include "check.h"

static struct s7_text_error told;

static struct s7_reading reading_at(const char *text, size_t at)
{
    told = (struct s7_text_error){.column = 0};
    return (struct s7_reading){.text = text, .at = at, .error = &told, .status = S7_OK};
}

/** The last call refused: status, column and message, and it said false. */
static void assert_refused(bool result, const struct s7_reading *r, int status, size_t column,
                           const char *message)
{
    if (result || r->status != status || told.column != column || strcmp(told.message, message) != 0)
        fail_msg("\"%s\": %d, %d, column %zu: %s", r->text, result, r->status, told.column, told.message);
}

static void assert_taken(bool result, const struct s7_reading *r, size_t at)
{
    if (!result || r->status != S7_OK || r->at != at || told.column != 0)
        fail_msg("\"%s\": at %zu, column %zu: %s", r->text, r->at, told.column, told.message);
}

static void refusing_fills_status_and_error(void **state)
{
    (void)state;
    struct s7_reading r = reading_at("MW20", 0);
    assert_refused(s7_reading_refuse(&r, S7_ERR_LOCAL_TYPE, 3, "%s and %d", "this", 7), &r, S7_ERR_LOCAL_TYPE,
                   4, "this and 7");
    assert_false(s7_reading_refuse(&r, S7_ERR_LOCAL_VALUE, 0, "%0500d", 7));
    assert_int_equal(strlen(told.message), sizeof told.message - 1);
    r = (struct s7_reading){.text = "MW20"};
    assert_false(s7_reading_refuse(&r, S7_ERR_LOCAL_SYNTAX, 0, "nobody asks"));
    assert_int_equal(r.status, S7_ERR_LOCAL_SYNTAX);
}

static void words_are_taken_when_they_stand_here(void **state)
{
    (void)state;
    struct s7_reading r = reading_at("P#M", 0);
    assert_false(s7_reading_take(&r, "p#"));
    assert_false(s7_reading_take(&r, "P#MW"));
    assert_int_equal(r.at, 0);
    assert_taken(s7_reading_take(&r, "P#"), &r, 2);
    assert_taken(s7_reading_take(&r, "M"), &r, 3);
    assert_int_equal(s7_reading_peek(&r), '\0');
    assert_false(s7_reading_take(&r, "."));
}

static const struct {
    const char *text;
    uint32_t lowest, highest;
    size_t at; /* behind the number; 0: refused */
    uint32_t number;
    const char *message;
} numbers[] = {
    {"7x", 0, 7, 1, 7, ""},
    {"8", 0, 7, 0, 0, "these go from 0 to 7"},
    {"0", 1, 7, 0, 0, "these go from 1 to 7"},
    {"0007", 7, 7, 4, 7, ""},
    {"4294967295", 0, UINT32_MAX, 10, UINT32_MAX, ""},
    {"42949672950", 0, UINT32_MAX, 0, 0, "these go from 0 to 4294967295"},
    {"18446744073709551616", 0, 7, 0, 0, "these go from 0 to 7"}, /* 0 modulo 2^64 */
};

static void numbers_are_kept_within_their_bounds(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        struct s7_reading r = reading_at(numbers[i].text, 0);
        uint32_t number = 4711;
        bool read = s7_reading_number(&r, "these go", numbers[i].lowest, numbers[i].highest, &number);
        if (numbers[i].at)
            assert_taken(read, &r, numbers[i].at);
        else
            assert_refused(read, &r, S7_ERR_LOCAL_VALUE, 1, numbers[i].message);
        assert_int_equal(number, numbers[i].at ? numbers[i].number : 4711);
    }
    static const char *const none[] = {"", "x", "-1", "+1", " 1", ".", "/", ":"};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        struct s7_reading r = reading_at(none[i], 0);
        uint32_t number = 4711;
        assert_refused(s7_reading_number(&r, "these go", 0, 7, &number), &r, S7_ERR_LOCAL_SYNTAX, 1,
                       "a number is missing here");
        assert_int_equal(number, 4711);
    }
}

static void offsets_and_bits_are_first_bits(void **state)
{
    (void)state;
    uint32_t bit = 4711;
    struct s7_reading r = reading_at("MW65536", 2);
    assert_refused(s7_reading_offset(&r, &bit), &r, S7_ERR_LOCAL_VALUE, 3, "offsets go from 0 to 65535");
    r = reading_at("M2", 1);
    assert_refused(s7_reading_bit(&r, &bit), &r, S7_ERR_LOCAL_SYNTAX, 3,
                   "a bit number is missing here: .0 to .7");
    r = reading_at("65536.0", 0);
    assert_false(s7_reading_bit(&r, &bit));
    r = reading_at("2.8", 0);
    assert_refused(s7_reading_bit(&r, &bit), &r, S7_ERR_LOCAL_VALUE, 3, "bits go from 0 to 7");
    assert_int_equal(bit, 4711);
    r = reading_at("MW65535:", 2);
    assert_taken(s7_reading_offset(&r, &bit), &r, 7);
    assert_int_equal(bit, 524280);
    assert_int_equal(r.place, 2);
    r = reading_at("M65535.7*", 1);
    assert_taken(s7_reading_bit(&r, &bit), &r, 8);
    assert_int_equal(bit, 524287);
    assert_int_equal(r.place, 1);
}

static void areas_are_read_by_their_letters(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum s7_area area;
    } areas[] = {
        {"P#DB1.", S7_AREA_DB},  {"P#M", S7_AREA_MEMORY}, {"P#IB0", S7_AREA_INPUT},
        {"P#Q", S7_AREA_OUTPUT}, {"P#T5", S7_AREA_TIMER}, {"P#C", S7_AREA_COUNTER},
    };
    for (size_t i = 0; i < sizeof areas / sizeof areas[0]; i++) {
        struct s7_reading r = reading_at(areas[i].text, 2);
        const struct s7_area_row *row = NULL;
        assert_taken(s7_reading_area(&r, &row), &r, areas[i].area == S7_AREA_DB ? 4 : 3);
        assert_ptr_equal(row, s7_area_find(areas[i].area));
        assert_int_equal(r.tag.range.area, areas[i].area);
    }
}

static void other_beginnings_are_answered_in_words(void **state)
{
    (void)state;
    static const char any[] = "an address begins with DB, M, I, Q, T, C or P#: DB10.DBW4:INT, MW20, I0.0, T5";
    static const struct {
        const char *letters; /* each by itself */
        const char *message;
    } wrong[] = {
        {"DXB5P", any},
        {"%", "leave out the %"},
        {"E", "E is German: write I for inputs"},
        {"A", "A is German: write Q for outputs"},
        {"Z", "Z is German: write C for counters"},
        {"O", "write Q for outputs"},
        {" ", "an address has no blanks in front"},
        {"dmiqtc", "addresses are written in capitals"},
    };
    const struct s7_area_row *row = NULL;
    struct s7_reading r = reading_at("", 0);
    assert_refused(s7_reading_area(&r, &row), &r, S7_ERR_LOCAL_SYNTAX, 1, any);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        for (const char *letter = wrong[i].letters; *letter; letter++) {
            const char text[] = {'P', '#', *letter, '0', '.', '0', '\0'};
            r = reading_at(text, 2);
            assert_refused(s7_reading_area(&r, &row), &r, S7_ERR_LOCAL_SYNTAX, 3, wrong[i].message);
        }
    }
    r = reading_at("p#M0.0", 0);
    assert_refused(s7_reading_area(&r, &row), &r, S7_ERR_LOCAL_SYNTAX, 1, "write P# in capitals");
    r = reading_at("S7:[x]DB1", 0);
    assert_refused(s7_reading_area(&r, &row), &r, S7_ERR_LOCAL_SYNTAX, 1,
                   "leave out the connection: an address begins with DB, M, I, Q, T, C or P#");
    assert_null(row);
}

static void data_blocks_have_number_and_width(void **state)
{
    (void)state;
    char width = '-';
    for (const char *widths = "XBWD"; *widths; widths++) {
        char text[] = "DB65535.DB_4";
        text[10] = *widths;
        struct s7_reading r = reading_at(text, 2);
        assert_taken(s7_reading_db(&r, &width), &r, 11);
        assert_int_equal(width, *widths);
        assert_int_equal(r.tag.range.area, S7_AREA_DB);
        assert_int_equal(r.tag.range.db, 65535);
    }
    static const struct {
        const char *text;
        int status;
        size_t column;
        const char *message;
    } wrong[] = {
        {"DB", S7_ERR_LOCAL_SYNTAX, 3, "a number is missing here"},
        {"DB0.DBW4", S7_ERR_LOCAL_VALUE, 3, "DB numbers go from 1 to 65535"},
        {"DB7,INT4", S7_ERR_LOCAL_SYNTAX, 4, "write it like DB7.DBW4:INT"},
        {"DB7:4:INT", S7_ERR_LOCAL_SYNTAX, 4, "write it like DB7.DBW4:INT"},
        {"DB7", S7_ERR_LOCAL_SYNTAX, 4, "a point and DBX, DBB, DBW or DBD are missing here"},
        {"DB7.DB", S7_ERR_LOCAL_SYNTAX, 5, "DBX, DBB, DBW or DBD is expected here"},
        {"DB7.DBw4", S7_ERR_LOCAL_SYNTAX, 5, "DBX, DBB, DBW or DBD is expected here"},
    };
    width = '-';
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct s7_reading r = reading_at(wrong[i].text, 2);
        assert_refused(s7_reading_db(&r, &width), &r, wrong[i].status, wrong[i].column, wrong[i].message);
    }
    assert_int_equal(width, '-');
}

static void types_are_read_by_their_name(void **state)
{
    (void)state;
    const struct s7_type_row *row = NULL;
    for (int type = S7_TYPE_BOOL; type <= S7_TYPE_COUNTER; type++) {
        char text[24];
        const char *name = s7_type_name((enum s7_type)type);
        snprintf(text, sizeof text, ":%s[2]", name);
        struct s7_reading r = reading_at(text, 1);
        assert_taken(s7_reading_type(&r, &row), &r, 1 + strlen(name));
        assert_ptr_equal(row, s7_type_find((enum s7_type)type));
    }
    static const char *const wrong[] = {"",     "*2",   "int",  "IN",   "INTS",  "INT2",      "INT_",
                                        "INTA", "INTZ", "INTa", "INTz", "LREAL", "STRING[8]", " INT"};
    row = NULL;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct s7_reading r = reading_at(wrong[i], 0);
        assert_refused(s7_reading_type(&r, &row), &r, S7_ERR_LOCAL_SYNTAX, 1,
                       "a data type is expected here: BOOL BYTE CHAR WORD INT DWORD DINT REAL (in capitals)");
    }
    assert_null(row);
}

static void counts_tell_where_they_stand(void **state)
{
    (void)state;
    uint32_t count = 4711;
    size_t at = 4711;
    struct s7_reading r = reading_at("T5*0", 3);
    assert_refused(s7_reading_count(&r, &count, &at), &r, S7_ERR_LOCAL_VALUE, 4, "counts go from 1 to 524288");
    r = reading_at("524289", 0);
    assert_false(s7_reading_count(&r, &count, &at));
    assert_int_equal(count, 4711);
    assert_int_equal(at, 4711);
    r = reading_at("M0.0*524288;", 5);
    assert_taken(s7_reading_count(&r, &count, &at), &r, 11);
    assert_int_equal(count, 524288);
    assert_int_equal(at, 5);
}

static void extents_end_with_their_area(void **state)
{
    (void)state;
    static const char octet[] = "this ends behind the last possible octet, 65535";
    static const char number[] = "this ends behind the last possible number, 65535";
    static const struct {
        enum s7_area area;
        uint32_t first_bit;
        enum s7_type type;
        uint32_t count;
        const char *message; /* NULL: taken */
    } rows[] = {
        {S7_AREA_MEMORY, 0, S7_TYPE_BYTE, 65536, NULL},
        {S7_AREA_MEMORY, 0, S7_TYPE_BYTE, 65537, octet},
        {S7_AREA_DB, 524287, S7_TYPE_BOOL, 1, NULL},
        {S7_AREA_DB, 524287, S7_TYPE_BOOL, 2, octet},
        {S7_AREA_OUTPUT, 524264, S7_TYPE_REAL, 1, octet},
        {S7_AREA_TIMER, 0, S7_TYPE_TIMER, 65536, NULL},
        {S7_AREA_COUNTER, 16, S7_TYPE_COUNTER, 65536, number},
        {S7_AREA_MEMORY, 0, S7_TYPE_DWORD, 134217728, octet}, /* 2^32 bits: 0 in 32 bits */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct s7_reading r = reading_at("MW0", 0);
        r.tag = (struct s7_tag){{rows[i].area, 0, rows[i].first_bit, 7}, rows[i].type, 7};
        bool taken = s7_reading_extent(&r, rows[i].count, 2);
        if (rows[i].message) {
            assert_refused(taken, &r, S7_ERR_LOCAL_VALUE, 3, rows[i].message);
            continue;
        }
        assert_taken(taken, &r, 0);
        assert_int_equal(r.tag.count, rows[i].count);
        assert_int_equal(r.tag.range.bit_count, rows[i].count * s7_type_bits(rows[i].type));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refusing_fills_status_and_error),
        cmocka_unit_test(words_are_taken_when_they_stand_here),
        cmocka_unit_test(numbers_are_kept_within_their_bounds),
        cmocka_unit_test(offsets_and_bits_are_first_bits),
        cmocka_unit_test(areas_are_read_by_their_letters),
        cmocka_unit_test(other_beginnings_are_answered_in_words),
        cmocka_unit_test(data_blocks_have_number_and_width),
        cmocka_unit_test(types_are_read_by_their_name),
        cmocka_unit_test(counts_tell_where_they_stand),
        cmocka_unit_test(extents_end_with_their_area),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
