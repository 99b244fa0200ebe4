/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/exit.h"
#include "must.h"
#include "partner.h"
#include "said.h"

static const char identity[] = "order number      6ES7 315-2EH14-0AB0\n"
                               "hardware          6ES7 315-2EH14-0AB0\n"
                               "hardware version  3\n"
                               "firmware          V3.2.7\n"
                               "boot loader       A32.9.9\n";

static int reset(void **state)
{
    (void)state;
    partner_reset();
    partner_is_315();
    return 0;
}

static void only_the_identity_is_read(void **state)
{
    (void)state;
    struct said said = SAY("info", "127.0.0.1");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.out, identity);
    assert_string_equal(said.err, "");
    assert_string_equal(partner.asked, "open; szl 0011 0000; close; ");
}

/* 0131, 0132/1 and 0074 are lacking here: told in lines, and no failure. */
static void deep_reads_on_and_tells_what_is_lacking(void **state)
{
    (void)state;
    struct said said = SAY("info", "127.0.0.1", "--deep");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(said.err, "");
    assert_string_equal(partner.asked, "open; szl 0011 0000; szl 001C 0000; szl 0131 0001; szl 0132 0001; "
                                       "szl 0132 0004; szl 0424 0000; szl 0074 0000; close; ");
    assert_memory_equal(said.out, identity, strlen(identity));
    assert_non_null(strstr(said.out, "station_name STATION\n"));
    assert_non_null(strstr(said.out, "\nSZL 0131 index 0001 (communication capabilities): not in this CPU ("));
    assert_non_null(strstr(said.out, "mode        RUN\n"));
    assert_non_null(strstr(said.out, "\nSZL 0074 index 0000 (LEDs): not in this CPU ("));
}

static void deep_goes_on_without_an_identity(void **state)
{
    (void)state;
    partner_fails_list(0x0011, 0, partner_refuses(S7_ERR_S7_NOT_IMPLEMENTED, 0x8104));
    struct said said = SAY("info", "127.0.0.1", "--deep");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_begins(said.out, "SZL 0011 index 0000 (module identification): not in this CPU (");
    said = SAY("info", "127.0.0.1");
    assert_int_equal(said.exit_code, 30);
    assert_string_equal(said.out, "");
    assert_begins(said.err, "FAIL       layer 3 S7: S7_NOT_IMPLEMENTED");
}

/* Behind a lost connection nothing is asked, and what was read is shown. */
static void a_lost_connection_ends_it(void **state)
{
    (void)state;
    partner_fails_list(0x0131, 1, partner_hangs_up());
    struct said said = SAY("info", "127.0.0.1", "--deep");
    assert_int_equal(said.exit_code, 30);
    assert_string_equal(partner.asked, "open; szl 0011 0000; szl 001C 0000; szl 0131 0001; close; ");
    assert_non_null(strstr(said.out, "station_name STATION\n"));
    assert_null(strstr(said.out, "0131"));
    assert_begins(said.err, "FAIL       layer 3 S7: S7_CLOSED (301), SZL 0131 index 0001");
}

static void a_logo_that_hangs_up_is_explained(void **state)
{
    (void)state;
    partner_fails_list(0x0011, 0, partner_hangs_up());
    struct said said = SAY("info", "127.0.0.1");
    assert_int_equal(said.exit_code, 30);
    assert_string_equal(said.out, "");
    assert_non_null(strstr(said.err, "\nnote       a LOGO! hangs up or "));
    assert_string_equal(partner.asked, "open; szl 0011 0000; close; ");
    said = SAY("info", "127.0.0.1", "--json");
    assert_non_null(strstr(said.out, "\"note\": \"a LOGO! hangs up or "));
}

/* A LOGO! in a plant file is known: only --deep asks. */
static void a_known_logo_is_spared(void **state)
{
    (void)state;
    char path[] = "/tmp/info_test_XXXXXX", target[64];
    static const char plant[] =
        "sieben: 1\nplant: {name: X}\ncpus:\n  PUMP: {address: 192.0.2.1, profile: logo}\n"
        "  OVEN: {address: 192.0.2.2, profile: s7-300, slot: 2}\n";
    int fd = mkstemp(path);
    must(fd >= 0 && write(fd, plant, sizeof plant - 1) == sizeof plant - 1);
    close(fd);
    snprintf(target, sizeof target, "PUMP@%s", path);
    struct said said = SAY("info", target);
    assert_int_equal(said.exit_code, S7_EXIT_FINDINGS);
    assert_begins(said.err, "PUMP: not asked: by its profile it hangs up or stays silent when");
    assert_string_equal(said.out, "");
    said = SAY("info", target, "--json");
    assert_int_equal(said.exit_code, S7_EXIT_FINDINGS);
    assert_non_null(strstr(said.out, "\"note\": \"not asked: "));
    assert_string_equal(partner.asked, "");
    SAY("info", target, "--deep");
    assert_begins(partner.asked, "open; szl 0011 0000; ");
    snprintf(target, sizeof target, "OVEN@%s", path);
    assert_int_equal(SAY("info", target).exit_code, S7_EXIT_OK);
    unlink(path);
}

static void a_document_has_everything(void **state)
{
    (void)state;
    const char *schema, *order, *firmware, *station;
    json_t *error, *lists;
    struct said said = SAY("info", "127.0.0.1", "--deep", "--json");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    json_t *document = json_loads(said.out, 0, NULL);
    assert_int_equal(json_unpack(document, "{s:s, s:{s:s, s:s}, s:o, s:o}", "schema", &schema, "identity",
                                 "order_number", &order, "firmware", &firmware, "lists", &lists, "error",
                                 &error),
                     0);
    assert_string_equal(schema, "sieben/info/1");
    assert_string_equal(order, "6ES7 315-2EH14-0AB0");
    assert_string_equal(firmware, "V3.2.7");
    assert_true(json_is_null(error));
    assert_int_equal(json_array_size(lists), 7);
    assert_int_equal(
        json_unpack(json_array_get(lists, 1), "{s:[{s:s}, {}]}", "records", "station_name", &station), 0);
    assert_string_equal(station, "STATION");
    assert_true(json_is_null(json_object_get(json_array_get(lists, 2), "records")));
    json_decref(document);
}

static void without_a_connection(void **state)
{
    (void)state;
    partner.open_fault = (struct s7_fault){.error = S7_ERR_TCP_TIMEOUT};
    struct said said = SAY("info", "127.0.0.1", "--deep");
    assert_int_equal(said.exit_code, 10);
    assert_string_equal(partner.asked, "open; ");
    assert_begins(said.err, "FAIL       layer 1 TCP: TCP_TIMEOUT");
    assert_misuse(SAY("info"), "info", "a target is expected");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(only_the_identity_is_read, reset),
        cmocka_unit_test_setup(deep_reads_on_and_tells_what_is_lacking, reset),
        cmocka_unit_test_setup(deep_goes_on_without_an_identity, reset),
        cmocka_unit_test_setup(a_lost_connection_ends_it, reset),
        cmocka_unit_test_setup(a_logo_that_hangs_up_is_explained, reset),
        cmocka_unit_test_setup(a_known_logo_is_spared, reset),
        cmocka_unit_test_setup(a_document_has_everything, reset),
        cmocka_unit_test_setup(without_a_connection, reset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
