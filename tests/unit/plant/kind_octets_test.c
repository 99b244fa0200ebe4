/* SPDX-License-Identifier: MIT
 *
 * Codes and octets in hex.
 */
#include <stdio.h>

#include "check.h"
#include "plant/kind.h"
#include "unit/plant/reading.h"

static struct reading reading;

/** Reads `{k: VALUE}` by the kind of a key; the value stands at 1:5. */
static const char *read_value(enum s7_plant_element where, const char *name, const char *value, void *element)
{
    char text[2000];
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
        struct s7_plant_szl szl;
        struct s7_plant_event event;
    } element, before;
    memset(&element, 0xA5, sizeof element);
    memset(&before, 0xA5, sizeof before);
    assert_string_equal(read_value(where, name, value, &element), told);
    assert_memory_equal(&element, &before, sizeof element);
    reading_end(&reading);
}

static void a_code_has_up_to_four_hex_digits(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint16_t code;
    } good[] = {{"0x0131", 0x0131}, {"0x0", 0}, {"0xA", 10}, {"0x0fFf", 0x0FFF}, {"\"0x13\"", 0x13}};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        struct s7_plant_szl szl = {.id = 0xFFFF};
        assert_string_equal(read_value(S7_ELEMENT_SZL, "id", good[i].text, &szl), "");
        assert_int_equal(szl.id, good[i].code);
        reading_end(&reading);
    }
    /* Who left 0x out is told how it is written, and what else it may be. */
    static const struct {
        const char *text, *how;
    } bad[] = {{"0x", ""},
               {"0x00131", ""},
               {"0X131", ""},
               {"x131", ""},
               {"0x013g", ""},
               {"0x1000", ""},
               {"-0x1", ""},
               {"1000", ""},
               {"00131", ""},
               {"3", "; it is written in hex: 0x0003"},
               {"0131", "; it is written in hex: 0x0131"},
               {"A0", "; it is written in hex: 0x00A0"},
               {"131", "; it is written in hex: 0x0131, or 0x0083 if 131 is meant"}};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char told[200];
        snprintf(told, sizeof told, "1:5: error: id: expected a code from 0x0000 to 0x0FFF, found \"%s\"%s",
                 bad[i].text, bad[i].how);
        assert_refused(S7_ELEMENT_SZL, "id", bad[i].text, told);
    }
    assert_refused(S7_ELEMENT_EVENT, "event", "0x0000",
                   "1:5: error: event: expected a code from 0x0001 to 0xFFFF, found \"0x0000\"");
    assert_refused(S7_ELEMENT_SZL, "id", "[0x1]", "1:5: error: id: expected a code in hex, found a list");
}

static void octets_are_pairs_of_digits(void **state)
{
    (void)state;
    static const char *const good[] = {"FF68C700000008147714", "\"ff68 c700 0000 08147714\"",
                                       "\"FF 68 C7 00 00 00 08 14 77 14\""};
    static const uint8_t octets[] = {0xFF, 0x68, 0xC7, 0, 0, 0, 8, 0x14, 0x77, 0x14};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        struct s7_plant_event event = {.event = 0};
        assert_string_equal(read_value(S7_ELEMENT_EVENT, "data", good[i], &event), "");
        assert_int_equal(event.data.size, sizeof octets);
        assert_memory_equal(event.data.octets, octets, sizeof octets);
        reading_end(&reading);
    }
    static const char *const bad[] = {"FF68C70000000814771",           "FF68C7000000081477zz",
                                      "\"FF68  C700 0000 0814 7714\"", "\"F F68C700000008147714\"",
                                      "\" FF68C700000008147714\"",     "\"FF68C700000008147714 \""};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char text[60], told[200];
        size_t quote = bad[i][0] == '"';
        snprintf(text, sizeof text, "%.*s", (int)(strlen(bad[i]) - 2 * quote), bad[i] + quote);
        snprintf(told, sizeof told,
                 "1:5: error: data: expected octets in hex such as \"0003 7FFC\", found \"%s\"", text);
        assert_refused(S7_ELEMENT_EVENT, "data", bad[i], told);
    }
    assert_refused(S7_ELEMENT_EVENT, "data", "FF68C7", "1:5: error: data: 10 octets are expected, this has 3");
    assert_refused(S7_ELEMENT_EVENT, "data", "{a: b}",
                   "1:5: error: data: expected a text in hex, found a mapping");
}

static void records_are_lines_of_one_length(void **state)
{
    (void)state;
    static const uint8_t octets[] = {0, 1, 0xAA, 0, 2, 0xBB};
    struct s7_plant_szl szl = {.id = 0};
    assert_string_equal(read_value(S7_ELEMENT_SZL, "records", "[\"0001 AA\", 0002bb]", &szl), "");
    assert_int_equal(szl.records.size, 3);
    assert_int_equal(szl.records.count, 2);
    assert_memory_equal(szl.records.octets, octets, sizeof octets);
    reading_end(&reading);
    assert_refused(S7_ELEMENT_SZL, "records", "[0001AA, 0002]",
                   "1:14: error: records: the records before have 3 octets, this one has 2");
    assert_refused(S7_ELEMENT_SZL, "records", "[0001AA, 0002x]",
                   "1:14: error: records: expected octets in hex such as \"0003 7FFC\", found \"0002x\"");
    assert_refused(S7_ELEMENT_SZL, "records", "0001", "1:5: error: records: expected a list of records in hex");
    assert_refused(S7_ELEMENT_SZL, "records", "[]",
                   "1:5: error: records: a list of 1 to 10000 is expected, this has 0");
}

/* A list is carried in answers of at most 65535 octets, head included. */
static void a_list_that_no_answer_carries_is_refused(void **state)
{
    (void)state;
    enum { RECORD = 800, COUNT = 82 };
    static char text[COUNT * (2 * RECORD + 2) + 20];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    const struct s7_plant_key *key = reading_key(S7_ELEMENT_SZL, "records");
    struct s7_plant_szl szl = {.id = 0};
    s7_strbuf_add(&buf, "{k: [");
    for (size_t i = 0; i < COUNT; i++) {
        s7_strbuf_add(&buf, i ? "," : "");
        for (size_t k = 0; k < RECORD; k++)
            s7_strbuf_add(&buf, "ab");
    }
    s7_strbuf_add(&buf, "]}");
    reading_begin(&reading, text);
    key->kind->read(&reading.loader, key, reading_node(&reading, "k"), &szl);
    assert_string_equal(reading_told(&reading),
                        "1:5: error: records: a list has at most 65527 octets, these have 65600");
    assert_null(szl.records.octets);
    reading_end(&reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_has_up_to_four_hex_digits),
        cmocka_unit_test(octets_are_pairs_of_digits),
        cmocka_unit_test(records_are_lines_of_one_length),
        cmocka_unit_test(a_list_that_no_answer_carries_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
