/* SPDX-License-Identifier: MIT
 *
 * What a server's owner can do to one link: be called again at a time of its choice, and have an answer cut.
 */
#include "unit/engine/link_stage.h"

static unsigned dues;
static s7_time due_at;

static void owner_due(void *user, struct s7_link *link, s7_time now)
{
    (void)user;
    assert_ptr_equal(link, owner.link);
    dues++;
    due_at = now;
}

static void cuts_request(void *user, struct s7_request *request, s7_time now)
{
    request->cut = request->service != S7_SERVICE_SETUP;
    request->cut_size = owner.kept_count; /* the test's */
    owner_request(user, request, now);
}

static struct s7_session *opened_with(void (*due)(void *, struct s7_link *, s7_time),
                                      void (*request)(void *, struct s7_request *, s7_time))
{
    static struct s7_server_ops ops;
    struct s7_server_config config = defaults();
    ops = owner_ops;
    ops.due = due;
    ops.request = request;
    config.ops = &ops;
    dues = 0;
    make(config);
    return opened();
}

static s7_time deadline_of(struct s7_session *session)
{
    return session->ops->deadline(session->self);
}

static void an_alarm_comes_once(void **state)
{
    (void)state;
    struct s7_session *session = opened_with(owner_due, owner_request);
    assert_int_equal(deadline_of(session), S7_TIME_NEVER);
    s7_link_alarm(owner.link, START + 9);
    s7_link_alarm(owner.link, START + 7); /* replaced */
    assert_int_equal(deadline_of(session), START + 7);
    session->ops->tick(session->self, START + 6);
    assert_int_equal(dues, 0);
    session->ops->tick(session->self, START + 8);
    assert_int_equal(dues, 1);
    assert_int_equal(due_at, START + 8);
    assert_int_equal(deadline_of(session), S7_TIME_NEVER);
    s7_link_alarm(owner.link, START + 9);
    s7_link_alarm(owner.link, S7_TIME_NEVER); /* taken back */
    session->ops->tick(session->self, START + 10);
    assert_int_equal(dues, 1);
    closed(session, S7_OK);
}

static void a_link_that_ends_has_no_alarm(void **state)
{
    (void)state;
    struct s7_session *session = opened_with(owner_due, owner_request);
    s7_link_alarm(owner.link, START + 7);
    s7_link_end(owner.link, false, START);
    assert_int_equal(deadline_of(session), S7_TIME_NEVER);
    s7_link_alarm(owner.link, START + 7);
    session->ops->tick(session->self, START + 8);
    assert_int_equal(dues, 0);
    closed(session, S7_OK);
}

static void an_owner_without_a_clock_gets_none(void **state)
{
    (void)state;
    struct s7_session *session = opened_with(NULL, owner_request);
    s7_link_alarm(owner.link, START + 7);
    assert_int_equal(deadline_of(session), S7_TIME_NEVER);
    session->ops->tick(session->self, START + 8);
    closed(session, S7_OK);
}

/* The packet is as long as what it carries; the header inside still says what the answer was. */
static void a_cut_answer_is_well_framed(void **state)
{
    static const size_t whole = 240;
    static const size_t rows[] = {0, 1, 12, 239, 240, 241};
    (void)state;
    struct s7_session *session = opened_with(NULL, cuts_request);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint8_t octets[512];
        size_t expected = rows[i] < whole ? rows[i] : whole;
        owner.kept_count = rows[i];
        say(session, READ, sizeof READ);
        assert_int_equal(heard(session, octets, sizeof octets), 7 + expected);
        assert_int_equal(octets[3], 7 + expected);
        if (expected > 9)
            assert_int_equal(octets[7 + 9], 240 - 14); /* its data */
    }
    closed(session, S7_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        LINK(an_alarm_comes_once),
        LINK(a_link_that_ends_has_no_alarm),
        LINK(an_owner_without_a_clock_gets_none),
        LINK(a_cut_answer_is_well_framed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
