/* SPDX-License-Identifier: MIT */
#include "wire/header.h"

#include "cases.h"
#include "check.h"
#include "sieben/error.h"

static void test_job_header(void **state)
{
    (void)state;
    const uint8_t octets[] = {0x32, 1, 0x12, 0x34, 0xFF, 0xFE, 0, 1, 0, 2, 0xA0, 0xA1, 0xA2};
    struct s7_reader reader = s7_reader_over(octets, sizeof octets);
    struct s7_header header;
    assert_int_equal(s7_header_decode(&reader, &header), S7_OK);
    assert_int_equal(header.rosctr, S7_ROSCTR_JOB);
    assert_int_equal(header.redundancy, 0x1234);
    assert_int_equal(header.reference, 0xFFFE);
    assert_int_equal(header.parameter_size, 1);
    assert_int_equal(header.data_size, 2);
    assert_int_equal(header.error, 0);
    assert_int_equal(s7_reader_left(&reader), 3);
}

static void test_refusal_header(void **state)
{
    (void)state;
    const uint8_t octets[] = {0x32, 2, 0, 0, 0x15, 0, 0, 0, 0, 0, 0xD2, 0x0C};
    struct s7_reader reader = s7_reader_over(octets, sizeof octets);
    struct s7_header header;
    assert_int_equal(s7_header_decode(&reader, &header), S7_OK);
    assert_int_equal(header.rosctr, S7_ROSCTR_ACK);
    assert_int_equal(header.reference, 0x1500);
    assert_int_equal(header.error, 0xD20C);
}

static void test_sizes_must_add_up(void **state)
{
    (void)state;
    uint8_t octets[10 + 300] = {0x32, 7, 0, 0, 0, 0, 0, 8, 0, 4};
    for (size_t size = 0; size <= sizeof octets; size++) {
        struct s7_reader reader = s7_reader_over(octets, size);
        struct s7_header header = {.reference = 77};
        int expected = size == 22 ? S7_OK : S7_ERR_S7_MALFORMED;
        assert_int_equal(s7_header_decode(&reader, &header), expected);
        assert_int_equal(header.reference, size == 22 ? 0 : 77);
    }
}

static void test_every_rosctr(void **state)
{
    (void)state;
    for (unsigned rosctr = 0; rosctr <= 255; rosctr++) {
        bool known = rosctr == 1 || rosctr == 2 || rosctr == 3 || rosctr == 7;
        const uint8_t octets[12] = {0x32, (uint8_t)rosctr};
        struct s7_reader reader = s7_reader_over(octets, s7_header_size((uint8_t)rosctr));
        struct s7_header header;
        assert_int_equal(s7_header_decode(&reader, &header), known ? S7_OK : S7_ERR_S7_MALFORMED);
        assert_int_equal(s7_header_size((uint8_t)rosctr), rosctr == 2 || rosctr == 3 ? 12 : 10);
    }
}

static void test_foreign_protocols(void **state)
{
    (void)state;
    for (unsigned id = 0; id <= 255; id++) {
        const uint8_t octets[10] = {(uint8_t)id, 1};
        struct s7_reader reader = s7_reader_over(octets, sizeof octets);
        struct s7_header header;
        assert_int_equal(s7_header_decode(&reader, &header), id == 0x32 ? S7_OK : S7_ERR_S7_FOREIGN);
    }
    struct s7_reader empty = s7_reader_over(NULL, 0);
    struct s7_header header;
    assert_int_equal(s7_header_decode(&empty, &header), S7_ERR_S7_MALFORMED);
}

static void test_random_headers_come_back(void **state)
{
    (void)state;
    static const uint8_t rosctrs[] = {1, 2, 3, 7};
    static uint8_t octets[12 + 2 * 65535];
    struct s7_chance chance = cases_begin("header");
    for (unsigned long i = 0; i < cases_count(); i++) {
        struct s7_header header = {.rosctr = rosctrs[s7_chance_below(&chance, 4)],
                                   .redundancy = (uint16_t)s7_chance_next(&chance),
                                   .reference = (uint16_t)s7_chance_next(&chance),
                                   .parameter_size = (uint16_t)s7_chance_next(&chance),
                                   .data_size = (uint16_t)s7_chance_next(&chance)};
        if (s7_header_size(header.rosctr) == S7_HEADER_SIZE_MAX)
            header.error = (uint16_t)s7_chance_next(&chance);
        struct s7_writer writer = s7_writer_over(octets, sizeof octets);
        s7_header_encode(&writer, &header);
        size_t size = s7_writer_size(&writer);
        assert_int_equal(size, s7_header_size(header.rosctr));
        struct s7_reader reader = s7_reader_over(octets, size + header.parameter_size + header.data_size);
        struct s7_header again;
        assert_int_equal(s7_header_decode(&reader, &again), S7_OK);
        assert_int_equal(again.rosctr, header.rosctr);
        assert_int_equal(again.redundancy, header.redundancy);
        assert_int_equal(again.reference, header.reference);
        assert_int_equal(again.parameter_size, header.parameter_size);
        assert_int_equal(again.data_size, header.data_size);
        assert_int_equal(again.error, header.error);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_job_header),        cmocka_unit_test(test_refusal_header),
        cmocka_unit_test(test_sizes_must_add_up), cmocka_unit_test(test_every_rosctr),
        cmocka_unit_test(test_foreign_protocols), cmocka_unit_test(test_random_headers_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
