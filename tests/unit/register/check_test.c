/* SPDX-License-Identifier: MIT */
#include "checked.h"

/** Every check has a plant file that makes it find something, and one that nearly does. */
static void every_check_has_its_case(void **state)
{
    (void)state;
    const struct s7_register_check_row *row;
    size_t count = 0;
    for (size_t i = 0; (row = s7_register_check_at(i)) != NULL; i++) {
        if (row->check == S7R_UNDECLARED) /* only traffic shows it */
            continue;
        assert_case(row->id);
        count++;
    }
    assert_true(count >= 40);
}

/** What the loader finds belongs to the object whose lines it stands in. */
static void findings_of_the_loader_have_objects(void **state)
{
    (void)state;
    assert_found("sieben: 1\nplant: {name: Case}\nhosts:\n  P: {address: 10.0.0.1}\ncpus:\n"
                 "  A: {address: 10.0.0.1, profile: s7-300,\n"
                 "      tags: {T: {tag: DB5.DBX0.0}}}\n"
                 "connections:\n"
                 "  C-1: {from: P, to: A, owner: o,\n"
                 "        reads: M9999.0}\n"
                 "exceptions:\n"
                 "  - {check: S7R-027, on: A, reason: r, until: 2027-01-01, by: b}\n",
                 "6:16 S7R-027 accepted cpu A: address: P has the same one\n"
                 "7:23 S7R-029 cpu A: tag: A has no DB5\n"
                 "10:16 S7R-007 connection C-1: reads: this area of A (S7-300) has 2048 octets, this ends at "
                 "octet 10000\n");
}

static void a_file_that_cannot_be_read_has_errors_of_form(void **state)
{
    (void)state;
    assert_found("sieben: 2\n", "1:1 S7R-001 plant : \"plant\" is missing in the file\n"
                                "1:9 S7R-001 plant : sieben: this program reads 1, found \"2\"\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_check_has_its_case),
        cmocka_unit_test(findings_of_the_loader_have_objects),
        cmocka_unit_test(a_file_that_cannot_be_read_has_errors_of_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
