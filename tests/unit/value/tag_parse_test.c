/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "cases.h"
#include "check.h"
#include "sieben/address.h"
#include "sieben/error.h"

static const struct {
    const char *letters;
    enum s7_area area;
    uint16_t db;
} areas[] = {
    {"DB7.DB", S7_AREA_DB, 7},
    {"M", S7_AREA_MEMORY, 0},
    {"I", S7_AREA_INPUT, 0},
    {"Q", S7_AREA_OUTPUT, 0},
};

static const struct {
    const char *name;
    enum s7_type type;
    unsigned bits;
    char width;
} types[] = {
    {"BOOL", S7_TYPE_BOOL, 1, 'X'},        {"BYTE", S7_TYPE_BYTE, 8, 'B'},  {"CHAR", S7_TYPE_CHAR, 8, 'B'},
    {"WORD", S7_TYPE_WORD, 16, 'W'},       {"INT", S7_TYPE_INT, 16, 'W'},   {"DWORD", S7_TYPE_DWORD, 32, 'D'},
    {"DINT", S7_TYPE_DINT, 32, 'D'},       {"REAL", S7_TYPE_REAL, 32, 'D'}, {"TIMER", S7_TYPE_TIMER, 16, 'T'},
    {"COUNTER", S7_TYPE_COUNTER, 16, 'C'},
};

enum { AREA_COUNT = sizeof areas / sizeof areas[0], TYPE_COUNT = sizeof types / sizeof types[0] };

static void assert_tag(const char *text, struct s7_tag expected)
{
    struct s7_tag tag = {.count = 4711};
    struct s7_text_error error = {.column = 99, .message = "untouched"};
    if (s7_tag_parse(text, &tag, &error) != S7_OK)
        fail_msg("%s: column %zu: %s", text, error.column, error.message);
    if (tag.range.area != expected.range.area || tag.range.db != expected.range.db ||
        tag.range.first_bit != expected.range.first_bit || tag.range.bit_count != expected.range.bit_count ||
        tag.type != expected.type || tag.count != expected.count)
        fail_msg("%s: area %u, DB %u, bits %u+%u, %u of type %u", text, (unsigned)tag.range.area,
                 (unsigned)tag.range.db, (unsigned)tag.range.first_bit, (unsigned)tag.range.bit_count,
                 (unsigned)tag.count, (unsigned)tag.type);
    assert_int_equal(error.column, 99);
    assert_string_equal(error.message, "untouched");
}

static void assert_refused(const char *text, int status, size_t column, const char *says)
{
    struct s7_tag tag = {.count = 4711};
    struct s7_text_error error = {.column = 0, .message = ""};
    int result = s7_tag_parse(text, &tag, &error);
    if (result != status || error.column != column || !strstr(error.message, says))
        fail_msg("\"%s\": %d, column %zu: %s", text, result, error.column, error.message);
    assert_int_equal(tag.count, 4711);
    assert_int_equal(s7_tag_parse(text, &tag, NULL), status);
}

/** The beginning of an address: "DB7.DBW4", "MW4", "M4.3". */
static void write_place(char *text, size_t size, size_t area, char width)
{
    bool letter = areas[area].area == S7_AREA_DB || width != 'X';
    snprintf(text, size, "%s%.*s4%s", areas[area].letters, letter ? 1 : 0, &width, width == 'X' ? ".3" : "");
}

/** Every area with every width: without suffix it is BOOL, BYTE, WORD or DWORD. */
static void the_type_follows_from_the_width(void **state)
{
    (void)state;
    static const size_t own[] = {0, 1, 3, 5}; /* BOOL BYTE WORD DWORD */
    for (size_t a = 0; a < AREA_COUNT; a++) {
        for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
            char text[32];
            uint32_t first = types[own[i]].width == 'X' ? 35 : 32;
            write_place(text, sizeof text, a, types[own[i]].width);
            assert_tag(text, (struct s7_tag){{areas[a].area, areas[a].db, first, types[own[i]].bits},
                                             types[own[i]].type,
                                             1});
        }
    }
    assert_tag("T5", (struct s7_tag){{S7_AREA_TIMER, 0, 80, 16}, S7_TYPE_TIMER, 1});
    assert_tag("C0", (struct s7_tag){{S7_AREA_COUNTER, 0, 0, 16}, S7_TYPE_COUNTER, 1});
}

