/* SPDX-License-Identifier: MIT */
#include "unit/doctor/bed.h"

#include "doctor/extent.h"

static const struct s7_range db = {.area = S7_AREA_DB, .db = 1, .first_bit = 4, .bit_count = 1};
static const struct s7_range timer = {.area = S7_AREA_TIMER, .first_bit = 32, .bit_count = 16};
static uint32_t size_there; /* octets that the partner has */

/* A partner with a memory of `size_there` octets. */
static void hear_memory(struct world *world, struct s7_doctor_stream *stream, const uint8_t *octets,
                        size_t size)
{
    enum { REQUEST = 31, ADDRESS = 28 };
    if (size < REQUEST) {
        bed_hear(world, stream, octets, size);
        return;
    }
    uint32_t bit = (uint32_t)octets[ADDRESS] << 16 | (uint32_t)octets[ADDRESS + 1] << 8 | octets[ADDRESS + 2];
    const struct reply there = SAY(octet_2a), absent = SAY(item_05);
    bed_say(stream, bit / 8 < size_there ? &there : &absent, octets, size);
}

static void start(uint32_t size)
{
    bed_open(S7_CHECK_LAYOUT);
    bed.world.service.hear = hear_memory;
    size_there = size;
    ANSWERS(SAY(cc), SAY(setup));
    assert_int_equal(s7_line_connect(&bed.examination, &bed.examination.line).error, S7_OK);
}

static void test_places(void **state)
{
    (void)state;
    assert_int_equal(s7_extent_unit(&db), 8);
    assert_int_equal(s7_extent_of(&db), 1);
    assert_int_equal(s7_extent_unit(&timer), 16);
    assert_int_equal(s7_extent_of(&timer), 3);
}

static void test_what_is_known_is_not_asked(void **state)
{
    const struct s7_range forty = {.area = S7_AREA_DB, .db = 1, .bit_count = 320};
    const struct s7_range ninety = {.area = S7_AREA_DB, .db = 1, .bit_count = 720};
    struct s7_extent extent = {.there = 1, .absent = UINT32_MAX};
    (void)state;
    start(50);
    assert_int_equal(s7_extent_reach(&bed.examination, &forty, &extent).error, S7_OK);
    assert_int_equal(extent.there, 40);
    assert_int_equal(s7_extent_reach(&bed.examination, &ninety, &extent).error, S7_ERR_DATA_ADDRESS);
    assert_int_equal(extent.absent, 89);
    unsigned packets = bed.world.packets;
    assert_int_equal(s7_extent_reach(&bed.examination, &forty, &extent).error, S7_OK);
    assert_int_equal(s7_extent_reach(&bed.examination, &ninety, &extent).error, S7_ERR_DATA_ADDRESS);
    assert_int_equal(bed.world.packets, packets);
    s7_line_close(&bed.examination, &bed.examination.line);
}

/* The real length is found, with no more requests than its binary digits. */
static void test_halving(void **state)
{
    (void)state;
    for (uint32_t size = 1; size <= 40; size++) {
        struct s7_extent extent = {.there = 1, .absent = 63};
        start(size);
        unsigned before = bed.world.packets;
        assert_int_equal(s7_extent_halve(&bed.examination, &db, &extent).error, S7_OK);
        assert_int_equal(extent.there, size);
        assert_int_equal(extent.absent, size);
        assert_true(bed.world.packets - before <= 6);
        s7_line_close(&bed.examination, &bed.examination.line);
    }
}

static void test_places_in_words(void **state)
{
    static const struct {
        enum s7_area area;
        uint32_t place;
        const char *text;
    } rows[] = {{S7_AREA_DB, 4, "DB9.DBB4"},
                {S7_AREA_MEMORY, 0, "MB0"},
                {S7_AREA_INPUT, 7, "IB7"},
                {S7_AREA_TIMER, 5, "T5"},
                {S7_AREA_COUNTER, 3, "C3"}};
    char text[S7_TAG_TEXT_SIZE];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct s7_range range = {
            .area = rows[i].area, .db = rows[i].area == S7_AREA_DB ? 9 : 0, .bit_count = 16};
        s7_extent_text(&range, rows[i].place, text);
        assert_string_equal(text, rows[i].text);
    }
}

static void test_breaks_off(void **state)
{
    struct s7_extent extent = {.there = 1, .absent = 63};
    (void)state;
    start(10);
    s7_line_close(&bed.examination, &bed.examination.line);
    struct s7_fault fault = s7_extent_halve(&bed.examination, &db, &extent);
    assert_true(s7_ask_broken(&fault));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_places),
                                       cmocka_unit_test(test_what_is_known_is_not_asked),
                                       cmocka_unit_test(test_halving), cmocka_unit_test(test_places_in_words),
                                       cmocka_unit_test(test_breaks_off)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
