/* SPDX-License-Identifier: MIT
 *
 * What the command line decides; the run is that of cli/run_loop.h, what it says that of cli/run_report.h.
 */
#include "check.h"

#include <jansson.h>
#include <signal.h>
#include <string.h>

#include "begun.h"
#include "cli/exit.h"
#include "said.h"

#define CPUS                                                                                                   \
    "sieben: 1\n"                                                                                              \
    "plant: {name: Desk}\n"                                                                                    \
    "cpus:\n"                                                                                                  \
    "  PRESS: {address: 192.0.2.1, profile: s7-300, dbs: {10: {size: 20}}}\n"                                  \
    "  OVEN: {address: 192.0.2.2, profile: s7-300, dbs: {100: {size: 20}}}\n"
#define JOB(to)                                                                                                \
    "connections:\n"                                                                                           \
    "  C-1:\n"                                                                                                 \
    "    from: PRESS\n"                                                                                        \
    "    to: OVEN\n"                                                                                           \
    "    owner: me\n"                                                                                          \
    "    purpose: test\n"                                                                                      \
    "    jobs:\n"                                                                                              \
    "      - put: {send: P#DB10.DBX0.0 BYTE 8, to: P#" to ".DBX0.0 BYTE 8, every: 10ms}\n"

static const char good[] = CPUS JOB("DB100");
static const char failing[] = CPUS JOB("DB99");

static void a_good_run_ends_with_0(void **state)
{
    (void)state;
    struct said said = SAY_TO(good, "run", "-", "--desk", "--for", "20ms");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_memory_equal(said.out, "Desk: 2 CPUs on this desk; ", 27);
    assert_non_null(strstr(said.out, "\n1 of 1 job without errors and with equal memories on both sides\n"));
    assert_string_equal(said.err, "");
}

static void a_job_that_fails_is_a_finding(void **state)
{
    (void)state;
    struct said said = SAY_TO(failing, "run", "-", "--desk", "--for", "20ms");
    assert_int_equal(said.exit_code, S7_EXIT_FINDINGS);
    assert_non_null(strstr(said.out, "\nFAIL       layer 5 DATA: DATA_MISSING (502), C-1.1 PUT "));
    assert_non_null(strstr(said.out, "\n0 of 1 job without errors"));
    assert_non_null(strstr(said.err, "warning: ")); /* of the plant file */
}

static void a_document_instead_of_text(void **state)
{
    (void)state;
    int ok;
    const char *schema;
    struct said said = SAY_TO(good, "run", "-", "--desk", "--for", "20ms", "--json");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    json_t *document = json_loads(said.out, 0, NULL);
    assert_int_equal(json_unpack(document, "{s:s, s:b}", "schema", &schema, "ok", &ok), 0);
    assert_string_equal(schema, "sieben/run/1");
    assert_true(ok);
    json_decref(document);
    said = SAY_TO(failing, "run", "-", "--desk", "--for", "20ms", "--json");
    assert_int_equal(said.exit_code, S7_EXIT_FINDINGS);
    assert_non_null(strstr(said.out, "\"ok\": false"));
}

/* Without --for it goes on until it is interrupted, and is judged all the same. */
static void until_a_signal(void **state)
{
    (void)state;
    static const struct {
        int signal, exit_code;
    } rows[] = {{SIGINT, S7_EXIT_INTERRUPTED}, {SIGTERM, S7_EXIT_OK}};
    for (size_t i = 0; i < 2; i++) {
        struct begun begun;
        begin_words(&begun, good, (const char *const[]){"run", "-", "--desk", NULL});
        assert_true(begun_await(&begun, "C-1.1 PUT"));
        kill(begun.pid, rows[i].signal);
        assert_true(begun_await(&begun, "1 of 1 job without errors"));
        assert_int_equal(begun_end(&begun), rows[i].exit_code);
    }
}

static void the_command_line_is_checked_first(void **state)
{
    (void)state;
    assert_misuse(SAY("run"), "run", "a plant file is expected");
    assert_misuse(SAY("run", "a", "b", "--desk"), "run", "a plant file is expected");
    assert_misuse(SAY_TO(good, "run", "-"), "run",
                  "say which CPUs are played: --desk plays all of them on this machine");
    assert_misuse(SAY_TO(good, "run", "-", "--desk", "--for", "soon"), "run",
                  "--for: \"soon\" is not a duration like 500ms, 5s or 2m");
    assert_misuse(SAY_TO(good, "run", "-", "--desk", "--for", "0s"), "run", "--for: \"0s\" is not a duration");
    struct said said = SAY_TO(CPUS "connections: 5\n", "run", "-", "--desk", "--for", "20ms");
    assert_int_equal(said.exit_code, S7_EXIT_USAGE);
    assert_string_equal(said.out, "");
    assert_memory_equal(said.err, "stdin:6:", 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_run_ends_with_0),
        cmocka_unit_test(a_job_that_fails_is_a_finding),
        cmocka_unit_test(a_document_instead_of_text),
        cmocka_unit_test(until_a_signal),
        cmocka_unit_test(the_command_line_is_checked_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
