/* SPDX-License-Identifier: MIT
 *
 * From words to a connection.  s7_posix_open() is listened to (--wrap): what a route asks of it is compared, field by
 * field, before the real one connects.
 */
#include "said.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/route.h"
#include "must.h"
#include "served.h"

/* ---- what the client is asked ----------------------------------------------------------------------------- */

int __real_s7_posix_open(const struct s7_posix_config *config, struct s7_posix_client **ret_client,
                         struct s7_fault *ret_fault);
int __wrap_s7_posix_open(const struct s7_posix_config *config, struct s7_posix_client **ret_client,
                         struct s7_fault *ret_fault);

static struct s7_posix_config asked;
static char asked_host[300];
static int answer; /* S7_OK: the real one's */

int __wrap_s7_posix_open(const struct s7_posix_config *config, struct s7_posix_client **ret_client,
                         struct s7_fault *ret_fault)
{
    asked = *config;
    snprintf(asked_host, sizeof asked_host, "%s", config->host);
    if (answer == S7_OK)
        return __real_s7_posix_open(config, ret_client, ret_fault);
    *ret_fault = (struct s7_fault){.error = answer, .sys_errno = 77};
    return answer;
}

/* ---- reading ---------------------------------------------------------------------------------------------- */

static struct s7_route route;

/* Reads `sieben get OPTION TARGET`; what it says is left in *ret_said. */
static int read_route(const char *option, const char *target, struct said *ret_said)
{
    char words[3][400];
    char *argv[] = {words[0], words[1], words[2], NULL};
    struct s7_arguments arguments;
    snprintf(words[0], sizeof words[0], "get");
    snprintf(words[1], sizeof words[1], "%s", option ? option : "--json");
    snprintf(words[2], sizeof words[2], "%s", target);
    must(s7_arguments_read(s7_command_at(S7_COMMAND_get), 3, argv, &arguments) == S7_ARGUMENTS_GO_ON);
    said_start("");
    *ret_said = said_stop(s7_route_read(&arguments, arguments.operands[0], &route));
    return ret_said->exit_code;
}

static void read_well(const char *option, const char *target)
{
    struct said said;
    memset(&route, 0x5A, sizeof route);
    assert_int_equal(read_route(option, target, &said), S7_ARGUMENTS_GO_ON);
    assert_string_equal(said.err, "");
    assert_string_equal(said.out, "");
}

/* The exit code is 2, the text as expected, and the route as it was. */
static void read_badly(const char *option, const char *target, const char *expected)
{
    struct said said;
    memset(&route, 0x5A, sizeof route);
    const struct s7_route before = route;
    assert_int_equal(read_route(option, target, &said), S7_EXIT_USAGE);
    assert_memory_equal(said.err, expected, strlen(expected));
    assert_memory_equal(&route, &before, sizeof route);
}

static void a_target_alone_is_enough(void **state)
{
    (void)state;
    read_well(NULL, "10.1.1.11:1102/3.4");
    assert_string_equal(route.target.host, "10.1.1.11");
    assert_int_equal(route.target.port, 1102);
    assert_int_equal(route.target.rack, 3);
    assert_int_equal(route.target.slot, 4);
    assert_int_equal(route.connection_class, 3);
    assert_string_equal(route.local_tsap, "");
    assert_string_equal(route.remote_tsap, "");
    assert_int_equal(route.timeout_ms, 0);
    assert_string_equal(route.label, "10.1.1.11:1102");
    read_well(NULL, "[::1]");
    assert_string_equal(route.label, "[::1]:102");
}

static void a_bad_target_is_pointed_at(void **state)
{
    (void)state;
    read_badly(NULL, "h:0", "sieben get: ");
    struct said said;
    struct s7_text_error error;
    char expected[300];
    struct s7_target target;
    assert_int_not_equal(s7_target_parse("plc/0.32", &target, &error), S7_OK);
    snprintf(expected, sizeof expected, "sieben get: %s\n  plc/0.32\n  %*s\n", error.message, (int)error.column,
             "^");
    assert_int_equal(read_route(NULL, "plc/0.32", &said), S7_EXIT_USAGE);
    assert_string_equal(said.err, expected);
}

static void types_are_connection_classes(void **state)
{
    (void)state;
    read_well("--type=pg", "h");
    assert_int_equal(route.connection_class, 1);
    read_well("--type=op", "h");
    assert_int_equal(route.connection_class, 2);
    read_well("--type=basic", "h");
    assert_int_equal(route.connection_class, 3);
    read_badly("--type=PG", "h", "sieben get: --type is basic, op or pg, not \"PG\"\nusage: ");
    read_badly("--type=", "h", "sieben get: --type is basic, op or pg, not \"\"\nusage: ");
}

static void tsaps_stand_on_both_sides_of_a_colon(void **state)
{
    (void)state;
    static const struct {
        const char *option, *local, *remote;
    } rows[] = {
        {"--tsap=01.00:03.01", "01.00", "03.01"}, {"--tsap=:03.01", "", "03.01"},
        {"--tsap=01.00:", "01.00", ""},           {"--tsap=\"A:B\":\"C:D\"", "\"A:B\"", "\"C:D\""},
        {"--tsap=0102:010203", "0102", "010203"},
    };
    static const char *const wrong[] = {"01.00", "01.00:zz", "zz:01.00", "\"A:B\"", "01:02:03", ""};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        read_well(rows[i].option, "h");
        assert_string_equal(route.local_tsap, rows[i].local);
        assert_string_equal(route.remote_tsap, rows[i].remote);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char option[80], expected[160];
        snprintf(option, sizeof option, "--tsap=%s", wrong[i]);
        snprintf(
            expected, sizeof expected,
            "sieben get: --tsap is LOCAL:REMOTE like 01.00:03.01 or 01.00:\"TEXT\", not %s\nusage: ", wrong[i]);
        read_badly(option, "h", expected);
    }
    char longest[400] = "--tsap=01.00:";
    memset(longest + strlen(longest), '0', 300);
    read_badly(longest, "h", "sieben get: --tsap is LOCAL:REMOTE");
}

