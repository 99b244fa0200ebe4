/* SPDX-License-Identifier: MIT */
#include "unit/engine/client_stage.h"

#include "wire/tsap.h"

/* C1, C2, C0 in this order (LOGO! 0BA7 insists on it); TSAPs as configured, a text among them. */
static void a_cr_carries_the_configured_tsaps_and_size(void **state)
{
    static const uint8_t cr[] = {0x03, 0x00, 0x00, 0x18, 0x13, 0xe0, 0x00, 0x00, 0x00, 0x01, 0x00, 0xc1,
                                 0x02, 0x10, 0x01, 0xc2, 0x04, 'P',  'L',  'C',  '1',  0xc0, 0x01, 0x09};
    const struct s7_tsap local = {.octets = {0x10, 0x01}, .size = 2};
    const struct s7_tsap remote = {.octets = {'P', 'L', 'C', '1'}, .size = 4};
    (void)state;
    struct s7_client_config config = stage_defaults();
    config.local_tsap = &local;
    config.remote_tsap = &remote;
    config.tpdu_code = 0x09;
    stage_make(config);
    stage_tick();
    stage_hear(cr, sizeof cr);
    assert_int_equal(s7_client_state(stage.client), S7_CLIENT_ISO);
    assert_int_equal(stage.session->ops->deadline(stage.session->self), stage_start + config.connect_timeout);
}

static void a_cc_is_followed_by_setup_with_what_is_asked_for(void **state)
{
    static const uint8_t setup[] = {0x03, 0x00, 0x00, 0x19, 0x02, 0xf0, 0x80, 0x32, 0x01,
                                    0x00, 0x00, 0x00, 0x01, 0x00, 0x08, 0x00, 0x00, 0xf0,
                                    0x00, 0x00, 0x05, 0x00, 0x05, 0x01, 0xe0};
    uint8_t cr[64];
    (void)state;
    struct s7_client_config config = stage_defaults();
    config.amq = 5;
    config.pdu_length = 480;
    stage_make(config);
    stage_tick();
    stage_sent(cr, sizeof cr);
    for (size_t i = 0; i < sizeof STAGE_CC; i++) { /* octet by octet */
        assert_int_equal(s7_client_state(stage.client), S7_CLIENT_ISO);
        stage_say(STAGE_CC + i, 1);
    }
    assert_int_equal(s7_client_state(stage.client), S7_CLIENT_SETUP);
    stage_hear(setup, sizeof setup);
}

/* The smaller one of what was asked and what was answered, for each figure by itself. */
static void the_grant_is_the_smaller_of_both_sides(void **state)
{
    static const enum s7_client_state heard[] = {S7_CLIENT_ISO, S7_CLIENT_SETUP, S7_CLIENT_OPEN};
    (void)state;
    struct s7_client_config config = stage_defaults(); /* 8 jobs, 960 octets, TPDU 1024 */
    stage_connect_to_setup(config);
    assert_int_equal(s7_client_grant(stage.client).pdu_length, 0);
    stage_say_setup(1, 3, 12, 240);
    assert_int_equal(s7_client_grant(stage.client).amq_calling, 3);
    assert_int_equal(s7_client_grant(stage.client).amq_called, 8);
    assert_int_equal(s7_client_grant(stage.client).pdu_length, 240);
    assert_int_equal(s7_client_grant(stage.client).tpdu_size, 1024);
    assert_int_equal(stage.state_count, 3);
    assert_memory_equal(stage.states, heard, sizeof heard);
    assert_int_equal(stage.session->ops->deadline(stage.session->self), S7_TIME_NEVER);
    stage_tear_down(state);
    stage_open(config, 200, 1920);
    assert_int_equal(s7_client_grant(stage.client).amq_calling, 8);
    assert_int_equal(s7_client_grant(stage.client).pdu_length, 960);
}

static size_t tpdu_size_granted(uint8_t asked, const uint8_t *cc, size_t cc_size)
{
    uint8_t octets[64];
    struct s7_client_config config = stage_defaults();
    config.tpdu_code = asked;
    stage_make(config);
    stage_tick();
    stage_sent(octets, sizeof octets);
    stage_say(cc, cc_size);
    stage_say_setup(1, 1, 1, 240);
    size_t size = s7_client_grant(stage.client).tpdu_size;
    stage_tear_down(NULL);
    return size;
}

