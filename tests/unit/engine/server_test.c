/* SPDX-License-Identifier: MIT */
#include "engine/server.h"

#include "check.h"

#include <stdlib.h>
#include <string.h>

static enum s7_admit verdict;

static enum s7_admit connect_link(void *user, struct s7_link *link, const struct s7_cotp_connect *cr,
                                  s7_time now, uint8_t *ret_reason)
{
    (void)user, (void)link, (void)cr, (void)now;
    *ret_reason = 2;
    return verdict;
}

static void take_request(void *user, struct s7_request *request, s7_time now)
{
    struct s7_setup setup;
    (void)user;
    if (request->service == S7_SERVICE_SETUP && s7_setup_decode(request->parameter, &setup) == S7_OK)
        s7_request_grant(request, &setup, now);
}

static const struct s7_server_ops ops = {.connect = connect_link, .request = take_request};

static struct s7_server_config defaults(void)
{
    struct s7_server_config config;
    s7_server_config_default(&config);
    config.ops = &ops;
    config.link_count = 2;
    return config;
}

static struct s7_session *accepted(struct s7_server *server)
{
    const struct s7_peer peer = {.address = "127.0.0.1", .port = 4711};
    struct s7_acceptor *acceptor = s7_server_acceptor(server);
    struct s7_session *session = NULL;
    assert_int_equal(acceptor->accept(acceptor, &peer, S7_SECOND, &session), S7_ACCEPT_TAKE);
    session->ops->tick(session->self, S7_SECOND);
    return session;
}

static void closed(struct s7_session *session)
{
    const struct s7_fault end = {.error = S7_OK};
    session->ops->closed(session->self, &end, S7_SECOND);
}

static void say(struct s7_session *session, const uint8_t *octets, size_t size)
{
    assert_int_equal(session->ops->input(session->self, octets, size, S7_SECOND), size);
}

static void hear(struct s7_session *session, const uint8_t *expected, size_t size)
{
    const uint8_t *octets = NULL;
    assert_int_equal(session->ops->output(session->self, &octets), size);
    assert_memory_equal(octets, expected, size);
    session->ops->output_done(session->self, size, S7_SECOND);
}

static const uint8_t CR[] = {0x03, 0x00, 0x00, 0x16, 0x11, 0xe0, 0x00, 0x00, 0x00, 0x07, 0x00,
                             0xc1, 0x02, 0x01, 0x00, 0xc2, 0x02, 0x03, 0x01, 0xc0, 0x01, 0x09};
static const uint8_t SETUP[] = {0x03, 0x00, 0x00, 0x19, 0x02, 0xf0, 0x80, 0x32, 0x01, 0x00, 0x00, 0xff, 0xff,
                                0x00, 0x08, 0x00, 0x00, 0xf0, 0x00, 0x00, 0x01, 0x00, 0x01, 0x07, 0x80};

