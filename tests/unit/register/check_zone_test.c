/* SPDX-License-Identifier: MIT */
#include "checked.h"

static void each_check_finds_its_case_and_no_other(void **state)
{
    (void)state;
    static const char *const ids[] = {"S7R-002", "S7R-025", "S7R-038", "S7R-043"};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        assert_case(ids[i]);
}

static void nested_nets_are_found_whatever_lies_between(void **state)
{
    (void)state;
    assert_found("sieben: 1\nplant: {name: Case}\nzones:\n"
                 "  one: {nets: [10.0.0.0/8, 10.1.0.0/16]}\n"
                 "  two: {nets: [10.1.2.0/24, \"fd00::/64\"]}\n"
                 "  three: {nets: [11.0.0.0/8, \"fd00:0:0:1::/64\"]}\n"
                 "cpus:\n"
                 "  A: {address: 10.1.255.1, profile: s7-300, zone: one}\n"
                 "  B: {address: \"[fd00::ffff]:102\", profile: s7-300, zone: two}\n"
                 "  C: {address: 10.1.2.255, profile: s7-300, zone: one}\n"
                 "  D: {address: \"[fd00::1:0:0:0:0]:102\", profile: s7-300, zone: two}\n"
                 "  E: {address: some.name, profile: s7-300, zone: three}\n",
                 "5:3 S7R-025 zone two: 10.1.2.0/24 overlaps 10.1.0.0/16 of zone one\n"
                 "11:3 S7R-002 cpu D: fd00::1:0:0:0:0 is in no net of zone two\n");
}

static void other_addresses_of_a_connection_count_too(void **state)
{
    (void)state;
    assert_found("sieben: 1\nplant: {name: Case}\nzones:\n  one: {nets: [10.0.0.0/24]}\ncpus:\n"
                 "  A: {address: 10.0.0.1, profile: s7-300, zone: one}\n"
                 "  B: {address: 10.0.0.2, profile: s7-300, zone: one}\nconnections:\n"
                 "  C-1: {from: A, to: B, owner: o, service: other, second_address: 10.0.1.2,\n"
                 "        source_address: 10.0.2.1}\n",
                 "9:3 S7R-002 connection C-1: second_address 10.0.1.2 is in no net of zone one, where B is\n"
                 "9:3 S7R-002 connection C-1: source_address 10.0.2.1 is in no net of zone one, where A is\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_check_finds_its_case_and_no_other),
        cmocka_unit_test(nested_nets_are_found_whatever_lies_between),
        cmocka_unit_test(other_addresses_of_a_connection_count_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
