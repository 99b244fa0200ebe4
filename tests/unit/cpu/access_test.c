/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "cpu/access.h"
#include "value/range.h"

enum { DB_COUNT = 4 };

static const struct s7_cpu_db dbs[DB_COUNT] = {
    {.number = 1, .size = 10},
    {.number = 2, .size = 10, .optimized = true},
    {.number = 3, .size = 10, .write_protected = true},
    {.number = 4, .size = 0},
};

static struct s7_cpu_areas areas;
static struct s7_cpu_block blocks[DB_COUNT];
static uint8_t octets[16384];
static struct s7_cpu_rules rules;

static int areas_lay(void **state)
{
    (void)state;
    struct s7_cpu_config config;
    s7_cpu_config_default(&config);
    config.dbs = dbs;
    config.db_count = DB_COUNT;
    config.memory_size = 16;
    assert_in_range(s7_cpu_areas_size(&config), 1, sizeof octets);
    s7_cpu_areas_init(&areas, blocks, octets, &config);
    rules = (struct s7_cpu_rules){.optimized_code = 0x05};
    return 0;
}

static struct s7_item item_of(uint8_t transport_size, uint16_t count, uint8_t area, uint16_t db,
                              uint32_t address)
{
    return (struct s7_item){.specification = 0x12,
                            .syntax = 0x10,
                            .transport_size = transport_size,
                            .count = count,
                            .db = db,
                            .area = area,
                            .address = address};
}

static uint8_t judged(enum s7_cpu_intent intent, struct s7_item item)
{
    return s7_cpu_access_judge(&areas, &rules, intent, &item).code;
}

static void assert_both(uint8_t code, struct s7_item item)
{
    assert_int_equal(judged(S7_CPU_READ, item), code);
    assert_int_equal(judged(S7_CPU_WRITE, item), code);
}

static void types_and_areas_that_no_cpu_has_are_06(void **state)
{
    (void)state;
    assert_both(0x06, item_of(0x00, 1, 0x83, 0, 0));
    assert_both(0x06, item_of(0x30, 1, 0x83, 0, 0));
    assert_both(0x06, item_of(0x02, 1, 0x80, 0, 0));
    assert_both(0x06, item_of(0x02, 1, 0x85, 1, 0));
    assert_both(0x06, item_of(0x02, 1, 0x00, 0, 0));
    struct s7_item dbread = {.specification = 0x12, .syntax = 0xB0};
    assert_both(0x06, dbread);
    struct s7_item other = item_of(0x02, 1, 0x83, 0, 0);
    other.specification = 0x11;
    assert_both(0x06, other);
}

static void several_bits_in_one_item_are_06(void **state)
{
    (void)state;
    assert_both(0xFF, item_of(0x01, 1, 0x83, 0, 9));
    assert_both(0x06, item_of(0x01, 2, 0x83, 0, 0));
    assert_both(0x06, item_of(0x01, 8, 0x83, 0, 0));
    assert_both(0x06, item_of(0x01, 0, 0x83, 0, 0));
}

static void timers_and_counters_have_their_own_type(void **state)
{
    (void)state;
    assert_int_equal(judged(S7_CPU_READ, item_of(0x1D, 8, 0x1D, 0, 248)), 0xFF);
    assert_int_equal(judged(S7_CPU_READ, item_of(0x1C, 8, 0x1C, 0, 248)), 0xFF);
    assert_both(0x06, item_of(0x1D, 1, 0x1C, 0, 0));
    assert_both(0x06, item_of(0x1C, 1, 0x1D, 0, 0));
    assert_both(0x06, item_of(0x02, 2, 0x1D, 0, 0));
    assert_both(0x06, item_of(0x1D, 1, 0x83, 0, 0));
    assert_both(0x06, item_of(0x1C, 1, 0x84, 1, 0));
}

