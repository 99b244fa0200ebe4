/* SPDX-License-Identifier: MIT */
#include "capture/connection.h"

#include "check.h"

static struct s7_capture_limits limits;
static struct s7_budget budget;
static struct s7_record record;

static int begin(void **state)
{
    (void)state;
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

static void what_was_counted_before_goes_to_the_talk(void **state)
{
    (void)state;
    struct s7_connection *connection = s7_connection_new();
    const struct s7_flow flow = {.first = 50, .last = 60, .first_packet = 3};
    const struct s7_telegram one = {.side = 0, .size = 10, .time = 70},
                             other = {.side = 1, .size = 25, .time = 80};
    assert_non_null(connection);
    s7_connection_count(connection, &one, false);
    s7_connection_count(connection, &other, false);
    connection->role = (struct s7_role){true, 1, S7_ROLE_BY_JOBS};
    s7_connection_list(connection, &flow, &record);
    assert_true(connection->listed);
    assert_int_equal(record.talk.telegrams, 2);
    assert_int_equal(record.talk.octets_to_server, 25);
    assert_int_equal(record.talk.octets_to_client, 10);
    s7_connection_count(connection, &one, false);
    assert_int_equal(record.talk.octets_to_client, 20);
    assert_int_equal(record.talk.first, 50);
    assert_int_equal(record.talk.last, 70);
    assert_int_equal(record.talk.mid_stream, 1);
    s7_connection_free(connection, &budget);
}

static void the_best_evidence_of_several_connections_counts(void **state)
{
    (void)state;
    const struct s7_flow late = {.first = 50, .last = 60, .first_packet = 30, .seen = S7_FLOW_SEEN_SYN},
                         early = {.first = 20, .last = 30, .first_packet = 10};
    s7_connection_begin(&record, &late, S7_ROLE_BY_PORT);
    s7_connection_begin(&record, &early, S7_ROLE_BY_SYN);
    s7_connection_begin(&record, &early, S7_ROLE_GUESSED);
    assert_int_equal(record.talk.role, S7_ROLE_BY_SYN);
    assert_int_equal(record.talk.first, 20);
    assert_int_equal(record.talk.last, 60);
    assert_int_equal(record.talk.first_packet, 10);
    assert_int_equal(record.talk.connections, 3);
    assert_int_equal(record.talk.mid_stream, 2);
}

static void one_that_is_not_listed_counts_nowhere(void **state)
{
    (void)state;
    struct s7_connection *connection = s7_connection_new();
    const struct s7_flow flow = {.first = 50};
    const struct s7_telegram one = {.side = 0, .size = 10};
    assert_non_null(connection);
    s7_connection_list(connection, &flow, NULL);
    s7_connection_count(connection, &one, false);
    assert_true(connection->listed);
    assert_int_equal(record.talk.telegrams, 0);
    s7_connection_free(connection, &budget);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(what_was_counted_before_goes_to_the_talk),
                                       TEST(the_best_evidence_of_several_connections_counts),
                                       TEST(one_that_is_not_listed_counts_nowhere)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
