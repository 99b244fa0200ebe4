/* SPDX-License-Identifier: MIT */
#include "unit/engine/client_calling.h"

static struct s7_call call;
static uint16_t reference;

/* Open, and the call is on its way. */
static void ask(struct s7_call question)
{
    stage_open(stage_defaults(), 1, 240);
    call = question;
    make_call(&call);
    reference = request_reference();
}

static struct fragment whole(void)
{
    return (struct fragment){.reference = reference, .group = 4, .subfunction = 1, .sequence = 2};
}

static struct fragment part(bool more)
{
    struct fragment fragment = whole();
    fragment.chain = 0xd5;
    fragment.more = more;
    return fragment;
}

static uint8_t octets[ANSWER_SIZE];

static void fill_octets(void)
{
    for (size_t i = 0; i < sizeof octets; i++)
        octets[i] = (uint8_t)(i * 7 + i / 251);
}

static void check_served(size_t size)
{
    assert_true(call.finished && called_count == 1);
    assert_int_equal(call.fault.error, S7_OK);
    assert_int_equal(call.answer_size, size);
    assert_memory_equal(answer, octets, size);
    assert_int_equal(answer[size], 0xEE);
    assert_int_equal(s7_client_state(stage.client), S7_CLIENT_OPEN);
}

/* ---- one answer ------------------------------------------------------------------------------------------ */

static void an_answer_in_one_piece(void **state)
{
    (void)state;
    fill_octets();
    ask(szl_call());
    struct fragment fragment = whole();
    say_fragment(&fragment, octets, 42);
    check_served(42);
    assert_int_equal(call.fragments, 1);
    assert_int_equal(call.sequence, 2);
    stage_hear(NULL, 0);
    assert_int_equal(s7_client_counters(stage.client)->answers, 1);
}

static void no_data_is_an_empty_answer(void **state)
{
    (void)state;
    ask(szl_call());
    struct fragment fragment = whole();
    say_fragment(&fragment, NULL, 0);
    check_served(0);
}

/* ---- fragments ------------------------------------------------------------------------------------------- */

/* snap7_s300_everything, frames 5…8: the continuation request of a list in two fragments. */
static void the_next_fragment_is_asked_for_as_recorded(void **state)
{
    static const uint8_t expected[] = {0x03, 0x00, 0x00, 0x21, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00, 0x00,
                                       0x00, 0x03, 0x00, 0x0c, 0x00, 0x04, 0x00, 0x01, 0x12, 0x08, 0x12,
                                       0x44, 0x01, 0x02, 0x00, 0x00, 0x00, 0x00, 0x0a, 0x00, 0x00, 0x00};
    (void)state;
    fill_octets();
    ask(szl_call());
    struct fragment fragment = part(true);
    say_fragment(&fragment, octets, 214);
    assert_false(call.finished);
    stage_hear(expected, sizeof expected);
    fragment.reference = 3;
    fragment.more = false;
    say_fragment(&fragment, octets + 214, 134);
    check_served(348);
    assert_int_equal(call.fragments, 2);
}

/* Whatever the sizes of the fragments, empty ones included. */
static void fragments_of_every_size_are_put_together(void **state)
{
    (void)state;
    fill_octets();
    ask(szl_call());
    for (size_t size = 0; size <= 214; size += size < 8 ? 1 : 13) {
        if (size > 0) {
            call = szl_call();
            make_call(&call);
            reference = request_reference();
        }
        size_t total = 3 * size + 1;
        for (size_t at = 0, n = 0; n < 4; n++) {
            struct fragment fragment = part(n < 3);
            size_t piece = n < 3 ? size : 1;
            say_fragment(&fragment, octets + at, piece);
            at += piece;
            if (n < 3)
                reference = request_reference();
        }
        check_served(total);
        assert_int_equal(call.fragments, 4);
    }
}

static void refuse_chain(struct fragment next, int error)
{
    fill_octets();
    ask(szl_call());
    struct fragment fragment = part(true);
    say_fragment(&fragment, octets, 10);
    uint16_t asked = request_reference();
    if (next.reference == 0)
        next.reference = asked;
    say_fragment(&next, octets + 10, 10);
    stage_failed(error);
    assert_true(call.finished);
    assert_int_equal(call.fault.error, error);
    assert_int_equal(call.fault.phase, S7_PHASE_REQUEST);
}

