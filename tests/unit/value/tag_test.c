/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cases.h"
#include "check.h"
#include "sieben/address.h"
#include "sieben/error.h"
#include "value/range.h"

static const struct {
    const char *text, *canonical;
    struct s7_tag tag;
} rows[] = {
    {"DB10.DBX2.1", "DB10.DBX2.1:BOOL", {{S7_AREA_DB, 10, 17, 1}, S7_TYPE_BOOL, 1}},
    {"DB10.DBB0", "DB10.DBB0:BYTE", {{S7_AREA_DB, 10, 0, 8}, S7_TYPE_BYTE, 1}},
    {"DB10.DBW4", "DB10.DBW4:WORD", {{S7_AREA_DB, 10, 32, 16}, S7_TYPE_WORD, 1}},
    {"DB10.DBD4", "DB10.DBD4:DWORD", {{S7_AREA_DB, 10, 32, 32}, S7_TYPE_DWORD, 1}},
    {"DB1.DBB7:CHAR", "DB1.DBB7:CHAR", {{S7_AREA_DB, 1, 56, 8}, S7_TYPE_CHAR, 1}},
    {"DB10.DBW4:INT", "DB10.DBW4:INT", {{S7_AREA_DB, 10, 32, 16}, S7_TYPE_INT, 1}},
    {"DB10.DBW4:INT*3", "DB10.DBW4:INT*3", {{S7_AREA_DB, 10, 32, 48}, S7_TYPE_INT, 3}},
    {"DB10.DBW4*3", "DB10.DBW4:WORD*3", {{S7_AREA_DB, 10, 32, 48}, S7_TYPE_WORD, 3}},
    {"DB10.DBW4:INT*1", "DB10.DBW4:INT", {{S7_AREA_DB, 10, 32, 16}, S7_TYPE_INT, 1}},
    {"DB10.DBD4:DINT", "DB10.DBD4:DINT", {{S7_AREA_DB, 10, 32, 32}, S7_TYPE_DINT, 1}},
    {"DB10.DBD0:REAL*10", "DB10.DBD0:REAL*10", {{S7_AREA_DB, 10, 0, 320}, S7_TYPE_REAL, 10}},
    {"DB1.DBX0.5:BOOL*10", "DB1.DBX0.5:BOOL*10", {{S7_AREA_DB, 1, 5, 10}, S7_TYPE_BOOL, 10}},
    {"DB65535.DBB65535", "DB65535.DBB65535:BYTE", {{S7_AREA_DB, 65535, 524280, 8}, S7_TYPE_BYTE, 1}},
    {"MW20", "MW20:WORD", {{S7_AREA_MEMORY, 0, 160, 16}, S7_TYPE_WORD, 1}},
    {"MB3", "MB3:BYTE", {{S7_AREA_MEMORY, 0, 24, 8}, S7_TYPE_BYTE, 1}},
    {"MD8:REAL", "MD8:REAL", {{S7_AREA_MEMORY, 0, 64, 32}, S7_TYPE_REAL, 1}},
    {"M1.0", "M1.0:BOOL", {{S7_AREA_MEMORY, 0, 8, 1}, S7_TYPE_BOOL, 1}},
    {"I0.0", "I0.0:BOOL", {{S7_AREA_INPUT, 0, 0, 1}, S7_TYPE_BOOL, 1}},
    {"IB4", "IB4:BYTE", {{S7_AREA_INPUT, 0, 32, 8}, S7_TYPE_BYTE, 1}},
    {"IW4:INT", "IW4:INT", {{S7_AREA_INPUT, 0, 32, 16}, S7_TYPE_INT, 1}},
    {"ID0", "ID0:DWORD", {{S7_AREA_INPUT, 0, 0, 32}, S7_TYPE_DWORD, 1}},
    {"QB5", "QB5:BYTE", {{S7_AREA_OUTPUT, 0, 40, 8}, S7_TYPE_BYTE, 1}},
    {"Q5.7", "Q5.7:BOOL", {{S7_AREA_OUTPUT, 0, 47, 1}, S7_TYPE_BOOL, 1}},
    {"T5", "T5", {{S7_AREA_TIMER, 0, 80, 16}, S7_TYPE_TIMER, 1}},
    {"T5:TIMER*3", "T5*3", {{S7_AREA_TIMER, 0, 80, 48}, S7_TYPE_TIMER, 3}},
    {"C3", "C3", {{S7_AREA_COUNTER, 0, 48, 16}, S7_TYPE_COUNTER, 1}},
    {"C0*2", "C0*2", {{S7_AREA_COUNTER, 0, 0, 32}, S7_TYPE_COUNTER, 2}},
    {"P#DB10.DBX0.0 BYTE 20", "DB10.DBB0:BYTE*20", {{S7_AREA_DB, 10, 0, 160}, S7_TYPE_BYTE, 20}},
    {"P#DB10.DBX0.0  BYTE  20", "DB10.DBB0:BYTE*20", {{S7_AREA_DB, 10, 0, 160}, S7_TYPE_BYTE, 20}},
    {"P#M0.0 WORD 4", "MW0:WORD*4", {{S7_AREA_MEMORY, 0, 0, 64}, S7_TYPE_WORD, 4}},
    {"P#I2.0 INT 2", "IW2:INT*2", {{S7_AREA_INPUT, 0, 16, 32}, S7_TYPE_INT, 2}},
    {"P#Q2.0 REAL 1", "QD2:REAL", {{S7_AREA_OUTPUT, 0, 16, 32}, S7_TYPE_REAL, 1}},
    {"P#M1.3 BOOL 1", "M1.3:BOOL", {{S7_AREA_MEMORY, 0, 11, 1}, S7_TYPE_BOOL, 1}},
    {"P#DB1.DBX0.5 BOOL 10", "DB1.DBX0.5:BOOL*10", {{S7_AREA_DB, 1, 5, 10}, S7_TYPE_BOOL, 10}},
    {"P#DB1.DBX0.0 BYTE 20:REAL", "DB1.DBD0:REAL*5", {{S7_AREA_DB, 1, 0, 160}, S7_TYPE_REAL, 5}},
    {"P#DB1.DBX0.0 BYTE 20:REAL*5", "DB1.DBD0:REAL*5", {{S7_AREA_DB, 1, 0, 160}, S7_TYPE_REAL, 5}},
    {"P#M4.0 BYTE 1:BOOL", "M4.0:BOOL*8", {{S7_AREA_MEMORY, 0, 32, 8}, S7_TYPE_BOOL, 8}},
};

