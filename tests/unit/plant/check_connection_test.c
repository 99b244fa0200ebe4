/* SPDX-License-Identifier: MIT
 *
 * Connections and their jobs: errors for what the file contradicts, warnings for what only the wire can decide.
 */
#include "unit/plant/connecting.h"
#include "unit/plant/telling.h"

/** The active side is described by the file: a DB that is not there is an error. */
static void the_own_areas_are_judged_by_the_file(void **state)
{
    (void)state;
    static const char ends[] = "from: SMALL, to: LARGE";
    assert_connection(ends, "put: {send: DB9.DBB0, to: MB0}", "2:15: error: send: SMALL has no DB9");
    assert_connection(ends, "get: {from: MB0, receive: DB1.DBB100}",
                      "2:29: error: receive: DB1 of SMALL has 100 octets, this ends at octet 101");
    assert_connection(ends, "get: {from: MB0, receive: DB1.DBB99}", "");
    assert_connection(
        ends, "put: {send: T10, to: MW0}",
        "2:15: warning: send: this area of SMALL (SMALL) has 20 octets, this ends at octet 22; the "
        "job will end with STATUS 10 here");
    assert_connection(
        ends, "put: {send: DB2.DBB0, to: MB0}",
        "2:15: warning: send: DB2 of SMALL is optimized; a pointer needs a DB with standard access");
    assert_connection(ends, "get: {from: MB0, receive: DB3.DBB0}", "");
}

/** The served side is only described: its answers are the wire's to give. */
static void the_served_areas_are_only_warned_of(void **state)
{
    (void)state;
    static const char ends[] = "from: LARGE, to: SMALL";
    assert_connection(ends, "put: {send: MB0, to: DB9.DBB0}",
                      "2:24: warning: to: SMALL has no DB9; the job will end with STATUS 8");
    assert_connection(
        ends, "get: {from: MB100, receive: MB0}",
        "2:15: warning: from: this area of SMALL (SMALL) has 100 octets, this ends at octet 101; the "
        "job will end with STATUS 8");
    assert_connection(ends, "get: {from: MB99, receive: MB0}", "");
    assert_connection(ends, "get: {from: DB2.DBB0, receive: MB0}",
                      "2:15: warning: from: DB2 of SMALL is optimized; the job will end with STATUS 8");
}

static void what_is_write_protected_is_read_only(void **state)
{
    (void)state;
    assert_connection("from: LARGE, to: SMALL", "put: {send: [MB0, MW2], to: [DB3.DBB0, T1]}",
                      "2:32: warning: to: this is write-protected in SMALL; the job will end with STATUS 8\n"
                      "2:42: warning: to: this is write-protected in SMALL; the job will end with STATUS 8");
    assert_connection("from: LARGE, to: SMALL", "get: {from: [DB3.DBB0, T1], receive: [MB0, MW2]}", "");
    assert_connection("from: SMALL, to: LARGE", "put: {send: MW2, to: T1}", "");
    assert_connection("from: SMALL, to: LARGE", "put: {send: [MB0, T1], to: [MB0, MW2]}", "");
}

static void a_served_cpu_permits_put_and_get(void **state)
{
    (void)state;
    static const char job[] = "get: {from: MB0, receive: MB0}";
    static const char ends[] = "from: LARGE, to: SMALL";
    cpus[SMALL].put_get = false;
    assert_connection(
        ends, job,
        "1:19: warning: to: SMALL does not permit PUT/GET (put_get: blocked); its jobs will end with "
        "STATUS 2");
    assert_connection(ends, "", "");
    assert_connection("from: SMALL, to: LARGE", job, "");
    cpus[SMALL].put_get = true;
    cpus[SMALL].access_level = S7_PLANT_LEVEL_NONE;
    assert_connection(ends, job,
                      "1:19: warning: to: SMALL serves no PUT/GET at access_level none; its jobs will end with "
                      "STATUS 2");
    cpus[SMALL].access_level = S7_PLANT_LEVEL_HMI;
    assert_connection(ends, job, "");
    cpus[SMALL].access_level = S7_PLANT_LEVEL_FULL;
    cpus[LARGE].put_get = false; /* a family without the switch is warned of where it is written */
    assert_connection("from: SMALL, to: LARGE", job, "");
    cpus[LARGE].put_get = true;
    cpus[LARGE].access_level = S7_PLANT_LEVEL_NONE; /* protection level 3 of an S7-300: PUT/GET goes on */
    assert_connection("from: SMALL, to: LARGE", job, "");
    cpus[LARGE].access_level = S7_PLANT_LEVEL_FULL;
}

static void a_connection_has_two_ends(void **state)
{
    (void)state;
    static const char job[] = "get: {from: DB9.DBB0, receive: DB8.DBB0}";
    assert_connection("from: LARGE, to: LARGE", "",
                      "1:19: error: to: a CPU does not need a connection to itself");
    assert_connection("from: LARGE, to: TWIN", "", "");
    assert_connection("from: nowhere, to: LARGE", job,
                      "1:8: error: from: there is no CPU or host \"nowhere\"\n"
                      "2:15: warning: from: LARGE has no DB9; the job will end with STATUS 8");
    assert_connection(
        "from: LARGE, to: nowhere", job,
        "1:19: error: to: there is no CPU or host \"nowhere\"\n2:34: error: receive: LARGE has no DB8");
    assert_connection("from: nowhere, to: nowhere", job,
                      "1:8: error: from: there is no CPU or host \"nowhere\"\n1:21: error: to: there is no CPU "
                      "or host \"nowhere\"");
    assert_connection("from: BARE, to: SMALL", "get: {from: P#M0.0 BYTE 90, receive: P#M0.0 BYTE 90}", "");
    assert_connection("from: SMALL, to: BARE", "put: {send: MW0, to: T99}", "");
}

