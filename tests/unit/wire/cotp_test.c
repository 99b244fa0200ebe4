/* SPDX-License-Identifier: MIT */
#include "wire/cotp.h"

#include "cases.h"
#include "check.h"
#include "random_message.h"
#include "sieben/error.h"
#include "vectors.h"
#include "wire/tpkt.h"

static void test_captured_connect(void **state)
{
    (void)state;
    const uint8_t octets[] = {0x11, 0xE0, 0, 0, 0, 7, 0, 0xC1, 2, 1, 0, 0xC2, 2, 1, 2, 0xC0, 1, 0x0A};
    struct s7_cotp cotp;
    assert_int_equal(s7_cotp_decode(octets, sizeof octets, &cotp), S7_OK);
    assert_int_equal(cotp.type, S7_COTP_CR);
    assert_int_equal(cotp.as.connect.dst_ref, 0);
    assert_int_equal(cotp.as.connect.src_ref, 7);
    assert_int_equal(cotp.as.connect.class_option, 0);
    assert_int_equal(cotp.as.connect.parameters.count, 3);
    assert_int_equal(s7_cotp_tpdu_size(&cotp.as.connect), 1024);
    struct s7_tsap called = s7_cotp_tsap_of(&cotp.as.connect, S7_COTP_CALLED_TSAP);
    struct s7_tsap calling = s7_cotp_tsap_of(&cotp.as.connect, S7_COTP_CALLING_TSAP);
    struct s7_tsap cpu = s7_tsap_of(S7_CLASS_PG, 0, 2);
    struct s7_tsap own = s7_tsap_of(S7_CLASS_PG, 0, 0);
    assert_true(s7_tsap_equal(&called, &cpu));
    assert_true(s7_tsap_equal(&calling, &own));
}

static void test_data_borrows(void **state)
{
    (void)state;
    const uint8_t octets[] = {2, 0xF0, 0x9D, 0x32, 1};
    struct s7_cotp cotp;
    assert_int_equal(s7_cotp_decode(octets, sizeof octets, &cotp), S7_OK);
    assert_int_equal(cotp.type, S7_COTP_DT);
    assert_true(cotp.as.data.eot);
    assert_int_equal(cotp.as.data.number, 0x1D);
    assert_ptr_equal(cotp.as.data.user_data.at, octets + 3);
    assert_int_equal(cotp.as.data.user_data.size, 2);
}

static void test_empty_data_without_eot(void **state)
{
    (void)state;
    const uint8_t octets[] = {2, 0xF0, 0};
    struct s7_cotp cotp;
    assert_int_equal(s7_cotp_decode(octets, sizeof octets, &cotp), S7_OK);
    assert_false(cotp.as.data.eot);
    assert_int_equal(cotp.as.data.user_data.size, 0);
}

static void test_error_keeps_rejected_tpdu(void **state)
{
    (void)state;
    uint8_t octets[7 + 40] = {6 + 40, 0x70, 0, 9, 2, 0xC1, 40};
    struct s7_cotp cotp;
    assert_int_equal(s7_cotp_decode(octets, sizeof octets, &cotp), S7_OK);
    assert_int_equal(cotp.as.error.dst_ref, 9);
    assert_int_equal(cotp.as.error.cause, 2);
    assert_int_equal(cotp.as.error.parameters.list[0].value.size, 40);
}

static void test_tpdu_sizes(void **state)
{
    (void)state;
    for (unsigned code = 0; code <= 255; code++) {
        const uint8_t octets[] = {9, 0xE0, 0, 0, 0, 1, 0, 0xC0, 1, (uint8_t)code};
        bool valid = code >= S7_COTP_TPDU_CODE_MIN && code <= S7_COTP_TPDU_CODE_MAX;
        struct s7_cotp cotp;
        assert_int_equal(s7_cotp_decode(octets, sizeof octets, &cotp), valid ? S7_OK : S7_ERR_ISO_PROTOCOL);
        if (valid)
            assert_int_equal(s7_cotp_tpdu_size(&cotp.as.connect), 1U << code);
    }
}