static void the_tpdu_size_is_the_smaller_one_too(void **state)
{
    static const uint8_t without[] = {0x03, 0x00, 0x00, 0x0b, 0x06, 0xd0, 0x00, 0x01, 0x00, 0x03, 0x00};
    (void)state;
    assert_int_equal(tpdu_size_granted(0x0b, STAGE_CC, sizeof STAGE_CC), 1024);
    assert_int_equal(tpdu_size_granted(0x08, STAGE_CC, sizeof STAGE_CC), 256);
    assert_int_equal(tpdu_size_granted(0x0b, without, sizeof without),
                     2048); /* no C0: no limit of the partner's */
}

static uint8_t items_granted(uint8_t configured, const uint8_t *cc, size_t cc_size)
{
    uint8_t octets[64];
    struct s7_client_config config = stage_defaults();
    config.item_count = configured;
    stage_make(config);
    stage_tick();
    stage_sent(octets, sizeof octets);
    stage_say(cc, cc_size);
    stage_say_setup(1, 1, 1, 240);
    uint8_t count = s7_client_grant(stage.client).item_count;
    stage_tear_down(NULL);
    return count;
}

/* A CC with our own order of parameters was never made by a Siemens CPU. */
static void a_partner_that_echoes_the_cr_gets_20_items_at_most(void **state)
{
    static const uint8_t echo[] = {0x03, 0x00, 0x00, 0x16, 0x11, 0xd0, 0x00, 0x01, 0x00, 0x03, 0x00,
                                   0xc1, 0x02, 0x01, 0x00, 0xc2, 0x02, 0x03, 0x01, 0xc0, 0x01, 0x0a};
    static const uint8_t two[] = {0x03, 0x00, 0x00, 0x13, 0x0e, 0xd0, 0x00, 0x01, 0x00, 0x03,
                                  0x00, 0xc1, 0x02, 0x01, 0x00, 0xc2, 0x02, 0x03, 0x01};
    static const uint8_t four[] = {0x03, 0x00, 0x00, 0x19, 0x14, 0xd0, 0x00, 0x01, 0x00, 0x03, 0x00, 0xc1, 0x02,
                                   0x01, 0x00, 0xc2, 0x02, 0x03, 0x01, 0xc0, 0x01, 0x0a, 0xf0, 0x01, 0x0a};
    (void)state;
    assert_int_equal(items_granted(0, four, sizeof four), 255);
    assert_int_equal(items_granted(0, STAGE_CC, sizeof STAGE_CC), 255);
    assert_int_equal(items_granted(0, echo, sizeof echo), 20);
    assert_int_equal(items_granted(0, two, sizeof two), 255);
    assert_int_equal(items_granted(7, echo, sizeof echo), 7);
    assert_int_equal(items_granted(90, echo, sizeof echo), 90); /* who asks for it gets it */
}

static void only_a_cc_answers_a_cr_and_only_once(void **state)
{
    uint8_t octets[64];
    uint8_t cr[sizeof STAGE_CC];
    (void)state;
    memcpy(cr, STAGE_CC, sizeof cr);
    cr[5] = 0xe0;
    stage_make(stage_defaults());
    stage_tick();
    stage_sent(octets, sizeof octets);
    stage_say(cr, sizeof cr);
    stage_failed(S7_ERR_ISO_PROTOCOL);
    stage_tear_down(state);
    stage_connect_to_setup(stage_defaults());
    stage_say(STAGE_CC, sizeof STAGE_CC);
    stage_failed(S7_ERR_ISO_PROTOCOL);
    stage_tear_down(state);
    stage_open(stage_defaults(), 1, 240);
    stage_say(STAGE_CC, sizeof STAGE_CC);
    stage_failed(S7_ERR_ISO_PROTOCOL);
    assert_int_equal(s7_client_grant(stage.client).pdu_length, 0); /* nothing is granted any more */
}

static void setup_answered_with(const uint8_t *pdu, size_t size, int error)
{
    stage_connect_to_setup(stage_defaults());
    stage_say_pdu(pdu, size);
    stage_failed(error);
    assert_int_equal(s7_client_fault(stage.client)->phase, S7_PHASE_SETUP);
    stage_end();
    assert_int_equal(stage.ended.error, error);
    stage_tear_down(NULL);
}

