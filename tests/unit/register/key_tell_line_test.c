/* SPDX-License-Identifier: MIT */
#include "unit/register/telling_keys.h"

static void texts_are_themselves(void **state)
{
    (void)state;
    assert_connection_key("owner", "thermal team", .owner = "thermal team");
    assert_connection_key("owner", "", .owner = "");
    assert_connection_key("source_address", "10.0.0.9", .source_address = "10.0.0.9");
    assert_cpu_key("firmware", "V2.9", .firmware = "V2.9");
    assert_key(S7_ELEMENT_IDENTITY, "serial", &(struct s7_plant_cpu){.identity = {.serial = "S 1"}}, "S 1");
    assert_key(S7_ELEMENT_EXCEPTION, "check", &(struct s7_plant_exception){.check = "S7R-014"}, "S7R-014");
    assert_key(S7_ELEMENT_EXCEPTION, "on", &(struct s7_plant_exception){.on = "C-1"}, "C-1");
    assert_cpu_key("mac", "28:63:36:AB:02:0F", .mac = "28-63-36-ab-02-0f");
    assert_cpu_key("mac", "", .mac = "");
}

static void the_order_of_a_set_means_nothing(void **state)
{
    (void)state;
    const char *lines[] = {"E-2", "E-1"}, *nets[] = {"10.1.0.0/16", "10.0.0.0/16"};
    assert_cpu_key("evidence", "E-1, E-2", .evidence = {lines, 2});
    assert_cpu_key("evidence", "", .evidence = {NULL, 0});
    assert_key(S7_ELEMENT_ZONE, "nets", &(struct s7_plant_zone){.nets = nets, .net_count = 2},
               "10.0.0.0/16, 10.1.0.0/16");
    assert_connection_key("via", "E-2, E-1", .via = {lines, 2}); /* a way has one */
}

static void words_stand_for_values(void **state)
{
    (void)state;
    assert_connection_key("service", "hmi", .service = S7_PLANT_SERVICE_HMI);
    assert_cpu_key("criticality", "", .criticality = S7_PLANT_CRITICALITY_NONE);
    assert_cpu_key("put_get", "blocked", .put_get = false);
    assert_connection_key("functions", "szl, control",
                          .functions = S7_PLANT_FUNCTION_CONTROL | S7_PLANT_FUNCTION_SZL);
    assert_connection_key("functions", "", .functions = 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_themselves),
        cmocka_unit_test(the_order_of_a_set_means_nothing),
        cmocka_unit_test(words_stand_for_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
