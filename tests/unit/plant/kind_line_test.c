/* SPDX-License-Identifier: MIT
 *
 * Texts of a fixed form, and lists of texts.
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

static void a_mac_address_has_six_octets(void **state)
{
    (void)state;
    static const char *const good[] = {"28:63:36:01:02:03", "aa:bb:CC:dd:ee:FF", "28-63-36-01-02-03"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        struct s7_plant_cpu cpu = {.mac = NULL};
        char quoted[40];
        snprintf(quoted, sizeof quoted, "'%s'", good[i]);
        assert_string_equal(read_value(S7_ELEMENT_CPU, "mac", quoted, &cpu), "");
        assert_string_equal(cpu.mac, good[i]);
        reading_end(&reading);
    }
    static const char *const bad[] = {"28:63:36:01:02",    "28:63:36:01:02:03:04", "28:63:36:01:02-03",
                                      "28:63:36:01:02:0g", "286336010203",         "28.63.36.01.02.03"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char quoted[40];
        char told[200];
        snprintf(quoted, sizeof quoted, "'%s'", bad[i]);
        snprintf(told, sizeof told, "mac: expected a MAC address such as \"28:63:36:01:02:03\", found \"%s\"",
                 bad[i]);
        assert_refused(S7_ELEMENT_CPU, "mac", quoted, told);
    }
}

static void a_firmware_is_up_to_four_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t major, minor;
    } good[] = {{"V3.0", 3, 0},      {"4.5", 4, 5}, {"v2.9.7", 2, 9},
                {"V3.2.7.12", 3, 2}, {"17", 17, 0}, {"V0.999", 0, 999}};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        struct s7_plant_cpu cpu = {.firmware = NULL};
        assert_string_equal(read_value(S7_ELEMENT_CPU, "firmware", good[i].text, &cpu), "");
        assert_string_equal(cpu.firmware, good[i].text);
        assert_int_equal(cpu.firmware_major, good[i].major);
        assert_int_equal(cpu.firmware_minor, good[i].minor);
        reading_end(&reading);
    }
    static const char *const bad[] = {"V",     "V3.",   ".5",  "V3..0", "3.0.0.0.0", "1234",  "4.5b",
                                      "VV3.0", "3 . 0", "4,5", "-1",    "V3.0 ",     "'3. 0'"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char told[200];
        char quoted[40];
        snprintf(quoted, sizeof quoted, bad[i][0] == '\'' ? "%s" : "'%s'", bad[i]);
        snprintf(told, sizeof told, "firmware: expected a version such as V2.9 or 4.5, found \"%.*s\"",
                 (int)strlen(quoted) - 2, quoted + 1);
        assert_refused(S7_ELEMENT_CPU, "firmware", quoted, told);
    }
}

static void an_id_of_a_check_has_three_digits(void **state)
{
    (void)state;
    struct s7_plant_exception exception = {.check = NULL};
    assert_string_equal(read_value(S7_ELEMENT_EXCEPTION, "check", "S7R-014", &exception), "");
    assert_string_equal(exception.check, "S7R-014");
    reading_end(&reading);
    static const char *const bad[] = {"S7R-14", "S7R-0014", "s7r-014", "S7R-01x", "014", "S7R_014"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char told[200];
        snprintf(told, sizeof told, "check: expected the id of a check such as S7R-014, found \"%s\"", bad[i]);
        assert_refused(S7_ELEMENT_EXCEPTION, "check", bad[i], told);
    }
    assert_refused(S7_ELEMENT_EXCEPTION, "check", "[a]", "check: expected an id of a check, found a list");
}

static void texts_are_one_or_a_list(void **state)
{
    (void)state;
    struct s7_plant_cpu cpu = {.evidence = {.count = 9}};
    assert_string_equal(read_value(S7_ELEMENT_CPU, "evidence", "E-017", &cpu), "");
    assert_int_equal(cpu.evidence.count, 1);
    assert_string_equal(cpu.evidence.lines[0], "E-017");
    reading_end(&reading);
    assert_string_equal(read_value(S7_ELEMENT_CPU, "evidence", "[E-017, 'a b']", &cpu), "");
    assert_int_equal(cpu.evidence.count, 2);
    assert_string_equal(cpu.evidence.lines[1], "a b");
    reading_end(&reading);
    assert_string_equal(read_value(S7_ELEMENT_CPU, "evidence", "[a, \"b\\tc\", [d]]", &cpu),
                        "1:9: error: evidence: one line of at most 400 octets without control characters is "
                        "expected\n1:17: error: evidence: expected a text, or list of texts, found a list");
    reading_end(&reading);
    assert_string_equal(read_value(S7_ELEMENT_CPU, "evidence", "[]", &cpu),
                        "1:5: error: evidence: a list of 1 to 1000 is expected, this has 0");
    assert_int_equal(cpu.evidence.count, 0);
    reading_end(&reading);
    assert_string_equal(read_value(S7_ELEMENT_CPU, "evidence", "{a: b}", &cpu),
                        "1:5: error: evidence: expected a text, or list of texts");
    reading_end(&reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mac_address_has_six_octets),
        cmocka_unit_test(a_firmware_is_up_to_four_numbers),
        cmocka_unit_test(an_id_of_a_check_has_three_digits),
        cmocka_unit_test(texts_are_one_or_a_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
