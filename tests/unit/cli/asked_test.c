/* SPDX-License-Identifier: MIT */
#include "cli/asked.h"

#include "check.h"

#include "wire/names.h"

static const uint8_t READ[] = {0x32, 0x01, 0x00, 0x00, 0x12, 0x34, 0x00, 0x1A, 0x00, 0x00, 0x04, 0x02,
                               0x12, 0x0A, 0x10, 0x02, 0x00, 0x02, 0x00, 0x0A, 0x84, 0x00, 0x00, 0x20,
                               0x12, 0x0A, 0x10, 0x02, 0x00, 0x01, 0x00, 0x00, 0x83, 0x00, 0x00, 0x00};
static const uint8_t SZL[] = {0x32, 0x07, 0x00, 0x00, 0x00, 0x07, 0x00, 0x08, 0x00, 0x08, 0x00, 0x01, 0x12,
                              0x04, 0x11, 0x44, 0x01, 0x00, 0xFF, 0x09, 0x00, 0x04, 0x00, 0x11, 0x00, 0x00};

static struct s7_asked_ring ring;

static int fresh(void **state)
{
    (void)state;
    memset(&ring, 0, sizeof ring);
    return 0;
}

static void keep_with(const uint8_t *pdu, size_t size, uint16_t reference)
{
    uint8_t copy[1000];
    memcpy(copy, pdu, size);
    copy[4] = (uint8_t)(reference >> 8);
    copy[5] = (uint8_t)reference;
    s7_asked_keep(&ring, copy, size);
}

static const char *words_of(const struct s7_asked *asked)
{
    static char text[600];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    assert_non_null(asked);
    s7_asked_describe(&buf, asked);
    return text;
}

static void a_request_is_found_by_its_reference_once(void **state)
{
    (void)state;
    assert_null(s7_asked_take(&ring, 0));
    keep_with(READ, sizeof READ, 0x1234);
    keep_with(SZL, sizeof SZL, 7);
    assert_null(s7_asked_take(&ring, 8));
    const struct s7_asked *asked = s7_asked_take(&ring, 7);
    assert_int_equal(asked->service, S7_SERVICE_READ_SZL);
    assert_non_null(strstr(words_of(asked), "SZL 0011 index 0000"));
    assert_memory_equal(words_of(asked), "Read SZL", 8);
    assert_null(s7_asked_take(&ring, 7));
    asked = s7_asked_take(&ring, 0x1234);
    assert_int_equal(asked->service, S7_SERVICE_READ_VAR);
    assert_string_equal(words_of(asked), "Read Var: P#DB10.DBX4.0 BYTE 2, MB0");
    assert_null(s7_asked_take(&ring, 0x1234));
}

/* Partners that do not count at all. */
static void of_equal_references_the_oldest_is_answered(void **state)
{
    (void)state;
    keep_with(READ, sizeof READ, 0);
    keep_with(SZL, sizeof SZL, 0);
    assert_int_equal(s7_asked_take(&ring, 0)->service, S7_SERVICE_READ_VAR);
    assert_int_equal(s7_asked_take(&ring, 0)->service, S7_SERVICE_READ_SZL);
    assert_null(s7_asked_take(&ring, 0));
}

static void only_the_latest_are_kept(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 3 * S7_ASKED_COUNT; i++)
        keep_with(READ, sizeof READ, (uint16_t)i);
    for (unsigned i = 0; i < 2 * S7_ASKED_COUNT; i++)
        assert_null(s7_asked_take(&ring, (uint16_t)i));
    for (unsigned i = 2 * S7_ASKED_COUNT; i < 3 * S7_ASKED_COUNT; i++)
        assert_non_null(s7_asked_take(&ring, (uint16_t)i));
}

static void one_item_is_told_by_its_number(void **state)
{
    (void)state;
    char text[100];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    keep_with(READ, sizeof READ, 1);
    const struct s7_asked *asked = s7_asked_take(&ring, 1);
    assert_true(s7_asked_describe_item(&buf, asked, 1));
    assert_string_equal(text, "Read Var: MB0");
    buf = s7_strbuf_over(text, sizeof text);
    assert_true(s7_asked_describe_item(&buf, asked, 0));
    assert_string_equal(text, "Read Var: P#DB10.DBX4.0 BYTE 2");
    buf = s7_strbuf_over(text, sizeof text);
    assert_false(s7_asked_describe_item(&buf, asked, 2));
    keep_with(SZL, sizeof SZL, 2);
    assert_false(s7_asked_describe_item(&buf, s7_asked_take(&ring, 2), 0));
    assert_string_equal(text, "");
}

