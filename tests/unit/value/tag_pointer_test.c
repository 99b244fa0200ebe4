/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cases.h"
#include "check.h"
#include "value/tag_reading.h"

/** A reading that stands behind "P#", as s7_tag_parse() leaves it. */
static struct s7_reading behind_start(const char *text, struct s7_text_error *error)
{
    assert_memory_equal(text, "P#", 2);
    return (struct s7_reading){.text = text, .at = 2, .error = error, .status = S7_OK};
}

static const struct {
    const char *text;
    struct s7_tag tag;
} rows[] = {
    {"P#DB10.DBX0.0 BYTE 20", {{S7_AREA_DB, 10, 0, 160}, S7_TYPE_BYTE, 20}},
    {"P#DB65535.DBX65535.0 CHAR 1", {{S7_AREA_DB, 65535, 524280, 8}, S7_TYPE_CHAR, 1}},
    {"P#DB1.DBX2.0   WORD   3", {{S7_AREA_DB, 1, 16, 48}, S7_TYPE_WORD, 3}},
    {"P#M0.0 INT 4", {{S7_AREA_MEMORY, 0, 0, 64}, S7_TYPE_INT, 4}},
    {"P#I2.0 DWORD 1", {{S7_AREA_INPUT, 0, 16, 32}, S7_TYPE_DWORD, 1}},
    {"P#Q2.0 DINT 1", {{S7_AREA_OUTPUT, 0, 16, 32}, S7_TYPE_DINT, 1}},
    {"P#Q2.0 REAL 2", {{S7_AREA_OUTPUT, 0, 16, 64}, S7_TYPE_REAL, 2}},
    {"P#M1.3 BOOL 1", {{S7_AREA_MEMORY, 0, 11, 1}, S7_TYPE_BOOL, 1}},
    {"P#DB1.DBX0.5 BOOL 10", {{S7_AREA_DB, 1, 5, 10}, S7_TYPE_BOOL, 10}},
    {"P#M0.0 BYTE 65536", {{S7_AREA_MEMORY, 0, 0, 524288}, S7_TYPE_BYTE, 65536}},
    {"P#DB1.DBX0.0 BYTE 20:REAL", {{S7_AREA_DB, 1, 0, 160}, S7_TYPE_REAL, 5}},
    {"P#DB1.DBX0.0 BYTE 20:REAL*5", {{S7_AREA_DB, 1, 0, 160}, S7_TYPE_REAL, 5}},
    {"P#M4.0 REAL 1:BOOL", {{S7_AREA_MEMORY, 0, 32, 32}, S7_TYPE_BOOL, 32}},
    {"P#M4.0 BOOL 16:INT*1", {{S7_AREA_MEMORY, 0, 32, 16}, S7_TYPE_INT, 1}},
    {"P#M4.1 BOOL 16:BOOL", {{S7_AREA_MEMORY, 0, 33, 16}, S7_TYPE_BOOL, 16}},
};

static void pointers_are_read_to_the_octet_behind_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[64];
        struct s7_text_error error = {.column = 99};
        struct s7_tag tag = rows[i].tag;
        snprintf(text, sizeof text, "%s;", rows[i].text);
        struct s7_reading r = behind_start(text, &error);
        if (!s7_reading_pointer(&r))
            fail_msg("%s: column %zu: %s", rows[i].text, error.column, error.message);
        assert_int_equal(r.status, S7_OK);
        assert_int_equal(r.at, strlen(rows[i].text));
        assert_int_equal(r.tag.range.area, tag.range.area);
        assert_int_equal(r.tag.range.db, tag.range.db);
        assert_int_equal(r.tag.range.first_bit, tag.range.first_bit);
        assert_int_equal(r.tag.range.bit_count, tag.range.bit_count);
        assert_int_equal(r.tag.type, tag.type);
        assert_int_equal(r.tag.count, tag.count);
        assert_int_equal(error.column, 99);
    }
}

