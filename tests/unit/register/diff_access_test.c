/* SPDX-License-Identifier: MIT */
#include "unit/register/differing.h"

static void bits_decide_what_is_told(void **state)
{
    (void)state;
    assert_told(DIFFERING_HEAD "connections:\n  C: {from: PRESS, to: OVEN, writes: DB100.DBW0}\n",
                DIFFERING_HEAD "connections:\n  C: {from: PRESS, to: OVEN, writes: P#DB100.DBX0.0 BYTE 4}\n",
                "error write_widened connections.C:  -> P#DB100.DBX2.0 BYTE 2\n");
    assert_told(DIFFERING_HEAD "connections:\n  C: {from: PRESS, to: OVEN, writes: P#DB100.DBX0.0 BYTE 4}\n",
                DIFFERING_HEAD "connections:\n  C: {from: PRESS, to: OVEN, writes: DB100.DBW0}\n",
                "warning write_narrowed connections.C: P#DB100.DBX2.0 BYTE 2 -> \n");
    assert_told(DIFFERING_HEAD "connections:\n  C: {from: PRESS, to: OVEN, reads: DB100.DBX0.0}\n",
                DIFFERING_HEAD "connections:\n  C: {from: PRESS, to: OVEN, reads: [DB100.DBX0.0, M3.1]}\n",
                "warning read_widened connections.C:  -> P#M3.1 BOOL 1\n");
    assert_told(DIFFERING_HEAD "connections:\n  C: {from: PRESS, to: OVEN, reads: [DB100.DBX0.0, M3.1]}\n",
                DIFFERING_HEAD "connections:\n  C: {from: PRESS, to: OVEN, reads: DB100.DBX0.0}\n",
                "info read_narrowed connections.C: P#M3.1 BOOL 1 -> \n");
    assert_told(DIFFERING_HEAD "connections:\n  C: {from: PRESS, to: OVEN, reads: DB100.DBW0}\n",
                DIFFERING_HEAD
                "connections:\n  C: {from: PRESS, to: OVEN, reads: DB100.DBW0, writes: DB100.DBW0}\n",
                "error new_writer connections.C:  -> P#DB100.DBX0.0 BYTE 2\n");
}

static void a_read_that_becomes_a_write_is_told_as_that(void **state)
{
    (void)state;
    assert_told(
        DIFFERING_HEAD
        "connections:\n  C: {from: PRESS, to: OVEN, reads: P#DB100.DBX0.0 BYTE 4, writes: MB0}\n",
        DIFFERING_HEAD
        "connections:\n  C: {from: PRESS, to: OVEN, reads: DB100.DBW0, writes: [MB0, MB1, DB100.DBW2]}\n",
        "info read_narrowed connections.C: P#DB100.DBX2.0 BYTE 2 -> \n"
        "error read_now_written connections.C:  -> P#DB100.DBX2.0 BYTE 2\n"
        "error write_widened connections.C:  -> P#M1.0 BYTE 1\n");
}

static void jobs_count_as_what_they_touch(void **state)
{
    (void)state;
    assert_told(
        DIFFERING_HEAD
        "connections:\n  C: {from: PRESS, to: OVEN, jobs: [{put: {send: DB10.DBW0, to: DB100.DBW0}}]}\n",
        DIFFERING_HEAD "connections:\n  C: {from: PRESS, to: OVEN, writes: DB100.DBW0}\n",
        "info removed connections.C.jobs.1: send P#DB10.DBX0.0 BYTE 2, to P#DB100.DBX0.0 BYTE 2 -> \n");
    assert_told(
        DIFFERING_HEAD
        "connections:\n  C: {from: PRESS, to: OVEN, jobs: [{put: {send: DB10.DBW0, to: DB100.DBW0}}]}\n",
        DIFFERING_HEAD
        "connections:\n  C: {from: PRESS, to: OVEN, jobs: [{put: {send: DB10.DBW0, to: DB100.DBW8}}]}\n",
        "error write_widened connections.C:  -> P#DB100.DBX8.0 BYTE 2\n"
        "warning write_narrowed connections.C: P#DB100.DBX0.0 BYTE 2 -> \n");
    assert_told(
        DIFFERING_HEAD
        "connections:\n  C: {from: PRESS, to: OVEN, jobs: [{put: {send: DB10.DBW0, to: DB100.DBW0}}]}\n",
        DIFFERING_HEAD
        "connections:\n  C: {from: PRESS, to: OVEN, jobs: [{put: {send: DB10.DBW2, to: DB100.DBW0}}]}\n",
        "warning value connections.C.jobs.1.put.send: P#DB10.DBX0.0 BYTE 2 -> P#DB10.DBX2.0 BYTE 2\n");
}

