/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "unit/capture/discover_talks.h"

static struct talks talks;

static void assert_told(struct s7_talk *talk, const char *expected)
{
    struct discovered d;
    (void)talk;
    discovered_plainly(&d, &talks);
    assert_int_equal(d.plant->connection_count, 0);
    assert_int_equal(d.count.others, 1);
    const char *told = strstr(d.text, "\n# Seen, and no connection of a register:\n#   ");
    if (!told || strcmp(strchr(told + 2, '\n') + 5, expected) != 0)
        fail_msg("expected %s in:\n%s", expected, d.text);
    discovered_end(&d);
    talks_end(&talks);
}

static struct s7_talk *add(void)
{
    return talks_add(&talks, "10.0.0.9", "10.0.0.1", 102, "01.00", "03.02");
}

static void what_is_no_connection_is_told_with_the_reason(void **state)
{
    (void)state;
    struct s7_talk *talk = add();
    talk->protocol = S7_TALK_NOTHING;
    talk->refused = 1;
    assert_told(talk,
                "10.0.0.9 → 10.0.0.1:102, TSAP 03.02: no data: 1 connections, 1 refused, 0 without answer\n");
    talk = add();
    talk->anomalies[S7_ANOMALY_SCAN] = 12;
    assert_told(talk, "10.0.0.9 looks like a scan: 12 places tried without use, the first 10.0.0.1:102\n");
    talk = add();
    talk->protocol = S7_TALK_MMS;
    assert_told(talk, "10.0.0.9 → 10.0.0.1:102, TSAP 03.02: MMS, not S7\n");
    talk = add();
    talk->protocol = S7_TALK_OTHER;
    assert_told(talk, "10.0.0.9 → 10.0.0.1:102, TSAP 03.02: user data of another kind, not S7\n");
    talk = add();
    talk->role = S7_ROLE_GUESSED;
    assert_told(talk, "10.0.0.9 → 10.0.0.1:102, TSAP 03.02: nothing tells which end serves\n");
    talk = add();
    talks_use(talk, 1, 4, 0, 0, 3)->answers = 0;
    assert_told(talk, "10.0.0.9 → 10.0.0.1:102, TSAP 03.02: S7 without answers: 3 requests\n");
    talk = add();
    talk->octets_to_client = 0;
    talk->telegrams = 3;
    talk->one_way = talk->connections;
    talks_use(talk, 1, 4, 0, 0, 3)->answers = 0;
    talks_access(talk, S7_MEANS_READ_VAR, "DB5.DBW2", 3, 0x05);
    assert_told(
        talk,
        "10.0.0.9 → 10.0.0.1:102, TSAP 03.02: only one direction was captured, what the "
        "client sent: check the mirror port\n#     asked for: P#DB5.DBX2.0 BYTE 2 by Read Var, 3 times\n");
    talk = talks_add(&talks, "127.0.0.1", "127.0.0.1", 1102, NULL, NULL);
    talks_use(talk, 1, 4, 0, 0, 3);
    assert_told(talk,
                "127.0.0.1 → 127.0.0.1:1102: both ends have one address: who they are is not in the traffic\n");
}

static void a_scan_is_one_line(void **state)
{
    (void)state;
    struct discovered d;
    for (unsigned i = 1; i <= 3; i++) {
        char server[20];
        snprintf(server, sizeof server, "10.0.0.%u", i);
        talks_add(&talks, "10.0.0.8", server, 102, NULL, NULL)->protocol = S7_TALK_NOTHING;
        talks_add(&talks, "10.0.0.9", server, 102, NULL, NULL)->anomalies[S7_ANOMALY_SCAN] = 3;
    }
    discovered_plainly(&d, &talks);
    assert_non_null(strstr(d.text,
                           "without answer\n#   10.0.0.9 looks like a scan: 3 places tried without use, the "
                           "first 10.0.0.1:102\n"));
    assert_null(strstr(strstr(d.text, "scan") + 4, "scan"));
    assert_int_equal(d.count.others, 6);
    discovered_end(&d);
    talks_end(&talks);
}

static void a_redacted_file_names_nobody(void **state)
{
    (void)state;
    struct discovered d;
    const struct s7_discover_config config = {.redact = true};
    talks_use(add(), 1, 4, 0, 0, 1);
    struct s7_talk *talk = talks_add(&talks, "172.16.7.7", "10.0.0.1", 102, "01.00", "\"SECRET\"");
    talk->protocol = S7_TALK_MMS;
    discovered_make(&d, &talks, &config);
    assert_non_null(strstr(d.text, "#   another address → 10.0.1.1:102, TSAP \"redacted\": MMS, not S7\n"));
    assert_null(strstr(d.text, "172."));
    assert_null(strstr(d.text, "SECRET"));
    discovered_end(&d);
    talks_end(&talks);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_connection_is_told_with_the_reason),
        cmocka_unit_test(a_scan_is_one_line),
        cmocka_unit_test(a_redacted_file_names_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
