/* SPDX-License-Identifier: MIT
 *
 * The blocking client against partners that behave, misbehave and vanish.
 */
#include "unit/net_posix/peer.h"

#include <signal.h>
#include <sys/time.h>

#include "net_posix/client.h"
#include "net_posix/clock.h"

static const struct s7_range four_octets = {.area = S7_AREA_DB, .db = 1, .first_bit = 0, .bit_count = 32};
static const uint8_t answer[4] = {0xDE, 0xAD, 0xBE, 0xEF};

static struct s7_posix_config config_for(uint16_t port, uint32_t timeout_ms)
{
    struct s7_posix_config config;
    s7_posix_config_default(&config);
    config.host = "127.0.0.1";
    config.port = port;
    config.connect_timeout_ms = timeout_ms;
    config.timeout_ms = timeout_ms;
    return config;
}

static struct s7_posix_client *open_client(const struct peer *peer, uint32_t timeout_ms)
{
    struct s7_posix_config config = config_for(peer->port, timeout_ms);
    struct s7_posix_client *client = NULL;
    struct s7_fault fault = {0};
    assert_int_equal(s7_posix_open(&config, &client, &fault), S7_OK);
    return client;
}

static struct s7_fault failure_to_open(const enum step *script, uint32_t timeout_ms, int expected_exit)
{
    struct peer peer = peer_start(script);
    struct s7_posix_config config = config_for(peer.port, timeout_ms);
    struct s7_posix_client *client = NULL;
    struct s7_fault fault = {0};
    int error = s7_posix_open(&config, &client, &fault);
    assert_int_not_equal(error, S7_OK);
    assert_int_equal(error, fault.error);
    assert_null(client);
    assert_int_equal(peer_stop(&peer), expected_exit);
    return fault;
}

/* ---- opening --------------------------------------------------------------------------------------------- */

static void opens_reads_and_ends_in_order(void **state)
{
    (void)state;
    const enum step script[] = {STEP_QUESTION, STEP_CONFIRM, STEP_QUESTION, STEP_SETUP,
                                STEP_QUESTION, STEP_ANSWER,  STEP_AWAIT_END};
    struct peer peer = peer_start(script);
    struct s7_posix_client *client = open_client(&peer, 5000);
    assert_int_equal(s7_posix_grant(client).pdu_length, 240);
    assert_int_equal(s7_posix_grant(client).amq_calling, 1);
    uint8_t octets[4] = {0};
    struct s7_fault fault = {0};
    assert_int_equal(s7_posix_read(client, &four_octets, octets, sizeof octets, &fault), S7_OK);
    assert_memory_equal(octets, answer, 4);
    s7_posix_close(client);
    assert_int_equal(peer_stop(&peer), 0);
}

static void port_where_nobody_listens(void **state)
{
    (void)state;
    const enum step script[] = {STEP_CLOSE};
    struct peer peer = peer_start(script);
    struct s7_posix_config config = config_for(peer.port, 5000);
    struct s7_posix_client *client = NULL;
    struct s7_fault fault = {0};
    s7_posix_open(&config, &client, &fault); /* lets the partner go, and its port with it */
    assert_int_equal(peer_stop(&peer), 0);
    assert_int_equal(s7_posix_open(&config, &client, &fault), S7_ERR_TCP_REFUSED);
    assert_int_equal(fault.error, S7_ERR_TCP_REFUSED);
    assert_int_equal(fault.sys_errno, ECONNREFUSED);
    assert_int_equal(fault.phase, S7_PHASE_CONNECT);
}

static void silent_partner(void **state)
{
    (void)state;
    const enum step script[] = {STEP_QUESTION, STEP_AWAIT_END};
    s7_time started = s7_posix_now();
    struct s7_fault fault = failure_to_open(script, 150, 0);
    assert_int_equal(fault.error, S7_ERR_ISO_TIMEOUT);
    assert_true(s7_posix_now() - started >= 150 * S7_MILLISECOND);
    assert_true(s7_posix_now() - started < 5 * S7_SECOND);
}

static void silent_after_confirming(void **state)
{
    (void)state;
    const enum step script[] = {STEP_QUESTION, STEP_CONFIRM, STEP_QUESTION, STEP_AWAIT_END};
    assert_int_equal(failure_to_open(script, 150, 0).error, S7_ERR_S7_SETUP_TIMEOUT);
}

