/* SPDX-License-Identifier: MIT */
#include "cli/capture_value.h"

#include "check.h"

#include <string.h>

#include "cases.h"
#include "cli/json.h"
#include "wire/item.h"

static const char plant_text[] = "sieben: 1\n"
                                 "plant: {name: Values, revision: 1}\n"
                                 "cpus:\n"
                                 "  OVEN:\n"
                                 "    address: 10.20.1.21\n"
                                 "    profile: s7-300\n"
                                 "    slot: 2\n"
                                 "    dbs: {100: {size: 60}}\n"
                                 "    tags:\n"
                                 "      heat: {tag: \"DB100.DBD20:REAL\", unit: \"°C\"}\n"
                                 "      count: {tag: \"DB100.DBW24:INT\"}\n"
                                 "      lamp: {tag: DB100.DBX26.3}\n";

static struct s7_plant *plant;

static int load(void **state)
{
    (void)state;
    return s7_plant_load(plant_text, sizeof plant_text - 1, NULL, NULL, &plant);
}

static int unload(void **state)
{
    (void)state;
    s7_plant_free(plant);
    return 0;
}

static struct s7_access access_of(enum s7_area area, uint16_t db, uint32_t bit, uint32_t bits,
                                  uint8_t transport_size)
{
    return (struct s7_access){
        .means = S7_MEANS_READ_VAR, .range = {area, db, bit, bits}, .transport_size = transport_size};
}

static char text[4000];

static const char *address(struct s7_access access)
{
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_capture_address_print(&buf, &access);
    return text;
}

static void addresses_are_canonical(void **state)
{
    (void)state;
    assert_string_equal(address(access_of(S7_AREA_DB, 10, 0, 16, S7_TRANSPORT_INT)), "DB10.DBW0:INT");
    assert_string_equal(address(access_of(S7_AREA_DB, 10, 8, 96, S7_TRANSPORT_REAL)), "DB10.DBD1:REAL*3");
    assert_string_equal(address(access_of(S7_AREA_DB, 10, 0, 160, S7_TRANSPORT_BYTE)), "P#DB10.DBX0.0 BYTE 20");
    assert_string_equal(address(access_of(S7_AREA_DB, 10, 0, 160, 0)), "P#DB10.DBX0.0 BYTE 20");
    assert_string_equal(address(access_of(S7_AREA_MEMORY, 0, 11, 1, S7_TRANSPORT_BIT)), "M1.3");
    assert_string_equal(address(access_of(S7_AREA_INPUT, 0, 64, 8, S7_TRANSPORT_BYTE)), "IB8");
    assert_string_equal(address(access_of(S7_AREA_TIMER, 0, 80, 32, S7_TRANSPORT_TIMER)), "T5*2");
    assert_string_equal(address(access_of(S7_AREA_COUNTER, 0, 32, 16, S7_TRANSPORT_COUNTER)), "C2");
    assert_string_equal(address(access_of(S7_AREA_DB, 10, 0, 24, S7_TRANSPORT_WORD)), "P#DB10.DBX0.0 BYTE 3");
    struct s7_access opaque = {.opaque = true};
    assert_string_equal(address(opaque), "?");
    opaque = (struct s7_access){.opaque = true,
                                .addressed = true,
                                .raw = {(enum s7_area)0x80, 0, 256 * 8, 2},
                                .transport_size = S7_TRANSPORT_BYTE};
    assert_string_equal(address(opaque), "P#P256.0 BYTE 2");
}

static const char *value(struct s7_capture_view view, struct s7_access access, const void *octets, size_t size)
{
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    s7_capture_value_print(&buf, &view, &access, (struct s7_octets){octets, size});
    return text;
}