/** Every area, width and type: taken when the widths are the same, else address and type contradict. */
static void the_type_must_fit_the_width(void **state)
{
    (void)state;
    for (size_t i = 0; i < (size_t)AREA_COUNT * 4 * TYPE_COUNT; i++) {
        size_t a = i % AREA_COUNT;
        size_t t = i / AREA_COUNT / 4;
        char width = "XBWD"[i / AREA_COUNT % 4];
        char place[32];
        char text[64];
        write_place(place, sizeof place, a, width);
        snprintf(text, sizeof text, "%s:%s*3", place, types[t].name);
        uint32_t first = width == 'X' ? 35 : 32;
        if (width == types[t].width)
            assert_tag(text, (struct s7_tag){
                                 {areas[a].area, areas[a].db, first, 3 * types[t].bits}, types[t].type, 3});
        else
            assert_refused(text, S7_ERR_LOCAL_TYPE, strlen(place) + 2, types[t].name);
    }
}

static void timers_and_counters_have_their_own_type(void **state)
{
    (void)state;
    assert_tag("T5:TIMER*3", (struct s7_tag){{S7_AREA_TIMER, 0, 80, 48}, S7_TYPE_TIMER, 3});
    assert_tag("C65535:COUNTER", (struct s7_tag){{S7_AREA_COUNTER, 0, 1048560, 16}, S7_TYPE_COUNTER, 1});
    assert_tag("T0*65536", (struct s7_tag){{S7_AREA_TIMER, 0, 0, 1048576}, S7_TYPE_TIMER, 65536});
    assert_refused("T5:COUNTER", S7_ERR_LOCAL_TYPE, 4,
                   "T and C have no other type than their own: leave it out");
    assert_refused("C5:WORD", S7_ERR_LOCAL_TYPE, 4, "leave it out");
    assert_refused("T65536", S7_ERR_LOCAL_VALUE, 2, "timers go from 0 to 65535");
    assert_refused("C65536", S7_ERR_LOCAL_VALUE, 2, "counters go from 0 to 65535");
    assert_refused("C1*65536", S7_ERR_LOCAL_VALUE, 4, "number, 65535");
    assert_refused("TW5", S7_ERR_LOCAL_SYNTAX, 2, "number is missing");
    assert_refused("T5.0", S7_ERR_LOCAL_SYNTAX, 3, "the address should end here");
}

static void addresses_end_where_their_area_ends(void **state)
{
    (void)state;
    assert_tag("DB65535.DBX65535.7", (struct s7_tag){{S7_AREA_DB, 65535, 524287, 1}, S7_TYPE_BOOL, 1});
    assert_tag("MD65532:REAL", (struct s7_tag){{S7_AREA_MEMORY, 0, 524256, 32}, S7_TYPE_REAL, 1});
    assert_tag("M0.0*524288", (struct s7_tag){{S7_AREA_MEMORY, 0, 0, 524288}, S7_TYPE_BOOL, 524288});
    assert_tag("QB1*65535", (struct s7_tag){{S7_AREA_OUTPUT, 0, 8, 524280}, S7_TYPE_BYTE, 65535});
    assert_tag("M9.0", (struct s7_tag){{S7_AREA_MEMORY, 0, 72, 1}, S7_TYPE_BOOL, 1});
    assert_refused("M65536.0", S7_ERR_LOCAL_VALUE, 2, "0 to 65535");
    assert_refused("M0.8", S7_ERR_LOCAL_VALUE, 4, "0 to 7");
    assert_refused("M0.1*524288", S7_ERR_LOCAL_VALUE, 6, "octet, 65535");
    assert_refused("QB1*65536", S7_ERR_LOCAL_VALUE, 5, "octet, 65535");
    assert_refused("DB1.DBD65533", S7_ERR_LOCAL_VALUE, 8, "octet, 65535");
    assert_refused("MW65535:INT", S7_ERR_LOCAL_VALUE, 3, "octet, 65535");
    assert_refused("DB0.DBB0", S7_ERR_LOCAL_VALUE, 3, "1 to 65535");
}

