/* SPDX-License-Identifier: MIT */
#include "wire/cyclic.h"

#include "cases.h"
#include "check.h"
#include "cut.h"
#include "random_message.h"
#include "sieben/error.h"

static struct s7_cyclic_request request;
static struct s7_cyclic_values values;

static int decode_request(struct s7_octets octets)
{
    return s7_cyclic_request_decode(octets, &request);
}

static int decode_values(struct s7_octets octets)
{
    return s7_cyclic_values_decode(octets, &values);
}

static int decode_unsubscribe(struct s7_octets octets)
{
    struct s7_unsubscribe unsubscribe;
    return s7_unsubscribe_decode(octets, &unsubscribe);
}

static int decode_record_request(struct s7_octets octets)
{
    struct s7_record_request record;
    return s7_record_request_decode(octets, &record);
}

static int decode_record_answer(struct s7_octets octets)
{
    struct s7_record_answer record;
    return s7_record_answer_decode(octets, &record);
}

static void test_request(void **state)
{
    (void)state;
    static const uint8_t octets[] = {0, 1, 1, 2, 0x12, 0x0A, 0x10, 2, 0, 4, 0, 0, 0x83, 0, 0, 0};
    cut_anywhere(decode_request, octets, sizeof octets);
    assert_int_equal(s7_cyclic_request_decode((struct s7_octets){octets, sizeof octets}, &request), S7_OK);
    assert_int_equal(request.item_count, 1);
    assert_int_equal(request.items[0].count, 4);
    assert_int_equal(request.items[0].area, 0x83);
    assert_int_equal(s7_cyclic_period(&request), 2000);
}

static void test_periods(void **state)
{
    (void)state;
    request.factor = 255;
    request.time_base = 0;
    assert_int_equal(s7_cyclic_period(&request), 25500);
    request.time_base = 2;
    assert_int_equal(s7_cyclic_period(&request), 2550000);
    request.time_base = 3;
    assert_int_equal(s7_cyclic_period(&request), 0);
}

static void test_lists(void **state)
{
    (void)state;
    for (unsigned subfunction = 0; subfunction < 256; subfunction++)
        assert_int_equal(s7_cyclic_lists((uint8_t)subfunction),
                         subfunction == 1 || subfunction == 5 || subfunction == 7);
}

static void test_values(void **state)
{
    (void)state;
    static const uint8_t octets[] = {0, 2, 0x0A, 0, 0, 0, 0xFF, 4, 0, 0x20, 1, 2, 3, 4};
    cut_anywhere(decode_values, octets, sizeof octets);
    assert_int_equal(s7_cyclic_values_decode((struct s7_octets){octets, sizeof octets}, &values), S7_OK);
    assert_int_equal(values.item_count, 2);
    assert_int_equal(values.items[0].return_code, S7_RETURN_MISSING);
    assert_int_equal(values.items[1].octets.size, 4);
}

static void test_unsubscribe(void **state)
{
    (void)state;
    static const uint8_t octets[] = {5, 1};
    struct s7_unsubscribe unsubscribe;
    cut_anywhere(decode_unsubscribe, octets, sizeof octets);
    assert_int_equal(s7_unsubscribe_decode((struct s7_octets){octets, sizeof octets}, &unsubscribe), S7_OK);
    assert_int_equal(unsubscribe.subfunction, S7_CYCLIC_CHANGE_DRIVEN);
    assert_int_equal(unsubscribe.job, 1);
}

static void test_record_request(void **state)
{
    (void)state;
    static const uint8_t octets[] = {0, 1, 0x12, 0x0A, 0x10, 2, 0, 0x40, 0, 1, 1, 0, 1, 0};
    static const uint8_t two[] = {0, 2, 0x12, 0x0A, 0x10, 2, 0, 0x40, 0, 1, 1, 0, 1, 0};
    struct s7_record_request record;
    cut_anywhere(decode_record_request, octets, sizeof octets);
    assert_int_equal(s7_record_request_decode((struct s7_octets){octets, sizeof octets}, &record), S7_OK);
    assert_int_equal(record.item.count, 64);
    assert_int_equal(record.item.db, 1);
    assert_int_equal(record.item.address, 0x100);
    assert_int_equal(decode_record_request((struct s7_octets){two, sizeof two}), S7_ERR_S7_MALFORMED);
}

