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
                                       cmocka_unit_test(test_time_is_bounded)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