static void a_timeout_is_in_milliseconds(void **state)
{
    (void)state;
    read_well("--timeout=1500ms", "h");
    assert_int_equal(route.timeout_ms, 1500);
    read_well("--timeout=1000h", "h"); /* the longest duration there is */
    assert_int_equal(route.timeout_ms, 3600000000U);
    read_badly("--timeout=0s", "h", "sieben get: --timeout: \"0s\" is not a duration");
}

static void a_plant_file_knows_its_cpus(void **state)
{
    (void)state;
    char path[] = "/tmp/sieben-route-XXXXXX", target[100], expected[300];
    static const char text[] = "sieben: 1\nplant: {name: Test}\ncpus:\n"
                               "  OVEN: {address: '10.2.2.2:1103', profile: s7-300, rack: 1, slot: 5}\n"
                               "  PUMP: {address: 10.2.2.3, profile: logo}\n";
    int fd = mkstemp(path);
    must(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text) && close(fd) == 0);
    snprintf(target, sizeof target, "OVEN@%s", path);
    read_well("--type=op", target);
    assert_string_equal(route.target.host, "10.2.2.2");
    assert_int_equal(route.target.port, 1103);
    assert_int_equal(route.target.rack, 1);
    assert_int_equal(route.target.slot, 5);
    assert_int_equal(route.connection_class, 2);
    assert_string_equal(route.label, "10.2.2.2:1103");
    assert_string_equal(route.name, "OVEN");
    assert_false(route.szl_shy);
    snprintf(target, sizeof target, "PUMP@%s", path);
    read_well(NULL, target);
    assert_string_equal(route.name, "PUMP");
    assert_true(route.szl_shy);
    snprintf(target, sizeof target, "OVNE@%s", path);
    snprintf(expected, sizeof expected, "sieben: %s has no CPU called \"OVNE\"; did you mean \"OVEN\"?\n",
             path);
    read_badly(NULL, target, expected);
    unlink(path);
    snprintf(target, sizeof target, "OVEN@%s", path);
    snprintf(expected, sizeof expected, "sieben: %s: No such file or directory\n", path);
    read_badly(NULL, target, expected);
}

/* ---- connecting ------------------------------------------------------------------------------------------- */

static void all_of_the_route_is_asked_for(void **state)
{
    (void)state;
    struct s7_posix_config defaults;
    struct s7_posix_client *const untouched = (struct s7_posix_client *)(void *)&route;
    struct s7_posix_client *client = untouched;
    struct s7_fault fault = {0};
    s7_posix_config_default(&defaults);
    answer = S7_ERR_TCP_NAME;
    read_well("--type=pg", "plc.local:1102/3.4");
    assert_int_equal(s7_route_open(&route, &client, &fault), S7_ERR_TCP_NAME);
    assert_int_equal(fault.error, S7_ERR_TCP_NAME);
    assert_int_equal(fault.sys_errno, 77);
    assert_ptr_equal(client, untouched);
    assert_string_equal(asked_host, "plc.local");
    assert_int_equal(asked.port, 1102);
    assert_int_equal(asked.rack, 3);
    assert_int_equal(asked.slot, 4);
    assert_int_equal(asked.connection_class, 1);
    assert_null(asked.local_tsap);
    assert_null(asked.remote_tsap);
    assert_int_equal(asked.timeout_ms, defaults.timeout_ms);
    assert_int_equal(asked.connect_timeout_ms, defaults.connect_timeout_ms);
    assert_int_equal(asked.pdu_length, defaults.pdu_length);
    read_well("--timeout=70ms", "h");
    s7_route_open(&route, &client, &fault);
    assert_int_equal(asked.timeout_ms, 70);
    assert_int_equal(asked.connect_timeout_ms, 70);
    read_well("--tsap=01.02:03.04", "h");
    s7_route_open(&route, &client, &fault);
    assert_ptr_equal(asked.local_tsap, route.local_tsap);
    assert_ptr_equal(asked.remote_tsap, route.remote_tsap);
}

static void a_route_connects(void **state)
{
    struct s7_posix_client *client = NULL;
    struct s7_fault fault;
    answer = S7_OK;
    served_start(state);
    read_well("--timeout=5s", served_at);
    assert_int_equal(s7_route_open(&route, &client, &fault), S7_OK);
    assert_int_equal(s7_posix_grant(client).pdu_length, 240);
    s7_posix_close(client);
    read_well("--tsap=01.00:03.05", served_at); /* a slot where nobody is */
    assert_int_equal(s7_error_layer(s7_route_open(&route, &client, &fault)), S7_LAYER_ISO);
    assert_int_equal(s7_error_layer(fault.error), S7_LAYER_ISO);
    assert_int_equal(served_stop(state), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_target_alone_is_enough),      cmocka_unit_test(a_bad_target_is_pointed_at),
        cmocka_unit_test(types_are_connection_classes),  cmocka_unit_test(tsaps_stand_on_both_sides_of_a_colon),
        cmocka_unit_test(a_timeout_is_in_milliseconds),  cmocka_unit_test(a_plant_file_knows_its_cpus),
        cmocka_unit_test(all_of_the_route_is_asked_for), cmocka_unit_test(a_route_connects),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
