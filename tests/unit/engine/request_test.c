/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <string.h>

#include "engine/server_internal.h"

/* An owner that does with each request what the test says. */
static void (*deed)(struct s7_request *request, s7_time now);
static struct s7_request *kept;

static enum s7_admit connect_link(void *user, struct s7_link *link, const struct s7_cotp_connect *cr,
                                  s7_time now, uint8_t *ret_reason)
{
    (void)user, (void)link, (void)cr, (void)now, (void)ret_reason;
    return S7_ADMIT_YES;
}

static void take_request(void *user, struct s7_request *request, s7_time now)
{
    struct s7_setup setup;
    (void)user;
    if (request->service == S7_SERVICE_SETUP && s7_setup_decode(request->parameter, &setup) == S7_OK)
        s7_request_grant(request, &setup, now);
    else
        deed(request, now);
}

static const struct s7_server_ops ops = {.connect = connect_link, .request = take_request};
static struct s7_server *server;
static struct s7_session *session;

static void say(const uint8_t *octets, size_t size)
{
    assert_int_equal(session->ops->input(session->self, octets, size, S7_SECOND), size);
}

static void hear(const uint8_t *expected, size_t size)
{
    const uint8_t *octets = NULL;
    assert_int_equal(session->ops->output(session->self, &octets), size);
    if (size > 0)
        assert_memory_equal(octets, expected, size);
    session->ops->output_done(session->self, size, S7_SECOND);
}

static int open_link(void **state)
{
    static const uint8_t hello[] = {0x03, 0x00, 0x00, 0x16, 0x11, 0xe0, 0x00, 0x00, 0x00, 0x07, 0x00, 0xc1,
                                    0x02, 0x01, 0x00, 0xc2, 0x02, 0x03, 0x01, 0xc0, 0x01, 0x0a, 0x03, 0x00,
                                    0x00, 0x19, 0x02, 0xf0, 0x80, 0x32, 0x01, 0x00, 0x00, 0xff, 0xff, 0x00,
                                    0x08, 0x00, 0x00, 0xf0, 0x00, 0x00, 0x02, 0x00, 0x02, 0x00, 0xf0};
    const struct s7_peer peer = {.address = "test"};
    struct s7_server_config config;
    (void)state;
    s7_server_config_default(&config);
    config.ops = &ops;
    config.link_count = 1;
    config.kept_count = 1;
    config.amq = 2;
    assert_int_equal(s7_server_new(&config, &server), S7_OK);
    struct s7_acceptor *acceptor = s7_server_acceptor(server);
    assert_int_equal(acceptor->accept(acceptor, &peer, S7_SECOND, &session), S7_ACCEPT_TAKE);
    session->ops->tick(session->self, S7_SECOND);
    say(hello, sizeof hello);
    const uint8_t *octets = NULL;
    size_t size = session->ops->output(session->self, &octets);
    assert_int_equal(size, 22 + 27);
    session->ops->output_done(session->self, size, S7_SECOND);
    return 0;
}

static int end_link(void **state)
{
    const struct s7_fault end = {.error = S7_OK};
    (void)state;
    session->ops->closed(session->self, &end, S7_SECOND);
    s7_server_free(server);
    return 0;
}

/* Read MB0, PDU reference 0x1234. */
static const uint8_t READ[] = {0x03, 0x00, 0x00, 0x1f, 0x02, 0xf0, 0x80, 0x32, 0x01, 0x00, 0x00,
                               0x12, 0x34, 0x00, 0x0e, 0x00, 0x00, 0x04, 0x01, 0x12, 0x0a, 0x10,
                               0x02, 0x00, 0x01, 0x00, 0x00, 0x83, 0x00, 0x00, 0x00};
static const uint8_t ANSWER[] = {0x03, 0x00, 0x00, 0x1a, 0x02, 0xf0, 0x80, 0x32, 0x03, 0x00, 0x00, 0x12, 0x34,
                                 0x00, 0x02, 0x00, 0x05, 0x00, 0x00, 0x04, 0x01, 0xff, 0x04, 0x00, 0x08, 0xa9};

static void answer(struct s7_request *request, s7_time now)
{
    static const uint8_t body[] = {0x04, 0x01, 0xff, 0x04, 0x00, 0x08, 0xa9};
    struct s7_writer writer = s7_request_open(request);
    s7_writer_octets(&writer, body, sizeof body);
    s7_request_reply(request, &writer, 2, 0, now);
}

static void an_answer_carries_the_reference(void **state)
{
    (void)state;
    deed = answer;
    say(READ, sizeof READ);
    hear(ANSWER, sizeof ANSWER);
}

static void do_nothing(struct s7_request *request, s7_time now)
{
    (void)request, (void)now;
}

