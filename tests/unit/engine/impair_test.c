/* SPDX-License-Identifier: MIT */
#include "engine/impair.h"

#include "check.h"

#include <stdlib.h>
#include <string.h>

/* ---- a session inside that says what a test wrote down ------------------------------------------------------------ */

static const uint8_t CC[] = {0x03, 0x00, 0x00, 0x16, 0x11, 0xd0, 0x00, 0x07, 0x00, 0x01, 0x00,
                             0xc0, 0x01, 0x0a, 0xc1, 0x02, 0x01, 0x00, 0xc2, 0x02, 0x03, 0x01};
static const uint8_t GRANT[] = {0x03, 0x00, 0x00, 0x1b, 0x02, 0xf0, 0x80, 0x32, 0x03,
                                0x00, 0x00, 0xff, 0xff, 0x00, 0x08, 0x00, 0x00, 0x00,
                                0x00, 0xf0, 0x00, 0x00, 0x01, 0x00, 0x01, 0x00, 0xf0};
static const uint8_t ANSWER[] = {0x03, 0x00, 0x00, 0x19, 0x02, 0xf0, 0x80, 0x32, 0x03, 0x00, 0x00, 0x00, 0x02,
                                 0x00, 0x02, 0x00, 0x04, 0x00, 0x00, 0x04, 0x01, 0x0a, 0x00, 0x00, 0x00};
static const uint8_t REFUSAL[] = {0x03, 0x00, 0x00, 0x13, 0x02, 0xf0, 0x80, 0x32, 0x02, 0x00,
                                  0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x00, 0x81, 0x04};
static const uint8_t PUSH[] = {0x03, 0x00, 0x00, 0x19, 0x02, 0xf0, 0x80, 0x32, 0x07, 0x00, 0x00, 0x00, 0x00,
                               0x00, 0x08, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x10, 0x00, 0x00, 0x00};
static const uint8_t NO_TELEGRAM[] = {'G', 'E', 'T', ' ', '/'};

enum { OCTETS = 512 };

struct inside {
    struct s7_session session;
    uint8_t out[OCTETS];
    size_t out_size;
    unsigned want;
    s7_time deadline;
    s7_time ticked;
    size_t taken, takes; /* of the input; takes: at most so many at once */
    unsigned closes;
    int error;
};

static size_t inside_input(void *self, const uint8_t *bytes, size_t size, s7_time now)
{
    struct inside *inside = self;
    (void)bytes, (void)now;
    size_t taken = size < inside->takes ? size : inside->takes;
    inside->taken += taken;
    return taken;
}

static size_t inside_output(void *self, const uint8_t **ret_bytes)
{
    struct inside *inside = self;
    *ret_bytes = inside->out;
    return inside->out_size;
}

static void inside_output_done(void *self, size_t size, s7_time now)
{
    struct inside *inside = self;
    (void)now;
    assert_in_range(size, 0, inside->out_size);
    inside->out_size -= size;
    memmove(inside->out, inside->out + size, inside->out_size);
}

static unsigned inside_want(const void *self)
{
    const struct inside *inside = self;
    return inside->want | (inside->out_size ? S7_WANT_WRITE : 0u);
}

static s7_time inside_deadline(const void *self)
{
    return ((const struct inside *)self)->deadline;
}

static void inside_tick(void *self, s7_time now)
{
    ((struct inside *)self)->ticked = now;
}

static void inside_closed(void *self, const struct s7_fault *fault, s7_time now)
{
    struct inside *inside = self;
    (void)now;
    assert_null(inside->session.host);
    inside->closes++;
    inside->error = fault->error;
}

static const struct s7_session_ops inside_ops = {.input = inside_input,
                                                 .output = inside_output,
                                                 .output_done = inside_output_done,
                                                 .want = inside_want,
                                                 .deadline = inside_deadline,
                                                 .tick = inside_tick,
                                                 .closed = inside_closed};

