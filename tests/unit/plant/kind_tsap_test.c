/* SPDX-License-Identifier: MIT
 *
 * TSAPs as on the command line, and IDs of connections.
 */
#include <stdio.h>

#include "check.h"
#include "plant/kind.h"
#include "unit/plant/reading.h"

static struct reading reading;

/** Reads `{k: VALUE}` by the kind of a key; the value stands at 1:5. */
static const char *read_value(enum s7_plant_element where, const char *name, const char *value, void *element)
{
    char text[1000];
    const struct s7_plant_key *key = reading_key(where, name);
    snprintf(text, sizeof text, "{k: %s}", value);
    reading_begin(&reading, text);
    assert_int_equal(reading.error, S7_OK);
    key->kind->read(&reading.loader, key, reading_node(&reading, "k"), element);
    return reading_told(&reading);
}

/** Refused in these words, and the element is as before. */
static void assert_refused(enum s7_plant_element where, const char *name, const char *value, const char *told)
{
    union {
        struct s7_plant plant;
        struct s7_plant_cpu cpu;
        struct s7_plant_connection connection;
        struct s7_plant_exception exception;
        struct s7_plant_profile profile;
    } element, before;
    char words[600];
    memset(&element, 0xA5, sizeof element);
    memset(&before, 0xA5, sizeof before);
    snprintf(words, sizeof words, "1:5: error: %s", told);
    assert_string_equal(read_value(where, name, value, &element), words);
    assert_memory_equal(&element, &before, sizeof element);
    reading_end(&reading);
}

static void a_tsap_is_hex_or_quoted_text(void **state)
{
    (void)state;
    static const struct {
        const char *text, *octets;
        size_t length;
    } good[] = {
        {"10.01", "\x10\x01", 2},
        {"'1001'", "\x10\x01", 2},
        {"03.1F", "\x03\x1F", 2},
        {"'03.1f'", "\x03\x1F", 2},
        {"'02'", "\x02", 1},
        {"'01.0203.04'", "\x01\x02\x03\x04", 4},
        {"'\"SIMATIC-ROOT-ES\"'", "SIMATIC-ROOT-ES", 15},
        {"'\"a b\"'", "a b", 3},
        {"'\"01234567890123456789012345678901\"'", "01234567890123456789012345678901", 32},
        {"'3030303030303030303030303030303030303030303030303030303030303030'",
         "00000000000000000000000000000000", 32},
    };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        struct s7_plant_connection connection = {.id = "X"};
        assert_string_equal(read_value(S7_ELEMENT_TSAP, "to", good[i].text, &connection), "");
        assert_int_equal(connection.tsap_to.length, good[i].length);
        assert_memory_equal(connection.tsap_to.octets, good[i].octets, good[i].length);
        assert_int_equal(connection.tsap_from.length, 0);
        assert_non_null(strstr(good[i].text, connection.tsap_to.text));
        reading_end(&reading);
    }
}

static void another_tsap_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"1",
                                      "010",
                                      "01.0",
                                      "01.",
                                      ".01",
                                      "01..02",
                                      "0x0102",
                                      "zz",
                                      "\"\"",
                                      "\"a",
                                      "\"a\"b",
                                      "\"\xC3\xA4\"",
                                      "01 02",
                                      "01:02",
                                      "\"012345678901234567890123456789012\"",
                                      "303030303030303030303030303030303030303030303030303030303030303030"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct s7_plant_connection connection = {.id = "X"};
        char quoted[100];
        snprintf(quoted, sizeof quoted, "'%s'", bad[i]);
        const char *told = read_value(S7_ELEMENT_TSAP, "from", quoted, &connection);
        assert_non_null(strstr(told, "1:5: error: from: expected 1 to 32 octets such as 03.02"));
        assert_int_equal(connection.tsap_from.length, 0);
        reading_end(&reading);
    }
    assert_refused(S7_ELEMENT_TSAP, "to", "[a]", "to: expected a TSAP, found a list");
}

static void an_id_is_written_as_in_the_program_or_decimal(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned id;
    } good[] = {{"W#16#100", 256},  {"16#1", 1}, {"W#16#FFFF", 65535},
                {"W#16#00aB", 171}, {"1", 1},    {"65535", 65535}};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        struct s7_plant_connection connection = {.id = "X"};
        assert_string_equal(read_value(S7_ELEMENT_CONNECTION, "local_id", good[i].text, &connection), "");
        assert_int_equal(connection.local_id, good[i].id);
        reading_end(&reading);
    }
    static const char *const bad[] = {"0",         "65536", "W#16#0", "W#16#10000", "W#16#", "16#G",
                                      "W#16#100 ", "W#256", "0x100",  "-1",         "0100",  "w#16#100"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char told[200];
        char quoted[40];
        snprintf(quoted, sizeof quoted, "'%s'", bad[i]);
        snprintf(told, sizeof told, "local_id: expected W#16#1 to W#16#FFFF or 1 to 65535, found \"%s\"",
                 bad[i]);
        assert_refused(S7_ELEMENT_CONNECTION, "local_id", quoted, told);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tsap_is_hex_or_quoted_text),
        cmocka_unit_test(another_tsap_is_refused),
        cmocka_unit_test(an_id_is_written_as_in_the_program_or_decimal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