static const struct {
    const char *text;
    int status;
    size_t column;
    const char *message;
} faults[] = {
    {"P#E0.0 BYTE 1", S7_ERR_LOCAL_SYNTAX, 3, "E is German: write I for inputs"},
    {"P#T5 TIMER 3", S7_ERR_LOCAL_SYNTAX, 3, "write timers and counters without P#: T5*3"},
    {"P#C5 COUNTER 3", S7_ERR_LOCAL_SYNTAX, 3, "write timers and counters without P#: C5*3"},
    {"P#DB10.DBB0 BYTE 2", S7_ERR_LOCAL_SYNTAX, 10, "an ANY pointer is always DBX: P#DB10.DBX0.0 BYTE 20"},
    {"P#DB10.DBD0 REAL 2", S7_ERR_LOCAL_SYNTAX, 10, "an ANY pointer is always DBX: P#DB10.DBX0.0 BYTE 20"},
    {"P#DB0.DBX0.0 BYTE 2", S7_ERR_LOCAL_VALUE, 5, "DB numbers go from 1 to 65535"},
    {"P#DB10.DBX0 BYTE 2", S7_ERR_LOCAL_SYNTAX, 12, "a bit number is missing here: .0 to .7"},
    {"P#DB10.DBX0.8 BYTE 2", S7_ERR_LOCAL_VALUE, 13, "bits go from 0 to 7"},
    {"P#MW0 WORD 2", S7_ERR_LOCAL_SYNTAX, 4, "an ANY pointer has octet and bit here: P#M0.0 BYTE 20"},
    {"P#I", S7_ERR_LOCAL_SYNTAX, 4, "an ANY pointer has octet and bit here: P#I0.0 BYTE 20"},
    {"P#M0.0", S7_ERR_LOCAL_SYNTAX, 7, "a blank is missing here: P#DB10.DBX0.0 BYTE 20"},
    {"P#M0.0\tBYTE 2", S7_ERR_LOCAL_SYNTAX, 7, "a blank is missing here: P#DB10.DBX0.0 BYTE 20"},
    {"P#M0.0 BYTE", S7_ERR_LOCAL_SYNTAX, 12, "a blank is missing here: P#DB10.DBX0.0 BYTE 20"},
    {"P#M0.0 BYTE*2", S7_ERR_LOCAL_SYNTAX, 12, "a blank is missing here: P#DB10.DBX0.0 BYTE 20"},
    {"P#M0.0 BYTE x", S7_ERR_LOCAL_SYNTAX, 13, "a number is missing here"},
    {"P#M0.0 BYTE 0", S7_ERR_LOCAL_VALUE, 13, "counts go from 1 to 524288"},
    {"P#M0.1 BYTE 1", S7_ERR_LOCAL_TYPE, 8, "BYTE begins at bit 0 of an octet, not at bit 1"},
    {"P#M92.7 REAL 1", S7_ERR_LOCAL_TYPE, 9, "REAL begins at bit 0 of an octet, not at bit 7"},
    {"P#M0.0 TIMER 1", S7_ERR_LOCAL_TYPE, 8, "TIMER is the type of T and C only"},
    {"P#M0.0 COUNTER 1", S7_ERR_LOCAL_TYPE, 8, "COUNTER is the type of T and C only"},
    {"P#M1.0 BYTE 65536", S7_ERR_LOCAL_VALUE, 13, "this ends behind the last possible octet, 65535"},
    {"P#M0.0 REAL 524288", S7_ERR_LOCAL_VALUE, 13, "this ends behind the last possible octet, 65535"},
    {"P#M0.0 BYTE 6:REAL", S7_ERR_LOCAL_TYPE, 15, "48 bits are no whole number of REAL"},
    {"P#M0.0 BOOL 7:BYTE", S7_ERR_LOCAL_TYPE, 15, "7 bits are no whole number of BYTE"},
    {"P#M0.2 BOOL 8:BYTE", S7_ERR_LOCAL_TYPE, 15, "BYTE begins at bit 0 of an octet, not at bit 2"},
    {"P#M0.0 WORD 1:TIMER", S7_ERR_LOCAL_TYPE, 15, "TIMER is the type of T and C only"},
    {"P#M0.0 BYTE 8:REAL*3", S7_ERR_LOCAL_TYPE, 20, "the pointer holds 2 REAL, not 3"},
    {"P#M0.0 BYTE 8:REAL*", S7_ERR_LOCAL_SYNTAX, 20, "a number is missing here"},
};

static void faults_are_told_with_their_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        struct s7_text_error error = {.column = 0};
        struct s7_reading r = behind_start(faults[i].text, &error);
        bool read = s7_reading_pointer(&r);
        if (read || r.status != faults[i].status || error.column != faults[i].column ||
            strcmp(error.message, faults[i].message) != 0)
            fail_msg("\"%s\": %d, column %zu: %s", faults[i].text, r.status, error.column, error.message);
        r = behind_start(faults[i].text, NULL);
        assert_false(s7_reading_pointer(&r));
        assert_int_equal(r.status, faults[i].status);
    }
}

/** Any octets read as any type that divides them: the range stays, the count follows. */
static void suffixes_keep_the_range(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin(__func__);
    for (unsigned long i = cases_count(); i > 0; i--) {
        unsigned octets = 1 + (unsigned)s7_chance_below(&chance, 64);
        unsigned first = (unsigned)s7_chance_below(&chance, 65536 - 64);
        enum s7_type type = (enum s7_type)(S7_TYPE_BOOL + s7_chance_below(&chance, S7_TYPE_REAL));
        char text[64];
        snprintf(text, sizeof text, "P#DB3.DBX%u.0 BYTE %u:%s", first, octets, s7_type_name(type));
        struct s7_reading r = behind_start(text, NULL);
        bool whole = octets * 8 % s7_type_bits(type) == 0;
        assert_int_equal(s7_reading_pointer(&r), whole);
        assert_int_equal(r.status, whole ? S7_OK : S7_ERR_LOCAL_TYPE);
        if (!whole)
            continue;
        assert_int_equal(r.tag.range.first_bit, first * 8);
        assert_int_equal(r.tag.range.bit_count, octets * 8);
        assert_int_equal(r.tag.count * s7_type_bits(type), octets * 8);
        assert_int_equal(r.tag.type, type);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pointers_are_read_to_the_octet_behind_them),
        cmocka_unit_test(faults_are_told_with_their_place),
        cmocka_unit_test(suffixes_keep_the_range),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
