/* SPDX-License-Identifier: MIT
 *
 * One word, or several as bits.
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

static void words_become_bits(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned bits;
    } rows[] = {{"[]", 0},
                {"[s7]", S7_PLANT_PASS_S7},
                {"[s7plus]", S7_PLANT_PASS_S7PLUS},
                {"[s7plus, s7]", S7_PLANT_PASS_S7 | S7_PLANT_PASS_S7PLUS}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct s7_plant_conduit conduit = {.allow = 9};
        assert_string_equal(read_value(S7_ELEMENT_CONDUIT, "allow", rows[i].text, &conduit), "");
        assert_int_equal(conduit.allow, rows[i].bits);
        reading_end(&reading);
    }
    assert_refused(S7_ELEMENT_CONDUIT, "allow", "s7", "allow: expected a list of words: [s7]");
    struct s7_plant_conduit conduit = {.allow = 9};
    assert_string_equal(read_value(S7_ELEMENT_CONDUIT, "allow", "[s7, s7, http, [s7]]", &conduit),
                        "1:10: error: allow: \"s7\" stands here twice\n"
                        "1:14: error: allow: expected s7 or s7plus, found \"http\"\n"
                        "1:20: error: allow: expected a list of words, found a list");
    reading_end(&reading);
}

static void one_word_is_one_of_the_table(void **state)
{
    (void)state;
    struct s7_plant_zone zone = {.name = "Z"};
    const struct s7_plant_key *key = reading_key(S7_ELEMENT_ZONE, "kind");
    for (const struct s7_plant_word *word = key->words; word->text; word++) {
        assert_string_equal(read_value(S7_ELEMENT_ZONE, "kind", word->text, &zone), "");
        assert_int_equal(zone.kind, word->value);
        assert_int_not_equal(zone.kind, S7_PLANT_ZONE_NONE);
        reading_end(&reading);
        assert_ptr_equal(s7_loader_word(key, word->text), word);
    }
    assert_null(s7_loader_word(key, "cel"));
    assert_refused(S7_ELEMENT_ZONE, "kind", "Cell",
                   "kind: expected cell, control, dmz, engineering, office, remote or other, found \"Cell\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_become_bits),
        cmocka_unit_test(one_word_is_one_of_the_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