static void test_absent_parameters(void **state)
{
    (void)state;
    struct s7_cotp_connect connect = {0};
    assert_int_equal(s7_cotp_tpdu_size(&connect), S7_COTP_TPDU_DEFAULT);
    assert_int_equal(s7_cotp_tsap_of(&connect, S7_COTP_CALLED_TSAP).size, 0);
    assert_null(s7_cotp_parameter_find(&connect.parameters, S7_COTP_TPDU_SIZE));
}

static void test_parameter_list_is_bounded(void **state)
{
    (void)state;
    struct s7_cotp_parameters parameters = {0};
    for (size_t i = 0; i < S7_COTP_PARAMETER_COUNT; i++)
        assert_true(s7_cotp_parameter_add(&parameters, (uint8_t)i, NULL, 0));
    assert_false(s7_cotp_parameter_add(&parameters, 0, NULL, 0));

    uint8_t octets[7 + 2 * (S7_COTP_PARAMETER_COUNT + 1)] = {sizeof octets - 1, 0xE0};
    struct s7_cotp cotp;
    assert_int_equal(s7_cotp_decode(octets, sizeof octets, &cotp), S7_ERR_ISO_PROTOCOL);
    octets[0] = sizeof octets - 3;
    assert_int_equal(s7_cotp_decode(octets, sizeof octets - 2, &cotp), S7_OK);
}

static void test_header_over_254_is_refused(void **state)
{
    (void)state;
    uint8_t value[252] = {0};
    uint8_t octets[600];
    struct s7_cotp cotp = {.type = S7_COTP_CR};
    s7_cotp_parameter_add(&cotp.as.connect.parameters, 0x99, value, 246);
    struct s7_writer writer = s7_writer_over(octets, sizeof octets);
    s7_cotp_encode(&writer, &cotp);
    assert_false(writer.bad);
    assert_int_equal(octets[0], 254);
    cotp.as.connect.parameters.list[0].value.size = 247;
    writer = s7_writer_over(octets, sizeof octets);
    s7_cotp_encode(&writer, &cotp);
    assert_true(writer.bad);
}

static void test_no_room(void **state)
{
    (void)state;
    const uint8_t user_data[4] = {1, 2, 3, 4};
    struct s7_cotp cotp = {.type = S7_COTP_DT, .as.data = {true, 0, {user_data, sizeof user_data}}};
    uint8_t octets[7];
    for (size_t room = 0; room <= sizeof octets; room++) {
        struct s7_writer writer = s7_writer_over(octets, room);
        s7_cotp_encode(&writer, &cotp);
        assert_int_equal(writer.bad, room < sizeof octets);
    }
}

static void random_parameters(struct s7_chance *chance, struct arena *arena,
                              struct s7_cotp_parameters *parameters)
{
    size_t count = (size_t)s7_chance_below(chance, 6);
    for (size_t i = 0; i < count; i++) {
        struct s7_octets value = random_octets(chance, arena, (size_t)(1 + s7_chance_below(chance, 32)));
        uint8_t code = (uint8_t)(0xC1 + s7_chance_below(chance, 10));
        s7_cotp_parameter_add(parameters, code, value.at, value.size);
    }
}

static struct s7_cotp random_cotp(struct s7_chance *chance, struct arena *arena)
{
    static const enum s7_cotp_type types[] = {S7_COTP_CR, S7_COTP_CC, S7_COTP_DR, S7_COTP_ER, S7_COTP_DT};
    struct s7_cotp cotp = {.type = types[s7_chance_below(chance, 5)]};
    arena->used = 0;
    if (cotp.type == S7_COTP_DT) {
        cotp.as.data.eot = s7_chance_below(chance, 2);
        cotp.as.data.number = (uint8_t)s7_chance_below(chance, 128);
        cotp.as.data.user_data = random_octets(chance, arena, (size_t)s7_chance_below(chance, 300));
    } else if (cotp.type == S7_COTP_DR) {
        cotp.as.disconnect.dst_ref = random_u16(chance);
        cotp.as.disconnect.src_ref = random_u16(chance);
        cotp.as.disconnect.reason = random_u8(chance);
        random_parameters(chance, arena, &cotp.as.disconnect.parameters);
    } else if (cotp.type == S7_COTP_ER) {
        cotp.as.error.dst_ref = random_u16(chance);
        cotp.as.error.cause = random_u8(chance);
        random_parameters(chance, arena, &cotp.as.error.parameters);
    } else {
        cotp.as.connect.dst_ref = random_u16(chance);
        cotp.as.connect.src_ref = random_u16(chance);
        cotp.as.connect.class_option = random_u8(chance);
        random_parameters(chance, arena, &cotp.as.connect.parameters);
    }
    return cotp;
}