static void a_chain_that_changes_is_a_mismatch(void **state)
{
    static const struct fragment wrong[] = {
        {.group = 4, .subfunction = 1, .sequence = 2, .chain = 0xd6},                 /* another chain */
        {.group = 4, .subfunction = 1, .sequence = 3, .chain = 0xd5},                 /* another sequence */
        {.group = 4, .subfunction = 2, .sequence = 2, .chain = 0xd5},                 /* another service */
        {.group = 3, .subfunction = 1, .sequence = 2, .chain = 0xd5, .more = true},   /* another group */
        {.reference = 2, .group = 4, .subfunction = 1, .sequence = 2, .chain = 0xd5}, /* the same again */
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        refuse_chain(wrong[i], S7_ERR_S7_MISMATCH);
        stage_tear_down(state);
    }
}

static void what_does_not_fit_is_a_limit(void **state)
{
    (void)state;
    fill_octets();
    struct s7_call small = szl_call();
    small.answer_capacity = 42;
    ask(small);
    struct fragment fragment = whole();
    say_fragment(&fragment, octets, 42);
    check_served(42);
    make_call(&call);
    fragment.reference = request_reference();
    say_fragment(&fragment, octets, 43); /* all that there is: the connection can go on */
    assert_int_equal(call.fault.error, S7_ERR_LOCAL_LIMIT);
    assert_int_equal(call.answer_size, 0);
    assert_int_equal(s7_client_state(stage.client), S7_CLIENT_OPEN);
    make_call(&call);
    reference = request_reference();
    fragment = part(true);
    say_fragment(&fragment, octets, 43);
    assert_int_equal(call.fault.error, S7_ERR_LOCAL_LIMIT);
    stage_failed(S7_ERR_LOCAL_LIMIT);
}

static void a_chain_has_an_end(void **state)
{
    (void)state;
    ask(szl_call());
    for (unsigned i = 0; i < S7_CALL_FRAGMENTS_MAX - 1; i++) {
        struct fragment fragment = part(true);
        say_fragment(&fragment, NULL, 0);
        assert_false(call.finished);
        reference = request_reference();
    }
    struct fragment fragment = part(true);
    say_fragment(&fragment, NULL, 0);
    stage_failed(S7_ERR_S7_MALFORMED);
    assert_int_equal(call.fault.error, S7_ERR_S7_MALFORMED);
}

/* The timeout is that of the whole, whatever comes in between. */
static void fragments_do_not_stop_the_clock(void **state)
{
    (void)state;
    ask(szl_call());
    for (unsigned i = 0; i < 3; i++) {
        stage.now += S7_SECOND / 2;
        struct fragment fragment = part(true);
        say_fragment(&fragment, NULL, 0);
        reference = request_reference();
    }
    stage.now += S7_SECOND / 2;
    stage_tick();
    stage_failed(S7_ERR_S7_REQUEST_TIMEOUT);
}

/* The partner sends jobs and reads nothing: there is no room to ask for the next fragment. */
static void ask_without_room(void)
{
    static const uint8_t job[] = {0x32, 0x01, 0x00, 0x00, 0x00, 0x07, 0x00, 0x01, 0x00, 0x00, 0x1b};
    fill_octets();
    ask(szl_call());
    for (unsigned i = 0; i < 4000; i++)
        stage_say_pdu(job, sizeof job);
    struct fragment fragment = part(true);
    say_fragment(&fragment, octets, 10);
    assert_false(call.finished);
}

static void the_next_fragment_waits_for_room(void **state)
{
    static uint8_t stream[64 * STAGE_PDU];
    (void)state;
    ask_without_room();
    assert_true(stage_sent(stream, sizeof stream) > 1000);
    assert_int_equal(request_reference(), 3);
    struct fragment fragment = part(false);
    fragment.reference = 3;
    say_fragment(&fragment, octets + 10, 10);
    check_served(20);
}

static void what_was_not_asked_for_yet_is_a_mismatch(void **state)
{
    (void)state;
    ask_without_room();
    struct fragment fragment = part(false);
    say_fragment(&fragment, octets + 10, 10);
    stage_failed(S7_ERR_S7_MISMATCH);
}

/* ---- refusals -------------------------------------------------------------------------------------------- */

static void check_refused(int error, uint16_t word)
{
    assert_true(call.finished && called_count == 1);
    assert_int_equal(call.fault.error, error);
    assert_int_equal(call.fault.peer_code, word);
    assert_int_equal(call.fault.phase, S7_PHASE_REQUEST);
    assert_int_equal(call.answer_size, 0);
    assert_int_equal(s7_client_state(stage.client), S7_CLIENT_OPEN);
    stage_hear(NULL, 0);
}

