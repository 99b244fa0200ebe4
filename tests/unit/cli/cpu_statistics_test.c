/* SPDX-License-Identifier: MIT
 *
 * Connections as they come and go.
 */
#include "cli/cpu_statistics.h"

#include "check.h"

enum { PLACES = 6 };

static struct s7_cpu_statistics statistics;
static const s7_time start = 5 * S7_SECOND;

static int begin(void **state)
{
    (void)state;
    return s7_cpu_statistics_open(&statistics, PLACES, start);
}

static int end(void **state)
{
    (void)state;
    s7_cpu_statistics_close(&statistics);
    return 0;
}

static struct s7_conversation conversation(uint32_t number, size_t place)
{
    static const uint8_t calling[] = {1, 0}, called[] = {2, 2};
    return (struct s7_conversation){.peer = "192.0.2.9",
                                    .port = 4711,
                                    .number = number,
                                    .place = place,
                                    .calling = {calling, 2},
                                    .called = {called, 2}};
}

static void happens(uint32_t number, size_t place, enum s7_event event, int error)
{
    const struct s7_conversation on = conversation(number, place);
    const struct s7_fault fault = {.error = error};
    statistics.observer.event(statistics.observer.self, &on, event, &fault, start + number * S7_SECOND);
}

static void nothing_is_known_at_first(void **state)
{
    (void)state;
    const struct s7_cpu_counts none = {0}, sum = s7_cpu_statistics_sum(&statistics);
    assert_null(statistics.first);
    assert_int_equal(statistics.gone_count, 0);
    assert_memory_equal(&sum, &none, sizeof sum);
    assert_int_equal(statistics.started, start);
}

static void a_connection_has_its_caller(void **state)
{
    (void)state;
    happens(3, 1, S7_EVENT_ACCEPTED, 0);
    const struct s7_cpu_connection *connection = statistics.first;
    assert_int_equal(connection->number, 3);
    assert_string_equal(connection->peer, "192.0.2.9");
    assert_int_equal(connection->port, 4711);
    assert_int_equal(connection->since, start + 3 * S7_SECOND);
    assert_int_equal(connection->state, S7_CPU_CONNECTION_ACCEPTED);
    assert_false(connection->asked_for);
    happens(3, 1, S7_EVENT_ADMITTED, 0);
    assert_int_equal(connection->state, S7_CPU_CONNECTION_ADMITTED);
    assert_true(connection->asked_for);
    assert_int_equal(connection->class_, S7_CPU_CLASS_OP);
    assert_int_equal(connection->called.size, 2);
    assert_memory_equal(connection->called.octets, "\x02\x02", 2);
    assert_memory_equal(connection->calling.octets, "\x01\x00", 2);
    assert_int_equal(statistics.totals.used[S7_CPU_CLASS_OP], 1);
    happens(3, 1, S7_EVENT_CONNECTED, 0);
    assert_int_equal(connection->state, S7_CPU_CONNECTION_OPEN);
    happens(3, 1, S7_EVENT_WRITTEN, 0);
    happens(3, 1, S7_EVENT_PUSH_DROPPED, 0);
    happens(3, 1, S7_EVENT_DISCONNECTED, S7_ERR_S7_RESET);
    assert_null(statistics.first);
    assert_int_equal(statistics.totals.used[S7_CPU_CLASS_OP], 0);
    assert_int_equal(statistics.gone_count, 1);
    connection = s7_cpu_statistics_gone(&statistics, 0);
    assert_int_equal(connection->number, 3);
    assert_int_equal(connection->ended.error, S7_ERR_S7_RESET);
    assert_int_equal(connection->until, start + 3 * S7_SECOND);
    assert_int_equal(connection->counts.writes, 1);
    assert_int_equal(connection->counts.pushes_dropped, 1);
}

static void refusals_are_told_apart_by_their_reason(void **state)
{
    (void)state;
    happens(1, 0, S7_EVENT_ACCEPTED, 0);
    happens(1, 0, S7_EVENT_REFUSED, S7_ERR_RESOURCE_PARTNER);
    happens(2, 1, S7_EVENT_ACCEPTED, 0);
    happens(2, 1, S7_EVENT_REFUSED, S7_ERR_ISO_REJECTED);
    assert_int_equal(statistics.totals.refused_resources, 1);
    assert_int_equal(statistics.totals.refused_tsap, 1);
    assert_int_equal(statistics.first->refusal, S7_ERR_RESOURCE_PARTNER);
    assert_int_equal(statistics.first->state, S7_CPU_CONNECTION_REFUSED);
    happens(1, 0, S7_EVENT_DISCONNECTED, 0);
    assert_int_equal(statistics.totals.used[S7_CPU_CLASS_OP], 0);
    happens(0, 0, S7_EVENT_TURNED_AWAY, 0);
    assert_int_equal(statistics.totals.turned_away, 1);
    assert_int_equal(statistics.totals.links, 1);
}

