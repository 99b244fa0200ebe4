/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <jansson.h>
#include <string.h>

#include "cli/exit.h"
#include "partner.h"
#include "said.h"

static int reset(void **state)
{
    (void)state;
    partner_reset();
    partner_is_315();
    return 0;
}

static void status_is_mode_switch_and_level(void **state)
{
    (void)state;
    struct said said = SAY("control", "127.0.0.1", "status");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.out, "mode          RUN\nmode switch   RUN-P\nprotection    1\n");
    assert_string_equal(said.err, "");
    assert_string_equal(partner.asked, "open; szl 0424 0000; szl 0132 0004; close; ");
    partner_fails_list(0x0132, 4, partner_refuses(S7_ERR_DATA_INFORMATION, 0xD402));
    said = SAY("control", "127.0.0.1", "status");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.out, "mode          RUN\n");
    partner_fails_list(0x0132, 4, partner_hangs_up());
    said = SAY("control", "127.0.0.1", "status");
    assert_int_equal(said.exit_code, 30);
    assert_string_equal(said.out, "mode          RUN\n");
    partner_fails_list(0x0424, 0, partner_hangs_up());
    partner.asked[0] = '\0';
    said = SAY("control", "127.0.0.1", "status");
    assert_int_equal(said.exit_code, 30);
    assert_non_null(strstr(said.err, "\nnote       a LOGO! hangs up or"));
    assert_string_equal(partner.asked, "open; szl 0424 0000; close; ");
}

static void the_name_given_must_be_the_cpus(void **state)
{
    (void)state;
    struct said said = SAY("control", "127.0.0.1", "stop", "--confirm", "STATION");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(partner.asked, "open; szl 001C 0000; close; open; stop; szl 0424 0000; close; ");
    assert_string_equal(said.out, "stopped: STATION at 127.0.0.1:102\nmode          RUN\n");
    static const char *const others[] = {"", "station", "STATION ", "STATIO", "MODULE", "127.0.0.1:102"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        partner.asked[0] = '\0';
        said = SAY("control", "127.0.0.1", "stop", "--confirm", others[i]);
        assert_int_equal(said.exit_code, 90);
        assert_string_equal(said.out, "");
        assert_non_null(strstr(said.err, "LOCAL_DENIED"));
        assert_string_equal(partner.asked, "open; szl 001C 0000; close; ");
    }
    assert_begins(said.err,
                  "the CPU at 127.0.0.1:102 is called \"STATION\" (its station name), not \"127.0.0.1:102\"\n");
}

static void the_name_is_typed(void **state)
{
    (void)state;
    partner.terminal = true;
    struct said said = SAY_TO("STATION\n", "control", "127.0.0.1", "start");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.err, "type the name of the CPU to start it (STATION, its station name): ");
    assert_string_equal(partner.asked, "open; szl 001C 0000; close; open; start warm; szl 0424 0000; close; ");
    static const char *const answers[] = {"\n", "", "y\n", "station\n", "\4"};
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        partner.asked[0] = '\0';
        said = SAY_TO(answers[i], "control", "127.0.0.1", "start", "--cold");
        assert_int_equal(said.exit_code, 90);
        assert_string_equal(partner.asked, "open; szl 001C 0000; close; ");
    }
    partner.asked[0] = '\0';
    assert_int_equal(SAY_TO("STATION\n", "control", "127.0.0.1", "start", "--cold").exit_code, S7_EXIT_OK);
    assert_non_null(strstr(partner.asked, "; start cold; "));
}

static void without_a_terminal_nothing_is_sent(void **state)
{
    (void)state;
    struct said said = SAY_TO("STATION\n", "control", "127.0.0.1", "stop");
    assert_int_equal(said.exit_code, 90);
    assert_string_equal(partner.asked, "");
    assert_non_null(strstr(said.err, "--confirm"));
}

static void refusals_and_silence_differ(void **state)
{
    (void)state;
    partner.control_fault = partner_refuses(S7_ERR_S7_STATE, 0x8402);
    struct said said = SAY("control", "127.0.0.1", "stop", "--confirm", "STATION");
    assert_int_equal(said.exit_code, 30);
    assert_string_equal(said.out, "");
    assert_begins(said.err, "FAIL       layer 3 S7: S7_STATE (313), stop of 127.0.0.1:102\n");
    assert_null(strstr(said.err, "not known"));
    assert_non_null(
        strstr(SAY("control", "h", "stop", "--confirm", "STATION", "--json").out, "\"done\": false"));
    partner.control_fault = partner_hangs_up();
    said = SAY("control", "127.0.0.1", "stop", "--confirm", "STATION");
    assert_int_equal(said.exit_code, 30);
    assert_non_null(
        strstr(said.err, "\nnot known whether the CPU was stopped: sieben control 127.0.0.1 status\n"));
    assert_null(strstr(said.err, "LOGO!"));
    assert_non_null(
        strstr(SAY("control", "h", "stop", "--confirm", "STATION", "--json").out, "\"done\": null"));
}