static void ranges_of_the_configuration_are_kept(void **state)
{
    (void)state;
    struct s7_server_config config = defaults();
    struct s7_server *server = NULL;
    assert_true(s7_server_size(&config) > 0);
    config.link_count = 0;
    assert_int_equal(s7_server_size(&config), 0);
    config = defaults();
    config.pdu_length = 63;
    assert_int_equal(s7_server_size(&config), 0);
    config = defaults();
    config.amq = 65;
    assert_int_equal(s7_server_size(&config), 0);
    config = defaults();
    config.cc_order = S7_COTP_ORDER_COUNT;
    assert_int_equal(s7_server_size(&config), 0);
    config = defaults();
    config.chain_count = 201;
    assert_int_equal(s7_server_size(&config), 0);
    config = defaults();
    config.chain_size = 65536;
    assert_int_equal(s7_server_size(&config), 0);
    config = defaults();
    config.chain_idle = -1;
    assert_int_equal(s7_server_size(&config), 0);
    config = defaults();
    config.chain_full_error = 0;
    assert_int_equal(s7_server_size(&config), 0);
    config = defaults();
    config.chain_lost_error = 0;
    assert_int_equal(s7_server_size(&config), 0);
    config = defaults();
    config.ops = NULL;
    assert_int_equal(s7_server_new(&config, &server), S7_ERR_LOCAL_ARGUMENT);
    config = defaults();
    size_t size = s7_server_size(&config);
    void *memory = malloc(size);
    assert_int_equal(s7_server_init(memory, size - 1, &config, &server), S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(s7_server_init(memory, size, &config, &server), S7_OK);
    free(memory);
}

/* C0, C1, C2, the TSAPs as they came, the TPDU size echoed: what a real S7-300 answers (NODAVE#8). */
static void a_cc_is_what_real_cpus_send(void **state)
{
    static const uint8_t cc[] = {0x03, 0x00, 0x00, 0x16, 0x11, 0xd0, 0x00, 0x07, 0x00, 0x02, 0x00,
                                 0xc0, 0x01, 0x09, 0xc1, 0x02, 0x01, 0x00, 0xc2, 0x02, 0x03, 0x01};
    static const uint8_t granted[] = {0x03, 0x00, 0x00, 0x1b, 0x02, 0xf0, 0x80, 0x32, 0x03,
                                      0x00, 0x00, 0xff, 0xff, 0x00, 0x08, 0x00, 0x00, 0x00,
                                      0x00, 0xf0, 0x00, 0x00, 0x01, 0x00, 0x01, 0x01, 0xfd};
    (void)state;
    struct s7_server_config config = defaults();
    struct s7_server *server = NULL;
    assert_int_equal(s7_server_new(&config, &server), S7_OK);
    verdict = S7_ADMIT_YES;
    struct s7_session *session = accepted(server);
    say(session, CR, sizeof CR);
    hear(session, cc, sizeof cc);
    say(session, SETUP, sizeof SETUP);
    hear(session, granted, sizeof granted); /* 1920 asked, 960 possible, 509 fit into the TPDU of 512 */
    assert_true(session->ops->deadline(session->self) == S7_TIME_NEVER);
    assert_int_equal(s7_server_counters(server)->admitted, 1);
    closed(session);
    s7_server_free(server);
}

static void a_refusal_is_sent_as_asked_for(void **state)
{
    static const uint8_t dr[] = {0x03, 0x00, 0x00, 0x0b, 0x06, 0x80, 0x00, 0x07, 0x00, 0x00, 0x02};
    (void)state;
    struct s7_server_config config = defaults();
    struct s7_server *server = NULL;
    assert_int_equal(s7_server_new(&config, &server), S7_OK);
    verdict = S7_ADMIT_DR;
    struct s7_session *session = accepted(server);
    say(session, CR, sizeof CR);
    hear(session, dr, sizeof dr);
    assert_int_equal(session->ops->want(session->self), S7_WANT_FIN);
    closed(session);
    verdict = S7_ADMIT_RST;
    session = accepted(server);
    say(session, CR, sizeof CR);
    assert_int_equal(session->ops->want(session->self), S7_WANT_RST);
    closed(session);
    verdict = S7_ADMIT_SILENT;
    session = accepted(server);
    say(session, CR, sizeof CR);
    assert_int_equal(session->ops->want(session->self) & (S7_WANT_FIN | S7_WANT_RST | S7_WANT_WRITE), 0);
    closed(session);
    assert_int_equal(s7_server_counters(server)->refused, 3);
    s7_server_free(server);
}

static void a_full_or_closing_server_takes_nobody(void **state)
{
    const struct s7_peer peer = {.address = "127.0.0.1"};
    (void)state;
    struct s7_server_config config = defaults();
    struct s7_server *server = NULL;
    struct s7_session *none = NULL;
    assert_int_equal(s7_server_new(&config, &server), S7_OK);
    struct s7_acceptor *acceptor = s7_server_acceptor(server);
    struct s7_session *first = accepted(server), *second = accepted(server);
    assert_ptr_not_equal(first, second);
    assert_int_equal(acceptor->accept(acceptor, &peer, S7_SECOND, &none), S7_ACCEPT_CLOSE);
    assert_null(none);
    assert_int_equal(s7_server_counters(server)->full, 1);
    closed(first);
    first = accepted(server);
    s7_server_close(server, S7_SECOND);
    assert_int_equal(first->ops->want(first->self), S7_WANT_FIN);
    closed(first);
    closed(second);
    assert_int_equal(acceptor->accept(acceptor, &peer, S7_SECOND, &none), S7_ACCEPT_CLOSE);
    assert_int_equal(s7_server_counters(server)->links, 0);
    assert_int_equal(s7_server_counters(server)->most_links, 2);
    s7_server_free(server);
    s7_server_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranges_of_the_configuration_are_kept),
        cmocka_unit_test(a_cc_is_what_real_cpus_send),
        cmocka_unit_test(a_refusal_is_sent_as_asked_for),
        cmocka_unit_test(a_full_or_closing_server_takes_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
