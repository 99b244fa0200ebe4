/* SPDX-License-Identifier: MIT
 *
 * What a subscriber receives from a virtual CPU that another stops and starts, on every transport there is.
 */
#include "check.h"

#include "net_loop/station.h"

enum { PATIENCE_MS = 5000, QUIET_MS = 50 };

static const struct s7_posix_subscription subscription = {
    .events = S7_EVENTS_MODE | S7_EVENTS_DIAGNOSTICS | S7_EVENTS_USER, .name = "sieben"};

static struct s7_posix_client *open_client(const struct station *station)
{
    struct s7_posix_config config = station_client(station);
    struct s7_posix_client *client = NULL;
    struct s7_fault fault = {0};
    assert_int_equal(s7_posix_open(&config, &client, &fault), S7_OK);
    return client;
}

static struct station started(uint16_t subscriptions)
{
    struct s7_cpu_config config;
    station_config(&config);
    config.limits.subscriptions = subscriptions;
    return station_start(&config);
}

static struct s7_posix_push received(struct s7_posix_client *client, uint32_t timeout_ms)
{
    struct s7_posix_push push = {.timeout_ms = timeout_ms};
    struct s7_fault fault = {0};
    assert_int_equal(s7_posix_receive(client, &push, &fault), S7_OK);
    assert_int_equal(push.dropped, 0);
    return push;
}

static void assert_event(struct s7_posix_client *client, uint16_t event)
{
    struct s7_posix_push push = received(client, PATIENCE_MS);
    assert_int_equal(push.kind, S7_PUSH_EVENT);
    assert_int_equal(push.event, event);
    assert_true(push.has_clock);
}

static void assert_mode(struct s7_posix_client *client, uint8_t mode)
{
    struct s7_posix_push push = received(client, PATIENCE_MS);
    assert_int_equal(push.kind, S7_PUSH_MODE);
    assert_int_equal(push.mode, mode);
}

static void stop_and_start(struct s7_posix_client *client)
{
    struct s7_fault fault = {0};
    assert_int_equal(s7_posix_stop(client, &fault), S7_OK);
    assert_int_equal(s7_posix_start(client, false, &fault), S7_OK);
}

static void assert_stop_and_start(struct s7_posix_client *client)
{
    assert_event(client, 0x4304);
    assert_mode(client, 0x00);
    assert_event(client, 0x4301);
    assert_event(client, 0x1381);
    assert_event(client, 0x4302);
    assert_mode(client, 0x02);
}

static void a_subscriber_receives_each_push_once(void **state)
{
    struct s7_fault fault = {0};
    (void)state;
    struct station station = started(8);
    struct s7_posix_client *watcher = open_client(&station), *worker = open_client(&station);
    stop_and_start(worker); /* before it subscribed */
    assert_int_equal(s7_posix_subscribe(watcher, &subscription, &fault), S7_OK);
    stop_and_start(worker);
    assert_stop_and_start(watcher);
    assert_int_equal(received(watcher, QUIET_MS).kind, S7_PUSH_NONE);

    stop_and_start(worker); /* what comes while something is asked is kept */
    uint8_t list[4096];
    size_t size = 0;
    assert_int_equal(s7_posix_szl(watcher, 0x0424, 0, list, sizeof list, &size, &fault), S7_OK);
    assert_stop_and_start(watcher);

    stop_and_start(worker);
    assert_int_equal(s7_posix_unsubscribe(watcher, &subscription, &fault), S7_OK);
    stop_and_start(worker);
    assert_stop_and_start(watcher);
    assert_int_equal(received(watcher, QUIET_MS).kind, S7_PUSH_NONE);
    assert_int_equal(received(worker, 0).kind, S7_PUSH_NONE);
    s7_posix_close(watcher);
    s7_posix_close(worker);
    assert_int_equal(station_stop(&station), 0);
}

static void one_subscriber_too_many(void **state)
{
    struct s7_fault fault = {0};
    (void)state;
    struct station station = started(1);
    struct s7_posix_client *first = open_client(&station), *second = open_client(&station);
    assert_int_equal(s7_posix_subscribe(first, &subscription, &fault), S7_OK);
    assert_int_equal(s7_posix_subscribe(second, &subscription, &fault), S7_ERR_RESOURCE_PARTNER);
    assert_int_equal(fault.peer_code, 0xD404);
    assert_int_equal(s7_posix_unsubscribe(first, &subscription, &fault), S7_OK);
    assert_int_equal(s7_posix_subscribe(second, &subscription, &fault), S7_OK);
    stop_and_start(first);
    assert_stop_and_start(second);
    s7_posix_close(first);
    s7_posix_close(second);
    assert_int_equal(station_stop(&station), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_subscriber_receives_each_push_once),
        cmocka_unit_test(one_subscriber_too_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