/* A Write Var of `items` items of 40 octets each. */
static size_t large_write(uint8_t *pdu, size_t items)
{
    static const uint8_t item[] = {0x12, 0x0A, 0x10, 0x02, 0x00, 0x28, 0x00, 0x01, 0x84, 0x00, 0x00, 0x00};
    static const uint8_t value[] = {0x00, 0x04, 0x01, 0x40};
    size_t parameter = 2 + items * sizeof item, data = items * 44;
    memset(pdu, 0, 10 + parameter + data);
    pdu[0] = 0x32, pdu[1] = 1;
    pdu[6] = (uint8_t)(parameter >> 8), pdu[7] = (uint8_t)parameter;
    pdu[8] = (uint8_t)(data >> 8), pdu[9] = (uint8_t)data;
    pdu[10] = 5, pdu[11] = (uint8_t)items;
    for (size_t i = 0; i < items; i++) {
        memcpy(pdu + 12 + i * sizeof item, item, sizeof item);
        memcpy(pdu + 10 + parameter + i * 44, value, sizeof value);
    }
    return 10 + parameter + data;
}

static void of_a_large_one_the_first_addresses_are_told(void **state)
{
    (void)state;
    uint8_t pdu[1000];
    size_t size = large_write(pdu, 6);
    assert_true(size > S7_ASKED_OCTETS);
    keep_with(pdu, size, 1);
    assert_string_equal(words_of(s7_asked_take(&ring, 1)),
                        "Write Var: P#DB1.DBX0.0 BYTE 40, P#DB1.DBX0.0 BYTE 40, P#DB1.DBX0.0 BYTE 40, "
                        "P#DB1.DBX0.0 BYTE 40, …");
    size = large_write(pdu, 4);
    pdu[size] = 0; /* not kept anyway: one octet more than fits */
    assert_true(size < S7_ASKED_OCTETS);
    keep_with(pdu, size, 2);
    assert_non_null(strstr(words_of(s7_asked_take(&ring, 2)), ":="));
}

static void what_has_no_name_has_words_all_the_same(void **state)
{
    (void)state;
    uint8_t pdu[600] = {0x32, 0x01, 0, 0, 0, 5, 0x02, 0x40, 0, 0, 0x7F};
    char text[100];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    keep_with(pdu, 10 + 0x240, 5);
    const struct s7_asked *asked = s7_asked_take(&ring, 5);
    assert_int_equal(asked->service, S7_SERVICE_OTHER);
    assert_string_equal(words_of(asked), "a service without a name");
    pdu[10] = 0x1A;
    keep_with(pdu, 10 + 0x240, 6);
    assert_string_equal(words_of(s7_asked_take(&ring, 6)), s7_name_function(0x1A));
    assert_false(s7_asked_describe_item(&buf, asked, 0));
}

/* Whatever a partner sends with a header that is in order. */
static void malformed_requests_are_told_too(void **state)
{
    (void)state;
    for (size_t size = 10; size <= sizeof READ; size++) {
        uint8_t pdu[sizeof READ];
        memcpy(pdu, READ, sizeof pdu);
        pdu[7] = (uint8_t)(size - 10);
        fresh(NULL);
        s7_asked_keep(&ring, pdu, size);
        const struct s7_asked *asked = s7_asked_take(&ring, 0x1234);
        assert_true(words_of(asked)[0] != '\0');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_request_is_found_by_its_reference_once, fresh),
        cmocka_unit_test_setup(of_equal_references_the_oldest_is_answered, fresh),
        cmocka_unit_test_setup(only_the_latest_are_kept, fresh),
        cmocka_unit_test_setup(one_item_is_told_by_its_number, fresh),
        cmocka_unit_test_setup(of_a_large_one_the_first_addresses_are_told, fresh),
        cmocka_unit_test_setup(what_has_no_name_has_words_all_the_same, fresh),
        cmocka_unit_test_setup(malformed_requests_are_told_too, fresh),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
