/* SPDX-License-Identifier: MIT
 *
 * What an open link refuses by itself, as far as that is configured (request.c).
 */
#include "unit/engine/link_stage.h"

static const uint8_t OVER_AMQ[] = {0x03, 0x00, 0x00, 0x13, 0x02, 0xf0, 0x80, 0x32, 0x02, 0x00,
                                   0x00, 0x12, 0x34, 0x00, 0x00, 0x00, 0x00, 0x83, 0x02};

/* A setup that asks for two parallel jobs. */
static struct s7_session *opened_for_two(void)
{
    uint8_t setup[sizeof SETUP], octets[64];
    struct s7_session *session = accepted();
    memcpy(setup, SETUP, sizeof setup);
    setup[20] = 2;
    say(session, CR, sizeof CR);
    say(session, setup, sizeof setup);
    assert_int_equal(heard(session, octets, sizeof octets), 22 + 27);
    return session;
}

static void more_than_the_parallel_jobs_granted_is_refused(void **state)
{
    struct s7_server_config config = defaults();
    (void)state;
    config.over_amq_error = 0x8302;
    make(config);
    struct s7_session *session = opened_for_two();
    owner.keeps = true;
    for (unsigned i = 0; i < 2; i++) {
        say(session, READ, sizeof READ);
        hear(session, NULL, 0);
    }
    for (unsigned i = 0; i < 50; i++) { /* each is told so, and nothing waits */
        say(session, READ, sizeof READ);
        hear(session, OVER_AMQ, sizeof OVER_AMQ);
    }
    assert_int_equal(s7_server_counters(owner.server)->over_amq, 50);
    s7_request_refuse(owner.kept[0], 0x8104, START);
    uint8_t octets[64];
    assert_int_equal(heard(session, octets, sizeof octets), sizeof OVER_AMQ);
    say(session, READ, sizeof READ); /* one may be open again */
    hear(session, NULL, 0);
    assert_int_equal(owner.kept_count, 3);
    closed(session, S7_OK);
    s7_request_drop(owner.kept[1], START);
    s7_request_drop(owner.kept[2], START);
}

/* Who reads no refusals is not read from for ever. */
static void refusals_have_their_room(void **state)
{
    struct s7_server_config config = defaults();
    (void)state;
    config.over_amq_error = 0x8302;
    config.push_count = 0;
    make(config);
    struct s7_session *session = opened();
    owner.keeps = true;
    size_t taken = sizeof READ;
    unsigned requests = 0;
    for (; taken == sizeof READ && requests < 10000; requests++)
        taken = session->ops->input(session->self, READ, sizeof READ, START);
    assert_in_range(requests, 3, 200);
    assert_false(session->ops->want(session->self) & S7_WANT_READ);
    for (size_t i = 0; i < 3; i++) /* the room of the answers was kept */
        owner_answer(owner.kept[i], START);
    static uint8_t octets[16384];
    assert_true(heard(session, octets, sizeof octets) > (size_t)3 * 247);
    assert_true(session->ops->want(session->self) & S7_WANT_READ);
    closed(session, S7_OK);
}

static void by_default_it_waits(void **state)
{
    (void)state;
    make(defaults());
    struct s7_session *session = opened();
    owner.keeps = true;
    for (unsigned i = 0; i < 3; i++)
        say(session, READ, sizeof READ);
    assert_int_equal(session->ops->input(session->self, READ, sizeof READ, START), 0);
    assert_int_equal(s7_server_counters(owner.server)->over_amq, 0);
    closed(session, S7_OK);
    for (unsigned i = 0; i < 3; i++)
        s7_request_drop(owner.kept[i], START);
}

static void a_second_setup_is_granted_or_refused(void **state)
{
    static const uint8_t refusal[] = {0x03, 0x00, 0x00, 0x13, 0x02, 0xf0, 0x80, 0x32, 0x02, 0x00,
                                      0x00, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0x85, 0x00};
    struct s7_server_config config = defaults();
    uint8_t octets[64];
    (void)state;
    make(config);
    struct s7_session *session = opened();
    say(session, SETUP, sizeof SETUP);
    assert_int_equal(heard(session, octets, sizeof octets), 27);
    closed(session, S7_OK);
    unmake(NULL);

    config.second_setup_error = 0x8500;
    make(config);
    session = opened(); /* the first is granted */
    for (unsigned i = 0; i < 2; i++) {
        say(session, SETUP, sizeof SETUP);
        hear(session, refusal, sizeof refusal);
    }
    say(session, READ, sizeof READ); /* and the link goes on as it was */
    uint8_t answer[512];
    assert_int_equal(heard(session, answer, sizeof answer), 7 + 240);
    closed(session, S7_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        LINK(more_than_the_parallel_jobs_granted_is_refused),
        LINK(refusals_have_their_room),
        LINK(by_default_it_waits),
        LINK(a_second_setup_is_granted_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