static void assert_same_tag(const struct s7_tag *a, const struct s7_tag *b)
{
    assert_int_equal(a->range.area, b->range.area);
    assert_int_equal(a->range.db, b->range.db);
    assert_int_equal(a->range.first_bit, b->range.first_bit);
    assert_int_equal(a->range.bit_count, b->range.bit_count);
    assert_int_equal(a->type, b->type);
    assert_int_equal(a->count, b->count);
}

static void addresses_are_read_and_written(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct s7_tag tag = {.count = 0};
        struct s7_text_error error = {.column = 99};
        char text[S7_TAG_TEXT_SIZE];
        if (s7_tag_parse(rows[i].text, &tag, &error) != S7_OK)
            fail_msg("%s: column %zu: %s", rows[i].text, error.column, error.message);
        assert_int_equal(error.column, 99);
        assert_same_tag(&tag, &rows[i].tag);
        assert_int_equal(s7_tag_format(&tag, text, sizeof text), strlen(rows[i].canonical));
        assert_string_equal(text, rows[i].canonical);
        assert_int_equal(s7_tag_parse(text, &tag, NULL), S7_OK);
        assert_same_tag(&tag, &rows[i].tag);
        assert_int_equal(s7_tag_format(&tag, text, strlen(rows[i].canonical)), 0);
    }
}

