/* SPDX-License-Identifier: MIT */
#include "engine/client.h"

#include "check.h"

#include <stdlib.h>
#include <string.h>

#include "wire/tsap.h"

static struct s7_client_config defaults(void)
{
    struct s7_client_config config;
    s7_client_config_default(&config);
    return config;
}

static void ranges_of_the_configuration_are_kept(void **state)
{
    (void)state;
    struct s7_client_config config = defaults();
    const struct s7_tsap empty = {.size = 0};
    assert_true(s7_client_size(&config) > 0);
    config.slot = 32;
    assert_int_equal(s7_client_size(&config), 0);
    config = defaults();
    config.rack = 8;
    assert_int_equal(s7_client_size(&config), 0);
    config = defaults();
    config.tpdu_code = 0x06;
    assert_int_equal(s7_client_size(&config), 0);
    config = defaults();
    config.pdu_length = 63;
    assert_int_equal(s7_client_size(&config), 0);
    config = defaults();
    config.amq = 0;
    assert_int_equal(s7_client_size(&config), 0);
    config = defaults();
    config.remote_tsap = &empty;
    assert_int_equal(s7_client_size(&config), 0);
    struct s7_client *client = NULL;
    assert_int_equal(s7_client_new(&config, &client), S7_ERR_LOCAL_ARGUMENT);
    assert_null(client);
}

