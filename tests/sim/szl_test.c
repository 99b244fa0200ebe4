/* SPDX-License-Identifier: MIT
 *
 * System status lists over whole sessions: what partners read while the CPU lives.
 */
#include "sim/guests.h"

enum { LIST_MOST = 8 + 3200 * 20 };

static uint8_t lists[GUESTS][LIST_MOST];

static void begin_read(struct s7_call *call, size_t guest, uint16_t id, uint16_t index, uint8_t *request)
{
    s7_store_u16(request, id);
    s7_store_u16(request + 2, index);
    *call = (struct s7_call){.kind = S7_CALL_USERDATA,
                             .group = 4,
                             .subfunction = 1,
                             .request = {request, 4},
                             .answer = lists[guest],
                             .answer_capacity = LIST_MOST,
                             .timeout = 60 * S7_SECOND};
    assert_int_equal(s7_client_call(inn.guests[guest].client, call, inn.sim.now), S7_OK);
}

/** @return the list's octets, head included; refused: the code is in *ret_code */
static size_t read_list(size_t guest, uint16_t id, uint16_t index, uint16_t *ret_code)
{
    struct s7_call call;
    uint8_t request[4];
    begin_read(&call, guest, id, index, request);
    assert_true(sim_until(&inn.sim, call_finished, &call, 60 * S7_SECOND));
    *ret_code = call.fault.error == S7_OK ? 0 : call.fault.peer_code;
    return call.answer_size;
}

static const uint8_t *record(size_t guest, uint16_t id, uint16_t index, size_t number)
{
    uint16_t code;
    size_t size = read_list(guest, id, index, &code);
    size_t record_size = s7_load_u16(lists[guest] + 4);
    assert_int_equal(code, 0);
    assert_true(8 + (number + 1) * record_size <= size);
    return lists[guest] + 8 + number * record_size;
}

/* A full diagnostic buffer, fetched in fragments of every PDU length. */
static void a_full_buffer_comes_whole_in_fragments_of_every_size(void **state)
{
    (void)state;
    static struct s7_cpu_event events[500];
    for (size_t i = 0; i < 500; i++)
        events[i] = (struct s7_cpu_event){
            .event = (uint16_t)(i + 1), .info2 = (uint32_t)i * 65537u, .at = {2016, 2, 8, 0, 0, 0, 0, 0}};
    for (uint16_t pdu = 64; pdu <= 960; pdu = (uint16_t)(pdu + 7)) {
        struct s7_cpu_config *config = inn_config();
        config->pdu_length = pdu;
        config->limits.diagnostics = 500;
        config->diagnostics_run = 0;
        config->events = events;
        config->event_count = 500;
        inn_open();
        uint16_t code;
        assert_int_equal(read_list(0, 0x00A0, 0, &code), 8 + 500 * 20);
        assert_int_equal(code, 0);
        for (size_t i = 0; i < 500; i++)
            assert_int_equal(s7_load_u16(lists[0] + 8 + 20 * i), i + 1);
        assert_int_equal(s7_load_u16(lists[0] + 8 + (size_t)20 * 499 + 8), 499); /* info2 is i * 10001 hex */
        inn_close();
    }
}

static void the_largest_buffer_can_be_fetched(void **state)
{
    (void)state;
    static struct s7_cpu_event events[3200];
    for (size_t i = 0; i < 3200; i++)
        events[i] = (struct s7_cpu_event){.event = (uint16_t)(i + 1), .at = {2016, 2, 8, 0, 0, 0, 0, 0}};
    struct s7_cpu_config *config = inn_config();
    config->limits.diagnostics = 3200;
    config->diagnostics_run = 0;
    config->events = events;
    config->event_count = 3200;
    inn_open();
    uint16_t code;
    assert_int_equal(read_list(0, 0x00A0, 0, &code), LIST_MOST);
    assert_int_equal(s7_load_u16(lists[0] + LIST_MOST - 20), 3200);
    assert_int_equal(code, 0);
    inn_close();
}

/* Each has a chain of its own, and the list that was put together for the others is not in it. */
static void partners_fetch_long_lists_at_the_same_time(void **state)
{
    (void)state;
    static const uint16_t ids[GUESTS] = {0x001C, 0x0074, 0x00A0, 0x0011};
    struct s7_call calls[GUESTS];
    uint8_t requests[GUESTS][4];
    inn_config()->pdu_length = 64;
    inn_open();
    for (size_t i = 0; i < GUESTS; i++)
        begin_read(&calls[i], i, ids[i], 0, requests[i]);
    for (size_t i = 0; i < GUESTS; i++) {
        assert_true(sim_until(&inn.sim, call_finished, &calls[i], 60 * S7_SECOND));
        assert_int_equal(calls[i].fault.error, S7_OK);
        size_t expected = (size_t)s7_load_u16(lists[i] + 4) * s7_load_u16(lists[i] + 6);
        assert_int_equal(s7_load_u16(lists[i]), ids[i]);
        assert_int_equal(calls[i].answer_size, 8 + expected);
    }
    for (size_t i = 0; i < 10; i++) /* of 001C */
        assert_int_equal(s7_load_u16(lists[0] + 8 + 34 * i), i < 5 ? i + 1 : i + 2);
    inn_close();
}

static void expect_leds(size_t guest, uint8_t run, uint8_t stop)
{
    assert_int_equal(record(guest, 0x0174, 4, 0)[2], run);
    assert_int_equal(record(guest, 0x0174, 5, 0)[2], stop);
}

