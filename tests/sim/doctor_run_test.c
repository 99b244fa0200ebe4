/* SPDX-License-Identifier: MIT
 *
 * Single runs of the doctor on a network in memory: from a well partner to one that is repaired step by step, connections
 * that are counted, and partners with several addresses.
 */
#include "check.h"

#include "doctor/bound.h"
#include "sim/doctor_case.h"

static struct plot plot; /* large: not for the stack */
static struct s7_diagnosis diagnosis;

static void test_healthy_partner(void **state)
{
    (void)state;
    plot_healthy(&plot);
    plot_run(&plot, &diagnosis);
    for (size_t i = 0; i < S7_CHECK_COUNT; i++) {
        print_message("%-11s %-7s %s\n", s7_check_name(diagnosis.steps[i].check),
                      s7_verdict_name(diagnosis.steps[i].verdict), diagnosis.steps[i].evidence);
        assert_int_equal(diagnosis.steps[i].verdict, S7_VERDICT_OK);
    }
    assert_int_equal(diagnosis.failed, S7_CHECK_COUNT);
    assert_int_equal(s7_diagnosis_exit(&diagnosis), 0);
    assert_null(diagnosis.leading);
    assert_int_equal(diagnosis.finding_count, 0);
    assert_string_equal(diagnosis.seen.order_number, "6ES7 511-1AK02-0AB0");
    assert_int_equal(diagnosis.seen.mode, 8);
    assert_int_equal(diagnosis.seen.pdu_length, 960);
    assert_int_equal(diagnosis.budget.connections, 2);
    assert_int_equal(diagnosis.budget.most_open, 1);
    assert_int_equal(diagnosis.budget.pings, 0);
}

/* One repair after the other, and the doctor goes one layer further each time. */
static void test_one_repair_after_the_other(void **state)
{
    (void)state;
    const struct {
        enum s7_sign sign;
        int exit;
    } rounds[] = {{S7_SIGN_TCP_SILENT, 10},
                  {S7_SIGN_COTP_OTHER_SLOT, 20},
                  {S7_SIGN_ACCESS_REFUSED, 40},
                  {S7_SIGN_DB_ADDRESS, 50},
                  {S7_SIGN_RESOURCES_NONE_FREE, 0}};
    for (size_t round = 0; round <= sizeof rounds / sizeof rounds[0]; round++) {
        static const struct s7_doctor_area area = {.range = {.area = S7_AREA_DB, .db = 20, .bit_count = 80}};
        static const struct s7_cpu_db standard = {.number = 20, .size = 100};
        plot_healthy(&plot);
        plot.doctor.areas = &area;
        if (round < 1)
            plot.world.opening = world_probe(ETIMEDOUT, 127 * S7_SECOND);
        plot.doctor.slot = round < 2 ? 2 : 1;
        plot.cpu.put_get = round >= 3;
        if (round >= 4) {
            plot.cpu.dbs = &standard;
            plot.cpu.db_count = 1;
        }
        plot.cpu.resources_total = round < 5 ? 1 : 16;
        plot_run(&plot, &diagnosis);
        if (round == sizeof rounds / sizeof rounds[0]) {
            assert_null(diagnosis.leading);
            break;
        }
        assert_non_null(diagnosis.leading);
        assert_int_equal(diagnosis.leading->sign, rounds[round].sign);
        assert_int_equal(s7_diagnosis_exit(&diagnosis), rounds[round].exit);
    }
}

/* The rule to add names both ends and the port; the slot that works is told. */
static void test_remedies_are_exact(void **state)
{
    (void)state;
    plot_healthy(&plot);
    plot.world.opening = world_probe(ETIMEDOUT, 127 * S7_SECOND);
    plot_run(&plot, &diagnosis);
    assert_true(diagnosis.elapsed < 8 * S7_SECOND);
    assert_non_null(
        strstr(diagnosis.hypotheses[0].remedy, "permit TCP from " WORLD_HERE " to " WORLD_PARTNER " port 102"));
    plot_healthy(&plot);
    plot.cpu.slot = 2;
    plot_run(&plot, &diagnosis);
    assert_true(diagnosis.seen.suggested);
    assert_int_equal(diagnosis.seen.slot, 2);
    assert_non_null(strstr(diagnosis.hypotheses[0].remedy, "rack 0, slot 2"));
}

/* Nothing of a system status list goes out before the data were looked at, nor to a family at risk. */
static void test_lists_come_late_or_never(void **state)
{
    (void)state;
    plot_healthy(&plot);
    plot.doctor.szl_at_risk = true;
    plot.cpu.szl_style = S7_CPU_SZL_CLOSE;
    plot_run(&plot, &diagnosis);
    assert_int_equal(diagnosis.finding_count, 0);
    assert_int_equal(diagnosis.steps[S7_CHECK_IDENTITY].verdict, S7_VERDICT_SKIPPED);
    assert_int_equal(diagnosis.steps[S7_CHECK_LAYOUT].verdict, S7_VERDICT_OK);
    assert_int_equal(diagnosis.seen.measured, 10);
}

