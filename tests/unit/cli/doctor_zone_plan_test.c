/* SPDX-License-Identifier: MIT */
#include "check.h"

#include "doctor_zone_scene.h"

static const struct s7_doctor_config *config_of(size_t number)
{
    return &zone_run.trials[number].subject.config;
}

static void every_target_is_there_once_or_once_per_connection(void **state)
{
    static const enum s7_path_expectation expected[] = {[ZONE_PRESS] = S7_PATH_WITHIN,
                                                        [ZONE_OVEN_1] = S7_PATH_REQUIRED,
                                                        [ZONE_OVEN_2] = S7_PATH_REQUIRED,
                                                        [ZONE_PACK] = S7_PATH_FORBIDDEN,
                                                        [ZONE_LOOSE] = S7_PATH_UNKNOWN};
    (void)state;
    assert_int_equal(zone_run.count, ZONE_TRIALS);
    for (size_t i = 0; i < ZONE_TRIALS; i++) {
        assert_int_equal(zone_run.trials[i].path.expectation, expected[i]);
        assert_int_equal(s7_zone_is_tried(&zone_run.trials[i].path),
                         expected[i] == S7_PATH_REQUIRED || expected[i] == S7_PATH_FORBIDDEN);
    }
    assert_string_equal(zone_run.trials[ZONE_OVEN_1].connection->id, "C-1");
    assert_string_equal(zone_run.trials[ZONE_OVEN_2].connection->id, "C-2");
    assert_null(zone_run.trials[ZONE_PACK].connection);
}

static void a_connection_is_examined_as_its_partner_uses_it(void **state)
{
    (void)state;
    assert_int_equal(config_of(ZONE_OVEN_1)->last, S7_CHECK_STATE);
    assert_int_equal(config_of(ZONE_OVEN_1)->connection_class, S7_CLASS_BASIC);
    assert_int_equal(config_of(ZONE_OVEN_1)->area_count, 1);
    assert_int_equal(config_of(ZONE_OVEN_1)->slot, 2);
    assert_int_equal(config_of(ZONE_OVEN_2)->last, S7_CHECK_SETUP);
    assert_int_equal(config_of(ZONE_OVEN_2)->connection_class, S7_CLASS_OP);
    assert_int_equal(config_of(ZONE_OVEN_2)->area_count, 0);
}

static void what_must_be_blocked_gets_no_octet(void **state)
{
    (void)state;
    assert_int_equal(config_of(ZONE_PACK)->last, S7_CHECK_TCP);
    assert_int_equal(config_of(ZONE_PACK)->control_port, 0); /* asked here, not by the doctor */
    assert_string_equal(zone_run.trials[ZONE_PACK].proof.host, "10.2.0.3");
    assert_int_equal(zone_run.trials[ZONE_PACK].proof.port, 443);
    assert_int_equal(zone_run.trials[ZONE_PACK].proof.result, S7_ZONE_CONTROL_SPARED);
    assert_null(zone_run.trials[ZONE_OVEN_1].proof.host);
}

static void only_what_is_done_is_counted(void **state)
{
    (void)state;
    zone_see(ZONE_OVEN_1, S7_SIGN_COUNT, "10.1.0.1");
    zone_see(ZONE_OVEN_2, S7_SIGN_COUNT, "10.1.0.1");
    zone_run.trials[ZONE_PRESS].verdict = S7_ZONE_SKIPPED;
    zone_run.trials[ZONE_OVEN_1].verdict = S7_ZONE_FAIL;
    zone_run.trials[ZONE_OVEN_2].verdict = S7_ZONE_FAIL;
    zone_run.done = 2;
    assert_int_equal(s7_zone_count(&zone_run, S7_ZONE_FAIL), 1);
    assert_int_equal(s7_zone_count(&zone_run, S7_ZONE_SKIPPED), 1);
    assert_int_equal(s7_zone_count(&zone_run, S7_ZONE_PASS), 0);
    struct s7_doctor_budget budget = s7_zone_budget(&zone_run);
    assert_int_equal(budget.connections, 4);
    assert_int_equal(budget.most_open, 1);
    assert_int_equal(budget.telegrams, 10);
    assert_int_equal(budget.pings, 2);
}

static void a_connection_to_the_port_is_remembered(void **state)
{
    struct s7_zone_proof *proof = &zone_run.trials[ZONE_PACK].proof;
    (void)state;
    zone_see(ZONE_OVEN_1, S7_SIGN_TCP_RESET, "10.1.0.1");
    zone_see(ZONE_PACK, S7_SIGN_TCP_SILENT, "10.1.0.1");
    assert_false(s7_zone_port_connected(&zone_run, ZONE_PACK));
    zone_see(ZONE_OVEN_2, S7_SIGN_COUNT, "10.1.0.1");
    assert_true(s7_zone_port_connected(&zone_run, ZONE_PACK));
    assert_false(s7_zone_port_connected(&zone_run, ZONE_OVEN_1)); /* it came later */
    zone_run.trials[ZONE_OVEN_2].subject.config.port = 2102;
    assert_false(s7_zone_port_connected(&zone_run, ZONE_PACK));
    proof->result = S7_ZONE_CONTROL_NEAR;
    assert_false(s7_zone_port_connected(&zone_run, ZONE_PACK)); /* 443 */
    proof->port = 102;
    assert_true(s7_zone_port_connected(&zone_run, ZONE_PACK));
    proof->result = S7_ZONE_CONTROL_SILENT;
    assert_false(s7_zone_port_connected(&zone_run, ZONE_PACK));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, zone_start, zone_stop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_target_is_there_once_or_once_per_connection),
        TEST(a_connection_is_examined_as_its_partner_uses_it),
        TEST(what_must_be_blocked_gets_no_octet),
        TEST(only_what_is_done_is_counted),
        TEST(a_connection_to_the_port_is_remembered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