static void partners_and_direction(void **state)
{
    (void)state;
    assert_told(DIFFERING_HEAD "hosts: {PC: {address: 10.0.0.3}}\nconnections:\n  C: {from: PRESS, to: OVEN}\n",
                DIFFERING_HEAD "hosts: {PC: {address: 10.0.0.3}}\nconnections:\n  C: {from: OVEN, to: PRESS}\n",
                "error direction connections.C: from PRESS to OVEN -> from OVEN to PRESS\n");
    assert_told(DIFFERING_HEAD
                "hosts: {PC: {address: 10.0.0.3}}\nconnections:\n  C: {from: PRESS, to: OVEN, reads: MB0}\n",
                DIFFERING_HEAD
                "hosts: {PC: {address: 10.0.0.3}}\nconnections:\n  C: {from: PC, to: OVEN, reads: MB0}\n",
                "error partners connections.C: from PRESS to OVEN -> from PC to OVEN\n");
    /* bits of another CPU are other bits */
    assert_told(DIFFERING_HEAD
                "hosts: {PC: {address: 10.0.0.3}}\nconnections:\n  C: {from: PC, to: OVEN, writes: MB0}\n",
                DIFFERING_HEAD
                "hosts: {PC: {address: 10.0.0.3}}\nconnections:\n  C: {from: PC, to: PRESS, writes: MB0}\n",
                "error partners connections.C: from PC to OVEN -> from PC to PRESS\n"
                "error new_writer connections.C:  -> P#M0.0 BYTE 1\n");
}

/** It overwrites other octets of the CPU that asks. */
static void what_is_received_elsewhere_is_written_there(void **state)
{
    (void)state;
    assert_told(
        DIFFERING_HEAD "connections: {C: {from: PRESS, to: OVEN, jobs: [{get: {from: P#DB100.DBX0.0 BYTE 4, "
                       "receive: P#DB10.DBX20.0 BYTE 4, every: 1s}}]}}\n",
        DIFFERING_HEAD "connections: {C: {from: PRESS, to: OVEN, jobs: [{get: {from: P#DB100.DBX0.0 BYTE 4, "
                       "receive: P#DB10.DBX22.0 BYTE 4, every: 1s}}]}}\n",
        "error receive_widened connections.C:  -> P#DB10.DBX24.0 BYTE 2\n"
        "warning value connections.C.jobs.1.get.receive: P#DB10.DBX20.0 BYTE 4 -> P#DB10.DBX22.0 BYTE 4\n");
    assert_told(DIFFERING_HEAD "connections: {C: {from: PRESS, to: OVEN}}\n",
                DIFFERING_HEAD
                "connections: {C: {from: PRESS, to: OVEN}}\nexceptions:\n  - {check: S7R-008, on: C, "
                "reason: r, until: 2030-01-01, by: b}\n",
                "warning added exceptions.1:  -> check S7R-008, on C, reason r, until 2030-01-01, by b\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bits_decide_what_is_told),
        cmocka_unit_test(a_read_that_becomes_a_write_is_told_as_that),
        cmocka_unit_test(jobs_count_as_what_they_touch),
        cmocka_unit_test(what_is_received_elsewhere_is_written_there),
        cmocka_unit_test(partners_and_direction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
