/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>

#include "cli/cpu_name.h"
#include "partner.h"

static struct s7_online online;
static struct s7_cpu_name name;
static struct s7_fault fault;
static const char *note;

static int reset(void **state)
{
    (void)state;
    partner_reset();
    partner_is_315();
    online =
        (struct s7_online){.route = {.label = "10.0.0.1:102", .target = {.host = "10.0.0.1", .port = 102}}};
    fault = (struct s7_fault){.error = S7_OK};
    return 0;
}

static void the_plant_file_comes_first_and_nobody_is_asked(void **state)
{
    (void)state;
    strcpy(online.route.name, "OVEN");
    assert_int_equal(s7_cpu_name_find(&online, &name, &fault, &note), S7_OK);
    assert_string_equal(name.text, "OVEN");
    assert_string_equal(name.source, "plant");
    assert_string_equal(s7_cpu_name_source(&name), "its name in the plant file");
    assert_string_equal(partner.asked, "");
}

static void station_then_module_then_address(void **state)
{
    (void)state;
    assert_int_equal(s7_cpu_name_find(&online, &name, &fault, &note), S7_OK);
    assert_string_equal(name.text, "STATION");
    assert_string_equal(s7_cpu_name_source(&name), "its station name");
    assert_string_equal(partner.asked, "open; szl 001C 0000; close; ");
    assert_null(online.client);
    partner_has_list(
        0x001C, 0, "001C 0000 0022 0001 0002 'PLC 1' 000000 000000000000000000000000000000000000000000000000");
    assert_int_equal(s7_cpu_name_find(&online, &name, &fault, &note), S7_OK);
    assert_string_equal(name.text, "PLC 1");
    assert_string_equal(s7_cpu_name_source(&name), "its module name");
    partner_fails_list(0x001C, 0, partner_refuses(S7_ERR_DATA_INFORMATION, 0xD401));
    assert_int_equal(s7_cpu_name_find(&online, &name, &fault, &note), S7_OK);
    assert_string_equal(name.text, "10.0.0.1:102");
    assert_string_equal(name.source, "address");
    assert_string_equal(s7_cpu_name_source(&name), "its address: it tells no name");
}

static void a_partner_that_hangs_up_has_no_name(void **state)
{
    (void)state;
    partner_fails_list(0x001C, 0, partner_hangs_up());
    assert_int_equal(s7_cpu_name_find(&online, &name, &fault, &note), S7_ERR_S7_CLOSED);
    assert_int_equal(fault.error, S7_ERR_S7_CLOSED);
    assert_non_null(note);
    assert_null(online.client);
    partner.open_fault = (struct s7_fault){.error = S7_ERR_TCP_REFUSED};
    assert_int_equal(s7_cpu_name_find(&online, &name, &fault, &note), S7_ERR_TCP_REFUSED);
    assert_int_equal(fault.error, S7_ERR_TCP_REFUSED);
    assert_null(note);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(the_plant_file_comes_first_and_nobody_is_asked, reset),
        cmocka_unit_test_setup(station_then_module_then_address, reset),
        cmocka_unit_test_setup(a_partner_that_hangs_up_has_no_name, reset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
