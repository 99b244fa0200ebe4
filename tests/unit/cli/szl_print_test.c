/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "cli/szl_print.h"
#include "partner.h"
#include "said.h"

static struct s7_szl_answer answer_of(const char *list)
{
    struct s7_szl_answer answer;
    struct s7_posix_client *client;
    struct s7_fault fault;
    struct s7_posix_config config;
    s7_posix_config_default(&config);
    partner_reset();
    partner_has_list(0x0099, 0, list);
    s7_posix_open(&config, &client, &fault);
    s7_szl_answer_read(client, 0x0099, 0, &answer);
    return answer;
}

static const char *printed(void (*print)(FILE *out, const struct s7_szl_answer *answer),
                           const struct s7_szl_answer *answer)
{
    said_start("");
    print(stdout, answer);
    struct said said = said_stop(0);
    return said.out;
}

static const char *printed_list(uint16_t id, uint16_t index, const char *list)
{
    struct s7_szl_answer answer = answer_of(list);
    answer.id = id;
    answer.index = index;
    const char *text = printed(s7_szl_print, &answer);
    s7_szl_answer_free(&answer);
    return text;
}

static void few_fields_stand_in_a_line(void **state)
{
    (void)state;
    assert_string_equal(printed_list(0x0074, 0, "0074 0000 0004 0002 0001 00 01 0004 01 00"),
                        "SZL 0074 index 0000 (LEDs): 2 records of 4 octets\n"
                        "  led SF, on 0, flashing 1\n"
                        "  led RUN, on 1, flashing 0\n");
}

static void many_fields_stand_below_each_other(void **state)
{
    (void)state;
    assert_string_equal(
        printed_list(0x0424, 0, "0424 0000 0014 0001 5144 FF48 00000000 00000000 1408201205283494"),
        "SZL 0424 index 0000 (operating modes): 1 record of 20 octets\n"
        "  record 1\n"
        "    event       5144 change to RUN\n"
        "    ae          ff\n"
        "    mode        RUN, before: STOP (internal)\n"
        "    start_info  00 00 00 00\n"
        "    time        2014-08-20 12:05:28.349\n");
}

static void what_nobody_names_is_told_as_octets(void **state)
{
    (void)state;
    assert_string_equal(printed_list(0x00F9, 0, "00F9 0000 0003 0002 010203 040506 07"),
                        "SZL 00F9 index 0000: 2 records of 3 octets\n"
                        "  octets 01 02 03\n"
                        "  octets 04 05 06\n"
                        "  octets 07\n");
}

static void an_empty_text_is_seen(void **state)
{
    (void)state;
    assert_non_null(strstr(printed_list(0x001C, 0,
                                        "001C 0000 0022 0001 0003 0000000000000000000000000000000000000000"
                                        "000000000000000000000000"),
                           "\n  index 00 03, plant_id (empty)\n"));
}

static void a_list_without_records_is_its_head(void **state)
{
    (void)state;
    assert_string_equal(printed_list(0x0F11, 0, "0F11 0000 001C 0004"),
                        "SZL 0F11 index 0000 (module identification): 4 records of 28 octets\n");
    assert_string_equal(printed_list(0x00F9, 0, "00F9 0000 0000 0005"),
                        "SZL 00F9 index 0000: 5 records of 0 octets\n");
}

/* Long octets do not overflow, and it is seen that something is missing. */
static void what_is_too_long_is_cut_visibly(void **state)
{
    (void)state;
    static char list[16 + 2 * 400 + 1] = "00F9000001900001";
    memset(list + 16, 'A', 2 * 400);
    const char *text = printed_list(0x00F9, 0, list);
    assert_begins(strstr(text, "octets aa"), "octets aa");
    assert_string_equal(text + strlen(text) - 4, "...\n");
}

static void what_a_cpu_lacks_is_a_line(void **state)
{
    (void)state;
    const struct s7_szl_answer answer = {.id = 0x001C,
                                         .fault = partner_refuses(S7_ERR_DATA_INFORMATION, 0xD401)};
    const char *text = printed(s7_szl_print, &answer);
    assert_begins(text, "SZL 001C index 0000 (component identification): not in this CPU (");
    assert_non_null(strstr(text, "D4 01"));
    assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
}

static void octets_are_a_record_a_line(void **state)
{
    (void)state;
    struct s7_szl_answer answer = answer_of("00F9 0000 0003 0002 010203 0405A6 07");
    assert_string_equal(printed(s7_szl_print_octets, &answer),
                        "00 F9 00 00 00 03 00 02\n01 02 03\n04 05 A6\n07\n");
    s7_szl_answer_free(&answer);
    assert_string_equal(printed(s7_szl_print_octets, &answer), "");
}

static void a_fault_has_its_note(void **state)
{
    (void)state;
    const struct s7_online online = {.route = {.label = "10.0.0.1:102"}};
    struct s7_szl_answer answer = {.id = 0x0011, .fault = partner_hangs_up()};
    said_start("");
    s7_szl_print_fault(&online, &answer, NULL);
    struct said said = said_stop(0);
    assert_begins(said.err, "FAIL       layer 3 S7: S7_CLOSED (301), SZL 0011 index 0000 (module");
    assert_non_null(strstr(said.err, " of 10.0.0.1:102\n"));
    assert_non_null(strstr(said.err, "\nnote       a LOGO! hangs up or "));
    answer.fault = partner_refuses(S7_ERR_DATA_INFORMATION, 0xD402);
    said_start("");
    s7_szl_print_fault(&online, &answer, "this");
    said = said_stop(0);
    assert_non_null(strstr(said.err, ", this of 10.0.0.1:102\n"));
    assert_null(strstr(said.err, "note"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_fields_stand_in_a_line),
        cmocka_unit_test(many_fields_stand_below_each_other),
        cmocka_unit_test(what_nobody_names_is_told_as_octets),
        cmocka_unit_test(an_empty_text_is_seen),
        cmocka_unit_test(a_list_without_records_is_its_head),
        cmocka_unit_test(what_is_too_long_is_cut_visibly),
        cmocka_unit_test(what_a_cpu_lacks_is_a_line),
        cmocka_unit_test(octets_are_a_record_a_line),
        cmocka_unit_test(a_fault_has_its_note),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
