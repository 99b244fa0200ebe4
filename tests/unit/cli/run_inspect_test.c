/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>

#include "cli/run_inspect.h"
#include "rows.h"
#include "said.h"

static struct rows rows;

static const char *inspected(size_t row)
{
    said_start("");
    s7_run_inspect(stdout, &rows.snapshot, &rows.snapshot.rows[row]);
    return said_stop(0).out;
}

static void both_addresses_and_the_connection(void **state)
{
    (void)state;
    rows_make(&rows, ROWS_PLANT, &(struct s7_run_choice){.desk = true});
    snprintf(rows.desk.cpus[0]->endpoint.host, sizeof rows.desk.cpus[0]->endpoint.host, "127.0.0.1");
    rows.desk.cpus[0]->endpoint.port = 4711;
    struct s7_exchange_report *report = &rows.snapshot.rows[0].report;
    *report = (struct s7_exchange_report){.phase = S7_EXCHANGE_UP,
                                          .connected = true,
                                          .pdu_length = 240,
                                          .amq = 1,
                                          .attempts = 3,
                                          .reconnects = 2,
                                          .due = 9,
                                          .completions = 8,
                                          .skipped = 1,
                                          .p50 = 1500000,
                                          .next_call = 2 * S7_SECOND,
                                          .next_attempt = S7_TIME_NEVER,
                                          .value = {0x11, 0x22},
                                          .value_size = 2};
    rows.snapshot.now = S7_SECOND;
    const char *text = inspected(0);
    assert_memory_equal(text, "C-1.1 PUT PRESS P#DB10.DBX0.0 BYTE 2 -> OVEN P#DB100.DBX0.0 BYTE 2\nfrom ", 72);
    assert_non_null(
        strstr(text, "from       PRESS, S7-1500, rack 0 slot 1, 192.0.2.1:102, played at 127.0.0.1:4711\n"));
    assert_non_null(strstr(text, "to         OVEN, S7-300, rack 0 slot 2, 192.0.2.2:1102, played at "));
    assert_non_null(strstr(
        text,
        "connection connected, PDU length 240, 1 jobs at once, dialled 3 times, established again 2 times\n"));
    assert_non_null(strstr(text, "9 due every 10 ms: 8 DONE, 0 errors, 1 skipped, next in 1.0 s\n"));
    assert_non_null(strstr(text, "no ERROR so far\n"));
    assert_non_null(strstr(text, "value      11 22\n  PRESS Level DB10.DBB0:BYTE = 16#11 mm\n"));
    assert_null(strstr(text, "FAIL"));
    rows_free(&rows);
}

static void the_last_fault_in_five_lines(void **state)
{
    (void)state;
    rows_make(&rows, ROWS_PLANT, &(struct s7_run_choice){.desk = true});
    rows_fail(&rows, 2);
    const char *fail = strstr(inspected(2), "\nstatus     ERROR: 8 ");
    assert_non_null(fail);
    fail = strstr(fail, "\nFAIL       layer 5 DATA: DATA_ADDRESS (501), C-1.3 GET");
    assert_non_null(fail);
    static const char *const lines[] = {"\nseen ", "\nrules out ", "\nlikely ", "\ndo "};
    for (size_t i = 0; i < 4; i++)
        assert_non_null(fail = strstr(fail, lines[i]));
    assert_non_null(strstr(fail, "\nvalue      none was moved yet\n"));
    rows.snapshot.rows[2].report.failing = false;
    assert_non_null(strstr(inspected(2), "\nstatus     OK now; the last ERROR: 8 "));
    rows.snapshot.rows[2].report.connected = false;
    rows.snapshot.rows[2].report.connection_fault = (struct s7_fault){.error = S7_ERR_ISO_CLOSED};
    assert_non_null(strstr(inspected(2), "ISO_CLOSED (201), the connection\n"));
    rows_free(&rows);
}

static void a_job_that_does_not_run_says_why(void **state)
{
    (void)state;
    rows_make(&rows, ROWS_PLANT, &(struct s7_run_choice){.lists = {"PRESS"}, .list_count = 1});
    const char *text = inspected(0);
    assert_non_null(strstr(text, "192.0.2.2:1102, not played here\n"));
    assert_non_null(strstr(text, "\nrefused    it would write to OVEN, "));
    assert_null(strstr(text, "\ncycles"));
    rows_free(&rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_addresses_and_the_connection),
        cmocka_unit_test(the_last_fault_in_five_lines),
        cmocka_unit_test(a_job_that_does_not_run_says_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
