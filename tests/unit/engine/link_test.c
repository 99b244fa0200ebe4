/* SPDX-License-Identifier: MIT */
#include "unit/engine/link_stage.h"

/* C0, then the TSAPs as they came; each link has a reference of its own. */
static void a_cc_repeats_what_the_cr_had(void **state)
{
    static const uint8_t cr[] = {0x03, 0x00, 0x00, 0x11, 0x0c, 0xe0, 0x00, 0x00, 0x12,
                                 0x34, 0x00, 0xc2, 0x04, 'P',  'L',  'C',  '1'};
    static const uint8_t cc[] = {0x03, 0x00, 0x00, 0x14, 0x0f, 0xd0, 0x12, 0x34, 0x00, 0x02,
                                 0x00, 0xc0, 0x01, 0x0a, 0xc2, 0x04, 'P',  'L',  'C',  '1'};
    static const uint8_t bare[] = {0x03, 0x00, 0x00, 0x0b, 0x06, 0xe0, 0x00, 0x00, 0x00, 0x07, 0x00};
    static const uint8_t second[] = {0x03, 0x00, 0x00, 0x0e, 0x09, 0xd0, 0x00,
                                     0x07, 0x00, 0x03, 0x00, 0xc0, 0x01, 0x0a};
    (void)state;
    make(defaults());
    struct s7_session *session = accepted();
    say(session, cr, sizeof cr);
    hear(session, cc, sizeof cc);
    assert_int_equal(s7_link_tpdu_size(owner.link), 1024); /* no C0: no limit of the partner's */
    struct s7_session *other = accepted();
    say(other, bare, sizeof bare);
    hear(other, second, sizeof second);
    closed(session, S7_OK);
    assert_ptr_not_equal(owner.ended, owner.link);
    closed(other, S7_OK);
    assert_ptr_equal(owner.ended, owner.link);
}

static void the_order_of_a_cc_is_the_configured_one(void **state)
{
    static const uint8_t c0[] = {0xc0, 0x01, 0x0a}, c1[] = {0xc1, 0x02, 0x01, 0x00},
                         c2[] = {0xc2, 0x02, 0x03, 0x01};
    (void)state;
    for (int order = 0; order < S7_COTP_ORDER_COUNT; order++) {
        static const size_t at[S7_COTP_ORDER_COUNT][3] = {{0, 3, 7}, {8, 0, 4}, {0, 7, 3}};
        uint8_t cc[64];
        struct s7_server_config config = defaults();
        config.cc_order = (enum s7_cotp_order)order;
        make(config);
        struct s7_session *session = accepted();
        say(session, CR, sizeof CR);
        assert_int_equal(heard(session, cc, sizeof cc), 22);
        assert_memory_equal(cc + 11 + at[order][0], c0, sizeof c0);
        assert_memory_equal(cc + 11 + at[order][1], c1, sizeof c1);
        assert_memory_equal(cc + 11 + at[order][2], c2, sizeof c2);
        closed(session, S7_OK);
        unmake(NULL);
    }
}

static uint8_t code_answered(uint8_t granted, uint8_t asked)
{
    uint8_t cr[sizeof CR], cc[64] = {0};
    struct s7_server_config config = defaults();
    config.tpdu_code = granted;
    make(config);
    struct s7_session *session = accepted();
    memcpy(cr, CR, sizeof cr);
    cr[sizeof cr - 1] = asked;
    say(session, cr, sizeof cr);
    assert_int_equal(heard(session, cc, sizeof cc), 22);
    assert_int_equal(s7_link_tpdu_size(owner.link), 1 << cc[13]);
    closed(session, S7_OK);
    unmake(NULL);
    return cc[13];
}

static void the_tpdu_size_is_the_smaller_one(void **state)
{
    (void)state;
    assert_int_equal(code_answered(0x0a, 0x0a), 0x0a);
    assert_int_equal(code_answered(0x0a, 0x0d), 0x0a);
    assert_int_equal(code_answered(0x0a, 0x07), 0x07);
    assert_int_equal(code_answered(0x07, 0x0a), 0x07);
}