/* ---- the stage ------------------------------------------------------------------------------------------------------- */

struct stage {
    struct s7_impair *impair;
    struct inside inside;
    struct s7_session *outside;
    struct s7_session_host host;
    struct s7_impairment next; /* for every telegram that is asked about */
    unsigned asked, wakes;
    s7_time now;
};

static struct stage stage;

static void host_wake(struct s7_session_host *host, struct s7_session *session)
{
    assert_ptr_equal(host, &stage.host);
    assert_ptr_equal(session, stage.outside);
    stage.wakes++;
}

static struct s7_impairment choose(void *user, const struct s7_peer *peer)
{
    assert_ptr_equal(user, &stage);
    assert_string_equal(peer->address, "192.0.2.7");
    stage.asked++;
    return stage.next;
}

static struct s7_impair_config config_of(size_t sessions)
{
    return (struct s7_impair_config){.session_count = sessions, .choose = choose, .user = &stage};
}

static int set_up(void **state)
{
    static const struct s7_peer peer = {.address = "192.0.2.7", .port = 4711};
    struct s7_impair_config config = config_of(2);
    size_t size = s7_impair_size(&config);
    void *memory = malloc(size);
    (void)state;
    memset(&stage, 0, sizeof stage);
    assert_int_equal(s7_impair_init(memory, size, &config, &stage.impair), S7_OK);
    stage.now = S7_SECOND;
    stage.host.wake = host_wake;
    stage.inside = (struct inside){.session = {.ops = &inside_ops, .self = &stage.inside},
                                   .want = S7_WANT_READ,
                                   .deadline = S7_TIME_NEVER,
                                   .takes = OCTETS};
    stage.outside = s7_impair_session(stage.impair, &stage.inside.session, &peer);
    assert_non_null(stage.outside);
    stage.outside->host = &stage.host;
    stage.outside->ops->tick(stage.outside->self, stage.now);
    assert_int_equal(stage.inside.ticked, stage.now);
    return 0;
}

static void close_stage(int error)
{
    const struct s7_fault fault = {.error = error};
    stage.outside->host = NULL;
    stage.outside->ops->closed(stage.outside->self, &fault, stage.now);
    stage.outside = NULL;
}

static int tear_down(void **state)
{
    (void)state;
    if (stage.outside)
        close_stage(S7_OK);
    free(stage.impair);
    return 0;
}

/** The inside has these octets to send, as after an input. */
static void answers(const uint8_t *octets, size_t size)
{
    memcpy(stage.inside.out + stage.inside.out_size, octets, size);
    stage.inside.out_size += size;
    assert_int_equal(stage.outside->ops->input(stage.outside->self, octets, 0, stage.now), 0);
}

static unsigned want(void)
{
    return stage.outside->ops->want(stage.outside->self);
}

static s7_time deadline(void)
{
    return stage.outside->ops->deadline(stage.outside->self);
}

static void tick_at(s7_time now)
{
    stage.now = now;
    stage.outside->ops->tick(stage.outside->self, now);
}

/** Sends what is offered, at most `most` octets of it; returns how many. */
static size_t send_some(uint8_t *ret_octets, size_t most)
{
    const uint8_t *octets = NULL;
    size_t size = stage.outside->ops->output(stage.outside->self, &octets);
    size = size < most ? size : most;
    if (size > 0)
        memcpy(ret_octets, octets, size);
    stage.outside->ops->output_done(stage.outside->self, size, stage.now);
    return size;
}

/** Everything that is to be sent at this instant. */
static size_t send_all(uint8_t *ret_octets)
{
    size_t size = 0;
    while (want() & S7_WANT_WRITE) {
        size_t sent = send_some(ret_octets + size, OCTETS - size);
        assert_int_not_equal(sent, 0);
        size += sent;
    }
    return size;
}

