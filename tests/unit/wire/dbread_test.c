/* SPDX-License-Identifier: MIT */
#include "wire/dbread.h"

#include "cases.h"
#include "check.h"
#include "cut.h"
#include "sieben/error.h"
#include "wire/data_item.h"

/* A WinCC read of an S7-400: 2 octets of DB74, 4 of DB76, 2 of DB81. */
static const uint8_t areas[] = {3, 2, 0, 0x4A, 0, 0x6C, 4, 0, 0x4C, 1, 0x94, 2, 0, 0x51, 0, 0x3C};
static const uint8_t answer[] = {0xFF, 4, 10, 0xFF, 5, 0x44, 5, 0x3E, 0xFF, 4, 10};

static int decode(struct s7_octets octets)
{
    struct s7_item item = {.syntax = S7_SYNTAX_DBREAD, .other = octets};
    struct s7_dbread dbread;
    return s7_dbread_decode(&item, &dbread);
}

static struct s7_dbread question(void)
{
    struct s7_item item = {.syntax = S7_SYNTAX_DBREAD, .other = {areas, sizeof areas}};
    struct s7_dbread dbread;
    assert_int_equal(s7_dbread_decode(&item, &dbread), S7_OK);
    return dbread;
}

static int decode_answer(struct s7_octets octets)
{
    struct s7_dbread dbread = question();
    struct s7_dbread_part parts[S7_DBREAD_AREAS_MAX];
    return s7_dbread_parts_decode(&dbread, octets, parts);
}

static void test_areas(void **state)
{
    (void)state;
    struct s7_dbread dbread = question();
    assert_int_equal(dbread.area_count, 3);
    assert_int_equal(dbread.areas[1].size, 4);
    assert_int_equal(dbread.areas[1].db, 76);
    assert_int_equal(dbread.areas[1].offset, 404);
    cut_anywhere(decode, areas, sizeof areas);
    struct s7_item other = {.syntax = 0xB2, .other = {areas, sizeof areas}};
    assert_int_equal(s7_dbread_decode(&other, &dbread), S7_ERR_S7_MALFORMED);
}

static void test_more_than_an_item_has(void **state)
{
    (void)state;
    static uint8_t octets[1 + 51 * S7_DBREAD_AREA_SIZE] = {51};
    assert_int_equal(decode((struct s7_octets){octets, sizeof octets}), S7_ERR_S7_MALFORMED);
    octets[0] = 50;
    assert_int_equal(decode((struct s7_octets){octets, sizeof octets - S7_DBREAD_AREA_SIZE}), S7_OK);
}

static void test_answer(void **state)
{
    (void)state;
    struct s7_dbread dbread = question();
    struct s7_dbread_part parts[3];
    cut_anywhere(decode_answer, answer, sizeof answer);
    assert_int_equal(s7_dbread_parts_decode(&dbread, (struct s7_octets){answer, sizeof answer}, parts), S7_OK);
    assert_int_equal(parts[1].code, S7_RETURN_SUCCESS);
    assert_int_equal(parts[1].octets.size, 4);
    assert_memory_equal(parts[1].octets.at, "\x05\x44\x05\x3E", 4);
    /* The first unchanged, the second refused, the last one given. */
    static const uint8_t mixed[] = {0xFE, 0x0A, 0xFF, 1, 2};
    assert_int_equal(s7_dbread_parts_decode(&dbread, (struct s7_octets){mixed, sizeof mixed}, parts), S7_OK);
    assert_int_equal(parts[0].code, S7_DBREAD_UNCHANGED);
    assert_int_equal(parts[0].octets.size, 0);
    assert_int_equal(parts[1].code, S7_RETURN_MISSING);
    assert_int_equal(parts[2].octets.size, 2);
}

static void test_item(void **state)
{
    (void)state;
    struct s7_item item = s7_dbread_item(&(struct s7_dbread_area){255, 65535, 65535});
    assert_int_equal(item.specification, S7_ITEM_VARIABLE);
    assert_int_equal(item.syntax, S7_SYNTAX_S7ANY);
    assert_int_equal(item.transport_size, S7_TRANSPORT_BYTE);
    assert_int_equal(item.count, 255);
    assert_int_equal(item.db, 65535);
    assert_int_equal(item.area, 0x84);
    assert_int_equal(item.address, 65535 * 8);
}

/* What is encoded here by hand, area by area, decodes to the same, and so does its answer. */
static void test_comes_back(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("DBREAD comes back");
    for (unsigned long n = cases_count() / 10; n--;) {
        uint8_t asked[256], said[50 * 256];
        struct s7_writer item = s7_writer_over(asked, sizeof asked), reply = s7_writer_over(said, sizeof said);
        struct s7_dbread_area areas_asked[S7_DBREAD_AREAS_MAX];
        uint8_t codes[S7_DBREAD_AREAS_MAX], count = (uint8_t)s7_chance_below(&chance, 51);
        s7_writer_u8(&item, count);
        for (size_t i = 0; i < count; i++) {
            struct s7_dbread_area *area = &areas_asked[i];
            *area = (struct s7_dbread_area){(uint8_t)s7_chance_below(&chance, 256),
                                            (uint16_t)s7_chance_below(&chance, 65536),
                                            (uint16_t)s7_chance_below(&chance, 65536)};
            codes[i] = (uint8_t)(s7_chance_below(&chance, 2) ? 0xFF : s7_chance_below(&chance, 256));
            s7_writer_u8(&item, area->size);
            s7_writer_u16(&item, area->db);
            s7_writer_u16(&item, area->offset);
            s7_writer_u8(&reply, codes[i]);
            for (size_t octet = 0; codes[i] == 0xFF && octet < area->size; octet++)
                s7_writer_u8(&reply, (uint8_t)(i + octet));
        }
        struct s7_item decoded = {.syntax = S7_SYNTAX_DBREAD, .other = {asked, s7_writer_size(&item)}};
        struct s7_dbread dbread;
        struct s7_dbread_part parts[S7_DBREAD_AREAS_MAX];
        assert_int_equal(s7_dbread_decode(&decoded, &dbread), S7_OK);
        assert_int_equal(dbread.area_count, count);
        assert_int_equal(
            s7_dbread_parts_decode(&dbread, (struct s7_octets){said, s7_writer_size(&reply)}, parts), S7_OK);
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(dbread.areas[i].size, areas_asked[i].size);
            assert_int_equal(dbread.areas[i].db, areas_asked[i].db);
            assert_int_equal(dbread.areas[i].offset, areas_asked[i].offset);
            assert_int_equal(parts[i].code, codes[i]);
            assert_int_equal(parts[i].octets.size, codes[i] == 0xFF ? areas_asked[i].size : 0);
            for (size_t octet = 0; octet < parts[i].octets.size; octet++)
                assert_int_equal(parts[i].octets.at[octet], (uint8_t)(i + octet));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_areas),      cmocka_unit_test(test_more_than_an_item_has),
        cmocka_unit_test(test_answer),     cmocka_unit_test(test_item),
        cmocka_unit_test(test_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
