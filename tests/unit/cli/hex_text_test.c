/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/chance.h"
#include "cli/hex_text.h"
#include "sieben/error.h"

/* 20 octets: more than a line of a dump. */
static const uint8_t octets[20] = {0x03, 0x00, 0x00, 0x16, 0x11, 0xe0, 0x00, 0x00, 0x00, 0x01,
                                   0x00, 0xc1, 0x02, 0x01, 0x00, 0xc2, 0x02, 0x01, 0x02, 0xc0};

static void reads_the_octets(const char *text)
{
    struct s7_hex_text hex;
    struct s7_hex_error error;
    assert_int_equal(s7_hex_text_parse(text, strlen(text), &hex, &error), S7_OK);
    assert_int_equal(hex.size, sizeof octets);
    assert_memory_equal(hex.octets, octets, sizeof octets);
    s7_hex_text_free(&hex);
}

static void plain_hex_is_read_in_every_grouping(void **state)
{
    (void)state;
    reads_the_octets("0300001611e00000000100c1020100c2020102c0");
    reads_the_octets("03 00 00 16 11 E0 00 00 00 01 00 C1 02 01 00 C2 02 01 02 C0\n");
    reads_the_octets("0x0300001611e00000000100c1020100c2020102c0");
    reads_the_octets("0x03, 0x00, 0x00, 0x16, 0x11, 0xe0, 0x00, 0x00, 0x00, 0x01,\n"
                     "0x00, 0xc1, 0x02, 0x01, 0x00, 0xc2, 0x02, 0x01, 0x02, 0xc0");
    reads_the_octets("03:00:00:16:11:e0:00:00:00:01:00:c1:02:01:00:c2:02:01:02:c0");
    reads_the_octets("\"\\x03\\x00\\x00\\x16\\x11\\xe0\\x00\\x00\\x00\\x01\\x00\\xc1\\x02\\x01\\x00\\xc2\\x02\\"
                     "x01\\x02\\xc0\"");
    reads_the_octets("\"\\x03\\x00\\x00\\x16\\x11\\xe0\\x00\\x00\" \\\n"
                     "\"\\x00\\x01\\x00\\xc1\\x02\\x01\\x00\" \\ \t\r\n"
                     "\"\\xc2\\x02\\x01\\x02\\xc0\"\\");
    reads_the_octets("0300 0016 11e0 0000\r\n\r\n# the rest\r\n0001 00c1 0201 00c2 0201 02c0\r\n");
}

static void dumps_are_read(void **state)
{
    (void)state;
    /* xxd */
    reads_the_octets("00000000: 0300 0016 11e0 0000 0001 00c1 0201 00c2  ................\n"
                     "00000010: 0201 02c0                                ab  \n");
    /* hexdump -C */
    reads_the_octets("00000000  03 00 00 16 11 e0 00 00  00 01 00 c1 02 01 00 c2  |................|\n"
                     "00000010  02 01 02 c0                                       |....|\n"
                     "00000014\n");
    /* tshark -x, Wireshark */
    reads_the_octets("0000  03 00 00 16 11 e0 00 00 00 01 00 c1 02 01 00 c2   ab..............\n"
                     "0010  02 01 02 c0                                       12 4\n");
    /* tcpdump -x */
    reads_the_octets("\t0x0000:  0300 0016 11e0 0000 0001 00c1 0201 00c2\n"
                     "\t0x0010:  0201 02c0\n");
}

static void every_offset_zero_begins_a_dump(void **state)
{
    (void)state;
    const char *text = "0000  03 00 00 07   ....\n\n0000  02 f0 80\n";
    struct s7_hex_text hex;
    struct s7_hex_error error;
    assert_int_equal(s7_hex_text_parse(text, strlen(text), &hex, &error), S7_OK);
    assert_int_equal(hex.size, 7);
    assert_int_equal(hex.start_count, 2);
    assert_int_equal(hex.starts[0], 0);
    assert_int_equal(hex.starts[1], 4);
    s7_hex_text_free(&hex);
}