static void values_have_the_type_of_their_elements(void **state)
{
    (void)state;
    const struct s7_capture_view plain = {0};
    assert_string_equal(value(plain, access_of(S7_AREA_DB, 1, 0, 16, S7_TRANSPORT_INT), "\xFF\xFE", 2), "-2");
    assert_string_equal(value(plain, access_of(S7_AREA_DB, 1, 0, 32, S7_TRANSPORT_WORD), "\0\x01\xFF\xFF", 4),
                        "16#0001, 16#FFFF");
    assert_string_equal(value(plain, access_of(S7_AREA_DB, 1, 0, 32, S7_TRANSPORT_REAL), "\x41\xBC\0\0", 4),
                        "23.5");
    assert_string_equal(value(plain, access_of(S7_AREA_MEMORY, 0, 3, 1, S7_TRANSPORT_BIT), "\x01", 1), "true");
    assert_string_equal(value(plain, access_of(S7_AREA_DB, 1, 0, 24, S7_TRANSPORT_BYTE), "\x01\x02\x03", 3),
                        "01 02 03");
    assert_string_equal(value(plain, access_of(S7_AREA_DB, 1, 0, 8, S7_TRANSPORT_BYTE), "\x0A", 1), "16#0A");
    assert_string_equal(value(plain, access_of(S7_AREA_DB, 1, 0, 24, S7_TRANSPORT_CHAR), "a\x1B\"", 3),
                        "\"a\\x1b\\x22\"");
    /* what does not fit is shown as it came */
    assert_string_equal(value(plain, access_of(S7_AREA_DB, 1, 0, 16, S7_TRANSPORT_INT), "\x01", 1), "01");
    assert_string_equal(value(plain, access_of(S7_AREA_COUNTER, 0, 0, 16, S7_TRANSPORT_COUNTER), "\xFF\xFF", 2),
                        "ff ff");
    assert_string_equal(value(plain, access_of(S7_AREA_DB, 1, 0, 8, 0x13), "\x01\x02", 2), "01 02");
    assert_string_equal(value(plain, (struct s7_access){.opaque = true}, "\x01\x02", 2), "01 02");
    assert_string_equal(value(plain, access_of(S7_AREA_DB, 1, 0, 8, S7_TRANSPORT_BYTE), "", 0), "no octets");
}

static void long_values_are_cut_unless_all_is_asked(void **state)
{
    (void)state;
    uint8_t octets[100] = {0};
    struct s7_access words = access_of(S7_AREA_DB, 1, 0, 800, S7_TRANSPORT_INT);
    struct s7_access bytes = access_of(S7_AREA_DB, 1, 0, 800, S7_TRANSPORT_BYTE);
    const struct s7_capture_view plain = {0}, all = {.all = true};
    assert_string_equal(value(plain, words, octets, 100),
                        "0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 … (50 values)");
    assert_int_equal(strlen(value(all, words, octets, 100)), 50 + 49 * 2);
    assert_non_null(strstr(value(plain, bytes, octets, 100), "…"));
    assert_int_equal(strlen(value(all, bytes, octets, 100)), 299);
}

static void tags_within_name_the_values(void **state)
{
    (void)state;
    const struct s7_capture_view view = {.cpu = &plant->cpus[0]};
    const uint8_t octets[] = {0x41, 0xBC, 0, 0, 0, 42, 0x08, 0};
    struct s7_access bytes = access_of(S7_AREA_DB, 100, 160, 64, S7_TRANSPORT_BYTE);
    assert_string_equal(value(view, bytes, octets, sizeof octets), "heat 23.5 °C, count 42, lamp true");
    struct s7_access lamp = access_of(S7_AREA_DB, 100, 211, 1, S7_TRANSPORT_BIT);
    assert_string_equal(value(view, lamp, "\0", 1), "lamp false");
    struct s7_access part =
        access_of(S7_AREA_DB, 100, 168, 16, S7_TRANSPORT_BYTE); /* within heat: none is whole */
    assert_string_equal(value(view, part, "\x01\x02", 2), "01 02");
    struct s7_access other = access_of(S7_AREA_DB, 101, 160, 64, S7_TRANSPORT_BYTE);
    assert_string_equal(value(view, other, octets, sizeof octets), "41 bc 00 00 00 2a 08 00");
    /* fewer octets than the area: what is there of it */
    assert_string_equal(value(view, bytes, octets, 4), "heat 23.5 °C");
}