static void sends(const uint8_t *expected, size_t size)
{
    uint8_t octets[OCTETS];
    assert_int_equal(send_all(octets), size);
    assert_memory_equal(octets, expected, size);
}

static void impair(enum s7_impair_kind kind, size_t size, s7_time time)
{
    stage.next = (struct s7_impairment){kind, size, time};
}

/* ---- tests ------------------------------------------------------------------------------------------------------------ */

static void without_an_impairment_it_is_not_there(void **state)
{
    (void)state;
    answers(ANSWER, sizeof ANSWER);
    answers(REFUSAL, sizeof REFUSAL);
    assert_int_equal(stage.asked, 2);
    uint8_t octets[OCTETS];
    assert_int_equal(send_some(octets, 10), 10); /* the transport takes what it likes */
    assert_int_equal(send_all(octets + 10), sizeof ANSWER + sizeof REFUSAL - 10);
    assert_memory_equal(octets, ANSWER, sizeof ANSWER);
    assert_memory_equal(octets + sizeof ANSWER, REFUSAL, sizeof REFUSAL);
    assert_int_equal(stage.asked, 2); /* once for each */
    stage.inside.takes = 3;
    assert_int_equal(stage.outside->ops->input(stage.outside->self, ANSWER, 7, stage.now), 3);
    stage.inside.deadline = stage.now + 5;
    assert_int_equal(deadline(), stage.now + 5);
    stage.inside.want = S7_WANT_FIN;
    assert_int_equal(want(), S7_WANT_FIN);
    close_stage(S7_ERR_TCP_RESET);
    assert_int_equal(stage.inside.closes, 1);
    assert_int_equal(stage.inside.error, S7_ERR_TCP_RESET);
}

static void what_is_no_answer_passes(void **state)
{
    (void)state;
    impair(S7_IMPAIR_GARBAGE, 0, 0);
    answers(CC, sizeof CC);
    answers(GRANT, sizeof GRANT);
    answers(PUSH, sizeof PUSH);
    answers(NO_TELEGRAM, sizeof NO_TELEGRAM);
    assert_int_equal(stage.asked, 0);
    uint8_t octets[OCTETS];
    assert_int_equal(send_all(octets), sizeof CC + sizeof GRANT + sizeof PUSH + sizeof NO_TELEGRAM);
}

static void garbage_is_sent_instead_of_the_answer(void **state)
{
    (void)state;
    impair(S7_IMPAIR_GARBAGE, 0, 0);
    answers(ANSWER, sizeof ANSWER);
    uint8_t octets[OCTETS];
    assert_int_equal(send_all(octets), sizeof ANSWER);
    assert_int_not_equal(octets[0], 3);
    assert_memory_not_equal(octets, ANSWER, sizeof ANSWER);
    assert_int_equal(stage.inside.out_size, 0);
    impair(S7_IMPAIR_NOTHING, 0, 0);
    answers(ANSWER, sizeof ANSWER);
    sends(ANSWER, sizeof ANSWER);
}

static void a_truncated_answer_ends_early_and_the_next_follows(void **state)
{
    (void)state;
    for (size_t size = 0; size <= sizeof ANSWER + 1; size++) {
        uint8_t expected[OCTETS];
        size_t kept = size < sizeof ANSWER ? size : sizeof ANSWER;
        impair(S7_IMPAIR_TRUNCATE, size, 0);
        answers(ANSWER, sizeof ANSWER);
        impair(S7_IMPAIR_NOTHING, 0, 0);
        answers(REFUSAL, sizeof REFUSAL);
        memcpy(expected, ANSWER, kept);
        memcpy(expected + kept, REFUSAL, sizeof REFUSAL);
        sends(expected, kept + sizeof REFUSAL);
        assert_int_equal(stage.inside.out_size, 0);
    }
}

