/* SPDX-License-Identifier: MIT */
#include "capture/record.h"

#include "check.h"

static struct s7_capture_limits limits;
static struct s7_budget budget;
static struct s7_record record;

static int begin(void **state)
{
    (void)state;
    limits = (struct s7_capture_limits){.functions = 3, .errors = 2, .usages = 4};
    budget = (struct s7_budget){.limit = 1 << 20};
    s7_record_init(&record, &limits, &budget);
    return 0;
}

static int end(void **state)
{
    (void)state;
    s7_record_free(&record);
    return budget.used != 0;
}

static struct s7_function_use *use(uint8_t function, s7_time time)
{
    const struct s7_function_key key = {.rosctr = 1, .function = function};
    return s7_record_function(&record, &key, time);
}

static void a_function_is_one_use_from_its_first_to_its_last_time(void **state)
{
    (void)state;
    use(4, 100)->requests++;
    use(5, 200)->requests++;
    use(4, 300)->requests++;
    assert_int_equal(record.talk.function_count, 2);
    assert_int_equal(record.talk.functions[0].requests, 2);
    assert_int_equal(record.talk.functions[0].first, 100);
    assert_int_equal(record.talk.functions[0].last, 300);
    assert_int_equal(record.talk.functions[1].first, 200);
}

static void functions_without_room_are_counted_in_sum(void **state)
{
    (void)state;
    for (uint8_t i = 0; i < 5; i++)
        (void)use(i, i);
    assert_int_equal(record.talk.function_count, 3);
    assert_int_equal(record.talk.rest.functions, 2);
    assert_non_null(use(2, 9));
    assert_null(use(4, 9));
}

static void error(uint16_t code, bool of_item, uint64_t packet)
{
    const struct s7_error_use one = {.code = code, .of_item = of_item, .first_packet = packet};
    s7_record_error(&record, &one);
}

static void an_error_is_counted_from_its_first_packet(void **state)
{
    (void)state;
    error(5, true, 10);
    error(5, false, 11);
    error(5, true, 12);
    error(6, true, 13);
    assert_int_equal(record.talk.error_count, 2);
    assert_int_equal(record.talk.errors[0].count, 2);
    assert_int_equal(record.talk.errors[0].first_packet, 10);
    assert_false(record.talk.errors[1].of_item);
    assert_int_equal(record.talk.rest.errors, 1);
}

static void latencies_take_memory_when_there_is_one(void **state)
{
    (void)state;
    assert_null(record.talk.latency);
    s7_record_latency(&record, S7_MILLISECOND);
    assert_int_equal(record.talk.latency->count, 1);
    assert_int_equal(record.talk.latency->longest, S7_MILLISECOND);
    assert_int_equal(budget.used, sizeof(struct s7_latency));
}

static void without_memory_nothing_is_kept_and_nothing_breaks(void **state)
{
    (void)state;
    budget.limit = 0;
    s7_record_latency(&record, 5);
    assert_null(record.talk.latency);
    assert_null(use(4, 1));
    error(5, true, 1);
    assert_int_equal(record.talk.rest.functions, 1);
    assert_int_equal(record.talk.rest.errors, 1);
}

static void who_is_not_listed_has_no_record(void **state)
{
    (void)state;
    const struct s7_function_key key = {.rosctr = 1};
    const struct s7_error_use one = {.code = 5};
    const struct s7_access access = {.means = S7_MEANS_READ_VAR};
    assert_null(s7_record_function(NULL, &key, 1));
    s7_record_error(NULL, &one);
    s7_record_latency(NULL, 1);
    assert_int_equal(s7_record_access(NULL, &access, 1), S7_USAGE_NONE);
    s7_record_result(NULL, 0, &access, 0xFF);
    s7_record_delivery(NULL, 0, &access, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(a_function_is_one_use_from_its_first_to_its_last_time),
                                       TEST(functions_without_room_are_counted_in_sum),
                                       TEST(an_error_is_counted_from_its_first_packet),
                                       TEST(latencies_take_memory_when_there_is_one),
                                       TEST(without_memory_nothing_is_kept_and_nothing_breaks),
                                       TEST(who_is_not_listed_has_no_record)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
