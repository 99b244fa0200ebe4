/* SPDX-License-Identifier: MIT */
#include "wire/tis.h"

#include "cases.h"
#include "check.h"
#include "cut.h"
#include "sieben/error.h"
#include "wire/describe.h"

static struct s7_tis_list list;

static int decode_frame(struct s7_octets octets)
{
    struct s7_tis tis;
    return s7_tis_decode(octets, &tis);
}

static int decode_setup(struct s7_octets octets)
{
    struct s7_tis_setup setup;
    return s7_tis_setup_decode(octets, &setup);
}

static int decode_result(struct s7_octets octets)
{
    struct s7_tis_result result;
    return s7_tis_result_decode(octets, &result);
}

static int decode_read(struct s7_octets octets)
{
    return s7_tis_read_decode(octets, &list);
}

static int decode_write(struct s7_octets octets)
{
    return s7_tis_write_decode(octets, &list);
}

static int decode_values(struct s7_octets octets)
{
    return s7_tis_values_decode(octets, &list);
}

static int decode_codes(struct s7_octets octets)
{
    struct s7_tis_codes codes;
    return s7_tis_codes_decode(octets, &codes);
}

static void test_frame(void **state)
{
    (void)state;
    static const uint8_t octets[] = {0, 4, 0, 2, 1, 0, 0, 1, 0xAA, 0xBB};
    struct s7_tis tis;
    cut_anywhere(decode_frame, octets, sizeof octets);
    assert_int_equal(s7_tis_decode((struct s7_octets){octets, sizeof octets}, &tis), S7_OK);
    assert_int_equal(tis.parameter.size, 4);
    assert_int_equal(tis.data.at[1], 0xBB);
    assert_int_equal(decode_result(tis.parameter), S7_OK);
    cut_anywhere(decode_result, octets + 4, 4);
}

/* The set-up of a block's status, and the longer ones that Wireshark knows. */
static const uint8_t setup_octets[] = {0, 0, 0, 1, 0, 0, 0, 0x2E, 0,    1, 0, 1,    0,    1, 0, 1, 0, 1, 6,
                                       0, 0, 8, 0, 1, 0, 7, 0,    0x10, 0, 2, 0x0A, 0x0A, 0, 5, 0, 6, 0, 9};

static void test_setup_sizes(void **state)
{
    (void)state;
    static const size_t sizes[] = {20, 26, 28, 36, 38};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct s7_tis_setup setup;
        assert_int_equal(s7_tis_setup_decode((struct s7_octets){setup_octets, sizes[i]}, &setup), S7_OK);
        assert_int_equal(setup.trigger, 1);
        assert_int_equal(setup.frequency, 0);
        assert_int_equal(setup.answer_size, 0x2E);
        assert_int_equal(setup.words[4], 1);
        assert_int_equal(setup.event, 0x0600);
        assert_int_equal(setup.has_block, i >= 1);
        assert_int_equal(setup.block_type, i >= 1 ? 8 : 0);
        assert_int_equal(setup.start, i >= 1 ? 7 : 0);
        assert_int_equal(setup.has_step, i >= 2);
        assert_int_equal(setup.step, i >= 2 ? 0x10 : 0);
        assert_int_equal(setup.has_environment, i >= 3);
        assert_int_equal(setup.condition_count, i >= 3 ? i - 1 : 0);
        assert_int_equal(setup.conditions[1], i >= 3 ? 6 : 0);
        assert_int_equal(setup.conditions[2], i >= 4 ? 9 : 0);
    }
    for (size_t size = 0; size < sizeof setup_octets; size++) {
        bool whole = size == 20 || size == 26 || size == 28 || size == 36;
        assert_int_equal(decode_setup((struct s7_octets){setup_octets, size}) == S7_OK, whole);
    }
}

static void test_read(void **state)
{
    (void)state;
    static const uint8_t octets[] = {0, 2, 1, 6, 0, 0, 0, 0, 0x11, 1, 0, 0, 0, 8};
    cut_anywhere(decode_read, octets, sizeof octets);
    assert_int_equal(decode_read((struct s7_octets){octets, sizeof octets}), S7_OK);
    struct s7_tis_address address = s7_tis_address_at(&list, 1);
    assert_int_equal(list.count, 2);
    assert_int_equal(address.area, 0x11);
    assert_int_equal(address.repeat, 1);
    assert_int_equal(address.offset, 8);
}