static void mistakes_are_answered_in_words(void **state)
{
    (void)state;
    assert_refused("", S7_ERR_LOCAL_SYNTAX, 1, "begins with");
    assert_refused("M", S7_ERR_LOCAL_SYNTAX, 2, "MW20, M5.7");
    assert_refused("Q ", S7_ERR_LOCAL_SYNTAX, 2, "QW20, Q5.7");
    assert_refused("IX5.7", S7_ERR_LOCAL_SYNTAX, 2, "leave out the X: a bit is written I5.7");
    assert_refused("ML5", S7_ERR_LOCAL_SYNTAX, 2, "B, W, D or a bit address");
    assert_refused("M5", S7_ERR_LOCAL_SYNTAX, 3, "bit number is missing");
    assert_refused("MW5.1", S7_ERR_LOCAL_SYNTAX, 4, "only M has a bit number");
    assert_refused("DB1.DBD5.1", S7_ERR_LOCAL_SYNTAX, 9, "only DBX has a bit number");
    assert_refused("DB1.DBX0", S7_ERR_LOCAL_SYNTAX, 9, "bit number is missing");
    assert_refused("DB1.DBX0.0:INT", S7_ERR_LOCAL_TYPE, 12, "INT has 16 bits: write DBW, not DBX");
    assert_refused("M0.0:REAL", S7_ERR_LOCAL_TYPE, 6, "REAL has 32 bits: write MD, not M");
    assert_refused("QB0:BOOL", S7_ERR_LOCAL_TYPE, 5, "BOOL has 1 bit: write Q, not QB");
    assert_refused("MW0:TIMER", S7_ERR_LOCAL_TYPE, 5, "TIMER is the type of T and C only");
    assert_refused("MW0:COUNTER", S7_ERR_LOCAL_TYPE, 5, "COUNTER is the type of T and C only");
    assert_refused("MW0:", S7_ERR_LOCAL_SYNTAX, 5, "data type is expected");
    assert_refused("MW0*", S7_ERR_LOCAL_SYNTAX, 5, "number is missing");
    assert_refused("MW0*0", S7_ERR_LOCAL_VALUE, 5, "counts go");
    assert_refused("MW0*2:INT", S7_ERR_LOCAL_SYNTAX, 6, "should end here");
    assert_refused("MW0:INT[2]", S7_ERR_LOCAL_SYNTAX, 8, "arrays are written with a star: INT*10");
    assert_refused("MW0\n", S7_ERR_LOCAL_SYNTAX, 4, "should end here");
    assert_refused("mw0", S7_ERR_LOCAL_SYNTAX, 1, "capitals");
}

static void any_pointers_are_read_to_their_end(void **state)
{
    (void)state;
    assert_tag("P#DB10.DBX0.0 BYTE 20", (struct s7_tag){{S7_AREA_DB, 10, 0, 160}, S7_TYPE_BYTE, 20});
    assert_tag("P#M4.0 BYTE 8:REAL", (struct s7_tag){{S7_AREA_MEMORY, 0, 32, 64}, S7_TYPE_REAL, 2});
    assert_refused("P#M4.0 BYTE 8*2", S7_ERR_LOCAL_SYNTAX, 14, "should end here");
    assert_refused("P#M4.0 BYTE 8[2]", S7_ERR_LOCAL_SYNTAX, 14, "star");
    assert_refused("P#MW4", S7_ERR_LOCAL_SYNTAX, 4, "octet and bit");
}

/** Texts near addresses, in buffers of their size: read, or refused with a place within them. */
static void damaged_texts_are_ordinary_answers(void **state)
{
    (void)state;
    static const char *const from[] = {"DB10.DBW4:INT*3", "M65535.7", "T5*3", "P#DB1.DBX0.0 BYTE 20:REAL*5"};
    static const char alphabet[] = "DBXWMIQTCP#0123456789.:* INTREAL\x80";
    struct s7_chance chance = cases_begin(__func__);
    for (unsigned long i = cases_count(); i > 0; i--) {
        const char *whole = from[s7_chance_below(&chance, 4)];
        size_t length = 1 + s7_chance_below(&chance, strlen(whole));
        char *text = calloc(length + 1, 1);
        assert_non_null(text);
        memcpy(text, whole, length);
        text[s7_chance_below(&chance, length)] = alphabet[s7_chance_below(&chance, sizeof alphabet - 1)];
        struct s7_tag tag = {.count = 4711};
        struct s7_text_error error = {.column = 0};
        if (s7_tag_parse(text, &tag, &error) == S7_OK) {
            assert_in_range(tag.range.bit_count, 1, 1048576);
            assert_int_equal(tag.range.bit_count, tag.count * s7_type_bits(tag.type));
        } else {
            assert_in_range(error.column, 1, length + 1);
            assert_int_equal(tag.count, 4711);
        }
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_type_follows_from_the_width),
        cmocka_unit_test(the_type_must_fit_the_width),
        cmocka_unit_test(timers_and_counters_have_their_own_type),
        cmocka_unit_test(addresses_end_where_their_area_ends),
        cmocka_unit_test(mistakes_are_answered_in_words),
        cmocka_unit_test(any_pointers_are_read_to_their_end),
        cmocka_unit_test(damaged_texts_are_ordinary_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
