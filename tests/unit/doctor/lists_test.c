/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>

#include "doctor/lists.h"

/* Puts a head and records together. */
static size_t make(uint8_t *list, unsigned id, size_t record_size, size_t count, const void *records)
{
    const uint8_t head[] = {(uint8_t)(id >> 8), (uint8_t)id, 0, 0, 0, (uint8_t)record_size, 0, (uint8_t)count};
    memcpy(list, head, sizeof head);
    memcpy(list + sizeof head, records, record_size * count);
    return sizeof head + record_size * count;
}

/* Records 1 and 7 of a CPU 315. */
static const char identity[] = "\x00\x01"
                               "6ES7 315-2EH14-0AB0 \x00\xC0\x00\x03\x00\x01"
                               "\x00\x07                    \x00\xC0\x56\x03\x02\x07";

static void test_identity(void **state)
{
    struct s7_doctor_seen seen = {.order_number = ""};
    uint8_t list[128];
    size_t size = make(list, 0x0011, 28, 2, identity);
    (void)state;
    assert_true(s7_lists_identity(list, size, &seen));
    assert_string_equal(seen.order_number, "6ES7 315-2EH14-0AB0");
    assert_string_equal(seen.firmware, "V3.2.7");
}

/* The server of python-snap7 3: one record of 26 octets, with no place for a firmware. */
static void test_short_identity(void **state)
{
    static const char records[] = "\x00\x01"
                                  "6ES7 315-2EH14-0AB0\x00\x00\x03\x03\x00"
                                  "\x00\x07                    V\x03\x02\x07";
    struct s7_doctor_seen seen = {.order_number = ""};
    uint8_t list[64];
    (void)state;
    assert_true(s7_lists_identity(list, make(list, 0x0011, 26, 2, records), &seen));
    assert_string_equal(seen.order_number, "6ES7 315-2EH14-0AB0");
    assert_string_equal(seen.firmware, "");
}

/* Whatever the head promises, nothing behind the end is read. */
static void test_lies(void **state)
{
    (void)state;
    for (size_t size = 0; size < 64; size++) {
        struct s7_doctor_seen seen = {.order_number = ""};
        struct s7_lists_use use;
        uint8_t list[128], exact[64];
        make(list, 0x0011, 28, 2, identity);
        memcpy(exact + sizeof exact - size, list, size);
        const uint8_t *at = exact + sizeof exact - size;
        assert_int_equal(s7_lists_identity(at, size, &seen), size >= 36);
        (void)s7_lists_use(at, size, &use);
        assert_int_equal(s7_lists_mode(at, size) >= 0, size >= 36);
    }
    static const uint8_t no_records[] = {0, 0x11, 0, 0, 0, 0, 0, 5};
    static const uint8_t small_records[] = {0, 0x11, 0, 0, 0, 2, 0, 2, 0, 1, 0, 1};
    struct s7_doctor_seen seen = {.order_number = ""};
    assert_false(s7_lists_identity(small_records, sizeof small_records, &seen));
    assert_int_equal(s7_lists_mode(small_records, sizeof small_records), -1);
    assert_false(s7_lists_identity(no_records, sizeof no_records, &seen));
    assert_int_equal(s7_lists_mode(no_records, sizeof no_records), -1);
}

/* Of an IM151-8: twelve connections, one configured and not established, ten free. */
static void test_connections(void **state)
{
    static const uint8_t maxima[40] = {0, 1, 0, 0xF0, 0, 0x0C};
    static const uint8_t status[40] = {0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0x0A};
    struct s7_lists_use use;
    uint8_t list[64];
    (void)state;
    assert_int_equal(s7_lists_maximum(list, make(list, 0x0131, 40, 1, maxima)), 12);
    assert_int_equal(s7_lists_maximum(list, 10), 0);
    assert_true(s7_lists_use(list, make(list, 0x0132, 40, 1, status), &use));
    assert_int_equal(use.configured, 1);
    assert_int_equal(use.established, 0);
    assert_int_equal(use.free, 10);
}

static void test_mode(void **state)
{
    static const uint8_t record[20] = {0x51, 0x44, 0xFF, 0x48};
    uint8_t list[64];
    (void)state;
    assert_int_equal(s7_lists_mode(list, make(list, 0x0424, 20, 1, record)), 8);
}

static void test_order_numbers(void **state)
{
    (void)state;
    assert_true(s7_lists_fragile("6ES7 315-2FJ14-0AB0"));
    assert_false(s7_lists_fragile("6ES7 315-2EH14-0AB0"));
    assert_false(s7_lists_fragile("6ES7 511-1FK02-0AB0"));
    assert_false(s7_lists_fragile(""));
    assert_false(s7_lists_fragile("6ES7 3"));
    assert_true(s7_lists_same_order("6ES7 315-2EH14-0AB0 ", "6es7315-2eh14-0ab0"));
    assert_false(s7_lists_same_order("6ES7 315-2EH14-0AB0", "6ES7 315-2EH14-0AB"));
    assert_false(s7_lists_same_order("", "6"));
}

static void test_families(void **state)
{
    static const struct {
        const char *order_number;
        bool classic, fragile;
    } rows[] = {{"", false, false},
                {"6ES7 511-1AK02-0AB0", false, false},
                {"6ES7 214-1AG40-0XB0", false, false},
                {"6ES7 512-1SK01-0AB0", false, false},
                {"6AG1 214-1AG40-2XB0", false, false},
                {"6ES7 315-2EH14-0AB0", true, false},
                {"6ES7 315-2FJ14-0AB0", true, true},
                {"6ES7 151-8AB01-0AB0", true, false},
                {"6ES7 151-8FB01-0AB0", true, true},
                {"6AG1 315-2FJ14-2AY0", true, true},
                {"6ES7 416-3FS06-0AB0", true, false},
                {"6ES7 288-1SR20-0AA0", true, false},
                {"6ED1 052-1MD00-0BA8", true, false}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(s7_lists_classic(rows[i].order_number), rows[i].classic);
        assert_int_equal(s7_lists_fragile(rows[i].order_number), rows[i].fragile);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_identity), cmocka_unit_test(test_short_identity),
                                       cmocka_unit_test(test_lies),     cmocka_unit_test(test_connections),
                                       cmocka_unit_test(test_mode),     cmocka_unit_test(test_order_numbers),
                                       cmocka_unit_test(test_families)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