static void partner_closes_instead_of_confirming(void **state)
{
    (void)state;
    const enum step script[] = {STEP_QUESTION, STEP_CLOSE};
    assert_int_equal(failure_to_open(script, 5000, 0).error, S7_ERR_ISO_CLOSED);
}

static void partner_resets_instead_of_confirming(void **state)
{
    (void)state;
    const enum step script[] = {STEP_QUESTION, STEP_RESET};
    struct s7_fault fault = failure_to_open(script, 5000, 0);
    assert_int_equal(fault.error, S7_ERR_ISO_RESET);
    assert_int_equal(fault.sys_errno, ECONNRESET);
}

static void partner_is_a_web_server(void **state)
{
    (void)state;
    const enum step script[] = {STEP_QUESTION, STEP_BANNER, STEP_AWAIT_END};
    assert_int_equal(failure_to_open(script, 5000, 0).error, S7_ERR_ISO_FOREIGN);
}

static void bad_arguments_reach_nobody(void **state)
{
    (void)state;
    struct s7_posix_client *client = NULL;
    struct s7_fault fault = {0};
    struct s7_posix_config config = config_for(102, 1000);
    config.host = NULL;
    assert_int_equal(s7_posix_open(&config, &client, &fault), S7_ERR_LOCAL_ARGUMENT);
    config = config_for(102, 1000);
    config.remote_tsap = "3.1.1";
    assert_int_equal(s7_posix_open(&config, &client, &fault), S7_ERR_LOCAL_SYNTAX);
    config = config_for(102, 1000);
    config.rack = 8;
    assert_int_equal(s7_posix_open(&config, &client, &fault), S7_ERR_LOCAL_ARGUMENT);
    config = config_for(102, 0);
    assert_int_equal(s7_posix_open(&config, &client, &fault), S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(fault.error, S7_ERR_LOCAL_ARGUMENT);
    assert_null(client);
}

/* ---- reading --------------------------------------------------------------------------------------------- */

#define OPENING STEP_QUESTION, STEP_CONFIRM, STEP_QUESTION, STEP_SETUP

static void answer_in_pieces(void **state)
{
    (void)state;
    const enum step script[] = {OPENING, STEP_QUESTION, STEP_PIECES, STEP_AWAIT_END};
    struct peer peer = peer_start(script);
    struct s7_posix_client *client = open_client(&peer, 5000);
    uint8_t octets[4] = {0};
    struct s7_fault fault = {0};
    assert_int_equal(s7_posix_read(client, &four_octets, octets, sizeof octets, &fault), S7_OK);
    assert_memory_equal(octets, answer, 4);
    s7_posix_close(client);
    assert_int_equal(peer_stop(&peer), 0);
}

/* The answer takes 29 * 40 ms, the job has 200 ms: octets that keep coming do not buy time. */
static void trickling_partner_ends_at_the_deadline(void **state)
{
    (void)state;
    const enum step script[] = {OPENING, STEP_QUESTION, STEP_TRICKLE, STEP_AWAIT_END};
    struct peer peer = peer_start(script);
    struct s7_posix_client *client = open_client(&peer, 200);
    uint8_t octets[4] = {0};
    struct s7_fault fault = {0};
    s7_time started = s7_posix_now();
    assert_int_equal(s7_posix_read(client, &four_octets, octets, sizeof octets, &fault),
                     S7_ERR_S7_REQUEST_TIMEOUT);
    s7_time took = s7_posix_now() - started;
    assert_true(took >= 200 * S7_MILLISECOND);
    assert_true(took < 600 * S7_MILLISECOND); /* generous for a busy machine, far below the 1160 ms */
    assert_true(fault.elapsed_ms >= 200);
    assert_int_equal(fault.phase, S7_PHASE_REQUEST);
    assert_int_equal(s7_posix_read(client, &four_octets, octets, sizeof octets, &fault), S7_ERR_LOCAL_CLOSED);
    s7_posix_close(client);
    assert_int_equal(peer_stop(&peer), 0);
}

static void flooding_partner_ends_at_the_deadline(void **state)
{
    (void)state;
    const enum step script[] = {OPENING, STEP_QUESTION, STEP_FLOOD, STEP_STOP};
    struct peer peer = peer_start(script);
    struct s7_posix_client *client = open_client(&peer, 200);
    uint8_t octets[4] = {0};
    struct s7_fault fault = {0};
    s7_time started = s7_posix_now();
    assert_int_equal(s7_posix_read(client, &four_octets, octets, sizeof octets, &fault),
                     S7_ERR_S7_REQUEST_TIMEOUT);
    s7_time took = s7_posix_now() - started;
    assert_true(took >= 200 * S7_MILLISECOND && took < 600 * S7_MILLISECOND);
    s7_posix_close(client);
    assert_int_equal(peer_stop(&peer), 0);
}

/* A job with a deadline of its own, shorter and longer than the socket's timeout. */
static void job_brings_its_own_deadline(void **state)
{
    (void)state;
    const s7_time timeouts[] = {120 * S7_MILLISECOND, 500 * S7_MILLISECOND};
    const enum step script[] = {OPENING, STEP_QUESTION, STEP_AWAIT_END};
    for (size_t i = 0; i < 2; i++) {
        struct peer peer = peer_start(script);
        struct s7_posix_client *client = open_client(&peer, 250);
        uint8_t octets[4];
        struct s7_job_item item = {.range = four_octets, .octets = octets};
        struct s7_job job = {.kind = S7_JOB_READ, .items = &item, .item_count = 1, .timeout = timeouts[i]};
        s7_time started = s7_posix_now();
        assert_int_equal(s7_posix_run(client, &job), S7_ERR_S7_REQUEST_TIMEOUT);
        s7_time took = s7_posix_now() - started;
        assert_true(took >= timeouts[i]);
        assert_true(took < timeouts[i] + 400 * S7_MILLISECOND);
        s7_posix_close(client);
        assert_int_equal(peer_stop(&peer), 0);
    }
}

static void failure_of_a_read(const enum step *script, int error, int second_error)
{
    struct peer peer = peer_start(script);
    struct s7_posix_client *client = open_client(&peer, 5000);
    uint8_t octets[4] = {1, 2, 3, 4};
    struct s7_fault fault = {0};
    assert_int_equal(s7_posix_read(client, &four_octets, octets, sizeof octets, &fault), error);
    assert_int_equal(fault.error, error);
    assert_int_equal(s7_posix_read(client, &four_octets, octets, sizeof octets, &fault), second_error);
    s7_posix_close(client);
    assert_int_equal(peer_stop(&peer), 0);
}

static void partner_closes_during_a_request(void **state)
{
    (void)state;
    const enum step script[] = {OPENING, STEP_QUESTION, STEP_CLOSE};
    failure_of_a_read(script, S7_ERR_S7_CLOSED, S7_ERR_LOCAL_CLOSED);
}

static void partner_resets_during_a_request(void **state)
{
    (void)state;
    const enum step script[] = {OPENING, STEP_QUESTION, STEP_RESET};
    failure_of_a_read(script, S7_ERR_S7_RESET, S7_ERR_LOCAL_CLOSED);
}

static void partner_sends_garbage_to_a_request(void **state)
{
    (void)state;
    const enum step script[] = {OPENING, STEP_QUESTION, STEP_BANNER, STEP_AWAIT_END};
    failure_of_a_read(script, S7_ERR_ISO_FOREIGN, S7_ERR_LOCAL_CLOSED);
}

static void partner_was_gone_before(void **state)
{
    (void)state;
    const enum step script[] = {OPENING, STEP_RESET};
    struct peer peer = peer_start(script);
    struct s7_posix_client *client = open_client(&peer, 5000);
    assert_int_equal(peer_stop(&peer), 0);
    struct s7_fault fault = {0};
    assert_int_equal(s7_posix_write(client, &four_octets, answer, sizeof answer, &fault), S7_ERR_S7_RESET);
    assert_int_equal(s7_posix_write(client, &four_octets, answer, sizeof answer, &fault), S7_ERR_LOCAL_CLOSED);
    s7_posix_close(client);
}

/* Octets that nobody has read would turn close() into a reset; the partner sees an orderly end nevertheless. */
static void ends_in_order_with_octets_unread(void **state)
{
    (void)state;
    const enum step script[] = {OPENING, STEP_MORE, STEP_AWAIT_END};
    struct peer peer = peer_start(script);
    s7_posix_close(open_client(&peer, 5000));
    assert_int_equal(peer_stop(&peer), 0);
}

/* What the partner still sends while it learns of our end is read, not answered with a reset. */
static void listens_until_the_partner_has_ended(void **state)
{
    (void)state;
    const enum step script[] = {OPENING, STEP_LAST_WORD};
    struct peer peer = peer_start(script);
    s7_posix_close(open_client(&peer, 5000));
    assert_int_equal(peer_stop(&peer), 0);
}

static volatile sig_atomic_t alarms;

static void on_alarm(int number)
{
    (void)number;
    alarms = alarms + 1;
}

/* Signals interrupt connect, poll and recv; nothing of it is seen outside. */
static void signals_do_not_disturb(void **state)
{
    (void)state;
    const struct sigaction action = {.sa_handler = on_alarm}; /* without SA_RESTART */
    struct sigaction before;
    const struct itimerval often = {{0, 3000}, {0, 3000}}, never = {{0, 0}, {0, 0}};
    const enum step script[] = {OPENING, STEP_QUESTION, STEP_PIECES, STEP_QUESTION, STEP_AWAIT_END};
    struct peer peer = peer_start(script);
    sigaction(SIGALRM, &action, &before);
    setitimer(ITIMER_REAL, &often, NULL);
    struct s7_posix_client *client = open_client(&peer, 300);
    uint8_t octets[4] = {0};
    struct s7_fault fault = {0};
    assert_int_equal(s7_posix_read(client, &four_octets, octets, sizeof octets, &fault), S7_OK);
    s7_time started = s7_posix_now();
    assert_int_equal(s7_posix_read(client, &four_octets, octets, sizeof octets, &fault),
                     S7_ERR_S7_REQUEST_TIMEOUT);
    assert_true(s7_posix_now() - started >= 300 * S7_MILLISECOND);
    s7_posix_close(client);
    setitimer(ITIMER_REAL, &never, NULL);
    sigaction(SIGALRM, &before, NULL);
    assert_true(alarms > 0);
    assert_int_equal(peer_stop(&peer), 0);
}

static void ranges_that_no_item_can_carry(void **state)
{
    (void)state;
    const enum step script[] = {OPENING, STEP_AWAIT_END};
    const struct s7_range bits = {.area = S7_AREA_MEMORY, .first_bit = 3, .bit_count = 7};
    struct peer peer = peer_start(script);
    struct s7_posix_client *client = open_client(&peer, 5000);
    uint8_t octets[4] = {0};
    struct s7_fault fault = {0};
    assert_int_equal(s7_posix_read(client, &bits, octets, 1, &fault), S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(fault.error, S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(s7_posix_write(client, &bits, octets, 1, &fault), S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(s7_posix_read(client, &four_octets, octets, 3, &fault), S7_ERR_LOCAL_ARGUMENT);
    s7_posix_close(client);
    s7_posix_close(NULL);
    assert_int_equal(peer_stop(&peer), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opens_reads_and_ends_in_order),
        cmocka_unit_test(port_where_nobody_listens),
        cmocka_unit_test(silent_partner),
        cmocka_unit_test(silent_after_confirming),
        cmocka_unit_test(partner_closes_instead_of_confirming),
        cmocka_unit_test(partner_resets_instead_of_confirming),
        cmocka_unit_test(partner_is_a_web_server),
        cmocka_unit_test(bad_arguments_reach_nobody),
        cmocka_unit_test(answer_in_pieces),
        cmocka_unit_test(trickling_partner_ends_at_the_deadline),
        cmocka_unit_test(flooding_partner_ends_at_the_deadline),
        cmocka_unit_test(job_brings_its_own_deadline),
        cmocka_unit_test(partner_closes_during_a_request),
        cmocka_unit_test(partner_resets_during_a_request),
        cmocka_unit_test(partner_sends_garbage_to_a_request),
        cmocka_unit_test(partner_was_gone_before),
        cmocka_unit_test(ends_in_order_with_octets_unread),
        cmocka_unit_test(listens_until_the_partner_has_ended),
        cmocka_unit_test(signals_do_not_disturb),
        cmocka_unit_test(ranges_that_no_item_can_carry),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
