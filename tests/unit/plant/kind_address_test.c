/* SPDX-License-Identifier: MIT
 *
 * Network addresses with a port, and networks.
 */
#include <stdio.h>

#include "cases.h"
#include "check.h"
#include "plant/kind.h"
#include "unit/plant/reading.h"

static struct reading reading;

/** Reads `{k: "<value>"}`: quoted, so that every address is one scalar; its first character stands at 1:6. */
static const char *read_address(const char *value, struct s7_plant_cpu *cpu)
{
    char text[600];
    snprintf(text, sizeof text, "{k: \"%s\"}\n", value);
    reading_begin(&reading, text);
    assert_int_equal(reading.error, S7_OK);
    s7_kind_address(&reading.loader, reading_key(S7_ELEMENT_CPU, "address"), reading_node(&reading, "k"), cpu);
    return reading_told(&reading);
}

static void assert_address(const char *value, const char *host, unsigned port)
{
    struct s7_plant_cpu cpu = {.name = "A"};
    assert_string_equal(read_address(value, &cpu), "");
    assert_non_null(cpu.host);
    assert_string_equal(cpu.host, host);
    assert_int_equal(cpu.port, port);
    reading_end(&reading);
}

static void assert_refused(const char *value, const char *told)
{
    static const char host[] = "before";
    struct s7_plant_cpu cpu = {.host = host, .port = 7};
    assert_string_equal(read_address(value, &cpu), told);
    assert_ptr_equal(cpu.host, host);
    assert_int_equal(cpu.port, 7);
    reading_end(&reading);
}

static void an_address_is_a_host_and_a_port(void **state)
{
    (void)state;
    assert_address("10.0.0.5", "10.0.0.5", 102);
    assert_address("10.0.0.5:1", "10.0.0.5", 1);
    assert_address("255.255.255.255:65535", "255.255.255.255", 65535);
    assert_address("::1", "::1", 102);
    assert_address("[::1]", "::1", 102);
    assert_address("[fd00::5]:1102", "fd00::5", 1102);
    assert_address("fd00:1:2:3:4:5:6:7", "fd00:1:2:3:4:5:6:7", 102);
    assert_address("oven", "oven", 102);
    assert_address("Oven-4.plant.example:10", "Oven-4.plant.example", 10);
    assert_address("4.oven", "4.oven", 102);
    assert_address("a--b", "a--b", 102);
}

static void other_hosts_are_refused(void **state)
{
    (void)state;
    static const char *const hosts[] = {
        "10.0.0",     "10.0.0.256", "010.0.0.1", "1",    "1.2.3.4.5", "-oven",       "oven-",
        "oven-.a",    "oven.-a",    "a..b",      ".a",   "a.",        "a b",         "a_b",
        "o\xC3\xB6",  ":102",       "[]:102",    "[::1", "[::1]102",  "[oven]:102",  "[10.0.0.1]",
        "fd00::1::2", "fe80::1%en", "::1]",      "a/b",  "[[::1]]",   "1:2:3:4:5:6", "10.0.0.1 "};
    for (size_t i = 0; i < sizeof hosts / sizeof hosts[0]; i++) {
        char told[200];
        snprintf(told, sizeof told,
                 "1:5: error: address: expected an IPv4 or IPv6 address or a host name, found \"%s\"",
                 hosts[i]);
        assert_refused(hosts[i], told);
    }
    assert_refused("", "1:5: error: address: expected an address, found nothing");
}

/** The message points at the port, behind the quote. */
static void other_ports_are_refused_in_their_place(void **state)
{
    (void)state;
    static const char range[] =
        "error: address: ports go from 1 to 65535; write an IPv6 address with a port like \"[::1]:102\"";
    static const char *const ports[] = {"",   "0",  "65536", "99999", "100000", "x",
                                        "1x", "-1", "+1",    " 1",    "000"};
    for (size_t i = 0; i < sizeof ports / sizeof ports[0]; i++) {
        char value[40];
        char told[200];
        snprintf(value, sizeof value, "10.0.0.5:%s", ports[i]);
        snprintf(told, sizeof told, "1:15: %s", range);
        assert_refused(value, told);
        snprintf(value, sizeof value, "[::1]:%s", ports[i]);
        snprintf(told, sizeof told, "1:12: %s", range);
        assert_refused(value, told);
    }
    assert_refused("oven:0102", "1:11: error: address: a port has no leading zero");
    assert_refused("oven:00065535", "1:11: error: address: a port has no leading zero");
    char told[200];
    snprintf(told, sizeof told, "1:11: %s", range);
    assert_refused("oven:065536", told);
}

/** A label has at most 63 octets, a name at most 253 (RFC 1123, RFC 1035). */
static void names_have_limits(void **state)
{
    (void)state;
    char name[300] = "";
    memset(name, 'a', 63);
    assert_address(name, name, 102);
    name[63] = 'a';
    struct s7_plant_cpu cpu = {.host = NULL};
    assert_non_null(strstr(read_address(name, &cpu), "1:5: error: address: expected an IPv4"));
    assert_null(cpu.host);
    reading_end(&reading);
    memset(name, 'a', 253);
    for (size_t i = 50; i < 253; i += 50)
        name[i] = '.';
    name[253] = '\0';
    assert_address(name, name, 102);
    name[253] = 'a';
    assert_non_null(strstr(read_address(name, &cpu), "1:5: error: address: expected an IPv4"));
    assert_null(cpu.host);
    reading_end(&reading);
}