static void timers_and_counters_are_written_only_where_allowed(void **state)
{
    (void)state;
    assert_int_equal(judged(S7_CPU_WRITE, item_of(0x1D, 8, 0x1D, 0, 0)), 0x03);
    assert_int_equal(judged(S7_CPU_WRITE, item_of(0x1C, 8, 0x1C, 0, 0)), 0x03);
    rules.timer_counter_write = true;
    assert_int_equal(judged(S7_CPU_WRITE, item_of(0x1D, 8, 0x1D, 0, 0)), 0xFF);
    assert_int_equal(judged(S7_CPU_WRITE, item_of(0x1C, 8, 0x1C, 0, 0)), 0xFF);
}

/* An S7-200 SMART has none and says 03, not 05 (cpu-behaviour S9). */
static void timers_and_counters_that_a_family_lacks_are_03(void **state)
{
    (void)state;
    struct s7_cpu_config config;
    s7_cpu_config_default(&config);
    config.timer_count = config.counter_count = 0;
    config.dbs = dbs;
    config.db_count = DB_COUNT;
    s7_cpu_areas_init(&areas, blocks, octets, &config);
    assert_both(0x03, item_of(0x1D, 1, 0x1D, 0, 0));
    assert_both(0x03, item_of(0x1C, 1, 0x1C, 0, 0));
}

static void missing_db_is_0a(void **state)
{
    (void)state;
    assert_both(0x0A, item_of(0x02, 1, 0x84, 5, 0));
    assert_both(0x0A, item_of(0x02, 1, 0x84, 0, 0));
    assert_both(0x0A, item_of(0x02, 1, 0x84, 65535, 0));
}

static void optimized_db_has_the_configured_code(void **state)
{
    (void)state;
    assert_both(0x05, item_of(0x02, 1, 0x84, 2, 0));
    rules.optimized_code = 0x0A;
    assert_both(0x0A, item_of(0x02, 1, 0x84, 2, 0));
    rules.optimized_code = 0x03;
    assert_both(0x03, item_of(0x02, 60000, 0x84, 2, 3));
}

static void beyond_the_end_is_05(void **state)
{
    (void)state;
    assert_both(0xFF, item_of(0x02, 10, 0x84, 1, 0));
    assert_both(0x05, item_of(0x02, 11, 0x84, 1, 0));
    assert_both(0xFF, item_of(0x08, 1, 0x84, 1, 6 * 8));
    assert_both(0x05, item_of(0x08, 1, 0x84, 1, 7 * 8));
    assert_both(0xFF, item_of(0x01, 1, 0x84, 1, 79));
    assert_both(0x05, item_of(0x01, 1, 0x84, 1, 80));
    assert_both(0x05, item_of(0x02, 1, 0x84, 4, 0));
    assert_both(0x05, item_of(0x07, 65535, 0x83, 0, 0xFFFFF8));
    assert_int_equal(judged(S7_CPU_READ, item_of(0x1D, 256, 0x1D, 0, 0)), 0xFF);
    assert_both(0x05, item_of(0x1D, 257, 0x1D, 0, 0));
    assert_both(0x05, item_of(0x1D, 1, 0x1D, 0, 256));
    assert_both(0x05, item_of(0x1D, 65535, 0x1D, 0, 0xFFFFFF));
}

static void nothing_asked_for_and_half_octets_are_05(void **state)
{
    (void)state;
    assert_both(0x05, item_of(0x02, 0, 0x83, 0, 0));
    assert_both(0x05, item_of(0x02, 1, 0x83, 0, 1));
    assert_both(0x05, item_of(0x04, 1, 0x83, 0, 7));
    assert_both(0x05, item_of(0x08, 1, 0x84, 1, 4));
}

static void write_protected_db_is_read_only(void **state)
{
    (void)state;
    assert_int_equal(judged(S7_CPU_READ, item_of(0x02, 10, 0x84, 3, 0)), 0xFF);
    assert_int_equal(judged(S7_CPU_WRITE, item_of(0x02, 10, 0x84, 3, 0)), 0x03);
    assert_int_equal(judged(S7_CPU_WRITE, item_of(0x02, 11, 0x84, 3, 0)), 0x05);
}

/* Of several faults the first in the order of corrections.md D8 counts. */
static void type_comes_before_db_before_range_before_protection(void **state)
{
    (void)state;
    assert_both(0x06, item_of(0x01, 2, 0x84, 5, 0xFFFFFF));
    assert_both(0x0A, item_of(0x02, 0, 0x84, 5, 0xFFFFFF));
    assert_int_equal(judged(S7_CPU_WRITE, item_of(0x1D, 1, 0x1D, 0, 300)), 0x05);
}