/* The TPDU of 128 octets carries a PDU of 125: the owner answers with 240. */
static void a_pdu_that_does_not_fit_into_one_tpdu(void **state)
{
    (void)state;
    for (int limits = 0; limits < 2; limits++) {
        uint8_t octets[512], cr[sizeof CR];
        struct s7_server_config config = defaults();
        config.tpdu_limits_pdu = limits == 1;
        make(config);
        struct s7_session *session = accepted();
        memcpy(cr, CR, sizeof cr);
        cr[sizeof cr - 1] = 0x07;
        say(session, cr, sizeof cr);
        say(session, SETUP, sizeof SETUP);
        assert_int_equal(heard(session, octets, sizeof octets), 22 + 27);
        assert_int_equal(s7_link_pdu_length(owner.link), limits ? 125 : 240);
        say(session, READ, sizeof READ);
        if (limits) { /* the owner's answer is longer than the PDU: refused */
            assert_int_equal(heard(session, octets, sizeof octets), 19);
            assert_int_equal(session->ops->want(session->self), S7_WANT_READ);
        } else {
            assert_int_equal(heard(session, octets, sizeof octets), 0);
            assert_int_equal(session->ops->want(session->self), S7_WANT_FIN);
        }
        closed(session, S7_OK);
        assert_int_equal(owner.fault.error, limits ? S7_OK : S7_ERR_LOCAL_LIMIT);
        assert_int_equal(s7_server_counters(owner.server)->malformed, 0);
        unmake(NULL);
    }
}

/* The same for one that is answered outside the link's own turn: the transport must hear of it. */
static void a_kept_request_whose_answer_does_not_fit(void **state)
{
    uint8_t octets[512], cr[sizeof CR];
    struct s7_server_config config = defaults();
    (void)state;
    config.tpdu_limits_pdu = false;
    make(config);
    struct s7_session *session = accepted();
    memcpy(cr, CR, sizeof cr);
    cr[sizeof cr - 1] = 0x07;
    say(session, cr, sizeof cr);
    say(session, SETUP, sizeof SETUP);
    heard(session, octets, sizeof octets);
    owner.keeps = true;
    say(session, READ, sizeof READ);
    say(session, READ, sizeof READ);
    assert_int_equal(owner.kept_count, 2);
    owner.wakes = 0;
    owner_answer(owner.kept[0], START);
    assert_true(owner.wakes > 0);
    assert_int_equal(session->ops->want(session->self), S7_WANT_FIN);
    owner_answer(owner.kept[1], START); /* void by now */
    closed(session, S7_OK);
    assert_int_equal(owner.fault.error, S7_ERR_LOCAL_LIMIT);
}

static void a_link_knows_its_peer_number_and_owner(void **state)
{
    int mine = 0;
    (void)state;
    make(defaults());
    struct s7_session *session = opened();
    assert_string_equal(s7_link_peer(owner.link)->address, "192.0.2.7");
    assert_int_equal(s7_link_peer(owner.link)->port, 4711);
    assert_int_equal(s7_link_number(owner.link), 1);
    assert_ptr_equal(s7_link_session(owner.link), session);
    assert_int_equal(owner.pdu_length_at_connect, 0);
    assert_int_equal(s7_link_pdu_length(owner.link), 240);
    assert_null(s7_link_user(owner.link));
    s7_link_set_user(owner.link, &mine);
    assert_ptr_equal(s7_link_user(owner.link), &mine);
    closed(session, S7_OK);
    session = opened();
    assert_int_equal(s7_link_number(owner.link), 2);
    assert_null(s7_link_user(owner.link)); /* nothing is left of the link that was in this place */
    closed(session, S7_OK);
}

/* A stream cut at every octet is the same stream. */
static void octets_may_come_one_by_one(void **state)
{
    uint8_t octets[64];
    (void)state;
    make(defaults());
    struct s7_session *session = accepted();
    for (size_t i = 0; i < sizeof CR; i++)
        say(session, CR + i, 1);
    for (size_t i = 0; i < sizeof SETUP; i++)
        say(session, SETUP + i, 1);
    assert_int_equal(heard(session, octets, sizeof octets), 22 + 27);
    assert_int_equal(s7_link_pdu_length(owner.link), 240);
    assert_int_equal(s7_server_counters(owner.server)->octets_in, sizeof SETUP - 7);
    assert_int_equal(s7_server_counters(owner.server)->octets_out, 27 - 7);
    closed(session, S7_OK);
}

/* ---- how links end --------------------------------------------------------------------------------------- */

