/* SPDX-License-Identifier: MIT
 *
 * What an observer hears of the connections of a server (base/observer.h).
 */
#include "link_stage.h"

struct heard_event {
    enum s7_event event;
    uint32_t number;
    size_t place;
    bool has_fault;
    struct s7_fault fault;
    uint8_t calling[4], called[4];
    size_t calling_size, called_size;
};

static struct {
    struct heard_event events[32];
    size_t count;
    unsigned pdus;
} seen;

static void see_event(void *self, const struct s7_conversation *on, enum s7_event event,
                      const struct s7_fault *fault, s7_time now)
{
    assert_ptr_equal(self, &seen);
    assert_int_equal(now, START);
    assert_string_equal(on->peer, "192.0.2.7");
    assert_int_equal(on->port, 4711);
    assert_true(seen.count < sizeof seen.events / sizeof seen.events[0]);
    struct heard_event *heard_event = &seen.events[seen.count++];
    *heard_event = (struct heard_event){.event = event,
                                        .number = on->number,
                                        .place = on->place,
                                        .has_fault = fault != NULL,
                                        .calling_size = on->calling.size,
                                        .called_size = on->called.size};
    if (fault)
        heard_event->fault = *fault;
    if (on->calling.size)
        memcpy(heard_event->calling, on->calling.at, on->calling.size);
    if (on->called.size)
        memcpy(heard_event->called, on->called.at, on->called.size);
}

static void see_pdu(void *self, const struct s7_conversation *on, enum s7_direction direction,
                    const uint8_t *pdu, size_t size, s7_time now)
{
    (void)self, (void)direction, (void)pdu, (void)size, (void)now;
    assert_int_equal(on->calling.size + on->called.size, 0);
    seen.pdus++;
}

static const struct s7_observer observer = {.self = &seen, .pdu = see_pdu, .event = see_event};

static void make_observed(void)
{
    struct s7_server_config config = defaults();
    config.observer = &observer;
    memset(&seen, 0, sizeof seen);
    make(config);
}

