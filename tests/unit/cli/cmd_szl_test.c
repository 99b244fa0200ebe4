/* SPDX-License-Identifier: MIT */
#include "check.h"

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

static void a_list_is_asked_for_once(void **state)
{
    (void)state;
    struct said said = SAY("szl", "127.0.0.1", "0132", "4");
    assert_int_equal(said.exit_code, S7_EXIT_OK);
    assert_string_equal(partner.asked, "open; szl 0132 0004; close; ");
    assert_begins(said.out, "SZL 0132 index 0004 (communication status): 1 record of 40 octets\n");
    assert_non_null(strstr(said.out, "mode_switch          RUN-P\n"));
    assert_string_equal(said.err, "");
}

static void numbers_are_hex(void **state)
{
    (void)state;
    static const char *const texts[] = {"132", "0132", "16#0132", "W#16#132", "0x132"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        partner.asked[0] = '\0';
        assert_int_equal(SAY("szl", "127.0.0.1", texts[i], "0004", "--type", "pg").exit_code, S7_EXIT_OK);
        assert_string_equal(partner.asked, "open pg; szl 0132 0004; close; ");
    }
    static const char *const faulty[] = {"", "13200", "g", "16#", "-1", "0132 ", " 1"};
    partner.asked[0] = '\0';
    for (size_t i = 0; i < sizeof faulty / sizeof faulty[0]; i++)
        assert_int_equal(SAY("szl", "127.0.0.1", faulty[i]).exit_code, S7_EXIT_USAGE);
    assert_misuse(SAY("szl", "127.0.0.1", "0011", "1x"), "szl",
                  "\"1x\" is not a number of up to four hex digits like 0131");
    assert_misuse(SAY("szl", "127.0.0.1"), "szl", "a target, an SZL-ID and, if wanted, an index are expected");
    assert_misuse(SAY("szl", "h", "0011", "--raw", "--json"), "szl", "--json and --raw exclude each other");
    assert_string_equal(partner.asked, "");
}

static void octets_and_documents(void **state)
{
    (void)state;
    assert_string_equal(SAY("szl", "127.0.0.1", "0424", "--raw").out,
                        "04 24 00 00 00 14 00 01\n"
                        "51 44 FF 08 00 00 00 00 00 00 00 00 14 08 20 12 05 28 34 94\n");
    struct said said = SAY("szl", "127.0.0.1", "0424", "--json");
    assert_begins(said.out,
                  "{\n  \"schema\": \"sieben/szl/1\",\n  \"target\": \"127.0.0.1:102\",\n  \"id\": 1060,");
}

static void what_the_cpu_lacks_ends_with_the_layer(void **state)
{
    (void)state;
    struct said said = SAY("szl", "127.0.0.1", "00F9");
    assert_int_equal(said.exit_code, 50);
    assert_string_equal(said.out, "");
    assert_begins(said.err, "FAIL       layer 5 DATA: DATA_INFORMATION (508), SZL 00F9 index 0000 of ");
    said = SAY("szl", "127.0.0.1", "00F9", "--json");
    assert_int_equal(said.exit_code, 50);
    assert_non_null(strstr(said.out, "\"records\": null"));
    assert_string_equal(said.err, "");
    partner.open_fault = (struct s7_fault){.error = S7_ERR_TCP_REFUSED};
    assert_int_equal(SAY("szl", "127.0.0.1", "0011").exit_code, 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_list_is_asked_for_once, reset),
        cmocka_unit_test_setup(numbers_are_hex, reset),
        cmocka_unit_test_setup(octets_and_documents, reset),
        cmocka_unit_test_setup(what_the_cpu_lacks_ends_with_the_layer, reset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