/** Reads `k: [<nets>]` into a zone. */
static const char *read_nets(const char *nets, struct s7_plant_zone *zone)
{
    char text[400];
    snprintf(text, sizeof text, "k: %s\n", nets);
    reading_begin(&reading, text);
    assert_int_equal(reading.error, S7_OK);
    s7_kind_nets(&reading.loader, reading_key(S7_ELEMENT_ZONE, "nets"), reading_node(&reading, "k"), zone);
    return reading_told(&reading);
}

static void networks_are_kept_as_written(void **state)
{
    (void)state;
    static const char *const nets[] = {"10.10.1.0/24", "0.0.0.0/0", "10.1.1.5/32", "fd00:10::/64",
                                       "::/0",         "::1/128",   "128.0.0.0/1"};
    struct s7_plant_zone zone = {.name = "z"};
    assert_string_equal(read_nets("[10.10.1.0/24, 0.0.0.0/0, 10.1.1.5/32, \"fd00:10::/64\", \"::/0\", "
                                  "\"::1/128\", 128.0.0.0/1]",
                                  &zone),
                        "");
    assert_int_equal(zone.net_count, sizeof nets / sizeof nets[0]);
    for (size_t i = 0; i < zone.net_count; i++)
        assert_string_equal(zone.nets[i], nets[i]);
    reading_end(&reading);
    assert_string_equal(read_nets("[]", &zone), "");
    assert_int_equal(zone.net_count, 0);
    reading_end(&reading);
}

