/* SPDX-License-Identifier: MIT */
#include "wire/message.h"

#include "cases.h"
#include "check.h"
#include "lenient.h"
#include "random_message.h"
#include "sieben/error.h"
#include "vectors.h"

static struct arena arena;
static struct s7_message message, again;
static uint8_t encoded[MESSAGE_SIZE_MAX], reencoded[MESSAGE_SIZE_MAX];

static size_t encode(const struct s7_message *from, uint8_t *octets)
{
    struct s7_writer writer = s7_writer_over(octets, MESSAGE_SIZE_MAX);
    s7_message_encode(&writer, from);
    assert_false(writer.bad);
    return s7_writer_size(&writer);
}

static void test_random_messages_come_back(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("message");
    for (unsigned long i = 0; i < cases_count(); i++) {
        random_message(&chance, &arena, &message);
        size_t size = encode(&message, encoded);
        assert_int_equal(s7_message_decode(encoded, size, &again), S7_OK);
        assert_true(message_equal(&message, &again));
        assert_int_equal(encode(&again, reencoded), size);
        assert_memory_equal(encoded, reencoded, size);
    }
}

/* Decodes an exact-size copy on the heap; what decodes re-encodes to the same octets, leniencies taken out. */
static bool check_damaged(const uint8_t *octets, size_t size, struct lenient *counts)
{
    uint8_t *copy = malloc(size ? size : 1);
    assert_non_null(copy);
    memcpy(copy, octets, size);
    bool decodes = s7_message_decode(copy, size, &again) == S7_OK;
    if (decodes) {
        size_t reencoded_size = encode(&again, reencoded);
        size = lenient_remove(copy, size, &again, counts);
        assert_int_equal(reencoded_size, size);
        assert_memory_equal(reencoded, copy, size);
    }
    free(copy);
    return decodes;
}

static void test_damaged_messages(void **state)
{
    (void)state;
    struct lenient counts = {0};
    unsigned long decoded = 0;
    struct s7_chance chance = cases_begin("message damaged");
    for (unsigned long i = 0; i < cases_count(); i++) {
        random_message(&chance, &arena, &message);
        size_t size = encode(&message, encoded);
        for (uint64_t n = s7_chance_below(&chance, 4); n > 0; n--)
            encoded[s7_chance_below(&chance, size)] = random_u8(&chance);
        if (s7_chance_below(&chance, 4) == 0)
            size = (size_t)s7_chance_below(&chance, size);
        decoded += check_damaged(encoded, size, &counts);
    }
    printf("%lu of %lu decode; fill octets not 0: %zu, padded last items: %zu\n", decoded, cases_count(),
           counts.fill_count, counts.padded_count);
    assert_true(decoded > 0 && decoded < cases_count());
}

static void test_random_octets(void **state)
{
    (void)state;
    struct lenient counts = {0};
    struct s7_chance chance = cases_begin("message octets");
    for (unsigned long i = 0; i < cases_count(); i++) {
        size_t size = (size_t)s7_chance_below(&chance, 80);
        for (size_t at = 0; at < size; at++)
            encoded[at] =
                (uint8_t)(s7_chance_below(&chance, 3) ? s7_chance_below(&chance, 20) : random_u8(&chance));
        encoded[0] = 0x32;
        check_damaged(encoded, size, &counts);
    }
}

static void test_vectors(void **state)
{
    (void)state;
    for (size_t f = 0; vector_files[f]; f++) {
        struct vectors *vectors = vectors_load(vector_files[f]);
        for (size_t i = 0; i < vectors->count; i++) {
            const struct vector *vector = &vectors->list[i];
            struct lenient counts = {0};
            if (vector->size < 8 || vector->octets[5] != 0xF0 || vector->octets[6] != 0x80)
                continue;
            bool decodes = check_damaged(vector->octets + 7, vector->size - 7, &counts);
            assert_int_equal(decodes, !vector_malformed(vector));
            assert_int_equal(counts.fill_count + counts.padded_count, 0);
        }
        free(vectors);
    }
}

