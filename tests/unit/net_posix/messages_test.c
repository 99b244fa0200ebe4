/* SPDX-License-Identifier: MIT */
#include "unit/net_posix/servant.h"

#include <signal.h>

enum { EVENTS = S7_EVENTS_MODE | S7_EVENTS_DIAGNOSTICS, EVENT_PDU_SIZE = 42, MODE_PDU_SIZE = 18 };

static const struct s7_posix_subscription both = {.events = EVENTS, .name = "sieben"};

/* Reads a list that makes the partner push; whatever it answers. */
static int ask_for(struct s7_posix_client *client, uint16_t id, uint16_t count)
{
    uint8_t list[16];
    size_t size;
    struct s7_fault fault;
    return s7_posix_szl(client, id, count, list, sizeof list, &size, &fault);
}

static struct s7_posix_push received(struct s7_posix_client *client, uint32_t timeout_ms)
{
    struct s7_posix_push push = {.timeout_ms = timeout_ms};
    struct s7_fault fault = {0};
    assert_int_equal(s7_posix_receive(client, &push, &fault), S7_OK);
    return push;
}

/* What is sent is what panels were recorded to send. */
static struct {
    uint8_t payload[4][12];
    size_t count;
} sent;

static void watch(void *self, const struct s7_conversation *on, enum s7_direction direction, const uint8_t *pdu,
                  size_t size, s7_time now)
{
    (void)self, (void)on, (void)now;
    if (direction == S7_DIRECTION_OUT && size > 22 && pdu[15] == 0x44 && pdu[16] == 2 && sent.count < 4)
        memcpy(sent.payload[sent.count++], pdu + 22, size - 22 < 12 ? size - 22 : 12);
}

static void subscriptions_are_asked_as_panels_do(void **state)
{
    static const struct s7_observer observer = {.pdu = watch};
    struct s7_posix_subscription wish = {
        .events = S7_EVENTS_MODE | S7_EVENTS_ALARMS, .alarm_type = 9, .name = "HmiRtm"};
    struct s7_fault fault = {0};
    (void)state;
    memset(&sent, 0, sizeof sent);
    struct s7_posix_client *client = servant_start(&observer, SERVANT_PATIENCE);
    assert_int_equal(s7_posix_subscribe(client, &wish, &fault), S7_OK);
    assert_int_equal(s7_posix_unsubscribe(client, &wish, &fault), S7_OK);
    assert_int_equal(sent.count, 3);
    assert_memory_equal(sent.payload[0], "\x81\0HmiRtm  \x09\0", 12);
    assert_memory_equal(sent.payload[1], "\0\0HmiRtm  \0\0", 12);
    assert_memory_equal(sent.payload[2], "\x80\0HmiRtm  \x08\0", 12);
    wish.events = S7_EVENTS_ALARMS;
    assert_int_equal(s7_posix_subscribe(client, &wish, &fault), S7_OK);
    assert_memory_equal(sent.payload[3], "\x80\0HmiRtm  \x09\0", 12);
    servant_stop(client);
}