/** Text, error, column of the culprit, what the message must say. */
static const struct {
    const char *text;
    int error;
    size_t column;
    const char *says;
} faults[] = {
    {"", S7_ERR_LOCAL_SYNTAX, 1, "begins with"},
    {"X5", S7_ERR_LOCAL_SYNTAX, 1, "begins with"},
    {"D5", S7_ERR_LOCAL_SYNTAX, 1, "begins with"},
    {"db1.dbw2", S7_ERR_LOCAL_SYNTAX, 1, "capitals"},
    {"mw20", S7_ERR_LOCAL_SYNTAX, 1, "capitals"},
    {"%DB1.DBW4:INT", S7_ERR_LOCAL_SYNTAX, 1, "leave out the %"},
    {"E0.0", S7_ERR_LOCAL_SYNTAX, 1, "write I"},
    {"A0.0", S7_ERR_LOCAL_SYNTAX, 1, "write Q"},
    {"Z5", S7_ERR_LOCAL_SYNTAX, 1, "write C"},
    {"O5.0", S7_ERR_LOCAL_SYNTAX, 1, "write Q"},
    {" MW20", S7_ERR_LOCAL_SYNTAX, 1, "blank"},
    {"DB", S7_ERR_LOCAL_SYNTAX, 3, "number is missing"},
    {"DB0.DBB0", S7_ERR_LOCAL_VALUE, 3, "1 to 65535"},
    {"DB65536.DBB0", S7_ERR_LOCAL_VALUE, 3, "1 to 65535"},
    {"DB99999999999999999999.DBB0", S7_ERR_LOCAL_VALUE, 3, "1 to 65535"},
    {"DB-1.DBB0", S7_ERR_LOCAL_SYNTAX, 3, "number is missing"},
    {"DB10", S7_ERR_LOCAL_SYNTAX, 5, "point"},
    {"DB10,INT4", S7_ERR_LOCAL_SYNTAX, 5, "DB10.DBW4:INT"},
    {"DB1:4:REAL", S7_ERR_LOCAL_SYNTAX, 4, "DBW4:INT"},
    {"DB10.", S7_ERR_LOCAL_SYNTAX, 6, "DBX, DBB, DBW or DBD"},
    {"DB10.INT4", S7_ERR_LOCAL_SYNTAX, 6, "DBX, DBB, DBW or DBD"},
    {"DB10.DBQ4", S7_ERR_LOCAL_SYNTAX, 6, "DBX, DBB, DBW or DBD"},
    {"DB10.DB", S7_ERR_LOCAL_SYNTAX, 6, "DBX, DBB, DBW or DBD"},
    {"DB10.DBW", S7_ERR_LOCAL_SYNTAX, 9, "number is missing"},
    {"DB10.DBW65536", S7_ERR_LOCAL_VALUE, 9, "0 to 65535"},
    {"DB10.DBW65535", S7_ERR_LOCAL_VALUE, 9, "65535"},
    {"DB10.DBD65533", S7_ERR_LOCAL_VALUE, 9, "65535"},
    {"DB10.DBX2", S7_ERR_LOCAL_SYNTAX, 10, "bit number is missing"},
    {"DB10.DBX2.8", S7_ERR_LOCAL_VALUE, 11, "0 to 7"},
    {"DB10.DBX2.", S7_ERR_LOCAL_SYNTAX, 11, "number is missing"},
    {"DB10.DBW4.1", S7_ERR_LOCAL_SYNTAX, 10, "only DBX has a bit"},
    {"MB3.1", S7_ERR_LOCAL_SYNTAX, 4, "only M has a bit"},
    {"DB10.DBX2.1:INT", S7_ERR_LOCAL_TYPE, 13, "write DBW, not DBX"},
    {"DB10.DBW4:REAL", S7_ERR_LOCAL_TYPE, 11, "write DBD, not DBW"},
    {"DB10.DBD4:INT", S7_ERR_LOCAL_TYPE, 11, "write DBW, not DBD"},
    {"DB10.DBB4:WORD", S7_ERR_LOCAL_TYPE, 11, "write DBW, not DBB"},
    {"DB10.DBB4:BOOL", S7_ERR_LOCAL_TYPE, 11, "BOOL has 1 bit: write DBX"},
    {"M4.0:INT", S7_ERR_LOCAL_TYPE, 6, "write MW, not M"},
    {"MW4:BOOL", S7_ERR_LOCAL_TYPE, 5, "write M, not MW"},
    {"T5:WORD", S7_ERR_LOCAL_TYPE, 4, "leave it out"},
    {"T5:COUNTER", S7_ERR_LOCAL_TYPE, 4, "leave it out"},
    {"MW4:TIMER", S7_ERR_LOCAL_TYPE, 5, "T and C only"},
    {"DB10.DBW4:int", S7_ERR_LOCAL_SYNTAX, 11, "capitals"},
    {"DB10.DBW4:", S7_ERR_LOCAL_SYNTAX, 11, "data type is expected"},
    {"DB10.DBB4:STRING[32]", S7_ERR_LOCAL_SYNTAX, 11, "data type is expected"},
    {"DB10.DBB4:LREAL", S7_ERR_LOCAL_SYNTAX, 11, "data type is expected"},
    {"DB10.DBW4:INT[10]", S7_ERR_LOCAL_SYNTAX, 14, "INT*10"},
    {"DB10.DBW4:INT*", S7_ERR_LOCAL_SYNTAX, 15, "number is missing"},
    {"DB10.DBW4:INT*0", S7_ERR_LOCAL_VALUE, 15, "counts go"},
    {"DB10.DBW4:INT*40000", S7_ERR_LOCAL_VALUE, 15, "65535"},
    {"DB10.DBW4:INT*4294967297", S7_ERR_LOCAL_VALUE, 15, "counts go"},
    {"DB10.DBW4 ", S7_ERR_LOCAL_SYNTAX, 10, "end here"},
    {"DB10.DBW4:INT*3x", S7_ERR_LOCAL_SYNTAX, 16, "end here"},
    {"MX5.7", S7_ERR_LOCAL_SYNTAX, 2, "leave out the X: a bit is written M5.7"},
    {"M", S7_ERR_LOCAL_SYNTAX, 2, "MW20, M5.7"},
    {"IL4", S7_ERR_LOCAL_SYNTAX, 2, "IW20, I5.7"},
    {"M5", S7_ERR_LOCAL_SYNTAX, 3, "bit number is missing"},
    {"I0.9", S7_ERR_LOCAL_VALUE, 4, "0 to 7"},
    {"T", S7_ERR_LOCAL_SYNTAX, 2, "number is missing"},
    {"T65536", S7_ERR_LOCAL_VALUE, 2, "timers go from 0 to 65535"},
    {"C65535*2", S7_ERR_LOCAL_VALUE, 8, "65535"},
    {"p#M0.0 BYTE 2", S7_ERR_LOCAL_SYNTAX, 1, "capitals"},
    {"P#", S7_ERR_LOCAL_SYNTAX, 3, "begins with"},
    {"P#DB10.DBX0.0", S7_ERR_LOCAL_SYNTAX, 14, "blank is missing"},
    {"P#DB10.DBX0.0BYTE 20", S7_ERR_LOCAL_SYNTAX, 14, "blank is missing"},
    {"P#DB10.DBX0.0 BYTE", S7_ERR_LOCAL_SYNTAX, 19, "blank is missing"},
    {"P#DB10.DBX0.0 BYTE ", S7_ERR_LOCAL_SYNTAX, 20, "number is missing"},
    {"P#DB10.DBX0.0 OCTET 20", S7_ERR_LOCAL_SYNTAX, 15, "data type is expected"},
    {"P#DB10.DBX0.3 BYTE 20", S7_ERR_LOCAL_TYPE, 15, "bit 0 of an octet, not at bit 3"},
    {"P#DB10.DBB0 BYTE 20", S7_ERR_LOCAL_SYNTAX, 10, "always DBX"},
    {"P#DB10.DBX0 BYTE 20", S7_ERR_LOCAL_SYNTAX, 12, "bit number is missing"},
    {"P#MB0 BYTE 20", S7_ERR_LOCAL_SYNTAX, 4, "P#M0.0 BYTE 20"},
    {"P#T5 TIMER 3", S7_ERR_LOCAL_SYNTAX, 3, "without P#: T5*3"},
    {"P#M0.0 TIMER 3", S7_ERR_LOCAL_TYPE, 8, "T and C only"},
    {"P#M0.0 BYTE 0", S7_ERR_LOCAL_VALUE, 13, "counts go"},
    {"P#M0.0 BYTE 65537", S7_ERR_LOCAL_VALUE, 13, "65535"},
    {"P#M0.0 BYTE 6:REAL", S7_ERR_LOCAL_TYPE, 15, "no whole number of REAL"},
    {"P#M0.0 BYTE 8:REAL*3", S7_ERR_LOCAL_TYPE, 20, "holds 2 REAL, not 3"},
    {"P#M0.2 BOOL 8:BYTE", S7_ERR_LOCAL_TYPE, 15, "bit 0 of an octet"},
    {"P#M0.0 BYTE 8*2", S7_ERR_LOCAL_SYNTAX, 14, "end here"},
};

