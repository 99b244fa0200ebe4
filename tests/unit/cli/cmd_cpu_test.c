/* SPDX-License-Identifier: MIT
 *
 * The CPU is played in a process of its own, as a user does it, and asked with the other commands.
 */
#include "check.h"

#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "begun.h"
#include "cli/exit.h"
#include "said.h"

enum { AT_SIZE = 64 };

static const char plant[] =
    "sieben: 1\n"
    "plant: {name: Bench}\n"
    "cpus:\n"
    "  PRESS: {address: 192.0.2.1, profile: s7-1500, slot: 1, put_get: permitted,\n"
    "          dbs: {10: {size: 20, access: standard}, 11: {size: 20, access: optimized}}}\n"
    "  CLOSED: {address: \"192.0.2.2:1102\", profile: s7-1500, slot: 1, put_get: blocked,\n"
    "           dbs: {10: {size: 20, access: standard}}}\n"
    "  MOVING:\n"
    "    address: 192.0.2.3\n"
    "    profile: s7-300\n"
    "    slot: 2\n"
    "    dbs: {1: {size: 20}}\n"
    "    simulate:\n"
    "      - {tag: \"DB1.DBD0:DINT\", wave: ramp, min: 1, max: 1000000, period: 10m}\n"
    "      - {tag: \"DB1.DBW4:INT\", wave: constant, min: 77, max: 77, period: 1s}\n";

/* Begins `sieben cpu` on a free port; the address that it says. */
#define BEGIN(begun, ret_at, ...)                                                                              \
    begin_cpu((begun), (ret_at),                                                                               \
              (const char *const[]){"cpu", "-", "--listen", "127.0.0.1:0", __VA_ARGS__, NULL})

static void begin_cpu(struct begun *begun, char *ret_at, const char *const *words)
{
    static const char says[] = "listening on ";
    begin_words(begun, plant, words);
    assert_true(begun_await(begun, says));
    assert_memory_equal(begun->line, says, strlen(says));
    begun->line[strcspn(begun->line, "\n")] = '\0';
    snprintf(ret_at, AT_SIZE, "%s", begun->line + strlen(says));
    assert_memory_equal(ret_at, "127.0.0.1:", 10);
    assert_true(strtol(ret_at + 10, NULL, 10) > 0);
}

static void it_serves_until_it_is_ended(void **state)
{
    (void)state;
    struct begun begun;
    char at[AT_SIZE];
    BEGIN(&begun, at, "PRESS");
    assert_int_equal(SAY("put", at, "DB10.DBW0:INT=5", "-y").exit_code, S7_EXIT_OK);
    assert_string_equal(SAY("get", at, "DB10.DBW0:INT").out, "DB10.DBW0:INT = 5\n");
    assert_int_equal(SAY("get", at, "DB11.DBW0:INT").exit_code, 50); /* optimized, as the plant says */
    kill(begun.pid, SIGTERM);
    assert_true(begun_await(&begun, "stopped"));
    /* a setup each; read and write; read; refused read */
    assert_string_equal(begun.line,
                        "stopped: 3 connections, 0 refused, 0 ended for malformed telegrams, 7 requests\n");
    assert_int_equal(begun_end(&begun), S7_EXIT_OK);
}

/* The next line that tells one thing of the statistics. */
static void assert_told(struct begun *begun, const char *text)
{
    assert_true(begun_await(begun, text));
}

