/* SPDX-License-Identifier: MIT
 *
 * tests/unit/engine/client_stage.h — a client without a transport: the test says every octet that it gets and hears
 * every octet that it sends.
 */
#ifndef TESTS_UNIT_ENGINE_CLIENT_STAGE_H
#define TESTS_UNIT_ENGINE_CLIENT_STAGE_H

#include "engine/client.h"

#include "check.h"

#include <stdbool.h>
#include <string.h>

enum { STAGE_FRAME = 7 /* TPKT and DT */, STAGE_STATES = 16, STAGE_PDU = 1024 };

static const s7_time stage_start = 5 * S7_SECOND;

struct stage {
    struct s7_client *client;
    struct s7_session *session;
    struct s7_session_host host;
    s7_time now;
    unsigned wakes;
    enum s7_client_state states[STAGE_STATES]; /* as the owner heard of them */
    size_t state_count;
    struct s7_fault ended; /* with the last IDLE */
    uint8_t pushed[STAGE_PDU];
    size_t pushed_size, push_count;
};

static struct stage stage;

static void stage_wake(struct s7_session_host *host, struct s7_session *session)
{
    (void)host;
    assert_ptr_equal(session, stage.session);
    stage.wakes++;
}

static void stage_state(void *user, struct s7_client *client, enum s7_client_state state,
                        const struct s7_fault *fault, s7_time now)
{
    assert_ptr_equal(user, &stage);
    assert_ptr_equal(client, stage.client);
    assert_int_equal(now, stage.now);
    assert_true(stage.state_count < STAGE_STATES);
    stage.states[stage.state_count++] = state;
    assert_int_equal(fault != NULL, state == S7_CLIENT_IDLE);
    if (fault)
        stage.ended = *fault;
}

static void stage_push(void *user, struct s7_client *client, const uint8_t *pdu, size_t size, s7_time now)
{
    (void)client, (void)now;
    assert_ptr_equal(user, &stage);
    assert_true(size <= sizeof stage.pushed);
    memcpy(stage.pushed, pdu, size);
    stage.pushed_size = size;
    stage.push_count++;
}

static inline struct s7_client_config stage_defaults(void)
{
    struct s7_client_config config;
    s7_client_config_default(&config);
    return config;
}

/** Makes the client; nothing is sent yet. */
static inline void stage_make(struct s7_client_config config)
{
    memset(&stage, 0, sizeof stage);
    config.state_changed = stage_state;
    config.push = stage_push;
    config.user = &stage;
    assert_int_equal(s7_client_new(&config, &stage.client), S7_OK);
    stage.session = s7_client_session(stage.client);
    stage.host.wake = stage_wake;
    stage.session->host = &stage.host;
    stage.now = stage_start;
}

static inline void stage_tick(void)
{
    stage.session->ops->tick(stage.session->self, stage.now);
}

/** What the client wants to send; it counts as sent. */
static inline size_t stage_sent(uint8_t *ret_octets, size_t size)
{
    const uint8_t *octets = NULL;
    size_t count = stage.session->ops->output(stage.session->self, &octets);
    assert_true(count <= size);
    if (count > 0)
        memcpy(ret_octets, octets, count);
    stage.session->ops->output_done(stage.session->self, count, stage.now);
    return count;
}

/** The client sends exactly this. */
static inline void stage_hear(const uint8_t *expected, size_t size)
{
    uint8_t octets[4 * STAGE_PDU];
    assert_int_equal(stage_sent(octets, sizeof octets), size);
    if (size > 0)
        assert_memory_equal(octets, expected, size);
}

static inline void stage_say(const uint8_t *octets, size_t size)
{
    assert_int_equal(stage.session->ops->input(stage.session->self, octets, size, stage.now), size);
}

static inline void stage_put16(uint8_t *at, size_t value)
{
    at[0] = (uint8_t)(value >> 8);
    at[1] = (uint8_t)value;
}

/** A PDU, framed. */
static inline void stage_say_pdu(const uint8_t *pdu, size_t size)
{
    uint8_t packet[STAGE_FRAME + STAGE_PDU] = {0x03, 0x00, 0, 0, 0x02, 0xF0, 0x80};
    stage_put16(packet + 2, size + STAGE_FRAME);
    assert_true(size <= STAGE_PDU);
    memcpy(packet + STAGE_FRAME, pdu, size);
    stage_say(packet, size + STAGE_FRAME);
}

/* References are 1; parameters in the order of real CPUs. */
static const uint8_t STAGE_CC[] = {0x03, 0x00, 0x00, 0x16, 0x11, 0xd0, 0x00, 0x01, 0x00, 0x03, 0x00,
                                   0xc0, 0x01, 0x0a, 0xc1, 0x02, 0x01, 0x00, 0xc2, 0x02, 0x03, 0x01};

/** The answer to the setup with PDU reference `reference`. */
static inline void stage_say_setup(uint16_t reference, uint16_t amq_calling, uint16_t amq_called,
                                   uint16_t pdu_length)
{
    uint8_t pdu[] = {0x32, 0x03, 0x00, 0x00, 0, 0, 0x00, 0x08, 0x00, 0x00,
                     0x00, 0x00, 0xf0, 0x00, 0, 0, 0,    0,    0,    0};
    stage_put16(pdu + 4, reference);
    stage_put16(pdu + 14, amq_calling);
    stage_put16(pdu + 16, amq_called);
    stage_put16(pdu + 18, pdu_length);
    stage_say_pdu(pdu, sizeof pdu);
}

/** Connects: until the setup has been sent, or until OPEN. */
static inline void stage_connect_to_setup(struct s7_client_config config)
{
    uint8_t octets[STAGE_PDU];
    stage_make(config);
    stage_tick();
    stage_sent(octets, sizeof octets);
    stage_say(STAGE_CC, sizeof STAGE_CC);
    stage_sent(octets, sizeof octets);
    assert_int_equal(s7_client_state(stage.client), S7_CLIENT_SETUP);
}

static inline void stage_open(struct s7_client_config config, uint16_t amq, uint16_t pdu_length)
{
    stage_connect_to_setup(config);
    stage_say_setup(1, amq, amq, pdu_length);
    assert_int_equal(s7_client_state(stage.client), S7_CLIENT_OPEN);
}

/** The stream is gone. */
static inline void stage_end(void)
{
    const struct s7_fault end = {.error = S7_OK};
    stage.session->host = NULL;
    stage.session->ops->closed(stage.session->self, &end, stage.now);
}

/** The client has ended the connection because of `error`. */
static inline void stage_failed(int error)
{
    assert_int_equal(s7_client_state(stage.client), S7_CLIENT_CLOSING);
    assert_true(stage.session->ops->want(stage.session->self) & S7_WANT_FIN);
    assert_int_equal(s7_client_fault(stage.client)->error, error);
}

static inline int stage_tear_down(void **state)
{
    (void)state;
    if (!stage.client)
        return 0;
    if (s7_client_state(stage.client) != S7_CLIENT_IDLE)
        stage_end();
    assert_int_equal(s7_client_jobs(stage.client), 0);
    s7_client_free(stage.client);
    stage.client = NULL;
    return 0;
}

static inline struct s7_range stage_db(uint32_t octet, uint32_t octets)
{
    return (struct s7_range){.area = S7_AREA_DB, .db = 1, .first_bit = octet * 8, .bit_count = octets * 8};
}

#define STAGE(name) cmocka_unit_test_teardown(name, stage_tear_down)

#endif
