/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "sieben/error.h"
#include "vectors.h"
#include "wire/describe.h"

static char text[65536];

static int describe(const uint8_t *octets, size_t size)
{
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    return s7_describe_packet(&buf, octets, size);
}

/* True when some line holds all three: name, octets, meaning. */
static bool has_line(const char *name, const char *octets, const char *meaning)
{
    static char copy[sizeof text];
    memcpy(copy, text, strlen(text) + 1);
    for (char *line = strtok(copy, "\n"); line; line = strtok(NULL, "\n")) {
        char *at = strstr(line, name);
        at = at ? strstr(at, octets) : NULL;
        if (at && strstr(at, meaning))
            return true;
    }
    return false;
}

static void test_connect(void **state)
{
    (void)state;
    const uint8_t cr[] = {3,    0, 0, 22, 0x11, 0xE0, 0, 0,    0,    7, 0,
                          0xC1, 2, 1, 0,  0xC2, 2,    1, 0x22, 0xC0, 1, 0x0A};
    assert_int_equal(describe(cr, sizeof cr), S7_OK);
    assert_true(has_line("length", "00 16", "22 octets"));
    assert_true(has_line("TPDU", "e0", "CR, connection request"));
    assert_true(has_line("source reference", "00 07", "7"));
    assert_true(has_line("called TSAP", "c2 02 01 22", "01.22 (PG, rack 1, slot 2)"));
    assert_true(has_line("TPDU size", "c0 01 0a", "1024 octets"));
}

static void test_disconnect_and_error(void **state)
{
    (void)state;
    const uint8_t dr[] = {3, 0, 0, 11, 6, 0x80, 0, 7, 0, 0, 2};
    const uint8_t er[] = {3, 0, 0, 13, 8, 0x70, 0, 7, 2, 0xC1, 2, 6, 0x50};
    assert_int_equal(describe(dr, sizeof dr), S7_OK);
    assert_true(has_line("reason", "02", "no session entity"));
    assert_int_equal(describe(er, sizeof er), S7_OK);
    assert_true(has_line("cause", "02", "invalid TPDU type"));
    assert_true(has_line("parameter", "c1 02 06 50", "2 octets"));
}

static void test_layers_of_a_read(void **state)
{
    (void)state;
    const uint8_t read[] = {3, 0, 0, 31,   2,    0xF0, 0x80, 0x32, 1,  0, 0, 0,    1, 0, 14, 0,
                            0, 4, 1, 0x12, 0x0A, 0x10, 2,    0,    16, 0, 0, 0x83, 0, 0, 0};
    assert_int_equal(describe(read, sizeof read), S7_OK);
    assert_non_null(strstr(text, "TPKT\n"));
    assert_non_null(strstr(text, "COTP\n"));
    assert_non_null(strstr(text, "S7\n"));
    assert_non_null(strstr(text, "item 1: P#M0.0 BYTE 16\n"));
    assert_true(has_line("function", "04", "Read Var"));
}

static void test_fragment_and_empty_data(void **state)
{
    (void)state;
    const uint8_t fragment[] = {3, 0, 0, 9, 2, 0xF0, 0, 0x32, 1};
    const uint8_t empty[] = {3, 0, 0, 7, 2, 0xF0, 0};
    assert_int_equal(describe(fragment, sizeof fragment), S7_OK);
    assert_non_null(strstr(text, "fragment of 2 octets"));
    assert_int_equal(describe(empty, sizeof empty), S7_OK);
    assert_non_null(strstr(text, "no user data"));
}

static void test_first_malformed_layer(void **state)
{
    (void)state;
    const uint8_t tls[] = {0x16, 3, 1, 0};
    const uint8_t cut[] = {3, 0, 0, 31, 2};
    const uint8_t tpdu[] = {3, 0, 0, 7, 2, 0xC0, 0};
    const uint8_t plus[] = {3, 0, 0, 8, 2, 0xF0, 0x80, 0x72};
    assert_int_equal(describe(tls, sizeof tls), S7_ERR_ISO_FOREIGN);
    assert_non_null(strstr(text, "TPKT, malformed"));
    assert_int_equal(describe(cut, sizeof cut), S7_ERR_ISO_PROTOCOL);
    assert_non_null(strstr(text, "truncated, 5 octets of 31"));
    assert_int_equal(describe(cut, 0), S7_ERR_ISO_PROTOCOL);
    assert_int_equal(describe(cut, 1), S7_ERR_ISO_PROTOCOL);
    assert_int_equal(describe(tpdu, sizeof tpdu), S7_ERR_ISO_PROTOCOL);
    assert_non_null(strstr(text, "COTP, malformed"));
    assert_int_equal(describe(plus, sizeof plus), S7_ERR_S7_FOREIGN);
    assert_non_null(strstr(text, "S7CommPlus"));
}

static void test_octets_behind(void **state)
{
    (void)state;
    const uint8_t two[] = {3, 0, 0, 7, 2, 0xF0, 0, 3, 0, 0};
    assert_int_equal(describe(two, sizeof two), S7_OK);
    assert_non_null(strstr(text, "behind this packet: 3 octets"));
}

/* Malformed vectors give an error, the others do not; the password of one is hidden. */
static void test_vectors(void **state)
{
    (void)state;
    for (size_t f = 0; vector_files[f]; f++) {
        struct vectors *vectors = vectors_load(vector_files[f]);
        for (size_t i = 0; i < vectors->count; i++) {
            const struct vector *vector = &vectors->list[i];
            uint8_t *copy = malloc(vector->size);
            assert_non_null(copy);
            memcpy(copy, vector->octets, vector->size);
            assert_int_equal(describe(copy, vector->size) != S7_OK, vector_malformed(vector));
            assert_null(strstr(text, "21 3a 1b 1d"));
            free(copy);
        }
        free(vectors);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_connect),
        cmocka_unit_test(test_disconnect_and_error),
        cmocka_unit_test(test_layers_of_a_read),
        cmocka_unit_test(test_fragment_and_empty_data),
        cmocka_unit_test(test_first_malformed_layer),
        cmocka_unit_test(test_octets_behind),
        cmocka_unit_test(test_vectors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
