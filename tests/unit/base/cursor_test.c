/* SPDX-License-Identifier: MIT */
#include "base/cursor.h"

#include "check.h"

static void reading_is_big_endian(void **state)
{
    static const uint8_t octets[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    (void)state;
    struct s7_reader reader = s7_reader_over(octets, sizeof octets);
    assert_int_equal(s7_reader_u8(&reader), 0x01);
    assert_int_equal(s7_reader_u16(&reader), 0x0203);
    assert_int_equal(s7_reader_u24(&reader), 0x040506);
    assert_int_equal(s7_reader_u32(&reader), 0x0708090a);
    assert_true(s7_reader_done(&reader));
}

static void the_error_sticks(void **state)
{
    static const uint8_t octets[] = {1, 2, 3};
    (void)state;
    struct s7_reader reader = s7_reader_over(octets, sizeof octets);
    assert_int_equal(s7_reader_u32(&reader), 0);
    assert_true(reader.bad);
    assert_int_equal(s7_reader_left(&reader), 3); /* nothing moved */
    assert_int_equal(s7_reader_u8(&reader), 0);
    assert_false(s7_reader_done(&reader));
    struct s7_reader part = s7_reader_part(&reader, 1);
    assert_true(part.bad);
}

static void nothing_is_an_ordinary_buffer(void **state)
{
    (void)state;
    struct s7_reader reader = s7_reader_over(NULL, 0);
    assert_true(s7_reader_done(&reader));
    assert_int_equal(s7_reader_octets(&reader, 0).size, 0);
    assert_int_equal(s7_reader_u8(&reader), 0);
    assert_true(reader.bad);
    struct s7_writer writer = s7_writer_over(NULL, 0);
    assert_int_equal(s7_writer_size(&writer), 0);
    s7_writer_u8(&writer, 1);
    assert_true(writer.bad);
}

static void a_part_ends_where_it_is_told(void **state)
{
    static const uint8_t octets[] = {1, 2, 3, 4};
    (void)state;
    struct s7_reader reader = s7_reader_over(octets, sizeof octets);
    struct s7_reader part = s7_reader_part(&reader, 2);
    assert_int_equal(s7_reader_u24(&part), 0);
    assert_true(part.bad);
    assert_false(reader.bad);
    assert_int_equal(s7_reader_u16(&reader), 0x0304);
}

static void writing_stops_at_the_end(void **state)
{
    uint8_t octets[8] = {0};
    (void)state;
    struct s7_writer writer = s7_writer_over(octets, 7);
    s7_writer_u16(&writer, 0x0102);
    s7_writer_u24(&writer, 0x030405);
    s7_writer_u32(&writer, 0xffffffff); /* only two octets left */
    assert_true(writer.bad);
    assert_int_equal(s7_writer_size(&writer), 5);
    s7_writer_u8(&writer, 6); /* sticky */
    assert_memory_equal(octets, "\1\2\3\4\5\0\0\0", 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reading_is_big_endian),         cmocka_unit_test(the_error_sticks),
        cmocka_unit_test(nothing_is_an_ordinary_buffer), cmocka_unit_test(a_part_ends_where_it_is_told),
        cmocka_unit_test(writing_stops_at_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
