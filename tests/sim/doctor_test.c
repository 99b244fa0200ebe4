/* SPDX-License-Identifier: MIT
 *
 * The doctor against everything that may be the matter, on a network in memory under a virtual clock: every cause is
 * named, none is taken for another with certainty, and what was sent is what the budget says.
 */
#include "check.h"

#include <stdlib.h>

#include "doctor/bound.h"
#include "doctor/verdict.h"
#include "sim/doctor_case.h"

static struct plot plot; /* large: not for the stack */
static struct s7_diagnosis diagnosis;

static void run_case(const struct doctor_case *that)
{
    plot_healthy(&plot);
    that->set(&plot);
    plot_run(&plot, &diagnosis);
}

static const struct s7_hypothesis *hypothesis_of(enum s7_cause cause)
{
    for (size_t i = 0; i < diagnosis.hypothesis_count; i++)
        if (diagnosis.hypotheses[i].cause == cause)
            return &diagnosis.hypotheses[i];
    return NULL;
}

/* Cases that look the same on the wire and have another cause. */
static bool is_ambiguous(const struct doctor_case *that)
{
    for (size_t i = 0; i < doctor_case_count; i++)
        if (doctor_cases[i].sign == that->sign && doctor_cases[i].cause != that->cause)
            return true;
    return false;
}

static void fail_case(const struct doctor_case *that, const char *why)
{
    print_message("%s: %s; it saw %s, said %s\n", that->name, why,
                  diagnosis.leading ? s7_sign_name(diagnosis.leading->sign) : "nothing",
                  diagnosis.hypothesis_count > 0 ? s7_cause_name(diagnosis.hypotheses[0].cause) : "nothing");
    fail();
}

static void judge_case(const struct doctor_case *that)
{
    if (!diagnosis.leading || diagnosis.leading->sign != that->sign)
        fail_case(that, "another sign was expected");
    if (!hypothesis_of(that->cause))
        fail_case(that, "the cause is not among the hypotheses");
    const struct s7_hypothesis *first = &diagnosis.hypotheses[0];
    if (first->confidence == S7_CERTAIN && first->cause != that->cause)
        fail_case(that, "certain, and wrong");
    if (first->confidence == S7_CERTAIN && is_ambiguous(that))
        fail_case(that, "certain, though another cause looks the same");
    if (first->confidence > S7_POSSIBLE && first->cause != that->cause && !is_ambiguous(that))
        fail_case(that, "taken for another, though nothing else looks the same");
}

static void print_case(const struct doctor_case *that)
{
    print_message("%-36s %-22s", that->name, s7_sign_name(that->sign));
    for (size_t i = 0; i < diagnosis.hypothesis_count; i++) {
        const struct s7_hypothesis *hypothesis = &diagnosis.hypotheses[i];
        bool right = hypothesis->cause == that->cause;
        print_message(" %s%s%s:%c", right ? "[" : "", s7_cause_name(hypothesis->cause), right ? "]" : "",
                      s7_confidence_name(hypothesis->confidence)[0]);
    }
    print_message("\n");
}

static void test_every_cause_is_named(void **state)
{
    (void)state;
    print_message("%-36s %-22s %s\n", "the matter", "sign",
                  "[the truth] among c certain, l likely, p possible");
    for (size_t i = 0; i < doctor_case_count; i++) {
        run_case(&doctor_cases[i]);
        judge_case(&doctor_cases[i]);
        print_case(&doctor_cases[i]);
    }
}

/* Rows: what is the matter; columns: what is said first of it. */
static void test_matrix_of_first_words(void **state)
{
    unsigned count[S7_CAUSE_COUNT][S7_CAUSE_COUNT] = {{0}};
    bool certain[S7_CAUSE_COUNT][S7_CAUSE_COUNT] = {{false}};
    (void)state;
    for (size_t i = 0; i < doctor_case_count; i++) {
        run_case(&doctor_cases[i]);
        const struct s7_hypothesis *first = &diagnosis.hypotheses[0];
        count[doctor_cases[i].cause][first->cause]++;
        certain[doctor_cases[i].cause][first->cause] |= first->confidence == S7_CERTAIN;
    }
    for (size_t truth = 0; truth < S7_CAUSE_COUNT; truth++)
        for (size_t said = 0; said < S7_CAUSE_COUNT; said++) {
            if (count[truth][said] > 0)
                print_message("%-20s is first called %-20s %u times%s\n", s7_cause_name((enum s7_cause)truth),
                              s7_cause_name((enum s7_cause)said), count[truth][said],
                              certain[truth][said] ? ", with certainty" : "");
            assert_false(certain[truth][said] && truth != said);
        }
}

/* Every sign is found in some case, so no row of the tables is there for nothing. */
static void test_every_sign_is_seen(void **state)
{
    bool seen[S7_SIGN_COUNT] = {false};
    (void)state;
    for (size_t i = 0; i < doctor_case_count; i++) {
        run_case(&doctor_cases[i]);
        for (size_t k = 0; k < diagnosis.finding_count; k++)
            seen[diagnosis.findings[k].sign] = true;
    }
    for (size_t i = 0; i < S7_SIGN_COUNT; i++)
        if (!seen[i])
            fail_msg("no case shows %s", s7_sign_name((enum s7_sign)i));
}