static void other_networks_are_refused_in_their_place(void **state)
{
    (void)state;
    static const struct {
        const char *net, *told;
    } rows[] = {
        {"10.1.1.0", "1:5: error: nets: expected a network such as 10.10.1.0/24, found \"10.1.1.0\""},
        {"/24", "1:5: error: nets: expected a network such as 10.10.1.0/24, found \"/24\""},
        {"oven/24", "1:5: error: nets: expected a network such as 10.10.1.0/24, found \"oven/24\""},
        {"10.1.1/24", "1:5: error: nets: expected a network such as 10.10.1.0/24, found \"10.1.1/24\""},
        {"10.1.1.0/33", "1:14: error: nets: the prefix goes from /0 to /32"},
        {"10.1.1.0/", "1:14: error: nets: the prefix goes from /0 to /32"},
        {"10.1.1.0/00", "1:14: error: nets: the prefix goes from /0 to /32"},
        {"10.1.1.0/024", "1:14: error: nets: the prefix goes from /0 to /32"},
        {"10.1.1.0/24/8", "1:14: error: nets: the prefix goes from /0 to /32"},
        {"'fd00::/129'", "1:13: error: nets: the prefix goes from /0 to /128"},
        {"10.1.1.5/24",
         "1:5: error: nets: \"10.1.1.5/24\" has bits behind its prefix; the network is 10.1.1.0/24"},
        {"10.1.1.1/31",
         "1:5: error: nets: \"10.1.1.1/31\" has bits behind its prefix; the network is 10.1.1.0/31"},
        {"'fd00::1/64'",
         "1:5: error: nets: \"fd00::1/64\" has bits behind its prefix; the network is fd00::/64"},
        {"{a: b}", "1:5: error: nets: expected a list of networks, found a mapping"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char list[100];
        struct s7_plant_zone zone = {.name = "z"};
        snprintf(list, sizeof list, "[%s, 10.0.0.0/8]", rows[i].net);
        assert_string_equal(read_nets(list, &zone), rows[i].told);
        assert_int_equal(zone.net_count, 1); /* the good one beside it */
        assert_string_equal(zone.nets[0], "10.0.0.0/8");
        reading_end(&reading);
    }
    struct s7_plant_zone zone = {.net_count = 7};
    assert_string_equal(read_nets("10.0.0.0/8", &zone),
                        "1:4: error: nets: expected a list of up to 1000 networks: [10.10.1.0/24]");
    assert_int_equal(zone.net_count, 7);
    reading_end(&reading);
}

static void a_list_of_networks_has_a_limit(void **state)
{
    (void)state;
    struct s7_plant_zone zone = {.name = "z"};
    struct s7_plant_key two = *reading_key(S7_ELEMENT_ZONE, "nets");
    two.highest = 2;
    reading_begin(&reading, "{a: [1.0.0.0/8, 2.0.0.0/8], b: [1.0.0.0/8, 2.0.0.0/8, 3.0.0.0/8]}");
    s7_kind_nets(&reading.loader, &two, reading_node(&reading, "b"), &zone);
    assert_string_equal(reading_told(&reading),
                        "1:32: error: nets: expected a list of up to 2 networks: [10.10.1.0/24]");
    assert_int_equal(zone.net_count, 0);
    s7_kind_nets(&reading.loader, &two, reading_node(&reading, "a"), &zone);
    assert_int_equal(zone.net_count, 2);
    reading_end(&reading);
}

/** Any IPv4 address and prefix: accepted when no bit stands behind the prefix, else the network is proposed. */
static void any_network_has_no_bits_behind_its_prefix(void **state)
{
    (void)state;
    struct s7_chance chance = cases_begin("any_network_has_no_bits_behind_its_prefix");
    for (unsigned long n = 0; n < cases_count() / 4; n++) {
        char list[60];
        char proposal[60];
        struct s7_plant_zone zone = {.name = "z"};
        unsigned prefix = (unsigned)s7_chance_below(&chance, 33);
        uint32_t mask = prefix ? UINT32_MAX << (32 - prefix) : 0;
        uint32_t address = (uint32_t)s7_chance_next(&chance);
        if (s7_chance_below(&chance, 2))
            address &= mask;
        uint32_t net = address & mask;
        snprintf(list, sizeof list, "[%u.%u.%u.%u/%u]", address >> 24, address >> 16 & 255, address >> 8 & 255,
                 address & 255, prefix);
        snprintf(proposal, sizeof proposal, "the network is %u.%u.%u.%u/%u", net >> 24, net >> 16 & 255,
                 net >> 8 & 255, net & 255, prefix);
        const char *told = read_nets(list, &zone);
        size_t length = strlen(told) < strlen(proposal) ? 0 : strlen(told) - strlen(proposal);
        assert_string_equal(told + length, net == address ? "" : proposal);
        assert_int_equal(zone.net_count, net == address);
        reading_end(&reading);
    }
}

/** A place of its own, beside the address of the CPU. */
static void a_reference_is_a_place_of_its_own(void **state)
{
    (void)state;
    const struct s7_plant_key *key = reading_key(S7_ELEMENT_CPU, "reference");
    struct s7_plant_cpu cpu = {.host = "10.0.0.1", .port = 102};
    reading_begin(&reading, "{k: 'gate.plant:80', l: '[fd00::1]:443', m: 10.0.0.256}");
    key->kind->read(&reading.loader, key, reading_node(&reading, "k"), &cpu);
    assert_string_equal(cpu.reference.host, "gate.plant");
    assert_int_equal(cpu.reference.port, 80);
    key->kind->read(&reading.loader, key, reading_node(&reading, "l"), &cpu);
    assert_string_equal(cpu.reference.host, "fd00::1");
    assert_int_equal(cpu.reference.port, 443);
    key->kind->read(&reading.loader, key, reading_node(&reading, "m"), &cpu);
    assert_string_equal(cpu.reference.host, "fd00::1");
    assert_string_equal(cpu.host, "10.0.0.1");
    assert_int_equal(cpu.port, 102);
    assert_string_equal(reading_told(&reading),
                        "1:45: error: reference: expected an IPv4 or IPv6 address or a host "
                        "name, found \"10.0.0.256\"");
    reading_end(&reading);
}

static void a_source_is_numeric_and_has_no_port(void **state)
{
    (void)state;
    static const char *const good[] = {"10.0.0.1", "fd00::1", "::1"};
    static const char *const bad[] = {"10.0.0.1:102", "[::1]", "oven.plant", "10.0.0.0/8", "10.0.0"};
    const struct s7_plant_key *key = reading_key(S7_ELEMENT_CONNECTION, "source_address");
    char text[200];
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        struct s7_plant_connection connection = {.id = "X"};
        snprintf(text, sizeof text, "{k: '%s'}", good[i]);
        reading_begin(&reading, text);
        key->kind->read(&reading.loader, key, reading_node(&reading, "k"), &connection);
        assert_string_equal(reading_told(&reading), "");
        assert_string_equal(connection.source_address, good[i]);
        reading_end(&reading);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct s7_plant_connection connection = {.id = "X"};
        snprintf(text, sizeof text, "{k: '%s'}", bad[i]);
        reading_begin(&reading, text);
        key->kind->read(&reading.loader, key, reading_node(&reading, "k"), &connection);
        snprintf(text, sizeof text,
                 "1:5: error: source_address: expected an IPv4 or IPv6 address without a port, found \"%s\"",
                 bad[i]);
        assert_string_equal(reading_told(&reading), text);
        assert_null(connection.source_address);
        reading_end(&reading);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_is_a_host_and_a_port),
        cmocka_unit_test(other_hosts_are_refused),
        cmocka_unit_test(other_ports_are_refused_in_their_place),
        cmocka_unit_test(names_have_limits),
        cmocka_unit_test(networks_are_kept_as_written),
        cmocka_unit_test(other_networks_are_refused_in_their_place),
        cmocka_unit_test(a_list_of_networks_has_a_limit),
        cmocka_unit_test(any_network_has_no_bits_behind_its_prefix),
        cmocka_unit_test(a_reference_is_a_place_of_its_own),
        cmocka_unit_test(a_source_is_numeric_and_has_no_port),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