static void test_write(void **state)
{
    (void)state;
    static const uint8_t octets[] = {0, 2, 3, 1, 0,    0,    0,    0,    0x10, 1, 0, 0, 0, 8,
                                     0, 9, 0, 4, 0x41, 0x33, 0x85, 0x1F, 0,    9, 0, 1, 1, 0};
    cut_anywhere(decode_write, octets, sizeof octets);
    assert_int_equal(decode_write((struct s7_octets){octets, sizeof octets}), S7_OK);
    struct s7_reader reader = s7_reader_over(list.values.at, list.values.size);
    struct s7_data_item value;
    assert_true(s7_tis_value_next(&reader, &value));
    assert_int_equal(value.octets.size, 4);
    assert_true(s7_tis_value_next(&reader, &value));
    assert_int_equal(value.octets.at[0], 1);
    assert_false(s7_tis_value_next(&reader, &value));
}

/* Lengths in bits are those of 04 and 05 alone; a value that failed has none; the last one is filled, too. */
static void test_values(void **state)
{
    (void)state;
    static const uint8_t octets[] = {0,    4, 0xFF, 4, 0, 0x10, 1,    2, 0x0A, 9, 0, 6,
                                     0xFF, 3, 0,    1, 1, 0,    0xFF, 5, 0,    8, 7, 0};
    cut_anywhere(decode_values, octets, sizeof octets);
    assert_int_equal(decode_values((struct s7_octets){octets, sizeof octets}), S7_OK);
    struct s7_reader reader = s7_reader_over(list.values.at, list.values.size);
    static const size_t sizes[] = {2, 0, 1, 1};
    for (size_t i = 0; i < list.count; i++) {
        struct s7_data_item value;
        assert_true(s7_tis_value_next(&reader, &value));
        assert_int_equal(value.octets.size, sizes[i]);
    }
}

static void test_value_cut_off(void **state)
{
    (void)state;
    static const uint8_t octets[] = {0xFF, 9, 0, 3, 1, 2, 3, 0};
    for (size_t size = 0; size <= sizeof octets; size++) {
        struct s7_reader reader = s7_reader_over(octets, size);
        struct s7_data_item value = {.length = 77};
        assert_int_equal(s7_tis_value_next(&reader, &value), size == sizeof octets);
        assert_int_equal(value.length, size == sizeof octets ? 3 : 77);
    }
}

static void test_codes(void **state)
{
    (void)state;
    static const uint8_t odd[] = {0, 3, 0xFF, 0xFF, 3, 0}, even[] = {0, 2, 0xFF, 5};
    cut_anywhere(decode_codes, odd, sizeof odd);
    cut_anywhere(decode_codes, even, sizeof even);
}