static bool parameters_equal(const struct s7_cotp_parameters *a, const struct s7_cotp_parameters *b)
{
    bool equal = a->count == b->count;
    for (size_t i = 0; equal && i < a->count; i++)
        equal = a->list[i].code == b->list[i].code && octets_equal(a->list[i].value, b->list[i].value);
    return equal;
}

static bool cotp_equal(const struct s7_cotp *a, const struct s7_cotp *b)
{
    if (a->type != b->type)
        return false;
    if (a->type == S7_COTP_DT)
        return a->as.data.eot == b->as.data.eot && a->as.data.number == b->as.data.number &&
               octets_equal(a->as.data.user_data, b->as.data.user_data);
    if (a->type == S7_COTP_DR)
        return a->as.disconnect.dst_ref == b->as.disconnect.dst_ref &&
               a->as.disconnect.src_ref == b->as.disconnect.src_ref &&
               a->as.disconnect.reason == b->as.disconnect.reason &&
               parameters_equal(&a->as.disconnect.parameters, &b->as.disconnect.parameters);
    if (a->type == S7_COTP_ER)
        return a->as.error.dst_ref == b->as.error.dst_ref && a->as.error.cause == b->as.error.cause &&
               parameters_equal(&a->as.error.parameters, &b->as.error.parameters);
    return a->as.connect.dst_ref == b->as.connect.dst_ref && a->as.connect.src_ref == b->as.connect.src_ref &&
           a->as.connect.class_option == b->as.connect.class_option &&
           parameters_equal(&a->as.connect.parameters, &b->as.connect.parameters);
}

static void test_random_tpdus_come_back(void **state)
{
    (void)state;
    static struct arena arena;
    struct s7_chance chance = cases_begin("cotp");
    for (unsigned long i = 0; i < cases_count(); i++) {
        struct s7_cotp cotp = random_cotp(&chance, &arena);
        struct s7_cotp again;
        uint8_t octets[1024];
        struct s7_writer writer = s7_writer_over(octets, sizeof octets);
        s7_cotp_encode(&writer, &cotp);
        assert_false(writer.bad);
        assert_int_equal(s7_cotp_decode(octets, s7_writer_size(&writer), &again), S7_OK);
        assert_true(cotp_equal(&cotp, &again));
    }
}

/* A damaged TPDU is refused or re-encodes to exactly its octets; the heap copy has its exact size. */
static void check_damaged(const uint8_t *octets, size_t size)
{
    uint8_t *copy = malloc(size ? size : 1);
    uint8_t out[1024];
    struct s7_cotp cotp;
    assert_non_null(copy);
    memcpy(copy, octets, size);
    if (s7_cotp_decode(copy, size, &cotp) == S7_OK) {
        struct s7_writer writer = s7_writer_over(out, sizeof out);
        s7_cotp_encode(&writer, &cotp);
        assert_false(writer.bad);
        assert_int_equal(s7_writer_size(&writer), size);
        assert_memory_equal(out, copy, size);
    }
    free(copy);
}

static void test_damaged_tpdus(void **state)
{
    (void)state;
    static struct arena arena;
    struct s7_chance chance = cases_begin("cotp damaged");
    for (unsigned long i = 0; i < cases_count(); i++) {
        struct s7_cotp cotp = random_cotp(&chance, &arena);
        uint8_t octets[1024];
        struct s7_writer writer = s7_writer_over(octets, sizeof octets);
        s7_cotp_encode(&writer, &cotp);
        size_t size = s7_writer_size(&writer);
        for (uint64_t n = s7_chance_below(&chance, 4); n > 0; n--)
            octets[s7_chance_below(&chance, size < 12 ? size : 12)] = random_u8(&chance);
        check_damaged(octets,
                      (size_t)s7_chance_below(&chance, 3) ? size : (size_t)s7_chance_below(&chance, size));
    }
}

