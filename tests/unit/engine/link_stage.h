/* SPDX-License-Identifier: MIT
 *
 * tests/unit/engine/link_stage.h — links of a server without a transport, and an owner that does what a test says.
 *
 * PDU 240, three requests at a time, two pushes.  Requests are answered at once with as much as a PDU holds.
 */
#ifndef TESTS_UNIT_ENGINE_LINK_STAGE_H
#define TESTS_UNIT_ENGINE_LINK_STAGE_H

#include "engine/server.h"

#include "check.h"

#include <string.h>

#define START (7 * S7_SECOND)

struct owner {
    struct s7_server *server;
    struct s7_session_host host;
    struct s7_link *link;  /* that connected last */
    struct s7_link *ended; /* that ended last */
    enum s7_admit admit;
    uint16_t pdu_length_at_connect;
    bool keeps;
    void (*serves)(struct s7_request *request, s7_time now); /* NULL: as much as a PDU holds */
    struct s7_request *kept[8];
    size_t kept_count;
    unsigned wakes, disconnects;
    struct s7_fault fault; /* of the last end */
};

static struct owner owner;

static void owner_wake(struct s7_session_host *host, struct s7_session *session)
{
    (void)host, (void)session;
    owner.wakes++;
}

static enum s7_admit owner_connect(void *user, struct s7_link *link, const struct s7_cotp_connect *cr,
                                   s7_time now, uint8_t *ret_reason)
{
    (void)cr, (void)now;
    assert_ptr_equal(user, &owner);
    owner.link = link;
    owner.pdu_length_at_connect = s7_link_pdu_length(link);
    *ret_reason = 2;
    return owner.admit;
}

static void owner_answer(struct s7_request *request, s7_time now)
{
    static const uint8_t data[240 - 14] = {0xff};
    struct s7_writer writer = s7_request_open(request);
    s7_writer_u8(&writer, 0x04);
    s7_writer_u8(&writer, 0x01);
    s7_writer_octets(&writer, data, sizeof data);
    s7_request_reply(request, &writer, 2, 0, now);
}

static void owner_request(void *user, struct s7_request *request, s7_time now)
{
    struct s7_setup setup;
    (void)user;
    if (request->service == S7_SERVICE_SETUP && s7_setup_decode(request->parameter, &setup) == S7_OK)
        s7_request_grant(request, &setup, now);
    else if (owner.keeps)
        owner.kept[owner.kept_count++] = s7_request_keep(request);
    else if (owner.serves)
        owner.serves(request, now);
    else
        owner_answer(request, now);
}

static void owner_disconnected(void *user, struct s7_link *link, const struct s7_fault *fault, s7_time now)
{
    (void)user, (void)now;
    owner.ended = link;
    owner.disconnects++;
    owner.fault = *fault;
}

static const struct s7_server_ops owner_ops = {
    .connect = owner_connect, .request = owner_request, .disconnected = owner_disconnected};

static inline struct s7_server_config defaults(void)
{
    struct s7_server_config config;
    s7_server_config_default(&config);
    config.link_count = 2;
    config.pdu_length = 240;
    config.amq = 3;
    config.kept_count = 3;
    config.ops = &owner_ops;
    config.user = &owner;
    return config;
}

static inline void make(struct s7_server_config config)
{
    memset(&owner, 0, sizeof owner);
    owner.host.wake = owner_wake;
    owner.admit = S7_ADMIT_YES;
    assert_int_equal(s7_server_new(&config, &owner.server), S7_OK);
}

/** The stream is gone, as the transport says with `error`. */
static inline void closed(struct s7_session *session, int error)
{
    const struct s7_fault end = {.error = error};
    session->host = NULL;
    session->ops->closed(session->self, &end, START);
}

static inline int unmake(void **state)
{
    (void)state;
    if (owner.server)
        assert_int_equal(s7_server_counters(owner.server)->links, 0);
    s7_server_free(owner.server);
    owner.server = NULL;
    return 0;
}

static inline struct s7_session *accepted(void)
{
    const struct s7_peer peer = {.address = "192.0.2.7", .port = 4711};
    struct s7_acceptor *acceptor = s7_server_acceptor(owner.server);
    struct s7_session *session = NULL;
    assert_int_equal(acceptor->accept(acceptor, &peer, START, &session), S7_ACCEPT_TAKE);
    session->host = &owner.host;
    session->ops->tick(session->self, START);
    return session;
}

static inline void say(struct s7_session *session, const uint8_t *octets, size_t size)
{
    assert_int_equal(session->ops->input(session->self, octets, size, START), size);
}

/** What the link wants to send; it counts as sent. */
static inline size_t heard(struct s7_session *session, uint8_t *ret_octets, size_t size)
{
    const uint8_t *octets = NULL;
    size_t count = session->ops->output(session->self, &octets);
    assert_true(count <= size);
    if (count > 0)
        memcpy(ret_octets, octets, count);
    session->ops->output_done(session->self, count, START);
    return count;
}

/** The link sends exactly this. */
static inline void hear(struct s7_session *session, const uint8_t *expected, size_t size)
{
    uint8_t octets[1024];
    assert_int_equal(heard(session, octets, sizeof octets), size);
    if (size > 0)
        assert_memory_equal(octets, expected, size);
}

static const uint8_t CR[] = {0x03, 0x00, 0x00, 0x16, 0x11, 0xe0, 0x00, 0x00, 0x00, 0x07, 0x00,
                             0xc1, 0x02, 0x01, 0x00, 0xc2, 0x02, 0x03, 0x01, 0xc0, 0x01, 0x0a};
static const uint8_t SETUP[] = {0x03, 0x00, 0x00, 0x19, 0x02, 0xf0, 0x80, 0x32, 0x01, 0x00, 0x00, 0xff, 0xff,
                                0x00, 0x08, 0x00, 0x00, 0xf0, 0x00, 0x00, 0x03, 0x00, 0x03, 0x00, 0xf0};
/* Read MB0. */
static const uint8_t READ[] = {0x03, 0x00, 0x00, 0x1f, 0x02, 0xf0, 0x80, 0x32, 0x01, 0x00, 0x00,
                               0x12, 0x34, 0x00, 0x0e, 0x00, 0x00, 0x04, 0x01, 0x12, 0x0a, 0x10,
                               0x02, 0x00, 0x01, 0x00, 0x00, 0x83, 0x00, 0x00, 0x00};

/** Accepted, admitted and set up. */
static inline struct s7_session *opened(void)
{
    uint8_t octets[64];
    struct s7_session *session = accepted();
    say(session, CR, sizeof CR);
    say(session, SETUP, sizeof SETUP);
    assert_int_equal(heard(session, octets, sizeof octets), 22 + 27);
    return session;
}

/** Pushes `size` octets of payload to the last link. */
static inline int push_octets(size_t size)
{
    uint8_t payload[256];
    memset(payload, 0xAA, sizeof payload);
    const struct s7_userdata push = {.method = S7_USERDATA_METHOD_REQUEST,
                                     .type = S7_USERDATA_PUSH,
                                     .group = 4,
                                     .subfunction = 3,
                                     .has_data = true,
                                     .return_code = 0xff,
                                     .transport_size = 0x09,
                                     .length = (uint16_t)size,
                                     .payload = {payload, size}};
    return s7_link_push(owner.link, &push, START);
}

#define LINK(name) cmocka_unit_test_teardown(name, unmake)

#endif