static void an_answer_trickles_octet_by_octet(void **state)
{
    (void)state;
    impair(S7_IMPAIR_TRICKLE, 0, S7_SECOND);
    answers(ANSWER, sizeof ANSWER);
    stage.inside.want = S7_WANT_FIN; /* it ends once it has been sent */
    s7_time start = stage.now;
    for (size_t i = 0; i < sizeof ANSWER; i++) {
        uint8_t octet[OCTETS];
        assert_int_equal(want() & S7_WANT_FIN, S7_WANT_FIN);
        assert_int_equal(send_some(octet, OCTETS), 1);
        assert_int_equal(octet[0], ANSWER[i]);
        if (i + 1 == sizeof ANSWER)
            break;
        assert_int_equal(want(), 0);
        assert_int_equal(deadline(), start + (s7_time)(i + 1) * S7_SECOND);
        tick_at(deadline() - 1);
        assert_int_equal(want(), 0);
        tick_at(deadline());
    }
    assert_int_equal(want(), S7_WANT_FIN);
    assert_int_equal(deadline(), S7_TIME_NEVER);
    assert_int_equal(stage.inside.out_size, 0);
}

static void a_delayed_answer_keeps_what_is_behind_it_waiting(void **state)
{
    (void)state;
    answers(ANSWER, sizeof ANSWER);
    impair(S7_IMPAIR_DELAY, 0, 3 * S7_SECOND);
    answers(REFUSAL, sizeof REFUSAL);
    impair(S7_IMPAIR_NOTHING, 0, 0);
    answers(ANSWER, sizeof ANSWER);
    sends(ANSWER, sizeof ANSWER); /* in front of it */
    assert_int_equal(deadline(), stage.now + 3 * S7_SECOND);
    tick_at(stage.now + 3 * S7_SECOND);
    uint8_t octets[OCTETS];
    assert_int_equal(send_all(octets), sizeof REFUSAL + sizeof ANSWER);
    assert_memory_equal(octets, REFUSAL, sizeof REFUSAL);
    assert_memory_equal(octets + sizeof REFUSAL, ANSWER, sizeof ANSWER);
    assert_int_equal(deadline(), S7_TIME_NEVER);
}

static void the_stream_ends_instead_of_the_answer(void **state)
{
    static const struct {
        enum s7_impair_kind kind;
        unsigned want;
    } rows[] = {{S7_IMPAIR_DROP, S7_WANT_FIN}, {S7_IMPAIR_RESET, S7_WANT_RST}};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        if (i > 0)
            set_up(NULL);
        answers(REFUSAL, sizeof REFUSAL);
        impair(rows[i].kind, 0, 0);
        answers(ANSWER, sizeof ANSWER);
        assert_int_equal(want() & rows[i].want, 0); /* what is in front of it goes first */
        uint8_t octets[OCTETS];
        assert_int_equal(send_some(octets, OCTETS), sizeof REFUSAL);
        assert_int_equal(want(), rows[i].want);
        assert_int_equal(send_some(octets, OCTETS), 0);
        stage.inside.taken = 0;
        assert_int_equal(stage.outside->ops->input(stage.outside->self, ANSWER, 9, stage.now), 9);
        assert_int_equal(stage.inside.taken, 0); /* nothing reaches it any more */
        stage.inside.deadline = 0;
        assert_int_equal(deadline(), S7_TIME_NEVER);
        tick_at(stage.now + 1);
        assert_int_equal(want(), rows[i].want);
        close_stage(S7_OK);
        assert_int_equal(stage.inside.closes, 1);
        if (i == 0)
            free(stage.impair);
    }
}