/* Mode, LEDs, last transition and diagnostic buffer tell the same story. */
static void a_stop_is_seen_in_every_list(void **state)
{
    (void)state;
    inn_config();
    inn_open();
    assert_int_equal(record(0, 0x0424, 0, 0)[3], 0x08);
    expect_leds(0, 1, 0);
    assert_int_equal(ask_stop(1), 0);
    assert_int_equal(record(0, 0x0424, 0, 0)[3], 0x04);
    expect_leds(0, 0, 1);
    assert_int_equal(s7_load_u16(record(0, 0x00A0, 0, 0)), 0x4304);
    assert_int_equal(s7_load_u16(record(0, 0x0124, 0, 0)), 0x4304);
    assert_int_equal(ask_start(1, false), 0);
    assert_int_equal(record(0, 0x0424, 0, 0)[3], 0x08);
    expect_leds(0, 1, 0);
    assert_int_equal(s7_load_u16(record(0, 0x0124, 0, 0)), 0x4302);
    static const uint16_t story[] = {0x4302, 0x1381, 0x4301, 0x4304, 0x4300}; /* as captured, newest first */
    for (size_t i = 0; i < sizeof story / sizeof story[0]; i++)
        assert_int_equal(s7_load_u16(record(0, 0x00A0, 0, i)), story[i]);
    inn_close();
}

static void an_event_of_the_embedder_is_kept_and_told(void **state)
{
    (void)state;
    inn_config();
    inn_open();
    const struct s7_cpu_event event = {.event = 0xA301, .info1 = 7};
    assert_int_equal(ask_events(2, 0x04), 0); /* user diagnostics */
    s7_cpu_add_event(inn.cpu, &event, inn.sim.now);
    sim_settle(&inn.sim);
    assert_int_equal(inn.guests[2].event_count, 1);
    assert_int_equal(inn.guests[2].events[0], 0xA301);
    assert_int_equal(inn.guests[1].event_count, 0);
    assert_int_equal(s7_load_u16(record(0, 0x00A0, 0, 0)), 0xA301);
    inn_close();
}

static void connections_are_those_that_there_are(void **state)
{
    (void)state;
    inn_config();
    inn_open();
    assert_int_equal(s7_load_u16(record(0, 0x0132, 1, 0) + 6), GUESTS); /* PG */
    assert_int_equal(s7_load_u16(record(0, 0x0132, 1, 0) + 14), 16 - GUESTS);
    sim_break(&inn.sim, s7_client_session(inn.guests[3].client));
    sim_settle(&inn.sim);
    assert_int_equal(s7_load_u16(record(0, 0x0132, 1, 0) + 6), GUESTS - 1);
    assert_int_equal(s7_load_u16(record(0, 0x0132, 1, 0) + 14), 16 - GUESTS + 1);
    inn_close();
}

static void protection_tells_the_level_of_the_configuration(void **state)
{
    (void)state;
    struct s7_cpu_config *config = inn_config();
    config->access_level = S7_CPU_LEVEL_HMI;
    config->has_password = true;
    memcpy(config->password, "secret  ", sizeof config->password);
    inn_open();
    static const uint8_t level_3[] = {0, 4, 0, 1, 0, 3, 0, 3, 0, 2}; /* [AUTH#2] */
    assert_memory_equal(record(0, 0x0132, 4, 0), level_3, sizeof level_3);
    assert_memory_equal(record(0, 0x0232, 4, 0), level_3, sizeof level_3);
    inn_close();
}

/* Reading lists needs neither PUT/GET nor a password (cpu-behaviour 7). */
static void lists_are_read_whatever_is_forbidden(void **state)
{
    (void)state;
    struct s7_cpu_config *config = inn_config();
    config->put_get = false;
    config->access_level = S7_CPU_LEVEL_NONE;
    inn_open();
    assert_int_equal(ask_memory(0), 0x8104);
    assert_int_equal(s7_load_u16(record(0, 0x0011, 0, 0)), 1);
    inn_close();
}

static void another_list_gives_the_unfinished_one_up(void **state)
{
    (void)state;
    struct s7_call call;
    uint8_t request[4];
    inn_config()->pdu_length = 64;
    inn_open();
    for (size_t i = 0; i < 20; i++) { /* as many as there are chains, and more */
        begin_read(&call, 0, 0x001C, 0, request);
        sim_break(&inn.sim, s7_client_session(inn.guests[0].client));
        sim_settle(&inn.sim);
        assert_true(call.finished);
        guest_connect(0);
        assert_int_equal(s7_load_u16(record(1, 0x001C, 0, 9)), 0x000B);
    }
    inn_close();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_buffer_comes_whole_in_fragments_of_every_size),
        cmocka_unit_test(the_largest_buffer_can_be_fetched),
        cmocka_unit_test(partners_fetch_long_lists_at_the_same_time),
        cmocka_unit_test(a_stop_is_seen_in_every_list),
        cmocka_unit_test(an_event_of_the_embedder_is_kept_and_told),
        cmocka_unit_test(connections_are_those_that_there_are),
        cmocka_unit_test(protection_tells_the_level_of_the_configuration),
        cmocka_unit_test(lists_are_read_whatever_is_forbidden),
        cmocka_unit_test(another_list_gives_the_unfinished_one_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