/* Says it before or after the CR (and setup): the link ends in order with `error`, which the owner hears of. */
static void ends_with(bool open, const uint8_t *octets, size_t size, int error)
{
    make(defaults());
    struct s7_session *session = open ? opened() : accepted();
    say(session, octets, size);
    assert_int_equal(session->ops->want(session->self), S7_WANT_FIN);
    assert_true(session->ops->deadline(session->self) == S7_TIME_NEVER);
    say(session, (const uint8_t *)"whatever comes now", 18); /* is taken and of no interest */
    assert_int_equal(owner.disconnects, 0);
    closed(session, S7_ERR_TCP_RESET);
    assert_int_equal(owner.disconnects, open ? 1 : 0);
    if (open)
        assert_int_equal(owner.fault.error, error); /* why it ended, not how the stream did then */
    assert_int_equal(s7_server_counters(owner.server)->malformed, error != S7_OK);
    assert_int_equal(s7_server_counters(owner.server)->links, 0);
    unmake(NULL);
}

static void what_breaks_the_protocol_ends_the_link_and_is_counted(void **state)
{
    static const uint8_t dr[] = {0x03, 0x00, 0x00, 0x0b, 0x06, 0x80, 0x00, 0x01, 0x00, 0x02, 0x00};
    static const uint8_t er[] = {0x03, 0x00, 0x00, 0x09, 0x04, 0x70, 0x00, 0x01, 0x01};
    static const uint8_t plus[] = {0x03, 0x00, 0x00, 0x0b, 0x02, 0xf0, 0x80, 0x72, 0x01, 0x00, 0x00};
    uint8_t cc[sizeof CR];
    (void)state;
    memcpy(cc, CR, sizeof cc);
    cc[5] = 0xd0;
    ends_with(false, cc, sizeof cc, S7_ERR_ISO_PROTOCOL);
    ends_with(false, SETUP, sizeof SETUP, S7_ERR_ISO_PROTOCOL); /* data before the CR */
    ends_with(false, (const uint8_t *)"GET / HTTP/1.0\r\n", 16, S7_ERR_ISO_FOREIGN);
    ends_with(true, CR, sizeof CR, S7_ERR_ISO_PROTOCOL);
    ends_with(true, er, sizeof er, S7_ERR_ISO_PROTOCOL);
    ends_with(true, plus, sizeof plus, S7_ERR_S7_FOREIGN);
    ends_with(true, dr, sizeof dr, S7_OK); /* goodbye the ISO way is in order */
}

static void a_half_open_link_has_its_time(void **state)
{
    (void)state;
    for (int step = 0; step < 3; step++) { /* nothing said; CR, but no setup; CR that nobody answers */
        make(defaults());
        owner.admit = step == 2 ? S7_ADMIT_SILENT : S7_ADMIT_YES;
        struct s7_session *session = accepted();
        if (step > 0)
            say(session, CR, sizeof CR);
        heard(session, (uint8_t[64]){0}, 64);
        assert_int_equal(session->ops->deadline(session->self), START + 3 * S7_SECOND);
        session->ops->tick(session->self, START + 3 * S7_SECOND - 1);
        assert_int_equal(session->ops->want(session->self), S7_WANT_READ);
        session->ops->tick(session->self, START + 3 * S7_SECOND);
        assert_int_equal(session->ops->want(session->self), S7_WANT_FIN);
        assert_int_equal(s7_server_counters(owner.server)->abandoned, 1);
        closed(session, S7_OK);
        assert_int_equal(owner.disconnects, step == 1); /* of what was admitted, the owner hears the end */
        assert_int_equal(owner.fault.error, step == 1 ? S7_ERR_ISO_ABANDONED : S7_OK);
        unmake(NULL);
    }
    make(defaults());
    struct s7_session *session = opened();
    session->ops->tick(session->self, START + 3600 * S7_SECOND); /* open: nothing is due */
    assert_int_equal(session->ops->want(session->self), S7_WANT_READ);
    closed(session, S7_OK);
}

static void the_owner_ends_a_link_in_order_or_not(void **state)
{
    uint8_t octets[64];
    (void)state;
    make(defaults());
    struct s7_session *session = opened();
    push_octets(10);
    owner.wakes = 0;
    s7_link_end(owner.link, false, START);
    assert_int_equal(owner.wakes, 1);
    assert_int_equal(session->ops->want(session->self), S7_WANT_WRITE | S7_WANT_FIN); /* output first */
    assert_true(heard(session, octets, sizeof octets) > 0);
    assert_int_equal(session->ops->want(session->self), S7_WANT_FIN);
    s7_link_end(owner.link, true, START); /* it ends only once */
    assert_int_equal(session->ops->want(session->self), S7_WANT_FIN);
    closed(session, S7_OK);
    assert_int_equal(owner.fault.error, S7_OK);
    session = opened();
    push_octets(10);
    s7_link_end(owner.link, true, START);
    assert_int_equal(session->ops->want(session->self), S7_WANT_RST);
    closed(session, S7_OK);
    session = opened();
    closed(session, S7_ERR_TCP_RESET); /* the stream's own end is told as the transport saw it */
    assert_int_equal(owner.fault.error, S7_ERR_TCP_RESET);
    assert_int_equal(owner.disconnects, 3);
}

