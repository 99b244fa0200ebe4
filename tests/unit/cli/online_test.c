/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>

#include "cli/online.h"
#include "partner.h"
#include "said.h"

static struct s7_arguments arguments;
static struct s7_online online;
static struct s7_fault fault;

static int reset(void **state)
{
    static char words[4][40];
    static char *argv[] = {words[0], words[1], words[2], words[3], NULL};
    (void)state;
    partner_reset();
    strcpy(words[0], "clock");
    strcpy(words[1], "--json");
    strcpy(words[2], "--type=pg");
    strcpy(words[3], "10.0.0.1/0.2");
    assert_int_equal(s7_arguments_read(s7_command_at(S7_COMMAND_clock), 4, argv, &arguments),
                     S7_ARGUMENTS_GO_ON);
    assert_int_equal(s7_online_begin(&arguments, arguments.operands[0], &online), S7_ARGUMENTS_GO_ON);
    fault = (struct s7_fault){.error = S7_OK};
    return 0;
}

static void the_way_is_that_of_the_options(void **state)
{
    (void)state;
    assert_true(online.json);
    assert_int_equal(online.route.connection_class, 1);
    assert_int_equal(online.route.target.slot, 2);
    assert_string_equal(online.secret.text, "");
    assert_null(online.client);
    assert_string_equal(partner.asked, "");
    said_start("");
    int exit_code = s7_online_begin(&arguments, "10.0.0.1:0", &online);
    assert_int_equal(said_stop(exit_code).exit_code, S7_EXIT_USAGE);
}

static void a_password_is_given_once_for_each_connection(void **state)
{
    (void)state;
    strcpy(online.secret.text, "toor");
    assert_int_equal(s7_online_open(&online, &fault), S7_OK);
    s7_online_close(&online);
    s7_online_close(&online);
    assert_int_equal(s7_online_open(&online, &fault), S7_OK);
    assert_non_null(online.client);
    s7_online_end(&online);
    assert_string_equal(partner.asked, "open pg; password toor; close; open pg; password toor; close; ");
    assert_null(online.client);
    assert_begins(online.secret.text, "\0\0\0\0\0\0\0\0");
}

static void a_wrong_password_ends_it(void **state)
{
    (void)state;
    strcpy(online.secret.text, "toor");
    partner.password_fault = partner_refuses(S7_ERR_ACCESS_PASSWORD, 0xD602);
    assert_int_equal(s7_online_open(&online, &fault), S7_ERR_ACCESS_PASSWORD);
    assert_int_equal(fault.peer_code, 0xD602);
    assert_null(online.client);
    assert_string_equal(partner.asked, "open pg; password toor; close; ");
    s7_online_end(&online);
}

static void a_needless_password_is_said(void **state)
{
    (void)state;
    static const int errors[] = {S7_ERR_ACCESS_NO_PASSWORD, S7_ERR_ACCESS_LEGITIMISED};
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++) {
        strcpy(online.secret.text, "toor");
        partner.password_fault = partner_refuses(errors[i], 0xD605);
        said_start("");
        struct said said = said_stop(s7_online_open(&online, &fault));
        assert_int_equal(said.exit_code, S7_OK);
        assert_int_equal(fault.error, S7_OK);
        assert_begins(said.err, "10.0.0.1:102: the ");
        assert_non_null(strstr(said.err, "; going on without the password\n"));
        assert_null(strstr(said.err, "toor"));
        assert_non_null(online.client);
        s7_online_end(&online);
    }
}

static void without_a_connection_no_password_is_given(void **state)
{
    (void)state;
    strcpy(online.secret.text, "toor");
    partner.open_fault = (struct s7_fault){.error = S7_ERR_ISO_CLOSED};
    assert_int_equal(s7_online_open(&online, &fault), S7_ERR_ISO_CLOSED);
    assert_null(online.client);
    s7_online_end(&online);
    assert_string_equal(partner.asked, "open pg; ");
}

static void documents_and_faults_name_the_cpu(void **state)
{
    (void)state;
    json_t *document = s7_online_document(&online);
    assert_string_equal(json_string_value(json_object_get(document, "schema")), "sieben/clock/1");
    assert_string_equal(json_string_value(json_object_get(document, "target")), "10.0.0.1:102");
    json_decref(document);
    fault.error = S7_ERR_LOCAL_DENIED;
    said_start("");
    s7_online_print_fault(&online, &fault, "the clock");
    s7_online_print_fault(&online, &fault, NULL);
    struct said said = said_stop(0);
    assert_begins(said.err, "FAIL       layer 9 LOCAL: LOCAL_DENIED (912), the clock of 10.0.0.1:102\n");
    assert_non_null(strstr(said.err, "LOCAL_DENIED (912), 10.0.0.1:102\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(the_way_is_that_of_the_options, reset),
        cmocka_unit_test_setup(a_password_is_given_once_for_each_connection, reset),
        cmocka_unit_test_setup(a_wrong_password_ends_it, reset),
        cmocka_unit_test_setup(a_needless_password_is_said, reset),
        cmocka_unit_test_setup(without_a_connection_no_password_is_given, reset),
        cmocka_unit_test_setup(documents_and_faults_name_the_cpu, reset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