static void its_connections_are_told_whenever_it_is_asked(void **state)
{
    (void)state;
    struct begun begun;
    char at[AT_SIZE];
    BEGIN(&begun, at, "PRESS");
    assert_int_equal(SAY("get", at, "DB12.DBW0:INT").exit_code, 50);
    kill(begun.pid, SIGUSR1);
    assert_told(&begun, "statistics of ");
    assert_told(&begun, "connections: 1 by TCP, 1 admitted, 0 refused");
    assert_told(&begun, "2 requests: Setup communication 1, Read Var 1;");
    assert_told(&begun, "last refusal: Read Var: P#DB12.DBX0.0 BYTE 2: object does not exist (0A)");
    assert_int_equal(SAY("get", at, "DB10.DBW0:INT").exit_code, S7_EXIT_OK); /* it goes on */
    kill(begun.pid, SIGTERM);
    assert_told(&begun, "connections: 2 by TCP, 2 admitted, 0 refused");
    assert_told(&begun, "stopped: 2 connections");
    assert_int_equal(begun_end(&begun), S7_EXIT_OK);
}

static void what_is_played_stands_in_the_first_line(void **state)
{
    (void)state;
    struct begun begun;
    begin_words(&begun, plant, (const char *const[]){"cpu", "-", "PRESS", "--listen", "127.0.0.1:0", NULL});
    assert_true(begun_await(&begun, "PRESS"));
    assert_string_equal(begun.line, "PRESS: S7-1500, rack 0, slot 1, 2 DBs, PUT/GET permitted\n");
    assert_true(begun_await(&begun, "listening"));
    kill(begun.pid, SIGTERM);
    assert_int_equal(begun_end(&begun), S7_EXIT_OK);
    begin_words(&begun, plant, (const char *const[]){"cpu", "-", "CLOSED", "--listen", "127.0.0.1:0", NULL});
    assert_true(begun_await(&begun, "CLOSED"));
    assert_string_equal(begun.line, "CLOSED: S7-1500, rack 0, slot 1, 1 DB, PUT/GET blocked\n");
    assert_true(begun_await(&begun, "listening"));
    kill(begun.pid, SIGINT);
    assert_int_equal(begun_end(&begun), S7_EXIT_INTERRUPTED);
}

static void blocked_is_refused_as_such(void **state)
{
    (void)state;
    struct begun begun;
    char at[AT_SIZE];
    BEGIN(&begun, at, "CLOSED");
    struct said said = SAY("get", at, "DB10.DBW0:INT");
    assert_int_equal(said.exit_code, 40);
    assert_non_null(strstr(said.err, "ACCESS_PUT_GET"));
    kill(begun.pid, SIGTERM);
    assert_int_equal(begun_end(&begun), S7_EXIT_OK);
}

static void simulated_values_move(void **state)
{
    (void)state;
    struct begun begun;
    char at[AT_SIZE], slot[80], first[64];
    BEGIN(&begun, at, "MOVING");
    snprintf(slot, sizeof slot, "%s/0.2", at);
    assert_string_equal(SAY("get", slot, "DB1.DBW4:INT").out, "DB1.DBW4:INT = 77\n");
    snprintf(first, sizeof first, "%s", SAY("get", slot, "DB1.DBD0:DINT").out);
    assert_memory_equal(first, "DB1.DBD0:DINT = ", 16);
    struct said said;
    do
        said = SAY("get", slot, "DB1.DBD0:DINT");
    while (said.exit_code == S7_EXIT_OK && strcmp(said.out, first) == 0);
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    kill(begun.pid, SIGTERM);
    assert_int_equal(begun_end(&begun), S7_EXIT_OK);
}

static void telegrams_are_traced_when_asked_for(void **state)
{
    (void)state;
    struct begun begun;
    char at[AT_SIZE];
    BEGIN(&begun, at, "PRESS", "--trace");
    assert_int_equal(SAY("get", at, "DB10.DBW0:INT").exit_code, S7_EXIT_OK);
    assert_true(begun_await(&begun, "Setup communication"));
    assert_true(begun_await(&begun, "Read Var"));
    kill(begun.pid, SIGTERM);
    assert_int_equal(begun_end(&begun), S7_EXIT_OK);
}

/* The next line as a document of this event. */
static json_t *next_document(struct begun *begun, const char *event)
{
    const char *schema, *said;
    assert_true(begun_await(begun, ""));
    json_t *document = json_loads(begun->line, 0, NULL);
    assert_int_equal(json_unpack(document, "{s:s, s:s}", "schema", &schema, "event", &said), 0);
    assert_string_equal(schema, "sieben/cpu/1");
    assert_string_equal(said, event);
    return document;
}