/* ---- pushes and back-pressure ---------------------------------------------------------------------------- */

static void a_push_is_userdata_with_reference_0(void **state)
{
    static const uint8_t push[] = {0x03, 0x00, 0x00, 0x20, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00, 0x00,
                                   0x00, 0x00, 0x00, 0x08, 0x00, 0x07, 0x00, 0x01, 0x12, 0x04, 0x11,
                                   0x04, 0x03, 0x00, 0xff, 0x09, 0x00, 0x03, 0xaa, 0xaa, 0xaa};
    (void)state;
    make(defaults());
    struct s7_session *session = accepted();
    say(session, CR, sizeof CR);
    heard(session, (uint8_t[64]){0}, 64);
    assert_int_equal(push_octets(3), S7_ERR_LOCAL_LIMIT); /* before setup nobody can have asked for it */
    assert_int_equal(s7_server_counters(owner.server)->pushes_dropped, 1);
    hear(session, NULL, 0);
    closed(session, S7_OK);
    session = opened();
    owner.wakes = 0;
    assert_int_equal(push_octets(3), S7_OK);
    assert_int_equal(owner.wakes, 1);
    hear(session, push, sizeof push);
    assert_int_equal(push_octets(240 - 10 - 8 - 4), S7_OK);
    assert_int_equal(push_octets(240 - 10 - 8 - 3), S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(s7_server_counters(owner.server)->pushes, 2);
    closed(session, S7_OK);
}

/* The mode transition [STOP#4]: its parameter is no Userdata's. */
static void a_push_may_be_a_parameter_of_its_own(void **state)
{
    static const uint8_t parameter[] = {0x01, 0x00, 0x10, 0x10, 0x00, 0x00, 0x00, 0x00};
    static const uint8_t push[] = {0x03, 0x00, 0x00, 0x19, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00, 0x00, 0x00, 0x00,
                                   0x00, 0x08, 0x00, 0x00, 0x01, 0x00, 0x10, 0x10, 0x00, 0x00, 0x00, 0x00};
    static const uint8_t longest[240 - 10 + 1] = {0};
    (void)state;
    make(defaults());
    struct s7_session *session = opened();
    const struct s7_octets parts[] = {{parameter, sizeof parameter}, {longest, 240 - 10}, {longest, 240 - 9}};
    assert_int_equal(s7_link_push_parameter(owner.link, parts[0], START), S7_OK);
    hear(session, push, sizeof push);
    assert_int_equal(s7_link_push_parameter(owner.link, parts[1], START), S7_OK);
    assert_int_equal(s7_link_push_parameter(owner.link, parts[2], START), S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(s7_server_counters(owner.server)->pushes, 2);
    assert_int_equal(s7_server_counters(owner.server)->pushes_dropped, 0);
    closed(session, S7_OK);
}

/* Two full pushes fit; then they are dropped and counted, and answers still have their room. */
static void pushes_never_take_the_room_of_answers(void **state)
{
    static uint8_t octets[4096];
    (void)state;
    make(defaults());
    struct s7_session *session = opened();
    assert_int_equal(push_octets(218), S7_OK);
    assert_int_equal(push_octets(218), S7_OK);
    assert_int_equal(push_octets(1), S7_ERR_LOCAL_LIMIT);
    assert_int_equal(s7_server_counters(owner.server)->pushes_dropped, 1);
    for (size_t i = 0; i < 3; i++) { /* the largest answers, as many as may be open */
        assert_true(session->ops->want(session->self) & S7_WANT_READ);
        say(session, READ, sizeof READ);
    }
    assert_int_equal(session->ops->want(session->self), S7_WANT_WRITE); /* full: no further request is taken */
    assert_int_equal(session->ops->input(session->self, READ, sizeof READ, START), 0);
    assert_int_equal(heard(session, octets, sizeof octets), 5 * 247);
    assert_int_equal(session->ops->want(session->self), S7_WANT_READ);
    assert_int_equal(push_octets(1), S7_OK);
    closed(session, S7_OK);
}

/* What stands behind the request for which there is no room is offered again. */
static void input_stops_behind_the_last_request_that_fits(void **state)
{
    static uint8_t octets[4096], stream[12 * sizeof READ];
    (void)state;
    make(defaults());
    struct s7_session *session = opened();
    for (size_t i = 0; i < 12; i++)
        memcpy(stream + i * sizeof READ, READ, sizeof READ);
    for (unsigned i = 0; i < 2; i++) {
        size_t taken = session->ops->input(session->self, stream, sizeof stream, START);
        assert_int_equal(taken, 3 * sizeof READ);
        assert_int_equal(session->ops->want(session->self), S7_WANT_WRITE | S7_WANT_READ);
        taken += session->ops->input(session->self, stream + taken, sizeof stream - taken, START);
        assert_int_equal(taken, 5 * sizeof READ); /* three for AmQ, two that pushes do not use */
        assert_int_equal(session->ops->want(session->self), S7_WANT_WRITE);
        assert_int_equal(heard(session, octets, sizeof octets), 5 * 247);
    }
    assert_int_equal(s7_server_counters(owner.server)->requests, 1 + 10);
    closed(session, S7_OK);
}

static void answer_briefly(struct s7_request *request, s7_time now)
{
    s7_request_refuse(request, 0x8104, now);
}

/* However short the answers are: others have their turns, too. */
static void one_call_serves_no_more_than_was_granted(void **state)
{
    static uint8_t stream[12 * sizeof READ];
    (void)state;
    make(defaults());
    owner.serves = answer_briefly;
    struct s7_session *session = opened();
    for (size_t i = 0; i < 12; i++)
        memcpy(stream + i * sizeof READ, READ, sizeof READ);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(session->ops->input(session->self, stream, sizeof stream, START), 3 * sizeof READ);
        assert_true(session->ops->want(session->self) & S7_WANT_READ);
    }
    assert_int_equal(s7_server_counters(owner.server)->requests, 1 + 12);
    closed(session, S7_OK);
}

/* Kept requests count against AmQ although nothing of them is in the output yet. */
static void no_more_than_amq_are_open(void **state)
{
    (void)state;
    make(defaults());
    struct s7_session *session = opened();
    owner.keeps = true;
    for (size_t i = 0; i < 3; i++)
        say(session, READ, sizeof READ);
    assert_int_equal(owner.kept_count, 3);
    assert_int_equal(session->ops->want(session->self), 0);
    assert_int_equal(session->ops->input(session->self, READ, sizeof READ, START), 0);
    s7_request_drop(owner.kept[0], START);
    assert_int_equal(session->ops->want(session->self), S7_WANT_READ);
    closed(session, S7_OK);
    for (size_t i = 1; i < 3; i++) { /* void now: giving them back is all that is left */
        assert_null(owner.kept[i]->link);
        s7_request_drop(owner.kept[i], START);
    }
}

/* What counts is what was granted, which may be less than the server could do. */
static void no_more_than_granted_are_open(void **state)
{
    uint8_t octets[64], setup[sizeof SETUP];
    (void)state;
    make(defaults());
    struct s7_session *session = accepted();
    say(session, CR, sizeof CR);
    memcpy(setup, SETUP, sizeof setup);
    setup[sizeof setup - 5] = 2; /* jobs asked for */
    say(session, setup, sizeof setup);
    heard(session, octets, sizeof octets);
    owner.keeps = true;
    say(session, READ, sizeof READ);
    say(session, READ, sizeof READ);
    assert_int_equal(session->ops->want(session->self), 0);
    assert_int_equal(session->ops->input(session->self, READ, sizeof READ, START), 0);
    closed(session, S7_OK);
    for (size_t i = 0; i < owner.kept_count; i++)
        s7_request_drop(owner.kept[i], START);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        LINK(a_cc_repeats_what_the_cr_had),
        LINK(the_order_of_a_cc_is_the_configured_one),
        LINK(the_tpdu_size_is_the_smaller_one),
        LINK(a_pdu_that_does_not_fit_into_one_tpdu),
        LINK(a_kept_request_whose_answer_does_not_fit),
        LINK(a_link_knows_its_peer_number_and_owner),
        LINK(octets_may_come_one_by_one),
        LINK(what_breaks_the_protocol_ends_the_link_and_is_counted),
        LINK(a_half_open_link_has_its_time),
        LINK(the_owner_ends_a_link_in_order_or_not),
        LINK(a_push_is_userdata_with_reference_0),
        LINK(a_push_may_be_a_parameter_of_its_own),
        LINK(pushes_never_take_the_room_of_answers),
        LINK(input_stops_behind_the_last_request_that_fits),
        LINK(one_call_serves_no_more_than_was_granted),
        LINK(no_more_than_amq_are_open),
        LINK(no_more_than_granted_are_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
