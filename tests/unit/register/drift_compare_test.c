/* SPDX-License-Identifier: MIT */
#include "unit/register/drifting.h"

static void what_is_declared_is_no_drift(void **state)
{
    (void)state;
    assert_drift(DRIFTING_HEAD "  C: {from: A, to: B, writes: P#DB1.DBX0.0 BYTE 4, reads: MB0}\n",
                 DRIFTING_HEAD "  S: {from: A, to: B, writes: DB1.DBW0}\n", "");
    assert_drift(DRIFTING_HEAD "  C: {from: A, to: B, jobs: [{put: {send: MB0, to: DB1.DBB0}}]}\n",
                 DRIFTING_HEAD "  S: {from: A, to: B, service: put, writes: DB1.DBB0}\n", "");
    assert_drift(DRIFTING_HEAD "  C: {from: A, to: B, rate: {cycle: 100ms}}\n",
                 DRIFTING_HEAD "  S: {from: A, to: B, rate: {cycle: 50ms}}\n", "");
}

static void wider_bits_are_told_exactly(void **state)
{
    (void)state;
    assert_drift(DRIFTING_HEAD "  C: {from: A, to: B, writes: DB1.DBW0}\n",
                 DRIFTING_HEAD "  S: {from: A, to: B, writes: P#DB1.DBX0.0 BYTE 4}\n",
                 "wider_write connections.C: P#DB1.DBX2.0 BYTE 2 | P#DB1.DBX0.0 BYTE 2\n");
    assert_drift(DRIFTING_HEAD "  C: {from: A, to: B}\n", DRIFTING_HEAD "  S: {from: A, to: B, reads: M0.1}\n",
                 "wider_read connections.C: P#M0.1 BOOL 1 | \n");
    assert_drift(DRIFTING_HEAD "  C: {from: A, to: B, reads: MB0}\n",
                 DRIFTING_HEAD "  S: {from: A, to: B, writes: MB0}\n",
                 "wider_write connections.C: P#M0.0 BYTE 1 | \n");
}

static void other_traits(void **state)
{
    (void)state;
    assert_drift(DRIFTING_HEAD "  C: {from: A, to: B, tsap: {to: 03.02}}\n",
                 DRIFTING_HEAD "  S: {from: A, to: B, tsap: {to: 10.02}}\n",
                 "other_tsap connections.C: from 01.00 to 10.02 | to 03.02\n");
    assert_drift(DRIFTING_HEAD "  C: {from: A, to: B, tsap: {to: 10.02}}\n",
                 DRIFTING_HEAD "  S: {from: A, to: B, tsap: {unseen: true}}\n", "");
    assert_drift(DRIFTING_HEAD "  C: {from: A, to: B, service: hmi, tsap: {to: 03.02}}\n",
                 DRIFTING_HEAD "  S: {from: A, to: B, service: put}\n",
                 "other_service connections.C: put | hmi\n");
    assert_drift(DRIFTING_HEAD "  C: {from: A, to: B, rate: {cycle: 100ms}}\n",
                 DRIFTING_HEAD "  S: {from: A, to: B, rate: {cycle: 49ms}}\n",
                 "faster connections.C: 49ms | 100ms\n");
    assert_drift(DRIFTING_HEAD "  C: {from: A, to: B, functions: [szl]}\n",
                 DRIFTING_HEAD "  S: {from: A, to: B, functions: [szl, control]}\n",
                 "new_function connections.C: control | szl\n");
    assert_drift(DRIFTING_HEAD "  C: {from: A, to: B, service: pg}\n",
                 DRIFTING_HEAD "  S: {from: A, to: B, service: pg, functions: [download]}\n", "");
}

static void what_is_declared_and_not_used_is_told_when_asked(void **state)
{
    (void)state;
    const char *declared = DRIFTING_HEAD "  C: {from: A, to: B, writes: P#DB1.DBX0.0 BYTE 4, reads: MB0}\n",
               *seen = DRIFTING_HEAD "  S: {from: A, to: B, writes: DB1.DBW0}\n";
    assert_string_equal(drifting(declared, seen, 0, false), "");
    assert_string_equal(drifting(declared, seen, 0, true),
                        "unused connections.C: not written: P#DB1.DBX2.0 BYTE 2 | P#DB1.DBX0.0 BYTE 2\n"
                        "unused connections.C: not read: P#M0.0 BYTE 1 | \n");
}

/** A file that is not the whole is no clean one: nobody knows what was written there. */
static void what_no_area_says_is_told(void **state)
{
    (void)state;
    const char *seen = DRIFTING_HEAD "  S: {from: A, to: B, elsewhere: [writes, reads]}\n";
    assert_drift(DRIFTING_HEAD "  C: {from: A, to: B}\n", seen,
                 "unnamed_write connections.C:  | \nunnamed_read connections.C:  | \n");
    assert_drift(DRIFTING_HEAD "  C: {from: A, to: B, elsewhere: [writes]}\n", seen,
                 "unnamed_read connections.C:  | \n");
    assert_drift(DRIFTING_HEAD "  C: {from: A, to: B, elsewhere: [reads, writes]}\n",
                 DRIFTING_HEAD "  S: {from: A, to: B, elsewhere: [reads]}\n", "");
    assert_drift(DRIFTING_HEAD "  C: {from: A, to: PC}\n", seen,
                 "undeclared_connection connections.S: A -> B, put_get, elsewhere: reads, writes | \n"
                 "silent connections.C: A -> PC, put_get | \n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_declared_is_no_drift),
        cmocka_unit_test(wider_bits_are_told_exactly),
        cmocka_unit_test(other_traits),
        cmocka_unit_test(what_no_area_says_is_told),
        cmocka_unit_test(what_is_declared_and_not_used_is_told_when_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