static void one_document_a_line(void **state)
{
    (void)state;
    struct begun begun;
    const char *cpu, *profile, *host;
    int port, connections, refused, malformed, requests;
    char at[AT_SIZE];
    begin_words(&begun, plant,
                (const char *const[]){"cpu", "-", "PRESS", "--listen", "127.0.0.1:0", "--json", NULL});
    json_t *document = next_document(&begun, "listening");
    assert_int_equal(json_unpack(document, "{s:s, s:s, s:s, s:i}", "cpu", &cpu, "profile", &profile, "host",
                                 &host, "port", &port),
                     0);
    assert_string_equal(cpu, "PRESS");
    assert_string_equal(profile, "s7-1500");
    assert_string_equal(host, "127.0.0.1");
    snprintf(at, sizeof at, "%s:%d", host, port);
    json_decref(document);
    assert_int_equal(SAY("get", at, "DB10.DBW0:INT").exit_code, S7_EXIT_OK);
    kill(begun.pid, SIGUSR1);
    document = next_document(&begun, "statistics");
    assert_true(json_is_object(json_object_get(json_object_get(document, "statistics"), "totals")));
    json_decref(document);
    kill(begun.pid, SIGTERM);
    document = next_document(&begun, "stopped");
    assert_int_equal(json_unpack(document, "{s:i, s:i, s:i, s:i}", "connections", &connections, "refused",
                                 &refused, "malformed", &malformed, "requests", &requests),
                     0);
    assert_int_equal(connections, 1);
    assert_int_equal(refused + malformed, 0);
    assert_int_equal(requests, 2);
    const json_t *totals = json_object_get(json_object_get(document, "statistics"), "totals");
    assert_int_equal(json_integer_value(json_object_get(totals, "requests")), 2);
    json_decref(document);
    assert_int_equal(begun_end(&begun), S7_EXIT_OK);
}

/* Somebody listens there already: what is refused shows where it would have listened. */
static void without_listen_it_is_the_plants_address(void **state)
{
    (void)state;
    struct begun begun;
    char at[AT_SIZE], own[200], first[160];
    const char *event, *id, *what;
    BEGIN(&begun, at, "PRESS");
    snprintf(own, sizeof own,
             "sieben: 1\nplant: {name: Own}\ncpus: {OWN: {address: \"%s\", profile: s7-300}}\n", at);
    snprintf(first, sizeof first, "FAIL       layer 1 TCP: TCP_LISTEN_IN_USE (109), %s\n", at);
    struct said said = SAY_TO(own, "cpu", "-", "OWN");
    assert_int_equal(said.exit_code, 10);
    assert_string_equal(said.out, "");
    assert_memory_equal(said.err, first, strlen(first));
    said = SAY_TO(plant, "cpu", "-", "CLOSED", "--json", "--listen", at);
    assert_int_equal(said.exit_code, 10);
    assert_string_equal(said.err, "");
    json_t *document = json_loads(said.out, 0, NULL);
    assert_int_equal(
        json_unpack(document, "{s:s, s:{s:s, s:s}}", "event", &event, "error", "id", &id, "what", &what), 0);
    assert_string_equal(event, "failed");
    assert_string_equal(id, "TCP_LISTEN_IN_USE");
    assert_string_equal(what, at);
    json_decref(document);
    kill(begun.pid, SIGTERM);
    assert_int_equal(begun_end(&begun), S7_EXIT_OK);
}