static void refusals_are_told(void **state)
{
    static const char *const names[] = {NULL, "", "nine char", "t\x01", "Fön"};
    struct s7_posix_subscription wish = both;
    struct s7_fault fault = {0};
    (void)state;
    struct s7_posix_client *client = servant_start(NULL, SERVANT_PATIENCE);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        wish.name = names[i];
        assert_int_equal(s7_posix_subscribe(client, &wish, &fault), S7_ERR_LOCAL_VALUE);
        assert_int_equal(s7_posix_unsubscribe(client, &wish, &fault), S7_ERR_LOCAL_VALUE);
        assert_int_equal(fault.error, S7_ERR_LOCAL_VALUE);
    }
    wish.name = "full";
    assert_int_equal(s7_posix_subscribe(client, &wish, &fault), S7_ERR_RESOURCE_PARTNER);
    assert_int_equal(fault.peer_code, 0xD404);
    wish = (struct s7_posix_subscription){.events = 0, .name = "sieben"};
    assert_int_equal(s7_posix_subscribe(client, &wish, &fault), S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(s7_posix_unsubscribe(client, &wish, &fault), S7_ERR_LOCAL_ARGUMENT);

    assert_int_equal(s7_posix_unsubscribe(client, &both, &fault), S7_ERR_S7_SUBSCRIBED);
    assert_int_equal(fault.peer_code, 0xD403);
    assert_int_equal(s7_posix_subscribe(client, &both, &fault), S7_OK);
    assert_int_equal(s7_posix_subscribe(client, &both, &fault), S7_ERR_S7_SUBSCRIBED);
    assert_int_equal(s7_posix_unsubscribe(client, &both, &fault), S7_OK);
    /* The first failure is told, and the alarms are given up nevertheless. */
    wish = (struct s7_posix_subscription){.events = S7_EVENTS_ALARMS, .alarm_type = 5, .name = "sieben"};
    assert_int_equal(s7_posix_subscribe(client, &wish, &fault), S7_OK);
    wish.events = EVENTS | S7_EVENTS_ALARMS;
    fault.peer_code = 0;
    assert_int_equal(s7_posix_unsubscribe(client, &wish, &fault), S7_ERR_S7_SUBSCRIBED);
    assert_int_equal(fault.peer_code, 0xD403);
    assert_int_equal(s7_posix_subscribe(client, &wish, &fault), S7_OK);
    servant_stop(client);
}

static void pushes_that_come_while_something_is_asked_are_kept(void **state)
{
    uint8_t pdu[64];
    struct s7_fault fault = {0};
    (void)state;
    struct s7_posix_client *client = servant_start(NULL, SERVANT_PATIENCE);
    assert_int_equal(s7_posix_subscribe(client, &both, &fault), S7_OK);
    assert_int_equal(received(client, 0).kind, S7_PUSH_NONE);
    assert_int_equal(ask_for(client, 0x01E0, 3), S7_OK);
    assert_int_equal(ask_for(client, 0x01E0, 1), S7_OK);
    struct s7_posix_push push = {.pdu = pdu, .pdu_capacity = sizeof pdu};
    for (uint32_t i = 0; i < 4; i++) {
        assert_int_equal(s7_posix_receive(client, &push, &fault), S7_OK);
        assert_int_equal(push.kind, S7_PUSH_EVENT);
        assert_int_equal(push.pdu_size, EVENT_PDU_SIZE);
        assert_memory_equal(
            pdu, "\x32\x07\0\0\0\0\0\x08\0\x18\0\x01\x12\x04\x11\x04\x03\0\xff\x09\0\x14\x43\x02", 24);
        assert_int_equal(push.event, 0x4302);
        assert_int_equal(push.priority, 255);
        assert_int_equal(push.ob, 0x68);
        assert_int_equal(push.dat_id, 0xC700);
        assert_int_equal(push.info_1, 0);
        assert_int_equal(push.info_2, i % 3);
        assert_true(push.has_clock);
        assert_int_equal(push.clock.year, 2016);
        assert_int_equal(push.clock.millisecond, 916);
        assert_memory_equal(push.time, "\x16\x02\x08\x14\x51\x37\x91\x62", 8);
        assert_int_equal(push.dropped, 0);
    }
    assert_int_equal(received(client, 0).kind, S7_PUSH_NONE);
    servant_stop(client);
}

