/* SPDX-License-Identifier: MIT
 *
 * Figures and texts of a user profile.
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

static void figures_are_the_plants(void **state)
{
    (void)state;
    static const struct {
        const char *key, *value;
        size_t offset;
        uint32_t number;
    } rows[] = {
        {"pdu_length", "64", offsetof(struct s7_profile, pdu_length), 64},
        {"pdu_length", "8189", offsetof(struct s7_profile, pdu_length), 8189},
        {"slot_zero", "true", offsetof(struct s7_profile, slot_zero), 1},
        {"slot_zero", "false", offsetof(struct s7_profile, slot_zero), 0},
        {"optimized_code", "0x05", offsetof(struct s7_profile, optimized_code), 5},
        {"optimized_code", "0xfE", offsetof(struct s7_profile, optimized_code), 254},
        {"optimized_code", "10", offsetof(struct s7_profile, optimized_code), 10},
        {"szl_unknown_id", "0xD401", offsetof(struct s7_profile, szl_unknown_id), 0xD401},
        {"szl_unknown_id", "33028", offsetof(struct s7_profile, szl_unknown_id), 0x8104},
        {"szl_style", "close", offsetof(struct s7_profile, szl_style), 2},
        {"cc_order", "C1-C2-C0", offsetof(struct s7_profile, cc_order), 1},
        {"refusal_resources", "dr", offsetof(struct s7_profile, refusal_resources), 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct s7_plant_profile own = {.name = "own"};
        struct s7_figure figure;
        assert_string_equal(read_value(S7_ELEMENT_PROFILE, rows[i].key, rows[i].value, &own), "");
        memcpy(&figure, (const unsigned char *)&own.profile + rows[i].offset, sizeof figure);
        assert_int_equal(figure.value, rows[i].number);
        assert_int_equal(figure.evidence, S7_EVIDENCE_PLANT);
        reading_end(&reading);
    }
}

static void other_figures_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *key, *value, *told;
    } rows[] = {
        {"pdu_length", "63", "pdu_length: expected a whole number from 64 to 8189, found \"63\""},
        {"pdu_length", "8190", "pdu_length: expected a whole number from 64 to 8189, found \"8190\""},
        {"pdu_length", "0x40", "pdu_length: expected a whole number from 64 to 8189, found \"0x40\""},
        {"slot_zero", "1", "slot_zero: expected true or false, found \"1\""},
        {"slot_zero", "yes", "slot_zero: expected true or false, found \"yes\""},
        {"optimized_code", "0xFF", "optimized_code: expected an octet from 0x00 to 0xFE, found \"0xFF\""},
        {"optimized_code", "0x5", "optimized_code: expected an octet from 0x00 to 0xFE, found \"0x5\""},
        {"optimized_code", "0x0g", "optimized_code: expected an octet from 0x00 to 0xFE, found \"0x0g\""},
        {"optimized_code", "255", "optimized_code: expected an octet from 0x00 to 0xFE, found \"255\""},
        {"cc_order", "1", "cc_order: expected C0-C1-C2, C1-C2-C0 or C0-C2-C1, found \"1\""},
        {"refusal_tsap", "RST", "refusal_tsap: expected fin, rst, dr or silent, found \"RST\""},
        {"szl_unknown_id", "0x401",
         "szl_unknown_id: expected two octets from 0x0001 to 0xFFFF, found \"0x401\""},
        {"szl_unknown_id", "0", "szl_unknown_id: expected two octets from 0x0001 to 0xFFFF, found \"0\""},
        {"pdu_length", "[64]", "pdu_length: expected a figure, found a list"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_refused(S7_ELEMENT_PROFILE, rows[i].key, rows[i].value, rows[i].told);
}

static void texts_are_the_plants_too(void **state)
{
    (void)state;
    struct s7_plant_profile own = {.name = "own"};
    assert_string_equal(read_value(S7_ELEMENT_PROFILE, "module_name", "CPU 319", &own), "");
    assert_string_equal(own.profile.module_name.value, "CPU 319");
    assert_int_equal(own.profile.module_name.evidence, S7_EVIDENCE_PLANT);
    assert_null(own.profile.order_number.value);
    reading_end(&reading);
    assert_refused(S7_ELEMENT_PROFILE, "module_name", "\"a\\tb\"",
                   "module_name: one line without control characters is expected");
    assert_refused(S7_ELEMENT_PROFILE, "module_name", "[a]", "module_name: expected a text, found a list");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_are_the_plants),
        cmocka_unit_test(other_figures_are_refused),
        cmocka_unit_test(texts_are_the_plants_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