static void what_nobody_answers_is_refused(void **state)
{
    static const uint8_t refusal[] = {0x03, 0x00, 0x00, 0x13, 0x02, 0xf0, 0x80, 0x32, 0x02, 0x00,
                                      0x00, 0x12, 0x34, 0x00, 0x00, 0x00, 0x00, 0x81, 0x04};
    (void)state;
    deed = do_nothing;
    say(READ, sizeof READ);
    hear(refusal, sizeof refusal);
    deed = s7_request_drop;
    say(READ, sizeof READ);
    hear(NULL, 0); /* dropped is not unanswered */
}

static void answer_too_much(struct s7_request *request, s7_time now)
{
    struct s7_writer writer = s7_request_open(request);
    while (!writer.bad)
        s7_writer_u32(&writer, 0);
    s7_request_reply(request, &writer, 2, 0, now);
}

static void an_answer_beyond_the_pdu_becomes_a_refusal(void **state)
{
    static const uint8_t refusal[] = {0x03, 0x00, 0x00, 0x13, 0x02, 0xf0, 0x80, 0x32, 0x02, 0x00,
                                      0x00, 0x12, 0x34, 0x00, 0x00, 0x00, 0x00, 0x85, 0x00};
    (void)state;
    deed = answer_too_much;
    say(READ, sizeof READ);
    hear(refusal, sizeof refusal);
}

static void keep(struct s7_request *request, s7_time now)
{
    struct s7_request *now_kept = s7_request_keep(request);
    if (now_kept)
        kept = now_kept;
    else
        s7_request_refuse(request, 0x8302, now);
}

static void a_kept_request_is_answered_later(void **state)
{
    static const uint8_t none_left[] = {0x03, 0x00, 0x00, 0x13, 0x02, 0xf0, 0x80, 0x32, 0x02, 0x00,
                                        0x00, 0x12, 0x34, 0x00, 0x00, 0x00, 0x00, 0x83, 0x02};
    uint8_t request[sizeof READ];
    (void)state;
    deed = keep;
    memcpy(request, READ, sizeof READ);
    say(request, sizeof request);
    memset(request, 0xEE, sizeof request); /* what was borrowed is gone */
    hear(NULL, 0);
    say(READ, sizeof READ); /* the only place for kept requests is taken */
    hear(none_left, sizeof none_left);
    assert_int_equal(kept->parameter.size, 14);
    assert_memory_equal(kept->parameter.at, READ + 17, 14);
    assert_ptr_equal(s7_request_keep(kept), kept); /* once is enough */
    answer(kept, 2 * S7_SECOND);
    hear(ANSWER, sizeof ANSWER);
    say(READ, sizeof READ); /* and is free again */
    hear(NULL, 0);
    s7_request_drop(kept, 3 * S7_SECOND);
}

/* The argument of a log-on to a numerical control (s7comm.md 5.4). */
enum { LOG_ON_ARGUMENT = 27 };
static const uint8_t log_on[] = {0x03, 0x00, 0x00, 0x2d, 0x02, 0xf0, 0x80, 0x32, 0x01, 0x00, 0x00, 0x12,
                                 0x34, 0x00, 0x1c, 0x00, 0x00, 0x28, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
                                 0xfd, 0x00, 0x08, 's',  'e',  's',  'a',  'm',  'e',  '!',  '!',  0x09,
                                 '_',  'N',  '_',  'L',  'O',  'G',  'I',  'N',  '_'};
static const uint8_t nothing[8];

static void a_kept_password_is_wiped_with_its_request(void **state)
{
    (void)state;
    deed = keep;
    say(log_on, sizeof log_on);
    const uint8_t *argument = kept->parameter.at + 10;
    assert_memory_equal(argument, "sesame!!", 8);
    s7_request_drop(kept, S7_SECOND);
    assert_memory_equal(argument, nothing, sizeof nothing);
}

static void half_a_password_is_wiped_with_its_link(void **state)
{
    const struct s7_fault end = {.error = S7_OK};
    const struct s7_peer peer = {.address = "test"};
    struct s7_acceptor *acceptor = s7_server_acceptor(server);
    const uint8_t *packet = ((const struct s7_link *)session->self)->iso.packet;
    (void)state;
    say(log_on, LOG_ON_ARGUMENT + 8);
    assert_memory_equal(packet + LOG_ON_ARGUMENT, "sesame!!", 8);
    session->ops->closed(session->self, &end, S7_SECOND);
    assert_memory_equal(packet + LOG_ON_ARGUMENT, nothing, sizeof nothing);
    assert_int_equal(acceptor->accept(acceptor, &peer, S7_SECOND, &session), S7_ACCEPT_TAKE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_answer_carries_the_reference, open_link, end_link),
        cmocka_unit_test_setup_teardown(what_nobody_answers_is_refused, open_link, end_link),
        cmocka_unit_test_setup_teardown(an_answer_beyond_the_pdu_becomes_a_refusal, open_link, end_link),
        cmocka_unit_test_setup_teardown(a_kept_request_is_answered_later, open_link, end_link),
        cmocka_unit_test_setup_teardown(a_kept_password_is_wiped_with_its_request, open_link, end_link),
        cmocka_unit_test_setup_teardown(half_a_password_is_wiped_with_its_link, open_link, end_link),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
