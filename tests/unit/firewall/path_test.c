/* SPDX-License-Identifier: MIT
 *
 * Every rule of firewall/path.h with a plant that it fits, and with one that it nearly fits.
 */
#include "planted.h"

#include "firewall/path.h"
#include "firewall/zone.h"

/* Zones A, B and C; in A the CPU PRESS, in B OVEN, and the host PANEL in A, which is only documented. */
#define ZONES                          "zones: {A: {nets: [10.1.0.0/16]}, B: {nets: [10.2.0.0/16]}, C: {nets: [10.3.0.0/16]}}\n"
#define CPU(name, more)                "  " name ": {address: 10.0.0.1, profile: s7-1500" more "}\n"
#define BOTH                           "cpus:\n" CPU("PRESS", ", zone: A") CPU("OVEN", ", zone: B")
#define HOSTS                          "hosts:\n  PANEL: {address: 10.1.0.9, zone: A}\n  STRAY: {address: 10.9.0.9}\n"
#define CONNECTION(id, from, to, more) "  " id ": {from: " from ", to: " to more "}\n"

struct expected {
    const char *lines;
    const char *from, *to;
    enum s7_path_reason reason;
    const char *conduit; /* that forbids it */
};

static void check(const struct expected *expected)
{
    struct s7_plant *plant = planted(expected->lines);
    const struct s7_plant_zone *from = s7_zone_find(plant, expected->from);
    const struct s7_plant_cpu *to = s7_plant_find_cpu(plant, expected->to);
    assert_non_null(from);
    assert_non_null(to);
    struct s7_path path = s7_path_expect(plant, from, to);
    if (path.reason != expected->reason)
        fail_msg("%s -> %s: %s; expected: %s\n%s", expected->from, expected->to,
                 s7_path_reason_text(path.reason), s7_path_reason_text(expected->reason), expected->lines);
    assert_ptr_equal(path.from, from);
    assert_ptr_equal(path.to, to);
    assert_string_equal(path.conduit ? path.conduit->name : "", expected->conduit ? expected->conduit : "");
    bool carried = false;
    for (size_t i = 0; i < plant->connection_count; i++)
        carried = s7_path_carries(plant, &path, &plant->connections[i]) || carried;
    assert_int_equal(carried, path.expectation == S7_PATH_REQUIRED);
    s7_plant_free(plant);
}

#define C1(more)             "connections:\n" CONNECTION("C-1", "PRESS", "OVEN", more)
#define K(name, zones, more) "  " name ": {between: [" zones "]" more "}\n"