static void test_items(void **state)
{
    (void)state;
    static const struct {
        struct s7_tis_address address;
        const char *text;
    } cases[] = {
        {{0x00, 7, 0, 1}, "M1.7"},
        {{0x01, 6, 0, 0}, "P#M0.0 BYTE 6"},
        {{0x02, 1, 0, 4}, "MW4"},
        {{0x03, 2, 0, 8}, "MD8*2"},
        {{0x10, 1, 0, 8}, "I8.1"},
        {{0x11, 1, 0, 8}, "IB8"},
        {{0x12, 1, 0, 8}, "IW8"},
        {{0x13, 1, 0, 8}, "ID8"},
        {{0x20, 0, 0, 3}, "Q3.0"},
        {{0x21, 1, 0, 3}, "QB3"},
        {{0x22, 1, 0, 3}, "QW3"},
        {{0x23, 1, 0, 3}, "QD3"},
        {{0x31, 1, 0, 256}, "PB256"},
        {{0x32, 1, 0, 256}, "PW256"},
        {{0x33, 1, 0, 256}, "PD256"},
        {{0x54, 3, 0, 5}, "T5*3"},
        {{0x64, 1, 0, 2}, "C2"},
        {{0x70, 3, 9, 2}, "DB9.DBX2.3"},
        {{0x71, 1, 9, 2}, "DB9.DBB2"},
        {{0x72, 1, 9, 2}, "DB9.DBW2"},
        {{0x73, 1, 9, 65532}, "DB9.DBD65532"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[80];
        struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
        struct s7_item item;
        assert_true(s7_tis_item(&cases[i].address, &item));
        s7_describe_item(&buf, &item);
        assert_string_equal(text, cases[i].text);
    }
    struct s7_item item;
    assert_false(s7_tis_item(&(struct s7_tis_address){0x04, 1, 0, 0}, &item));
    assert_false(s7_tis_item(&(struct s7_tis_address){0x00, 8, 0, 0}, &item));
    assert_false(s7_tis_item(&(struct s7_tis_address){0xFF, 1, 0, 0}, &item));
}

/* Lists written as a client writes them come back, address by address and value by value. */
static void test_lists_come_back(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("variable tables come back");
    static uint8_t octets[1 << 14];
    for (unsigned long n = cases_count() / 10; n--;) {
        struct s7_writer writer = s7_writer_over(octets, sizeof octets);
        struct s7_tis_address addresses[40];
        uint8_t sizes[40];
        size_t count = (size_t)s7_chance_below(&chance, 40);
        s7_writer_u16(&writer, (uint16_t)count);
        for (size_t i = 0; i < count; i++) {
            addresses[i] = (struct s7_tis_address){
                (uint8_t)s7_chance_below(&chance, 256), (uint8_t)s7_chance_below(&chance, 256),
                (uint16_t)s7_chance_below(&chance, 65536), (uint16_t)s7_chance_below(&chance, 65536)};
            s7_writer_u8(&writer, addresses[i].area);
            s7_writer_u8(&writer, addresses[i].repeat);
            s7_writer_u16(&writer, addresses[i].db);
            s7_writer_u16(&writer, addresses[i].offset);
        }
        struct s7_octets addresses_alone = {octets, s7_writer_size(&writer)};
        assert_int_equal(decode_read(addresses_alone), S7_OK);
        for (size_t i = 0; i < count; i++) {
            sizes[i] = (uint8_t)s7_chance_below(&chance, 200);
            bool bits = s7_chance_below(&chance, 2);
            s7_writer_u8(&writer, 0);
            s7_writer_u8(&writer, bits ? 4 : 9);
            s7_writer_u16(&writer, (uint16_t)(bits ? sizes[i] * 8 : sizes[i]));
            for (size_t octet = 0; octet < sizes[i]; octet++)
                s7_writer_u8(&writer, (uint8_t)(i ^ octet));
            if (sizes[i] % 2)
                s7_writer_u8(&writer, 0);
        }
        assert_int_equal(decode_write((struct s7_octets){octets, s7_writer_size(&writer)}), S7_OK);
        assert_int_equal(list.count, count);
        struct s7_reader reader = s7_reader_over(list.values.at, list.values.size);
        for (size_t i = 0; i < count; i++) {
            struct s7_tis_address address = s7_tis_address_at(&list, i);
            struct s7_data_item value;
            assert_int_equal(address.area, addresses[i].area);
            assert_int_equal(address.repeat, addresses[i].repeat);
            assert_int_equal(address.db, addresses[i].db);
            assert_int_equal(address.offset, addresses[i].offset);
            assert_true(s7_tis_value_next(&reader, &value));
            assert_int_equal(value.octets.size, sizes[i]);
            for (size_t octet = 0; octet < sizes[i]; octet++)
                assert_int_equal(value.octets.at[octet], (uint8_t)(i ^ octet));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_frame),
        cmocka_unit_test(test_setup_sizes),
        cmocka_unit_test(test_read),
        cmocka_unit_test(test_write),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_codes),
        cmocka_unit_test(test_value_cut_off),
        cmocka_unit_test(test_items),
        cmocka_unit_test(test_lists_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
