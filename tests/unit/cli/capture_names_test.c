/* SPDX-License-Identifier: MIT */
#include "cli/capture_names.h"

#include "check.h"

#include <arpa/inet.h>
#include <string.h>

#include "must.h"

static const char plant_text[] = "sieben: 1\n"
                                 "plant: {name: Names, revision: 1}\n"
                                 "cpus:\n"
                                 "  PRESS: {address: 10.10.1.11, profile: s7-1500, put_get: permitted}\n"
                                 "  OVEN: {address: \"10.20.1.21:1102\", profile: s7-300, slot: 2}\n"
                                 "  OVEN2: {address: \"10.20.1.21:1103\", profile: s7-300, slot: 2}\n"
                                 "  SIX: {address: \"[fd00::5]:102\", profile: s7-300, slot: 2}\n"
                                 "  NAMED: {address: oven.example, profile: s7-300, slot: 2}\n"
                                 "hosts:\n"
                                 "  HIST: {address: 10.30.0.5}\n";

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

static struct s7_station at(const char *address, uint16_t port)
{
    struct s7_station station = {.port = port, .version = 4};
    if (inet_pton(AF_INET, address, station.address) != 1) {
        station.version = 6;
        must(inet_pton(AF_INET6, address, station.address) == 1);
    }
    return station;
}

static const char *place(struct s7_capture_names *names, const char *address, uint16_t port, bool plain)
{
    static char text[100];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    const struct s7_station station = at(address, port);
    s7_capture_names_place(names, &station, plain, &buf);
    return text;
}

static const char *cpu_name(struct s7_capture_names *names, const char *address, uint16_t port)
{
    const struct s7_station station = at(address, port);
    const struct s7_plant_cpu *cpu = s7_capture_names_cpu(names, &station);
    return cpu ? cpu->name : "none";
}

static void partners_of_the_plant_have_their_names(void **state)
{
    (void)state;
    struct s7_capture_names *names;
    assert_int_equal(s7_capture_names_new(plant, false, &names), S7_OK);
    assert_string_equal(cpu_name(names, "10.10.1.11", 102), "PRESS");
    assert_string_equal(cpu_name(names, "10.10.1.11", 50000), "PRESS"); /* as a client */
    assert_string_equal(cpu_name(names, "10.20.1.21", 1102), "OVEN");
    assert_string_equal(cpu_name(names, "10.20.1.21", 1103), "OVEN2");
    assert_string_equal(cpu_name(names, "10.20.1.21", 50000), "none"); /* it could be either */
    assert_string_equal(cpu_name(names, "fd00::5", 102), "SIX");
    assert_string_equal(cpu_name(names, "10.30.0.5", 4711), "HIST");
    assert_string_equal(cpu_name(names, "10.30.0.6", 4711), "none");
    assert_string_equal(place(names, "10.10.1.11", 102, true), "PRESS");
    assert_string_equal(place(names, "10.10.1.11", 102, false), "PRESS:102");
    assert_string_equal(place(names, "10.10.1.11", 50000, true), "PRESS:50000");
    assert_string_equal(place(names, "10.9.9.9", 50000, true), "10.9.9.9:50000");
    assert_string_equal(place(names, "10.9.9.9", 102, true), "10.9.9.9");
    assert_string_equal(place(names, "fd00::9", 1102, true), "[fd00::9]:1102");
    assert_string_equal(place(names, "fd00::9", 0, false), "fd00::9");
    assert_false(s7_capture_names_redact(names));
    s7_capture_names_free(names);
}

static void pseudonyms_stay_the_same(void **state)
{
    (void)state;
    struct s7_capture_names *names;
    assert_int_equal(s7_capture_names_new(plant, true, &names), S7_OK);
    assert_true(s7_capture_names_redact(names));
    assert_string_equal(place(names, "10.20.1.21", 102, true), "host-1");
    assert_string_equal(place(names, "10.10.1.11", 50000, true), "host-2:50000");
    assert_string_equal(place(names, "fd00::5", 1102, true), "host-3:1102");
    assert_string_equal(place(names, "10.20.1.21", 50001, true), "host-1:50001");
    assert_string_equal(cpu_name(names, "10.20.1.21", 1102), "OVEN"); /* whose tags type the values */
    s7_capture_names_free(names);
}

/* More than the table was made for: none is mistaken for another. */
static void many_have_one_each(void **state)
{
    (void)state;
    struct s7_capture_names *names;
    assert_int_equal(s7_capture_names_new(NULL, true, &names), S7_OK);
    for (unsigned round = 0; round < 2; round++)
        for (unsigned i = 0; i < 20000; i++) {
            char address[32], expected[32];
            snprintf(address, sizeof address, "10.%u.%u.7", i / 200, i % 200);
            snprintf(expected, sizeof expected, "host-%u", i + 1);
            assert_string_equal(place(names, address, 102, true), expected);
        }
    s7_capture_names_free(names);
}

static const char *tsap_text(const struct s7_capture_names *names, const char *octets, uint8_t size)
{
    static char text[120];
    struct s7_strbuf buf = s7_strbuf_over(text, sizeof text);
    struct s7_tsap tsap = {.size = size};
    memcpy(tsap.octets, octets, size);
    s7_capture_names_tsap(names, &tsap, &buf);
    return text;
}

static void a_tsap_tells_no_names(void **state)
{
    (void)state;
    struct s7_capture_names *names, *open;
    assert_int_equal(s7_capture_names_new(NULL, true, &names), S7_OK);
    assert_int_equal(s7_capture_names_new(NULL, false, &open), S7_OK);
    assert_string_equal(tsap_text(names, "\x03\x02", 2), "03.02");
    assert_string_equal(tsap_text(names, "", 0), "none");
    assert_string_equal(tsap_text(names, "SIMATIC-ROOT-HMI", 16), "\"SIMATIC-ROOT-HMI\"");
    assert_string_equal(tsap_text(names, "LINE4", 5), "(5 octets)");
    assert_string_equal(tsap_text(open, "LINE4", 5), "\"LINE4\"");
    s7_capture_names_free(names);
    s7_capture_names_free(open);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(partners_of_the_plant_have_their_names), cmocka_unit_test(pseudonyms_stay_the_same),
        cmocka_unit_test(many_have_one_each), cmocka_unit_test(a_tsap_tells_no_names)};
    return cmocka_run_group_tests(tests, load, unload);
}