/* Also without anything being asked; a buffer that is too small gets the beginning. */
static void pushes_are_waited_for(void **state)
{
    uint8_t pdu[8];
    struct s7_fault fault = {0};
    (void)state;
    struct s7_posix_client *client = servant_start(NULL, SERVANT_PATIENCE);
    assert_int_equal(s7_posix_subscribe(client, &both, &fault), S7_OK);
    assert_int_equal(ask_for(client, 0x01E1, 2), S7_OK);
    assert_int_equal(received(client, SERVANT_PATIENCE).info_2, 0);
    assert_int_equal(received(client, SERVANT_PATIENCE).info_2, 1);
    struct s7_posix_push push = {.pdu = pdu, .pdu_capacity = 4, .timeout_ms = SERVANT_PATIENCE};
    memset(pdu, 0xEE, sizeof pdu);
    assert_int_equal(s7_posix_receive(client, &push, &fault), S7_OK);
    assert_int_equal(push.kind, S7_PUSH_MODE);
    assert_int_equal(push.mode, 2);
    assert_int_equal(push.pdu_size, MODE_PDU_SIZE);
    assert_memory_equal(pdu, "\x32\x07\0\0\xEE\xEE\xEE\xEE", 8);
    assert_int_equal(received(client, 30).kind, S7_PUSH_NONE);
    servant_stop(client);
}

static void what_has_no_room_is_dropped_and_counted(void **state)
{
    static const struct {
        uint32_t room;
        unsigned kept;
    } rows[] = {{0, 0}, {EVENT_PDU_SIZE + 1, 0}, {EVENT_PDU_SIZE + 2, 1}, {2 * (EVENT_PDU_SIZE + 2), 2}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct s7_posix_config config = servant_client(NULL, SERVANT_PATIENCE);
        struct s7_fault fault = {0};
        config.push_room = rows[i].room;
        struct s7_posix_client *client = servant_start_for(config);
        assert_int_equal(s7_posix_subscribe(client, &both, &fault), S7_OK);
        assert_int_equal(ask_for(client, 0x01E0, 3), S7_OK);
        for (unsigned k = 0; k < rows[i].kept; k++)
            assert_int_equal(received(client, 0).kind, S7_PUSH_EVENT);
        assert_int_equal(received(client, 0).kind, S7_PUSH_NONE);
        assert_int_equal(received(client, 0).dropped, 3 - rows[i].kept);
        servant_stop(client);
    }
    struct s7_posix_config config = servant_client(NULL, SERVANT_PATIENCE);
    struct s7_posix_client *client = NULL;
    struct s7_fault fault = {0};
    config.push_room = (1u << 20) + 1;
    assert_int_equal(s7_posix_open(&config, &client, &fault), S7_ERR_LOCAL_ARGUMENT);
}

/* What came before is there still; then the loss is told once. */
static void a_lost_connection_is_told(void **state)
{
    struct s7_posix_push push = {.timeout_ms = SERVANT_PATIENCE};
    struct s7_fault fault = {0};
    (void)state;
    struct s7_posix_client *client = servant_start(NULL, SERVANT_PATIENCE);
    assert_int_equal(s7_posix_subscribe(client, &both, &fault), S7_OK);
    assert_int_equal(ask_for(client, 0x01E2, 0), S7_ERR_S7_CLOSED);
    assert_int_equal(s7_posix_receive(client, &push, &fault), S7_OK);
    assert_int_equal(push.kind, S7_PUSH_EVENT);
    assert_int_equal(s7_posix_receive(client, &push, &fault), S7_ERR_LOCAL_CLOSED); /* the call has told it */
    servant_stop(client);

    client = servant_start(NULL, SERVANT_PATIENCE);
    assert_int_equal(kill(servant.pid, SIGKILL), 0);
    assert_int_equal(s7_posix_receive(client, &push, &fault), S7_ERR_S7_CLOSED);
    assert_int_equal(fault.error, S7_ERR_S7_CLOSED);
    assert_int_equal(s7_posix_receive(client, &push, &fault), S7_ERR_LOCAL_CLOSED);
    assert_int_equal(ask_for(client, 0x0011, 0), S7_ERR_LOCAL_CLOSED);
    s7_posix_close(client);
    assert_int_equal(waitpid(servant.pid, NULL, 0), servant.pid);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(subscriptions_are_asked_as_panels_do),
        cmocka_unit_test(refusals_are_told),
        cmocka_unit_test(pushes_that_come_while_something_is_asked_are_kept),
        cmocka_unit_test(pushes_are_waited_for),
        cmocka_unit_test(what_has_no_room_is_dropped_and_counted),
        cmocka_unit_test(a_lost_connection_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