static void the_command_line_is_checked_first(void **state)
{
    (void)state;
    assert_misuse(SAY("cpu"), "cpu", "a plant file and the name of a CPU in it are expected");
    assert_misuse(SAY("cpu", "-"), "cpu", "a plant file and the name of a CPU in it are expected");
    assert_misuse(SAY("cpu", "-", "A", "B"), "cpu", "a plant file and the name of a CPU in it are expected");
    assert_misuse(SAY_TO(plant, "cpu", "-", "PRESS", "--listen", "127.0.0.1:x"), "cpu",
                  "--listen 127.0.0.1:x: column 11: a port is a number from 0 to 65535\n");
    struct said said = SAY_TO(plant, "cpu", "-", "PRES");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_string_equal(said.err, "sieben: stdin has no CPU called \"PRES\"; did you mean \"PRESS\"?\n");
    said = SAY_TO("sieben: 2\n", "cpu", "-", "PRESS");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_memory_equal(said.err, "stdin:1:", 8);
}

/* Faults of the plant are there from the start, others on command; the file of the socket is gone in the end. */
static void it_is_controlled_while_it_runs(void **state)
{
    static const char faulty[] =
        "sieben: 1\nplant: {name: Bench}\ncpus:\n"
        "  OVEN: {address: 192.0.2.1, profile: s7-300, slot: 2, dbs: {1: {size: 20}, 2: {size: 20}},\n"
        "         faults: {gone: {kind: db_missing, db: 2}}}\n";
    struct begun begun;
    char path[64], slot[80];
    (void)state;
    snprintf(path, sizeof path, "/tmp/sieben-cmd-cpu-%d", (int)getpid());
    begin_words(&begun, faulty,
                (const char *const[]){"cpu", "-", "OVEN", "--listen", "127.0.0.1:0", "--control", path, NULL});
    assert_true(begun_await(&begun, "listening on "));
    begun.line[strcspn(begun.line, "\n")] = '\0';
    snprintf(slot, sizeof slot, "%.60s/0.2", begun.line + strlen("listening on "));
    assert_int_equal(SAY("get", slot, "DB2.DBW0:INT").exit_code, 50);
    assert_string_equal(SAY("fault", path, "list").out,
                        "gone: db_missing db=2: set, shown to 1 of 1 requests\n");
    assert_int_equal(SAY("fault", path, "clear", "all").exit_code, S7_EXIT_OK);
    assert_int_equal(SAY("get", slot, "DB2.DBW0:INT").exit_code, S7_EXIT_OK);
    assert_int_equal(SAY("fault", path, "set", "x", "kind=garbage", "times=1").exit_code, S7_EXIT_OK);
    assert_int_equal(SAY("get", slot, "DB2.DBW0:INT").exit_code, 20);
    assert_int_equal(SAY("get", slot, "DB2.DBW0:INT").exit_code, S7_EXIT_OK);
    kill(begun.pid, SIGTERM);
    assert_int_equal(begun_end(&begun), S7_EXIT_OK);
    assert_int_not_equal(access(path, F_OK), 0);
}

static void a_socket_that_cannot_be_ends_it(void **state)
{
    struct begun begun;
    (void)state;
    begin_words(
        &begun, plant,
        (const char *const[]){"cpu", "-", "PRESS", "--listen", "127.0.0.1:0", "--control", "/dev/null", NULL});
    assert_true(begun_await(&begun, "/dev/null: the file is there and no socket"));
    assert_int_equal(begun_end(&begun), S7_EXIT_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_serves_until_it_is_ended),
        cmocka_unit_test(its_connections_are_told_whenever_it_is_asked),
        cmocka_unit_test(what_is_played_stands_in_the_first_line),
        cmocka_unit_test(blocked_is_refused_as_such),
        cmocka_unit_test(simulated_values_move),
        cmocka_unit_test(telegrams_are_traced_when_asked_for),
        cmocka_unit_test(one_document_a_line),
        cmocka_unit_test(without_listen_it_is_the_plants_address),
        cmocka_unit_test(the_command_line_is_checked_first),
        cmocka_unit_test(it_is_controlled_while_it_runs),
        cmocka_unit_test(a_socket_that_cannot_be_ends_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