struct value_row {
    uint8_t transport_size;
    uint8_t data_transport;
    size_t size;
    uint16_t length;
};

static const struct value_row value_rows[] = {
    {0x01, 0x03, 1, 1},  {0x02, 0x04, 2, 16}, {0x03, 0x09, 2, 2}, {0x04, 0x04, 4, 32}, {0x05, 0x05, 4, 32},
    {0x06, 0x04, 8, 64}, {0x07, 0x05, 8, 64}, {0x08, 0x07, 8, 8}, {0x13, 0x09, 4, 4},
};

/* s7comm 4.4: the type of the request decides how the value travels. */
static void values_travel_as_real_cpus_send_them(void **state)
{
    (void)state;
    static const uint8_t zero[8];
    for (size_t i = 0; i < sizeof value_rows / sizeof value_rows[0]; i++) {
        const struct value_row *row = &value_rows[i];
        uint16_t count = row->transport_size == 0x01 ? 1 : 2;
        struct s7_item item = item_of(row->transport_size, count, 0x84, 1, 0);
        struct s7_cpu_access access = s7_cpu_access_judge(&areas, &rules, S7_CPU_WRITE, &item);
        assert_int_equal(access.code, 0xFF);
        assert_int_equal(access.transport_size, row->data_transport);
        assert_int_equal(access.size, row->size);
        assert_int_equal(s7_range_size(&access.range), row->size);
        struct s7_data_item value = {0, row->data_transport, row->length, {zero, row->size}};
        assert_int_equal(s7_cpu_access_match(&access, &value), 0xFF);
        value.length++;
        assert_int_equal(s7_cpu_access_match(&access, &value), 0x07);
        value.length--;
        value.transport_size = row->data_transport == 0x04 ? 0x05 : 0x04;
        assert_int_equal(s7_cpu_access_match(&access, &value), 0x07);
        value.transport_size = row->data_transport;
        value.octets.size--;
        assert_int_equal(s7_cpu_access_match(&access, &value), 0x07);
    }
}

static void ranges_name_what_is_accessed(void **state)
{
    (void)state;
    struct s7_item word = item_of(0x04, 2, 0x84, 1, 16);
    struct s7_range range = s7_cpu_access_judge(&areas, &rules, S7_CPU_READ, &word).range;
    assert_int_equal(range.area, S7_AREA_DB);
    assert_int_equal(range.db, 1);
    assert_int_equal(range.first_bit, 16);
    assert_int_equal(range.bit_count, 32);
    struct s7_item counter = item_of(0x1C, 3, 0x1C, 77, 5);
    range = s7_cpu_access_judge(&areas, &rules, S7_CPU_READ, &counter).range;
    assert_int_equal(range.area, S7_AREA_COUNTER);
    assert_int_equal(range.db, 0);
    assert_int_equal(range.first_bit, 80);
    assert_int_equal(range.bit_count, 48);
}

#define AREAS_TEST(test) cmocka_unit_test_setup(test, areas_lay)

int main(void)
{
    const struct CMUnitTest tests[] = {
        AREAS_TEST(types_and_areas_that_no_cpu_has_are_06),
        AREAS_TEST(several_bits_in_one_item_are_06),
        AREAS_TEST(timers_and_counters_have_their_own_type),
        AREAS_TEST(timers_and_counters_are_written_only_where_allowed),
        AREAS_TEST(timers_and_counters_that_a_family_lacks_are_03),
        AREAS_TEST(missing_db_is_0a),
        AREAS_TEST(optimized_db_has_the_configured_code),
        AREAS_TEST(beyond_the_end_is_05),
        AREAS_TEST(nothing_asked_for_and_half_octets_are_05),
        AREAS_TEST(write_protected_db_is_read_only),
        AREAS_TEST(type_comes_before_db_before_range_before_protection),
        AREAS_TEST(values_travel_as_real_cpus_send_them),
        AREAS_TEST(ranges_name_what_is_accessed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