static void redacted_values_are_lengths(void **state)
{
    (void)state;
    const struct s7_capture_view view = {.cpu = &plant->cpus[0], .redact = true};
    struct s7_access word = access_of(S7_AREA_DB, 100, 192, 16, S7_TRANSPORT_INT);
    assert_string_equal(value(view, word, "\0\x2A", 2), "(2 octets)");
    assert_string_equal(value(view, word, "\0", 1), "(1 octet)");
    json_t *object = json_object();
    s7_capture_value_json(object, &view, &word, (struct s7_octets){(const uint8_t *)"\0\x2A", 2});
    assert_int_equal(json_object_size(object), 1);
    assert_int_equal(json_integer_value(json_object_get(object, "octets")), 2);
    json_decref(object);
}

static void documents_have_octets_value_and_tags(void **state)
{
    (void)state;
    const struct s7_capture_view view = {.cpu = &plant->cpus[0]};
    struct s7_access word = access_of(S7_AREA_DB, 100, 192, 16, S7_TRANSPORT_INT);
    json_t *object = json_object();
    s7_capture_value_json(object, &view, &word, (struct s7_octets){(const uint8_t *)"\0\x2A", 2});
    assert_string_equal(json_string_value(json_object_get(object, "hex")), "002a");
    assert_int_equal(json_integer_value(json_object_get(object, "value")), 42);
    json_t *tag = json_array_get(json_object_get(object, "tags"), 0);
    assert_string_equal(json_string_value(json_object_get(tag, "name")), "count");
    assert_string_equal(json_string_value(json_object_get(tag, "address")), "DB100.DBW24:INT");
    assert_int_equal(json_integer_value(json_object_get(tag, "value")), 42);
    json_decref(object);
    object = json_object();
    s7_capture_access_json(object, &word);
    assert_string_equal(json_string_value(json_object_get(object, "operation")), "read");
    assert_string_equal(json_string_value(json_object_get(object, "area")), "DB");
    assert_string_equal(json_string_value(json_object_get(object, "type")), "INT");
    assert_int_equal(json_integer_value(json_object_get(object, "db")), 100);
    assert_int_equal(json_integer_value(json_object_get(object, "first_bit")), 192);
    assert_int_equal(json_integer_value(json_object_get(object, "bits")), 16);
    json_decref(object);
}

/* Whatever an answer holds for whatever was asked: no control character comes out, and nothing is read beyond it. */
static void any_octets_are_printed_plainly(void **state)
{
    (void)state;
    static const enum s7_area areas[] = {S7_AREA_DB, S7_AREA_MEMORY, S7_AREA_TIMER, S7_AREA_COUNTER};
    struct s7_chance chance = cases_begin("any_octets_are_printed_plainly");
    for (unsigned long i = 0; i < cases_count(); i++) {
        uint8_t octets[64];
        size_t size = s7_chance_below(&chance, sizeof octets);
        for (size_t k = 0; k < size; k++)
            octets[k] = (uint8_t)s7_chance_below(&chance, 256);
        const struct s7_capture_view view = {.cpu = s7_chance_below(&chance, 2) ? &plant->cpus[0] : NULL,
                                             .all = s7_chance_below(&chance, 2) != 0};
        struct s7_access access =
            access_of(areas[s7_chance_below(&chance, 4)], 100, (uint32_t)s7_chance_below(&chance, 400),
                      1 + (uint32_t)s7_chance_below(&chance, 300), (uint8_t)s7_chance_below(&chance, 0x20));
        for (const char *c = value(view, access, octets, size); *c; c++)
            assert_true((unsigned char)*c >= ' ' && *c != 0x7F);
        assert_null(strstr(text, "\xC2\x9B")); /* the control characters above ASCII, as UTF-8 */
        address(access);
        json_t *object = json_object();
        s7_capture_access_json(object, &access);
        s7_capture_value_json(object, &view, &access, (struct s7_octets){octets, size});
        json_decref(object);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(addresses_are_canonical),
                                       cmocka_unit_test(values_have_the_type_of_their_elements),
                                       cmocka_unit_test(long_values_are_cut_unless_all_is_asked),
                                       cmocka_unit_test(tags_within_name_the_values),
                                       cmocka_unit_test(redacted_values_are_lengths),
                                       cmocka_unit_test(documents_have_octets_value_and_tags),
                                       cmocka_unit_test(any_octets_are_printed_plainly)};
    return cmocka_run_group_tests(tests, load, unload);
}