static void test_leniencies_are_what_they_are(void **state)
{
    (void)state;
    const uint8_t padded[] = {0x32, 3,    0, 0, 0, 1, 0,    2,    0, 12, 0, 0, 4,
                              2,    0xFF, 3, 0, 1, 1, 0x5A, 0xFF, 4, 0,  8, 7, 9};
    struct lenient counts = {0};
    assert_true(check_damaged(padded, sizeof padded, &counts));
    assert_int_equal(counts.fill_count, 1);
    assert_int_equal(counts.padded_count, 1);
    assert_int_equal(again.as.read_answer.item_count, 2);
}

static int decode_hex(const uint8_t *octets, size_t size)
{
    return s7_message_decode(octets, size, &again);
}

static void test_refused_answers(void **state)
{
    (void)state;
    const uint8_t bare[] = {0x32, 2, 0, 0, 0, 0x0B, 0, 0, 0, 0, 0x81, 0x04};
    const uint8_t bare_data[] = {0x32, 3, 0, 0, 0, 0x0B, 0, 0, 0, 0, 0x85, 0x00};
    const uint8_t one[] = {0x32, 3, 0, 0, 0, 0x0B, 0, 1, 0, 0, 0x85, 0x00, 0x04};
    const uint8_t two[] = {0x32, 3, 0, 0, 0x7A, 0, 0, 2, 0, 0, 0xD2, 0xA9, 0x28, 0x02};
    const uint8_t write[] = {0x32, 3, 0, 0, 0, 0x0B, 0, 2, 0, 0, 0x85, 0x00, 0x05, 0x01};
    assert_int_equal(decode_hex(bare, sizeof bare), S7_OK);
    assert_int_equal(again.body, S7_BODY_EMPTY);
    assert_int_equal(again.header.error, 0x8104);
    assert_int_equal(decode_hex(bare_data, sizeof bare_data), S7_OK);
    assert_int_equal(again.body, S7_BODY_EMPTY);
    assert_int_equal(decode_hex(one, sizeof one), S7_OK);
    assert_int_equal(again.body, S7_BODY_OTHER);
    assert_int_equal(again.as.other.parameter.size, 1);
    assert_int_equal(decode_hex(two, sizeof two), S7_OK);
    assert_int_equal(again.body, S7_BODY_OTHER);
    assert_int_equal(again.header.error, 0xD2A9);
    assert_int_equal(decode_hex(write, sizeof write), S7_OK);
    assert_int_equal(again.body, S7_BODY_OTHER);
}

static void test_mode_transition_has_a_head_of_its_own(void **state)
{
    (void)state;
    uint8_t octets[] = {0x32, 7, 0, 0, 0, 0, 0, 8, 0, 0, 1, 0, 0x10, 0x10, 0, 0, 2, 0, 0x77};
    assert_int_equal(decode_hex(octets, sizeof octets - 1), S7_OK);
    assert_int_equal(again.body, S7_BODY_MODE);
    assert_int_equal(again.as.mode.mode, S7_MODE_RUN);
    octets[9] = 1; /* with data it is something else, */
    assert_int_equal(decode_hex(octets, sizeof octets), S7_OK);
    assert_int_equal(again.body, S7_BODY_OTHER);
    octets[9] = 0;
    octets[10] = 2; /* as with another head */
    assert_int_equal(decode_hex(octets, sizeof octets - 1), S7_OK);
    assert_int_equal(again.body, S7_BODY_OTHER);
    assert_int_equal(again.as.other.parameter.size, 8);
}

static void test_foreign(void **state)
{
    (void)state;
    const uint8_t plus[] = {0x72, 1, 0, 0};
    assert_int_equal(decode_hex(plus, sizeof plus), S7_ERR_S7_FOREIGN);
    assert_int_equal(decode_hex(plus, 0), S7_ERR_S7_MALFORMED);
}

static enum s7_service service_of(uint8_t rosctr, const uint8_t *octets, size_t size)
{
    return s7_service_of(rosctr, (struct s7_octets){octets, size});
}