static void faults_point_at_the_culprit(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        struct s7_tag tag = {.count = 4711};
        struct s7_text_error error = {.column = 0, .message = ""};
        int result = s7_tag_parse(faults[i].text, &tag, &error);
        if (result != faults[i].error || error.column != faults[i].column ||
            !strstr(error.message, faults[i].says))
            fail_msg("\"%s\": %d, column %zu: %s", faults[i].text, result, error.column, error.message);
        assert_int_equal(tag.count, 4711);
        assert_int_equal(s7_tag_parse(faults[i].text, &tag, NULL), faults[i].error);
    }
}

static void sizes_are_those_of_the_values(void **state)
{
    (void)state;
    struct s7_tag tag;
    assert_int_equal(s7_tag_parse("DB1.DBX0.5:BOOL*10", &tag, NULL), S7_OK);
    assert_int_equal(s7_tag_size(&tag), 10);
    assert_int_equal(s7_tag_parse("DB1.DBD0:REAL*10", &tag, NULL), S7_OK);
    assert_int_equal(s7_tag_size(&tag), 40);
    assert_int_equal(s7_tag_parse("T5*3", &tag, NULL), S7_OK);
    assert_int_equal(s7_tag_size(&tag), 6);
    assert_int_equal(s7_tag_parse("M0.0", &tag, NULL), S7_OK);
    assert_int_equal(s7_tag_size(&tag), 1);
}