static void what_is_in_no_zone_is_unknown(void **state)
{
    static const struct expected rows[] = {
        {ZONES "cpus:\n" CPU("PRESS", ", zone: A") CPU("OVEN", "") C1(""), "A", "OVEN", S7_PATH_TARGET_ZONELESS,
         NULL},
        {ZONES "cpus:\n" CPU("PRESS", ", zone: A") CPU("OVEN", ", zone: B") C1(""), "A", "OVEN",
         S7_PATH_CONNECTION, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        check(&rows[i]);
}

static void a_connection_is_required_from_its_zone_only(void **state)
{
    static const struct expected rows[] = {
        {ZONES BOTH C1(""), "A", "OVEN", S7_PATH_CONNECTION, NULL},
        {ZONES BOTH C1(""), "C", "OVEN", S7_PATH_NO_CONNECTION, NULL},
        {ZONES BOTH C1(""), "B", "PRESS", S7_PATH_NO_CONNECTION, NULL}, /* the way back is nobody's */
        {ZONES BOTH, "A", "OVEN", S7_PATH_NO_CONNECTION, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        check(&rows[i]);
}

static void inside_a_zone_only_what_is_declared_is_required(void **state)
{
    static const struct expected rows[] = {
        {ZONES BOTH, "B", "OVEN", S7_PATH_SAME_ZONE, NULL},
        {ZONES "cpus:\n" CPU("PRESS", ", zone: A") CPU("OVEN", ", zone: A") C1(""), "A", "OVEN",
         S7_PATH_CONNECTION, NULL},
        {ZONES "cpus:\n" CPU("PRESS", ", zone: A") CPU("OVEN", ", zone: A") C1(""), "A", "PRESS",
         S7_PATH_SAME_ZONE, NULL},
        {ZONES "cpus:\n" CPU("PRESS", ", zone: A") CPU("OVEN", ", zone: A") C1(""), "B", "OVEN",
         S7_PATH_NO_CONNECTION, NULL},
        /* no conduit is in the way of neighbours */
        {ZONES "conduits:\n" K("K", "A, B", "") "cpus:\n" CPU("PRESS", ", zone: A") CPU("OVEN", ", zone: A")
             C1(", via: K"),
         "A", "OVEN", S7_PATH_CONNECTION, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        check(&rows[i]);
}

static void a_conduit_lets_through_what_it_allows(void **state)
{
    static const struct expected rows[] = {
        {ZONES "conduits:\n" K("K", "A, B", ", allow: [s7]") BOTH C1(""), "A", "OVEN", S7_PATH_CONNECTION,
         NULL},
        {ZONES "conduits:\n" K("K", "B, A", ", allow: [s7]") BOTH C1(""), "A", "OVEN", S7_PATH_CONNECTION,
         NULL},
        {ZONES "conduits:\n" K("K", "A, B", "") BOTH C1(""), "A", "OVEN", S7_PATH_CONDUIT_CLOSED, "K"},
        {ZONES "conduits:\n" K("K", "A, B", ", allow: [s7plus]") BOTH C1(""), "A", "OVEN",
         S7_PATH_CONDUIT_CLOSED, "K"},
        {ZONES "conduits:\n" K("K", "A, B", ", allow: [s7plus]") BOTH C1(", service: s7plus"), "A", "OVEN",
         S7_PATH_CONNECTION, NULL},
        {ZONES "conduits:\n" K("K", "A, B", ", allow: [s7]") BOTH C1(", service: s7plus"), "A", "OVEN",
         S7_PATH_CONDUIT_CLOSED, "K"},
        {ZONES "conduits:\n" K("K", "A, C", "") BOTH C1(""), "A", "OVEN", S7_PATH_CONNECTION,
         NULL}, /* elsewhere */
        {ZONES "conduits:\n" K("K", "C, A", "") BOTH C1(""), "A", "OVEN", S7_PATH_CONNECTION, NULL},
        {ZONES "conduits:\n" K("K", "B, C", "") BOTH C1(""), "A", "OVEN", S7_PATH_CONNECTION, NULL},
        {ZONES "conduits:\n" K("K", "C, B", "") BOTH C1(""), "A", "OVEN", S7_PATH_CONNECTION, NULL},
        {ZONES "conduits:\n" K("K", "A, B", ", allow: [s7]") BOTH, "A", "OVEN", S7_PATH_NO_CONNECTION, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        check(&rows[i]);
}

static void one_of_several_conduits_is_enough_unless_they_are_named(void **state)
{
#define TWO "conduits:\n" K("K", "A, B", "") K("L", "A, B", ", allow: [s7]")
    static const struct expected rows[] = {
        {ZONES TWO BOTH C1(""), "A", "OVEN", S7_PATH_CONNECTION, NULL},
        {ZONES TWO BOTH C1(", via: direct"), "A", "OVEN", S7_PATH_CONNECTION, NULL},
        {ZONES TWO BOTH C1(", via: L"), "A", "OVEN", S7_PATH_CONNECTION, NULL},
        {ZONES TWO BOTH C1(", via: K"), "A", "OVEN", S7_PATH_CONDUIT_CLOSED, "K"},
        {ZONES TWO BOTH C1(", via: [L, K]"), "A", "OVEN", S7_PATH_CONDUIT_CLOSED, "K"},
        {ZONES "conduits:\n" K("M", "A, C", ", allow: [s7]") K("N", "C, B", ", allow: [s7]") K("K", "A, B", "")
             BOTH C1(", via: [M, N]"),
         "A", "OVEN", S7_PATH_CONNECTION, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        check(&rows[i]);
}

static void past_a_guard_there_is_no_direct_way(void **state)
{
#define GUARDED    "conduits:\n" K("K", "A, B", ", allow: [s7], guard: g, direct: forbidden")
#define OPEN_GUARD "conduits:\n" K("K", "A, B", ", allow: [s7], guard: g")
    static const struct expected rows[] = {
        {ZONES GUARDED BOTH C1(", via: 'guard:g'"), "A", "OVEN", S7_PATH_GUARD_ONLY, "K"},
        {ZONES GUARDED BOTH C1(", via: [K, 'guard:g']"), "A", "OVEN", S7_PATH_GUARD_ONLY, "K"},
        {ZONES GUARDED BOTH C1(""), "A", "OVEN", S7_PATH_GUARD_ONLY, "K"},
        {ZONES OPEN_GUARD BOTH C1(", via: 'guard:g'"), "A", "OVEN", S7_PATH_CONNECTION, NULL},
        {ZONES OPEN_GUARD BOTH C1(", via: [K, 'guard:g']"), "A", "OVEN", S7_PATH_CONNECTION, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        check(&rows[i]);
}

static void one_connection_that_leads_there_is_enough(void **state)
{
    static const char lines[] = ZONES "conduits:\n" K("K", "A, B", "") K("L", "A, B", ", allow: [s7]")
        HOSTS BOTH "connections:\n" CONNECTION("C-1", "PANEL", "OVEN", ", service: hmi, via: K")
            CONNECTION("C-2", "PRESS", "OVEN", ", via: L");
    (void)state;
    struct s7_plant *plant = planted(lines);
    struct s7_path path = s7_path_expect(plant, s7_zone_find(plant, "A"), s7_plant_find_cpu(plant, "OVEN"));
    assert_int_equal(path.expectation, S7_PATH_REQUIRED);
    assert_null(path.conduit);
    assert_false(s7_path_carries(plant, &path, &plant->connections[0]));
    assert_true(s7_path_carries(plant, &path, &plant->connections[1]));
    s7_plant_free(plant);
}

static void a_partner_in_no_zone_may_stand_anywhere(void **state)
{
#define STRAY(to) CONNECTION("C-9", "STRAY", to, ", service: hmi")
    static const struct expected rows[] = {
        {ZONES HOSTS BOTH "connections:\n" STRAY("OVEN"), "C", "OVEN", S7_PATH_PARTNER_ZONELESS, NULL},
        {ZONES HOSTS BOTH "connections:\n" STRAY("OVEN"), "B", "OVEN", S7_PATH_SAME_ZONE, NULL},
        {ZONES HOSTS BOTH "connections:\n" STRAY("PRESS"), "C", "OVEN", S7_PATH_NO_CONNECTION, NULL},
        {ZONES HOSTS BOTH C1("") STRAY("OVEN"), "A", "OVEN", S7_PATH_CONNECTION, NULL},
        {ZONES "conduits:\n" K("K", "A, B", "") HOSTS BOTH C1("") STRAY("OVEN"), "A", "OVEN",
         S7_PATH_CONDUIT_CLOSED, "K"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        check(&rows[i]);
}

static void every_cpu_and_every_served_host_is_a_target(void **state)
{
    static const char lines[] =
        ZONES HOSTS BOTH "connections:\n" CONNECTION("C-1", "PRESS", "STRAY", ", service: other");
    (void)state;
    struct s7_plant *plant = planted(lines);
    assert_true(s7_path_has_target(plant, s7_plant_find_cpu(plant, "PRESS")));
    assert_true(s7_path_has_target(plant, s7_plant_find_cpu(plant, "STRAY")));
    assert_false(s7_path_has_target(plant, s7_plant_find_cpu(plant, "PANEL")));
    s7_plant_free(plant);
}

static void everything_has_its_word(void **state)
{
    (void)state;
    assert_string_equal(s7_path_expectation_name(S7_PATH_REQUIRED), "required");
    assert_string_equal(s7_path_expectation_name(S7_PATH_FORBIDDEN), "forbidden");
    assert_string_equal(s7_path_expectation_name(S7_PATH_WITHIN), "within");
    assert_string_equal(s7_path_expectation_name(S7_PATH_UNKNOWN), "unknown");
    for (int i = 0; i < S7_PATH_REASON_COUNT; i++)
        assert_true(strlen(s7_path_reason_text((enum s7_path_reason)i)) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_in_no_zone_is_unknown),
        cmocka_unit_test(a_connection_is_required_from_its_zone_only),
        cmocka_unit_test(inside_a_zone_only_what_is_declared_is_required),
        cmocka_unit_test(a_conduit_lets_through_what_it_allows),
        cmocka_unit_test(one_of_several_conduits_is_enough_unless_they_are_named),
        cmocka_unit_test(past_a_guard_there_is_no_direct_way),
        cmocka_unit_test(one_connection_that_leads_there_is_enough),
        cmocka_unit_test(a_partner_in_no_zone_may_stand_anywhere),
        cmocka_unit_test(every_cpu_and_every_served_host_is_a_target),
        cmocka_unit_test(everything_has_its_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
