/* SPDX-License-Identifier: MIT */
#include "wire/item.h"

#include "cases.h"
#include "check.h"
#include "random_message.h"
#include "sieben/error.h"

static void test_captured_any(void **state)
{
    (void)state;
    const uint8_t octets[] = {0x12, 0x0A, 0x10, 0x08, 0, 1, 0, 0x0A, 0x84, 0x01, 0x02, 0x47};
    struct s7_reader reader = s7_reader_over(octets, sizeof octets);
    struct s7_item item;
    assert_int_equal(s7_item_decode(&reader, false, &item), S7_OK);
    assert_int_equal(item.specification, S7_ITEM_VARIABLE);
    assert_int_equal(item.syntax, S7_SYNTAX_S7ANY);
    assert_int_equal(item.transport_size, S7_TRANSPORT_REAL);
    assert_int_equal(item.count, 1);
    assert_int_equal(item.db, 10);
    assert_int_equal(item.area, 0x84);
    assert_int_equal(item.address, 0x010247);
    assert_true(s7_reader_done(&reader));
}

static void test_other_syntax_and_fill(void **state)
{
    (void)state;
    const uint8_t octets[] = {0x12, 5, 0x82, 1, 2, 3, 4, 0};
    struct s7_item item;
    struct s7_reader reader = s7_reader_over(octets, sizeof octets);
    assert_int_equal(s7_item_decode(&reader, false, &item), S7_OK);
    assert_int_equal(item.syntax, 0x82);
    assert_int_equal(item.other.size, 4);
    assert_ptr_equal(item.other.at, octets + 3);
    assert_int_equal(s7_reader_left(&reader), 0);
    reader = s7_reader_over(octets, sizeof octets);
    assert_int_equal(s7_item_decode(&reader, true, &item), S7_OK);
    assert_int_equal(s7_reader_left(&reader), 1);
}

static const struct {
    size_t size;
    bool last;
    uint8_t octets[13];
} bad[] = {
    {0, true, {0}},
    {2, true, {0x12, 1}},
    {3, true, {0x12, 0, 0x10}},
    {3, true, {0x12, 2, 0x82}},
    {3, false, {0x12, 1, 0x82}},
    {4, false, {0x12, 1, 0x82, 0x55}},
    {11, true, {0x12, 0x09, 0x10, 2, 0, 1, 0, 0, 0x83, 0, 0}},
    {13, true, {0x12, 0x0B, 0x10, 2, 0, 1, 0, 0, 0x83, 0, 0, 0, 0}},
    {11, true, {0x12, 0x0A, 0x10, 2, 0, 1, 0, 0, 0x83, 0, 0}},
};

static void test_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct s7_reader reader = s7_reader_over(bad[i].octets, bad[i].size);
        struct s7_item item = {.db = 77};
        assert_int_equal(s7_item_decode(&reader, bad[i].last, &item), S7_ERR_S7_MALFORMED);
        assert_int_equal(item.db, 77);
    }
}

static void test_random_items_come_back(void **state)
{
    (void)state;
    static struct arena arena;
    struct s7_chance chance = cases_begin("item");
    for (unsigned long i = 0; i < cases_count(); i++) {
        arena.used = 0;
        struct s7_item item = random_item(&chance, &arena);
        struct s7_item again;
        bool last = s7_chance_below(&chance, 2);
        uint8_t octets[64];
        struct s7_writer writer = s7_writer_over(octets, sizeof octets);
        s7_item_encode(&writer, last, &item);
        assert_false(writer.bad);
        assert_true(last || s7_writer_size(&writer) % 2 == 0);
        struct s7_reader reader = s7_reader_over(octets, s7_writer_size(&writer));
        assert_int_equal(s7_item_decode(&reader, last, &again), S7_OK);
        assert_true(s7_reader_done(&reader));
        assert_true(item_equal(&item, &again));
    }
}

static void test_too_long_to_encode(void **state)
{
    (void)state;
    static uint8_t octets[300];
    struct s7_item item = {.specification = 0x12, .syntax = 0xB0, .other = {octets, 255}};
    uint8_t out[300];
    struct s7_writer writer = s7_writer_over(out, sizeof out);
    s7_item_encode(&writer, true, &item);
    assert_true(writer.bad);
    item.other.size = 254;
    writer = s7_writer_over(out, sizeof out);
    s7_item_encode(&writer, true, &item);
    assert_false(writer.bad);
}

static void test_element_sizes(void **state)
{
    (void)state;
    static const struct {
        uint8_t transport_size;
        size_t octets;
    } sizes[] = {{0x00, 0}, {0x01, 1}, {0x02, 1}, {0x03, 1}, {0x04, 2}, {0x05, 2}, {0x06, 4}, {0x07, 4},
                 {0x08, 4}, {0x09, 0}, {0x13, 2}, {0x1C, 2}, {0x1D, 2}, {0x1E, 0}, {0x30, 0}, {0xFF, 0}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        assert_int_equal(s7_transport_octets(sizes[i].transport_size), sizes[i].octets);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_captured_any),
        cmocka_unit_test(test_other_syntax_and_fill),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_random_items_come_back),
        cmocka_unit_test(test_too_long_to_encode),
        cmocka_unit_test(test_element_sizes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
