/* SPDX-License-Identifier: MIT */
#include "register/match.h"

#include <string.h>

#include "base/strbuf.h"
#include "check.h"
#include "must.h"

#define HEAD                                                                                                   \
    "sieben: 1\nplant: {name: x}\nhosts: {PC: {address: 10.0.0.9}}\ncpus: {A: {address: 10.0.0.1, profile: "   \
    "s7-300}, "                                                                                                \
    "B: {address: 10.0.0.2, profile: s7-300}}\nconnections:\n"

/** Names of what the seen connections are, "-": nothing; "!": with other TSAPs; "?": with another service. */
static const char *matched(const char *declared, const char *seen, bool strict)
{
    static char told[400];
    struct s7_strbuf buf = s7_strbuf_over(told, sizeof told);
    struct s7_storage storage = {.chunks = NULL};
    struct s7_plant *one = NULL, *other = NULL;
    must(s7_plant_load(declared, strlen(declared), NULL, NULL, &one) == S7_OK);
    must(s7_plant_load(seen, strlen(seen), NULL, NULL, &other) == S7_OK);
    const struct s7_match *matches = s7_match_connections(one, other, strict, &storage);
    assert_non_null(matches);
    for (size_t i = 0; i < other->connection_count; i++)
        s7_strbuf_printf(&buf, "%s%s%s ", matches[i].declared ? matches[i].declared->id : "-",
                         matches[i].other_tsaps ? "!" : "", matches[i].other_service ? "?" : "");
    s7_storage_free(&storage);
    s7_plant_free(one);
    s7_plant_free(other);
    return told;
}

static void equal_ones_come_first(void **state)
{
    (void)state;
    static const char declared[] =
        HEAD "  C1: {from: A, to: B}\n  C2: {from: A, to: B, service: hmi}\n  C3: {from: B, to: A}\n";
    assert_string_equal(matched(declared,
                                HEAD "  S1: {from: A, to: B, service: hmi}\n  S2: {from: A, to: B, service: "
                                     "get}\n  S3: {from: A, to: B}\n",
                                true),
                        "C2 - C1 ");
    assert_string_equal(
        matched(declared, HEAD "  S1: {from: A, to: B, service: get}\n  S2: {from: PC, to: A}\n", true),
        "C1 - ");
}

static void other_tsaps_are_another_connection_only_when_strict(void **state)
{
    (void)state;
    static const char declared[] = HEAD "  C1: {from: A, to: B, tsap: {to: 03.02}}\n";
    static const char seen[] = HEAD "  S1: {from: A, to: B, tsap: {to: 10.02}}\n";
    assert_string_equal(matched(declared, seen, true), "- ");
    assert_string_equal(matched(declared, seen, false), "C1! ");
    assert_string_equal(matched(declared, HEAD "  S1: {from: A, to: B, tsap: {unseen: true}}\n", true), "C1 ");
    assert_string_equal(matched(declared, HEAD "  S1: {from: A, to: B, service: hmi}\n", false), "C1!? ");
}

/** What was seen without a calling TSAP called from 01.00; a register that says none means any. */
static void a_calling_tsap_that_is_left_out_is_the_usual_one(void **state)
{
    (void)state;
    static const char two[] =
        HEAD "  C1: {from: A, to: B}\n  C9: {from: A, to: B, service: put, tsap: {from: 10.07}}\n";
    static const char other[] = HEAD "  C9: {from: A, to: B, tsap: {from: 10.07}}\n";
    static const char seen[] = HEAD "  S1: {from: A, to: B, service: put}\n";
    assert_string_equal(matched(two, seen, true), "C1 ");
    assert_string_equal(matched(other, seen, true), "- ");
    assert_string_equal(matched(other, seen, false), "C9! ");
    assert_string_equal(matched(HEAD "  C9: {from: A, to: B, tsap: {from: 01.00}}\n", seen, true), "C9 ");
    assert_string_equal(matched(other, HEAD "  S1: {from: A, to: B, tsap: {unseen: true}}\n", true), "C9 ");
}

static void each_is_that_of_one(void **state)
{
    (void)state;
    static const char declared[] =
        HEAD "  C1: {from: A, to: B, tsap: {from: 10.01}}\n  C2: {from: A, to: B, tsap: {from: 10.02}}\n";
    assert_string_equal(matched(declared,
                                HEAD "  S1: {from: A, to: B, tsap: {from: 10.02}}\n  S2: {from: A, to: B, "
                                     "tsap: {unseen: true}}\n  S3: {from: A, to: B}\n",
                                true),
                        "C2 C1 - ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_ones_come_first),
        cmocka_unit_test(other_tsaps_are_another_connection_only_when_strict),
        cmocka_unit_test(a_calling_tsap_that_is_left_out_is_the_usual_one),
        cmocka_unit_test(each_is_that_of_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