/* The inside speaks outside its own turn: nothing is decided before the transport tells the time. */
static void a_wake_is_passed_on_and_looked_at_in_the_next_turn(void **state)
{
    (void)state;
    impair(S7_IMPAIR_DELAY, 0, S7_SECOND);
    memcpy(stage.inside.out, ANSWER, sizeof ANSWER);
    stage.inside.out_size = sizeof ANSWER;
    s7_session_wake(&stage.inside.session);
    assert_int_equal(stage.wakes, 1);
    assert_int_equal(stage.asked, 0);
    assert_int_equal(want() & S7_WANT_WRITE, 0);
    stage.now += S7_SECOND / 2;
    assert_true(deadline() <= stage.now);
    tick_at(stage.now);
    assert_int_equal(stage.asked, 1);
    assert_int_equal(deadline(), stage.now + S7_SECOND);
    stage.inside.want = S7_WANT_RST; /* is not kept waiting */
    assert_int_equal(want() & S7_WANT_RST, S7_WANT_RST);
}

/* ---- an acceptor ------------------------------------------------------------------------------------------------------- */

static enum s7_accept verdict;
static unsigned accepts;

static enum s7_accept inside_accept(struct s7_acceptor *acceptor, const struct s7_peer *peer, s7_time now,
                                    struct s7_session **ret_session)
{
    (void)acceptor, (void)peer, (void)now;
    accepts++;
    *ret_session = &stage.inside.session;
    return verdict;
}

static void an_acceptor_hands_out_wrapped_sessions(void **state)
{
    (void)state;
    struct s7_acceptor inside = {inside_accept};
    struct s7_peer peer = {.address = "192.0.2.7"};
    struct s7_session *session = NULL;
    struct s7_acceptor *acceptor = s7_impair_acceptor(stage.impair, &inside);
    accepts = 0;
    verdict = S7_ACCEPT_LATER;
    assert_int_equal(acceptor->accept(acceptor, &peer, stage.now, &session), S7_ACCEPT_LATER);
    assert_null(session);
    verdict = S7_ACCEPT_TAKE;
    assert_int_equal(acceptor->accept(acceptor, &peer, stage.now, &session), S7_ACCEPT_TAKE);
    assert_non_null(session);
    assert_ptr_not_equal(session, &stage.inside.session);
    assert_int_equal(acceptor->accept(acceptor, &peer, stage.now, &session), S7_ACCEPT_CLOSE);
    assert_int_equal(accepts, 2); /* not asked for a third */
    assert_null(s7_impair_session(stage.impair, &stage.inside.session, &peer));
    close_stage(S7_OK); /* and a place is free again */
    assert_int_equal(acceptor->accept(acceptor, &peer, stage.now, &session), S7_ACCEPT_TAKE);
}

static void what_is_out_of_range_is_refused(void **state)
{
    (void)state;
    struct s7_impair_config config = config_of(0);
    struct s7_impair *impair = NULL;
    assert_int_equal(s7_impair_size(&config), 0);
    config = config_of(SIZE_MAX / 8);
    assert_int_equal(s7_impair_size(&config), 0);
    config = config_of(1);
    size_t size = s7_impair_size(&config);
    void *memory = malloc(size);
    assert_int_equal(s7_impair_init(memory, size - 1, &config, &impair), S7_ERR_LOCAL_ARGUMENT);
    assert_int_equal(s7_impair_init(NULL, size, &config, &impair), S7_ERR_LOCAL_ARGUMENT);
    assert_null(impair);
    free(memory);
    config.choose = NULL;
    assert_int_equal(s7_impair_size(&config), 0);
}

#define STAGED(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STAGED(without_an_impairment_it_is_not_there),
        STAGED(what_is_no_answer_passes),
        STAGED(garbage_is_sent_instead_of_the_answer),
        STAGED(a_truncated_answer_ends_early_and_the_next_follows),
        STAGED(an_answer_trickles_octet_by_octet),
        STAGED(a_delayed_answer_keeps_what_is_behind_it_waiting),
        STAGED(the_stream_ends_instead_of_the_answer),
        STAGED(a_wake_is_passed_on_and_looked_at_in_the_next_turn),
        STAGED(an_acceptor_hands_out_wrapped_sessions),
        STAGED(what_is_out_of_range_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
