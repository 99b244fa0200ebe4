/* SPDX-License-Identifier: MIT
 *
 * Names that may be of several sorts: objects of exceptions, and ways of connections.
 */
#include <stdio.h>

#include "check.h"
#include "unit/plant/telling.h"

#define BEGIN                                                                                                  \
    "sieben: 1\nplant: {name: P}\nzones: {ZA: {}, ZB: {}}\nconduits:\n"                                        \
    "  K-1: {between: [ZA, ZB], guard: g-oven}\n  K-2: {between: [ZB, ZA]}\nhosts: {PC: {address: h}}\n"       \
    "cpus: {A: {address: a, profile: logo}, B: {address: b, profile: logo}}\nconnections:\n"

static const char *told_of_via(const char *via)
{
    char text[900];
    snprintf(text, sizeof text, BEGIN "  X: {via: %s, from: A, to: B}\n", via);
    return telling_begin(text);
}

static void an_exception_is_about_any_element(void **state)
{
    (void)state;
    static const char *const names[] = {"X", "A", "PC", "ZB", "K-2"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char text[900];
        snprintf(
            text, sizeof text,
            BEGIN
            "  X: {from: A, to: B}\nexceptions:\n  - {on: %s, check: S7R-001, reason: R, until: 2027-01-01, "
            "by: B}\n",
            names[i]);
        assert_string_equal(telling_begin(text), "");
        assert_string_equal(telling_loading.plant->exceptions[0].on, names[i]);
        telling_end();
    }
    assert_string_equal(
        telling(BEGIN "  X: {from: A, to: B}\nexceptions:\n  - {on: K-3, check: S7R-001, reason: R, "
                      "until: 2027-01-01, by: B}\n"),
        "12:10: error: on: there is no connection, CPU, host, zone or conduit \"K-3\" in this file; "
        "did you mean \"K-1\"?");
}

static void ways_are_conduits_and_guards_or_direct(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t count;
        const char *last;
    } good[] = {{"K-1", 1, "K-1"},
                {"[K-1]", 1, "K-1"},
                {"[K-1, 'guard:g-oven']", 2, "guard:g-oven"},
                {"'guard:g-oven'", 1, "guard:g-oven"},
                {"direct", 1, "direct"},
                {"[direct]", 1, "direct"},
                {"[K-1, K-2]", 2, "K-2"}};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_string_equal(told_of_via(good[i].text), "");
        const struct s7_plant_texts *via = &telling_loading.plant->connections[0].via;
        assert_int_equal(via->count, good[i].count);
        assert_string_equal(via->lines[via->count - 1], good[i].last);
        telling_end();
    }
    static const struct {
        const char *text, *told;
    } bad[] = {
        {"K-3", "10:12: error: via: there is no conduit \"K-3\"; did you mean \"K-1\"?"},
        {"ZA", "10:12: error: via: there is no conduit \"ZA\""},
        {"guard:g-ove",
         "10:12: error: via: there is no conduit with the guard \"guard:g-ove\"; did you mean \"g-oven\"?"},
        {"'guard:'", "10:12: error: via: there is no conduit with the guard \"guard:\""},
        {"[direct, K-1]", "10:13: error: via: `direct` stands alone, without other ways"},
        {"[]", "10:12: error: via: a list of 1 to 16 is expected, this has 0"},
        {"{a: b}", "10:12: error: via: expected a way, or list of ways"},
        {"[[K-1]]", "10:13: error: via: expected a way, or list of ways, found a list"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_string_equal(told_of_via(bad[i].text), bad[i].told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_exception_is_about_any_element),
        cmocka_unit_test(ways_are_conduits_and_guards_or_direct),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