static void an_error_word_refuses(void **state)
{
    (void)state;
    ask(szl_call());
    struct fragment fragment = whole();
    fragment.error = 0xD402;
    say_fragment(&fragment, NULL, 0);
    check_refused(S7_ERR_DATA_INFORMATION, 0xD402);
    make_call(&call); /* in the middle of a chain, too */
    reference = request_reference();
    fragment = part(true);
    say_fragment(&fragment, octets, 100);
    reference = request_reference();
    fragment = whole();
    fragment.error = 0xD405;
    called_count = 0;
    say_fragment(&fragment, NULL, 0);
    check_refused(S7_ERR_S7_REFUSED, 0xD405);
}

static void a_bare_refusal_of_userdata_is_taken(void **state)
{
    (void)state;
    ask(szl_call());
    uint8_t pdu[] = {0x32, 0x02, 0x00, 0x00, 0, 0, 0x00, 0x00, 0x00, 0x00, 0x81, 0x04};
    stage_put16(pdu + 4, reference);
    stage_say_pdu(pdu, sizeof pdu);
    check_refused(S7_ERR_S7_NOT_IMPLEMENTED, 0x8104);
}

/* The answer of python-snap7 3's server to a list that it has not, with `code` in the place of its 81. */
static void say_code(uint8_t code)
{
    uint8_t pdu[] = {0x32, 0x07, 0x00, 0x00, 0,    0,    0x00, 0x0c, 0x00, 0x04, 0x00, 0x01, 0x12,
                     0x08, 0x12, 0x84, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, code, 0x00, 0x00, 0x00};
    stage_put16(pdu + 4, reference);
    stage_say_pdu(pdu, sizeof pdu);
}

static void a_code_without_data_refuses(void **state)
{
    static const uint8_t refusals[] = {0x01, 0x03, 0x05, 0x06, 0x07, 0x81};
    static const uint8_t others[] = {0x00, 0x0A, 0xFF};
    for (size_t i = 0; i < sizeof refusals; i++) {
        ask(szl_call());
        say_code(refusals[i]);
        assert_int_equal(call.fault.item_code, refusals[i]);
        check_refused(S7_ERR_S7_REFUSED, 0);
        stage_tear_down(state);
    }
    for (size_t i = 0; i < sizeof others; i++) {
        ask(szl_call());
        say_code(others[i]);
        check_served(0);
        stage_tear_down(state);
    }
}

/* ---- jobs ------------------------------------------------------------------------------------------------ */

/* An answer of `count` parameter octets with a header error. */
static void say_control(uint16_t word, const uint8_t *parameter, size_t count)
{
    uint8_t pdu[64] = {0x32, 0x03, 0x00, 0x00, 0, 0, 0x00, (uint8_t)count, 0x00, 0x00};
    stage_put16(pdu + 4, reference);
    stage_put16(pdu + 10, word);
    memcpy(pdu + 12, parameter, count);
    stage_say_pdu(pdu, 12 + count);
}

/* snap7_s300_stop, frame 2. */
static void a_stop_is_acknowledged_as_recorded(void **state)
{
    (void)state;
    ask(stop_call());
    say_control(0, STOP, 1);
    check_served(0);
    assert_int_equal(call.parameter_size, 1);
    assert_int_equal(call.parameter[0], 0x29);
}

static void a_stop_is_refused_by_its_octet_or_its_word(void **state)
{
    static const struct {
        uint16_t word;
        uint8_t octet;
        int error;
    } rows[] = {{0, 0x00, S7_OK},
                {0, 0x07, S7_ERR_S7_STATE},
                {0, 0x03, S7_ERR_S7_STATE},
                {0, 0x02, S7_ERR_S7_STATE},
                {0, 0x55, S7_ERR_S7_REFUSED},
                {0x8402, 0x07, S7_ERR_S7_STATE},
                {0xD241, 0x02, S7_ERR_ACCESS_PROTECTION},
                {0xD2A9, 0x02, S7_ERR_S7_REFUSED} /* tia_s300_downloadHwConfig, frame 81 */};
    (void)state;
    ask(stop_call());
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const uint8_t parameter[] = {0x29, rows[i].octet};
        if (i > 0) {
            make_call(&call);
            reference = request_reference();
        }
        say_control(rows[i].word, parameter, sizeof parameter);
        assert_true(call.finished);
        assert_int_equal(call.fault.error, rows[i].error);
        assert_int_equal(call.fault.peer_code, rows[i].word);
        assert_int_equal(call.fault.item_code, rows[i].octet);
        assert_int_equal(call.parameter_size, 2);
        assert_int_equal(call.parameter[1], rows[i].octet);
        called_count = 0;
    }
}