/** Host and connection parameters, in a file of their own. */
static const char *told_of(const char *connections)
{
    char text[1500];
    snprintf(text, sizeof text,
             "sieben: 1\nplant: {name: P}\nhosts:\n  DESK: {address: 10.0.0.9}\n"
             "  PC: {address: 10.0.0.8, dbs: {1: {size: 20}}}\n"
             "cpus:\n  A: {address: 10.0.0.1, profile: s7-400, dbs: {1: {size: 20}}}\n"
             "  B: {address: 10.0.0.2, profile: s7-400, dbs: {1: {size: 20}}}\nconnections:\n%s",
             connections);
    return telling(text);
}

#define GET "jobs: [get: {from: MB0, receive: DB1.DBB0}]"
#define PUT "jobs: [put: {send: DB1.DBB0, to: MB0}]"

static void jobs_need_a_service_that_has_them(void **state)
{
    (void)state;
    assert_string_equal(told_of("  X: {from: A, to: B, service: put_get, " GET "}\n"), "");
    assert_string_equal(told_of("  X: {from: A, to: B, service: get, " GET "}\n"), "");
    assert_string_equal(told_of("  X: {from: A, to: B, service: put, " PUT "}\n"), "");
    assert_string_equal(told_of("  X: {from: A, to: B, service: get, " PUT "}\n"),
                        "10:44: error: a put, but the service of the connection is get");
    assert_string_equal(told_of("  X: {from: A, to: B, service: put, " GET "}\n"),
                        "10:44: error: a get, but the service of the connection is put");
    static const char *const others[] = {"bsend", "usend", "hmi", "pg", "s7plus", "other"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        char text[200];
        char told[200];
        snprintf(text, sizeof text, "  X: {service: %s, from: A, to: B,\n    " GET "}\n", others[i]);
        snprintf(told, sizeof told,
                 "11:5: error: jobs: jobs run with service put_get, get or put, this connection has %s",
                 others[i]);
        assert_string_equal(told_of(text), told);
        snprintf(text, sizeof text, "  X: {service: %s, from: A, to: B, jobs: []}\n", others[i]);
        assert_string_equal(told_of(text), "");
    }
}

static void a_host_without_dbs_has_no_jobs(void **state)
{
    (void)state;
    assert_string_equal(told_of("  X: {from: PC, to: B, jobs: [get: {from: MB0, receive: DB1.DBB0}]}\n"), "");
    assert_string_equal(told_of("  X: {from: A, to: PC, jobs: [get: {from: DB1.DBB0, receive: DB1.DBB0}]}\n"),
                        "");
    assert_string_equal(told_of("  X: {from: DESK, to: B, service: hmi}\n"), "");
    assert_string_equal(
        told_of("  X: {from: A, to: DESK, jobs: [get: {from: DB1.DBB0, receive: MB0}]}\n"),
        "10:26: error: jobs: DESK is a host without dbs: it has no memory that could be sent or received\n"
        "10:45: warning: from: DESK has no DB1; the job will end with STATUS 8");
    assert_string_equal(
        told_of("  X: {from: DESK, to: B, jobs: [put: {send: DB1.DBB0, to: MB0}]}\n"),
        "10:26: error: jobs: DESK is a host without dbs: it has no memory that could be sent or received\n"
        "10:45: error: send: DESK has no DB1");
}

static void an_id_is_used_once_in_a_cpu(void **state)
{
    (void)state;
    assert_string_equal(told_of("  X: {from: A, to: B, local_id: 256}\n  Y: {from: B, to: A, local_id: 256}\n"
                                "  Z: {from: A, to: PC, local_id: 257}\n  V: {from: A, to: B}\n"
                                "  W: {from: A, to: B}\n"),
                        "");
    assert_string_equal(told_of("  X: {from: A, to: B, local_id: 256}\n"
                                "  Y: {from: A, to: PC, local_id: W#16#100}\n"),
                        "11:34: error: local_id: X of A has the same one (W#16#100)");
}

static void what_is_read_without_jobs_is_compared_as_well(void **state)
{
    (void)state;
    assert_string_equal(
        told_of("  X: {from: DESK, to: B, service: hmi, reads: DB1.DBB0, writes: [MB0, MB1]}\n"), "");
    assert_string_equal(told_of("  X: {from: DESK, to: B, service: hmi, reads: DB9.DBB0,\n"
                                "      writes: [MB0, DB1.DBW19]}\n"),
                        "10:47: warning: reads: B has no DB9\n"
                        "11:21: warning: writes: DB1 of B has 20 octets, this ends at octet 21");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_own_areas_are_judged_by_the_file),
        cmocka_unit_test(the_served_areas_are_only_warned_of),
        cmocka_unit_test(what_is_write_protected_is_read_only),
        cmocka_unit_test(a_served_cpu_permits_put_and_get),
        cmocka_unit_test(a_connection_has_two_ends),
        cmocka_unit_test(jobs_need_a_service_that_has_them),
        cmocka_unit_test(a_host_without_dbs_has_no_jobs),
        cmocka_unit_test(an_id_is_used_once_in_a_cpu),
        cmocka_unit_test(what_is_read_without_jobs_is_compared_as_well),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