static void memory_of_the_caller_is_enough(void **state)
{
    (void)state;
    struct s7_client_config config = defaults();
    size_t size = s7_client_size(&config);
    void *memory = malloc(size);
    struct s7_client *client = NULL;
    assert_int_equal(s7_client_init(memory, size - 1, &config, &client), S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(s7_client_init(memory, size, &config, &client), S7_OK);
    assert_int_equal(s7_client_state(client), S7_CLIENT_IDLE);
    assert_int_equal(s7_client_grant(client).pdu_length, 0);
    free(memory);
}

/* The first octets of a connection, as STEP 7 sends them but for the class: protocol page 1.2. */
static void a_connection_begins_with_a_cr(void **state)
{
    static const uint8_t cr[] = {0x03, 0x00, 0x00, 0x16, 0x11, 0xe0, 0x00, 0x00, 0x00, 0x01, 0x00,
                                 0xc1, 0x02, 0x01, 0x00, 0xc2, 0x02, 0x03, 0x42, 0xc0, 0x01, 0x0a};
    (void)state;
    struct s7_client_config config = defaults();
    config.rack = 2;
    config.slot = 2;
    struct s7_client *client = NULL;
    assert_int_equal(s7_client_new(&config, &client), S7_OK);
    struct s7_session *session = s7_client_session(client);
    const uint8_t *octets = NULL;
    assert_int_equal(session->ops->output(session->self, &octets), 0); /* nothing before the stream stands */
    session->ops->tick(session->self, S7_SECOND);
    assert_int_equal(session->ops->output(session->self, &octets), sizeof cr);
    assert_memory_equal(octets, cr, sizeof cr);
    assert_int_equal(session->ops->want(session->self), S7_WANT_READ | S7_WANT_WRITE);
    assert_true(session->ops->deadline(session->self) == S7_SECOND + config.connect_timeout);
    const struct s7_fault end = {.error = S7_OK};
    session->ops->closed(session->self, &end, 2 * S7_SECOND);
    assert_int_equal(s7_client_fault(client)->error, S7_ERR_ISO_CLOSED);
    assert_int_equal(s7_client_fault(client)->elapsed_ms, 1000);
    s7_client_free(client);
    s7_client_free(NULL);
}

static const uint8_t CC[] = {0x03, 0x00, 0x00, 0x16, 0x11, 0xd0, 0x00, 0x01, 0x00, 0x03, 0x00,
                             0xc0, 0x01, 0x0a, 0xc1, 0x02, 0x01, 0x00, 0xc2, 0x02, 0x03, 0x01};

static void close_at_setup(void *user, struct s7_client *client, enum s7_client_state state,
                           const struct s7_fault *fault, s7_time now)
{
    (void)user, (void)fault;
    if (state == S7_CLIENT_SETUP)
        s7_client_close(client, now);
}

static void sent(struct s7_session *session)
{
    const uint8_t *octets = NULL;
    size_t size = session->ops->output(session->self, &octets);
    session->ops->output_done(session->self, size, S7_SECOND);
}

static void a_client_closed_at_the_cc_sends_no_setup(void **state)
{
    const struct s7_fault end = {.error = S7_OK};
    const uint8_t *octets = NULL;
    (void)state;
    struct s7_client_config config = defaults();
    config.state_changed = close_at_setup;
    struct s7_client *client = NULL;
    assert_int_equal(s7_client_new(&config, &client), S7_OK);
    struct s7_session *session = s7_client_session(client);
    session->ops->tick(session->self, S7_SECOND);
    sent(session);
    session->ops->input(session->self, CC, sizeof CC, S7_SECOND);
    assert_int_equal(session->ops->output(session->self, &octets), 0);
    assert_int_equal(session->ops->want(session->self), S7_WANT_FIN);
    session->ops->closed(session->self, &end, S7_SECOND);
    s7_client_free(client);
}

static void a_refused_setup_says_code_and_time(void **state)
{
    static const uint8_t refusal[] = {0x03, 0x00, 0x00, 0x13, 0x02, 0xf0, 0x80, 0x32, 0x02, 0x00,
                                      0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00, 0x83, 0x02};
    const struct s7_fault end = {.error = S7_OK};
    (void)state;
    struct s7_client_config config = defaults();
    struct s7_client *client = NULL;
    assert_int_equal(s7_client_new(&config, &client), S7_OK);
    struct s7_session *session = s7_client_session(client);
    session->ops->tick(session->self, S7_SECOND);
    session->ops->input(session->self, CC, sizeof CC, S7_SECOND);
    session->ops->input(session->self, refusal, sizeof refusal, S7_SECOND + 250 * S7_MILLISECOND);
    assert_int_equal(s7_client_fault(client)->error, S7_ERR_S7_SETUP_REFUSED);
    assert_int_equal(s7_client_fault(client)->peer_code, 0x8302);
    assert_int_equal(s7_client_fault(client)->elapsed_ms, 250);
    session->ops->closed(session->self, &end, 2 * S7_SECOND);
    s7_client_free(client);
}

static int submitted(struct s7_range range, s7_time timeout)
{
    uint8_t octets[64] = {0};
    struct s7_job_item item = {.range = range, .octets = octets};
    struct s7_job job = {.kind = S7_JOB_READ, .items = &item, .item_count = 1, .timeout = timeout};
    struct s7_client_config config = defaults();
    struct s7_client *client = NULL;
    assert_int_equal(s7_client_new(&config, &client), S7_OK);
    int error = s7_client_submit(client, &job, 0);
    assert_int_equal(s7_client_jobs(client), error == S7_OK ? 1 : 0);
    s7_client_free(client);
    return error;
}

static void what_no_item_can_carry_is_not_taken(void **state)
{
    (void)state;
    const struct s7_range good = {.area = S7_AREA_DB, .db = 1, .first_bit = 8, .bit_count = 64};
    struct s7_range range = good;
    assert_int_equal(submitted(good, S7_SECOND), S7_OK);
    assert_int_equal(submitted(good, 0), S7_ERR_LOCAL_ARGUMENT);
    range.bit_count = 10; /* neither a bit nor octets */
    assert_int_equal(submitted(range, S7_SECOND), S7_ERR_LOCAL_ARGUMENT);
    range = good;
    range.first_bit = S7_RANGE_BITS_MAX - 56; /* ends beyond a 24-bit address */
    assert_int_equal(submitted(range, S7_SECOND), S7_ERR_LOCAL_ARGUMENT);
    range = (struct s7_range){.area = S7_AREA_TIMER, .first_bit = 8, .bit_count = 16}; /* half a timer */
    assert_int_equal(submitted(range, S7_SECOND), S7_ERR_LOCAL_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranges_of_the_configuration_are_kept),
        cmocka_unit_test(memory_of_the_caller_is_enough),
        cmocka_unit_test(a_connection_begins_with_a_cr),
        cmocka_unit_test(a_client_closed_at_the_cc_sends_no_setup),
        cmocka_unit_test(a_refused_setup_says_code_and_time),
        cmocka_unit_test(what_no_item_can_carry_is_not_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