static void tags_without_type_are_written_as_pointers(void **state)
{
    (void)state;
    char text[S7_TAG_TEXT_SIZE];
    struct s7_tag tag = {{S7_AREA_DB, 10, 0, 160}, S7_TYPE_NONE, 20};
    assert_int_not_equal(s7_tag_format(&tag, text, sizeof text), 0);
    assert_string_equal(text, "P#DB10.DBX0.0 BYTE 20");
    assert_int_equal(s7_tag_format(&tag, text, 0), 0);
    tag.range.area = (enum s7_area)0;
    assert_int_equal(s7_tag_format(&tag, text, sizeof text), 0);
}

static struct s7_tag random_tag(struct s7_chance *chance)
{
    static const enum s7_area areas[] = {S7_AREA_COUNTER, S7_AREA_TIMER,  S7_AREA_INPUT,
                                         S7_AREA_OUTPUT,  S7_AREA_MEMORY, S7_AREA_DB};
    struct s7_tag tag = {.range.area = areas[s7_chance_below(chance, 6)]};
    if (tag.range.area == S7_AREA_DB)
        tag.range.db = (uint16_t)(1 + s7_chance_below(chance, 65535));
    tag.type = (enum s7_type)(S7_TYPE_BOOL + s7_chance_below(chance, S7_TYPE_REAL));
    if (tag.range.area == S7_AREA_TIMER)
        tag.type = S7_TYPE_TIMER;
    if (tag.range.area == S7_AREA_COUNTER)
        tag.type = S7_TYPE_COUNTER;
    uint32_t grain = tag.type >= S7_TYPE_TIMER ? 16 : tag.type == S7_TYPE_BOOL ? 1 : 8;
    uint32_t end = tag.type >= S7_TYPE_TIMER ? 65536 * 16 : 65536 * 8;
    unsigned bits = s7_type_bits(tag.type);
    tag.range.first_bit = (uint32_t)s7_chance_below(chance, (end - bits) / grain + 1) * grain;
    uint32_t most = (end - tag.range.first_bit) / bits;
    tag.count = 1 + (uint32_t)s7_chance_below(chance, s7_chance_below(chance, 2) ? most : 1);
    tag.range.bit_count = tag.count * bits;
    return tag;
}

static void what_is_written_is_read_again(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin(__func__);
    for (uint64_t i = cases_count(); i > 0; i--) {
        struct s7_tag tag = random_tag(&chance);
        struct s7_tag again = {.count = 0};
        char text[S7_TAG_TEXT_SIZE];
        assert_int_not_equal(s7_tag_format(&tag, text, sizeof text), 0);
        if (s7_tag_parse(text, &again, NULL) != S7_OK)
            fail_msg("%s is not read again", text);
        assert_same_tag(&tag, &again);
    }
}

/** Texts near addresses: never a crash, an over-read or a column outside the text. */
static void damaged_texts_are_ordinary_answers(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin(__func__);
    static const char alphabet[] = "DBXWDMIQTCP#0123456789.:* INTREALBYTE\x80%";
    for (uint64_t i = cases_count(); i > 0; i--) {
        const char *from = rows[s7_chance_below(&chance, sizeof rows / sizeof rows[0])].text;
        size_t length = strlen(from);
        char *text = malloc(length + 1);
        assert_non_null(text);
        memcpy(text, from, length + 1);
        for (uint64_t n = s7_chance_below(&chance, 4); n > 0; n--)
            text[s7_chance_below(&chance, length)] = alphabet[s7_chance_below(&chance, sizeof alphabet - 1)];
        struct s7_tag tag = {.count = 0};
        struct s7_text_error error = {.column = 0};
        if (s7_tag_parse(text, &tag, &error) != S7_OK) {
            assert_in_range(error.column, 1, length + 1);
            assert_true(strlen(error.message) > 0 && strlen(error.message) < sizeof error.message - 1);
        } else {
            assert_in_range(tag.range.bit_count, 1, S7_RANGE_BITS_MAX);
        }
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_read_and_written),
        cmocka_unit_test(faults_point_at_the_culprit),
        cmocka_unit_test(sizes_are_those_of_the_values),
        cmocka_unit_test(tags_without_type_are_written_as_pointers),
        cmocka_unit_test(what_is_written_is_read_again),
        cmocka_unit_test(damaged_texts_are_ordinary_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