static void test_services(void **state)
{
    (void)state;
    const uint8_t read[] = {0x04, 1};
    const uint8_t write[] = {0x05};
    const uint8_t setup[] = {0xF0, 0};
    const uint8_t stop[] = {0x29};
    const uint8_t szl[] = {0, 1, 0x12, 4, 0x11, 0x44, 1, 0};
    assert_int_equal(service_of(1, read, 2), S7_SERVICE_READ_VAR);
    assert_int_equal(service_of(3, read, 2), S7_SERVICE_READ_VAR);
    assert_int_equal(service_of(2, read, 2), S7_SERVICE_READ_VAR);
    assert_int_equal(service_of(7, read, 2), S7_SERVICE_OTHER);
    assert_int_equal(service_of(1, write, 1), S7_SERVICE_WRITE_VAR);
    assert_int_equal(service_of(3, setup, 2), S7_SERVICE_SETUP);
    const uint8_t upload[] = {0x1D};
    const uint8_t alarm_query[] = {0, 1, 0x12, 4, 0x11, 0x44, 0x13, 0};
    assert_int_equal(service_of(1, stop, 1), S7_SERVICE_PLC_STOP);
    assert_int_equal(service_of(1, upload, 1), S7_SERVICE_OTHER);
    assert_int_equal(service_of(7, szl, 8), S7_SERVICE_READ_SZL);
    assert_int_equal(service_of(7, szl, 7), S7_SERVICE_OTHER);
    assert_int_equal(service_of(7, alarm_query, 8), S7_SERVICE_OTHER);
    assert_int_equal(service_of(1, NULL, 0), S7_SERVICE_OTHER);
}

static void test_rows(void **state)
{
    (void)state;
    for (unsigned i = 0; i < S7_SERVICE_COUNT; i++) {
        const struct s7_service_row *row = s7_service_row((enum s7_service)i);
        assert_int_equal(row->service, i);
        assert_non_null(row->codec->decode);
        assert_non_null(row->codec->encode);
        assert_true(row->stem[0] && row->display[0]);
    }
    assert_int_equal(s7_service_row(S7_SERVICE_READ_VAR)->guard, S7_GUARD_READ);
    assert_int_equal(s7_service_row(S7_SERVICE_WRITE_VAR)->guard, S7_GUARD_WRITE);
    assert_int_equal(s7_service_row(S7_SERVICE_SETUP)->guard, S7_GUARD_CONNECT);
    assert_int_equal(s7_service_row(S7_SERVICE_PLC_STOP)->guard, S7_GUARD_CONTROL);
    assert_int_equal(s7_service_row(S7_SERVICE_READ_SZL)->guard, S7_GUARD_DIAGNOSTICS);
    assert_int_equal(s7_service_row(S7_SERVICE_READ_CLOCK)->guard, S7_GUARD_DIAGNOSTICS);
    assert_int_equal(s7_service_row(S7_SERVICE_SET_CLOCK_2)->guard, S7_GUARD_CLOCK);
    assert_int_equal(s7_service_row(S7_SERVICE_CLEAR_PASSWORD)->guard, S7_GUARD_SECURITY);
}

static void test_encoder_without_room(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("message room");
    for (unsigned i = 0; i < 200; i++) {
        random_message(&chance, &arena, &message);
        size_t size = encode(&message, encoded);
        size_t room = (size_t)s7_chance_below(&chance, size);
        uint8_t *small = malloc(room ? room : 1);
        struct s7_writer writer = s7_writer_over(small, room);
        s7_message_encode(&writer, &message);
        assert_true(writer.bad);
        free(small);
    }
}

static void test_too_long_for_the_header(void **state)
{
    (void)state;
    static uint8_t octets[65536];
    message.header = (struct s7_header){.rosctr = S7_ROSCTR_JOB};
    message.body = S7_BODY_OTHER;
    message.as.other.parameter = (struct s7_octets){octets, 1};
    message.as.other.data = (struct s7_octets){octets, sizeof octets};
    struct s7_writer writer = s7_writer_over(encoded, sizeof encoded);
    s7_message_encode(&writer, &message);
    assert_true(writer.bad);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_messages_come_back),
        cmocka_unit_test(test_damaged_messages),
        cmocka_unit_test(test_random_octets),
        cmocka_unit_test(test_vectors),
        cmocka_unit_test(test_leniencies_are_what_they_are),
        cmocka_unit_test(test_refused_answers),
        cmocka_unit_test(test_mode_transition_has_a_head_of_its_own),
        cmocka_unit_test(test_foreign),
        cmocka_unit_test(test_services),
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_encoder_without_room),
        cmocka_unit_test(test_too_long_for_the_header),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