/* Only start and stop have such an octet. */
static void other_jobs_keep_their_second_octet(void **state)
{
    static const uint8_t request[] = {0x1d, 0x00}, parameter[40] = {0x1d, 0x07, 0x01};
    (void)state;
    struct s7_call question = stop_call();
    question.request = (struct s7_octets){request, sizeof request};
    ask(question);
    say_control(0, parameter, sizeof parameter);
    check_served(0);
    assert_int_equal(call.parameter_size, S7_CALL_PARAMETER_MAX);
    assert_memory_equal(call.parameter, parameter, S7_CALL_PARAMETER_MAX);
}

static void data_of_a_job_is_the_answer(void **state)
{
    uint8_t pdu[] = {0x32, 0x03, 0x00, 0x00, 0, 0, 0x00, 0x01, 0x00, 0x03, 0x00, 0x00, 0x29, 0, 7, 14};
    (void)state;
    fill_octets();
    ask(stop_call());
    stage_put16(pdu + 4, reference);
    stage_say_pdu(pdu, sizeof pdu);
    check_served(3);
}

/* ---- what does not belong -------------------------------------------------------------------------------- */

static void expect_end(struct s7_call question, const uint8_t *pdu, size_t size, int error, void **state)
{
    uint8_t copy[STAGE_PDU];
    ask(question);
    memcpy(copy, pdu, size);
    stage_put16(copy + 4, reference);
    stage_say_pdu(copy, size);
    stage_failed(error);
    assert_int_equal(call.fault.error, error);
    stage_tear_down(state);
}

static void other_answers_end_the_connection(void **state)
{
    static const uint8_t ack[] = {0x32, 0x03, 0x00, 0x00, 0, 0, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00, 0x28};
    uint8_t userdata[64];
    struct fragment fragment = whole();
    size_t size = fragment_pdu(&fragment, SZL_1C, 4, userdata);
    expect_end(stop_call(), ack, sizeof ack, S7_ERR_S7_MISMATCH, state); /* another function */
    expect_end(szl_call(), ack, sizeof ack, S7_ERR_S7_MISMATCH, state);  /* not Userdata */
    expect_end(stop_call(), userdata, size, S7_ERR_S7_MISMATCH, state);  /* not a Job's */
    userdata[25] = 5;                                                    /* more data than there are */
    expect_end(szl_call(), userdata, size, S7_ERR_S7_MALFORMED, state);
    ask(szl_call());
    fragment = whole();
    fragment.reference++;
    say_fragment(&fragment, SZL_1C, 4);
    stage_failed(S7_ERR_S7_MISMATCH);
}

/* Pushes go to the owner while a call is out; they never answer it. */
static void pushes_are_no_answers(void **state)
{
    (void)state;
    ask(szl_call());
    uint8_t pdu[64];
    struct fragment fragment = whole();
    size_t size = fragment_pdu(&fragment, SZL_1C, 4, pdu);
    pdu[15] = 0x04; /* push, whatever its reference says */
    stage_say_pdu(pdu, size);
    static const uint8_t mode[] = {0x32, 0x07, 0x00, 0x00, 0x00, 0x00, 0x00, 0x08, 0x00,
                                   0x00, 0x01, 0x00, 0x10, 0x10, 0x00, 0x00, 0x00, 0x00};
    stage_say_pdu(mode, sizeof mode);
    assert_int_equal(stage.push_count, 2);
    assert_false(call.finished);
    assert_int_equal(s7_client_state(stage.client), S7_CLIENT_OPEN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAGE(an_answer_in_one_piece),
        STAGE(no_data_is_an_empty_answer),
        STAGE(the_next_fragment_is_asked_for_as_recorded),
        STAGE(fragments_of_every_size_are_put_together),
        STAGE(a_chain_that_changes_is_a_mismatch),
        STAGE(what_does_not_fit_is_a_limit),
        STAGE(a_chain_has_an_end),
        STAGE(fragments_do_not_stop_the_clock),
        STAGE(the_next_fragment_waits_for_room),
        STAGE(what_was_not_asked_for_yet_is_a_mismatch),
        STAGE(an_error_word_refuses),
        STAGE(a_bare_refusal_of_userdata_is_taken),
        STAGE(a_code_without_data_refuses),
        STAGE(a_stop_is_acknowledged_as_recorded),
        STAGE(a_stop_is_refused_by_its_octet_or_its_word),
        STAGE(other_jobs_keep_their_second_octet),
        STAGE(data_of_a_job_is_the_answer),
        STAGE(other_answers_end_the_connection),
        STAGE(pushes_are_no_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
