/* SPDX-License-Identifier: MIT */
#include "wire/read_var.h"

#include "check.h"
#include "sieben/error.h"
#include "vectors.h"

static struct s7_read_request request;
static struct s7_read_answer answer;

static struct s7_octets over(const uint8_t *octets, size_t size)
{
    return (struct s7_octets){octets, size};
}

/* Parameter and data of the vector's S7 PDU, whose header is `header_size` octets long. */
static void parts(const struct vector *vector, size_t header_size, struct s7_octets *ret_parameter,
                  struct s7_octets *ret_data)
{
    const uint8_t *pdu = vector->octets + 7;
    size_t parameter_size = (size_t)pdu[6] << 8 | pdu[7];
    size_t data_size = (size_t)pdu[8] << 8 | pdu[9];
    assert_int_equal(header_size + parameter_size + data_size, vector->size - 7);
    *ret_parameter = over(pdu + header_size, parameter_size);
    *ret_data = over(pdu + header_size + parameter_size, data_size);
}

static const struct vector *find(const struct vectors *vectors, const char *source)
{
    for (size_t i = 0; i < vectors->count; i++) {
        if (strcmp(vectors->list[i].source, source) == 0)
            return &vectors->list[i];
    }
    fail_msg("no vector %s", source);
    return NULL;
}

static void test_captured_request(void **state)
{
    (void)state;
    struct vectors *vectors = vectors_load("read_var");
    struct s7_octets parameter, data;
    parts(find(vectors, "P1200#43"), S7_HEADER_SIZE_MIN, &parameter, &data);
    assert_int_equal(s7_read_request_decode(parameter, data, &request), S7_OK);
    assert_int_equal(request.item_count, 19);
    assert_int_equal(request.items[18].transport_size, S7_TRANSPORT_CHAR);
    assert_int_equal(request.items[18].count, 24);
    assert_int_equal(request.items[18].db, 4);
    assert_int_equal(request.items[18].address, 396 * 8);
    uint8_t octets[256];
    struct s7_writer writer = s7_writer_over(octets, sizeof octets);
    s7_read_request_encode(&writer, &request);
    assert_int_equal(s7_writer_size(&writer), parameter.size);
    assert_memory_equal(octets, parameter.at, parameter.size);
    free(vectors);
}

static void test_captured_answer(void **state)
{
    (void)state;
    struct vectors *vectors = vectors_load("read_var");
    struct s7_octets parameter, data;
    parts(find(vectors, "WRW#9"), S7_HEADER_SIZE_MAX, &parameter, &data);
    assert_int_equal(s7_read_answer_decode(parameter, data, &answer), S7_OK);
    assert_int_equal(answer.item_count, 8);
    assert_int_equal(answer.items[1].transport_size, S7_DATA_REAL);
    assert_int_equal(answer.items[1].octets.size, 4);
    assert_int_equal(answer.items[7].octets.at[1], 0x11);
    uint8_t octets[256];
    size_t parameter_size = 0;
    struct s7_writer writer = s7_writer_over(octets, sizeof octets);
    s7_read_answer_encode(&writer, &answer, &parameter_size);
    assert_int_equal(parameter_size, S7_VAR_PARAMETER_SIZE);
    assert_int_equal(s7_writer_size(&writer), parameter.size + data.size);
    assert_memory_equal(octets, parameter.at, parameter.size + data.size);
    free(vectors);
}

static void test_refused_requests(void **state)
{
    (void)state;
    const uint8_t good[] = {4, 1, 0x12, 0x0A, 0x10, 2, 0, 16, 0, 0, 0x83, 0, 0, 0};
    for (size_t size = 0; size < sizeof good; size++)
        assert_int_equal(s7_read_request_decode(over(good, size), over(NULL, 0), &request),
                         S7_ERR_S7_MALFORMED);
    assert_int_equal(s7_read_request_decode(over(good, sizeof good), over(NULL, 0), &request), S7_OK);
    assert_int_equal(s7_read_request_decode(over(good, sizeof good), over(good, 1), &request),
                     S7_ERR_S7_MALFORMED);
    uint8_t other[sizeof good];
    memcpy(other, good, sizeof good);
    other[0] = 5;
    assert_int_equal(s7_read_request_decode(over(other, sizeof other), over(NULL, 0), &request),
                     S7_ERR_S7_MALFORMED);
    other[0] = 4;
    other[1] = 0;
    assert_int_equal(s7_read_request_decode(over(other, sizeof other), over(NULL, 0), &request),
                     S7_ERR_S7_MALFORMED);
}

static void test_no_items(void **state)
{
    (void)state;
    const uint8_t none[] = {4, 0};
    assert_int_equal(s7_read_request_decode(over(none, 2), over(NULL, 0), &request), S7_OK);
    assert_int_equal(request.item_count, 0);
    assert_int_equal(s7_read_answer_decode(over(none, 2), over(NULL, 0), &answer), S7_OK);
    assert_int_equal(answer.item_count, 0);
}

static void test_refused_answers(void **state)
{
    (void)state;
    const uint8_t parameter[] = {4, 2, 0};
    const uint8_t data[] = {0xFF, 3, 0, 1, 1, 0, 0x0A, 0, 0, 0};
    for (size_t size = 0; size < sizeof data; size++)
        assert_int_equal(s7_read_answer_decode(over(parameter, 2), over(data, size), &answer),
                         S7_ERR_S7_MALFORMED);
    assert_int_equal(s7_read_answer_decode(over(parameter, 2), over(data, sizeof data), &answer), S7_OK);
    assert_int_equal(s7_read_answer_decode(over(parameter, 1), over(data, sizeof data), &answer),
                     S7_ERR_S7_MALFORMED);
    assert_int_equal(s7_read_answer_decode(over(parameter, 3), over(data, sizeof data), &answer),
                     S7_ERR_S7_MALFORMED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_captured_request), cmocka_unit_test(test_captured_answer),
        cmocka_unit_test(test_refused_requests), cmocka_unit_test(test_no_items),
        cmocka_unit_test(test_refused_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