static void test_record_answers(void **state)
{
    (void)state;
    static const uint8_t plain[] = {0, 1, 0xFF, 9, 0, 0, 0, 4, 0xDE, 0xAD, 0xBE, 0xEF};
    static const uint8_t with_status[] = {0, 1, 0xFF, 9, 2, 0x80, 0x01, 0, 1, 7};
    static const uint8_t refused[] = {0, 1, 0x0A, 1, 0x55};
    struct s7_record_answer answer;
    cut_anywhere(decode_record_answer, plain, sizeof plain);
    cut_anywhere(decode_record_answer, with_status, sizeof with_status);
    cut_anywhere(decode_record_answer, refused, sizeof refused);
    assert_int_equal(s7_record_answer_decode((struct s7_octets){plain, sizeof plain}, &answer), S7_OK);
    assert_int_equal(answer.transport_size, 9);
    assert_int_equal(answer.status.size, 0);
    assert_int_equal(answer.record.size, 4);
    assert_int_equal(answer.record.at[3], 0xEF);
    assert_int_equal(s7_record_answer_decode((struct s7_octets){with_status, sizeof with_status}, &answer),
                     S7_OK);
    assert_int_equal(answer.status.at[1], 1);
    assert_int_equal(answer.record.at[0], 7);
    assert_int_equal(s7_record_answer_decode((struct s7_octets){refused, sizeof refused}, &answer), S7_OK);
    assert_int_equal(answer.return_code, S7_RETURN_MISSING);
    assert_int_equal(answer.status.at[0], 0x55);
    assert_int_equal(answer.record.size, 0);
}

/* Lists as a CPU and its client write them decode to the same items. */
static void test_lists_come_back(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("cyclic lists come back");
    static struct arena arena;
    static uint8_t octets[1 << 17];
    static struct s7_item items[S7_VAR_ITEM_COUNT_MAX];
    static struct s7_data_item data[S7_VAR_ITEM_COUNT_MAX];
    for (unsigned long n = cases_count() / 10; n--;) {
        struct s7_writer writer = s7_writer_over(octets, sizeof octets);
        size_t count = (size_t)s7_chance_below(&chance, 30);
        arena.used = 0;
        s7_writer_u16(&writer, (uint16_t)count);
        s7_writer_u16(&writer, 0x0103);
        for (size_t i = 0; i < count; i++) {
            items[i] = random_item(&chance, &arena);
            s7_item_encode(&writer, i + 1 == count, &items[i]);
        }
        assert_int_equal(decode_request((struct s7_octets){octets, s7_writer_size(&writer)}), S7_OK);
        assert_int_equal(request.item_count, count);
        assert_int_equal(s7_cyclic_period(&request), 3000);
        for (size_t i = 0; i < count; i++)
            assert_true(item_equal(&request.items[i], &items[i]));
        writer = s7_writer_over(octets, sizeof octets);
        s7_writer_u16(&writer, (uint16_t)count);
        for (size_t i = 0; i < count; i++) {
            data[i] = random_data_item(&chance, &arena, S7_DATA_ITEM_ANSWER);
            s7_data_item_encode(&writer, i + 1 == count, &data[i]);
        }
        assert_int_equal(decode_values((struct s7_octets){octets, s7_writer_size(&writer)}), S7_OK);
        for (size_t i = 0; i < count; i++)
            assert_true(data_item_equal(&values.items[i], &data[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_request),        cmocka_unit_test(test_periods),
        cmocka_unit_test(test_lists),          cmocka_unit_test(test_values),
        cmocka_unit_test(test_unsubscribe),    cmocka_unit_test(test_record_request),
        cmocka_unit_test(test_record_answers), cmocka_unit_test(test_lists_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
