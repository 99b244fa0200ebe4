/* SPDX-License-Identifier: MIT */
#include "capture/tsdu.h"

#include "check.h"

#include <string.h>

static struct s7_budget budget;
static struct s7_tsdu tsdu;
static struct s7_octets pdu;

static int begin(void **state)
{
    (void)state;
    budget = (struct s7_budget){.limit = 1 << 20};
    tsdu = (struct s7_tsdu){.begun = false};
    pdu = (struct s7_octets){NULL, 0};
    return 0;
}

static int end(void **state)
{
    (void)state;
    s7_tsdu_free(&tsdu, &budget);
    return budget.used != 0;
}

static enum s7_tsdu_end take(const char *text, bool eot)
{
    return s7_tsdu_take(&tsdu, &budget, (struct s7_octets){(const uint8_t *)text, strlen(text)}, eot, &pdu);
}

static void expect(const char *text)
{
    assert_int_equal(pdu.size, strlen(text));
    assert_memory_equal(pdu.at, text, pdu.size);
}

static void one_dt_is_taken_where_it_is(void **state)
{
    (void)state;
    const char *text = "whole";
    assert_int_equal(take(text, true), S7_TSDU_WHOLE);
    assert_ptr_equal(pdu.at, text);
    assert_int_equal(budget.used, 0);
}

static void an_empty_dt_is_nothing_with_and_without_eot(void **state)
{
    (void)state;
    assert_int_equal(take("", true), S7_TSDU_EMPTY);
    assert_int_equal(take("", false), S7_TSDU_EMPTY);
    assert_int_equal(take("next", true), S7_TSDU_WHOLE);
    expect("next");
}

static void several_dts_are_put_together(void **state)
{
    (void)state;
    assert_int_equal(take("to", false), S7_TSDU_MORE);
    assert_int_equal(take("", false), S7_TSDU_MORE);
    assert_int_equal(take("ge", false), S7_TSDU_MORE);
    assert_int_equal(take("ther", true), S7_TSDU_PARTS);
    expect("together");
    assert_ptr_equal(pdu.at, tsdu.room.at);
    assert_int_equal(take("a", false), S7_TSDU_MORE);
    assert_int_equal(take("", true), S7_TSDU_PARTS);
    expect("a");
}

static void what_was_begun_before_a_gap_does_not_end_after_it(void **state)
{
    (void)state;
    assert_int_equal(take("lost", false), S7_TSDU_MORE);
    s7_tsdu_break(&tsdu);
    assert_int_equal(take("found", true), S7_TSDU_WHOLE);
    expect("found");
}

static void one_without_end_is_given_up_and_skipped(void **state)
{
    (void)state;
    static char many[40001];
    memset(many, 'x', sizeof many - 1);
    assert_int_equal(take(many, false), S7_TSDU_MORE);
    assert_int_equal(take(many, false), S7_TSDU_GIVEN_UP);
    assert_int_equal(take(many, false), S7_TSDU_MORE);
    assert_int_equal(take("its end", true), S7_TSDU_MORE);
    assert_int_equal(take("the next one", true), S7_TSDU_WHOLE);
    expect("the next one");
}

static void so_is_one_without_memory(void **state)
{
    (void)state;
    budget.limit = 3;
    assert_int_equal(take("four", false), S7_TSDU_GIVEN_UP);
    assert_int_equal(take("its end", true), S7_TSDU_MORE);
    assert_int_equal(take("next", true), S7_TSDU_WHOLE);
    assert_int_equal(take("abc", false), S7_TSDU_MORE);
    assert_int_equal(take("d", true), S7_TSDU_GIVEN_UP);
    assert_int_equal(take("next", true), S7_TSDU_WHOLE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(one_dt_is_taken_where_it_is),
                                       TEST(an_empty_dt_is_nothing_with_and_without_eot),
                                       TEST(several_dts_are_put_together),
                                       TEST(what_was_begun_before_a_gap_does_not_end_after_it),
                                       TEST(one_without_end_is_given_up_and_skipped),
                                       TEST(so_is_one_without_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