static void they_stand_in_the_order_in_which_they_came(void **state)
{
    (void)state;
    const size_t places[] = {4, 0, 3, 1};
    for (uint32_t i = 0; i < 4; i++)
        happens(i + 1, places[i], S7_EVENT_ACCEPTED, 0);
    happens(2, 0, S7_EVENT_DISCONNECTED, 0);
    happens(1, 4, S7_EVENT_DISCONNECTED, 0);
    happens(5, 4, S7_EVENT_ACCEPTED, 0);
    happens(4, 1, S7_EVENT_DISCONNECTED, 0);
    assert_int_equal(statistics.first->number, 3);
    assert_int_equal(statistics.first->after->number, 5);
    assert_null(statistics.first->after->after);
    assert_int_equal(s7_cpu_statistics_gone(&statistics, 0)->number, 4);
    assert_int_equal(s7_cpu_statistics_gone(&statistics, 1)->number, 1);
    assert_int_equal(s7_cpu_statistics_gone(&statistics, 2)->number, 2);
}

static void the_latest_that_went_are_kept_and_the_others_summed(void **state)
{
    (void)state;
    static const uint8_t pdu[] = {0x32, 1};
    for (uint32_t i = 1; i <= S7_CPU_GONE_MAX + 5; i++) {
        const struct s7_conversation on = conversation(i, 0);
        happens(i, 0, S7_EVENT_ACCEPTED, 0);
        statistics.observer.pdu(statistics.observer.self, &on, S7_DIRECTION_IN, pdu, sizeof pdu, start);
        happens(i, 0, S7_EVENT_WRITTEN, 0);
        happens(i, 0, S7_EVENT_DISCONNECTED, 0);
    }
    assert_int_equal(statistics.gone_count, S7_CPU_GONE_MAX);
    assert_int_equal(statistics.earlier, 5);
    assert_int_equal(statistics.earlier_counts.writes, 5);
    assert_int_equal(statistics.earlier_counts.octets_in, 10);
    assert_int_equal(s7_cpu_statistics_gone(&statistics, 0)->number, S7_CPU_GONE_MAX + 5);
    assert_int_equal(s7_cpu_statistics_gone(&statistics, S7_CPU_GONE_MAX - 1)->number, 6);
    const struct s7_cpu_counts sum = s7_cpu_statistics_sum(&statistics);
    assert_int_equal(sum.writes, S7_CPU_GONE_MAX + 5);
    assert_int_equal(sum.octets_in, 2 * (S7_CPU_GONE_MAX + 5));
}

static unsigned passed_on;

static void count_event(void *self, const struct s7_conversation *on, enum s7_event event,
                        const struct s7_fault *fault, s7_time now)
{
    (void)self, (void)on, (void)event, (void)fault, (void)now;
    passed_on++;
}

static void count_pdu(void *self, const struct s7_conversation *on, enum s7_direction direction,
                      const uint8_t *pdu, size_t size, s7_time now)
{
    (void)self, (void)on, (void)direction, (void)pdu, (void)size, (void)now;
    passed_on += 100;
}

/* Connections that nobody announced are not counted, and do no harm. */
static void everything_is_passed_on(void **state)
{
    (void)state;
    static const struct s7_observer next = {.pdu = count_pdu, .event = count_event}, deaf = {.self = NULL};
    const struct s7_conversation on = conversation(9, PLACES);
    passed_on = 0;
    statistics.next = &next;
    happens(9, 2, S7_EVENT_CONNECTED, 0);
    statistics.observer.pdu(statistics.observer.self, &on, S7_DIRECTION_IN, (const uint8_t *)"2", 1, start);
    assert_int_equal(passed_on, 101);
    statistics.next = &deaf;
    happens(9, 2, S7_EVENT_WRITTEN, 0);
    statistics.observer.pdu(statistics.observer.self, &on, S7_DIRECTION_OUT, (const uint8_t *)"2", 1, start);
    assert_int_equal(passed_on, 101);
    assert_int_equal(s7_cpu_statistics_sum(&statistics).writes, 0);
}

#define ONE(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ONE(nothing_is_known_at_first),
        ONE(a_connection_has_its_caller),
        ONE(refusals_are_told_apart_by_their_reason),
        ONE(they_stand_in_the_order_in_which_they_came),
        ONE(the_latest_that_went_are_kept_and_the_others_summed),
        ONE(everything_is_passed_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
