/* SPDX-License-Identifier: MIT */
#include "checked.h"

static void each_check_finds_its_case_and_no_other(void **state)
{
    (void)state;
    static const char *const ids[] = {"S7R-018", "S7R-019", "S7R-037"};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        assert_case(ids[i]);
}

static void a_tsap_says_rack_slot_and_class(void **state)
{
    (void)state;
    static const struct {
        const char *tsap, *told;
    } rows[] = {
        {"03.02", ""},
        {"10.02", ""},
        {"'\"SIMATIC-ROOT\"'", ""},
        {"03.22", "7:3 S7R-018 connection C-1: TSAP 03.22 leads to rack 1, slot 2; B has rack 0, slot 2\n"},
        {"10.03", "7:3 S7R-018 connection C-1: TSAP 10.03 leads to rack 0, slot 3; B has rack 0, slot 2\n"},
        {"01.02",
         "7:3 S7R-018 connection C-1: TSAP 01.02 takes a place of programming devices, and this is none\n"},
        {"e0.03", ""},
    };
    char text[1000];
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        snprintf(text, sizeof text,
                 CHECKED_CPUS "connections:\n  C-1: {from: A, to: B, owner: o, service: other, "
                              "tsap: {to: %s}}\n",
                 rows[i].tsap);
        assert_found(text, rows[i].told);
    }
}

static void slot_zero_is_a_way_to_some(void **state)
{
    (void)state;
    assert_found("sieben: 1\nplant: {name: Case}\ncpus:\n  A: {address: 10.0.0.1, profile: s7-300}\n"
                 "  B: {address: 10.0.0.2, profile: s7-1500}\nconnections:\n"
                 "  C-1: {from: A, to: B, owner: o, service: other, tsap: {to: 03.00}}\n",
                 "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_check_finds_its_case_and_no_other),
        cmocka_unit_test(a_tsap_says_rack_slot_and_class),
        cmocka_unit_test(slot_zero_is_a_way_to_some),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