static void errors_say_where(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t line, column, octet;
    } rows[] = {
        {"03 0g", 1, 4, 1},       {"03 00\n00 1", 2, 4, 3}, {"xyz", 1, 1, 0},
        {"0x", 1, 1, 0},          {"03 \\ 00", 1, 4, 1},    {"03 \\\\", 1, 4, 1},
        {"03 00 000", 1, 9, 2},   {"\xff", 1, 1, 0},        {"00000000: 0300\n00000010: 00\n", 2, 1, 2},
        {"0000  03 0", 1, 10, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct s7_hex_text hex;
        struct s7_hex_error error;
        assert_int_equal(s7_hex_text_parse(rows[i].text, strlen(rows[i].text), &hex, &error),
                         S7_ERR_LOCAL_SYNTAX);
        assert_int_equal(error.line, rows[i].line);
        assert_int_equal(error.column, rows[i].column);
        assert_int_equal(error.octet, rows[i].octet);
    }
}

static uint64_t number_from(const char *name, uint64_t preset)
{
    const char *text = getenv(name);
    return text ? strtoull(text, NULL, 0) : preset;
}

/* Texts made of the characters that matter are read or refused, within an exact-size copy. */
static void random_text_is_harmless(void **state)
{
    (void)state;
    static const char alphabet[] = "0123abcdef  :\n\t|x\\,g#\r\xff";
    uint64_t seed = number_from("S7_SEED", 7);
    uint64_t cases = number_from("S7_CASES", 10000);
    print_message("S7_SEED=%llu\n", (unsigned long long)seed);
    struct s7_chance chance = {seed};
    for (uint64_t i = 0; i < cases; i++) {
        size_t length = s7_chance_below(&chance, 80);
        char *text = malloc(length + 1);
        assert_non_null(text);
        for (size_t k = 0; k < length; k++)
            text[k] = alphabet[s7_chance_below(&chance, sizeof alphabet - 1)];
        char *exact = realloc(text, length ? length : 1);
        struct s7_hex_text hex;
        struct s7_hex_error error = {0, 0, 0, ""};
        int result = s7_hex_text_parse(exact, length, &hex, &error);
        if (result == S7_OK) {
            assert_true(hex.size <= length / 2);
            s7_hex_text_free(&hex);
        } else {
            assert_int_equal(result, S7_ERR_LOCAL_SYNTAX);
            assert_true(error.line > 0 && error.column > 0 && error.column <= length);
        }
        free(exact);
    }
}

/* What is written as a dump is read as the same octets, whatever they and their characters are. */
static void written_dumps_are_read(void **state)
{
    (void)state;
    struct s7_chance chance = {number_from("S7_SEED", 7)};
    uint64_t cases = number_from("S7_CASES", 10000) / 10;
    for (uint64_t i = 0; i < cases; i++) {
        uint8_t data[64];
        char text[1024] = "";
        size_t size = 1 + s7_chance_below(&chance, sizeof data);
        size_t used = 0;
        for (size_t k = 0; k < size; k++)
            data[k] = (uint8_t)s7_chance_next(&chance);
        for (size_t line = 0; line < size; line += 16) {
            used += (size_t)snprintf(text + used, sizeof text - used, "%04zx ", line);
            for (size_t k = line; k < line + 16; k++)
                used +=
                    (size_t)snprintf(text + used, sizeof text - used, k < size ? " %02x" : "   ", data[k % 64]);
            used += (size_t)snprintf(text + used, sizeof text - used, "   ");
            for (size_t k = line; k < line + 16 && k < size; k++)
                text[used++] = data[k] > 31 && data[k] < 127 ? (char)data[k] : '.';
            text[used++] = '\n';
        }
        struct s7_hex_text hex;
        struct s7_hex_error error;
        assert_int_equal(s7_hex_text_parse(text, used, &hex, &error), S7_OK);
        assert_int_equal(hex.size, size);
        assert_memory_equal(hex.octets, data, size);
        s7_hex_text_free(&hex);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_hex_is_read_in_every_grouping),
        cmocka_unit_test(dumps_are_read),
        cmocka_unit_test(every_offset_zero_begins_a_dump),
        cmocka_unit_test(errors_say_where),
        cmocka_unit_test(random_text_is_harmless),
        cmocka_unit_test(written_dumps_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