/* The octet of start and stop is an answer, too, also without an error code in the header. */
static void a_refusal_by_the_octet_alone(void **state)
{
    (void)state;
    partner.control_fault =
        (struct s7_fault){.error = S7_ERR_S7_STATE, .phase = S7_PHASE_REQUEST, .item_code = 7, .elapsed_ms = 1};
    struct said said = SAY("control", "127.0.0.1", "stop", "--confirm", "STATION");
    assert_int_equal(said.exit_code, 30);
    assert_null(strstr(said.err, "not known"));
    assert_non_null(strstr(said.err, "; its octet for start and stop 07: already stopped (a reading that no "
                                     "recording supports); "));
}

/* That it was done does not depend on what it tells afterwards. */
static void a_cpu_that_does_not_tell_its_mode(void **state)
{
    (void)state;
    partner_fails_list(0x0424, 0, partner_hangs_up());
    struct said said = SAY("control", "127.0.0.1", "stop", "--confirm", "STATION");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.out, "stopped: STATION at 127.0.0.1:102\n");
    assert_string_equal(said.err, "");
}

static void a_partner_without_identity_is_left_alone(void **state)
{
    (void)state;
    partner_fails_list(0x001C, 0, partner_hangs_up());
    struct said said = SAY("control", "127.0.0.1", "stop", "--confirm", "127.0.0.1:102");
    assert_int_equal(said.exit_code, 30);
    assert_non_null(strstr(said.err, "\nnote       a LOGO! hangs up or"));
    assert_string_equal(partner.asked, "open; szl 001C 0000; close; ");
    partner_fails_list(0x001C, 0, partner_refuses(S7_ERR_DATA_INFORMATION, 0xD401));
    assert_int_equal(SAY("control", "127.0.0.1", "stop", "--confirm", "127.0.0.1:102").exit_code, S7_EXIT_OK);
}

static void documents(void **state)
{
    (void)state;
    const char *schema, *action, *name, *source, *mode;
    int done;
    json_t *error;
    struct said said = SAY("control", "127.0.0.1", "start", "--confirm", "STATION", "--json");
    json_t *document = json_loads(said.out, 0, NULL);
    assert_int_equal(json_unpack(document, "{s:s, s:s, s:s, s:s, s:s, s:b, s:o}", "schema", &schema, "action",
                                 &action, "name", &name, "name_source", &source, "mode", &mode, "done", &done,
                                 "error", &error),
                     0);
    assert_string_equal(schema, "sieben/cpu-control/1");
    assert_string_equal(action, "start");
    assert_string_equal(name, "STATION");
    assert_string_equal(source, "station");
    assert_string_equal(mode, "RUN");
    assert_true(done && json_is_null(error));
    json_decref(document);
    said = SAY("control", "127.0.0.1", "status", "--json");
    assert_non_null(strstr(said.out, "\"mode_switch\": \"RUN-P\""));
    assert_non_null(strstr(said.out, "\"name\": null"));
}

static void the_command_line_is_checked_first(void **state)
{
    (void)state;
    assert_misuse(SAY("control", "h"), "control", "a target and status, start or stop are expected");
    assert_misuse(SAY("control", "h", "halt"), "control", "status, start or stop is expected, not \"halt\"");
    assert_misuse(SAY("control", "h", "stop", "--cold"), "control", "--cold belongs to start");
    assert_misuse(SAY("control", "h", "status", "--confirm", "X"), "control",
                  "--confirm belongs to start and stop");
    assert_string_equal(partner.asked, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(status_is_mode_switch_and_level, reset),
        cmocka_unit_test_setup(the_name_given_must_be_the_cpus, reset),
        cmocka_unit_test_setup(the_name_is_typed, reset),
        cmocka_unit_test_setup(without_a_terminal_nothing_is_sent, reset),
        cmocka_unit_test_setup(refusals_and_silence_differ, reset),
        cmocka_unit_test_setup(a_refusal_by_the_octet_alone, reset),
        cmocka_unit_test_setup(a_cpu_that_does_not_tell_its_mode, reset),
        cmocka_unit_test_setup(a_partner_without_identity_is_left_alone, reset),
        cmocka_unit_test_setup(documents, reset),
        cmocka_unit_test_setup(the_command_line_is_checked_first, reset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