static void assert_events(const enum s7_event *events, size_t count)
{
    assert_int_equal(seen.count, count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(seen.events[i].event, events[i]);
}

static void a_connection_is_told_from_its_beginning_to_its_end(void **state)
{
    (void)state;
    make_observed();
    closed(opened(), S7_OK);
    const enum s7_event events[] = {S7_EVENT_ACCEPTED, S7_EVENT_ADMITTED, S7_EVENT_CONNECTED,
                                    S7_EVENT_DISCONNECTED};
    assert_events(events, 4);
    for (size_t i = 0; i < seen.count; i++) {
        assert_int_equal(seen.events[i].number, 1);
        assert_int_equal(seen.events[i].place, seen.events[0].place);
        assert_int_equal(seen.events[i].called_size, i == 1 ? 2 : 0);
        assert_int_equal(seen.events[i].calling_size, i == 1 ? 2 : 0);
    }
    assert_memory_equal(seen.events[1].calling, "\x01\x00", 2);
    assert_memory_equal(seen.events[1].called, "\x03\x01", 2);
    assert_int_equal(seen.events[3].fault.error, S7_OK);
    assert_int_equal(seen.pdus, 2); /* the setup and its answer */
}

static void who_asks_nothing_is_heard_of_too(void **state)
{
    (void)state;
    make_observed();
    struct s7_session *session = accepted();
    session->ops->tick(session->self, START); /* not yet */
    closed(session, S7_ERR_S7_RESET);
    const enum s7_event events[] = {S7_EVENT_ACCEPTED, S7_EVENT_DISCONNECTED};
    assert_events(events, 2);
    assert_int_equal(seen.events[1].fault.error, S7_ERR_S7_RESET);
}

static void a_refusal_says_why_and_what_was_asked_for(void **state)
{
    (void)state;
    make_observed();
    owner.admit = S7_ADMIT_DR;
    struct s7_session *session = accepted();
    say(session, CR, sizeof CR);
    closed(session, S7_OK);
    const enum s7_event events[] = {S7_EVENT_ACCEPTED, S7_EVENT_REFUSED, S7_EVENT_DISCONNECTED};
    assert_events(events, 3);
    assert_true(seen.events[1].has_fault);
    assert_int_equal(seen.events[1].fault.error, S7_ERR_ISO_REJECTED);
    assert_int_equal(seen.events[1].fault.iso_reason, 2);
    assert_memory_equal(seen.events[1].called, "\x03\x01", 2);
    assert_int_equal(seen.events[2].fault.error, S7_OK);
}

static enum s7_admit refuse_for_want(void *user, struct s7_link *link, const struct s7_cotp_connect *cr,
                                     s7_time now, uint8_t *ret_reason)
{
    (void)user, (void)cr, (void)now;
    *ret_reason = 0;
    s7_link_set_refusal(link, S7_ERR_RESOURCE_PARTNER);
    return S7_ADMIT_FIN;
}

static void an_owner_tells_why_it_refuses(void **state)
{
    (void)state;
    static const struct s7_server_ops ops = {.connect = refuse_for_want, .request = owner_request};
    struct s7_server_config config = defaults();
    config.observer = &observer;
    config.ops = &ops;
    memset(&seen, 0, sizeof seen);
    make(config);
    struct s7_session *session = accepted();
    say(session, CR, sizeof CR);
    closed(session, S7_OK);
    assert_int_equal(seen.events[1].event, S7_EVENT_REFUSED);
    assert_int_equal(seen.events[1].fault.error, S7_ERR_RESOURCE_PARTNER);
    assert_int_equal(seen.events[2].fault.error, S7_OK); /* it is no error of the stream */
}

static void where_no_room_is_left_it_is_said_without_a_number(void **state)
{
    (void)state;
    make_observed();
    struct s7_session *first = accepted(), *second = accepted(), *third = NULL;
    const struct s7_peer peer = {.address = "192.0.2.7", .port = 4711};
    struct s7_acceptor *acceptor = s7_server_acceptor(owner.server);
    assert_int_equal(acceptor->accept(acceptor, &peer, START, &third), S7_ACCEPT_CLOSE);
    const enum s7_event events[] = {S7_EVENT_ACCEPTED, S7_EVENT_ACCEPTED, S7_EVENT_TURNED_AWAY};
    assert_events(events, 3);
    assert_int_equal(seen.events[0].number, 1);
    assert_int_equal(seen.events[1].number, 2);
    assert_int_not_equal(seen.events[0].place, seen.events[1].place);
    assert_true(seen.events[0].place < 2 && seen.events[1].place < 2);
    assert_int_equal(seen.events[2].number, 0);
    closed(first, S7_OK);
    closed(second, S7_OK);
}

static void pushes_without_room_are_told(void **state)
{
    (void)state;
    make_observed();
    struct s7_session *session = opened();
    unsigned before = seen.pdus;
    assert_int_equal(push_octets(100), S7_OK);
    while (push_octets(100) == S7_OK)
        ;
    const struct s7_server_counters *counters = s7_server_counters(owner.server);
    assert_int_equal(seen.pdus - before, counters->pushes);
    assert_int_equal(counters->pushes_dropped, 1);
    assert_int_equal(seen.count, 4);
    assert_int_equal(seen.events[3].event, S7_EVENT_PUSH_DROPPED);
    closed(session, S7_OK);
}

static void malformed_are_those_that_are_counted(void **state)
{
    (void)state;
    make_observed();
    struct s7_session *session = accepted();
    say(session, (const uint8_t *)"GET / HT", 8);
    closed(session, S7_OK);
    assert_int_equal(s7_server_counters(owner.server)->malformed, 1);
    assert_int_equal(seen.events[1].event, S7_EVENT_DISCONNECTED);
    assert_true(s7_server_counts_malformed(seen.events[1].fault.error));
    assert_false(s7_server_counts_malformed(S7_OK));
    assert_false(s7_server_counts_malformed(S7_ERR_ISO_ABANDONED));
    assert_false(s7_server_counts_malformed(S7_ERR_S7_RESET));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        LINK(a_connection_is_told_from_its_beginning_to_its_end),
        LINK(who_asks_nothing_is_heard_of_too),
        LINK(a_refusal_says_why_and_what_was_asked_for),
        LINK(an_owner_tells_why_it_refuses),
        LINK(where_no_room_is_left_it_is_said_without_a_number),
        LINK(pushes_without_room_are_told),
        LINK(malformed_are_those_that_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
