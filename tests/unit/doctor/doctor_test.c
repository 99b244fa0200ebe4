/* SPDX-License-Identifier: MIT
 *
 * Configuration, order and progress; what the doctor finds of whom: tests/sim/doctor_test.c.
 */
#include "unit/doctor/bed.h"

static unsigned began, ended;

static void count(void *user, const struct s7_diagnosis_step *step, bool is_over)
{
    (void)user;
    if (is_over)
        ended++;
    else
        began++;
    assert_int_equal((unsigned)step->check, (is_over ? ended : began) - 1);
}

static void test_arguments(void **state)
{
    (void)state;
    bed_open(S7_CHECK_NAME);
    struct s7_doctor_config good = bed.config, bad = good;
    bad.host = "";
    assert_int_equal(s7_doctor_run(&bad, &bed.world.network, &bed.diagnosis), S7_ERR_LOCAL_ARGUMENT);
    bad = good;
    bad.rack = 8;
    assert_int_equal(s7_doctor_run(&bad, &bed.world.network, &bed.diagnosis), S7_ERR_LOCAL_ARGUMENT);
    bad = good;
    bad.answer_timeout = 0;
    assert_int_equal(s7_doctor_run(&bad, &bed.world.network, &bed.diagnosis), S7_ERR_LOCAL_ARGUMENT);
    bad = good;
    bad.write_probe = &(const struct s7_range){.area = S7_AREA_MEMORY, .bit_count = 16};
    assert_int_equal(s7_doctor_run(&bad, &bed.world.network, &bed.diagnosis), S7_ERR_LOCAL_ARGUMENT);
    const struct s7_doctor_area crooked = {.range = {.area = S7_AREA_MEMORY, .first_bit = 1, .bit_count = 8}};
    bad = good;
    bad.areas = &crooked;
    bad.area_count = 1;
    assert_int_equal(s7_doctor_run(&bad, &bed.world.network, &bed.diagnosis), S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(bed.world.attempts, 0);
}

/* Behind the first check that leaves nothing to learn, all are skipped, and the partner is left alone. */
static void test_stops_where_nothing_can_be_learnt(void **state)
{
    (void)state;
    bed_open(S7_CHECK_NAME);
    bed.config.progress = count;
    began = ended = 0;
    ANSWERS(SAY(cc), SAY(ack_8304));
    assert_int_equal(s7_doctor_run(&bed.config, &bed.world.network, &bed.diagnosis), S7_OK);
    assert_int_equal(bed.diagnosis.failed, S7_CHECK_SETUP);
    assert_int_equal(began, S7_CHECK_SETUP + 1);
    assert_int_equal(ended, began);
    for (size_t i = S7_CHECK_SETUP + 1; i < S7_CHECK_COUNT; i++) {
        assert_int_equal(bed.diagnosis.steps[i].verdict, S7_VERDICT_SKIPPED);
        assert_int_equal(bed.diagnosis.steps[i].elapsed, 0);
        assert_true(strlen(bed.diagnosis.steps[i].evidence) > 0);
    }
    assert_int_equal(bed.diagnosis.budget.telegrams, 2);
    assert_int_equal(bed.world.open, 0);
    assert_true(bed.diagnosis.elapsed > 0);
}

static enum s7_doctor_check end_at;
static bool end_is_asked_for;

static void ask_for_the_end(void *user, const struct s7_diagnosis_step *step, bool is_over)
{
    (void)user;
    end_is_asked_for |= !is_over && step->check == end_at;
}

static bool is_asked_for(void *self)
{
    (void)self;
    return end_is_asked_for;
}

static void run_until(enum s7_doctor_check check)
{
    end_at = check;
    end_is_asked_for = false;
    bed.config.progress = ask_for_the_end;
    bed.world.network.ended = is_asked_for;
    assert_int_equal(s7_doctor_run(&bed.config, &bed.world.network, &bed.diagnosis), S7_OK);
}

/* What comes once the end was asked for is no finding, though it would be one otherwise. */
static void test_what_is_cut_off_says_nothing(void **state)
{
    (void)state;
    bed_open(S7_CHECK_NAME);
    ANSWERS(SAY(cc), SAY(setup), SAY(ack_8104));
    run_until(S7_CHECK_PERMISSION);
    assert_true(bed.diagnosis.interrupted);
    assert_int_equal(bed.diagnosis.finding_count, 0);
    assert_int_equal(bed.diagnosis.failed, S7_CHECK_COUNT);
    assert_int_equal(bed.diagnosis.steps[S7_CHECK_SETUP].verdict, S7_VERDICT_OK);
    assert_int_equal(bed.diagnosis.steps[S7_CHECK_PERMISSION].verdict, S7_VERDICT_SKIPPED);
    assert_string_equal(bed.diagnosis.steps[S7_CHECK_PERMISSION].evidence, "interrupted");
    assert_int_equal(bed.diagnosis.steps[S7_CHECK_LAYOUT].verdict, S7_VERDICT_SKIPPED);
    assert_int_equal(bed.diagnosis.budget.connections, bed.world.attempts);
    assert_int_equal(bed.world.open, 0);
}

static void test_what_was_found_before_the_end_stands(void **state)
{
    (void)state;
    bed_open(S7_CHECK_NAME);
    ANSWERS(SAY(cc), SAY(setup), SAY(ack_8104));
    run_until(S7_CHECK_IDENTITY);
    assert_true(bed.diagnosis.interrupted);
    assert_int_equal(bed.diagnosis.failed, S7_CHECK_PERMISSION);
    assert_true(bed.diagnosis.hypothesis_count > 0);
    assert_int_equal(bed.diagnosis.budget.connections, 1);
    assert_int_equal(bed.world.attempts, 1);
    assert_int_equal(bed.world.open, 0);
}

/* A partner that is not there was not looked for to its end: that says nothing, and nobody else is asked. */
static void test_the_end_is_asked_for_while_connecting(void **state)
{
    (void)state;
    bed_open(S7_CHECK_NAME);
    bed.config.control_port = 80;
    bed.world.opening = world_probe(ECANCELED, S7_SECOND);
    run_until(S7_CHECK_TCP);
    assert_true(bed.diagnosis.interrupted);
    assert_int_equal(bed.diagnosis.finding_count, 0);
    assert_int_equal(bed.diagnosis.budget.connections, 0);
    assert_int_equal(bed.diagnosis.budget.pings, 0);
    assert_int_equal(bed.world.attempts, 0);
}

/* Over without the rest: nothing was cut off. */
static void test_who_has_no_more_to_learn_is_not_interrupted(void **state)
{
    (void)state;
    bed_open(S7_CHECK_NAME);
    ANSWERS(SAY(cc), SAY(ack_8304));
    run_until(S7_CHECK_COUNT);
    assert_false(bed.diagnosis.interrupted);
}

/* What connects is left alone at once when nothing more is asked for. */
static void test_ends_where_it_is_told(void **state)
{
    (void)state;
    bed_open(S7_CHECK_NAME);
    bed.config.last = S7_CHECK_TCP;
    assert_int_equal(s7_doctor_run(&bed.config, &bed.world.network, &bed.diagnosis), S7_OK);
    assert_int_equal(bed.diagnosis.failed, S7_CHECK_COUNT);
    assert_int_equal(bed.diagnosis.steps[S7_CHECK_TCP].verdict, S7_VERDICT_OK);
    for (size_t i = S7_CHECK_TCP + 1; i < S7_CHECK_COUNT; i++)
        assert_int_equal(bed.diagnosis.steps[i].verdict, S7_VERDICT_SKIPPED);
    assert_int_equal(bed.diagnosis.budget.connections, 1);
    assert_int_equal(bed.diagnosis.budget.telegrams, 0);
    assert_int_equal(bed.world.open, 0);
}

static void test_defaults(void **state)
{
    struct s7_doctor_config config;
    (void)state;
    s7_doctor_config_default(&config);
    assert_int_equal(config.port, 102);
    assert_true(config.connect_timeout > 3100 * S7_MILLISECOND);
    assert_int_equal(config.pace, 100 * S7_MILLISECOND);
    assert_false(config.deep);
    assert_null(config.write_probe);
    assert_int_equal(config.last, S7_CHECK_STATE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_arguments),
                                       cmocka_unit_test(test_stops_where_nothing_can_be_learnt),
                                       cmocka_unit_test(test_what_is_cut_off_says_nothing),
                                       cmocka_unit_test(test_what_was_found_before_the_end_stands),
                                       cmocka_unit_test(test_the_end_is_asked_for_while_connecting),
                                       cmocka_unit_test(test_who_has_no_more_to_learn_is_not_interrupted),
                                       cmocka_unit_test(test_ends_where_it_is_told),
                                       cmocka_unit_test(test_defaults)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
