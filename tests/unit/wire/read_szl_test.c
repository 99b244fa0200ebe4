/* SPDX-License-Identifier: MIT */
#include "wire/read_szl.h"

#include "cases.h"
#include "check.h"
#include "random_message.h"
#include "sieben/error.h"

static void test_ids(void **state)
{
    (void)state;
    assert_int_equal(s7_szl_number(0xC424), 0x24);
    assert_int_equal(s7_szl_extract(0xC424), 4);
    assert_int_equal(s7_szl_module_class(0xC424), 0xC);
}

static void test_requests(void **state)
{
    (void)state;
    const uint8_t octets[] = {0x01, 0x31, 0x00, 0x03, 0x00};
    for (size_t size = 0; size <= sizeof octets; size++) {
        struct s7_szl_request request = {.id = 77};
        bool fits = size == S7_SZL_REQUEST_SIZE;
        assert_int_equal(s7_szl_request_decode((struct s7_octets){octets, size}, &request),
                         fits ? S7_OK : S7_ERR_S7_MALFORMED);
        assert_int_equal(request.id, fits ? 0x0131 : 77);
        assert_int_equal(request.index, fits ? 3 : 0);
    }
}

static size_t decode(const uint8_t *octets, size_t size, struct s7_szl_head *ret_head,
                     struct s7_octets *ret_records)
{
    assert_int_equal(s7_szl_head_decode((struct s7_octets){octets, size}, ret_head, ret_records), S7_OK);
    return s7_szl_records_whole(ret_head, *ret_records);
}

static void test_lists(void **state)
{
    (void)state;
    const uint8_t octets[] = {0x00, 0x19, 0, 0, 0, 4, 0, 2, 0, 1, 0, 0, 0, 4, 1, 0};
    struct s7_szl_head head;
    struct s7_octets records;
    assert_int_equal(decode(octets, sizeof octets, &head, &records), 2);
    assert_int_equal(head.id, 0x0019);
    assert_ptr_equal(records.at, octets + S7_SZL_HEAD_SIZE);
    assert_true(s7_szl_records_agree(&head, records));
    assert_int_equal(decode(octets, sizeof octets - 1, &head, &records), 1);
    assert_false(s7_szl_records_agree(&head, records));
    assert_int_equal(decode(octets, S7_SZL_HEAD_SIZE, &head, &records), 0);
    assert_false(s7_szl_records_agree(&head, records));
    uint8_t more[sizeof octets]; /* more octets than the head says */
    memcpy(more, octets, sizeof more);
    more[7] = 1;
    assert_int_equal(decode(more, sizeof more, &head, &records), 1);
    assert_false(s7_szl_records_agree(&head, records));
    for (size_t size = 0; size < S7_SZL_HEAD_SIZE; size++) {
        head.id = 77;
        assert_int_equal(s7_szl_head_decode((struct s7_octets){octets, size}, &head, &records),
                         S7_ERR_S7_MALFORMED);
        assert_int_equal(head.id, 77);
    }
}

/* STAT#62, STAT#221, BLK#26: record length 0, no record, the head alone. */
static void test_lists_without_records(void **state)
{
    (void)state;
    const uint8_t nothing[] = {0x01, 0x12, 0x02, 0x00, 0, 0, 0, 0};
    const uint8_t none[] = {0x00, 0x3A, 0, 0, 0, 0x94, 0, 0};
    const uint8_t head_alone[] = {0x0F, 0x11, 0, 0, 0, 0x1C, 0, 4};
    const uint8_t size_zero[] = {0x01, 0x12, 0, 0, 0, 0, 0, 7, 1, 2, 3};
    struct s7_szl_head head;
    struct s7_octets records;
    assert_int_equal(decode(nothing, sizeof nothing, &head, &records), 0);
    assert_true(s7_szl_records_agree(&head, records));
    assert_int_equal(decode(none, sizeof none, &head, &records), 0);
    assert_true(s7_szl_records_agree(&head, records));
    assert_int_equal(decode(head_alone, sizeof head_alone, &head, &records), 0);
    assert_int_equal(head.record_count, 4);
    assert_true(s7_szl_records_agree(&head, records));
    assert_int_equal(decode(size_zero, sizeof size_zero, &head, &records), 0);
    assert_false(s7_szl_records_agree(&head, records));
}

static void test_random_ones_come_back(void **state)
{
    (void)state;
    static struct arena arena;
    struct s7_chance chance = cases_begin("SZL");
    for (unsigned long i = 0; i < cases_count(); i++) {
        arena.used = 0;
        struct s7_szl_list list, again;
        uint8_t octets[200];
        random_szl_list(&chance, &arena, &list);
        struct s7_writer writer = s7_writer_over(octets, sizeof octets);
        s7_szl_head_encode(&writer, &list.head);
        s7_writer_octets(&writer, list.records.at, list.records.size);
        size_t whole = decode(octets, s7_writer_size(&writer), &again.head, &again.records);
        assert_true(szl_list_equal(&list, &again));
        assert_true(whole * list.head.record_size <= list.records.size && whole <= list.head.record_count);
        const struct s7_szl_request request = {random_u16(&chance), random_u16(&chance)};
        struct s7_szl_request request_again;
        writer = s7_writer_over(octets, sizeof octets);
        s7_szl_request_encode(&writer, &request);
        assert_int_equal(
            s7_szl_request_decode((struct s7_octets){octets, s7_writer_size(&writer)}, &request_again), S7_OK);
        assert_true(request.id == request_again.id && request.index == request_again.index);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ids),
        cmocka_unit_test(test_requests),
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_lists_without_records),
        cmocka_unit_test(test_random_ones_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