static void a_setup_answer_must_belong_to_the_question(void **state)
{
    static const uint8_t good[] = {0x32, 0x03, 0x00, 0x00, 0x00, 0x01, 0x00, 0x08, 0x00, 0x00,
                                   0x00, 0x00, 0xf0, 0x00, 0x00, 0x01, 0x00, 0x01, 0x00, 0xf0};
    static const uint8_t ack[] = {0x32, 0x02, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00};
    uint8_t pdu[sizeof good];
    (void)state;
    memcpy(pdu, good, sizeof good);
    pdu[5] = 0x02; /* PDU reference */
    setup_answered_with(pdu, sizeof pdu, S7_ERR_S7_MISMATCH);
    setup_answered_with(ack, sizeof ack, S7_ERR_S7_MISMATCH);
    memcpy(pdu, good, sizeof good);
    pdu[12] = 0x04; /* function */
    setup_answered_with(pdu, sizeof pdu, S7_ERR_S7_MALFORMED);
    memcpy(pdu, good, sizeof good);
    pdu[7] = 0x07; /* a parameter part that is too short */
    setup_answered_with(pdu, sizeof pdu - 1, S7_ERR_S7_MALFORMED);
    memcpy(pdu, good, sizeof good);
    pdu[0] = 0x72;
    setup_answered_with(pdu, sizeof pdu, S7_ERR_S7_FOREIGN);
    memcpy(pdu, good, sizeof good);
    pdu[10] = 0x85; /* header error */
    setup_answered_with(pdu, sizeof pdu, S7_ERR_S7_SETUP_REFUSED);
}

static void a_grant_in_which_nothing_fits_is_unusable(void **state)
{
    (void)state;
    stage_connect_to_setup(stage_defaults());
    stage_say_setup(1, 1, 1, 31);
    stage_failed(S7_ERR_S7_SETUP_UNUSABLE);
    stage_tear_down(state);
    stage_connect_to_setup(stage_defaults());
    stage_say_setup(1, 0, 1, 240);
    stage_failed(S7_ERR_S7_SETUP_UNUSABLE);
    stage_tear_down(state);
    stage_open(stage_defaults(), 1, 32); /* the least, and no parallel jobs towards us: usable */
    stage_tear_down(state);
    stage_connect_to_setup(stage_defaults());
    stage_say_setup(1, 1, 0, 240);
    assert_int_equal(s7_client_state(stage.client), S7_CLIENT_OPEN);
}

static void connecting_has_one_deadline_from_the_first_tick(void **state)
{
    uint8_t octets[64];
    (void)state;
    stage_make(stage_defaults());
    stage_tick();
    stage_sent(octets, sizeof octets);
    stage.now = stage_start + 4 * S7_SECOND - 1;
    stage_tick();
    stage_say(STAGE_CC, sizeof STAGE_CC);
    assert_int_equal(stage.session->ops->deadline(stage.session->self), stage_start + 4 * S7_SECOND);
    stage.now++;
    stage_tick();
    stage_failed(S7_ERR_S7_SETUP_TIMEOUT);
    assert_int_equal(s7_client_fault(stage.client)->elapsed_ms, 4000);
}

/* Dialled again, the client begins anew: fault, fragments and deadline are those of the new connection. */
static void a_client_begins_anew(void **state)
{
    uint8_t first[64], second[64];
    (void)state;
    stage_make(stage_defaults());
    stage_tick();
    size_t size = stage_sent(first, sizeof first);
    stage_say(STAGE_CC, 5); /* and the stream breaks in the middle of a packet */
    stage_end();
    assert_int_equal(stage.ended.error, S7_ERR_ISO_CLOSED);
    stage.now += 60 * S7_SECOND;
    stage_tick();
    assert_int_equal(s7_client_fault(stage.client)->error, S7_OK);
    assert_int_equal(stage.session->ops->deadline(stage.session->self), stage.now + 4 * S7_SECOND);
    assert_int_equal(stage_sent(second, sizeof second), size);
    assert_memory_equal(first, second, size);
    stage_say(STAGE_CC, sizeof STAGE_CC);
    assert_int_equal(s7_client_state(stage.client), S7_CLIENT_SETUP);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAGE(a_cr_carries_the_configured_tsaps_and_size),
        STAGE(a_cc_is_followed_by_setup_with_what_is_asked_for),
        STAGE(the_grant_is_the_smaller_of_both_sides),
        STAGE(the_tpdu_size_is_the_smaller_one_too),
        STAGE(a_partner_that_echoes_the_cr_gets_20_items_at_most),
        STAGE(only_a_cc_answers_a_cr_and_only_once),
        STAGE(a_setup_answer_must_belong_to_the_question),
        STAGE(a_grant_in_which_nothing_fits_is_unusable),
        STAGE(connecting_has_one_deadline_from_the_first_tick),
        STAGE(a_client_begins_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