static void assert_budget(const struct doctor_case *that)
{
    const struct s7_doctor_budget *budget = &diagnosis.budget;
    if (budget->connections != plot.world.attempts || budget->telegrams != plot.world.packets ||
        budget->pings != plot.world.pings || budget->most_open != plot.world.most_open)
        fail_case(that, "the budget is not what was done");
    if (plot.doctor.exhaust == 0 && budget->most_open > plot.doctor.max_connections)
        fail_case(that, "more connections at once than allowed");
}

static void test_budget_is_what_was_done(void **state)
{
    (void)state;
    for (size_t i = 0; i < doctor_case_count; i++) {
        run_case(&doctor_cases[i]);
        assert_budget(&doctor_cases[i]);
    }
}

static void assert_bound(const struct doctor_case *that)
{
    const struct s7_doctor_bound bound = s7_bound_reckon(&plot.doctor);
    if (diagnosis.budget.connections > bound.connections || diagnosis.budget.telegrams > bound.telegrams)
        fail_case(that, "it cost more than the bound that is told before");
}

/* Whatever is the matter, in a gentle and in a deep run. */
static void test_budget_keeps_the_bound(void **state)
{
    (void)state;
    for (size_t i = 0; i < doctor_case_count; i++)
        for (unsigned deep = 0; deep < 2; deep++) {
            plot_healthy(&plot);
            doctor_cases[i].set(&plot);
            plot.doctor.deep |= deep > 0;
            plot_run(&plot, &diagnosis);
            assert_bound(&doctor_cases[i]);
        }
}

/* The bound is what the dearest partner costs, or no more than three of each above it; its name has one address in all of these. */
static void test_the_bound_is_near(void **state)
{
    unsigned connections = 0, telegrams = 0;
    (void)state;
    plot_healthy(&plot);
    const struct s7_doctor_bound bound = s7_bound_reckon(&plot.doctor);
    plot.doctor.host = WORLD_PARTNER;
    const struct s7_doctor_bound numeric = s7_bound_reckon(&plot.doctor);
    for (size_t i = 0; i < doctor_case_count; i++) {
        run_case(&doctor_cases[i]);
        const struct s7_doctor_bound own = s7_bound_reckon(&plot.doctor);
        if (own.connections != bound.connections || own.telegrams != bound.telegrams)
            continue; /* it is asked for something else */
        connections = diagnosis.budget.connections > connections ? diagnosis.budget.connections : connections;
        telegrams = diagnosis.budget.telegrams > telegrams ? diagnosis.budget.telegrams : telegrams;
    }
    print_message("bound: %u connections, %u telegrams; dearest: %u, %u\n", numeric.connections,
                  numeric.telegrams, connections, telegrams);
    assert_in_range(numeric.connections, connections, connections + 3);
    assert_in_range(numeric.telegrams, telegrams, telegrams + 3);
}

static bool is_of(const struct s7_finding *finding)
{
    enum s7_doctor_check check;
    for (size_t i = 0; s7_sign_check(finding->sign, i, &check); i++)
        if (check == finding->check)
            return true;
    return false;
}

/* What is told without a case of the check that finds a sign is so. */
static void test_checks_find_their_own_signs(void **state)
{
    (void)state;
    for (size_t i = 0; i < doctor_case_count; i++) {
        run_case(&doctor_cases[i]);
        for (size_t n = 0; n < diagnosis.finding_count; n++)
            if (!is_of(&diagnosis.findings[n]))
                fail_msg("%s: %s is found by the check %s", doctor_cases[i].name,
                         s7_sign_name(diagnosis.findings[n].sign), s7_check_name(diagnosis.findings[n].check));
    }
}

/* The setup follows the confirm of its connection at once; everything else keeps its distance. */
static void test_requests_keep_their_distance(void **state)
{
    (void)state;
    for (size_t i = 0; i < doctor_case_count; i++) {
        run_case(&doctor_cases[i]);
        for (size_t n = 1; n < plot.world.sends; n++)
            if (!plot.world.sent_setup[n] &&
                plot.world.sent_at[n] - plot.world.sent_at[n - 1] < plot.doctor.pace)
                fail_case(&doctor_cases[i], "requests follow too closely");
    }
}

/* Whatever the partner does, a run is over in a time that can be told. */
static void test_time_is_bounded(void **state)
{
    (void)state;
    for (size_t i = 0; i < doctor_case_count; i++) {
        run_case(&doctor_cases[i]);
        if (diagnosis.elapsed > 30 * S7_SECOND + plot.doctor.idle)
            fail_case(&doctor_cases[i], "it took too long");
    }
}

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
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_cause_is_named),
                                       cmocka_unit_test(test_matrix_of_first_words),
                                       cmocka_unit_test(test_every_sign_is_seen),
                                       cmocka_unit_test(test_budget_is_what_was_done),
                                       cmocka_unit_test(test_budget_keeps_the_bound),
                                       cmocka_unit_test(test_the_bound_is_near),
                                       cmocka_unit_test(test_checks_find_their_own_signs),
                                       cmocka_unit_test(test_requests_keep_their_distance),
                                       cmocka_unit_test(test_time_is_bounded),
                                       cmocka_unit_test(test_healthy_partner),
                                       cmocka_unit_test(test_one_repair_after_the_other),
                                       cmocka_unit_test(test_remedies_are_exact),
                                       cmocka_unit_test(test_lists_come_late_or_never),
                                       cmocka_unit_test(test_connections_are_counted),
                                       cmocka_unit_test(test_counting_broken_off),
                                       cmocka_unit_test(test_several_addresses),
                                       cmocka_unit_test(test_second_address)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