static void test_vectors(void **state)
{
    (void)state;
    static const char *const files[] = {"cotp", "malformed"};
    for (size_t f = 0; f < 2; f++) {
        struct vectors *vectors = vectors_load(files[f]);
        for (size_t i = 0; i < vectors->count; i++)
            check_damaged(vectors->list[i].octets + S7_TPKT_SIZE, vectors->list[i].size - S7_TPKT_SIZE);
        free(vectors);
    }
}

static void test_failure_leaves_the_result(void **state)
{
    (void)state;
    const uint8_t octets[] = {6, 0xE0, 0, 0, 0, 1};
    struct s7_cotp cotp = {.type = S7_COTP_ER, .as.error.dst_ref = 77};
    assert_int_equal(s7_cotp_decode(octets, sizeof octets, &cotp), S7_ERR_ISO_PROTOCOL);
    assert_int_equal(s7_cotp_decode(octets, 0, &cotp), S7_ERR_ISO_PROTOCOL);
    assert_int_equal(cotp.type, S7_COTP_ER);
    assert_int_equal(cotp.as.error.dst_ref, 77);
}

static void test_reserved_length_indicator(void **state)
{
    (void)state;
    uint8_t octets[256] = {255, 0xE0};
    struct s7_cotp cotp;
    octets[7] = 0x99;
    octets[8] = 247;
    assert_int_equal(s7_cotp_decode(octets, sizeof octets, &cotp), S7_ERR_ISO_PROTOCOL);
    octets[0] = 254;
    octets[8] = 246;
    assert_int_equal(s7_cotp_decode(octets, sizeof octets - 1, &cotp), S7_OK);
}

static void test_parameters_in_order(void **state)
{
    (void)state;
    static const struct s7_tsap calling = {.size = 2, .octets = {0x01, 0x00}}, absent = {.size = 0};
    static const struct s7_tsap called = {.size = 3, .octets = {'P', 'L', 'C'}};
    static const uint8_t code = 0x0A;
    static const uint8_t expected[S7_COTP_ORDER_COUNT][3] = {
        {0xC0, 0xC1, 0xC2}, {0xC1, 0xC2, 0xC0}, {0xC0, 0xC2, 0xC1}};
    for (int order = 0; order < S7_COTP_ORDER_COUNT; order++) {
        struct s7_cotp_connect connect = {.parameters = {.count = 7}}; /* what stood there is gone */
        s7_cotp_parameters_fill(&connect.parameters, (enum s7_cotp_order)order, &code, &calling, &called);
        assert_int_equal(connect.parameters.count, 3);
        for (size_t i = 0; i < 3; i++)
            assert_int_equal(connect.parameters.list[i].code, expected[order][i]);
        struct s7_tsap back = s7_cotp_tsap_of(&connect, S7_COTP_CALLING_TSAP);
        assert_true(s7_tsap_equal(&back, &calling));
        back = s7_cotp_tsap_of(&connect, S7_COTP_CALLED_TSAP);
        assert_true(s7_tsap_equal(&back, &called));
        assert_int_equal(s7_cotp_tpdu_size(&connect), 1024);
        s7_cotp_parameters_fill(&connect.parameters, (enum s7_cotp_order)order, &code, &absent, &called);
        assert_int_equal(connect.parameters.count, 2);
        assert_null(s7_cotp_parameter_find(&connect.parameters, S7_COTP_CALLING_TSAP));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_captured_connect),
        cmocka_unit_test(test_data_borrows),
        cmocka_unit_test(test_empty_data_without_eot),
        cmocka_unit_test(test_error_keeps_rejected_tpdu),
        cmocka_unit_test(test_tpdu_sizes),
        cmocka_unit_test(test_absent_parameters),
        cmocka_unit_test(test_parameter_list_is_bounded),
        cmocka_unit_test(test_parameters_in_order),
        cmocka_unit_test(test_header_over_254_is_refused),
        cmocka_unit_test(test_no_room),
        cmocka_unit_test(test_random_tpdus_come_back),
        cmocka_unit_test(test_damaged_tpdus),
        cmocka_unit_test(test_vectors),
        cmocka_unit_test(test_failure_leaves_the_result),
        cmocka_unit_test(test_reserved_length_indicator),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