static void count_connections(uint16_t resources, unsigned most, unsigned planned)
{
    plot_healthy(&plot);
    plot.cpu.resources_total = resources;
    plot.cpu.pg = plot.cpu.op = (struct s7_cpu_class_limit){.most = resources};
    plot.doctor.exhaust = most;
    plot.doctor.may_exhaust = true;
    plot.doctor.planned = planned;
    plot_run(&plot, &diagnosis); /* asserts that all were closed */
    assert_int_equal(diagnosis.budget.connections, plot.world.attempts);
    assert_int_equal(diagnosis.budget.most_open, plot.world.most_open);
    assert_int_equal(diagnosis.budget.telegrams, plot.world.packets);
    const struct s7_doctor_bound bound = s7_bound_reckon(&plot.doctor);
    assert_true(diagnosis.budget.connections <= bound.connections &&
                diagnosis.budget.telegrams <= bound.telegrams);
}

/* Connections are counted to the one that is refused, no more than allowed, and only where it is allowed. */
static void test_connections_are_counted(void **state)
{
    const struct s7_diagnosis_step *step = &diagnosis.steps[S7_CHECK_RESOURCES];
    (void)state;
    count_connections(8, 20, 8);
    assert_int_equal(step->verdict, S7_VERDICT_OK);
    assert_non_null(strstr(step->evidence, "8 connections of class basic confirmed, the next was refused: "));
    assert_int_equal(plot.world.most_open, 9);
    assert_int_equal(diagnosis.seen.measured, 10); /* all are free again */
    count_connections(16, 5, 8);
    assert_string_equal(step->evidence, "5 connections of class basic confirmed, and no more tried");
    assert_int_equal(plot.world.most_open, 5);
    count_connections(3, 20, 4);
    assert_int_equal(diagnosis.leading->sign, S7_SIGN_RESOURCES_FEW);
    assert_non_null(strstr(step->evidence, "3 connections of class basic confirmed, the next was refused: "));
    assert_non_null(strstr(step->evidence, "; the plant has 4 to it"));
    assert_int_equal(s7_diagnosis_exit(&diagnosis), 0);
    plot.doctor.may_exhaust = false;
    plot_run(&plot, &diagnosis);
    assert_int_equal(step->verdict, S7_VERDICT_SKIPPED);
    assert_true(diagnosis.budget.most_open <= 2);
}

/* What fails midway leaves nothing open: plot_run() asserts it. */
static void test_counting_broken_off(void **state)
{
    (void)state;
    for (unsigned silent = 0; silent < 2; silent++) {
        plot_healthy(&plot);
        plot.doctor.exhaust = 20;
        plot.doctor.may_exhaust = true;
        plot.cpu.resources_total = 6;
        plot.cpu.pg = plot.cpu.op = (struct s7_cpu_class_limit){.most = 6};
        plot.cpu.refusal_resources.how = silent ? S7_CPU_REFUSE_SILENT : S7_CPU_REFUSE_RST;
        plot_run(&plot, &diagnosis);
        assert_non_null(strstr(diagnosis.steps[S7_CHECK_RESOURCES].evidence, "6 connections"));
        assert_int_equal(diagnosis.steps[S7_CHECK_STATE].verdict, S7_VERDICT_OK);
    }
}

/* A name with several addresses: the one that answers is examined, to the end. */
static void test_several_addresses(void **state)
{
    (void)state;
    plot_healthy(&plot);
    plot.world.opening = world_probe(ECONNREFUSED, S7_MILLISECOND);
    plot.world.aliases = 1;
    plot.world.alias[0] = world_probe(0, S7_MILLISECOND);
    plot_run(&plot, &diagnosis);
    assert_null(diagnosis.leading);
    assert_string_equal(diagnosis.seen.address.text, "10.2.0.6");
    assert_string_equal(diagnosis.steps[S7_CHECK_TCP].evidence, WORLD_PARTNER
                        " port 102: Connection refused after 1 ms; 10.2.0.6 port 102: connected in 1 ms");
    assert_int_equal(diagnosis.budget.connections, plot.world.attempts);
}

/* The second address of a connection is tried, and the failure of the first still leads. */
static void test_second_address(void **state)
{
    (void)state;
    plot_healthy(&plot);
    plot.world.opening = world_probe(ETIMEDOUT, 127 * S7_SECOND);
    plot.doctor.control_host = "OTHER";
    plot.doctor.control_port = 80;
    plot.world.aliases = 1;
    plot.world.alias[0] = world_probe(ETIMEDOUT, 60 * S7_SECOND);
    plot.doctor.host = WORLD_PARTNER;
    plot.doctor.second_host = "10.2.0.6";
    plot_run(&plot, &diagnosis);
    assert_int_equal(diagnosis.leading->sign, S7_SIGN_TCP_SILENT);
    assert_int_equal(diagnosis.findings[1].sign, S7_SIGN_SECOND_ADDRESS_FAILS);
    assert_true(diagnosis.elapsed < 8 * S7_SECOND); /* with a reference that is dropped, too */
    assert_int_equal(diagnosis.budget.connections, plot.world.attempts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_healthy_partner),         cmocka_unit_test(test_one_repair_after_the_other),
        cmocka_unit_test(test_remedies_are_exact),      cmocka_unit_test(test_lists_come_late_or_never),
        cmocka_unit_test(test_connections_are_counted), cmocka_unit_test(test_counting_broken_off),
        cmocka_unit_test(test_several_addresses),       cmocka_unit_test(test_second_address)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
