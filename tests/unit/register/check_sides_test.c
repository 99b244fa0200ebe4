/* SPDX-License-Identifier: MIT */
#include "checked.h"

static void each_check_finds_its_case_and_no_other(void **state)
{
    (void)state;
    static const char *const ids[] = {"S7R-020", "S7R-022", "S7R-034", "S7R-044", "S7R-045"};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++)
        assert_case(ids[i]);
}

static void only_programming_devices_load_blocks(void **state)
{
    (void)state;
    assert_found("sieben: 1\nplant: {name: Case}\nhosts:\n  P: {address: 10.0.0.9, class: pg}\ncpus:\n"
                 "  B: {address: 10.0.0.2, profile: s7-300, dbs: {20: {size: 9}}}\nconnections:\n"
                 "  C-1: {from: P, to: B, owner: o, service: pg, functions: [download]}\n"
                 "  C-2: {from: B, to: P, owner: o, functions: [szl, control]}\n",
                 "9:3 S7R-044 connection C-2: it loads, stops or forces, which only service pg does\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_check_finds_its_case_and_no_other),
        cmocka_unit_test(only_programming_devices_load_blocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
